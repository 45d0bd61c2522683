/* region_write.c -- partners and competences; see region_write.h */
#include "region/region_write.h"

#include "region/region_sql.h"

static const char *const kind_code[ORG_KINDS] = {"centre",  "authority", "university", "science",
                                                 "college", "employer",  "provider"};
static const char *const kind_tag[ORG_KINDS] = {"centre", "office", "uni", "lab", "col", "emp", "pro"};

static const char *org_code(struct writer *x, int i)
{
    const struct plan_org *o = &x->p->orgs[i];
    return o->kind <= ORG_AUTHORITY ? kind_tag[o->kind]
                                    : take_text(x->w, "%s-%d", kind_tag[o->kind], o->number);
}

static const char *site_code(struct writer *x, int i)
{
    const struct plan_site *s = &x->p->sites[i];
    return take_text(x->w, "%s.s%d", org_code(x, s->org), s->number);
}

/* ---- settings and norms ---- */

static void write_settings(struct writer *x)
{
    const char *const rows[][2] = {
        {"region_name_ru",
         take_text(x->w, "Созданный регион %s, зерно %llu", x->p->size.name, (unsigned long long)x->p->seed)},
        {"region_name_en",
         take_text(x->w, "Made region %s, seed %llu", x->p->size.name, (unsigned long long)x->p->seed)},
        {"currency", "RUB"},
        {"utc_offset_min", "420"},
        {"centre", "centre"},
        {"hold_hours", "72"},
        {"today", "2026-11-23"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        write_row(x, REGION_SETTING, ARGS(V(rows[i][0]), V(rows[i][1])));
}

static void write_norms(struct writer *x)
{
    static const struct {
        const char *kind, *ru, *en;
        int least_ah, most_ah, day_ah, week_ah;
        const char *source;
    } rows[] = {
        {"upskilling", "Повышение квалификации", "Upskilling", 16, 249, 8, 36,
         "Приказ Минобрнауки России от 24.03.2025 № 266, п. 18 (не менее 16 часов); пределы дня и недели: "
         "правило центра"},
        {"retraining", "Профессиональная переподготовка", "Professional retraining", 250, 0, 8, 36,
         "Приказ Минобрнауки России от 24.03.2025 № 266, п. 18 (не менее 250 часов); пределы дня и недели: "
         "правило центра"},
        {"vocational", "Профессиональная подготовка по профессии рабочего",
         "Vocational training for a worker's occupation", 16, 0, 8, 36,
         "Федеральный закон № 273-ФЗ, ст. 73 (срок определяет программа); пределы: правило центра"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        write_row(x, PUT_NORM,
                  ARGS(V(write_id(x)), V(rows[i].kind), V(rows[i].ru), V(rows[i].en), V(rows[i].least_ah),
                       rows[i].most_ah > 0 ? V(rows[i].most_ah) : NULL_INT, V(rows[i].day_ah),
                       V(rows[i].week_ah), V(rows[i].source)));
}

/* ---- partners ---- */

static struct name org_name(struct writer *x, int i)
{
    const struct plan_org *o = &x->p->orgs[i];
    const struct pair *field = &words_field[o->field].name,
                      *own = &words_proper[(i * 7 + i / PROPER_NAMES) % PROPER_NAMES];
    struct pair town = town_name(x, o->town);
    switch (o->kind) {
    case ORG_CENTRE:
        return name_of(x, take_text(x->w, "Центр опережающей профессиональной подготовки, %s", town.ru),
                       take_text(x->w, "Centre for Advanced Vocational Training, %s", town.en));
    case ORG_AUTHORITY: return name_of(x, "Служба занятости региона", "Regional Employment Service");
    case ORG_UNIVERSITY:
        return name_of(x, take_text(x->w, "Университет «%s», %s", own->ru, town.ru),
                       take_text(x->w, "%s University, %s", own->en, town.en));
    case ORG_SCIENCE:
        return name_of(x, take_text(x->w, "Институт %s «%s», %s", field->ru, own->ru, town.ru),
                       take_text(x->w, "%s Institute of %s, %s", own->en, field->en, town.en));
    case ORG_COLLEGE:
        return name_of(x, take_text(x->w, "Колледж %s «%s», %s", field->ru, own->ru, town.ru),
                       take_text(x->w, "%s College of %s, %s", own->en, field->en, town.en));
    case ORG_EMPLOYER:
        return name_of(x, take_text(x->w, "Предприятие %s «%s», %s", field->ru, own->ru, town.ru),
                       take_text(x->w, "%s Works (%s), %s", own->en, field->en, town.en));
    default:
        return name_of(x, take_text(x->w, "Учебный центр %s «%s», %s", field->ru, own->ru, town.ru),
                       take_text(x->w, "%s Training Centre (%s), %s", own->en, field->en, town.en));
    }
}

static const char *org_roles(enum org_kind k)
{
    switch (k) {
    case ORG_CENTRE: return "centre;owner;base";
    case ORG_AUTHORITY: return "employer";
    case ORG_EMPLOYER: return "owner;employer;base";
    default: return "owner;base";
    }
}

static void write_orgs(struct writer *x)
{
    for (int i = 0; i < x->p->size.organisations; i++) {
        enum org_kind k = x->p->orgs[i].kind;
        struct name n = org_name(x, i);
        const char *code = org_code(x, i);
        x->org[i] = write_id(x);
        write_row(x, PUT_ORGANISATION,
                  ARGS(V(x->org[i]), V(code), V(kind_code[k]), V(org_roles(k)), V(n.ru), V(n.en), V(n.fold),
                       V(town_name(x, x->p->orgs[i].town).ru), V(take_text(x->w, "learn@%s.example", code))));
        x->made->organisations++;
    }
}

static void write_hours(struct writer *x, int i)
{
    static const struct {
        int from, to;
        const char *ru, *en;
    } closed[] = {
        {20819, 20828, "Новогодние каникулы", "New Year holidays"},
        {20872, 20872, "День защитника Отечества", "Defender of the Fatherland Day"},
        {20885, 20885, "Международный женский день", "International Women's Day"},
        {20939, 20941, "Праздник Весны и Труда", "Spring and Labour Day"},
        {20947, 20948, "День Победы", "Victory Day"},
        {20981, 20983, "День России", "Russia Day"},
    };
    const struct plan_site *s = &x->p->sites[i];
    write_row(x, PUT_OPENING,
              ARGS(V(write_id(x)), V(x->site[i]), V("12345"), V(s->opens_min), V(s->closes_min)));
    write_row(x, PUT_OPENING,
              ARGS(V(write_id(x)), V(x->site[i]), V("6"), V(s->sat_opens_min), V(s->sat_closes_min)));
    for (size_t k = 0; k < COUNT(closed); k++)
        write_row(x, PUT_CLOSURE,
                  ARGS(V(write_id(x)), V(x->site[i]), V(closed[k].from), V(closed[k].to), V(closed[k].ru),
                       V(closed[k].en)));
}

static void write_sites(struct writer *x)
{
    for (int i = 0; i < x->p->size.sites; i++) {
        const struct plan_site *s = &x->p->sites[i];
        struct pair town = town_name(x, s->town);
        const struct pair *street = &words_proper[(i * 5 + 3) % PROPER_NAMES];
        struct name n = s->number == 1 ? name_of(x, "Главный корпус", "Main building")
                                       : name_of(x, take_text(x->w, "Площадка %d", s->number),
                                                 take_text(x->w, "Site %d", s->number));
        x->site[i] = write_id(x);
        write_row(x, PUT_SITE,
                  ARGS(V(x->site[i]), V(site_code(x, i)), V(x->org[s->org]), V(n.ru), V(n.en), V(n.fold),
                       V(take_text(x->w, "%s, ул. «%s», %d", town.ru, street->ru, 1 + i % 90)),
                       V(take_text(x->w, "%d %s St, %s", 1 + i % 90, street->en, town.en)), V(town.ru),
                       V(s->lat), V(s->lon)));
        write_hours(x, i);
    }
}

/* A river without a bridge here and there: the way is half as long again as the coordinates say. */
static void write_travel(struct writer *x)
{
    for (int i = 7; i + 1 < x->p->size.sites; i += 23)
        write_row(x, PUT_TRAVEL, ARGS(V(x->site[i]), V(x->site[i + 1]), V(35 + i % 60)));
}

static void share(struct writer *x, int org, const char *tag, const char *kind, const char *audience,
                  int from_min, int to_min, int percent, bool approval, int lead_days)
{
    write_row(x, PUT_SHARING,
              ARGS(V(write_id(x)), V(x->org[org]), V(take_text(x->w, "%s-%s", org_code(x, org), tag)),
                   V(kind), V(audience), V("123456"), V(from_min), V(to_min), V(percent), V(approval ? 1 : 0),
                   V(lead_days)));
}

static void write_sharing(struct writer *x)
{
    struct rng r = rng_seed(x->p->seed * 31 + 7);
    for (int i = 0; i < x->p->size.organisations; i++) {
        enum org_kind k = x->p->orgs[i].kind;
        int percent = 80 + 5 * (int)rng_below(&r, 11), lead = 1 + (int)rng_below(&r, 7),
            whim = (int)rng_below(&r, 100);
        if (k == ORG_AUTHORITY || (k == ORG_EMPLOYER && whim < 8))
            continue; /* It has nothing to share, or does not share. */
        share(x, i, "all", NULL, "all", k == ORG_CENTRE ? 480 : 14 * 60, 20 * 60 + 30, percent, whim < 40,
              lead);
        if (whim % 3 == 0)
            share(x, i, "col", NULL, "college", 12 * 60, 20 * 60 + 30, percent - 20, false, lead);
        if (whim % 5 == 0)
            share(x, i, "eq", "equipment", "employer", 16 * 60, 20 * 60 + 30, percent + 20, true, lead + 3);
    }
}

void write_partners(struct writer *x)
{
    write_settings(x);
    write_norms(x);
    write_orgs(x);
    write_sites(x);
    write_travel(x);
    write_sharing(x);
}

/* ---- competences ---- */

static const char *competence_code(struct writer *x, int c)
{
    int specialty, activity;
    plan_competence_split(x->p, c, &specialty, &activity);
    return take_text(x->w, "%s-%d.%d", words_field[specialty_field(x->p, specialty)].code,
                     specialty_place(x->p, specialty) + 1, activity + 1);
}

static void write_occupations(struct writer *x)
{
    for (int f = 0; f < x->p->size.fields; f++)
        for (int o = 0; o < OBJECTS && o < x->p->size.specialties; o++) {
            const struct pair *object = &words_field[f].object[o];
            struct name n = name_of(x, take_text(x->w, "Специалист участка %s", object->ru),
                                    take_text(x->w, "Specialist of the %s section", object->en));
            int64_t id = write_id(x);
            write_row(x, PUT_OCCUPATION,
                      ARGS(V(id), V(take_text(x->w, "%s-%d", words_field[f].code, o + 1)), V(n.ru), V(n.en),
                           V(n.fold), V(words_field[f].code)));
            for (int a = 0; a < 5; a++) {
                int c = plan_competence(x->p, f * x->p->size.specialties + o, a);
                if (c >= 0)
                    write_row(x, PUT_OCCUPATION_COMPETENCE,
                              ARGS(V(id), V(x->competence[c]), V(a < 3 ? "essential" : "optional"),
                                   V(a < 2 ? 2 : 1)));
            }
        }
}

/* In the order of numbers: a narrower context's parent, of the same activity and object, has a lower one. */
void write_competences(struct writer *x)
{
    const struct plan *p = x->p;
    for (int c = 0; c < p->size.competences; c++) {
        int specialty, activity;
        plan_competence_split(p, c, &specialty, &activity);
        int place = specialty_place(p, specialty);
        int parent = place < OBJECTS ? -1 : plan_competence(p, specialty - place + place % OBJECTS, activity);
        struct pair both = competence_name(x, c);
        struct name n = name_of(x, both.ru, both.en);
        x->competence[c] = write_id(x);
        write_row(x, PUT_COMPETENCE,
                  ARGS(V(x->competence[c]), V(competence_code(x, c)),
                       V(activity == 4 ? "knowledge" : "skill"), V(n.ru), V(n.en), V(n.fold),
                       parent >= 0 ? V(x->competence[parent]) : NULL_INT));
        int before = activity > 0 ? plan_competence(p, specialty, activity - 1) : -1;
        if (before >= 0 && c % 4 == 0)
            write_row(x, PUT_ALIGNMENT, ARGS(V(x->competence[c]), V(x->competence[before]), V("related")));
        x->made->competences++;
    }
    write_occupations(x);
}
