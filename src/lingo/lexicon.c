/* lexicon.c -- the image: packed, stored, mapped; and readers of it.  See lexicon.h. */
#include "lingo/lexicon_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const char MAGIC[8] = "cavtlex";
#define VERSION    2u
#define BYTE_ORDER_MARK 0x01020304u

void *lexicon_take(size_t n, size_t each)
{
    void *p = calloc(n != 0 ? n : 1, each);
    if (p == NULL)
        abort();
    return p;
}

uint64_t lexicon_hash(const char *s, size_t n)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 0x100000001b3u;
    return h ^ (h >> 29);
}

/* A sum over the arrays: damage is noticed, not malice (the file is our own). */
static uint64_t sum_of(const unsigned char *p, size_t n)
{
    uint64_t a = 0x9E3779B97F4A7C15u, b = 1;
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t x;
        memcpy(&x, p + i, 8);
        a = (a ^ x) * 0xff51afd7ed558ccdu;
        b += a >> 17;
    }
    for (; i < n; i++)
        a = (a ^ p[i]) * 0xff51afd7ed558ccdu;
    return a ^ b;
}

static void attach(struct lexicon *lex, const struct head *h)
{
    const char *base = lex->image;
    const void *p[ARRAYS];
    for (int i = 0; i < ARRAYS; i++)
        p[i] = base + h->at[i];
    lex->cards = p[AT_CARDS];
    lex->phrases = p[AT_PHRASES];
    lex->own = p[AT_OWN];
    lex->stems = p[AT_STEMS];
    lex->text = p[AT_TEXT];
    lex->stem_text = p[AT_STEM_TEXT];
    lex->slots = p[AT_SLOTS];
    lex->idf = p[AT_IDF];
    lex->lift = p[AT_LIFT];
    lex->states = p[AT_STATES];
    lex->kids = p[AT_KIDS];
    lex->root = p[AT_ROOT];
    lex->name_at = p[AT_NAME_AT];
    lex->about_at = p[AT_ABOUT_AT];
    lex->names = p[AT_NAMES];
    lex->abouts = p[AT_ABOUTS];
    lex->meaning = p[AT_MEANING];
    lex->called = p[AT_CALLED];
    lex->nthings = h->nthings;
    lex->nphrases = h->nphrases;
    lex->nstems = h->nstems;
    lex->nslots = h->nslots;
    lex->nstates = h->nstates;
    lex->dim = h->dim;
    memcpy(lex->stamp, h->stamp, sizeof(lex->stamp));
}

struct lexicon *lexicon_pack(struct head *h, const void *const from[ARRAYS], const uint64_t bytes[ARRAYS])
{
    uint64_t at = (sizeof(*h) + 63) & ~63ull;
    for (int i = 0; i < ARRAYS; i++) {
        h->at[i] = at;
        at = (at + bytes[i] + 63) & ~63ull;
    }
    h->at[ARRAYS] = h->size = at;
    memcpy(h->magic, MAGIC, sizeof(MAGIC));
    h->version = VERSION;
    h->byte_order = BYTE_ORDER_MARK;
    struct lexicon *lex = lexicon_take(1, sizeof(*lex));
    char *image = lexicon_take(at, 1);
    for (int i = 0; i < ARRAYS; i++)
        if (bytes[i] > 0)
            memcpy(image + h->at[i], from[i], bytes[i]);
    size_t body = h->at[0];
    h->sum = sum_of((unsigned char *)image + body, at - body);
    memcpy(image, h, sizeof(*h));
    lex->image = image;
    lex->size = at;
    attach(lex, h);
    return lex;
}

void lexicon_free(struct lexicon *lex)
{
    if (lex == NULL)
        return;
    if (lex->mapped)
        munmap(lex->image, lex->size);
    else
        free(lex->image);
    free(lex);
}

bool lexicon_save(const struct lexicon *lex, const char *path, struct err *err)
{
    char beside[4096];
    if (snprintf(beside, sizeof(beside), "%s.%ld.new", path, (long)getpid()) >= (int)sizeof(beside))
        return err_set(err, NOT_VALID, "%.200s...: the name is too long", path);
    FILE *f = fopen(beside, "wb");
    if (f == NULL)
        return err_set(err, BROKEN, "cannot write %s: %s", beside, strerror(errno));
    bool ok = fwrite(lex->image, 1, lex->size, f) == lex->size;
    int why = errno;
    if (fclose(f) != 0 && ok) {
        ok = false;
        why = errno;
    }
    if (ok && rename(beside, path) != 0) {
        ok = false;
        why = errno;
    }
    if (!ok) {
        unlink(beside);
        return err_set(err, BROKEN, "cannot write %s: %s", path, strerror(why));
    }
    return true;
}

static bool sound(const struct head *h, size_t size)
{
    if (memcmp(h->magic, MAGIC, sizeof(MAGIC)) != 0 || h->version != VERSION || h->byte_order != BYTE_ORDER_MARK ||
        h->size != size || h->at[0] < sizeof(*h))
        return false;
    for (int i = 0; i < ARRAYS; i++)
        if (h->at[i] > h->at[i + 1] || h->at[i] % 64 != 0)
            return false;
    return h->at[ARRAYS] == size && sum_of((const unsigned char *)h + h->at[0], size - h->at[0]) == h->sum;
}

struct lexicon *lexicon_load(const char *path, const char *stamp, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0 || st.st_size < (off_t)sizeof(struct head)) {
        if (fd >= 0)
            close(fd);
        err_set(err, NOT_FOUND, "%s: no compiled words there", path);
        return NULL;
    }
    size_t size = (size_t)st.st_size;
    void *image = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    close(fd);
    if (image == MAP_FAILED) {
        err_set(err, NOT_FOUND, "%s: %s", path, strerror(errno));
        return NULL;
    }
    const struct head *h = image;
    if (strncmp(h->stamp, stamp, sizeof(h->stamp)) != 0 || !sound(h, size)) {
        munmap(image, size);
        err_set(err, NOT_FOUND, "%s: made from other frameworks, by another version, or damaged", path);
        return NULL;
    }
    struct lexicon *lex = lexicon_take(1, sizeof(*lex));
    lex->image = image;
    lex->size = size;
    lex->mapped = true;
    attach(lex, h);
    return lex;
}

uint32_t lexicon_stem(const struct lexicon *lex, const char *stem)
{
    if (lex->nslots == 0)
        return STEM_NONE;
    size_t mask = lex->nslots - 1;
    for (size_t i = lexicon_hash(stem, strlen(stem)) & mask;; i = (i + 1) & mask) {
        uint32_t id = lex->slots[i];
        if (id == 0 || strcmp(lex->text + lex->stem_text[id], stem) == 0)
            return id;
    }
}

#define CACHE (1u << 15) /* forms; direct mapped */

struct reader {
    const struct lexicon *lex;
    struct stemmer *st;
    struct met {
        uint64_t key;
        uint32_t stem, cue;
    } *cache;
};

struct reader *reader_new(const struct lexicon *lex)
{
    struct reader *r = lexicon_take(1, sizeof(*r));
    r->lex = lex;
    r->st = stemmer_new();
    r->cache = lexicon_take(CACHE, sizeof(*r->cache));
    return r;
}

void reader_free(struct reader *r)
{
    if (r == NULL)
        return;
    stemmer_free(r->st);
    free(r->cache);
    free(r);
}

static enum cue cue_of(const char *f)
{
    static const struct {
        const char *word;
        enum cue cue;
    } cues[] = {
        {"no", CUE_NO}, {"not", CUE_NO}, {"without", CUE_NO}, {"never", CUE_NO}, {"non", CUE_NO}, {"except", CUE_NO},
        {"без", CUE_NO}, {"не", CUE_NO}, {"нет", CUE_NO}, {"кроме", CUE_NO},
        {"only", CUE_ONLY}, {"just", CUE_ONLY}, {"limited", CUE_ONLY}, {"less", CUE_ONLY}, {"только", CUE_ONLY},
        {"менее", CUE_ONLY}, {"более", CUE_ONLY}, {"ниже", CUE_ONLY}, {"раньше", CUE_ONLY},
        {"required", CUE_NEED}, {"needed", CUE_NEED}, {"necessary", CUE_NEED}, {"require", CUE_NEED}, {"need", CUE_NEED},
        {"mandatory", CUE_NEED}, {"essential", CUE_NEED}, {"требуется", CUE_NEED}, {"требуются", CUE_NEED},
        {"нужен", CUE_NEED}, {"нужна", CUE_NEED}, {"нужно", CUE_NEED}, {"нужны", CUE_NEED}, {"обязателен", CUE_NEED},
        {"обязательна", CUE_NEED}, {"обязательно", CUE_NEED}, {"обязательны", CUE_NEED}, {"важен", CUE_NEED},
        {"важно", CUE_NEED}, {"необходим", CUE_NEED}, {"необходима", CUE_NEED}, {"необходимо", CUE_NEED},
        {"plus", CUE_WISH}, {"preferred", CUE_WISH}, {"preferably", CUE_WISH}, {"desirable", CUE_WISH},
        {"desired", CUE_WISH}, {"advantage", CUE_WISH}, {"advantageous", CUE_WISH}, {"bonus", CUE_WISH},
        {"ideally", CUE_WISH}, {"asset", CUE_WISH}, {"плюсом", CUE_WISH}, {"плюс", CUE_WISH}, {"желательно", CUE_WISH},
        {"желателен", CUE_WISH}, {"желательна", CUE_WISH}, {"приветствуется", CUE_WISH}, {"приветствуются", CUE_WISH},
        {"преимуществом", CUE_WISH}, {"преимущество", CUE_WISH},
    };
    for (size_t i = 0; i < COUNT(cues); i++)
        if (strcmp(f, cues[i].word) == 0)
            return cues[i].cue;
    return CUE_NONE;
}

uint32_t reader_cue(struct reader *r, const char *text, const struct token *w, enum cue *cue)
{
    uint64_t key = w->key ^ w->upper; /* capitals tell IT from it */
    struct met *m = &r->cache[key & (CACHE - 1)];
    if (m->key != key) {
        char f[WORD_MAX];
        size_t n = word_fold(text + w->at, w->n, f);
        uint32_t id = STEM_STOP;
        enum cue is = cue_of(f);
        if (!word_is_stop(f, w->upper)) {
            stem_word(r->st, f, n);
            id = lexicon_stem(r->lex, f);
        }
        *m = (struct met){key, id, is};
    }
    *cue = m->cue;
    return m->stem;
}

uint32_t reader_stem(struct reader *r, const char *text, const struct token *w)
{
    enum cue cue;
    return reader_cue(r, text, w, &cue);
}
