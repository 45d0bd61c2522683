/* timetable_itc.c -- see timetable_itc.h. */
#include "timetable/timetable_itc.h"

#include "view/words.h"

#include <stdlib.h>

static const struct fit_resource *rooms(struct work *w, const struct itc2019 *x)
{
    struct fit_resource *all = take_array(w, x->rooms + 1, struct fit_resource);
    for (int32_t r = 0; r < x->rooms; r++) {
        const struct itc2019_room *from = &x->room[r];
        struct fit_load *load = take_array(w, from->closed + 1, struct fit_load);
        for (int32_t i = 0; i < from->closed; i++) {
            const struct itc2019_time *t = &x->closed[from->first_closed + i];
            load[i] = (struct fit_load){t->weeks, t->days, t->start, t->length, 1};
        }
        all[r] = (struct fit_resource){.capacity = 1, .site = r, .loads = from->closed, .load = load};
    }
    return all;
}

static const uint16_t *travels(struct work *w, const struct itc2019 *x)
{
    size_t n = (size_t)x->rooms;
    uint16_t *slots = take_array(w, n * n + 1, uint16_t);
    for (int pass = 0; pass < 2; pass++) /* what is given for one way wins over the other way's mirror */
        for (int32_t i = 0; i < x->travels; i++) {
            size_t a = (size_t)x->travel[i].from, b = (size_t)x->travel[i].to;
            slots[pass ? a * n + b : b * n + a] = (uint16_t)x->travel[i].slots;
        }
    return slots;
}

static void class_from(struct work *w, const struct itc2019 *x, int32_t c, struct fit_class *to)
{
    const struct itc2019_class *from = &x->class[c];
    struct fit_time *time = take_array(w, from->times + 1, struct fit_time);
    for (int32_t i = 0; i < from->times; i++) {
        const struct itc2019_time *t = &x->time[from->first_time + i];
        time[i] = (struct fit_time){t->weeks, t->days, t->start, t->length, t->penalty};
    }
    *to = (struct fit_class){.times = from->times, .time = time, .site = FIT_NONE, .was_time = FIT_NONE,
                             .limit = from->limit, .parent = from->parent, .subpart = from->subpart};
    if (from->roomless)
        return;
    struct fit_option *option = take_array(w, from->choices + 1, struct fit_option);
    for (int32_t i = 0; i < from->choices; i++) {
        const struct itc2019_choice *r = &x->choice[from->first_choice + i];
        option[i] = (struct fit_option){.resource = r->room, .units = 1, .penalty = r->penalty, .with = FIT_NONE};
    }
    struct fit_need *need = take(w, sizeof *need);
    *need = (struct fit_need){from->choices, option};
    to->needs = 1;
    to->need = need;
}

static void students_from(struct work *w, const struct itc2019 *x, struct fit_problem *p)
{
    struct fit_subpart *subpart = take_array(w, x->subparts + 1, struct fit_subpart);
    struct fit_config *config = take_array(w, x->configs + 1, struct fit_config);
    struct fit_course *course = take_array(w, x->courses + 1, struct fit_course);
    struct fit_student *student = take_array(w, x->students + 1, struct fit_student);
    int32_t *class = take_array(w, x->classes + 1, int32_t);
    for (int32_t c = 0; c < x->classes; c++)
        class[c] = c;
    for (int32_t i = 0; i < x->subparts; i++)
        subpart[i] = (struct fit_subpart){x->subpart[i].config, x->subpart[i].classes, class + x->subpart[i].first_class};
    for (int32_t i = 0; i < x->configs; i++)
        config[i] = (struct fit_config){x->config[i].course, x->config[i].first_subpart, x->config[i].subparts};
    for (int32_t i = 0; i < x->courses; i++)
        course[i] = (struct fit_course){x->course[i].first_config, x->course[i].configs};
    for (int32_t i = 0; i < x->students; i++)
        student[i] = (struct fit_student){x->student[i].wishes, x->wish + x->student[i].first_wish};
    p->subparts = x->subparts, p->subpart = subpart;
    p->configs = x->configs, p->config = config;
    p->courses = x->courses, p->course = course;
    p->students = x->students, p->student = student;
}

struct fit_problem *timetable_from_itc(struct work *w, const struct itc2019 *x)
{
    struct fit_problem *p = take(w, sizeof *p);
    struct fit_class *class = take_array(w, x->classes + 1, struct fit_class);
    struct fit_distribution *d = take_array(w, x->distributions + 1, struct fit_distribution);
    for (int32_t c = 0; c < x->classes; c++)
        class_from(w, x, c, &class[c]);
    for (int32_t i = 0; i < x->distributions; i++) {
        const struct itc2019_distribution *from = &x->distribution[i];
        d[i] = (struct fit_distribution){(enum fit_type)from->type, from->a,       from->b,                      from->required,
                                         from->penalty,             from->members, x->member + from->first_member};
    }
    *p = (struct fit_problem){.weeks = x->weeks, .classes = x->classes, .class = class, .resources = x->rooms,
                              .resource = rooms(w, x), .sites = x->rooms, .travel = travels(w, x),
                              .distributions = x->distributions, .distribution = d};
    p->weight[FIT_C_TIME] = x->weight_time;
    p->weight[FIT_C_RESOURCE] = x->weight_room;
    p->weight[FIT_C_DISTRIBUTION] = x->weight_distribution;
    p->weight[FIT_C_STUDENT] = x->weight_student;
    students_from(w, x, p);
    return p;
}

/* Where a student's enrolment in the course of class c is; -1 when the course was not asked for. */
static int32_t enrolment_of(const struct itc2019 *x, const struct fit_plan *plan, int32_t s, int32_t c)
{
    int32_t course = x->config[x->subpart[x->class[c].subpart].config].course;
    const struct itc2019_student *k = &x->student[s];
    for (int32_t i = 0; i < k->wishes; i++)
        if (x->wish[k->first_wish + i] == course)
            return plan->course_at[s] + i;
    return -1;
}

struct fit_plan *timetable_plan(struct work *w, const struct itc2019 *x, const struct fit_problem *p, const struct itc2019_answer *a)
{
    struct fit_plan *plan = fit_plan_new(p);
    if (!plan) {
        fail(w, LIMIT, "%s", tr(w, "there is not enough memory"));
        return NULL;
    }
    for (int32_t c = 0; c < x->classes; c++) {
        plan->time[c] = a->time[c];
        for (int32_t i = 0; i < x->class[c].choices && a->time[c] >= 0 && p->class[c].needs; i++)
            if (x->choice[x->class[c].first_choice + i].room == a->room[c])
                plan->option[plan->need_at[c]] = i;
    }
    for (int32_t i = 0; i < a->attendances; i++) {
        int32_t c = a->attendance[i].class, s = a->attendance[i].student, e = enrolment_of(x, plan, s, c);
        int32_t subpart = x->class[c].subpart, config = x->subpart[subpart].config;
        if (e < 0) {
            fail(w, NOT_VALID, tr(w, "student %.40s attends class %.40s of a course not asked for"), x->student[s].id, x->class[c].id);
            break;
        }
        int32_t *place = &plan->attends[plan->attends_at[e] + subpart - x->config[config].first_subpart];
        if ((plan->config[e] != FIT_NONE && plan->config[e] != config) || *place != FIT_NONE) {
            fail(w, NOT_VALID, tr(w, "student %.40s attends class %.40s beside another of the same subpart or another config"),
                 x->student[s].id, x->class[c].id);
            break;
        }
        plan->config[e] = config;
        *place = c;
    }
    if (fine(w))
        return plan;
    fit_plan_free(plan);
    return NULL;
}

static int by_class(const void *a, const void *b)
{
    const struct itc2019_attendance *x = a, *y = b;
    return x->class != y->class ? (x->class < y->class ? -1 : 1) : (x->student > y->student) - (x->student < y->student);
}

struct itc2019_answer timetable_answer(const struct itc2019 *x, const struct fit_problem *p, const struct fit_plan *plan)
{
    struct itc2019_answer a = {.cores = 1};
    size_t n = (size_t)x->classes + 1, most = (size_t)plan->attends_at[plan->enrolments] + 1;
    a.time = malloc(n * sizeof *a.time);
    a.room = malloc(n * sizeof *a.room);
    a.attendance = malloc(most * sizeof *a.attendance);
    a.attendance_room = most;
    if (!a.time || !a.room || !a.attendance)
        abort();
    for (int32_t c = 0; c < x->classes; c++) {
        a.time[c] = plan->time[c];
        int32_t o = p->class[c].needs && plan->time[c] >= 0 ? plan->option[plan->need_at[c]] : FIT_NONE;
        a.room[c] = o == FIT_NONE ? -1 : p->class[c].need[0].option[o].resource;
    }
    for (int32_t s = 0; s < x->students; s++)
        for (int32_t i = plan->attends_at[plan->course_at[s]]; i < plan->attends_at[plan->course_at[s + 1]]; i++)
            if (plan->attends[i] != FIT_NONE)
                a.attendance[a.attendances++] = (struct itc2019_attendance){plan->attends[i], s};
    qsort(a.attendance, (size_t)a.attendances, sizeof *a.attendance, by_class);
    return a;
}
