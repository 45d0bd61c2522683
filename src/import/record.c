/* record.c -- see record.h. */
#include "import/record.h"

#include <string.h>

static const struct record *const ALL[] = {
    &record_setting,
    &record_organisation,
    &record_site,
    &record_opening,
    &record_closure,
    &record_travel,
    &record_competence,
    &record_competence_label,
    &record_alignment,
    &record_occupation,
    &record_occupation_label,
    &record_occupation_competence,
    &record_resource_type,
    &record_room,
    &record_equipment,
    &record_staff,
    &record_staff_competence,
    &record_busy,
    &record_sharing,
    &record_booking_rule,
    &record_module,
    &record_module_competence,
    &record_module_prerequisite,
    &record_module_need,
    &record_programme,
    &record_programme_module,
    &record_start,
    &record_norm,
    &record_order,
    &record_order_competence,
    &record_signal,
};

const struct record *const *record_all(size_t *n)
{
    *n = COUNT(ALL);
    return ALL;
}

const struct record *record_named(const char *name)
{
    for (size_t i = 0; i < COUNT(ALL); i++)
        if (strcasecmp(ALL[i]->name, name) == 0)
            return ALL[i];
    return NULL;
}

size_t record_field(const struct record *r, const char *name)
{
    size_t i = 0;
    while (i < r->fields && strcasecmp(r->field[i].name, name) != 0)
        i++;
    return i;
}
