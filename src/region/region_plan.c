/* region_plan.c -- see region_plan.h */
#include "region/region_plan.h"

#include "region/region_chance.h"
#include "region/region_words.h"

static const struct region_size sizes[] = {
    /* name towns fields specialties activities  orgs sites rooms equipment staff modules competences orders
       spread */
    {"S", 6, 6, 4, 4, 14, 22, 60, 150, 80, 120, 80, 8, 0.8},
    {"M", 12, 12, 16, 16, 70, 140, 1500, 6000, 2000, 1500, 3000, 200, 1.3},
    {"L", 150, 12, 320, 16, 1400, 2800, 30000, 120000, 40000, 30000, 60000, 4000, 4.0},
};

const struct region_size *region_size_find(const char *name)
{
    for (size_t i = 0; i < COUNT(sizes); i++)
        if (name[0] == sizes[i].name[0] && name[1] == '\0')
            return &sizes[i];
    return NULL;
}

/* ---- numbering ---- */

int plan_competence(const struct plan *p, int specialty, int activity)
{
    int field = specialty_field(p, specialty), place = specialty_place(p, specialty);
    int c = (activity * p->size.specialties + place) * p->size.fields + field;
    return activity < p->size.activities && c < p->size.competences ? c : -1;
}

void plan_competence_split(const struct plan *p, int competence, int *specialty, int *activity)
{
    int field = competence % p->size.fields, rest = competence / p->size.fields;
    *specialty = field * p->size.specialties + rest % p->size.specialties;
    *activity = rest / p->size.specialties;
}

/* ---- places and partners ---- */

/* Towns gather around a few centres, as coal, ore and rivers have it. */
static void make_towns(struct plan *p, struct rng *r)
{
    int centres = 2 + p->size.towns / 12;
    for (int i = 0; i < p->size.towns; i++) {
        struct plan_town *t = &p->towns[i];
        double reach = p->size.spread;
        if (i < centres) {
            t->lat = 54.6 + (rng_unit(r) * 2 - 1) * reach;
            t->lon = 86.5 + (rng_unit(r) * 2 - 1) * reach * 1.5;
        } else {
            const struct plan_town *c = &p->towns[below(r, centres)];
            t->lat = c->lat + (rng_unit(r) + rng_unit(r) - 1) * 0.45;
            t->lon = c->lon + (rng_unit(r) + rng_unit(r) - 1) * 0.7;
        }
    }
}

static enum org_kind kind_of(int i)
{
    static const enum org_kind turn[] = {
        ORG_COLLEGE,  ORG_EMPLOYER, ORG_COLLEGE,  ORG_COLLEGE,  ORG_EMPLOYER, ORG_UNIVERSITY,
        ORG_COLLEGE,  ORG_EMPLOYER, ORG_SCIENCE,  ORG_COLLEGE,  ORG_EMPLOYER, ORG_COLLEGE,
        ORG_EMPLOYER, ORG_COLLEGE,  ORG_EMPLOYER, ORG_PROVIDER,
    };
    return i == 0 ? ORG_CENTRE : i == 1 ? ORG_AUTHORITY : turn[(i - 2) % (int)COUNT(turn)];
}

static void make_orgs(struct plan *p, struct rng *r)
{
    int numbers[ORG_KINDS] = {0};
    for (int i = 0; i < p->size.organisations; i++) {
        enum org_kind k = kind_of(i);
        p->orgs[i] = (struct plan_org){
            .kind = k,
            .field = i % p->size.fields,
            .town = i < 2 ? 0 : skewed(r, p->size.towns),
            .number = ++numbers[k],
        };
    }
}

static void make_site(struct plan *p, struct rng *r, int i, int org, int number)
{
    int town = number == 1 || chance(r, 70) ? p->orgs[org].town : skewed(r, p->size.towns);
    bool works = p->orgs[org].kind == ORG_EMPLOYER;
    p->sites[i] = (struct plan_site){
        .org = org,
        .town = town,
        .number = number,
        .lat = p->towns[town].lat + (rng_unit(r) - 0.5) * 0.08,
        .lon = p->towns[town].lon + (rng_unit(r) - 0.5) * 0.14,
        .opens_min = works ? 7 * 60 : 8 * 60,
        .closes_min = works ? 21 * 60 : 20 * 60 + 30,
        .sat_opens_min = 8 * 60,
        .sat_closes_min = works ? 20 * 60 : 17 * 60,
        .second_shift = chance(r, 12),
    };
}

/* Every partner but the authority has a site; the rest fall to the partners by chance.  Sites lie by partner.
 */
static void make_sites(struct plan *p, struct work *w, struct rng *r)
{
    int *of = take_array(w, p->size.organisations, int);
    int left = p->size.sites;
    for (int i = 0; i < p->size.organisations && left > 0; i++)
        if (p->orgs[i].kind != ORG_AUTHORITY) {
            of[i] = 1;
            left--;
        }
    while (left > 0) {
        int i = below(r, p->size.organisations);
        if (of[i] > 0 && of[i] < 4) {
            of[i]++;
            left--;
        }
    }
    int n = 0;
    for (int i = 0; i < p->size.organisations; i++)
        for (int k = 1; k <= of[i]; k++)
            make_site(p, r, n++, i, k);
}

/* spread(...): `whole` things over n places, `least` to each, the rest by chance; counts[] is filled. */
static void spread(struct rng *r, int whole, int n, int least, int *counts)
{
    for (int i = 0; i < n; i++)
        counts[i] = least;
    for (int left = whole - least * n; left > 0; left--)
        counts[below(r, n)]++;
}

/* ---- rooms, equipment, staff ---- */

static int workshop_specialty(const struct plan *p, struct rng *r, int field)
{
    return field * p->size.specialties + skewed(r, p->size.specialties);
}

static void make_room(struct plan *p, struct rng *r, int i, int site, int k)
{
    static const int turn[] = {TYPE_FIELD, TYPE_CLASS, TYPE_FIELD, TYPE_FIELD, TYPE_COMPUTER,
                               TYPE_FIELD, TYPE_FIELD, TYPE_CLASS, TYPE_FIELD};
    int type = turn[k % (int)COUNT(turn)];
    if (k == 10 && chance(r, 40))
        type = TYPE_HALL;
    struct plan_room room = {.site = site, .number = k + 1, .type = type, .specialty = -1, .machine = -1};
    int field = p->orgs[p->sites[site].org].field;
    switch (type) {
    case TYPE_CLASS:
        room.seats = between(r, 5, 8) * 4;
        room.price_minor = roubles(r, 250, 500, 10);
        break;
    case TYPE_COMPUTER:
        room.seats = between(r, 6, 10) * 2;
        room.price_minor = roubles(r, 500, 900, 10);
        break;
    case TYPE_HALL:
        room.seats = between(r, 3, 10) * 20;
        room.price_minor = roubles(r, 900, 1800, 50);
        break;
    default:
        if (chance(r, 20))
            field = (field + 1) % p->size.fields;
        room.type = TYPE_FIELD + 2 * field + (chance(r, 35) ? 1 : 0);
        room.seats = between(r, 5, 9) * 2;
        room.specialty = workshop_specialty(p, r, field);
        room.price_minor = roubles(r, 600, 1600, 50);
        p->workshops[p->workshop_count++] = i;
    }
    p->rooms[i] = room;
}

static void make_rooms(struct plan *p, struct work *w, struct rng *r)
{
    int *counts = take_array(w, p->size.sites, int), n = 0;
    spread(r, p->size.rooms, p->size.sites, 2, counts);
    for (int s = 0; s < p->size.sites; s++) {
        p->sites[s].room_first = n;
        p->sites[s].room_count = counts[s];
        for (int k = 0; k < counts[s]; k++)
            make_room(p, r, n++, s, k);
    }
}

static void put_machine(struct plan *p, struct rng *r, int i, int room, int number)
{
    struct plan_room *m = &p->rooms[room];
    struct plan_machine e = {.site = m->site, .room = room, .number = number};
    if (m->specialty < 0) {
        e.specialty = -1;
        e.quantity = m->type == TYPE_COMPUTER ? m->seats : between(r, 4, 12);
        e.price_minor = roubles(r, 20, 60, 5);
    } else {
        /* The first is what the workshop is for; others serve neighbouring specialties. */
        int field = specialty_field(p, m->specialty);
        e.specialty = number == 1 || chance(r, 40) ? m->specialty : workshop_specialty(p, r, field);
        e.quantity = number == 1 ? (m->seats + 1) / 2 : between(r, 1, 6);
        e.price_minor = roubles(r, 50, 900, 10);
        if (number > 1 && chance(r, 15))
            e.room = -1; /* It can be carried about its site. */
    }
    if (number == 1)
        m->machine = i;
    p->machines[i] = e;
}

static void make_machines(struct plan *p, struct rng *r)
{
    int n = 0, *at = p->workshops, places = p->workshop_count;
    for (int i = 0; i < p->size.rooms && n < p->size.equipment; i++)
        if (p->rooms[i].specialty >= 0 || p->rooms[i].type == TYPE_COMPUTER)
            put_machine(p, r, n++, i, 1);
    for (int turn = 0; n < p->size.equipment; turn++) {
        int room = chance(r, 50) ? at[turn % places] : at[below(r, places)];
        put_machine(p, r, n, room, 2 + n % 97);
        n++;
    }
}

static void make_staff(struct plan *p, struct work *w, struct rng *r)
{
    int *counts = take_array(w, p->size.sites, int), n = 0;
    spread(r, p->size.staff, p->size.sites, 2, counts);
    for (int s = 0; s < p->size.sites; s++) {
        struct plan_site *site = &p->sites[s];
        site->staff_first = n;
        site->staff_count = counts[s];
        for (int k = 0; k < counts[s]; k++) {
            int at = site->room_first + k % site->room_count;
            for (int i = 0; i < site->room_count && p->rooms[at].specialty < 0; i++)
                at = at + 1 < site->room_first + site->room_count ? at + 1 : site->room_first;
            p->staff[n++] = (struct plan_staff){
                .site = s,
                .number = k + 1,
                .specialty = p->rooms[at].specialty,
                .load_week_ah = between(r, 18, 22) * 2, /* Its owner's lessons take about half of it. */
                .ability = -1,
                .price_minor = roubles(r, 600, 1600, 20),
            };
        }
    }
}

/* able: the teacher has the competence at least at this level from now on. */
static void able(struct plan *p, struct work *w, int staff, int competence, int level)
{
    for (int a = p->staff[staff].ability; a >= 0; a = p->abilities[a].next)
        if (p->abilities[a].competence == competence) {
            if (p->abilities[a].level < level)
                p->abilities[a].level = level;
            return;
        }
    grow(w, &p->abilities, p->ability_room, (size_t)p->ability_count);
    p->abilities[p->ability_count] = (struct plan_ability){competence, level, p->staff[staff].ability};
    p->staff[staff].ability = p->ability_count++;
}

/* ---- modules ---- */

static void give(struct plan *p, struct plan_module *m, int competence, int level)
{
    for (int i = 0; i < m->give_count; i++)
        if (m->gives[i] == competence)
            return;
    m->gives[m->give_count] = competence;
    m->levels[m->give_count++] = level;
    if (p->taught[competence] < level)
        p->taught[competence] = (unsigned char)level;
}

static int some_level(struct rng *r)
{
    int x = below(r, 100);
    return x < 25 ? 1 : x < 70 ? 2 : x < 92 ? 3 : 4;
}

static bool has_class(const struct plan *p, int site, int seats)
{
    for (int i = 0; i < p->sites[site].room_count; i++) {
        const struct plan_room *room = &p->rooms[p->sites[site].room_first + i];
        if (room->type == TYPE_CLASS && room->seats >= seats)
            return true;
    }
    return false;
}

/* A module may come after an earlier one of the same workshop, so chains are short and have no cycles. */
static void follow(struct plan *p, struct rng *r, struct plan_module *m, int earlier)
{
    m->required = m->wanted = -1;
    if (earlier < 0 || p->modules[earlier].depth >= 2 || !chance(r, 35))
        return;
    const struct plan_module *e = &p->modules[earlier];
    for (int i = 0; i < m->give_count; i++)
        if (m->gives[i] == e->gives[0] && m->levels[i] <= e->levels[0])
            return; /* It gives no more than the earlier one did. */
    m->depth = e->depth + 1;
    if (chance(r, 50)) {
        m->required = earlier;
    } else {
        m->wanted = e->gives[0];
        m->wanted_level = e->levels[0];
    }
}

static void staff_module(struct plan *p, struct work *w, struct rng *r, const struct plan_module *m)
{
    const struct plan_site *s = &p->sites[m->site];
    int specialty = p->rooms[m->room].specialty, found = 0, want = s->staff_count >= 6 ? 3 : 2;
    for (int k = 0; k < s->staff_count && found < want; k++)
        if (p->staff[s->staff_first + k].specialty == specialty) {
            able(p, w, s->staff_first + k, m->gives[0],
                 m->staff_level + (m->staff_level < 4 && chance(r, 30) ? 1 : 0));
            found++;
        }
    for (int k = 0; found < want && found < s->staff_count && k < 8; k++, found++)
        able(p, w, s->staff_first + below(r, s->staff_count), m->gives[0], m->staff_level);
}

static void make_module(struct plan *p, struct work *w, struct rng *r, int i, int room, int earlier)
{
    const struct plan_room *at = &p->rooms[room];
    struct plan_module m = {.site = at->site, .room = room};
    int wish = 1 + skewed(r, GIVES_MOST), level = some_level(r);
    for (int k = 0; k < wish * 3 && m.give_count < wish; k++) {
        int c = plan_competence(p, at->specialty, skewed(r, p->size.activities));
        if (c >= 0)
            give(p, &m, c, m.give_count == 0 ? level : between(r, 1, level));
    }
    if (m.give_count == 0)
        give(p, &m, plan_competence(p, at->specialty, 0), level);
    m.lecture_ah = between(r, 2, 6) * 2;
    m.practice_ah = between(r, 3, 8 + 2 * level) * 2;
    m.self_ah = below(r, 5) * 2;
    m.most = at->seats;
    m.least = between(r, 4, 6);
    m.staff_level = level < 4 ? level + 1 : 4;
    m.machine_each = chance(r, 60);
    m.lecture_apart = has_class(p, at->site, m.most);
    int contact = m.lecture_ah + m.practice_ah;
    m.price_cohort_minor = contact * roubles(r, 300, 800, 10);
    m.price_learner_minor = m.practice_ah * roubles(r, 5, 80, 5);
    follow(p, r, &m, earlier);
    p->modules[i] = m;
    staff_module(p, w, r, &m);
}

static void make_modules(struct plan *p, struct work *w, struct rng *r)
{
    int *last = take_array(w, p->size.rooms, int);
    for (int i = 0; i < p->size.rooms; i++)
        last[i] = -1;
    /* Every workshop in turn, from a place chosen by chance, so that few stand idle. */
    int start = below(r, p->workshop_count);
    for (int i = 0; i < p->size.modules; i++) {
        int room = p->workshops[(start + i) % p->workshop_count];
        make_module(p, w, r, i, room, last[room]);
        last[room] = i;
    }
    for (int s = 0; s < p->size.staff; s++) /* What a teacher knows beyond what is taught now. */
        if (p->staff[s].specialty >= 0)
            for (int k = 0; k < 2; k++) {
                int c = plan_competence(p, p->staff[s].specialty, below(r, p->size.activities));
                if (c >= 0)
                    able(p, w, s, c, between(r, 2, 4));
            }
}

static void sort_modules(struct plan *p)
{
    int n = 0;
    for (int t = 0; t < p->size.towns; t++)
        p->towns[t].module_count = 0;
    for (int i = 0; i < p->size.modules; i++)
        p->towns[p->sites[p->modules[i].site].town].module_count++;
    for (int t = 0; t < p->size.towns; t++) {
        p->towns[t].module_first = n;
        n += p->towns[t].module_count;
        p->towns[t].module_count = 0;
    }
    for (int i = 0; i < p->size.modules; i++) {
        struct plan_town *t = &p->towns[p->sites[p->modules[i].site].town];
        p->by_town[t->module_first + t->module_count++] = i;
    }
}

struct plan *plan_make(struct work *w, const struct region_size *size, uint64_t seed)
{
    struct plan *p = take_array(w, 1, struct plan);
    p->size = *size;
    p->seed = seed;
    p->towns = take_array(w, size->towns, struct plan_town);
    p->orgs = take_array(w, size->organisations, struct plan_org);
    p->sites = take_array(w, size->sites, struct plan_site);
    p->rooms = take_array(w, size->rooms, struct plan_room);
    p->workshops = take_array(w, size->rooms, int);
    p->machines = take_array(w, size->equipment, struct plan_machine);
    p->staff = take_array(w, size->staff, struct plan_staff);
    p->modules = take_array(w, size->modules, struct plan_module);
    p->by_town = take_array(w, size->modules, int);
    p->taught = take_array(w, size->competences, unsigned char);
    p->orders = take_array(w, size->orders, struct plan_order);

    /* Each kind of thing has its own stream of chance, so that a change in one leaves the others as they
     * were. */
    struct rng r[8];
    for (uint64_t i = 0; i < COUNT(r); i++)
        r[i] = rng_seed(seed * 1000003 + i);
    make_towns(p, &r[0]);
    make_orgs(p, &r[1]);
    make_sites(p, w, &r[2]);
    make_rooms(p, w, &r[3]);
    make_machines(p, &r[4]);
    make_staff(p, w, &r[5]);
    make_modules(p, w, &r[6]);
    sort_modules(p);
    for (int i = 0; i < size->orders; i++)
        plan_order(p, &r[7], i);
    return p;
}
