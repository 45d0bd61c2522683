/* import_cli.c -- cavt import, cavt export. */
#include "import/import_cli.h"

#include "base/text.h"
#include "import/import.h"
#include "view/sheet.h"
#include "view/words.h"

#include <stdio.h>
#include <string.h>

static const struct option IMPORT[] = {
    {"preview", NULL, TR("say what would change and write nothing")},
    {"as", "text|csv|json|html|xlsx", TR("the form of the answer")},
    {0},
};
static const struct option EXPORT[] = {
    {"empty", NULL, TR("heads without rows: blank sheets to fill in")},
    {"replace", NULL, TR("overwrite files that are there")},
    {0},
};
static const struct option SHEETS[] = {
    {"as", "text|csv|json|html|xlsx|md", TR("the form of the answer; md is docs/data.md, in both languages")},
    {0},
};

/* ---------------------------------------------------------------- progress */

struct bar {
    FILE *out;
    size_t shown;
};

static void draw(void *to, const char *what, size_t done, size_t all)
{
    struct bar *b = to;
    static const char full[] = "########################################";
    size_t filled = all > 0 ? done * 40 / all : 0;
    if (all > 0)
        fprintf(b->out, "\r%s [%-40.*s] %zu/%zu\033[K", what, (int)filled, full, done, all);
    else
        fprintf(b->out, "\r%s %zu\033[K", what, done);
    fflush(b->out);
    b->shown++;
}

/* ---------------------------------------------------------------- import */

static const struct column COUNTS[] = {
    {"sheet", TR("Sheet"), CODE}, {"new", TR("New"), NUMBER},         {"changed", TR("Changed"), NUMBER},
    {"same", TR("Same"), NUMBER}, {"refused", TR("Refused"), NUMBER},
};
static const struct column REFUSALS[] = {
    {"file", TR("File"), CODE},
    {"line", TR("Line"), NUMBER},
    {"column", TR("Column"), CODE},
    {"value", TR("Value"), WORDS},
    {"reason", TR("What is wrong"), WORDS},
    {"advice", TR("What to do"), WORDS},
};

static struct sheet *answer(struct call *c, const char *as) { return sheet_new(c->w, sheet_by_name(as)); }

static bool sent(struct call *c, struct sheet *s)
{
    bool ok = sheet_end(s);
    if (s->out->used > 0)
        fwrite(s->out->text, 1, s->out->used, c->out);
    return ok;
}

static bool counts(struct call *c, const struct intake *in, const char *as)
{
    struct sheet *s = answer(c, as);
    sheet_begin(s, COUNTS, COUNT(COUNTS));
    for (size_t i = 0; i < in->batches; i++) {
        const struct batch *b = &in->batch[i];
        if (b->n + b->refused == 0)
            continue;
        sheet_row(s);
        sheet_words(s, b->record->name);
        sheet_int(s, (int64_t)b->fresh);
        sheet_int(s, (int64_t)b->changed);
        sheet_int(s, (int64_t)b->same);
        sheet_int(s, (int64_t)b->refused);
    }
    return sent(c, s);
}

static bool refusals(struct call *c, const struct intake *in, const char *as)
{
    struct sheet *s = answer(c, as);
    size_t n = in->refusals < REFUSALS_SHOWN ? in->refusals : REFUSALS_SHOWN;
    sheet_begin(s, REFUSALS, COUNT(REFUSALS));
    for (size_t i = 0; i < n; i++) {
        const struct refusal *x = &in->refusal[i];
        sheet_row(s);
        sheet_words(s, x->file);
        if (x->line > 0)
            sheet_int(s, (int64_t)x->line);
        else
            sheet_none(s);
        sheet_words(s, x->column);
        sheet_words(s, x->value);
        sheet_words(s, x->reason);
        sheet_words(s, x->advice);
    }
    return sent(c, s);
}

/* For people a refusal is a line that an editor can jump to, not a row of six columns. */
static void refusal_lines(struct call *c, const struct intake *in)
{
    struct work *w = c->w;
    size_t n = in->refusals < REFUSALS_SHOWN ? in->refusals : REFUSALS_SHOWN;
    for (size_t i = 0; i < n; i++) {
        const struct refusal *x = &in->refusal[i];
        fprintf(c->out, "%s:", x->file);
        if (x->line > 0)
            fprintf(c->out, "%zu:", x->line);
        if (x->column[0] != '\0')
            fprintf(c->out, tr(w, " column %s:"), x->column);
        if (x->value[0] != '\0')
            fprintf(c->out, " \"%s\":", x->value);
        fprintf(c->out, " %s; %s\n", x->reason, x->advice);
    }
    if (in->refusals > n)
        fprintf(c->out, trn(w, "... and %zu more\n", "... and %zu more\n", (int64_t)(in->refusals - n)),
                in->refusals - n);
}

static bool import(struct call *c)
{
    const char *as = call_text(c, "as", "text");
    bool text = strcmp(as, "text") == 0;
    struct bar bar = {.out = c->err};
    struct import_how how = {
        .preview = call_has(c, "preview"), .progress = c->terminal ? draw : NULL, .progress_to = &bar};
    struct intake *in = NULL;
    bool ok = import_paths(c->w, c->arg, (size_t)c->args, &how, &in);
    if (bar.shown > 0)
        fputs("\r\033[K", c->err);
    if (in == NULL)
        return false;
    for (size_t i = 0; i < in->notes && text; i++)
        fprintf(c->out, "%s\n", in->note[i]);
    if (in->refusals > 0 && text)
        refusal_lines(c, in);
    else if (in->refusals > 0)
        return refusals(c, in, as) && ok;
    if (!ok && in->refusals == 0)
        return false;
    counts(c, in, as);
    if (text && how.preview && ok)
        fprintf(c->out, "%s\n", tr(c->w, "nothing was written: this was a preview"));
    return ok;
}

/* ---------------------------------------------------------------- export, and what the sheets are */

static bool export(struct call *c)
{
    const char *to = c->arg[0];
    size_t n = strlen(to);
    bool book = n > 5 && strcasecmp(to + n - 5, ".xlsx") == 0;
    bool empty = call_has(c, "empty"), over = call_has(c, "replace");
    if (book ? !export_workbook(c->w, to, empty, over) : !export_folder(c->w, to, empty, over))
        return false;
    fprintf(c->out, tr(c->w, "%s is written\n"), to);
    return true;
}

static const struct column LISTED[] = {
    {"sheet", TR("Sheet"), CODE},      {"column", TR("Column"), CODE},    {"key", TR("Key"), CODE},
    {"meaning", TR("Meaning"), WORDS}, {"example", TR("Example"), WORDS},
};

static bool sheet_list(struct call *c)
{
    size_t n;
    const struct record *const *all = record_all(&n);
    if (strcmp(call_text(c, "as", "text"), "md") == 0) {
        struct text t = TEXT(0);
        record_describe(&t);
        fputs(t.s, c->out);
        text_free(&t);
        return true;
    }
    struct sheet *s = call_sheet(c);
    sheet_begin(s, LISTED, COUNT(LISTED));
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < all[i]->fields; k++) {
            const struct field *f = &all[i]->field[k];
            sheet_row(s);
            sheet_words(s, all[i]->name);
            sheet_words(s, f->name);
            sheet_words(s, (f->is & KEY) != 0 ? "*" : (f->is & MUSTHAVE) != 0 ? "!" : "");
            sheet_words(s, c->w->language == RU ? f->ru : f->en);
            sheet_words(s, f->example);
        }
    if (!sheet_end(s))
        return false;
    call_show(c);
    return true;
}

const struct command import_commands[] = {
    {"import", "DB PATH...", NEEDS_DB, IMPORT, import,
     TR("take in sheets (a folder of CSV, one CSV, a workbook), ESCO, O*NET or a published catalogue, all or "
        "nothing")},
    {"export", "DB DIR|FILE.xlsx", NEEDS_DB, EXPORT, export,
     TR("write the same sheets: a folder of CSV files, or one workbook")},
    {"sheet list", "", NO_DB, SHEETS, sheet_list,
     TR("say which sheets and columns there are, and what each means")},
    {0},
};
