/* repair_book.c -- what an offer says of itself after its lessons have been moved: lessons in its document, lines of
 * rooms, machines and people, its parts and price.  Lines follow the lessons, so what is settled later is what was held;
 * a line loses what it was charged for the lesson, and the new place is charged by the terms of its own hour. */
#include "base/day.h"
#include "store/db.h"
#include "timetable/repair_keep.h"
#include "timetable/repair_book_sql.h"
#include "timetable/repair_sql.h"
#include "view/say.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct thing {
    const char *code, *name_ru, *name_en, *kind, *owner;
    int64_t owner_id;
};

struct book {
    struct work *w;
    json_t *doc;
    int64_t offer, people;
};

static void forget(void *doc) { json_decref(doc); }

static int64_t minor_of(const json_t *o, const char *key)
{
    const char *s = json_string_value(json_object_get(o, key)), *point = s != NULL ? strchr(s, '.') : NULL;
    if (s == NULL)
        return 0;
    int64_t whole = llabs(strtoll(s, NULL, 10)) * 100;
    if (point != NULL && point[1] != '\0')
        whole += (point[1] - '0') * 10 + (point[2] != '\0' ? point[2] - '0' : 0);
    return *s == '-' ? -whole : whole;
}

static void put_minor(struct book *b, json_t *o, const char *key, int64_t minor)
{
    json_object_set_new(o, key, json_string(money_plain(b->w, minor)));
}

static struct thing thing_of(struct work *w, int64_t resource)
{
    struct thing t = {"", "", "", "", "", 0};
    struct rows r = db_rows(w, BOOK_THING, ARGS(V(resource)));
    if (db_next(&r))
        t = (struct thing){db_text(&r, 0), db_text(&r, 1), db_text(&r, 2), db_text(&r, 3), db_text(&r, 4), db_int(&r, 5)};
    db_done(&r);
    return t;
}

static const char *text_at(const json_t *o, const char *key)
{
    const char *s = json_string_value(json_object_get(o, key));
    return s != NULL ? s : "";
}

/* ---------------------------------------------------------------- lines */

static json_t *line_in(json_t *lines, const char *owner, const struct thing *t, const char *module, int64_t rate)
{
    size_t i;
    json_t *l, *any = NULL;
    json_array_foreach(lines, i, l) {
        if (strcmp(text_at(l, "item"), t->code) != 0 || strcmp(text_at(l, "module"), module) != 0 ||
            (owner != NULL && strcmp(text_at(l, "organisation"), owner) != 0))
            continue;
        if (minor_of(l, "rate") == rate)
            return l;
        if (any == NULL)
            any = l;
    }
    return rate < 0 ? any : NULL;
}

/* add: hours more of a thing in the lines of the whole or of a part, at a rate; made if there is no such line. */
static void add(struct book *b, json_t *lines, const char *owner, const struct thing *t, const char *module, int64_t hours, int64_t rate)
{
    json_t *l = line_in(lines, owner, t, module, rate);
    if (l == NULL) {
        l = json_object();
        if (owner != NULL)
            json_object_set_new(l, "organisation", json_string(owner));
        json_object_set_new(l, "kind", json_string(t->kind));
        json_object_set_new(l, "item", json_string(t->code));
        json_object_set_new(l, "item_ru", *t->name_ru != '\0' ? json_string(t->name_ru) : json_null());
        json_object_set_new(l, "item_en", *t->name_en != '\0' ? json_string(t->name_en) : json_null());
        json_object_set_new(l, "module", json_string(module));
        json_object_set_new(l, "quantity", json_integer(0));
        json_object_set_new(l, "unit", json_string("hour"));
        put_minor(b, l, "rate", rate);
        put_minor(b, l, "amount", 0);
        json_array_append_new(lines, l);
    }
    json_object_set_new(l, "quantity", json_integer(json_integer_value(json_object_get(l, "quantity")) + hours));
    put_minor(b, l, "amount", minor_of(l, "amount") + hours * rate);
}

/* drop: hours less; the rate they were charged at, or -1 where there is no such line. */
static int64_t drop(struct book *b, json_t *lines, const char *owner, const struct thing *t, const char *module, int64_t hours, int64_t rate)
{
    json_t *l = line_in(lines, owner, t, module, rate);
    if (l == NULL)
        l = line_in(lines, owner, t, module, -1);
    if (l == NULL)
        return -1;
    int64_t charged = minor_of(l, "rate"), left = json_integer_value(json_object_get(l, "quantity")) - hours;
    json_object_set_new(l, "quantity", json_integer(left));
    put_minor(b, l, "amount", minor_of(l, "amount") - hours * charged);
    for (size_t i = 0; left <= 0 && i < json_array_size(lines); i++)
        if (json_array_get(lines, i) == l) {
            json_array_remove(lines, i);
            break;
        }
    return charged;
}

static json_t *part_in(struct book *b, const char *owner)
{
    size_t i;
    json_t *p;
    json_array_foreach(json_object_get(b->doc, "parts"), i, p)
        if (strcmp(text_at(p, "organisation"), owner) == 0)
            return p;
    return NULL;
}

static json_t *part_made(struct book *b, const struct thing *t)
{
    json_t *p = part_in(b, t->owner);
    if (p != NULL)
        return p;
    struct rows r = db_rows(b->w, REPAIR_ORGANISATION, ARGS(V(t->owner_id)));
    p = json_object();
    if (db_next(&r)) {
        json_object_set_new(p, "organisation", json_string(db_peek(&r, 1)));
        json_object_set_new(p, "name_ru", db_null(&r, 2) ? json_null() : json_string(db_peek(&r, 2)));
        json_object_set_new(p, "name_en", db_null(&r, 3) ? json_null() : json_string(db_peek(&r, 3)));
    }
    db_done(&r);
    json_object_set_new(p, "hours_ah", json_integer(0));
    json_object_set_new(p, "lessons", json_integer(0));
    put_minor(b, p, "price", 0);
    json_object_set_new(p, "approval", json_false());
    json_object_set_new(p, "lines", json_array());
    json_array_append_new(json_object_get(b->doc, "parts"), p);
    return p;
}

/* charge: one lesson's lines from its old place to its new one. */
static void charge(struct book *b, struct shift *s, const char *module)
{
    json_t *lines = json_object_get(json_object_get(b->doc, "price"), "lines");
    if (!json_is_array(lines) || !json_is_array(json_object_get(b->doc, "parts")))
        return;
    for (int side = 0; side < 2; side++) {
        struct stand *x = side == 0 ? &s->was : &s->is;
        for (int i = 0; i < x->use_count; i++) {
            struct thing t = thing_of(b->w, x->uses[i].resource);
            int64_t hours = (int64_t)s->hours_ah * x->uses[i].units, rate = hours > 0 ? x->uses[i].price_minor / hours : 0;
            json_t *p = part_made(b, &t);
            if (side == 0) {
                int64_t charged = drop(b, lines, t.owner, &t, module, hours, rate);
                drop(b, json_object_get(p, "lines"), NULL, &t, module, hours, charged >= 0 ? charged : rate);
                x->uses[i].price_minor = charged >= 0 ? charged * hours : 0;
            } else {
                add(b, lines, t.owner, &t, module, hours, rate);
                add(b, json_object_get(p, "lines"), NULL, &t, module, hours, rate);
                x->uses[i].price_minor = rate * hours;
            }
        }
    }
}

/* ---------------------------------------------------------------- lessons */

static void put_uses(struct book *b, json_t *l, const struct stand *s)
{
    json_t *equipment = json_array(), *staff = json_array(), *units = json_object();
    json_object_set_new(l, "room", json_null());
    for (int i = 0; i < s->use_count; i++) {
        struct thing t = thing_of(b->w, s->uses[i].resource);
        if (strcmp(t.kind, "room") == 0)
            json_object_set_new(l, "room", json_string(t.code));
        else if (strcmp(t.kind, "staff") == 0)
            json_array_append_new(staff, json_string(t.code));
        else {
            json_array_append_new(equipment, json_string(t.code));
            json_object_set_new(units, t.code, json_integer(s->uses[i].units));
        }
    }
    json_object_set_new(l, "equipment", equipment);
    json_object_set_new(l, "staff", staff);
    json_object_set_new(l, "units", units);
}

/* at: whether the document's lesson is this one: by its people, its module, its beginning and its room. */
static bool at(const json_t *l, const struct shift *s, const char *module)
{
    int64_t from;
    if (!wall_parse(text_at(l, "start"), &from) || from != s->was.from || strcmp(text_at(l, "module"), module) != 0 ||
        json_integer_value(json_object_get(l, "cohort")) != s->cohort)
        return false;
    return true;
}

static void put_lesson(struct book *b, const struct shift *s, const char *module)
{
    size_t i;
    json_t *l;
    char text[DAY_TEXT];
    json_array_foreach(json_object_get(b->doc, "lessons"), i, l) {
        if (!at(l, s, module) || json_object_get(l, "moved") != NULL)
            continue;
        const char *site = "";
        struct rows r = db_rows(b->w, BOOK_SITE, ARGS(V(s->is.site)));
        if (db_next(&r))
            site = db_text(&r, 0);
        db_done(&r);
        json_object_set_new(l, "start", json_string(wall_text(text, s->is.from)));
        json_object_set_new(l, "end", json_string(wall_text(text, s->is.to)));
        json_object_set_new(l, "site", *site != '\0' ? json_string(site) : json_null());
        json_object_set_new(l, "moved", json_true()); /* so that two that change places are not taken for each other */
        put_uses(b, l, &s->is);
        return;
    }
}

static int by_start(const void *a, const void *b)
{
    const json_t *x = *(json_t *const *)a, *y = *(json_t *const *)b;
    int c = strcmp(text_at(x, "start"), text_at(y, "start"));
    return c != 0 ? c : (int)(json_integer_value(json_object_get(x, "cohort")) - json_integer_value(json_object_get(y, "cohort")));
}

static void sort_lessons(struct book *b)
{
    json_t *all = json_object_get(b->doc, "lessons");
    size_t n = json_array_size(all);
    json_t **list = take_array(b->w, n + 1, json_t *), *sorted = json_array();
    for (size_t i = 0; i < n; i++) {
        list[i] = json_array_get(all, i);
        json_object_del(list[i], "moved");
    }
    qsort(list, n, sizeof(*list), by_start);
    for (size_t i = 0; i < n; i++)
        json_array_append(sorted, list[i]);
    if (json_is_array(all))
        json_object_set(b->doc, "lessons", sorted);
    json_decref(sorted);
}

/* ---------------------------------------------------------------- parts and the whole */

/* settle_part: one part's sums in the document and in its row; gone when nothing of the owner is left in the offer. */
static bool settle_part(struct book *b, json_t *p)
{
    struct work *w = b->w;
    int64_t owner = db_one(w, BOOK_OWNER, ARGS(V(text_at(p, "organisation"))), 0), sum = 0;
    size_t i;
    json_t *l;
    json_array_foreach(json_object_get(p, "lines"), i, l)
        sum += minor_of(l, "amount");
    int64_t row = db_one(w, REPAIR_PART, ARGS(V(b->offer), V(owner)), 0);
    if (db_one(w, REPAIR_PART_NEEDED, ARGS(V(b->offer), V(owner)), 0) == 0 && sum == 0) {
        if (row != 0)
            db_run(w, REPAIR_PART_FORGET, ARGS(V(b->offer), V(owner)));
        return false;
    }
    put_minor(b, p, "price", sum);
    json_object_set_new(p, "lessons", json_integer(db_one(w, REPAIR_LESSONS_AT, ARGS(V(b->offer), V(owner)), 0)));
    if (row != 0) {
        db_run(w, REPAIR_PART_PRICE, ARGS(V(b->offer), V(owner), V((long long)sum)));
        return true;
    }
    int64_t hours = db_one(w, REPAIR_HOURS_WITH, ARGS(V(b->offer), V(owner)), 0);
    json_object_set_new(p, "hours_ah", json_integer(hours));
    db_run(w, REPAIR_PART_INSERT, ARGS(V(db_id(w)), V(b->offer), V(owner), V(hours), V((long long)sum), V(0), V("confirmed"), V(w->now)));
    return true;
}

static int64_t settle(struct book *b, int64_t price)
{
    json_t *parts = json_object_get(b->doc, "parts"), *whole = json_object_get(b->doc, "price"), *promise = json_object_get(b->doc, "promise");
    size_t i;
    json_t *l;
    if (!json_is_array(json_object_get(whole, "lines")))
        return price;
    for (i = 0; i < json_array_size(parts);)
        if (settle_part(b, json_array_get(parts, i)))
            i++;
        else
            json_array_remove(parts, i);
    price = 0;
    json_array_foreach(json_object_get(whole, "lines"), i, l)
        price += minor_of(l, "amount");
    for (int k = 0; k < 2; k++) {
        json_t *o = k == 0 ? whole : promise;
        if (!json_is_object(o))
            continue;
        put_minor(b, o, k == 0 ? "total" : "price", price);
        put_minor(b, o, "per_learner", b->people > 0 ? price / b->people : 0);
    }
    return price;
}

static void put_days(struct book *b, int32_t from, int32_t to)
{
    char text[DAY_TEXT];
    json_t *promise = json_object_get(b->doc, "promise");
    if (!json_is_object(promise))
        return;
    json_object_set_new(promise, "starts_on", json_string(day_text(text, from)));
    json_object_set_new(promise, "ends_on", json_string(day_text(text, to)));
    json_object_set_new(promise, "partners", json_integer((json_int_t)json_array_size(json_object_get(b->doc, "parts"))));
}

bool repair_book(struct work *w, int64_t offer, struct shift *s, int n)
{
    struct book b = {.w = w, .offer = offer};
    struct rows r = db_rows(w, REPAIR_OFFER, ARGS(V(offer)));
    if (!db_next(&r))
        return fine(w) && fail(w, BROKEN, "the offer of a moved lesson is gone");
    const char *code = db_text(&r, 2), *document = db_text(&r, 5);
    b.people = db_int(&r, 11);
    db_done(&r);
    json_error_t e;
    b.doc = json_loads(document, 0, &e);
    if (b.doc == NULL)
        return fail(w, BROKEN, "the document of offer %s is damaged at line %d: %s", code, e.line, e.text);
    work_later(w, forget, b.doc);
    int64_t price = db_one(w, BOOK_PRICE, ARGS(V(offer)), 0);
    for (int i = 0; i < n && fine(w); i++) {
        r = db_rows(w, BOOK_MODULE, ARGS(V(s[i].lesson)));
        const char *module = db_next(&r) ? db_text(&r, 0) : "";
        db_done(&r);
        charge(&b, &s[i], module);
        put_lesson(&b, &s[i], module);
    }
    sort_lessons(&b);
    price = settle(&b, price);
    r = db_rows(w, REPAIR_SPAN, ARGS(V(offer)));
    int32_t from = db_next(&r) ? (int32_t)db_int(&r, 0) : 0, to = (int32_t)db_int(&r, 1);
    db_done(&r);
    put_days(&b, from, to);
    char *text = json_dumps(b.doc, JSON_COMPACT | JSON_REAL_PRECISION(12));
    if (text == NULL)
        return fail(w, BROKEN, "the document of offer %s could not be written", code);
    const char *kept = take_copy(w, text, strlen(text));
    free(text);
    int64_t partners = db_one(w, BOOK_PARTNERS, ARGS(V(offer)), 0);
    db_run(w, REPAIR_OFFER_SET, ARGS(V(offer), V(kept), V((long long)price), V((long long)partners), V(from), V(to)));
    return fine(w);
}
