/* itc2019.c -- reading problems of ITC-2019 with expat. */
#include "codec/itc2019.h"
#include "codec/itc2019_xml.h"

#include <stdlib.h>
#include <string.h>

const char *const itc2019_type_name[ITC2019_TYPES] = {
    "SameStart",      "SameTime",   "DifferentTime", "SameDays",   "DifferentDays", "SameWeeks", "DifferentWeeks",
    "Overlap",        "NotOverlap", "SameRoom",      "DifferentRoom", "SameAttendees", "Precedence", "WorkDay",
    "MinGap",         "MaxDays",    "MaxDayLoad",    "MaxBreaks",  "MaxBlock",
};
static const int parameters[ITC2019_TYPES] = {[13] = 1, [14] = 1, [15] = 1, [16] = 1, [17] = 2, [18] = 2};

#define MOST_ROWS    4000000
#define MOST_PENALTY 1000000000

/* One row more in a flat array of the problem; NULL past the limit. */
static void *row(struct itc2019_xml *f, void *array, int32_t *n, size_t each)
{
    void **a = array;
    if (*n >= MOST_ROWS) {
        itc2019_xml_fail(f, "there are more than %d rows of one kind", MOST_ROWS);
        return NULL;
    }
    if ((*n & (*n - 1)) == 0) { /* grow when it is a power of two, or 0 */
        void *more = realloc(*a, (*n ? (size_t)*n * 2 : 1) * each);
        if (!more) {
            itc2019_xml_fail(f, "there is not enough memory");
            return NULL;
        }
        *a = more;
    }
    void *at = (char *)*a + (size_t)(*n)++ * each;
    memset(at, 0, each);
    return at;
}
#define ROW(f, what, count) row((f), &(f)->x->what, &(f)->x->count, sizeof *(f)->x->what)

static char *identity(struct itc2019_xml *f, struct map *ids, int32_t index, const char *what)
{
    const char *id = itc2019_xml_text(f, "id");
    bool fresh = false;
    if (!id)
        return NULL;
    int64_t *at = map_at(ids, id, &fresh);
    if (!fresh) {
        itc2019_xml_fail(f, "%s %.40s is there twice; ids must differ", what, id);
        return NULL;
    }
    *at = index;
    return strdup(id);
}

static int32_t reference(struct itc2019_xml *f, const struct map *ids, const char *id, const char *what)
{
    const int64_t *at = id ? map_find(ids, id) : NULL;
    if (!at && id)
        itc2019_xml_fail(f, "there is no %s %.40s", what, id);
    return at ? (int32_t)*at : -1;
}

/* ---- elements */

static void read_problem(struct itc2019_xml *f)
{
    struct itc2019 *x = f->x;
    const char *name = itc2019_xml_maybe(f, "name");
    x->name = strdup(name ? name : "");
    x->days = (int32_t)itc2019_xml_int(f, "nrDays", 1, 7);
    x->slots = (int32_t)itc2019_xml_int(f, "slotsPerDay", 1, 288);
    x->weeks = (int32_t)itc2019_xml_int(f, "nrWeeks", 1, 64);
    f->weeks = x->weeks, f->days = x->days, f->slots = x->slots;
}

static void read_optimization(struct itc2019_xml *f)
{
    f->x->weight_time = itc2019_xml_int(f, "time", 0, 1000000);
    f->x->weight_room = itc2019_xml_int(f, "room", 0, 1000000);
    f->x->weight_distribution = itc2019_xml_int(f, "distribution", 0, 1000000);
    f->x->weight_student = itc2019_xml_int(f, "student", 0, 1000000);
}

static void read_room(struct itc2019_xml *f)
{
    struct itc2019_room *r = ROW(f, room, rooms);
    if (!r)
        return;
    r->first_closed = f->x->closeds;
    r->capacity = (int32_t)itc2019_xml_int(f, "capacity", 0, 10000000);
    r->id = identity(f, &f->x->room_of, f->x->rooms - 1, "room");
}

/* Rooms may be named before they are met: kept as text until the end of <rooms>. */
static void read_travel(struct itc2019_xml *f)
{
    const char *to = itc2019_xml_text(f, "room");
    struct itc2019_travel *t = to ? ROW(f, travel, travels) : NULL;
    char **name = t ? row(f, &f->late, &f->lates, sizeof *f->late) : NULL;
    if (!name)
        return;
    *t = (struct itc2019_travel){f->x->rooms - 1, -1, (int32_t)itc2019_xml_int(f, "value", 0, 288)};
    *name = strdup(to);
}

static void read_closed(struct itc2019_xml *f)
{
    struct itc2019_time *t = ROW(f, closed, closeds);
    if (t && itc2019_xml_time(f, t, true))
        f->x->room[f->x->rooms - 1].closed++;
}

static void end_rooms(struct itc2019_xml *f)
{
    for (int32_t i = 0; i < f->lates && !f->failed; i++)
        f->x->travel[i].to = reference(f, &f->x->room_of, f->late[i], "room");
    itc2019_xml_forget(f);
}

static void read_course(struct itc2019_xml *f)
{
    struct itc2019_course *c = ROW(f, course, courses);
    if (!c)
        return;
    c->first_config = f->x->configs;
    c->id = identity(f, &f->x->course_of, f->x->courses - 1, "course");
}

static void read_config(struct itc2019_xml *f)
{
    struct itc2019_config *g = ROW(f, config, configs);
    if (!g)
        return;
    g->course = f->x->courses - 1;
    g->first_subpart = f->x->subparts;
    f->x->course[g->course].configs++;
}

static void read_subpart(struct itc2019_xml *f)
{
    struct itc2019_subpart *s = ROW(f, subpart, subparts);
    if (!s)
        return;
    s->config = f->x->configs - 1;
    s->first_class = f->x->classes;
    f->x->config[s->config].subparts++;
}

static void read_class(struct itc2019_xml *f)
{
    struct itc2019_class *c = ROW(f, class, classes);
    const char *parent = itc2019_xml_maybe(f, "parent"), *room = itc2019_xml_maybe(f, "room");
    char **name = c ? row(f, &f->late, &f->lates, sizeof *f->late) : NULL;
    if (!name)
        return;
    *name = parent ? strdup(parent) : NULL;
    c->line = itc2019_xml_line(f);
    c->subpart = f->x->subparts - 1;
    c->parent = -1;
    c->first_time = f->x->times;
    c->first_choice = f->x->choices;
    c->roomless = room && !strcmp(room, "false");
    c->limit = (int32_t)itc2019_xml_int_or(f, "limit", 0, 10000000, 10000000);
    c->id = identity(f, &f->x->class_of, f->x->classes - 1, "class");
    f->x->subpart[c->subpart].classes++;
}

static void read_choice(struct itc2019_xml *f)
{
    struct itc2019_choice *r = ROW(f, choice, choices);
    if (!r)
        return;
    struct itc2019_class *c = &f->x->class[f->x->classes - 1];
    c->choices++;
    r->penalty = itc2019_xml_int_or(f, "penalty", -MOST_PENALTY, MOST_PENALTY, 0);
    r->room = reference(f, &f->x->room_of, itc2019_xml_text(f, "id"), "room");
    for (int32_t i = c->first_choice; !f->failed && i < f->x->choices - 1; i++)
        if (f->x->choice[i].room == r->room)
            itc2019_xml_fail(f, "class %.40s names room %.40s twice", c->id, f->x->room[r->room].id);
}

static void read_time(struct itc2019_xml *f)
{
    struct itc2019_time *t = ROW(f, time, times);
    if (t && itc2019_xml_time(f, t, true)) {
        t->penalty = itc2019_xml_int_or(f, "penalty", -MOST_PENALTY, MOST_PENALTY, 0);
        f->x->class[f->x->classes - 1].times++;
    }
}

static void end_class(struct itc2019_xml *f)
{
    const struct itc2019_class *c = &f->x->class[f->x->classes - 1];
    if (!c->times)
        itc2019_xml_fail(f, "class %.40s has no time; give it at least one", c->id);
    else if (!c->roomless && !c->choices)
        itc2019_xml_fail(f, "class %.40s has no room; give it one, or say room=\"false\"", c->id);
}

static void end_subpart(struct itc2019_xml *f)
{
    if (!f->x->subpart[f->x->subparts - 1].classes)
        itc2019_xml_fail(f, "a subpart has no class");
}

static void end_course(struct itc2019_xml *f)
{
    const struct itc2019_course *c = &f->x->course[f->x->courses - 1];
    if (!c->configs)
        itc2019_xml_fail(f, "course %.40s has no config", c->id);
}

static void end_courses(struct itc2019_xml *f)
{
    struct itc2019 *x = f->x;
    for (int32_t i = 0; i < f->lates && !f->failed; i++) {
        if (!f->late[i])
            continue;
        x->class[i].parent = reference(f, &x->class_of, f->late[i], "class");
        if (x->class[i].parent >= 0 && x->subpart[x->class[i].subpart].config != x->subpart[x->class[x->class[i].parent].subpart].config)
            itc2019_xml_fail(f, "class %.40s (line %d) has a parent in another config", x->class[i].id, x->class[i].line);
    }
    for (int32_t i = 0; i < x->classes && !f->failed; i++) {
        int32_t steps = 0;
        for (int32_t up = x->class[i].parent; up >= 0 && !f->failed; up = x->class[up].parent)
            if (++steps > 60)
                itc2019_xml_fail(f, "class %.40s (line %d): its parents go round in a circle", x->class[i].id, x->class[i].line);
    }
    itc2019_xml_forget(f);
}

/* "MaxBlock(20,9)" -> its type and parameters. */
static void distribution_type(struct itc2019_xml *f, struct itc2019_distribution *d, const char *s)
{
    size_t n = strcspn(s, "(");
    for (int i = 0; i < ITC2019_TYPES; i++) {
        if (strlen(itc2019_type_name[i]) != n || strncmp(s, itc2019_type_name[i], n) != 0)
            continue;
        d->type = i;
        char *end;
        const char *p = s + n;
        long v[2] = {0, 0};
        for (int k = 0; k < parameters[i]; k++) {
            if (*p != (k ? ',' : '('))
                goto bad;
            v[k] = strtol(p + 1, &end, 10);
            if (end == p + 1 || v[k] < 0 || v[k] > 100000)
                goto bad;
            p = end;
        }
        if (parameters[i] ? strcmp(p, ")") != 0 : *p != 0)
            goto bad;
        d->a = (int32_t)v[0], d->b = (int32_t)v[1];
        return;
    }
bad:
    itc2019_xml_fail(f, "there is no distribution type \"%.40s\"", s);
}

static void read_distribution(struct itc2019_xml *f)
{
    struct itc2019_distribution *d = ROW(f, distribution, distributions);
    const char *type = itc2019_xml_text(f, "type"), *required = itc2019_xml_maybe(f, "required");
    if (!d || !type)
        return;
    d->first_member = f->x->members;
    d->required = required && !strcmp(required, "true");
    d->penalty = itc2019_xml_int_or(f, "penalty", 0, MOST_PENALTY, 0);
    distribution_type(f, d, type);
}

static void read_member(struct itc2019_xml *f)
{
    int32_t *m = ROW(f, member, members);
    if (!m)
        return;
    struct itc2019_distribution *d = &f->x->distribution[f->x->distributions - 1];
    d->members++;
    *m = reference(f, &f->x->class_of, itc2019_xml_text(f, "id"), "class");
    for (int32_t i = d->first_member; !f->failed && i < f->x->members - 1; i++)
        if (f->x->member[i] == *m)
            itc2019_xml_fail(f, "a distribution names class %.40s twice", f->x->class[*m].id);
}

static void read_student(struct itc2019_xml *f)
{
    struct itc2019_student *s = ROW(f, student, students);
    if (!s)
        return;
    s->first_wish = f->x->wishes;
    s->id = identity(f, &f->x->student_of, f->x->students - 1, "student");
}

static void read_wish(struct itc2019_xml *f)
{
    int32_t *c = ROW(f, wish, wishes);
    if (!c)
        return;
    struct itc2019_student *s = &f->x->student[f->x->students - 1];
    s->wishes++;
    *c = reference(f, &f->x->course_of, itc2019_xml_text(f, "id"), "course");
    for (int32_t i = s->first_wish; !f->failed && i < f->x->wishes - 1; i++)
        if (f->x->wish[i] == *c)
            itc2019_xml_fail(f, "student %.40s asks for course %.40s twice", s->id, f->x->course[*c].id);
}

static void end_problem(struct itc2019_xml *f)
{
    if (!f->x->classes)
        itc2019_xml_fail(f, "the problem has no class");
}

static const struct itc2019_element element[] = {
    {"problem", "", read_problem, end_problem},
    {"optimization", "problem", read_optimization, NULL},
    {"rooms", "problem", NULL, end_rooms},
    {"room", "rooms", read_room, NULL},
    {"travel", "room", read_travel, NULL},
    {"unavailable", "room", read_closed, NULL},
    {"courses", "problem", NULL, end_courses},
    {"course", "courses", read_course, end_course},
    {"config", "course", read_config, NULL},
    {"subpart", "config", read_subpart, end_subpart},
    {"class", "subpart", read_class, end_class},
    {"room", "class", read_choice, NULL},
    {"time", "class", read_time, NULL},
    {"distributions", "problem", NULL, NULL},
    {"distribution", "distributions", read_distribution, NULL},
    {"class", "distribution", read_member, NULL},
    {"students", "problem", NULL, NULL},
    {"student", "students", read_student, NULL},
    {"course", "student", read_wish, NULL},
    {NULL, NULL, NULL, NULL},
};

/* Counts where the first row of a room's closed hours is: set as rooms end. */
static void closed_places(struct itc2019 *x)
{
    int32_t at = 0;
    for (int32_t r = 0; r < x->rooms; r++) {
        x->room[r].first_closed = at;
        at += x->room[r].closed;
    }
}

struct itc2019 *itc2019_read(const char *bytes, size_t n, struct err *e)
{
    struct itc2019 *x = calloc(1, sizeof *x);
    struct itc2019_xml f = {.x = x, .element = element, .err = e};
    if (!x) {
        err_set(e, LIMIT, "there is not enough memory");
        return NULL;
    }
    bool fine = itc2019_xml_parse(&f, bytes, n);
    itc2019_xml_forget(&f);
    if (fine) {
        closed_places(x);
        return x;
    }
    itc2019_free(x);
    return NULL;
}

void itc2019_free(struct itc2019 *x)
{
    if (!x)
        return;
    for (int32_t i = 0; i < x->rooms; i++)
        free(x->room[i].id);
    for (int32_t i = 0; i < x->courses; i++)
        free(x->course[i].id);
    for (int32_t i = 0; i < x->classes; i++)
        free(x->class[i].id);
    for (int32_t i = 0; i < x->students; i++)
        free(x->student[i].id);
    void *all[] = {x->name,  x->room, x->closed, x->travel,       x->course, x->config,  x->subpart,
                   x->class, x->time, x->choice, x->distribution, x->member, x->student, x->wish};
    for (size_t i = 0; i < COUNT(all); i++)
        free(all[i]);
    map_free(&x->room_of);
    map_free(&x->course_of);
    map_free(&x->class_of);
    map_free(&x->student_of);
    free(x);
}
