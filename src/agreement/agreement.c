/* agreement.c -- see agreement.h: an offer read as the things a contract speaks of.  Rows say who, when and
 * on what; the stored document says what rows do not: the price lines and the size of each cohort. */
#include "agreement/agreement.h"

#include "agreement/agreement_sql.h"
#include "base/day.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static void forget(void *root) { json_decref(root); }

static const char *jtext(const json_t *o, const char *key)
{
    const char *s = json_string_value(json_object_get(o, key));
    return s == NULL ? "" : s;
}
static int64_t jint(const json_t *o, const char *key)
{
    const json_t *v = json_object_get(o, key);
    return json_is_real(v) ? (int64_t)json_real_value(v) : json_integer_value(v);
}
/* key_ru and key_en, in the reader's language; in the arena, for the tree is let go with the work */
static const char *jname(struct work *w, const json_t *o, const char *key)
{
    return take_text(w, "%s", tr_name(w, jtext(o, take_text(w, "%s_ru", key)), jtext(o, take_text(w, "%s_en", key))));
}

/* "418000.00" -> minor units; false for anything else. */
static bool money_read(const char *s, int64_t *minor)
{
    bool less = *s == '-';
    int64_t n = 0;
    int digits = 0, cents = 0;
    for (s += less; *s >= '0' && *s <= '9' && digits < 16; s++, digits++)
        n = n * 10 + (*s - '0');
    if (digits == 0)
        return false;
    if (*s == '.')
        for (s++; *s >= '0' && *s <= '9' && cents < 2; s++, cents++)
            n = n * 10 + (*s - '0');
    for (; cents < 2; cents++)
        n *= 10;
    *minor = less ? -n : n;
    return *s == '\0';
}

/* ---------------------------------------------------------------- parties */
static int party_find(struct work *w, struct contract *c, size_t *room, int64_t id)
{
    for (int i = 0; i < c->party_count; i++)
        if (c->parties[i].id == id)
            return i;
    struct rows r = db_rows(w, AGREEMENT_ORGANISATION, ARGS(V(id)));
    if (!db_next(&r))
        return -1;
    grow(w, &c->parties, *room, (size_t)c->party_count);
    c->parties[c->party_count] = (struct party){
        .id = id, .code = db_text(&r, 0), .kind = db_text(&r, 1), .name = tr_name(w, db_text(&r, 2), db_text(&r, 3)),
        .tax_no = db_text(&r, 4), .municipality = db_text(&r, 5), .email = db_text(&r, 6), .phone = db_text(&r, 7),
        .web = db_text(&r, 8), .state = ""};
    db_done(&r);
    return c->party_count++;
}

static int party_by_code(struct work *w, struct contract *c, const char *code)
{
    for (int i = 0; i < c->party_count; i++)
        if (strcmp(c->parties[i].code, code) == 0)
            return i;
    fail(w, NOT_VALID, tr(w, "the offer's document names \"%s\", which has no part in it; make the offer again"), code);
    return -1;
}

static bool teaches(const struct party *p)
{
    static const char *const kinds[] = {"college", "university", "school", "centre", "provider", "science"};
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (strcmp(p->kind, kinds[i]) == 0)
            return true;
    return false;
}

/* Who owns modules takes part in teaching; of those the base organisation is the teaching one with the most
 * hours; who has only rooms, machines or people to give is a resource owner. */
static void roles(struct contract *c)
{
    if (c->coordinator >= 0)
        c->parties[c->coordinator].roles |= PARTY_COORDINATOR;
    if (c->customer >= 0)
        c->parties[c->customer].roles |= PARTY_CUSTOMER;
    c->base = -1;
    int *own = calloc((size_t)c->party_count + 1, sizeof(*own));
    if (own == NULL)
        abort();
    for (int i = 0; i < c->module_count; i++)
        if (c->modules[i].party >= 0)
            own[c->modules[i].party] += c->modules[i].lecture_ah + c->modules[i].practice_ah + c->modules[i].self_ah;
    for (int any = 0; any < 2 && c->base < 0; any++)
        for (int i = 0; i < c->party_count; i++)
            if (own[i] > 0 && (any || teaches(&c->parties[i])) && (c->base < 0 || own[i] > own[c->base]))
                c->base = i;
    for (int i = 0; i < c->party_count; i++) {
        struct party *p = &c->parties[i];
        p->hours_ah = own[i];
        if (i == c->base)
            p->roles |= PARTY_BASE;
        else if (own[i] > 0)
            p->roles |= PARTY_PARTICIPANT;
        else if (p->use_ah[0] + p->use_ah[1] + p->use_ah[2] > 0 || p->paid)
            p->roles |= PARTY_OWNER;
    }
    free(own);
}

/* ---------------------------------------------------------------- the document's pieces */
static void competences(struct work *w, struct contract *c, const json_t *order)
{
    const json_t *list = json_object_get(order, "competences"), *o;
    size_t i, n = json_array_size(list);
    c->competences = take_array(w, n + 1, struct contract_competence);
    json_array_foreach(list, i, o)
        c->competences[c->competence_count++] =
            (struct contract_competence){take_text(w, "%s", jtext(o, "code")), jname(w, o, "name"), (int)jint(o, "level")};
    if (n > 0)
        return;
    size_t room = 0;
    struct rows r = db_rows(w, AGREEMENT_ASKS, ARGS(V(c->order_id)));
    for (c->competences = NULL; db_next(&r); c->competence_count++) {
        grow(w, &c->competences, room, (size_t)c->competence_count);
        c->competences[c->competence_count] =
            (struct contract_competence){db_text(&r, 0), tr_name(w, db_text(&r, 1), db_text(&r, 2)), (int)db_int(&r, 3)};
    }
}

static void modules(struct work *w, struct contract *c, size_t *room, const json_t *list)
{
    size_t i, k;
    const json_t *o, *g;
    c->modules = take_array(w, json_array_size(list) + 1, struct contract_module);
    json_array_foreach(list, i, o)
    {
        struct contract_module *m = &c->modules[c->module_count++];
        const char *code = take_text(w, "%s", jtext(o, "code"));
        *m = (struct contract_module){.code = code, .name = jname(w, o, "name"), .form = "", .party = -1,
                                      .lecture_ah = (int)jint(o, "lecture_ah"), .practice_ah = (int)jint(o, "practice_ah"),
                                      .self_ah = (int)jint(o, "self_ah")};
        const json_t *gives = json_object_get(o, "competences");
        m->gives = take_array(w, json_array_size(gives) + 1, const char *);
        json_array_foreach(gives, k, g)
            m->gives[m->give_count++] = take_text(w, "%s", jtext(g, "code"));
        int64_t owner = db_one(w, AGREEMENT_ORGANISATION_ID, ARGS(V(jtext(o, "owner"))), 0);
        struct rows r = db_rows(w, AGREEMENT_MODULE, ARGS(V(code)));
        if (db_next(&r)) {
            m->id = db_int(&r, 0);
            m->form = db_text(&r, 7);
            owner = owner == 0 ? db_int(&r, 1) : owner;
            if (*m->name == '\0')
                m->name = tr_name(w, db_text(&r, 2), db_text(&r, 3));
            db_done(&r);
        }
        if (owner != 0)
            m->party = party_find(w, c, room, owner);
    }
}

static int module_by_code(const struct contract *c, const char *code)
{
    for (int i = 0; i < c->module_count; i++)
        if (strcmp(c->modules[i].code, code) == 0)
            return i;
    return -1;
}

static bool lines(struct work *w, struct contract *c, const json_t *list)
{
    static const char *const kinds[LINE_KINDS] = {"cohort", "learner", "room", "equipment", "staff"};
    size_t i;
    const json_t *o;
    c->lines = take_array(w, json_array_size(list) + 1, struct contract_line);
    json_array_foreach(list, i, o)
    {
        struct contract_line *l = &c->lines[c->line_count++];
        int kind = 0;
        while (kind < LINE_KINDS && strcmp(jtext(o, "kind"), kinds[kind]) != 0)
            kind++;
        *l = (struct contract_line){.kind = (enum line_kind)kind, .item = jname(w, o, "item"), .code = take_text(w, "%s", jtext(o, "item")),
                                    .unit = take_text(w, "%s", jtext(o, "unit")), .quantity = jint(o, "quantity"),
                                    .module = module_by_code(c, jtext(o, "module")), .party = party_by_code(w, c, jtext(o, "organisation"))};
        if (kind == LINE_KINDS || !money_read(jtext(o, "rate"), &l->rate_minor) || !money_read(jtext(o, "amount"), &l->amount_minor))
            return fail(w, NOT_VALID, tr(w, "price line %zu of the offer's document can't be read; make the offer again"), i + 1);
        if (*l->item == '\0')
            l->item = l->code;
        if (l->party >= 0)
            c->parties[l->party].by_kind[kind] += l->amount_minor;
    }
    return fine(w);
}

/* The parts are the promise; lines and their sum must say the same, or nobody may sign. */
static bool adds_up(struct work *w, const struct contract *c)
{
    int64_t all = 0;
    for (int i = 0; i < c->party_count; i++) {
        const struct party *p = &c->parties[i];
        int64_t sum = 0;
        for (int k = 0; k < LINE_KINDS; k++)
            sum += p->by_kind[k];
        if (sum != p->price_minor)
            return fail(w, NOT_VALID, tr(w, "the price lines of %s add up to %s and its part says %s; make the offer again"), p->code,
                        money_plain(w, sum), money_plain(w, p->price_minor));
        all += sum;
    }
    if (all != c->price_minor)
        return fail(w, NOT_VALID, tr(w, "the parts add up to %s and the offer says %s; make the offer again"), money_plain(w, all),
                    money_plain(w, c->price_minor));
    return true;
}

/* ---------------------------------------------------------------- rows */
static void lessons(struct work *w, struct contract *c)
{
    size_t room = 0;
    struct rows r = db_rows(w, AGREEMENT_LESSONS, ARGS(V(c->offer_id)));
    while (db_next(&r)) {
        grow(w, &c->lessons, room, (size_t)c->lesson_count);
        struct contract_lesson *l = &c->lessons[c->lesson_count++];
        *l = (struct contract_lesson){.id = db_int(&r, 0), .cohort = (int)db_int(&r, 2), .part = db_text(&r, 3),
                                      .starts_at = db_int(&r, 4), .ends_at = db_int(&r, 5), .hours_ah = (int)db_int(&r, 6),
                                      .site = tr_name(w, db_text(&r, 7), db_text(&r, 8)),
                                      .address = tr_name(w, db_text(&r, 9), db_text(&r, 10)), .module = -1};
        if (*l->address == '\0')
            l->address = db_text(&r, 11);
        for (int m = 0; m < c->module_count && l->module < 0; m++)
            if (c->modules[m].id == db_int(&r, 1))
                l->module = m;
    }
}

static int thing_find(struct work *w, struct contract *c, size_t *room, struct rows *r, size_t *party_room)
{
    int64_t id = db_int(r, 1);
    for (int i = c->thing_count; i-- > 0;)
        if (c->things[i].id == id)
            return i;
    grow(w, &c->things, *room, (size_t)c->thing_count);
    const char *kind = db_peek(r, 2);
    struct contract_thing *t = &c->things[c->thing_count];
    *t = (struct contract_thing){.id = id, .code = db_text(r, 3), .name = tr_name(w, db_text(r, 4), db_text(r, 5)),
                                 .kind = strcmp(kind, "room") == 0 ? 0 : strcmp(kind, "equipment") == 0 ? 1 : 2,
                                 .first_at = INT64_MAX, .last_at = INT64_MIN};
    t->party = party_find(w, c, party_room, db_int(r, 6));
    if (*t->name == '\0')
        t->name = t->code;
    return c->thing_count++;
}

static void uses(struct work *w, struct contract *c, size_t *party_room)
{
    size_t room = 0, things = 0;
    int at = 0;
    struct rows r = db_rows(w, AGREEMENT_USES, ARGS(V(c->offer_id)));
    while (db_next(&r)) {
        int64_t lesson = db_int(&r, 0);
        while (at < c->lesson_count && c->lessons[at].id != lesson)
            at++;
        if (at == c->lesson_count)
            break;
        struct contract_lesson *l = &c->lessons[at];
        grow(w, &c->uses, room, (size_t)c->use_count);
        if (l->use_count++ == 0)
            l->first_use = c->use_count;
        struct contract_use *u = &c->uses[c->use_count++];
        *u = (struct contract_use){at, thing_find(w, c, &things, &r, party_room), (int)db_int(&r, 7)};
        struct contract_thing *t = &c->things[u->thing];
        t->hours_ah += (int64_t)l->hours_ah * u->units;
        t->lessons++;
        t->first_at = l->starts_at < t->first_at ? l->starts_at : t->first_at;
        t->last_at = l->ends_at > t->last_at ? l->ends_at : t->last_at;
        if (t->party >= 0) {
            c->parties[t->party].use_ah[t->kind] += (int64_t)l->hours_ah * u->units;
            c->parties[t->party].lessons += t->kind == 0;
        }
    }
    db_done(&r);
}

static void parts(struct work *w, struct contract *c, size_t *room)
{
    struct rows r = db_rows(w, AGREEMENT_PARTS, ARGS(V(c->offer_id)));
    while (db_next(&r)) {
        int i = party_find(w, c, room, db_int(&r, 0));
        if (i < 0)
            continue;
        struct party *p = &c->parties[i];
        p->paid = true;
        p->hours_ah = (int)db_int(&r, 1);
        p->price_minor = db_int(&r, 2);
        p->approval = db_int(&r, 3) != 0;
        p->state = db_text(&r, 4);
    }
}

static const char *setting(struct work *w, const char *name)
{
    struct rows r = db_rows(w, AGREEMENT_SETTING, ARGS(V(name)));
    const char *s = db_next(&r) ? db_text(&r, 0) : "";
    db_done(&r);
    return s;
}

static bool document_read(struct work *w, struct contract *c, size_t *room, const char *document)
{
    json_error_t bad;
    json_t *root = json_loads(document, 0, &bad);
    if (root == NULL)
        return fail(w, NOT_VALID, tr(w, "the stored document of offer %s can't be read (line %d: %s); make the offer again"), c->offer,
                    bad.line, bad.text);
    work_later(w, forget, root);
    const json_t *price = json_object_get(root, "price"), *sizes = json_object_get(json_object_get(root, "promise"), "cohorts");
    c->currency = take_text(w, "%s", *jtext(price, "currency") != '\0' ? jtext(price, "currency") : setting(w, "currency"));
    c->cohort_size = take_array(w, c->cohorts + 1, int);
    for (int i = 0; i < c->cohorts; i++)
        c->cohort_size[i] = (int)json_integer_value(json_array_get(sizes, (size_t)i));
    competences(w, c, json_object_get(root, "order"));
    modules(w, c, room, json_object_get(root, "modules"));
    const json_t *left = json_object_get(root, "unplaced"), *o;
    size_t i;
    c->unplaced = take_array(w, json_array_size(left) + 1, struct unplaced);
    json_array_foreach(left, i, o)
    {
        int m = module_by_code(c, jtext(o, "module"));
        c->unplaced[c->unplaced_count++] = (struct unplaced){m >= 0 ? c->modules[m].name : take_text(w, "%s", jtext(o, "module")),
                                                             take_text(w, "%s", jtext(o, "part")), (int)jint(o, "cohort"), (int)jint(o, "hours_ah")};
    }
    return lines(w, c, json_object_get(price, "lines"));
}

bool contract_load(struct work *w, const char *offer, struct contract *c)
{
    *c = (struct contract){.offer = take_copy(w, offer, strlen(offer)), .coordinator = -1, .customer = -1, .base = -1};
    size_t room = 0;
    struct rows r = db_rows(w, AGREEMENT_OFFER, ARGS(V(offer)));
    if (!db_next(&r))
        return fail(w, NOT_FOUND, tr(w, "there is no offer \"%s\"; make one with: cavt offer make DB ORDER"), offer);
    c->offer_id = db_int(&r, 0);
    c->order_id = db_int(&r, 1);
    c->offer_state = db_text(&r, 2);
    c->people = (int)db_int(&r, 3);
    c->cohorts = (int)db_int(&r, 4);
    c->hours_ah = (int)db_int(&r, 5);
    c->starts_on = db_null(&r, 6) ? INT32_MIN : (int32_t)db_int(&r, 6);
    c->ends_on = db_null(&r, 7) ? INT32_MIN : (int32_t)db_int(&r, 7);
    c->price_minor = db_int(&r, 8);
    c->input_hash = db_text(&r, 9);
    const char *document = db_text(&r, 10);
    c->made_at = db_int(&r, 11);
    c->order = db_text(&r, 12);
    c->title_ru = db_null(&r, 13) ? NULL : db_text(&r, 13);
    c->title_en = db_null(&r, 14) ? NULL : db_text(&r, 14);
    c->title = tr_name(w, c->title_ru, c->title_en);
    c->kind = db_text(&r, 15);
    c->municipality = db_text(&r, 16);
    int64_t customer = db_int(&r, 17);
    c->norm = tr_name(w, db_text(&r, 18), db_text(&r, 19));
    if (*c->norm == '\0')
        c->norm = c->kind;
    db_done(&r);
    if (strcmp(c->offer_state, "impossible") == 0)
        return fail(w, NOT_VALID, tr(w, "offer %s says why order %s can't be met, so there is nothing to sign; change the order and make an offer again"),
                    offer, c->order);
    if (c->cohorts < 0 || c->cohorts > 100000)
        return fail(w, NOT_VALID, tr(w, "offer %s has %d cohorts; make the offer again"), offer, c->cohorts);
    const char *region_ru = setting(w, "region_name_ru"), *region_en = setting(w, "region_name_en");
    c->region = tr_name(w, region_ru, region_en);
    c->utc_offset_min = atoi(setting(w, "utc_offset_min"));
    int64_t centre = db_one(w, AGREEMENT_CENTRE, NO_ARGS, 0);
    if (centre != 0)
        c->coordinator = party_find(w, c, &room, centre);
    c->customer = party_find(w, c, &room, customer);
    parts(w, c, &room);
    if (!fine(w) || !document_read(w, c, &room, document))
        return false;
    lessons(w, c);
    uses(w, c, &room);
    roles(c);
    return fine(w) && adds_up(w, c);
}
