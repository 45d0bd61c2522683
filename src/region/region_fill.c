/* region_fill.c -- resources and when their owners use them; modules; orders.  See region_write.h */
#include "region/region_sql.h"
#include "region/region_write.h"

#include "base/day.h"

/* ---- calendars ---- */

#define FILL_SHARE 0.60 /* of opening hours, on average; a tenth more or less by chance */
#define SLOT 5
#define TEACHES_AH 22 /* of a teacher's week, at most, are the owner's lessons; the rest is other work */

static int64_t wall_on(int weekday, int min) { return ((int64_t)PLAN_TODAY + weekday - 1) * DAY_MIN + min; }

/* A block a day in the owner's shift, so that what a lesson needs together is free together. */
static void fill_week(struct writer *x, struct rng *r, int64_t resource, int quantity,
                      const struct plan_site *s, bool teacher)
{
    int teaches_ah = 0;
    int open = s->closes_min - s->opens_min, sat = s->sat_closes_min - s->sat_opens_min,
        whole = open * 5 + sat;
    double wanted = (FILL_SHARE + (rng_unit(r) - 0.5) * 0.2) * whole, weight = 5 + 0.35;
    for (int day = 1; day <= 6; day++) {
        int opens = day < 6 ? s->opens_min : s->sat_opens_min, hours = day < 6 ? open : sat;
        double share = wanted / weight * (day < 6 ? 1 : 0.35) * (0.85 + rng_unit(r) * 0.3);
        int length = (int)(share / SLOT) * SLOT;
        length = length > hours ? hours : length;
        x->made->open_min += hours;
        if (length < 45)
            continue;
        int from = s->second_shift ? opens + hours - length : opens;
        bool lesson = !teacher || teaches_ah + length / 45 <= TEACHES_AH;
        teaches_ah += lesson ? length / 45 : 0;
        x->made->taken_min += length;
        x->made->busy++;
        write_row(x, PUT_BUSY,
                  ARGS(V(write_id(x)), V(resource), V(quantity), V(wall_on(day, from)),
                       V(wall_on(day, from + length)), V(PLAN_WEEKS), V(lesson ? "lesson" : "other")));
    }
}

/* One in forty is away or under repair for a working week. */
static void fill_away(struct writer *x, struct rng *r, int64_t resource, int quantity, const char *kind)
{
    if (rng_below(r, 40) != 0)
        return;
    int week = 1 + (int)rng_below(r, 24);
    int64_t from = wall_on(1, 0) + (int64_t)week * 7 * DAY_MIN;
    x->made->busy++;
    write_row(x, PUT_BUSY,
              ARGS(V(write_id(x)), V(resource), V(quantity), V(from), V(from + (int64_t)6 * DAY_MIN), V(1),
                   V(kind)));
}

/* ---- resources ---- */

static void write_type(struct writer *x, int64_t *id, const char *code, const char *kind, const char *ru,
                       const char *en)
{
    struct name n = name_of(x, ru, en);
    *id = write_id(x);
    write_row(x, PUT_TYPE, ARGS(V(*id), V(code), V(kind), V(n.ru), V(n.en), V(n.fold)));
}

static void write_types(struct writer *x)
{
    write_type(x, &x->room_type[TYPE_CLASS], "class", "room", "Учебная аудитория", "Classroom");
    write_type(x, &x->room_type[TYPE_COMPUTER], "comp", "room", "Компьютерный класс", "Computer room");
    write_type(x, &x->room_type[TYPE_HALL], "hall", "room", "Лекционный зал", "Lecture hall");
    write_type(x, &x->machine_type[0], "pc", "equipment", "Рабочее место с компьютером",
               "Computer workplace");
    for (int f = 0; f < x->p->size.fields; f++) {
        const struct field_words *words = &words_field[f];
        write_type(x, &x->room_type[TYPE_FIELD + 2 * f], take_text(x->w, "shop-%s", words->code), "room",
                   take_text(x->w, "Мастерская %s", words->name.ru),
                   take_text(x->w, "Workshop of %s", words->name.en));
        write_type(x, &x->room_type[TYPE_FIELD + 2 * f + 1], take_text(x->w, "lab-%s", words->code), "room",
                   take_text(x->w, "Лаборатория %s", words->name.ru),
                   take_text(x->w, "Laboratory of %s", words->name.en));
        for (int o = 0; o < OBJECTS && o < x->p->size.specialties; o++)
            write_type(x, &x->machine_type[1 + f * OBJECTS + o],
                       take_text(x->w, "%s-set-%d", words->code, o + 1), "equipment",
                       take_text(x->w, "Учебный стенд %s", words->object[o].ru),
                       take_text(x->w, "Training stand of %s", words->object[o].en));
    }
}

static int64_t machine_type(const struct writer *x, int specialty)
{
    if (specialty < 0)
        return x->machine_type[0];
    int object = specialty_place(x->p, specialty) % OBJECTS;
    return x->machine_type[1 + specialty_field(x->p, specialty) * OBJECTS + object];
}

static struct name room_name(struct writer *x, const struct plan_room *m)
{
    static const struct pair plain[] = {
        {"Аудитория", "Classroom"}, {"Компьютерный класс", "Computer room"}, {"Зал", "Hall"}};
    if (m->specialty < 0)
        return name_of(x, take_text(x->w, "%s %d", plain[m->type].ru, 100 + m->number),
                       take_text(x->w, "%s %d", plain[m->type].en, 100 + m->number));
    bool lab = (m->type - TYPE_FIELD) % 2 == 1;
    const struct pair *object = specialty_object(x->p, m->specialty);
    return name_of(
        x, take_text(x->w, "%s %d: участок %s", lab ? "Лаборатория" : "Мастерская", m->number, object->ru),
        take_text(x->w, "%s %d: %s", lab ? "Laboratory" : "Workshop", m->number, object->en));
}

/* A code is the site's and a number: "col-3.s1.r12". */
static const char *resource_code(struct writer *x, int site, char letter, int number)
{
    static const char *const tag[ORG_KINDS] = {"centre", "office", "uni", "lab", "col", "emp", "pro"};
    const struct plan_site *s = &x->p->sites[site];
    const struct plan_org *o = &x->p->orgs[s->org];
    if (o->kind <= ORG_AUTHORITY)
        return take_text(x->w, "%s.s%d.%c%d", tag[o->kind], s->number, letter, number);
    return take_text(x->w, "%s-%d.s%d.%c%d", tag[o->kind], o->number, s->number, letter, number);
}

static void write_rooms(struct writer *x, struct rng *r)
{
    for (int i = 0; i < x->p->size.rooms; i++) {
        const struct plan_room *m = &x->p->rooms[i];
        const struct plan_site *s = &x->p->sites[m->site];
        struct name n = room_name(x, m);
        x->room[i] = write_id(x);
        write_row(x, PUT_RESOURCE,
                  ARGS(V(x->room[i]), V(resource_code(x, m->site, 'r', m->number)), V("room"),
                       V(x->org[s->org]), V(x->site[m->site]), V(x->room_type[m->type]), NULL_INT, V(n.ru),
                       V(n.en), V(n.fold), V(1), V(m->seats), NULL_INT, V(m->price_minor)));
        fill_week(x, r, x->room[i], 1, s, false);
        fill_away(x, r, x->room[i], 1, "maintenance");
        x->made->rooms++;
    }
}

static void write_machines(struct writer *x, struct rng *r)
{
    int *number = take_array(x->whole, x->p->size.sites, int);
    for (int i = 0; i < x->p->size.equipment; i++) {
        const struct plan_machine *m = &x->p->machines[i];
        const struct plan_site *s = &x->p->sites[m->site];
        const char *code = resource_code(x, m->site, 'e', ++number[m->site]);
        const struct pair *object = m->specialty < 0 ? NULL : specialty_object(x->p, m->specialty);
        struct name n =
            object == NULL ? name_of(x, take_text(x->w, "Рабочее место с компьютером %d", number[m->site]),
                                     take_text(x->w, "Computer workplace %d", number[m->site]))
                           : name_of(x, take_text(x->w, "Учебный стенд %s %d", object->ru, number[m->site]),
                                     take_text(x->w, "Training stand of %s %d", object->en, number[m->site]));
        x->machine[i] = write_id(x);
        write_row(x, PUT_RESOURCE,
                  ARGS(V(x->machine[i]), V(code), V("equipment"), V(x->org[s->org]), V(x->site[m->site]),
                       V(machine_type(x, m->specialty)), m->room >= 0 ? V(x->room[m->room]) : NULL_INT,
                       V(n.ru), V(n.en), V(n.fold), V(m->quantity), NULL_INT, NULL_INT, V(m->price_minor)));
        fill_week(x, r, x->machine[i], m->quantity, s, false);
        fill_away(x, r, x->machine[i], m->quantity, "maintenance");
        x->made->equipment++;
    }
}

static void write_staff(struct writer *x, struct rng *r)
{
    static const struct pair roles[] = {{"Мастер участка", "Master of the section:"},
                                        {"Преподаватель курса", "Teacher of the course:"},
                                        {"Инженер-наставник участка", "Mentor engineer of the section:"}};
    for (int i = 0; i < x->p->size.staff; i++) {
        const struct plan_staff *t = &x->p->staff[i];
        const struct plan_site *s = &x->p->sites[t->site];
        const struct pair *role = &roles[t->number % 3], *object = specialty_object(x->p, t->specialty);
        struct name n = name_of(x, take_text(x->w, "%s %s %d", role->ru, object->ru, t->number),
                                take_text(x->w, "%s %s, %d", role->en, object->en, t->number));
        x->staff[i] = write_id(x);
        write_row(x, PUT_RESOURCE,
                  ARGS(V(x->staff[i]), V(resource_code(x, t->site, 't', t->number)), V("staff"),
                       V(x->org[s->org]), V(x->site[t->site]), NULL_INT, NULL_INT, V(n.ru), V(n.en),
                       V(n.fold), V(1), NULL_INT, V(t->load_week_ah), V(t->price_minor)));
        for (int a = t->ability; a >= 0; a = x->p->abilities[a].next)
            write_row(x, PUT_STAFF_COMPETENCE,
                      ARGS(V(x->staff[i]), V(x->competence[x->p->abilities[a].competence]),
                           V(x->p->abilities[a].level)));
        fill_week(x, r, x->staff[i], 1, s, true);
        fill_away(x, r, x->staff[i], 1, "absence");
        x->made->staff++;
    }
}

void write_resources(struct writer *x)
{
    struct rng r[3];
    for (uint64_t i = 0; i < COUNT(r); i++)
        r[i] = rng_seed(x->p->seed * 1000003 + 100 + i);
    write_types(x);
    write_rooms(x, &r[0]);
    write_machines(x, &r[1]);
    write_staff(x, &r[2]);
}

/* ---- modules and programmes ---- */

static void need(struct writer *x, int module, const char *part, const char *kind, int64_t type,
                 int64_t competence, int level, int per_learners)
{
    write_row(x, PUT_NEED,
              ARGS(V(write_id(x)), V(x->module[module]), V(part), V(kind), db_id_or_null(type),
                   db_id_or_null(competence), level > 0 ? V(level) : NULL_INT, V(1),
                   per_learners > 0 ? V(per_learners) : NULL_INT));
}

static void write_module(struct writer *x, int i)
{
    const struct plan_module *m = &x->p->modules[i];
    const struct plan_room *at = &x->p->rooms[m->room];
    struct pair gives = competence_name(x, m->gives[0]);
    const struct pair *tail = &words_tail[m->levels[0]];
    struct name n =
        name_of(x, take_text(x->w, "%s%s", gives.ru, tail->ru), take_text(x->w, "%s%s", gives.en, tail->en));
    x->module[i] = write_id(x);
    write_row(x, PUT_MODULE,
              ARGS(V(x->module[i]), V(take_text(x->w, "m%d", i + 1)), V(x->org[x->p->sites[m->site].org]),
                   NULL_INT, V(n.ru), V(n.en), V(n.fold), V(m->lecture_ah), V(m->practice_ah), V(m->self_ah),
                   V(m->least), V(m->most), V(m->price_cohort_minor), V(m->price_learner_minor)));
    for (int k = 0; k < m->give_count; k++)
        write_row(x, PUT_MODULE_COMPETENCE,
                  ARGS(V(x->module[i]), V(x->competence[m->gives[k]]), V(m->levels[k])));
    if (m->required >= 0)
        write_row(x, PUT_PREREQUISITE,
                  ARGS(V(write_id(x)), V(x->module[i]), V(x->module[m->required]), NULL_INT, NULL_INT));
    if (m->wanted >= 0)
        write_row(
            x, PUT_PREREQUISITE,
            ARGS(V(write_id(x)), V(x->module[i]), NULL_INT, V(x->competence[m->wanted]), V(m->wanted_level)));
    if (m->lecture_apart)
        need(x, i, "lecture", "room", x->room_type[TYPE_CLASS], 0, 0, 0);
    need(x, i, m->lecture_apart ? "practice" : "all", "room", x->room_type[at->type], 0, 0, 0);
    if (at->machine >= 0)
        need(x, i, "practice", "equipment", machine_type(x, x->p->machines[at->machine].specialty), 0, 0,
             m->machine_each ? 2 : 0);
    need(x, i, "all", "staff", 0, x->competence[m->gives[0]], m->staff_level, 0);
    x->made->modules++;
}

/* For whom programmes are, who pays and when they start follow from their number, not from chance: so a seed makes
 * the same rooms, modules and orders as before there were such things. */
static const char *const audiences[] = {"employed", "employed;unemployed", "unemployed;parent;pension", "student;school", "anyone"};
static const char *const fundings[] = {"employer;learner", "project", "employer", "learner", "budget;project", "learner;project"};

static void write_starts(struct writer *x, int64_t programme, const char *code, int site, int number, int hours)
{
    for (int k = 0; k < 1 + number % 3; k++) {
        int32_t on = PLAN_TODAY + 14 + (number * 11 + k * 60) % 240;
        on += (8 - day_weekday(on)) % 7; /* a Monday */
        bool evening = (number + k) % 3 == 0;
        write_row(x, PUT_START,
                  ARGS(V(write_id(x)), V(take_text(x->w, "%s-s%d", code, k + 1)), V(programme), V(x->site[site]), V((int)on),
                       V((int)on + 7 + hours / (evening ? 12 : 24) * 7), V("12345"), V(evening ? 1080 : 540), V(evening ? 1260 : 900),
                       V(12 + number % 9), V((number * 7 + k * 5) % 12), V((int)on - 5)));
    }
}

/* A workshop that gives several modules has a programme of them; every third has had an earlier version. */
static void write_programme(struct writer *x, int room, const int *of, int n, int *number)
{
    const struct plan_room *at = &x->p->rooms[room];
    const struct pair *object = specialty_object(x->p, at->specialty);
    int field = specialty_field(x->p, at->specialty), hours = 0;
    for (int k = 0; k < n; k++)
        hours +=
            x->p->modules[of[k]].lecture_ah + x->p->modules[of[k]].practice_ah + x->p->modules[of[k]].self_ah;
    int versions = *number % 3 == 0 ? 2 : 1;
    const char *code = take_text(x->whole, "%s-%d", words_field[field].code, ++*number);
    for (int v = 1; v <= versions; v++) {
        struct name name = name_of(x, take_text(x->w, "Специалист участка %s", object->ru),
                                   take_text(x->w, "Specialist of the %s section", object->en));
        int64_t id = write_id(x);
        write_row(x, PUT_PROGRAMME,
                  ARGS(V(id), V(code), V(v), V(x->org[x->p->sites[at->site].org]),
                       V(hours >= 250 ? "retraining" : "upskilling"), V(name.ru), V(name.en), V(name.fold),
                       V(v < versions ? "retired" : "approved"), V(words_field[field].classifier),
                       V(audiences[*number % (int)COUNT(audiences)]), V(fundings[*number % (int)COUNT(fundings)]), V((int64_t)PLAN_TODAY * 86400)));
        for (int k = 0; k < n - (versions - v); k++)
            write_row(x, PUT_PROGRAMME_MODULE, ARGS(V(id), V(x->module[of[k]]), V(k + 1)));
        x->made->programmes++;
        if (v == versions && *number % 4 != 0)
            write_starts(x, id, code, at->site, *number, hours);
    }
}

void write_modules(struct writer *x)
{
    const struct plan *p = x->p;
    for (int i = 0; i < p->size.modules; i++)
        write_module(x, i);
    int number = 0, *next = take_array(x->whole, p->size.modules, int),
        *first = take_array(x->whole, p->size.rooms, int);
    for (int i = 0; i < p->size.rooms; i++)
        first[i] = -1;
    for (int i = p->size.modules - 1; i >= 0; i--) {
        next[i] = first[p->modules[i].room];
        first[p->modules[i].room] = i;
    }
    for (int room = 0; room < p->size.rooms; room++) {
        int of[5], n = 0;
        for (int m = first[room]; m >= 0 && n < (int)COUNT(of); m = next[m])
            of[n++] = m;
        if (n >= 2)
            write_programme(x, room, of, n, &number);
    }
}

/* ---- orders ---- */

void write_orders(struct writer *x)
{
    for (int i = 0; i < x->p->size.orders; i++) {
        const struct plan_order *o = &x->p->orders[i];
        struct pair asks = competence_name(x, o->asks[0]);
        int64_t id = write_id(x);
        write_row(x, PUT_ORDER,
                  ARGS(V(id), V(take_text(x->w, "o%d", i + 1)), V(x->org[o->org]),
                       V(take_text(x->w, "%s, %d чел.", asks.ru, o->people)),
                       V(take_text(x->w, "%s, %d people", asks.en, o->people)),
                       V(o->retraining ? "retraining" : "upskilling"), V(o->people),
                       V(town_name(x, o->town).ru), V(o->lat), V(o->lon), V(o->earliest_on),
                       V(o->deadline_on), V(o->weekdays), V(o->from_min), V(o->to_min), V(o->day_most_ah),
                       V(o->week_most_ah), o->travel_most_min > 0 ? V(o->travel_most_min) : NULL_INT,
                       o->budget_minor >= 0 ? V(o->budget_minor) : NULL_INT, V(o->wish),
                       V((int64_t)PLAN_TODAY * 86400 +
                         (int64_t)i))); /* Each a second after the last, so that their order is told. */
        for (int k = 0; k < o->ask_count; k++)
            write_row(x, PUT_ORDER_COMPETENCE, ARGS(V(id), V(x->competence[o->asks[k]]), V(o->levels[k])));
        x->made->orders++;
    }
}
