/* oeapi_private.h -- between oeapi_web.c, which finds and pages, and oeapi_write.c, which says each object. */
#ifndef EXCHANGE_OEAPI_PRIVATE_H
#define EXCHANGE_OEAPI_PRIVATE_H

#include "codec/json.h"
#include "store/db.h"

enum oe_kind {
    OE_ORGANISATION = 1, OE_BUILDING, OE_ROOM, OE_PROGRAMME, OE_COURSE, OE_COMPONENT, OE_OUTCOME, OE_SESSION, OE_PROGRAMME_OFFERING,
    OE_COURSE_OFFERING, OE_LESSON, OE_GROUP, OE_PERSON, OE_LESSON_PERSON, OE_COURSE_PERSON, OE_PROGRAMME_PERSON, OE_MEMBERSHIP,
};

/* oe: what every writer needs. */
struct oe {
    struct work *w;
    struct json *j;
    int64_t region;
    int utc_offset_min;
    const char *currency, *base;
};

/* oe_uuid: of an object of one or two ids; the second below 2^32.  oe_read: back; false if it is not of that kind here. */
const char *oe_uuid(const struct oe *o, enum oe_kind kind, int64_t id, int64_t second);
bool oe_read(const struct oe *o, const char *uuid, enum oe_kind kind, int64_t *id, int64_t *second);

struct oe_type {
    enum oe_kind kind;
    const char *sql; /* NULL: sessions, which are counted and not stored */
    void (*write)(struct oe *o, const struct rows *r);
    const char *scope;
};
extern const struct oe_type oe_organisation, oe_building, oe_room, oe_programme, oe_course, oe_component, oe_outcome, oe_programme_offering,
    oe_course_offering, oe_lesson, oe_group, oe_membership, oe_person, oe_lesson_person, oe_course_person, oe_programme_person;

/* oe_session: an academic year (half 0) or one of its halves, as an object. */
void oe_session(struct oe *o, int year, int half);

#endif
