/* source_etpl.c -- New Jersey's list of eligible training providers, as published: a real catalogue.
 *
 * A provider is nj:<id> with one site nj:<id> (no coordinates are published); a programme is nj:<id> with one
 * module nj:<id>, given whole.  What it teaches is known only by its CIP field of study, which the SOC-CIP
 * crosswalk turns into the occupations soc:<code> it prepares for.  Published hours are clock hours of 60
 * minutes; ours are academic hours of 45.  Lines that cannot be offered are left out, counted and said: the
 * list is official and its reader cannot mend it.  Source: New Jersey Department of Labor; NCES CIP 2020 -
 * SOC 2018 crosswalk. */
#include "import/source.h"

#include "view/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WANT(...) (const char *const[]){__VA_ARGS__}, COUNT(((const char *const[]){__VA_ARGS__}))
#define HOURS_MOST 9998  /* 9999 stands for "unknown" */
#define COST_MOST 250000 /* dollars; one line publishes 41,984,198 */

struct etpl {
    struct intake *in;
    const char *folder;
    struct map provider; /* id -> 1 approved or pending, 2 suspended */
    struct map cip;      /* cip + "#n" -> place in soc[] ; cip -> how many */
    const char **soc;
    size_t socs, socs_room;
    size_t no_provider, suspended, no_hours, odd_hours, odd_cost, no_field, free;
};

/* Some cells carry quotes of their own: """A, B""" is A, B. */
static const char *bare(struct work *w, const char *s)
{
    size_t n = strlen(s);
    if (n >= 2 && s[0] == '"' && s[n - 1] == '"' && memchr(s + 1, '"', n - 2) == NULL)
        return take_copy(w, s + 1, n - 2);
    return s;
}

static bool has(const char *s) { return *s != '\0'; }

static void crosswalk(struct etpl *e)
{
    struct source_columns s;
    struct work *w = e->in->w;
    if (!source_has(e->folder, "soc2018_cip2020_crosswalk.csv")) {
        intake_note(e->in, tr(w, "%s is not in the folder %s: what it says was left out"),
                    "soc2018_cip2020_crosswalk.csv", e->folder);
        return;
    }
    if (!source_open(&s, e->in, e->folder, "soc2018_cip2020_crosswalk.csv", ',',
                     WANT("SOC2018Code", "SOC2018Title", "CIP2020Code")))
        return;
    while (source_next(&s)) {
        char cip[16];
        size_t n = 0;
        for (const char *p = s.got[2]; *p != '\0' && n < 8; p++)
            if (*p >= '0' && *p <= '9')
                cip[n++] = *p;
        cip[n] = '\0';
        if (strcmp(s.got[0], "99-9999") == 0) /* no match, says the crosswalk */
            continue;
        const char *soc = take_text(w, "soc:%s", s.got[0]);
        int64_t *count = map_at(&e->cip, cip, NULL);
        int64_t k = (*count)++;
        grow(w, &e->soc, e->socs_room, e->socs);
        e->soc[e->socs] = soc;
        *map_at(&e->cip, take_text(w, "%s#%lld", cip, (long long)k), NULL) = (int64_t)e->socs++;
        e->in->weak = true; /* O*NET knows these better, before or after */
        intake_put(e->in, &record_competence, s.file, s.csv.line,
                   PAIRS({"code", soc}, {"framework", "soc"}, {"kind", "occupation"},
                         {"name_en", bare(w, s.got[1])}));
        e->in->weak = false;
    }
}

struct provider {
    const char *id, *name, *street1, *street2, *city, *state, *zip, *county, *web, *status;
};

static void put_provider(struct etpl *e, const struct source_columns *s, const struct provider *p)
{
    struct work *w = e->in->w;
    const char *code = take_text(w, "nj:%s", p->id), *name = bare(w, p->name);
    const char *street2 = bare(w, p->street2);
    const char *zip = strlen(p->zip) == 4 ? take_text(w, "0%s", p->zip) : p->zip;
    const char *address = take_text(w, "%s%s%s, %s, %s %s", bare(w, p->street1), has(street2) ? ", " : "",
                                    street2, bare(w, p->city), p->state, zip);
    bool suspended = strcmp(p->status, "Suspend") == 0;
    *map_at(&e->provider, p->id, NULL) = suspended ? 2 : 1;
    intake_put(e->in, &record_organisation, s->file, s->csv.line,
               PAIRS({"code", code}, {"kind", "provider"}, {"roles", "owner"}, {"name_en", name},
                     {"municipality", bare(w, p->city)}, {"web", p->web},
                     {"note_en",
                      has(p->status) ? take_text(w, "Status in the state's list: %s.", p->status) : NULL}));
    intake_put(e->in, &record_site, s->file, s->csv.line,
               PAIRS({"code", code}, {"organisation", code}, {"name_en", name}, {"address_en", address},
                     {"municipality", bare(w, p->city)}));
}

static void providers(struct etpl *e)
{
    struct source_columns s;
    if (!source_open(&s, e->in, e->folder, "providers.csv", ',',
                     WANT("providerid", "name", "street1", "street2", "city", "state", "zip", "county",
                          "website", "statusname")))
        return;
    while (source_next(&s))
        put_provider(e, &s,
                     &(struct provider){s.got[0], s.got[1], s.got[2], s.got[3], s.got[4], s.got[5], s.got[6],
                                        s.got[7], s.got[8], s.got[9]});
}

enum {
    PROVIDER,
    NAME,
    CIP,
    COST,
    PREREQUISITES,
    DEGREE,
    LICENCE,
    CREDENTIAL,
    DESCRIPTION,
    CLOCK_HOURS,
    PROGRAMME,
    PROVIDER_NAME,
    STREET1,
    STREET2,
    CITY,
    STATE,
    ZIP,
    COUNTY,
    WEB,
    TONGUES,
    EVENING,
    HYBRID,
    REMOTE,
    SUSPENDED
};

/* usable: whether the line can be offered at all; else its count tells why it was left out. */
static bool usable(struct etpl *e, const struct source_columns *s)
{
    int64_t *provider = map_find(&e->provider, s->got[PROVIDER]);
    double hours = strtod(s->got[CLOCK_HOURS], NULL), cost = strtod(s->got[COST], NULL);
    if (provider == NULL && !has(s->got[PROVIDER_NAME]))
        return e->no_provider++, false;
    if ((provider != NULL && *provider == 2) || strcmp(s->got[SUSPENDED], "True") == 0)
        return e->suspended++, false;
    if (!(hours > 0))
        return e->no_hours++, false;
    if (hours > HOURS_MOST)
        return e->odd_hours++, false;
    if (!(cost >= 0) || cost > COST_MOST)
        return e->odd_cost++, false;
    e->free += cost == 0;
    return true;
}

static const char *note(struct work *w, const struct source_columns *s, double hours)
{
    struct text t = TEXT(20000);
    const char *pre = bare(w, s->got[PREREQUISITES]), *languages = bare(w, s->got[TONGUES]);
    text_fmt(&t, "%g clock hours as published.", hours);
    if (has(pre) && strcasecmp(pre, "none") != 0 && strcmp(pre, "0") != 0)
        text_fmt(&t, " Prerequisites: %s%s", pre, pre[strlen(pre) - 1] == '.' ? "" : ".");
    if (strcmp(s->got[EVENING], "1") == 0)
        text_add(&t, " The provider has evening courses.");
    if (has(languages))
        text_fmt(&t, " Languages the provider supports: %s.", languages);
    if (strtod(s->got[COST], NULL) == 0)
        text_add(&t, " Published at no cost.");
    text_add(&t, " Dates, rooms and group sizes are not published.");
    if (has(s->got[DESCRIPTION]))
        text_fmt(&t, "\n\n%s", bare(w, s->got[DESCRIPTION]));
    const char *text = take_copy(w, t.s, t.n);
    text_free(&t);
    return text;
}

static void gives(struct etpl *e, const struct source_columns *s, const char *code, const char *cip)
{
    struct work *w = e->in->w;
    int64_t *n = map_find(&e->cip, cip);
    if (n == NULL) {
        e->no_field++;
        return;
    }
    for (int64_t k = 0; k < *n; k++) {
        int64_t *at = map_find(&e->cip, take_text(w, "%s#%lld", cip, (long long)k));
        if (at != NULL)
            intake_put(e->in, &record_module_competence, s->file, s->csv.line,
                       PAIRS({"module", code}, {"competence", e->soc[*at]}, {"level", "1"}));
    }
}

static void put_programme(struct etpl *e, const struct source_columns *s)
{
    struct work *w = e->in->w;
    const char *code = take_text(w, "nj:%s", s->got[PROGRAMME]),
               *org = take_text(w, "nj:%s", s->got[PROVIDER]);
    const char *name = bare(w, s->got[NAME]), *cip = s->got[CIP];
    const char *document = has(s->got[DEGREE])    ? s->got[DEGREE]
                           : has(s->got[LICENCE]) ? s->got[LICENCE]
                                                  : s->got[CREDENTIAL];
    double hours = strtod(s->got[CLOCK_HOURS], NULL);
    const char *text = note(w, s, hours);
    bool online = strcmp(s->got[REMOTE], "True") == 0, hybrid = strcmp(s->got[HYBRID], "True") == 0;
    if (strlen(cip) == 5)
        cip = take_text(w, "0%s", cip);
    intake_put(e->in, &record_programme, s->file, s->csv.line,
               PAIRS({"code", code}, {"version", "1"}, {"organisation", org}, {"kind", "course"},
                     {"name_en", name}, {"state", "approved"},
                     {"field_code", strlen(cip) == 6 ? take_text(w, "%.2s.%s", cip, cip + 2) : NULL},
                     {"document_en", bare(w, document)}));
    intake_put(e->in, &record_module, s->file, s->csv.line,
               PAIRS({"code", code}, {"organisation", org}, {"site", org}, {"name_en", name},
                     {"note_en", text}, {"lecture_ah", take_text(w, "%.0f", ceil(hours * 60 / 45 - 1e-9))},
                     {"practice_ah", "0"}, {"self_ah", "0"}, {"cohort_least", "1"}, {"cohort_most", "10000"},
                     {"price_cohort", "0"}, {"price_learner", s->got[COST]},
                     {"form", hybrid   ? "blended"
                              : online ? "online"
                                       : "onsite"},
                     {"language", "en"}, {"placed", "0"}));
    intake_put(e->in, &record_programme_module, s->file, s->csv.line,
               PAIRS({"programme", code}, {"version", "1"}, {"module", code}, {"position", "1"}));
    gives(e, s, code, cip);
}

static void programmes(struct etpl *e)
{
    struct source_columns s;
    if (!source_open(&s, e->in, e->folder, "programs.csv", ',',
                     WANT("providerid", "officialname", "cipcode", "totalcost", "prerequisites",
                          "degreeawardedname", "licenseawardedname", "industrycredentialname", "description",
                          "totalclockhours", "programid", "name", "street1", "street2", "city", "state",
                          "zip", "county", "website", "languages", "eveningcourses", "mention_hybrid",
                          "mention_remote", "commented_suspended_program_status")))
        return;
    while (source_next(&s)) {
        if (!usable(e, &s))
            continue;
        if (map_find(&e->provider, s.got[PROVIDER]) == NULL)
            put_provider(e, &s,
                         &(struct provider){s.got[PROVIDER], s.got[PROVIDER_NAME], s.got[STREET1],
                                            s.got[STREET2], s.got[CITY], s.got[STATE], s.got[ZIP],
                                            s.got[COUNTY], s.got[WEB], ""});
        put_programme(e, &s);
    }
}

/* Prices are taken as they stand; a region of another money must know. */
static void say_currency(struct etpl *e)
{
    struct work *w = e->in->w;
    struct rows r =
        db_rows(w, "SELECT value FROM setting WHERE name = 'currency' AND value <> 'USD'", NO_ARGS);
    if (db_next(&r))
        intake_note(e->in,
                    tr(w, "the list's prices are in USD, but the region's currency is %s: they were taken as "
                          "they stand"),
                    db_text(&r, 0));
    db_done(&r);
}

static void say(struct etpl *e)
{
    struct intake *in = e->in;
    struct work *w = in->w;
    intake_note(in, "%s",
                tr(w, "the list publishes no coordinates, dates, rooms or group sizes: travel is not counted "
                      "and nothing of it can be placed in time"));
    if (e->no_provider > 0)
        intake_note(in, tr(w, "left out: %zu programmes whose provider the list does not name"),
                    e->no_provider);
    if (e->suspended > 0)
        intake_note(in, tr(w, "left out: %zu programmes that are suspended, or whose provider is"),
                    e->suspended);
    if (e->no_hours > 0)
        intake_note(in, tr(w, "left out: %zu programmes without published hours"), e->no_hours);
    if (e->odd_hours > 0)
        intake_note(in, tr(w, "left out: %zu programmes of more than %d hours"), e->odd_hours, HOURS_MOST);
    if (e->odd_cost > 0)
        intake_note(in, tr(w, "left out: %zu programmes that cost more than %d"), e->odd_cost, COST_MOST);
    if (e->no_field > 0)
        intake_note(in,
                    tr(w, "%zu programmes have a field of study that the crosswalk does not know: they stand "
                          "in the catalogue, but are found by no occupation"),
                    e->no_field);
    if (e->free > 0)
        intake_note(in, tr(w, "%zu programmes publish a cost of 0 and were taken as free"), e->free);
}

bool source_etpl(struct intake *in, const char *folder)
{
    struct etpl e = {.in = in, .folder = folder};
    in->published = true;
    in->weak = true; /* a currency the region has already stays */
    intake_put(in, &record_setting, intake_file(in, "programs.csv"), 0,
               PAIRS({"name", "currency"}, {"value", "USD"}));
    in->weak = false;
    crosswalk(&e);
    providers(&e);
    programmes(&e);
    say_currency(&e);
    say(&e);
    map_free(&e.provider);
    map_free(&e.cip);
    return fine(in->w);
}
