/* source_columns.c -- published tables, read by the names of their columns. */
#include "import/source.h"

#include "view/words.h"

#include <stdio.h>
#include <string.h>

static void broken(struct source_columns *s, const struct err *e)
{
    source_refuse(s->in, NULL, s->file, e, tr(s->in->w, "fetch the file again as it was published"));
}

bool source_open(struct source_columns *s, struct intake *in, const char *folder, const char *name, char sep,
                 const char *const *want, size_t wants)
{
    struct work *w = in->w;
    struct text *bytes;
    struct err e = {0};
    *s = (struct source_columns){.in = in, .want = want, .wants = wants, .file = intake_file(in, name)};
    if (!source_bytes(in, take_text(w, "%s/%s", folder, name), s->file, &bytes))
        return false;
    csv_open(&s->csv, bytes->s, bytes->n, sep);
    s->csv.plain = sep == '\t'; /* O*NET quotes nothing: a quote is a letter there */
    bool any = csv_next(&s->csv, &e);
    if (!any && e.fault != FINE)
        broken(s, &e);
    for (size_t k = 0; k < wants; k++) {
        s->place[k] = s->csv.cells;
        for (size_t c = 0; any && c < s->csv.cells; c++)
            if (strcmp(s->csv.cell[c].s, want[k]) == 0)
                s->place[k] = c;
        if (s->place[k] == s->csv.cells) {
            intake_refuse(in, NULL, NULL, s->file, 1, want[k], "", tr(w, "the column is missing"),
                          tr(w, "fetch the file again as it was published"));
            any = false;
        }
    }
    if (!any)
        csv_close(&s->csv);
    return any;
}

bool source_next(struct source_columns *s)
{
    struct err e = {0};
    if (!fine(s->in->w) || !csv_next(&s->csv, &e)) {
        if (e.fault != FINE)
            broken(s, &e);
        csv_close(&s->csv);
        return false;
    }
    size_t last = 0;
    for (size_t k = 0; k < s->wants; k++) {
        bool has = s->place[k] < s->csv.cells;
        s->got[k] = has ? s->csv.cell[s->place[k]].s : "";
        last = s->place[k] > last ? s->place[k] : last;
    }
    if (last >= s->csv.cells)
        intake_refuse(s->in, NULL, NULL, s->file, s->csv.line, "", s->csv.cell[0].s,
                      tr(s->in->w, "the line is too short; the file was cut"),
                      tr(s->in->w, "fetch the file again as it was published"));
    return true;
}
