/* catalogue_load.c -- the snapshot is made: every row that the catalogue shows is read once. */
#include "programme/catalogue_private.h"

#include "base/fold.h"
#include "base/map.h"
#include "base/text.h"
#include "programme/catalogue_sql.h"
#include "store/shelf.h"
#include "view/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the words of each text are worth; a name's more the fewer words it has. */
enum { COMPETENCE = 50, MODULE_NAME = 45, LABEL = 30, OWNER = 25, PLACE = 25, DOCUMENT = 20, NOTE = 12, MODULE_NOTE = 8 };

struct loaded_module {
    int64_t id, owner, site, price_minor;
    int32_t hours_ah;
    const char *form, *language;
    struct finder_cut names, notes;
    uint32_t first, n; /* of gives */
    int level;
};

struct loaded_competence {
    int64_t id;
    struct finder_cut names, labels;
};

struct loaded_owner {
    int64_t id;
    const char *code, *name_ru, *name_en, *place;
    struct finder_cut words;
};

struct loaded_site {
    int64_t id;
    const char *place;
};

struct loaded_start {
    int64_t programme, site, price_minor; /* price -1: as the modules cost */
    int32_t on;
};

struct link {
    int64_t from, to;
    int level;
};

struct loading {
    struct work *w;
    struct snapshot *s;
    struct loaded_module *module;
    struct loaded_competence *competence;
    struct loaded_owner *owner;
    struct loaded_site *site;
    struct loaded_start *start;
    struct link *give, *hold;
    size_t modules, competences, owners, sites, starts, gives, holds;
    size_t start_room;
    struct map value[FACETS];
    const char **name[LANGUAGES]; /* by entry, folded: for the order by name */
    size_t name_room[LANGUAGES];
};

static void *more(void *p, size_t *room, size_t used, size_t each)
{
    if (used < *room)
        return p;
    *room = *room == 0 ? 1024 : *room * 2;
    p = realloc(p, *room * each);
    if (p == NULL)
        abort();
    return p;
}

/* by_id: the place of an id in rows that begin with it and rise by it; NULL: none. */
static void *by_id(const void *rows, size_t n, size_t each, int64_t id)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (*(const int64_t *)(const void *)((const char *)rows + mid * each) < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    const char *at = (const char *)rows + lo * each;
    return lo < n && *(const int64_t *)(const void *)at == id ? (void *)(uintptr_t)at : NULL;
}

static int name_weight(const struct finder_cut *c) { return 70 + (c->n > 0 ? 60 / (int)c->n : 0); }

/* ---------------------------------------------------------------- facets */

static void facet_add(struct loading *l, enum facet f, const char *key, const char *ru, const char *en)
{
    struct facet_column *c = &l->s->facet[f];
    if (*key == '\0')
        return;
    bool fresh;
    int64_t *at = map_at(&l->value[f], key, &fresh);
    if (fresh) {
        if (c->n == UINT16_MAX) { /* past this many towns or owners the rest are found by words alone */
            *at = -1;
            return;
        }
        c->known = more(c->known, &c->room, c->n, sizeof(*c->known));
        c->known[c->n] = (struct facet_value){.key = strdup(key), .name_ru = ru != NULL ? strdup(ru) : NULL, .name_en = en != NULL ? strdup(en) : NULL};
        *at = (int64_t)c->n++;
    }
    if (*at < 0)
        return;
    for (size_t i = c->first[l->s->n]; i < c->used; i++)
        if (c->value[i] == (uint16_t)*at)
            return;
    c->value = more(c->value, &c->value_room, c->used, sizeof(*c->value));
    c->value[c->used++] = (uint16_t)*at;
}

static void facet_list(struct loading *l, enum facet f, const char *list)
{
    char key[64];
    for (; *list != '\0'; list += *list == ';') {
        size_t n = strcspn(list, ";");
        if (n > 0 && n < sizeof(key)) {
            memcpy(key, list, n);
            key[n] = '\0';
            facet_add(l, f, key, NULL, NULL);
        }
        list += n;
    }
}

static void facet_place(struct loading *l, const char *place)
{
    facet_add(l, FACET_PLACE, place, NULL, NULL);
    finder_text(l->s->finder, place, PLACE);
}

/* ---------------------------------------------------------------- entries */

static struct entry *entry_begin(struct loading *l, int64_t id, bool module, size_t *room)
{
    struct snapshot *s = l->s;
    s->entry = more(s->entry, room, s->n, sizeof(*s->entry));
    s->entry[s->n] = (struct entry){.id = id, .module = module};
    for (int f = 0; f < FACETS; f++) {
        static const size_t each = sizeof(uint32_t);
        if (s->n % 1024 == 0) { /* one more than there are entries: where the last ends */
            s->facet[f].first = realloc(s->facet[f].first, (s->n + 1026) * each);
            if (s->facet[f].first == NULL)
                abort();
        }
        s->facet[f].first[s->n] = (uint32_t)s->facet[f].used;
    }
    finder_doc(s->finder);
    return &s->entry[s->n];
}

static void entry_names(struct loading *l, const char *ru, const char *en)
{
    const char *name[2] = {ru, en};
    for (int i = 0; i < 2; i++) {
        struct finder_cut c = finder_cut(l->s->finder, name[i]);
        finder_words(l->s->finder, &c, name_weight(&c));
        finder_cut_free(&c);
    }
    for (int k = 0; k < LANGUAGES; k++) {
        const char *shown = k == RU ? (*ru != '\0' ? ru : en) : *en != '\0' ? en : ru;
        grow(l->w, &l->name[k], l->name_room[k], l->s->n);
        l->name[k][l->s->n] = fold(l->w, shown);
    }
}

static void entry_owner(struct loading *l, int64_t id)
{
    const struct loaded_owner *o = by_id(l->owner, l->owners, sizeof(*o), id);
    if (o == NULL)
        return;
    facet_add(l, FACET_OWNER, o->code, o->name_ru, o->name_en);
    finder_words(l->s->finder, &o->words, OWNER);
}

/* What a module brings to the entry it belongs to. */
static void entry_module(struct loading *l, const struct loaded_module *m, int names)
{
    struct finder *f = l->s->finder;
    finder_words(f, &m->names, names);
    finder_words(f, &m->notes, MODULE_NOTE);
    for (uint32_t i = 0; i < m->n; i++) {
        const struct loaded_competence *c = by_id(l->competence, l->competences, sizeof(*c), l->give[m->first + i].to);
        if (c == NULL)
            continue;
        finder_words(f, &c->names, COMPETENCE);
        finder_words(f, &c->labels, LABEL);
    }
    facet_add(l, FACET_LANGUAGE, m->language, NULL, NULL);
}

static bool entry_place(struct loading *l, int64_t site)
{
    const struct loaded_site *s = site == 0 ? NULL : by_id(l->site, l->sites, sizeof(*s), site);
    if (s == NULL || *s->place == '\0')
        return false;
    facet_place(l, s->place);
    return true;
}

static void owner_place(struct loading *l, int64_t owner)
{
    const struct loaded_owner *o = by_id(l->owner, l->owners, sizeof(*o), owner);
    if (o != NULL && *o->place != '\0')
        facet_place(l, o->place);
}

static void entry_end(struct loading *l)
{
    struct entry *e = &l->s->entry[l->s->n];
    char level[8];
    if (e->level > 0) {
        level[0] = (char)('0' + e->level);
        level[1] = '\0';
        facet_add(l, FACET_LEVEL, level, NULL, NULL);
    }
    l->s->n++;
    for (int f = 0; f < FACETS; f++)
        l->s->facet[f].first[l->s->n] = (uint32_t)l->s->facet[f].used;
}

/* ---------------------------------------------------------------- what entries are made of */

static void load_places(struct loading *l)
{
    size_t room = 0;
    struct rows r = db_rows(l->w, CATALOGUE_ORGANISATIONS, NO_ARGS);
    while (db_next(&r)) {
        grow(l->w, &l->owner, room, l->owners);
        struct loaded_owner *o = &l->owner[l->owners++];
        *o = (struct loaded_owner){.id = db_int(&r, 0), .code = db_text(&r, 1), .name_ru = db_text(&r, 2), .name_en = db_text(&r, 3), .place = db_text(&r, 4)};
        o->words = finder_cut(l->s->finder, take_text(l->w, "%s %s", o->name_ru, o->name_en));
    }
    room = 0;
    r = db_rows(l->w, CATALOGUE_PLACES, NO_ARGS);
    while (db_next(&r)) {
        grow(l->w, &l->site, room, l->sites);
        const char *own = db_text(&r, 1);
        l->site[l->sites++] = (struct loaded_site){db_int(&r, 0), *own != '\0' ? own : db_text(&r, 2)};
    }
}

static void load_competences(struct loading *l)
{
    size_t room = 0;
    struct rows r = db_rows(l->w, CATALOGUE_LABELS, NO_ARGS);
    struct text labels = TEXT(0);
    while (db_next(&r)) {
        int64_t id = db_int(&r, 0);
        if (l->competences == 0 || l->competence[l->competences - 1].id != id) {
            if (l->competences > 0 && labels.n > 0)
                l->competence[l->competences - 1].labels = finder_cut(l->s->finder, labels.s);
            labels.n = 0;
            grow(l->w, &l->competence, room, l->competences);
            l->competence[l->competences++] = (struct loaded_competence){.id = id, .names = finder_cut(l->s->finder, take_text(l->w, "%s %s", db_peek(&r, 1), db_text(&r, 2)))};
        }
        text_fmt(&labels, "%s ", db_peek(&r, 3));
    }
    if (l->competences > 0 && labels.n > 0)
        l->competence[l->competences - 1].labels = finder_cut(l->s->finder, labels.s);
    text_free(&labels);
}

static void load_links(struct loading *l, const char *sql, bool level, struct link **out, size_t *n)
{
    size_t room = 0;
    struct rows r = db_rows(l->w, sql, NO_ARGS);
    while (db_next(&r)) {
        grow(l->w, out, room, *n);
        (*out)[(*n)++] = (struct link){db_int(&r, 0), db_int(&r, 1), level ? (int)db_int(&r, 2) : 0};
    }
}

static void load_starts(struct loading *l)
{
    size_t room = 0;
    struct rows r = db_rows(l->w, CATALOGUE_STARTS, NO_ARGS);
    while (db_next(&r)) {
        grow(l->w, &l->start, room, l->starts);
        l->start[l->starts++] = (struct loaded_start){db_int(&r, 0), db_int(&r, 2), db_null(&r, 3) ? -1 : db_int(&r, 3), (int32_t)db_int(&r, 1)};
    }
}

static void module_entry(struct loading *l, const struct loaded_module *m, const char *ru, const char *en, size_t *room)
{
    struct entry *e = entry_begin(l, m->id, true, room);
    e->hours_ah = m->hours_ah;
    e->price_minor = m->price_minor;
    e->level = (uint8_t)m->level;
    entry_names(l, ru, en);
    entry_owner(l, m->owner);
    entry_module(l, m, MODULE_NAME);
    finder_words(l->s->finder, &m->notes, NOTE);
    facet_add(l, FACET_FORM, m->form, NULL, NULL);
    if (!entry_place(l, m->site))
        owner_place(l, m->owner);
    entry_end(l);
}

static void load_modules(struct loading *l, size_t *entries)
{
    size_t room = 0;
    load_links(l, CATALOGUE_GIVES, true, &l->give, &l->gives);
    size_t give = 0;
    struct rows r = db_rows(l->w, CATALOGUE_MODULES, NO_ARGS);
    while (db_next(&r)) {
        grow(l->w, &l->module, room, l->modules);
        struct loaded_module *m = &l->module[l->modules++];
        const char *ru = db_text(&r, 2), *en = db_text(&r, 3);
        *m = (struct loaded_module){.id = db_int(&r, 0), .owner = db_int(&r, 6), .site = db_int(&r, 7), .hours_ah = (int32_t)db_int(&r, 8),
                                    .price_minor = db_int(&r, 9), .form = db_text(&r, 10), .language = db_text(&r, 11)};
        m->names = finder_cut(l->s->finder, take_text(l->w, "%s %s", ru, en));
        m->notes = finder_cut(l->s->finder, take_text(l->w, "%s %s", db_peek(&r, 4), db_text(&r, 5)));
        while (give < l->gives && l->give[give].from < m->id)
            give++;
        m->first = (uint32_t)give;
        for (; give < l->gives && l->give[give].from == m->id; give++, m->n++)
            m->level = l->give[give].level > m->level ? l->give[give].level : m->level;
        module_entry(l, m, ru, en, entries);
    }
}

/* The modules of the programme, and its starts; `hold` and `start` walk along with the programmes. */
static void programme_parts(struct loading *l, int64_t id, int64_t owner, size_t *hold, size_t *start)
{
    struct entry *e = &l->s->entry[l->s->n];
    const char *form = NULL;
    bool mixed = false, placed = false;
    size_t first = *hold;
    while (first < l->holds && l->hold[first].from < id)
        first++;
    size_t last = first;
    while (*start < l->starts && l->start[*start].programme < id)
        ++*start;
    size_t begins = *start;
    for (; *start < l->starts && l->start[*start].programme == id; ++*start) {
        l->s->starts = more(l->s->starts, &l->start_room, e->start_first + e->start_n, sizeof(*l->s->starts));
        l->s->starts[e->start_first + e->start_n++] = l->start[*start].on;
        placed |= entry_place(l, l->start[*start].site);
    }
    for (; last < l->holds && l->hold[last].from == id; last++) {
        const struct loaded_module *m = by_id(l->module, l->modules, sizeof(*m), l->hold[last].to);
        if (m == NULL)
            continue;
        entry_module(l, m, MODULE_NAME);
        e->hours_ah += m->hours_ah;
        e->price_minor += m->price_minor;
        e->level = e->level > m->level ? e->level : (uint8_t)m->level;
        mixed |= form != NULL && strcmp(form, m->form) != 0;
        form = m->form;
        if (!placed && m->site != 0)
            entry_place(l, m->site);
    }
    *hold = last;
    facet_add(l, FACET_FORM, form == NULL ? "" : mixed ? "blended" : form, NULL, NULL);
    for (size_t i = begins; i < *start; i++)
        if (l->start[i].price_minor >= 0 && (i == begins || l->start[i].price_minor < e->price_minor))
            e->price_minor = l->start[i].price_minor;
    if (l->s->facet[FACET_PLACE].used == l->s->facet[FACET_PLACE].first[l->s->n])
        owner_place(l, owner);
}

static void load_programmes(struct loading *l, size_t *entries)
{
    size_t hold = 0, start = 0;
    load_links(l, CATALOGUE_HOLDING, false, &l->hold, &l->holds);
    load_starts(l);
    struct rows r = db_rows(l->w, CATALOGUE_PROGRAMMES, NO_ARGS);
    while (db_next(&r)) {
        struct entry *e = entry_begin(l, db_int(&r, 0), false, entries);
        struct finder *f = l->s->finder;
        uint32_t from = l->s->n > 0 ? e[-1].start_first + e[-1].start_n : 0;
        int level = (int)db_int(&r, 8);
        e->start_first = from;
        entry_names(l, db_text(&r, 2), db_text(&r, 3));
        finder_text(f, db_peek(&r, 4), NOTE);
        finder_text(f, db_peek(&r, 5), NOTE);
        finder_text(f, db_peek(&r, 11), DOCUMENT);
        finder_text(f, db_peek(&r, 12), DOCUMENT);
        entry_owner(l, db_int(&r, 6));
        facet_add(l, FACET_KIND, db_peek(&r, 7), NULL, NULL);
        facet_list(l, FACET_AUDIENCE, db_peek(&r, 9));
        facet_list(l, FACET_FUNDING, db_peek(&r, 10));
        programme_parts(l, db_int(&r, 0), db_int(&r, 6), &hold, &start);
        if (level > 0)
            e->level = (uint8_t)level;
        entry_end(l);
    }
}

/* ---------------------------------------------------------------- bands of price and hours */

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* The next of 1, 2, 5, 10, 20, 50 ... times `unit` that is not below v. */
static int64_t rounded(int64_t v, int64_t unit)
{
    for (int64_t step = unit;; step *= 10)
        for (int k = 0; k < 3; k++) {
            int64_t r = step * (k == 0 ? 1 : k == 1 ? 2 : 5);
            if (r >= v)
                return r;
        }
}

/* Bands that part these entries into about fifths, with round edges, so that dollars and roubles both do. */
static size_t bands(const struct snapshot *s, bool module, enum facet f, int64_t unit, int64_t edge[BANDS_MOST])
{
    int64_t *v = malloc((s->n + 1) * sizeof(*v));
    if (v == NULL)
        abort();
    size_t n = 0, edges = 0;
    for (size_t i = 0; i < s->n; i++)
        if (s->entry[i].module == module)
            v[n++] = f == FACET_PRICE ? s->entry[i].price_minor : s->entry[i].hours_ah;
    qsort(v, n, sizeof(*v), by_number);
    for (size_t k = 1; n > 0 && k < 5; k++) {
        int64_t e = rounded(v[n * k / 5], unit);
        if (edges == 0 || e > edge[edges - 1])
            edge[edges++] = e;
    }
    free(v);
    return edges;
}

static void add_bands(struct loading *l, bool module, enum facet f, int64_t unit)
{
    struct snapshot *s = l->s;
    struct facet_column *c = &s->facet[f];
    int64_t edge[BANDS_MOST];
    size_t edges = bands(s, module, f, unit, edge), base = c->n;
    for (size_t k = 0; k <= edges; k++) {
        char key[64];
        int64_t lo = k == 0 ? 0 : edge[k - 1] / unit, hi = k == edges ? -1 : edge[k] / unit;
        snprintf(key, sizeof(key), hi < 0 ? "%lld-" : "%lld-%lld", (long long)lo, (long long)hi);
        c->known = more(c->known, &c->room, c->n, sizeof(*c->known));
        c->known[c->n++] = (struct facet_value){.key = strdup(key), .lo = lo * unit, .hi = hi < 0 ? -1 : hi * unit};
    }
    for (size_t i = 0; i < s->n; i++) {
        if (s->entry[i].module != module)
            continue;
        int64_t v = f == FACET_PRICE ? s->entry[i].price_minor : s->entry[i].hours_ah;
        size_t k = 0;
        while (k < edges && v > edge[k])
            k++;
        c->value[i] = (uint16_t)(base + k);
    }
}

static void load_bands(struct loading *l)
{
    for (int f = FACET_PRICE; f <= FACET_HOURS; f++) {
        struct facet_column *c = &l->s->facet[f];
        c->value = calloc(l->s->n + 1, sizeof(*c->value));
        c->used = l->s->n;
        for (size_t i = 0; i <= l->s->n; i++)
            c->first[i] = (uint32_t)i;
        for (int module = 0; module < 2; module++)
            add_bands(l, module != 0, (enum facet)f, f == FACET_PRICE ? 100 : 1);
    }
}

/* ---------------------------------------------------------------- the order by name */

struct named {
    const char *name;
    uint32_t entry;
};

static int by_name(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int c = strcmp(x->name, y->name);
    return c != 0 ? c : (x->entry > y->entry) - (x->entry < y->entry);
}

static void rank_names(struct loading *l)
{
    struct named *all = take_array(l->w, l->s->n + 1, struct named);
    for (int k = 0; k < LANGUAGES; k++) {
        for (size_t i = 0; i < l->s->n; i++)
            all[i] = (struct named){l->name[k][i], (uint32_t)i};
        qsort(all, l->s->n, sizeof(*all), by_name);
        for (size_t i = 0; i < l->s->n; i++)
            l->s->entry[all[i].entry].name_rank[k] = (uint32_t)i;
    }
}

/* ---------------------------------------------------------------- the whole */

static void forget(struct loading *l)
{
    for (size_t i = 0; i < l->modules; i++) {
        finder_cut_free(&l->module[i].names);
        finder_cut_free(&l->module[i].notes);
    }
    for (size_t i = 0; i < l->competences; i++) {
        finder_cut_free(&l->competence[i].names);
        finder_cut_free(&l->competence[i].labels);
    }
    for (size_t i = 0; i < l->owners; i++)
        finder_cut_free(&l->owner[i].words);
    for (int f = 0; f < FACETS; f++)
        map_free(&l->value[f]);
}

static void drop(void *what)
{
    struct snapshot *s = what;
    finder_free(s->finder);
    for (int f = 0; f < FACETS; f++) {
        for (size_t i = 0; i < s->facet[f].n; i++) {
            free((void *)(uintptr_t)s->facet[f].known[i].key);
            free((void *)(uintptr_t)s->facet[f].known[i].name_ru);
            free((void *)(uintptr_t)s->facet[f].known[i].name_en);
        }
        free(s->facet[f].known);
        free(s->facet[f].first);
        free(s->facet[f].value);
    }
    free(s->entry);
    free(s->starts);
    free(s);
}

/* The texts read on the way lie in a work of their own, which ends here: they are many times what is kept. */
static void *make(struct work *w)
{
    struct snapshot *s = calloc(1, sizeof(*s));
    struct work *mine = work_begin(w->db, w->who, w->now);
    if (s == NULL)
        abort();
    s->finder = finder_new();
    for (int f = 0; f < FACETS; f++) {
        s->facet[f].first = calloc(2, sizeof(uint32_t));
        if (s->facet[f].first == NULL)
            abort();
    }
    struct loading l = {.w = mine, .s = s};
    size_t entries = 0;
    load_places(&l);
    load_competences(&l);
    load_modules(&l, &entries);
    load_programmes(&l, &entries);
    finder_done(s->finder);
    load_bands(&l);
    rank_names(&l);
    forget(&l);
    if (!fine(mine)) {
        fail(w, mine->err.fault, "%s", mine->err.text);
        drop(s);
        s = NULL;
    }
    work_end(mine);
    return s;
}

const struct snapshot *snapshot_of(struct work *w) { return shelf_borrow(w, "catalogue", make, drop); }
