/* command.c -- see command.h: the row is found, the line is checked against it, then one work runs. */
#include "cli/command.h"

#include "base/text.h"
#include "cli/help.h"
#include "store/db.h"
#include "store/step.h"
#include "view/sheet.h"
#include "view/words.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

const struct option cli_everywhere[] = {
    {"lang", "ru|en", TR("answer in this language; otherwise as LC_ALL, LC_MESSAGES or LANG says")},
    {"help", NULL, TR("say what the command does and takes")},
    {"version", NULL, TR("print the version")},
    {0},
};

const struct status cli_statuses[] = {
    {0, TR("done")},
    {1, TR("the machine or the database failed")},
    {2, TR("wrong usage")},
    {3, TR("not found")},
    {4, TR("not valid")},
    {5, TR("not allowed")},
    {6, TR("in conflict with what is stored")},
    {7, TR("a limit was reached")},
    {0},
};

static int status_of(enum fault fault)
{
    static const int status[] = {[FINE] = 0,        [NOT_FOUND] = 3, [NOT_VALID] = 4, [NOT_ALLOWED] = 5,
                                 [CONFLICT] = 6, [LIMIT] = 7,     [BROKEN] = 1};
    return status[fault];
}

/* ---------------------------------------------------------------- option values */

static const char *value(const struct call *c, const char *name)
{
    for (int i = 0; c->command->options != NULL && c->command->options[i].name != NULL; i++)
        if (strcmp(c->command->options[i].name, name) == 0)
            return c->value[i];
    return NULL;
}

bool call_has(const struct call *c, const char *option) { return value(c, option) != NULL; }

const char *call_text(const struct call *c, const char *option, const char *otherwise)
{
    const char *v = value(c, option);
    return v != NULL ? v : otherwise;
}

bool call_misused(struct call *c, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    if (fine(c->w))
        c->misused = true;
    err_setv(&c->w->err, NOT_VALID, fmt, ap);
    va_end(ap);
    return false;
}

int64_t call_int(struct call *c, const char *option, int64_t otherwise, int64_t lo, int64_t hi)
{
    const char *v = value(c, option);
    if (v == NULL)
        return otherwise;
    char *end;
    errno = 0;
    long long n = strtoll(v, &end, 10);
    if (*v == '\0' || *end != '\0' || errno != 0 || n < lo || n > hi) {
        if (hi == INT64_MAX)
            call_misused(c, tr(c->w, "--%s takes a whole number from %lld, not \"%s\""), option, (long long)lo, v);
        else
            call_misused(c, tr(c->w, "--%s takes a whole number from %lld to %lld, not \"%s\""), option, (long long)lo,
                         (long long)hi, v);
        return otherwise;
    }
    return n;
}

double call_real(struct call *c, const char *option, double otherwise, double lo, double hi)
{
    const char *v = value(c, option);
    if (v == NULL)
        return otherwise;
    char *end;
    double n = strtod(v, &end);
    if (*v == '\0' || *end != '\0' || !isfinite(n) || n < lo || n > hi) {
        call_misused(c, tr(c->w, "--%s takes a number from %g to %g, not \"%s\""), option, lo, hi, v);
        return otherwise;
    }
    return n;
}

const char call_as[] = TR("in this form: text for people, csv and json for programs, xlsx for a workbook");

struct sheet *call_sheet(struct call *c)
{
    const struct sheet_writer *as = sheet_by_name(call_text(c, "as", "text"));
    if (as == &sheet_xlsx && c->terminal && isatty(fileno(c->out)) == 1)
        call_misused(c, tr(c->w, "a workbook is not for a terminal; write it to a file: ... --as xlsx > FILE.xlsx"));
    c->sheet = sheet_new(c->w, as != NULL ? as : &sheet_text);
    return c->sheet;
}

void call_show(struct call *c)
{
    if (c->sheet == NULL || !fine(c->w))
        return;
    if (c->sheet->as == &sheet_html)
        fputs("<!doctype html>\n<meta charset=\"utf-8\">\n", c->out);
    fwrite(c->sheet->out->text, 1, c->sheet->out->used, c->out);
    c->sheet = NULL;
}

/* ---------------------------------------------------------------- the row */

/* words_in: how many of argv's words spell `name`; 0 if they do not. */
static int words_in(const char *name, int argc, const char *const *argv)
{
    int n = 0;
    for (const char *at = name; *at != '\0'; n++) {
        size_t len = strcspn(at, " ");
        if (n >= argc || strlen(argv[n]) != len || strncmp(argv[n], at, len) != 0)
            return 0;
        at += len + (at[len] == ' ');
    }
    return n;
}

static const struct command *row_of(const struct command *const *tables, int argc, const char *const *argv, int *words)
{
    const struct command *best = NULL;
    *words = 0;
    for (; *tables != NULL; tables++)
        for (const struct command *row = *tables; row->name != NULL; row++) {
            int n = words_in(row->name, argc, argv);
            if (n > *words) {
                *words = n;
                best = row;
            }
        }
    return best;
}

/* edits: Levenshtein's distance over bytes with neighbours swapped counting once (Damerau 1964, optimal
 * string alignment); words longer than the table are far from everything. */
static int edits(const char *a, const char *b)
{
    enum { MOST = 48 };
    int d[MOST + 1][MOST + 1], n = (int)strlen(a), m = (int)strlen(b);
    if (n > MOST || m > MOST)
        return INT_MAX;
    for (int i = 0; i <= n; i++)
        for (int j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            int best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            best = d[i - 1][j] + 1 < best ? d[i - 1][j] + 1 : best;
            best = d[i][j - 1] + 1 < best ? d[i][j - 1] + 1 : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    return d[n][m];
}

const char *cli_nearest(const char *word, const char *const *names, size_t n)
{
    const char *best = NULL;
    int least = INT_MAX;
    for (size_t i = 0; i < n; i++) {
        int d = edits(word, names[i]);
        if (d < least) {
            least = d;
            best = names[i];
        }
    }
    int longest = (int)strlen(word);
    return least <= (longest <= 4 ? 1 : 1 + longest / 4) ? best : NULL;
}

/* unknown: the words name no command; say the nearest, or what the first word could go on with. */
static bool unknown(struct call *c, int argc, const char *const *argv)
{
    const char *names[256], *first[64];
    size_t n = 0, starts = 0;
    for (const struct command *const *t = c->tables; *t != NULL; t++)
        for (const struct command *row = *t; row->name != NULL && n < COUNT(names); row++) {
            names[n++] = row->name;
            size_t len = strlen(argv[0]);
            if (strncmp(row->name, argv[0], len) == 0 && row->name[len] == ' ' && starts < COUNT(first))
                first[starts++] = row->name;
        }
    const char *both = argc > 1 && argv[1][0] != '-' ? take_text(c->w, "%s %s", argv[0], argv[1]) : argv[0];
    const char *near = cli_nearest(both, names, n);
    if (near == NULL && starts == 0)
        near = cli_nearest(argv[0], names, n);
    if (near != NULL)
        return call_misused(c, tr(c->w, "there is no command \"%s\"; did you mean: cavt %s"), both, near);
    if (starts > 0) {
        struct text list = TEXT(400);
        for (size_t i = 0; i < starts; i++)
            text_fmt(&list, "%scavt %s", i == 0 ? "" : i + 1 == starts ? tr(c->w, " or ") : ", ", first[i]);
        call_misused(c, tr(c->w, "there is no command \"%s\"; there is: %s"), both, list.n > 0 ? list.s : "");
        text_free(&list);
        return false;
    }
    return call_misused(c, tr(c->w, "there is no command \"%s\"; all of them are listed by: cavt help"), both);
}

/* ---------------------------------------------------------------- the line */

/* one_of: whether v is a word of the list "text|csv"; a list with capitals or spaces is not a closed one. */
static bool one_of(const char *list, const char *v)
{
    if (strchr(list, '|') == NULL || strpbrk(list, "ABCDEFGHIJKLMNOPQRSTUVWXYZ. ") != NULL)
        return true;
    size_t n = strlen(v);
    for (const char *at = list; *at != '\0';) {
        size_t len = strcspn(at, "|");
        if (len == n && strncmp(at, v, n) == 0)
            return true;
        at += len + (at[len] == '|');
    }
    return false;
}

/* typed: one option at argv[i]; *used is how many words it took. */
struct typed {
    const struct option *row;
    const char *value;
    int used, place; /* place: its number in its table */
};

static bool option_at(struct call *c, const struct option *own, int argc, const char *const *argv, struct typed *t)
{
    const char *a = argv[0][1] == '-' ? argv[0] + 2 : strcmp(argv[0], "-h") == 0 ? "help" : NULL;
    if (a == NULL)
        return call_misused(c, tr(c->w, "there is no option \"%s\"; options are whole words: --help lists them"), argv[0]);
    size_t len = strcspn(a, "=");
    const struct option *tables[] = {own, cli_everywhere};
    const char *names[64];
    size_t n = 0;
    *t = (struct typed){.used = 1};
    for (size_t k = 0; k < COUNT(tables); k++)
        for (int i = 0; tables[k] != NULL && tables[k][i].name != NULL; i++) {
            if (n < COUNT(names))
                names[n++] = tables[k][i].name;
            if (t->row == NULL && strlen(tables[k][i].name) == len && strncmp(tables[k][i].name, a, len) == 0) {
                t->row = &tables[k][i];
                t->place = k == 0 ? i : -1;
            }
        }
    if (t->row == NULL) {
        const char *word = take_copy(c->w, a, len), *near = cli_nearest(word, names, n);
        if (near != NULL)
            return call_misused(c, tr(c->w, "there is no option --%s here; did you mean --%s"), word, near);
        return call_misused(c, tr(c->w, "there is no option --%s here; see: cavt help%s%s"), word,
                            c->command != NULL ? " " : "", c->command != NULL ? c->command->name : "");
    }
    if (t->row->takes == NULL) {
        if (a[len] == '=')
            return call_misused(c, tr(c->w, "--%s takes no value; write it alone"), t->row->name);
        t->value = "";
        return true;
    }
    if (a[len] == '=') {
        t->value = a + len + 1;
    } else if (argc > 1) {
        t->value = argv[1];
        t->used = 2;
    } else {
        return call_misused(c, tr(c->w, "--%s needs a value: --%s %s"), t->row->name, t->row->name, t->row->takes);
    }
    if (!one_of(t->row->takes, t->value))
        return call_misused(c, tr(c->w, "--%s takes %s, not \"%s\""), t->row->name, t->row->takes, t->value);
    return true;
}

/* operands_fit: the number of operands against "DB ORDER [DIR]" or "DB PATH...". */
static bool operands_fit(struct call *c, const char *const *operand, int n)
{
    int seen = 0, most = 0;
    bool many = false;
    for (const char *at = c->command->takes; at != NULL && *at != '\0';) {
        size_t len = strcspn(at, " ");
        if (*at != '[' && seen++ >= n)
            return call_misused(c, tr(c->w, "%.*s is missing; it is written: cavt %s %s"), (int)len, at, c->command->name,
                                c->command->takes);
        most++;
        many = many || (len > 3 && memmem(at, len, "...", 3) != NULL);
        at += len + (at[len] == ' ');
    }
    if (n > most && !many)
        return call_misused(c, tr(c->w, "\"%s\" is too much; it is written: cavt %s %s"), operand[most], c->command->name,
                            c->command->takes != NULL ? c->command->takes : "");
    return true;
}

/* opens: the database of the row, made or found.  The owner closes it after the work. */
static struct db *opens(struct call *c, const char *where)
{
    struct db *db = c->command->db == MAKES_DB ? db_open(where, &c->w->err) : db_open_existing(where, &c->w->err);
    c->w->db = db;
    c->db_where = where;
    if (db != NULL && !(c->command->db == MAKES_DB ? step_all(c->w) : step_check(c->w)))
        err_prefix(&c->w->err, "%s: ", strstr(where, "://") != NULL ? tr(c->w, "the database") : where);
    return db;
}

/* sort_out: options and operands of the words after the command's name; help is asked for by --help. */
static bool sort_out(struct call *c, int argc, const char *const *argv, const char **operand, int *n, bool *help)
{
    bool plain = false;
    for (int i = 0; i < argc; i++) {
        const char *a = argv[i];
        if (!plain && strcmp(a, "--") == 0) {
            plain = true;
        } else if (!plain && a[0] == '-' && a[1] != '\0' && strspn(a + 1, "0123456789.,") != strlen(a + 1)) {
            struct typed t;
            if (!option_at(c, c->command->options, argc - i, argv + i, &t))
                return false;
            if (t.place >= 0)
                c->value[t.place] = t.value;
            else if (strcmp(t.row->name, "lang") == 0)
                c->w->language = strcmp(t.value, "ru") == 0 ? RU : EN;
            else if (strcmp(t.row->name, "help") == 0)
                *help = true;
            i += t.used - 1;
        } else {
            operand[(*n)++] = a;
        }
    }
    return true;
}

static enum language language_of_environment(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < COUNT(names); i++) {
        const char *v = getenv(names[i]);
        if (v != NULL && *v != '\0')
            return words_language(v, EN);
    }
    return EN;
}

/* lead: options before the command's name, which can only be those of every command.  Returns how many
 * words they took, or -1 on failure. */
static int lead(struct call *c, int argc, const char *const *argv, bool *help, bool *version)
{
    int i = 0;
    while (i < argc && argv[i][0] == '-') {
        struct typed t;
        if (!option_at(c, NULL, argc - i, argv + i, &t))
            return -1;
        if (strcmp(t.row->name, "lang") == 0)
            c->w->language = strcmp(t.value, "ru") == 0 ? RU : EN;
        *help = *help || strcmp(t.row->name, "help") == 0;
        *version = *version || strcmp(t.row->name, "version") == 0;
        i += t.used;
    }
    return i;
}

/* perform: everything between the words and the failure, if any, that is left in c->w. */
static bool perform(struct call *c, int argc, const char *const *argv, struct db **db)
{
    bool help = false, version = false;
    int n = 0, words, skip = lead(c, argc, argv, &help, &version);
    if (skip < 0)
        return false;
    argc -= skip;
    argv += skip;
    if (version) {
        fprintf(c->out, "cavt %s\n", CAVT_VERSION);
        return true;
    }
    if (argc == 0)
        return help_all(c);
    c->command = row_of(c->tables, argc, argv, &words);
    if (c->command == NULL)
        return help && help_about(c, argc, argv) ? true : unknown(c, argc, argv);
    size_t options = 0;
    while (c->command->options != NULL && c->command->options[options].name != NULL)
        options++;
    c->value = take_array(c->w, options + 1, const char *);
    const char **operand = take_array(c->w, argc + 1, const char *);
    if (!sort_out(c, argc - words, argv + words, operand, &n, &help))
        return false;
    if (help)
        return help_command(c, c->command);
    if (!operands_fit(c, operand, n))
        return false;
    c->arg = operand;
    c->args = n;
    if (c->command->db != NO_DB) {
        *db = opens(c, operand[0]);
        c->arg++;
        c->args--;
    }
    return fine(c->w) && c->command->run(c);
}

int cli_run(const struct command *const *tables, int argc, const char *const *argv, FILE *out, FILE *err)
{
    struct work *w = work_begin(NULL, 0, (int64_t)time(NULL));
    struct call c = {.w = w, .tables = tables, .out = out, .err = err, .terminal = isatty(fileno(err)) == 1};
    struct db *db = NULL;
    w->language = language_of_environment();
    bool done = perform(&c, argc - 1, argv + 1, &db);
    if (done)
        call_show(&c);
    else if (fine(w))
        fail(w, BROKEN, tr(w, "the command gave up without saying why; please report it"));
    if ((fflush(out) != 0 || ferror(out) != 0) && fine(w))
        fail(w, BROKEN, tr(w, "the answer could not be written: %s"), strerror(errno));
    int status = c.misused ? 2 : status_of(w->err.fault);
    if (status != 0)
        fprintf(err, "cavt: %s\n", tr(w, w->err.text)); /* store/ speaks English; its fixed sentences are known */
    work_end(w);
    db_close(db);
    return status;
}

int cli_main(const struct command *const *tables, int argc, char **argv)
{
    return cli_run(tables, argc, (const char *const *)argv, stdout, stderr);
}
