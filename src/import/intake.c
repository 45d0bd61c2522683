/* intake.c -- from cells to typed rows: what one cell may be, and the sentence when it is not. */
#include "import/intake.h"

#include "base/day.h"
#include "view/words.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct intake *intake_begin(struct work *w)
{
    struct intake *in = take(w, sizeof(*in));
    const struct record *const *all = record_all(&in->batches);
    in->w = w;
    in->batch = take_array(w, in->batches, struct batch);
    for (size_t i = 0; i < in->batches; i++)
        in->batch[i].record = all[i];
    return in;
}

struct batch *intake_batch(struct intake *in, const struct record *r)
{
    for (size_t i = 0; i < in->batches; i++)
        if (in->batch[i].record == r)
            return &in->batch[i];
    abort(); /* every record stands in record_all() */
}

uint16_t intake_file(struct intake *in, const char *name)
{
    grow(in->w, &in->file, in->files_room, in->files);
    in->file[in->files] = take_text(in->w, "%s", name);
    return (uint16_t)in->files++;
}

void intake_note(struct intake *in, const char *fmt, ...)
{
    char text[1000];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof(text), fmt, ap);
    va_end(ap);
    grow(in->w, &in->note, in->notes_room, in->notes);
    in->note[in->notes++] = take_text(in->w, "%s", text);
}

void intake_refuse(struct intake *in, const struct record *r, struct row *row, uint16_t file, size_t line,
                   const char *column, const char *value, const char *reason, const char *advice)
{
    if (r != NULL && (row == NULL || !row->dead))
        intake_batch(in, r)->refused++;
    if (row != NULL)
        row->dead = true;
    if (in->refusals++ >= REFUSALS_SHOWN)
        return;
    if (in->refusal == NULL)
        in->refusal = take_array(in->w, REFUSALS_SHOWN, struct refusal);
    char shown[120];
    text_put(shown, sizeof(shown), value != NULL ? value : "");
    in->refusal[in->refusals - 1] = (struct refusal){in->file[file],
                                                     column != NULL ? column : "",
                                                     take_text(in->w, "%s", shown),
                                                     take_text(in->w, "%s", reason),
                                                     take_text(in->w, "%s", advice),
                                                     line};
}

/* ---------------------------------------------------------------- one cell */

static bool is_space(const char *s, size_t *n)
{
    unsigned char c = (unsigned char)s[0];
    *n = c == 0xC2 && (unsigned char)s[1] == 0xA0 ? 2
         : c == 0xE2 && (unsigned char)s[1] == 0x80 &&
                 ((unsigned char)s[2] == 0xAF || (unsigned char)s[2] == 0x89)
             ? 3
         : c == ' ' || c == '\t' || c == '\n' || c == '\r' ? 1
                                                           : 0;
    return *n > 0;
}

static const char *trim(struct work *w, const char *s, size_t n)
{
    size_t k;
    const char *from = s, *end = s + n;
    while (from < end && is_space(from, &k))
        from += k;
    while (end > from) {
        size_t back = 1;
        while (back < 3 && end - back > from && ((unsigned char)end[-(ptrdiff_t)back] & 0xC0) == 0x80)
            back++;
        if (!is_space(end - back, &k) || k != back)
            break;
        end -= back;
    }
    return end == s + n ? from : take_copy(w, from, (size_t)(end - from));
}

/* Newlines and tabs inside a line become single spaces. */
static const char *one_line(struct work *w, const char *s)
{
    if (s[strcspn(s, "\r\n\t")] == '\0')
        return s;
    char *copy = take_copy(w, s, strlen(s)), *to = copy;
    for (const char *p = copy; *p != '\0'; p++) {
        bool gap = strchr("\r\n\t", *p) != NULL;
        if (!gap || (to > copy && to[-1] != ' '))
            *to++ = gap ? ' ' : *p;
    }
    *to = '\0';
    return copy;
}

/* CRLF and CR inside a note are LF, so that a note is the same whichever machine it was typed on. */
static const char *unix_lines(struct work *w, const char *s)
{
    if (strchr(s, '\r') == NULL)
        return s;
    char *copy = take_copy(w, s, strlen(s)), *to = copy;
    for (const char *p = copy; *p != '\0'; p++)
        if (*p != '\r')
            *to++ = *p;
        else if (p[1] != '\n')
            *to++ = '\n';
    *to = '\0';
    return copy;
}

/* number: digits with an optional sign and decimals; spaces between thousands and a decimal comma are how
 * people here write, so both are understood.  places: digits after the point; -1: not a number. */
static int number(const char *s, char out[64])
{
    size_t n = 0, k;
    int places = -1, digits = 0;
    const char *p = s;
    if (*p == '-' || *p == '+')
        out[n++] = *p++;
    for (; *p != '\0'; p++) {
        if (n >= 60)
            return -1;
        if (*p >= '0' && *p <= '9') {
            out[n++] = *p;
            digits++;
            places += places >= 0;
        } else if ((*p == '.' || *p == ',') && places < 0) {
            out[n++] = '.';
            places = 0;
        } else if (is_space(p, &k) && places < 0 && digits > 0) {
            p += k - 1;
        } else {
            return -1;
        }
    }
    out[n] = '\0';
    return digits == 0 ? -1 : places < 0 ? 0 : places;
}

static bool of_words(const char *s, size_t n, const char *of, const char **found)
{
    for (const char *p = of; p != NULL && *p != '\0'; p += strcspn(p, ";"), p += *p == ';') {
        size_t k = strcspn(p, ";");
        if (k == n && strncasecmp(p, s, n) == 0) {
            *found = p;
            return true;
        }
    }
    return false;
}

static const char *spread(struct work *w, const char *of)
{
    struct text t = TEXT(0);
    for (const char *p = of; *p != '\0'; p++) {
        text_bytes(&t, p, 1);
        if (*p == ';')
            t.s[t.n - 1] = ',', text_add(&t, " ");
    }
    char *s = take_copy(w, t.s, t.n);
    text_free(&t);
    return s;
}

/* What is wrong with a cell: reason and advice, both for people. */
struct wrong {
    const char *reason, *advice;
};

static struct wrong code_cell(struct work *w, const char *s, union value *v)
{
    size_t n = 0;
    while ((s[n] >= 'a' && s[n] <= 'z') || (s[n] >= 'A' && s[n] <= 'Z') || (s[n] >= '0' && s[n] <= '9') ||
           (s[n] != '\0' && strchr("._:/-", s[n]) != NULL))
        n++;
    v->s = s;
    if (s[n] != '\0')
        return (struct wrong){tr(w, "a code holds only Latin letters, digits and . _ : / -"),
                              tr(w, "write it with those")};
    if (n > 160)
        return (struct wrong){tr(w, "a code is at most 160 characters long"), tr(w, "shorten it")};
    return (struct wrong){0};
}

static struct wrong words_cell(struct work *w, const struct field *f, const char *s, union value *v)
{
    struct text t = TEXT(4000);
    text_add(&t, "");
    for (const char *p = s; *p != '\0'; p += *p == ';') {
        size_t n = strcspn(p, ";"), k;
        const char *word = trim(w, p, n), *found = NULL;
        n = strcspn(word, ";");
        while (n > 0 && is_space(word + n - 1, &k))
            n--;
        p += strcspn(p, ";");
        if (n == 0)
            continue;
        if (f->kind == FIELD_WORDS && !of_words(word, n, f->of, &found)) {
            text_free(&t);
            return (struct wrong){take_text(w, tr(w, "\"%.*s\" is none of the words allowed"), (int)n, word),
                                  take_text(w, tr(w, "use: %s"), spread(w, f->of))};
        }
        text_add(&t, t.n > 0 ? ";" : "");
        text_bytes(&t, found != NULL ? found : word, n);
    }
    v->s = take_copy(w, t.s, t.n);
    text_free(&t);
    return (struct wrong){0};
}

static struct wrong whole_cell(struct work *w, const struct field *f, const char *s, union value *v)
{
    char digits[64];
    int places = number(s, digits);
    if (places > 0 && strspn(strchr(digits, '.') + 1, "0") == (size_t)places)
        places = 0; /* "5.0" is how some programs write 5 */
    if (places != 0 || strlen(digits) > 17)
        return (struct wrong){
            tr(w, "this is not a whole number"),
            take_text(w, tr(w, "write a number from %lld to %lld"), (long long)f->lo, (long long)f->hi)};
    v->i = strtoll(digits, NULL, 10);
    if (v->i < f->lo || v->i > f->hi)
        return (struct wrong){
            tr(w, "the number is out of bounds"),
            take_text(w, tr(w, "write a number from %lld to %lld"), (long long)f->lo, (long long)f->hi)};
    return (struct wrong){0};
}

static struct wrong real_cell(struct work *w, const struct field *f, const char *s, union value *v)
{
    char digits[64];
    if (number(s, digits) < 0)
        return (struct wrong){tr(w, "this is not a number"), tr(w, "write it like 55.3541")};
    v->r = nearbyint(strtod(digits, NULL) * 1e7) / 1e7 + 0.0; /* -0 is 0 */
    if (v->r < (double)f->lo || v->r > (double)f->hi)
        return (struct wrong){
            tr(w, "the number is out of bounds"),
            take_text(w, tr(w, "write a number from %lld to %lld"), (long long)f->lo, (long long)f->hi)};
    return (struct wrong){0};
}

static struct wrong money_cell(struct work *w, const char *s, union value *v)
{
    char digits[64];
    int places = number(s, digits);
    if (places < 0)
        return (struct wrong){tr(w, "this is not a sum of money"),
                              tr(w, "write it like 1250.00, without the currency")};
    if (places > 2 && strspn(strchr(digits, '.') + 3, "0") != (size_t)places - 2)
        return (struct wrong){tr(w, "money has at most two decimals"),
                              tr(w, "round it to hundredths: 1250.00")};
    if (digits[0] == '-')
        return (struct wrong){tr(w, "a price cannot be below zero"), tr(w, "write 0 or more")};
    char *point = strchr(digits, '.');
    if (point != NULL)
        *point = '\0';
    if (strlen(digits) > 13)
        return (struct wrong){tr(w, "the sum is too large"),
                              tr(w, "write it like 1250.00, without the currency")};
    v->i = strtoll(digits, NULL, 10) * 100;
    if (places > 0)
        v->i += (point[1] - '0') * 10 + (places > 1 ? point[2] - '0' : 0);
    return (struct wrong){0};
}

static struct wrong days_cell(struct work *w, const char *s, union value *v)
{
    bool on[8] = {false};
    char *out = take(w, 8), *to = out;
    for (const char *p = s; *p != '\0'; p++) {
        if (*p >= '1' && *p <= '7')
            on[*p - '0'] = true;
        else if (strchr(" ,;.", *p) == NULL)
            return (struct wrong){tr(w, "weekdays are written by digits, 1 Monday .. 7 Sunday"),
                                  tr(w, "write 12345 for Monday to Friday")};
    }
    for (int d = 1; d <= 7; d++)
        if (on[d])
            *to++ = (char)('0' + d);
    v->s = out;
    return (struct wrong){0};
}

static struct wrong flag_cell(struct work *w, const char *s, union value *v)
{
    static const char *const yes[] = {"1", "yes", "true", "да", "Да", "ДА"}, *const no[] = {"0",     "no",
                                                                                            "false", "нет",
                                                                                            "Нет",   "НЕТ"};
    for (size_t i = 0; i < COUNT(yes); i++)
        if (strcasecmp(s, yes[i]) == 0 || strcasecmp(s, no[i]) == 0) {
            v->i = strcasecmp(s, yes[i]) == 0;
            return (struct wrong){0};
        }
    return (struct wrong){tr(w, "this is neither yes nor no"), tr(w, "write 1 or 0")};
}

static struct wrong day_cell(struct work *w, const struct field *f, const char *s, union value *v)
{
    int32_t day;
    int min;
    bool ok = false;
    const char *advice = NULL;
    switch (f->kind) {
    case FIELD_DAY:
        ok = day_parse(s, &day);
        v->i = ok ? day : 0;
        advice = tr(w, "write a day that exists, like 2027-03-01");
        break;
    case FIELD_CLOCK:
        ok = clock_parse(s, &min);
        v->i = ok ? min : 0;
        advice = tr(w, "write a time from 00:00 to 24:00, like 09:00");
        break;
    default: ok = wall_parse(s, &v->i); advice = tr(w, "write a day and a time, like 2027-03-01T09:00");
    }
    if (!ok)
        return (struct wrong){f->kind == FIELD_CLOCK ? tr(w, "this is not a time of day")
                                                     : tr(w, "this is not a date"),
                              advice};
    return (struct wrong){0};
}

static struct wrong text_cell(struct work *w, const struct field *f, const char *s, union value *v)
{
    size_t most = f->kind == FIELD_LINE ? 2000 : 200000;
    for (const char *p = s; *p != '\0'; p++) /* XML and terminals have no place for them */
        if (((unsigned char)*p < 0x20 && strchr("\t\r\n", *p) == NULL) || *p == 0x7F)
            return (struct wrong){tr(w, "the text holds a control character"),
                                  tr(w, "type the text again, without what cannot be seen")};
    v->s = f->kind == FIELD_LINE ? one_line(w, s) : unix_lines(w, s);
    if (strlen(v->s) > most)
        return (struct wrong){take_text(w, tr(w, "the text is longer than %zu bytes"), most),
                              tr(w, "shorten it; is a quote missing in the file?")};
    return (struct wrong){0};
}

static struct wrong cell(struct work *w, const struct field *f, const char *s, union value *v)
{
    switch (f->kind) {
    case FIELD_CODE:
    case FIELD_REF: return code_cell(w, s, v);
    case FIELD_LINE:
    case FIELD_NOTE: return text_cell(w, f, s, v);
    case FIELD_WHOLE:
    case FIELD_PART: return whole_cell(w, f, s, v);
    case FIELD_REAL: return real_cell(w, f, s, v);
    case FIELD_MONEY: return money_cell(w, s, v);
    case FIELD_DAY:
    case FIELD_CLOCK:
    case FIELD_WALL: return day_cell(w, f, s, v);
    case FIELD_DAYS: return days_cell(w, s, v);
    case FIELD_FLAG: return flag_cell(w, s, v);
    case FIELD_WORD:
        if (of_words(s, strlen(s), f->of, &v->s)) {
            v->s = take_copy(w, v->s, strlen(s));
            return (struct wrong){0};
        }
        return (struct wrong){tr(w, "the word is none of those allowed"),
                              take_text(w, tr(w, "use: %s"), spread(w, f->of))};
    case FIELD_WORDS:
    case FIELD_TRAIT: return words_cell(w, f, s, v);
    }
    abort();
}

void intake_row(struct intake *in, const struct record *r, uint16_t file, size_t line,
                const struct csv_cell *cells, uint32_t given)
{
    struct work *w = in->w;
    struct row *row = take(w, sizeof(*row) + r->fields * sizeof(row->v[0]));
    *row = (struct row){.line = (uint32_t)line, .file = file, .given = given, .weak = in->weak};
    for (size_t i = 0; i < r->fields; i++) {
        const struct field *f = &r->field[i];
        const char *s = (given >> i & 1) != 0 ? trim(w, cells[i].s, cells[i].n) : "";
        if (*s == '\0' && f->otherwise != NULL)
            s = f->otherwise;
        if (*s == '\0') {
            if (f->otherwise != NULL)
                row->v[i].s = "";
            else
                row->null |= 1u << i;
            if ((f->is & MUSTHAVE) != 0)
                intake_refuse(in, r, row, file, line, f->name, "", tr(w, "this cell must not be empty"),
                              take_text(w,
                                        f->example != NULL ? tr(w, "fill it in, for example: %s")
                                                           : tr(w, "fill it in%s"),
                                        f->example != NULL ? f->example : ""));
            continue;
        }
        struct wrong wrong = cell(w, f, s, &row->v[i]);
        if (wrong.reason != NULL)
            intake_refuse(in, r, row, file, line, f->name, s, wrong.reason, wrong.advice);
    }
    struct batch *b = intake_batch(in, r);
    grow(w, &b->row, b->room, b->n);
    b->row[b->n++] = row;
    if (in->progress != NULL && (++in->rows & 0xFFF) == 0)
        in->progress(in->progress_to, tr(w, "reading"), in->rows, 0);
}

void intake_put(struct intake *in, const struct record *r, uint16_t file, size_t line,
                const struct pair *pair, size_t n)
{
    struct csv_cell cells[FIELDS_MOST] = {0};
    uint32_t given = 0;
    for (size_t k = 0; k < n; k++) {
        size_t i = record_field(r, pair[k].field);
        if (i == r->fields)
            abort(); /* our own mistake: no such column */
        const char *s = pair[k].value != NULL ? pair[k].value : "";
        cells[i] = (struct csv_cell){s, strlen(s)};
        given |= 1u << i;
    }
    intake_row(in, r, file, line, cells, given);
}

const char *value_text(struct work *w, const struct field *f, union value v)
{
    char buf[DAY_TEXT], *s;
    switch (f->kind) {
    case FIELD_WHOLE:
    case FIELD_PART:
    case FIELD_FLAG: return take_text(w, "%" PRId64, v.i);
    case FIELD_REAL:
        s = take_text(w, "%.7f", v.r);
        for (size_t n = strlen(s); n > 0 && (s[n - 1] == '0' || s[n - 1] == '.'); n--) {
            bool point = s[n - 1] == '.';
            s[n - 1] = '\0';
            if (point)
                break;
        }
        return s;
    case FIELD_MONEY: return take_text(w, "%" PRId64 ".%02" PRId64, v.i / 100, v.i % 100);
    case FIELD_DAY: return take_text(w, "%s", day_text(buf, (int32_t)v.i));
    case FIELD_CLOCK: return take_text(w, "%s", clock_text(buf, (int)v.i));
    case FIELD_WALL: return take_text(w, "%s", wall_text(buf, v.i));
    default: return v.s;
    }
}
