/* some.c -- see some.h. */
#include "resource/some.h"

#include "resource/some_sql.h"
#include "store/db.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>

const char *const rule_name[] = {"shortest",   "longest", "ahead_least", "ahead_most", "week_most",
                                 "month_most", "at_once", "noshow",      "blackout",   "qualification"};

static int kind_of(const char *word) { return word[0] == 'r' ? ROOM : word[0] == 'e' ? EQUIPMENT : word[0] == 's' ? STAFF : -1; }

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* once: sorted, each kept once; how many remain. */
static int once(int64_t *ids, int n)
{
    int kept = 0;
    qsort(ids, (size_t)n, sizeof(*ids), by_value);
    for (int i = 0; i < n; i++)
        if (kept == 0 || ids[kept - 1] != ids[i])
            ids[kept++] = ids[i];
    return kept;
}

/* Each resource twice removed: what is read first are the ids of its owner and its site. */
static bool load_resources(struct work *w, struct some *s, int64_t *ids, int n, int64_t *owners, int64_t *sites)
{
    struct resources *rs = &s->resources;
    rs->all = take_array(w, n + 1, struct resource);
    for (int i = 0; i < n && fine(w); i++) {
        struct rows r = db_rows(w, SOME_RESOURCE, ARGS(V(ids[i])));
        if (!db_next(&r))
            return fine(w) && fail(w, NOT_FOUND, "there is no resource %lld", (long long)ids[i]);
        struct resource *x = &rs->all[rs->count++];
        *x = (struct resource){.id = ids[i], .code = db_text(&r, 0), .name_ru = db_text(&r, 1), .name_en = db_text(&r, 2), .room = -1};
        x->kind = (enum resource_kind)kind_of(db_peek(&r, 3));
        owners[i] = db_int(&r, 4);
        sites[i] = db_int(&r, 5);
        x->type_id = db_int(&r, 6);
        x->quantity = (int)db_int(&r, 7);
        x->seats = (int)db_int(&r, 8);
        x->load_week_ah = (int)db_int(&r, 9);
        x->price_ah_minor = db_int(&r, 10);
        db_done(&r);
    }
    return fine(w);
}

static bool load_partners(struct work *w, struct some *s, const int64_t *owners, int no, const int64_t *sites, int ns)
{
    struct partners *p = &s->partners;
    p->organisations = take_array(w, no + 1, struct organisation);
    p->sites = take_array(w, ns + 1, struct site);
    for (int i = 0; i < no; i++) {
        struct rows r = db_rows(w, SOME_ORGANISATION, ARGS(V(owners[i])));
        if (!db_next(&r))
            return fine(w) && fail(w, NOT_FOUND, "%s", tr(w, "there is no such organisation"));
        p->organisations[p->organisation_count++] = (struct organisation){
            .id = owners[i], .code = db_text(&r, 0), .kind = db_text(&r, 1), .roles = "", .name_ru = db_text(&r, 2), .name_en = db_text(&r, 3)};
        db_done(&r);
    }
    for (int i = 0; i < ns; i++) {
        struct rows r = db_rows(w, SOME_SITE, ARGS(V(sites[i])));
        if (db_next(&r))
            p->sites[p->site_count++] = (struct site){.id = sites[i], .code = db_text(&r, 0), .name_ru = db_text(&r, 1), .name_en = db_text(&r, 2),
                                                      .organisation = partners_organisation(p, db_int(&r, 3))};
        db_done(&r);
    }
    return fine(w);
}

static bool load_sharing(struct work *w, struct some *s)
{
    struct resources *rs = &s->resources;
    size_t room = 0;
    rs->sharing_first = take_array(w, s->partners.organisation_count + 2, int);
    for (int o = 0; o < s->partners.organisation_count; o++) {
        struct rows r = db_rows(w, SOME_SHARING, ARGS(V(s->partners.organisations[o].id)));
        while (db_next(&r)) {
            grow(w, &rs->sharing, room, (size_t)rs->sharing_count);
            struct sharing *x = &rs->sharing[rs->sharing_count];
            *x = (struct sharing){.id = db_int(&r, 0), .code = db_text(&r, 1), .audience = db_text(&r, 2), .organisation = o};
            x->site = db_null(&r, 3) ? -1 : partners_site(&s->partners, db_int(&r, 3));
            x->resource = db_null(&r, 4) ? -1 : resources_find(rs, db_int(&r, 4));
            x->kind = db_null(&r, 5) ? -1 : kind_of(db_peek(&r, 5));
            x->weekdays = weekdays_parse(db_peek(&r, 6));
            x->from_min = (int)db_int(&r, 7);
            x->to_min = (int)db_int(&r, 8);
            x->price_ah_minor = db_null(&r, 9) ? -1 : db_int(&r, 9);
            x->price_percent = (int)db_int(&r, 10);
            x->approval = db_int(&r, 11) != 0;
            x->lead_days = (int)db_int(&r, 12);
            /* A row about a resource or a site that is not among these few must not become a row about all. */
            bool elsewhere = (x->site < 0 && !db_null(&r, 3)) || (x->resource < 0 && !db_null(&r, 4));
            rs->sharing_count += !elsewhere;
        }
        rs->sharing_first[o + 1] = rs->sharing_count;
    }
    return fine(w);
}

static bool load_hours(struct work *w, struct some *s)
{
    struct resources *rs = &s->resources;
    size_t room = 0, closure_room = 0, n = 0, m = 0;
    rs->opening_first = take_array(w, s->partners.site_count + 2, int);
    rs->closure_first = take_array(w, s->partners.site_count + 2, int);
    for (int i = 0; i < s->partners.site_count; i++) {
        struct rows r = db_rows(w, SOME_OPENINGS, ARGS(V(s->partners.sites[i].id)));
        while (db_next(&r)) {
            grow(w, &rs->openings, room, n);
            rs->openings[n++] = (struct opening){weekdays_parse(db_peek(&r, 0)), (int)db_int(&r, 1), (int)db_int(&r, 2)};
        }
        rs->opening_first[i + 1] = (int)n;
        r = db_rows(w, SOME_CLOSURES, ARGS(V(s->partners.sites[i].id)));
        while (db_next(&r)) {
            grow(w, &rs->closures, closure_room, m);
            rs->closures[m++] = (struct closure){(int32_t)db_int(&r, 0), (int32_t)db_int(&r, 1), db_null(&r, 2) ? -1 : (int)db_int(&r, 2),
                                                 db_null(&r, 3) ? -1 : (int)db_int(&r, 3)};
        }
        rs->closure_first[i + 1] = (int)m;
    }
    return fine(w);
}

static bool load_rules(struct work *w, struct some *s)
{
    size_t room = 0;
    for (int o = 0; o < s->partners.organisation_count; o++) {
        struct rows r = db_rows(w, SOME_RULES, ARGS(V(s->partners.organisations[o].id)));
        while (db_next(&r)) {
            struct rule x = {.code = db_text(&r, 0), .audience = db_text(&r, 1), .organisation = o};
            x.site = db_null(&r, 2) ? -1 : partners_site(&s->partners, db_int(&r, 2));
            x.resource = db_null(&r, 3) ? -1 : resources_find(&s->resources, db_int(&r, 3));
            x.kind = db_null(&r, 4) ? -1 : kind_of(db_peek(&r, 4));
            if ((x.site < 0 && !db_null(&r, 2)) || (x.resource < 0 && !db_null(&r, 3)))
                continue;
            for (size_t k = 0; k < COUNT(rule_name); k++)
                if (strcmp(db_peek(&r, 5), rule_name[k]) == 0)
                    x.rule = (enum rule_kind)k;
            x.most = db_int(&r, 6);
            x.from_on = (int32_t)db_int(&r, 7);
            x.to_on = (int32_t)db_int(&r, 8);
            x.from_min = (int)db_int(&r, 9);
            x.to_min = db_null(&r, 10) ? DAY_MIN : (int)db_int(&r, 10);
            x.competence_id = db_int(&r, 11);
            x.level = (int)db_int(&r, 12);
            x.reason_ru = db_text(&r, 13);
            x.reason_en = db_text(&r, 14);
            grow(w, &s->rules, room, (size_t)s->rule_count);
            s->rules[s->rule_count++] = x;
        }
    }
    return fine(w);
}

bool some_load(struct work *w, const int64_t *given, int n, int64_t user_id, struct some *out)
{
    *out = (struct some){0};
    out->resources.partners = &out->partners;
    int64_t *ids = take_array(w, n + 1, int64_t), *owners = take_array(w, n + 2, int64_t), *sites = take_array(w, n + 1, int64_t);
    int64_t *owner_of = take_array(w, n + 1, int64_t), *site_of = take_array(w, n + 1, int64_t);
    if (n > 0)
        memcpy(ids, given, (size_t)n * sizeof(*ids));
    n = once(ids, n);
    if (!load_resources(w, out, ids, n, owner_of, site_of))
        return false;
    memcpy(owners, owner_of, (size_t)n * sizeof(*owners));
    memcpy(sites, site_of, (size_t)n * sizeof(*sites));
    owners[n] = user_id;
    int no = once(owners, n + 1), ns = once(sites, n);
    if (!load_partners(w, out, owners, no, sites, ns))
        return false;
    for (int i = 0; i < n; i++) {
        out->resources.all[i].organisation = partners_organisation(&out->partners, owner_of[i]);
        out->resources.all[i].site = partners_site(&out->partners, site_of[i]);
    }
    out->user = partners_organisation(&out->partners, user_id);
    return load_sharing(w, out) && load_hours(w, out) && load_rules(w, out);
}

bool rule_binds(const struct some *s, const struct rule *r, int resource)
{
    const struct resource *x = &s->resources.all[resource];
    const struct organisation *user = &s->partners.organisations[s->user];
    if (r->organisation != x->organisation || (r->site >= 0 && r->site != x->site) || (r->resource >= 0 && r->resource != resource) ||
        (r->kind >= 0 && r->kind != (int)x->kind))
        return false;
    if (strcmp(r->audience, "everyone") == 0)
        return true;
    if (x->organisation == s->user)
        return strcmp(r->audience, user->code) == 0;
    return strcmp(r->audience, "all") == 0 || strcmp(r->audience, user->kind) == 0 || strcmp(r->audience, user->code) == 0;
}
