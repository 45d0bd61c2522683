/* itc2019_answer.c -- solutions of ITC-2019: read and written. */
#include "codec/itc2019.h"
#include "codec/itc2019_xml.h"

#include <stdlib.h>
#include <string.h>

static void begin_solution(struct itc2019_xml *f)
{
    const char *name = itc2019_xml_maybe(f, "name");
    if (name && *f->problem->name && strcmp(name, f->problem->name) != 0)
        itc2019_xml_fail(f, "it solves \"%.60s\", not \"%.60s\"", name, f->problem->name);
}

static int32_t found(struct itc2019_xml *f, const struct map *ids, const char *id, const char *what)
{
    const int64_t *at = id ? map_find(ids, id) : NULL;
    if (!at && id)
        itc2019_xml_fail(f, "the problem has no %s %.40s", what, id);
    return at ? (int32_t)*at : -1;
}

/* A class written without days is one that is not placed. */
static void begin_class(struct itc2019_xml *f)
{
    const struct itc2019 *x = f->problem;
    int32_t c = f->class = found(f, &x->class_of, itc2019_xml_text(f, "id"), "class");
    struct itc2019_time t = {0};
    if (c < 0 || !itc2019_xml_maybe(f, "days") || !itc2019_xml_time(f, &t, false))
        return;
    if (f->answer->time[c] >= 0) {
        itc2019_xml_fail(f, "class %.40s is there twice", x->class[c].id);
        return;
    }
    const struct itc2019_class *k = &x->class[c];
    for (int32_t i = 0; i < k->times; i++) {
        const struct itc2019_time *m = &x->time[k->first_time + i];
        if (m->days == t.days && m->weeks == t.weeks && m->start == t.start)
            f->answer->time[c] = i;
    }
    if (f->answer->time[c] < 0)
        itc2019_xml_fail(f, "class %.40s can't be at that time: it is none of its own", k->id);
    const char *room = itc2019_xml_maybe(f, "room");
    if (k->roomless || f->failed)
        return;
    if (!room) {
        itc2019_xml_fail(f, "class %.40s needs a room and is given none", k->id);
        return;
    }
    int32_t r = found(f, &x->room_of, room, "room");
    for (int32_t i = 0; i < k->choices; i++)
        if (x->choice[k->first_choice + i].room == r)
            f->answer->room[c] = r;
    if (f->answer->room[c] < 0)
        itc2019_xml_fail(f, "class %.40s can't be in room %.40s: it is none of its own", k->id, room);
}

static void begin_student(struct itc2019_xml *f)
{
    struct itc2019_answer *a = f->answer;
    int32_t s = found(f, &f->problem->student_of, itc2019_xml_text(f, "id"), "student");
    if (s < 0)
        return;
    if ((size_t)a->attendances >= a->attendance_room) {
        size_t room = a->attendance_room ? a->attendance_room * 2 : 1024;
        void *more = room > 50000000 ? NULL : realloc(a->attendance, room * sizeof *a->attendance);
        if (!more) {
            itc2019_xml_fail(f, "there are too many students of classes");
            return;
        }
        a->attendance = more;
        a->attendance_room = room;
    }
    a->attendance[a->attendances++] = (struct itc2019_attendance){f->class, s};
}

static const struct itc2019_element element[] = {
    {"solution", "", begin_solution, NULL},
    {"class", "solution", begin_class, NULL},
    {"student", "class", begin_student, NULL},
    {NULL, NULL, NULL, NULL},
};

bool itc2019_answer_read(const struct itc2019 *x, const char *bytes, size_t n, struct itc2019_answer *a, struct err *e)
{
    struct itc2019_xml f = {.problem = x, .answer = a, .element = element, .err = e};
    *a = (struct itc2019_answer){0};
    f.weeks = x->weeks, f.days = x->days, f.slots = x->slots;
    a->time = malloc((size_t)(x->classes + 1) * sizeof *a->time);
    a->room = malloc((size_t)(x->classes + 1) * sizeof *a->room);
    if (!a->time || !a->room) {
        itc2019_answer_free(a);
        return err_set(e, LIMIT, "there is not enough memory");
    }
    for (int32_t i = 0; i <= x->classes; i++)
        a->time[i] = a->room[i] = -1;
    if (itc2019_xml_parse(&f, bytes, n))
        return true;
    itc2019_answer_free(a);
    return false;
}

void itc2019_answer_free(struct itc2019_answer *a)
{
    free(a->time);
    free(a->room);
    free(a->attendance);
    *a = (struct itc2019_answer){0};
}

static void put_bits(struct text *out, const char *name, uint64_t bits, int n)
{
    text_fmt(out, " %s=\"", name);
    for (int i = 0; i < n; i++)
        text_add(out, bits >> i & 1 ? "1" : "0");
    text_add(out, "\"");
}

static void put_value(struct text *out, const char *name, const char *value)
{
    text_fmt(out, " %s=\"", name);
    for (const char *s = value; *s; s++)
        if (*s == '&' || *s == '<' || *s == '"')
            text_add(out, *s == '&' ? "&amp;" : *s == '<' ? "&lt;" : "&quot;");
        else
            text_bytes(out, s, 1);
    text_add(out, "\"");
}

void itc2019_answer_write(const struct itc2019 *x, const struct itc2019_answer *a, struct text *out)
{
    text_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<!DOCTYPE solution PUBLIC \"-//ITC 2019//DTD Problem Format/EN\" \"http://www.itc2019.org/competition-format.dtd\">\n"
                  "<solution");
    put_value(out, "name", x->name);
    text_fmt(out, " runtime=\"%.1f\" cores=\"%d\" technique=\"Local search\" author=\"cavt\" institution=\"cavt\" country=\"-\">\n",
             a->runtime, a->cores);
    int32_t next = 0;
    for (int32_t c = 0; c < x->classes; c++) {
        const struct itc2019_class *k = &x->class[c];
        text_add(out, "  <class");
        put_value(out, "id", k->id);
        if (a->time[c] >= 0) {
            const struct itc2019_time *t = &x->time[k->first_time + a->time[c]];
            put_bits(out, "days", t->days, x->days);
            text_fmt(out, " start=\"%d\"", t->start);
            put_bits(out, "weeks", t->weeks, x->weeks);
        }
        if (a->time[c] >= 0 && a->room[c] >= 0)
            put_value(out, "room", x->room[a->room[c]].id);
        if (next >= a->attendances || a->attendance[next].class != c) {
            text_add(out, "/>\n");
            continue;
        }
        text_add(out, ">\n");
        for (; next < a->attendances && a->attendance[next].class == c; next++) {
            text_add(out, "    <student");
            put_value(out, "id", x->student[a->attendance[next].student].id);
            text_add(out, "/>\n");
        }
        text_add(out, "  </class>\n");
    }
    text_add(out, "</solution>\n");
}
