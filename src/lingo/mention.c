/* mention.c -- see mention.h. */
#include "lingo/mention.h"

#include "base/fold.h"

#include <stdlib.h>
#include <string.h>

struct place { /* a word of the running sentence that is not a stop word */
    uint32_t at, end, word;
    bool upper;
};
struct said { /* a cue of the running sentence */
    uint32_t word;
    enum cue cue;
};
struct match {
    uint32_t from, words; /* places */
    uint32_t phrase;
};

struct marker {
    const struct lexicon *lex;
    struct reader *read;
    const char *text; /* being read */
    struct place *places;
    struct match *matches;
    struct mention *mentions;
    uint8_t *taken;
    struct said *said;
    size_t nsaid, said_room, sentence; /* sentence: its first mention */
    size_t nplaces, place_room, nmatches, match_room, nmentions, mention_room, taken_room;
};

static void *more(void *p, size_t used, size_t *room, size_t each)
{
    if (used < *room)
        return p;
    *room = *room < 64 ? 64 : *room * 2;
    void *q = realloc(p, *room * each);
    if (q == NULL)
        abort();
    return q;
}

struct marker *marker_new(const struct lexicon *lex)
{
    struct marker *m = calloc(1, sizeof(*m));
    if (m == NULL)
        abort();
    m->lex = lex;
    m->read = reader_new(lex);
    return m;
}

void marker_free(struct marker *m)
{
    if (m == NULL)
        return;
    reader_free(m->read);
    free(m->places);
    free(m->matches);
    free(m->mentions);
    free(m->taken);
    free(m->said);
    free(m);
}

static uint32_t step(const struct lexicon *lex, uint32_t s, uint32_t stem)
{
    const struct state *st = &lex->states[s];
    if ((st->mask & (1ull << (stem & 63))) == 0)
        return 0;
    uint32_t lo = st->kids, hi = st->kids + st->nkids;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (lex->kids[mid].stem < stem)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < st->kids + st->nkids && lex->kids[lo].stem == stem ? lex->kids[lo].state : 0;
}

/* Does what stands between two words part them?  Commas, full stops, a new line that begins a new item. */
static bool parted(const char *s, size_t from, size_t to)
{
    if (to - from == 1 && (s[from] == ' ' || s[from] == '-'))
        return false;
    for (size_t i = from; i < to; i++) {
        switch (s[i]) {
        case ',': case ';': case ':': case '!': case '?': case '|': case '<': case '>': case '*': case '.':
            return true;
        case '\n':
            if (i + 1 < to && s[i + 1] != ' ' && s[i + 1] != '\t')
                return true; /* an empty line, a bullet */
            if (to > i && ((s[to] >= 'A' && s[to] <= 'Z') || (unsigned char)s[to] == 0xD0))
                return true;
            break;
        case '\xE2': /* a bullet or a dash */
            return true;
        default:
            break;
        }
    }
    return false;
}

/* One word names a thing in its plain inflections: weld, welds, welding; not physical for physics. */
static bool inflected(const char *a, const char *b)
{
    static const char *const ends[] = {"", "s", "es", "e", "ing", "ed"};
    size_t k = 0, fit = 0;
    while (a[k] != '\0' && a[k] == b[k])
        k++;
    if (a[k] == '\0' && b[k] == '\0')
        return true;
    for (size_t i = 0; i < COUNT(ends); i++)
        fit += (size_t)(strcmp(a + k, ends[i]) == 0) + (size_t)(strcmp(b + k, ends[i]) == 0);
    return fit == 2 && k >= 3;
}

static bool fits(const struct marker *m, const struct phrase *p, uint32_t from)
{
    const struct place *x = &m->places[from];
    if ((p->flags & PHRASE_LOOSE) != 0 || ((p->flags & PHRASE_CAPITALS) != 0 && !x->upper))
        return false;
    if (p->surface == 0)
        return true;
    char f[WORD_MAX];
    word_fold(m->text + x->at, x->end - x->at, f);
    return inflected(f, m->lex->text + p->surface);
}

/* Of the things that share a name: the one it is preferred for, then the most used. */
static void note(struct marker *m, const struct state *st)
{
    const struct lexicon *lex = m->lex;
    uint32_t from = (uint32_t)m->nplaces - st->depth, best = UINT32_MAX;
    for (uint32_t i = st->phrase; i < st->phrase + st->nphrases; i++) {
        const struct phrase *p = &lex->phrases[i];
        if (!fits(m, p, from))
            continue;
        if (best != UINT32_MAX) {
            const struct phrase *b = &lex->phrases[best];
            uint32_t pp = p->flags & PHRASE_PREFERRED, bp = b->flags & PHRASE_PREFERRED;
            if (pp < bp || (pp == bp && lex->cards[p->thing].use <= lex->cards[b->thing].use))
                continue;
        }
        best = i;
    }
    if (best == UINT32_MAX)
        return;
    m->matches = more(m->matches, m->nmatches, &m->match_room, sizeof(*m->matches));
    m->matches[m->nmatches++] = (struct match){from, st->depth, best};
}

static void keep(struct marker *m, const struct match *x)
{
    const struct place *a = &m->places[x->from], *b = &m->places[x->from + x->words - 1];
    m->mentions = more(m->mentions, m->nmentions, &m->mention_room, sizeof(*m->mentions));
    m->mentions[m->nmentions++] = (struct mention){.at = a->at, .n = b->end - a->at, .phrase = x->phrase,
                                                   .thing = m->lex->phrases[x->phrase].thing, .word = a->word,
                                                   .words = b->word + 1 - a->word};
}

static bool before(const struct match *a, const struct match *b)
{
    return a->words != b->words ? a->words > b->words : a->from < b->from;
}

/* A stretch of words is over: keep the longest of what overlaps. */
static void settle(struct marker *m)
{
    if (m->nmatches == 1) {
        keep(m, &m->matches[0]);
    } else if (m->nmatches > 1) {
        while (m->taken_room < m->nplaces) {
            size_t room = m->taken_room;
            m->taken = more(m->taken, room, &m->taken_room, 1);
        }
        memset(m->taken, 0, m->nplaces);
        for (size_t i = 1; i < m->nmatches; i++) { /* few: a stretch is at most STRETCH words */
            struct match x = m->matches[i];
            size_t k = i;
            for (; k > 0 && before(&x, &m->matches[k - 1]); k--)
                m->matches[k] = m->matches[k - 1];
            m->matches[k] = x;
        }
        size_t first = m->nmentions;
        for (size_t i = 0; i < m->nmatches; i++) {
            const struct match *x = &m->matches[i];
            if (memchr(m->taken + x->from, 1, x->words) != NULL)
                continue;
            memset(m->taken + x->from, 1, x->words);
            keep(m, x);
        }
        for (size_t i = first + 1; i < m->nmentions; i++) {
            struct mention x = m->mentions[i];
            size_t k = i;
            for (; k > first && x.at < m->mentions[k - 1].at; k--)
                m->mentions[k] = m->mentions[k - 1];
            m->mentions[k] = x;
        }
    }
    m->nmatches = m->nplaces = 0;
}

#define STRETCH 64

/* The sentence is over: what its cues say of its mentions. */
static void weigh(struct marker *m)
{
    for (size_t i = m->sentence; i < m->nmentions && m->nsaid > 0; i++) {
        struct mention *x = &m->mentions[i];
        uint32_t end = x->word + x->words;
        for (size_t k = 0; k < m->nsaid; k++) {
            const struct said *a = &m->said[k], *b = k + 1 < m->nsaid ? a + 1 : NULL;
            if (a->cue == CUE_WISH)
                x->wished = true;
            if (a->cue != CUE_NO)
                continue;
            bool only = b != NULL && b->cue == CUE_ONLY && b->word == a->word + 1;
            bool need = b != NULL && b->cue == CUE_NEED && b->word <= a->word + 2;
            if (a->word < x->word && a->word + 4 >= x->word && !only)
                x->negated = true;
            if (a->word >= end && a->word < end + 4 && need)
                x->negated = true;
        }
    }
    m->nsaid = 0;
    m->sentence = m->nmentions;
}

static bool ends_sentence(const char *s, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (s[i] == '.' || s[i] == '!' || s[i] == '?' || s[i] == ';' || s[i] == '\n' || s[i] == '<' || s[i] == '>')
            return true;
    return false;
}

static void hear(struct marker *m, uint32_t word, enum cue cue)
{
    if (m->nsaid >= 64)
        return; /* no sentence has so many; a text without full stops may */
    m->said = more(m->said, m->nsaid, &m->said_room, sizeof(*m->said));
    m->said[m->nsaid++] = (struct said){word, cue};
}

size_t marker_plain(struct marker *m, const char *text, size_t n, const struct mention **list)
{
    const struct lexicon *lex = m->lex;
    m->nmentions = m->nmatches = m->nplaces = m->nsaid = m->sentence = 0;
    *list = NULL;
    m->text = text;
    if (n > INT32_MAX || lex->nphrases == 0)
        return 0;
    struct token w;
    uint32_t s = 0, word = 0;
    size_t last = 0;
    for (size_t at = 0; (at = word_next(text, n, at, &w)) != 0; word++) {
        enum cue cue;
        uint32_t stem = reader_cue(m->read, text, &w, &cue);
        if (w.at - last > 1 || (w.at > last && text[last] != ' ')) {
            if (m->nplaces > 0 && parted(text, last, w.at)) {
                settle(m);
                s = 0;
            }
            if ((m->nsaid > 0 || m->sentence < m->nmentions) && ends_sentence(text, last, w.at)) {
                settle(m);
                s = 0;
                weigh(m);
            }
        }
        last = w.at + w.n;
        if (cue != CUE_NONE)
            hear(m, word, cue);
        if (stem == STEM_STOP)
            continue;
        if (stem == STEM_NONE || m->nplaces >= STRETCH) {
            settle(m);
            s = 0;
            if (stem == STEM_NONE)
                continue;
        }
        m->places = more(m->places, m->nplaces, &m->place_room, sizeof(*m->places));
        m->places[m->nplaces++] = (struct place){w.at, w.at + w.n, word, w.upper};
        uint32_t to = s == 0 ? lex->root[stem] : step(lex, s, stem);
        while (to == 0 && s != 0) {
            s = lex->states[s].fail;
            to = s == 0 ? lex->root[stem] : step(lex, s, stem);
        }
        s = to;
        for (uint32_t e = s; e != 0; e = lex->states[e].up)
            if (lex->states[e].nphrases > 0)
                note(m, &lex->states[e]);
    }
    settle(m);
    weigh(m);
    *list = m->mentions;
    return m->nmentions;
}

/* ---- which part of the advert: headings */

static const struct heading {
    const char *begins; /* folded */
    enum section section;
} headings[] = {
    {"requirement", SECTION_REQUIREMENTS}, {"qualification", SECTION_REQUIREMENTS}, {"skills", SECTION_REQUIREMENTS},
    {"your profile", SECTION_REQUIREMENTS}, {"who you are", SECTION_REQUIREMENTS}, {"you have", SECTION_REQUIREMENTS},
    {"what you bring", SECTION_REQUIREMENTS}, {"what you need", SECTION_REQUIREMENTS}, {"must have", SECTION_REQUIREMENTS},
    {"minimum qualif", SECTION_REQUIREMENTS}, {"we expect", SECTION_REQUIREMENTS}, {"desired", SECTION_REQUIREMENTS},
    {"требовани", SECTION_REQUIREMENTS}, {"мы ожидаем", SECTION_REQUIREMENTS}, {"от вас", SECTION_REQUIREMENTS},
    {"что нужно", SECTION_REQUIREMENTS}, {"ожидани", SECTION_REQUIREMENTS}, {"наши пожелания", SECTION_REQUIREMENTS},
    {"мы ждем", SECTION_REQUIREMENTS}, {"необходим", SECTION_REQUIREMENTS}, {"квалификаци", SECTION_REQUIREMENTS},
    {"нам важно", SECTION_REQUIREMENTS}, {"что мы ждем", SECTION_REQUIREMENTS}, {"наш кандидат", SECTION_REQUIREMENTS},
    {"responsibilit", SECTION_DUTIES}, {"duties", SECTION_DUTIES}, {"key responsibilit", SECTION_DUTIES},
    {"what you will do", SECTION_DUTIES}, {"your role", SECTION_DUTIES}, {"your tasks", SECTION_DUTIES},
    {"tasks", SECTION_DUTIES}, {"the role", SECTION_DUTIES}, {"what you'll do", SECTION_DUTIES},
    {"обязанност", SECTION_DUTIES}, {"задачи", SECTION_DUTIES}, {"чем предстоит", SECTION_DUTIES},
    {"что предстоит", SECTION_DUTIES}, {"предстоит", SECTION_DUTIES}, {"функционал", SECTION_DUTIES},
    {"должностные обязанност", SECTION_DUTIES}, {"основные задачи", SECTION_DUTIES},
    {"основные обязанност", SECTION_DUTIES}, {"вам предстоит", SECTION_DUTIES}, {"что делать", SECTION_DUTIES},
    {"we offer", SECTION_OFFER}, {"benefits", SECTION_OFFER}, {"what we offer", SECTION_OFFER}, {"perks", SECTION_OFFER},
    {"compensation", SECTION_OFFER}, {"salary", SECTION_OFFER}, {"conditions", SECTION_OFFER},
    {"условия", SECTION_OFFER}, {"мы предлагаем", SECTION_OFFER}, {"что мы предлагаем", SECTION_OFFER},
    {"предлагаем", SECTION_OFFER}, {"мы гарантируем", SECTION_OFFER}, {"бонусы", SECTION_OFFER},
    {"about us", SECTION_FIRM}, {"about the company", SECTION_FIRM}, {"who we are", SECTION_FIRM},
    {"our company", SECTION_FIRM}, {"equal opportunity", SECTION_FIRM}, {"о компании", SECTION_FIRM},
    {"о нас", SECTION_FIRM}, {"о проекте", SECTION_FIRM}, {"наша компания", SECTION_FIRM},
};

/* The section a heading opens, or SECTION_NONE if these bytes are no heading we know. */
static enum section heading_of(const char *s, size_t n)
{
    while (n > 0 && ((unsigned char)*s <= ' ' || strchr("*-#>=_.", *s) != NULL)) {
        s++;
        n--;
    }
    struct token w;
    if (n < 4 || n > 80 || word_next(s, n, 0, &w) == 0 || w.at > 0)
        return SECTION_NONE;
    char first[WORD_MAX];
    word_fold(s, w.n, first);
    bool maybe = false; /* folding is dear: look at its first letters before */
    for (size_t i = 0; i < COUNT(headings) && !maybe; i++)
        maybe = strncmp(first, headings[i].begins, strlen(first) < 3 ? strlen(first) : 3) == 0;
    if (!maybe)
        return SECTION_NONE;
    char *f = fold_new(s, n);
    enum section found = SECTION_NONE;
    for (size_t i = 0; i < COUNT(headings) && found == SECTION_NONE; i++)
        if (strncmp(f, headings[i].begins, strlen(headings[i].begins)) == 0)
            found = headings[i].section;
    free(f);
    return found;
}

/* Give sections to mentions: a heading is a short line, or a short stretch before a colon. */
static void give_sections(struct mention *list, size_t nlist, const char *s, size_t n)
{
    enum section now = SECTION_NONE;
    size_t k = 0, line = 0;
    static const bool looked_at[256] = {[':'] = true, ['\n'] = true, ['>'] = true, ['.'] = true, ['!'] = true, ['?'] = true, [';'] = true};
    for (size_t i = 0; i <= n && k < nlist; i++) {
        if (i < n && !looked_at[(unsigned char)s[i]])
            continue;
        bool colon = i < n && s[i] == ':', end = i == n || s[i] == '\n' || s[i] == '>';
        bool stop = i < n && (s[i] == '.' || s[i] == '!' || s[i] == '?' || s[i] == ';');
        if (!colon && !end && !stop)
            continue;
        size_t words = i - line;
        enum section opens = SECTION_NONE;
        if (!stop && words <= 80 && (colon || words <= 40))
            opens = heading_of(s + line, words);
        for (; k < nlist && list[k].at < i; k++) /* what stands in a heading is not asked for by it */
            list[k].section = (uint8_t)(opens != SECTION_NONE ? SECTION_NONE : now);
        now = opens != SECTION_NONE ? opens : now;
        line = i + 1;
    }
    for (; k < nlist; k++)
        list[k].section = (uint8_t)now;
}

size_t marker_find(struct marker *m, const char *text, size_t n, const struct mention **list)
{
    size_t k = marker_plain(m, text, n, list);
    if (k == 0)
        return 0;
    give_sections(m->mentions, k, text, n);
    return k;
}

const char *section_name(enum section s)
{
    static const char *const name[SECTIONS] = {"", "duties", "requirements", "offer", "firm"};
    return s < SECTIONS ? name[s] : "";
}
