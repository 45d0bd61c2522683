/* import_test.c -- sheets come in whole or not at all, and every refusal has its place and its cure. */
#include "import/import.h"
#include "import/export.h"
#include "store/db.h"
#include "test/test.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder under the machine's temporary one, removed with the test. */
static void remove_folder(void *what)
{
    DIR *d = opendir(what);
    char path[4096];
    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;)
        if (e->d_name[0] != '.') {
            snprintf(path, sizeof(path), "%s/%s", (const char *)what, e->d_name);
            unlink(path);
        }
    if (d != NULL)
        closedir(d);
    rmdir(what);
}

static const char *new_folder(struct work *w)
{
    char *path = take_text(w, "%s", "/tmp/cavt-test-XXXXXX");
    CHECK(mkdtemp(path) != NULL);
    work_later(w, remove_folder, path);
    return path;
}

static void put(struct work *w, const char *folder, const char *name, const char *text)
{
    FILE *f = fopen(take_text(w, "%s/%s", folder, name), "wb");
    CHECK(f != NULL);
    if (f != NULL) {
        fputs(text, f);
        fclose(f);
    }
}

/* import_in: one import in its own unit of work inside the test's; its counts and sentences as one text. */
static const char *told(struct work *w, const char *path, bool preview)
{
    struct work *q = work_begin(w->db, 0, w->now);
    q->language = EN;
    struct intake *in = NULL;
    struct text t = TEXT(0);
    text_add(&t, "");
    struct import_how how = {.preview = preview};
    import_paths(q, &path, 1, &how, &in);
    for (size_t i = 0; in != NULL && i < in->batches; i++)
        if (in->batch[i].n > 0 && in->refusals == 0)
            text_fmt(&t, "%s +%zu ~%zu =%zu\n", in->batch[i].record->name, in->batch[i].fresh, in->batch[i].changed, in->batch[i].same);
    for (size_t i = 0; in != NULL && i < in->refusals && i < REFUSALS_SHOWN; i++)
        text_fmt(&t, "%s:%zu:%s:%s: %s; %s\n", in->refusal[i].file, in->refusal[i].line, in->refusal[i].column, in->refusal[i].value,
                 in->refusal[i].reason, in->refusal[i].advice);
    for (size_t i = 0; in != NULL && i < in->notes; i++)
        text_fmt(&t, "note: %s\n", in->note[i]);
    if (!fine(q))
        text_fmt(&t, "failed: %s\n", q->err.text);
    const char *s = take_copy(w, t.s, t.n);
    text_free(&t);
    work_end(q);
    return s;
}

static const char ORG[] = "code,kind,roles,name_ru,name_en,tax_no,municipality,email,phone,web,note_ru,note_en\n"
                          "kmt,college,owner,Техникум,,,,,,,,\n";
static const char SITE[] = "code;organisation;name_ru;lat;lon\r\ns1;kmt;Главная;\"55,35\";86.1\r\n";

TEST(a_folder_comes_in_and_a_second_time_changes_nothing)
{
    const char *f = new_folder(w);
    put(w, f, "organisation.csv", ORG);
    put(w, f, "site.csv", SITE);
    SAME(told(w, f, true), "organisation +1 ~0 =0\nsite +1 ~0 =0\n");
    CHECK(db_one(w, "SELECT count(*) FROM organisation", NO_ARGS, -1) == 0);
    SAME(told(w, f, false), "organisation +1 ~0 =0\nsite +1 ~0 =0\n");
    CHECK(db_one(w, "SELECT count(*) FROM organisation WHERE name_fold = 'техникум'", NO_ARGS, -1) == 1);
    CHECK(db_one(w, "SELECT count(*) FROM audit WHERE verb = 'import'", NO_ARGS, -1) == 1);
    SAME(told(w, f, false), "organisation +0 ~0 =1\nsite +0 ~0 =1\n");
    CHECK(db_one(w, "SELECT count(*) FROM audit WHERE verb = 'import'", NO_ARGS, -1) == 1);
    put(w, f, "site.csv", "code,organisation,name_en\ns1,kmt,Main\n"); /* name_ru and the place are not in it */
    SAME(told(w, f, false), "organisation +0 ~0 =1\nsite +0 ~1 =0\n");
    CHECK(db_one(w, "SELECT count(*) FROM site WHERE name_ru = 'Главная' AND name_en = 'Main' AND lat > 55", NO_ARGS, -1) == 1);
}

TEST(every_refused_line_is_named_and_nothing_is_written)
{
    const char *f = new_folder(w);
    put(w, f, "organisation.csv", "code,kind,name_ru,colour\na,college,А\n");
    SAME(told(w, f, false),
         "organisation.csv:1:colour:: the sheet \"organisation\" has no such column; its columns are: code, kind, roles, name_ru, "
         "name_en, tax_no, municipality, email, phone, web, note_ru, note_en\nfailed: 1 line was refused, so nothing was imported\n");
    put(w, f, "organisation.csv", "code,kind,name_ru\na,colege,А\na b,college,Б\nc,college,\n,college,В\nd,college,Г,9\ne\nd,college,Г\nd,college,Г\n");
    SAME(told(w, f, false),
         "organisation.csv:2:kind:colege: the word is none of those allowed; use: college, university, school, science, employer, centre, authority, provider\n"
         "organisation.csv:3:code:a b: a code holds only Latin letters, digits and . _ : / -; write it with those\n"
         "organisation.csv:5:code:: this cell must not be empty; fill it in, for example: kmt\n"
         "organisation.csv:6::9: the line has 4 cells, but there are 3 columns; a cell that holds the separator must stand in quotes\n"
         "organisation.csv:7::: the line has 1 cells, but there are 3 columns; complete the line; was the file cut short?\n"
         "organisation.csv:9:code:d: the same row was given before, in line 8 of organisation.csv; leave one of the two\n"
         "organisation.csv:4:name_ru:: it has no name in either language; fill in name_ru or name_en\n"
         "failed: 7 lines were refused, so nothing was imported\n");
    CHECK(db_one(w, "SELECT count(*) FROM organisation", NO_ARGS, -1) == 0);
}
