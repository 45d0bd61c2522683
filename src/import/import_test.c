/* import_test.c -- sheets come in whole or not at all, and every refusal has its place and its cure. */
#include "import/import.h"
#include "import/export.h"
#include "store/db.h"
#include "store/step.h"
#include "test/test.h"

#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
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
            text_fmt(&t, "%s +%zu ~%zu =%zu\n", in->batch[i].record->name, in->batch[i].fresh,
                     in->batch[i].changed, in->batch[i].same);
    for (size_t i = 0; in != NULL && i < in->refusals && i < REFUSALS_SHOWN; i++)
        text_fmt(&t, "%s:%zu:%s:%s: %s; %s\n", in->refusal[i].file, in->refusal[i].line,
                 in->refusal[i].column, in->refusal[i].value, in->refusal[i].reason, in->refusal[i].advice);
    for (size_t i = 0; in != NULL && i < in->notes; i++)
        text_fmt(&t, "note: %s\n", in->note[i]);
    if (!fine(q))
        text_fmt(&t, "failed: %s\n", q->err.text);
    const char *s = take_copy(w, t.s, t.n);
    text_free(&t);
    work_end(q);
    return s;
}

static const char ORG[] =
    "code,kind,roles,name_ru,name_en,tax_no,municipality,email,phone,web,note_ru,note_en\n"
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
    put(w, f, "site.csv",
        "code,organisation,name_en\ns1,kmt,Main\n"); /* name_ru and the place are not in it */
    SAME(told(w, f, false), "organisation +0 ~0 =1\nsite +0 ~1 =0\n");
    CHECK(db_one(w, "SELECT count(*) FROM site WHERE name_ru = 'Главная' AND name_en = 'Main' AND lat > 55",
                 NO_ARGS, -1) == 1);
}

TEST(every_refused_line_is_named_and_nothing_is_written)
{
    const char *f = new_folder(w);
    put(w, f, "organisation.csv", "code,kind,name_ru,colour\na,college,А\n");
    SAME(told(w, f, false), "organisation.csv:1:colour:: the sheet \"organisation\" has no such column; its "
                            "columns are: code, kind, roles, name_ru, "
                            "name_en, tax_no, municipality, email, phone, web, note_ru, note_en\nfailed: 1 "
                            "line was refused, so nothing was imported\n");
    put(w, f, "organisation.csv",
        "code,kind,name_ru\na,colege,А\na "
        "b,college,Б\nc,college,\n,college,В\nd,college,Г,9\ne\nd,college,Г\nd,college,Г\n");
    SAME(told(w, f, false),
         "organisation.csv:2:kind:colege: the word is none of those allowed; use: college, university, "
         "school, science, employer, centre, authority, provider\n"
         "organisation.csv:3:code:a b: a code holds only Latin letters, digits and . _ : / -; write it with "
         "those\n"
         "organisation.csv:5:code:: this cell must not be empty; fill it in, for example: kmt\n"
         "organisation.csv:6::9: the line has 4 cells, but there are 3 columns; a cell that holds the "
         "separator must stand in quotes\n"
         "organisation.csv:7::: the line has 1 cells, but there are 3 columns; complete the line; was the "
         "file cut short?\n"
         "organisation.csv:9:code:d: the same row was given before, in line 8 of organisation.csv; leave one "
         "of the two\n"
         "organisation.csv:4:name_ru:: it has no name in either language; fill in name_ru or name_en\n"
         "failed: 7 lines were refused, so nothing was imported\n");
    CHECK(db_one(w, "SELECT count(*) FROM organisation", NO_ARGS, -1) == 0);
}

TEST(rows_may_refer_to_later_files_and_rings_are_refused)
{
    const char *f = new_folder(w);
    put(w, f, "competence.csv", "code,name_en,parent\na,A,b\nb,B,c\nc,C,\nd,D,d\n");
    SAME(told(w, f, false), "competence.csv:5:parent:d: the broader competences form a ring: d -> d; break "
                            "it at one of these places\n"
                            "failed: 1 line was refused, so nothing was imported\n");
    put(w, f, "competence.csv", "code,name_en,parent\na,A,b\nb,B,c\nc,C,\n");
    SAME(told(w, f, false), "competence +3 ~0 =0\n");
    put(w, f, "competence.csv",
        "code,name_en,parent\nc,C,a\n"); /* closes a ring with what the database has */
    SAME(told(w, f, false), "competence.csv:2:parent:a: the broader competences form a ring: a -> b -> c -> "
                            "a; break it at one of these places\n"
                            "failed: 1 line was refused, so nothing was imported\n");
    put(w, f, "competence.csv", "code,name_en,parent\nc,C,\na,A,\n");
    SAME(told(w, f, false), "competence +0 ~1 =1\n");
    put(w, f, "competence.csv", "code,name_en,parent\ne,E,bb\n");
    SAME(told(w, f, false), "competence.csv:2:parent:bb: there is no such row in the sheet \"competence\", "
                            "nor in the database; did you mean \"b\"? Else add it there first\n"
                            "failed: 1 line was refused, so nothing was imported\n");
}

/* A small region into which each test puts its mistake. */
static const char *region(struct work *w)
{
    const char *f = new_folder(w);
    put(w, f, "organisation.csv", ORG);
    put(w, f, "site.csv", SITE);
    put(w, f, "resource_type.csv", "code,kind,name_en\ncls,room,Class\nmill,equipment,Mill\n");
    put(w, f, "room.csv", "code,site,type,name_en,seats,price_ah\nr1,s1,cls,Room,20,\"1 250,50\"\n");
    put(w, f, "equipment.csv", "code,site,type,room,name_en\ne1,s1,mill,r1,Mill\n");
    put(w, f, "competence.csv", "code,name_en\nc1,One\n");
    put(w, f, "module.csv", "code,organisation,name_en\nm1,kmt,M1\nm2,kmt,M2\n");
    put(w, f, "programme.csv",
        "code,version,organisation,kind,name_en\np,1,kmt,upskilling,P\np,2,kmt,upskilling,P\n");
    put(w, f, "programme_module.csv", "programme,version,module,position\np,2,m1,1\n");
    return f;
}

TEST(sheets_of_resources_and_programmes_come_in)
{
    const char *f = region(w);
    SAME(told(w, f, false),
         "organisation +1 ~0 =0\nsite +1 ~0 =0\ncompetence +1 ~0 =0\nresource_type +2 ~0 =0\nroom +1 ~0 =0\n"
         "equipment +1 ~0 =0\nmodule +2 ~0 =0\nprogramme +2 ~0 =0\nprogramme_module +1 ~0 =0\n");
    CHECK(db_one(w, "SELECT price_ah_minor FROM resource WHERE code = 'r1'", NO_ARGS, -1) == 125050);
    CHECK(db_one(w,
                 "SELECT count(*) FROM resource r JOIN organisation o ON o.id = r.organisation_id WHERE "
                 "o.code = 'kmt'",
                 NO_ARGS, -1) == 2);
    CHECK(db_one(w, "SELECT p.version FROM programme_module m JOIN programme p ON p.id = m.programme_id",
                 NO_ARGS, -1) == 2);
    SAME(told(w, f, false),
         "organisation +0 ~0 =1\nsite +0 ~0 =1\ncompetence +0 ~0 =1\nresource_type +0 ~0 =2\nroom +0 ~0 =1\n"
         "equipment +0 ~0 =1\nmodule +0 ~0 =2\nprogramme +0 ~0 =2\nprogramme_module +0 ~0 =1\n");
}

/* wrong: the region with one file more; the first sentence must hold `why`, and nothing may be written. */
static void wrong(struct work *w, const char *name, const char *text, const char *why)
{
    const char *f = region(w);
    put(w, f, name, text);
    const char *said = told(w, f, false);
    if (strstr(said, why) == NULL)
        SAME(said, why);
    CHECK(strstr(said, "so nothing was imported") != NULL);
    CHECK(db_one(w, "SELECT count(*) FROM organisation", NO_ARGS, -1) == 0);
}

TEST(each_mistake_has_its_sentence)
{
    wrong(w, "room.csv", "code,site,type,name_en,seats,price_ah\nr1,s1,cls,R,20,12.345\n",
          "room.csv:2:price_ah:12.345: money has at most two decimals; round it");
    wrong(w, "room.csv", "code,site,type,name_en,seats,price_ah\nr1,s1,cls,R,20,-1\n",
          "a price cannot be below zero");
    wrong(w, "room.csv", "code,site,type,name_en,seats\nr1,s1,mill,R,20\n",
          "room.csv:2:type:mill: it is of kind equipment, but room is wanted here");
    wrong(w, "room.csv", "code,site,type,name_en,seats\nr1,s1,cls,R,many\n",
          "room.csv:2:seats:many: this is not a whole number; write a number from 0 to 10000");
    wrong(w, "room.csv", "code,site,type,name_en,seats\nr1,s1,cls,R,20\ne1,s1,cls,R,20\n",
          "equipment.csv:2:code:e1: the same row was given before, in line 3 of room.csv");
    wrong(w, "opening.csv", "site,weekdays,opens,closes\ns1,12345,18:00,09:00\n",
          "opening.csv:2:closes:09:00: it ends before it begins (18:00); give an end that is later");
    wrong(w, "opening.csv", "site,weekdays,opens,closes\ns1,89,08:00,09:00\n",
          "weekdays are written by digits");
    wrong(w, "opening.csv", "site,weekdays,opens,closes\ns1,12,8.00,25:00\n",
          "opening.csv:2:closes:25:00: this is not a time of day");
    wrong(w, "closure.csv", "site,from_on,to_on\ns1,2027-05-10,2027-05-01\n",
          "it ends before it begins (2027-05-10)");
    wrong(w, "closure.csv", "site,from_on,to_on\ns1,2027-02-29,2027-05-01\n",
          "closure.csv:2:from_on:2027-02-29: this is not a date; write a day that exists");
    wrong(w, "busy.csv", "resource,starts,ends\nr1,2027-03-01T09:00,2027-03-01T08:00\n",
          "it ends before it begins (2027-03-01T09:00)");
    wrong(w, "sharing.csv", "code,organisation,audience\nx,kmt,college;school\n", "a code holds only");
    wrong(w, "sharing.csv", "code,organisation,audience\nx,kmt,colleg\n",
          "this is neither all, nor a kind of organisation");
    wrong(w, "module_prerequisite.csv", "module,required\nm1,m2\nm2,m1\n",
          "the modules require each other in a ring: m1 -> m2 -> m1");
    wrong(w, "module_prerequisite.csv", "module,required,competence\nm1,m2,c1\n",
          "a prerequisite is a module or a competence");
    wrong(w, "module_need.csv", "module,kind,type\nm1,staff,cls\n", "staff have no type");
    wrong(w, "module_need.csv", "module,kind,quantity\nm1,room,1\n",
          "a room or equipment is asked for by its type");
    wrong(w, "programme_module.csv", "programme,version,module,position\np,3,m1,1\n",
          "programme_module.csv:2:programme:p@3: there is no such row");
    wrong(w, "order.csv",
          "code,organisation,title_en,kind,people,earliest_on,deadline_on\no1,kmt,T,upskilling,5,2027-01-01,"
          "2027-02-01\n",
          "order.csv:2:code:o1: the order asks for no competence and no occupation; add its rows");
    wrong(w, "order.csv",
          "code,organisation,title_en,kind,people,earliest_on,deadline_on\no1,kmt,T,upskilling,0,2027-01-01,"
          "2026-02-01\n",
          "order.csv:2:people:0: the number is out of bounds");
    wrong(w, "setting.csv", "name,value\ncurrency,rubles\n", "a currency is three capital letters");
    wrong(w, "travel.csv", "from_site,to_site,travel_min\ns1,s2,20\n",
          "travel.csv:2:to_site:s2: there is no such row in the sheet \"site\", nor in the database; did you "
          "mean \"s1\"?");
    wrong(w, "site.csv", "code,organisation,name_en,lat\ns1,kmt,S,55\n", "a place needs both lat and lon");
    wrong(w, "rooms.csv", "what,ever\n1,2\n", "rooms.csv:0::: neither the file's name nor its heads");
    wrong(w, "busy.csv", "resource,starts,ends\nr1,\"2027\n",
          "busy.csv:2::: a quote opened here is never closed; is the file cut short?");
    wrong(w, "site.csv", "code,organisation,name_en\ns1,kmt,a\x01b\n", "the text holds a control character");
    wrong(w, "site.csv", "code,organisation,name_en\ns1,kmt,caf\xE9\n",
          "site.csv:2::: bytes that are neither UTF-8 nor Russian");
}

TEST(a_file_of_another_encoding_is_converted_and_said)
{
    const char *f = new_folder(w);
    put(w, f, "organisation.csv",
        "code;kind;name_ru\r\nkmt;college;\xCA\xF3\xE7\xED\xE5\xF6\xEA\xE8\xE9 "
        "\xF2\xE5\xF5\xED\xE8\xEA\xF3\xEC\r\n");
    SAME(
        told(w, f, false),
        "organisation +1 ~0 =0\nnote: organisation.csv was in the Windows-1251 encoding and was converted\n");
    CHECK(db_one(w, "SELECT count(*) FROM organisation WHERE name_ru = 'Кузнецкий техникум'", NO_ARGS, -1) ==
          1);
}

TEST(a_file_is_known_by_its_heads_when_not_by_its_name)
{
    const char *f = new_folder(w);
    put(w, f, "my list.csv", "CODE, kind ,name_en,Tax_No\nkmt,college,K,1\n");
    SAME(told(w, f, false), "organisation +1 ~0 =0\n");
}

TEST(what_a_codec_refuses_is_said_in_the_readers_language)
{
    const char *f = new_folder(w);
    put(w, f, "organisation.csv", "code,kind,name_en\n\"kmt,college,K\n");
    struct work *q = work_begin(w->db, 0, w->now);
    struct intake *in;
    q->language = RU;
    CHECK(!import_paths(q, &f, 1, &(struct import_how){0}, &in));
    CHECK(in->refusals == 1 && in->refusal[0].line == 2);
    SAME(in->refusal[0].reason, "кавычка здесь открыта и нигде не закрыта; не обрезан ли файл?");
    work_end(q);
}

TEST(many_refusals_are_counted_and_the_first_are_shown)
{
    const char *f = new_folder(w);
    struct text t = TEXT(0);
    text_add(&t, "code,kind,name_en\n");
    for (int i = 0; i < 300; i++)
        text_fmt(&t, "k%d,nothing,K\n", i);
    put(w, f, "organisation.csv", t.s);
    text_free(&t);
    struct work *q = work_begin(w->db, 0, w->now);
    struct intake *in;
    CHECK(!import_paths(q, &f, 1, &(struct import_how){0}, &in));
    CHECK(in->refusals == 300 && q->err.fault == NOT_VALID);
    CHECK(in->refusal[REFUSALS_SHOWN - 1].line == 51);
    work_end(q);
}

TEST(what_is_exported_comes_in_again_as_it_was)
{
    const char *f = region(w);
    told(w, f, false);
    struct text a = TEXT(0), all = TEXT(0);
    size_t n;
    const struct record *const *r = record_all(&n);
    const char *g = new_folder(w);
    for (size_t i = 0; i < n; i++) {
        a.n = 0;
        CHECK(export_sheet(w, r[i], &a));
        put(w, g, take_text(w, "%s.csv", r[i]->name), a.s);
        text_add(&all, a.s);
    }
    CHECK(strstr(all.s, "r1,kmt,s1,cls,,Room,,20,1250.50\n") != NULL);
    CHECK(strstr(all.s, "s1,kmt,Главная,,,,,55.35,86.1\n") != NULL);
    CHECK(strstr(told(w, g, false), "~1") == NULL);
    CHECK(db_one(w, "SELECT count(*) FROM audit WHERE verb = 'import'", NO_ARGS, -1) == 1);
    text_free(&a);
    text_free(&all);
}

static bool same_files(const char *a, const char *b)
{
    FILE *f = fopen(a, "rb"), *g = fopen(b, "rb");
    int c = 0, d = 0;
    while (f != NULL && g != NULL && c == d && c != EOF) {
        c = getc(f);
        d = getc(g);
    }
    bool same = f != NULL && g != NULL && c == d;
    if (f != NULL)
        fclose(f);
    if (g != NULL)
        fclose(g);
    return same;
}

TEST(a_workbook_says_what_the_folder_says)
{
    const char *f = region(w), *g = new_folder(w);
    const char *one = take_text(w, "%s/one.xlsx", g), *two = take_text(w, "%s/two.xlsx", g),
               *blank = take_text(w, "%s/blank.xlsx", g);
    put(w, f, "opening.csv", "site,weekdays,opens,closes\ns1,12345,08:00,24:00\n");
    put(w, f, "busy.csv",
        "resource,starts,ends,kind,note\nr1,2027-03-01T09:00,2027-03-01T10:35,event,\"two\nlines; "
        "_x000D_\"\n");
    struct work *q = work_begin(w->db, 0, w->now);
    q->language = EN;
    db_begin(q);
    told(q, f, false);
    CHECK(export_workbook(q, one, false, false));
    CHECK(!export_workbook(q, one, false, false)); /* not over a file that is there */
    SAME(q->err.text, take_text(w, "%s is there already; name another place, or add --replace", one));
    db_rollback(q);
    work_end(q);
    CHECK(db_one(w, "SELECT count(*) FROM organisation", NO_ARGS, -1) == 0);
    CHECK(strstr(told(w, one, false), "room +1 ~0 =0\n") != NULL);
    CHECK(strstr(told(w, f, false), "+1") == NULL);
    CHECK(strstr(told(w, f, false), "~1") == NULL);
    CHECK(export_workbook(w, two, false, false));
    CHECK(same_files(one, two));
    CHECK(export_workbook(w, blank, true, false));
    CHECK(strstr(told(w, blank, false), "failed") == NULL);
    CHECK(truncate(two, 3000) == 0);
    CHECK(strstr(told(w, two, false), "two.xlsx:0::: the workbook cannot be opened; it is damaged or was cut "
                                      "short; nothing of this file was read\n") != NULL);
}

PURE(docs_data_md_says_what_the_tables_say)
{
    struct text want = TEXT(0), got = TEXT(0);
    char part[4096];
    FILE *f = fopen("docs/data.md", "rb");
    if (f == NULL)
        SKIP("run from the project's folder");
    for (size_t n; (n = fread(part, 1, sizeof(part), f)) > 0;)
        text_bytes(&got, part, n);
    fclose(f);
    record_describe(&want);
    CHECK(got.n > 0 && strcmp(got.s, want.s) == 0); /* cavt sheet list --as md > docs/data.md */
    text_free(&want);
    text_free(&got);
}

PURE(every_column_is_explained_in_both_languages)
{
    size_t n;
    const struct record *const *all = record_all(&n);
    CHECK(n == 31);
    for (size_t i = 0; i < n; i++) {
        CHECK(all[i]->en != NULL && all[i]->ru != NULL && all[i]->fields <= FIELDS_MOST);
        for (size_t k = 0; k < all[i]->fields; k++) {
            const struct field *f = &all[i]->field[k];
            CHECK(f->name != NULL && f->en != NULL && f->ru != NULL);
            CHECK((f->kind == FIELD_REF || f->kind == FIELD_WORD || f->kind == FIELD_WORDS) ==
                  (f->of != NULL));
            CHECK(strchr(f->en, '|') == NULL && strchr(f->ru, '|') == NULL);
        }
    }
}

/* ---------------------------------------------------------------- killed in the middle */

static void die(void *to, const char *what, size_t done, size_t all)
{
    (void)to;
    (void)what;
    if (all > 0 && done > all / 2)
        kill(getpid(), SIGKILL);
}

static int killed_import(const char *where, const char *folder,
                         void (*progress)(void *, const char *, size_t, size_t))
{
    pid_t child = fork();
    int status = -1;
    if (child == 0) {
        struct err e = {0};
        struct db *db = db_open(where, &e);
        struct work *q = work_begin(db, 0, 1800000000);
        struct intake *in;
        if (db == NULL || !step_all(q))
            _exit(3);
        bool ok = import_paths(q, &folder, 1, &(struct import_how){.progress = progress}, &in);
        work_end(q);
        db_close(db);
        _exit(ok ? 0 : 4);
    }
    CHECK(child > 0 && waitpid(child, &status, 0) == child);
    return status;
}

TEST(an_import_killed_half_way_leaves_nothing)
{
    const char *f = new_folder(w), *home = new_folder(w),
               *sql = "SELECT count(*) FROM competence WHERE code LIKE 'killed-%'";
    struct text t = TEXT(0);
    text_add(&t, "code,name_en\n");
    for (int i = 0; i < 20000; i++)
        text_fmt(&t, "killed-%d,Number %d\n", i, i);
    put(w, f, "competence.csv", t.s);
    text_free(&t);
    const char *where = db_is_postgres(w->db) ? getenv("TEST_DB") : take_text(w, "%s/k.db", home);
    int status = killed_import(where, f, die);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    struct err e = {0};
    struct db *db = db_open(where, &e);
    struct work *q = work_begin(db, 0, w->now);
    CHECK(db_one(q, sql, NO_ARGS, -1) == 0);
    work_end(q);
    db_close(db);
    if (db_is_postgres(w->db)) /* the shared database is left as it was found */
        return;
    status = killed_import(where, f, NULL);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    db = db_open(where, &e);
    q = work_begin(db, 0, w->now);
    CHECK(db_one(q, sql, NO_ARGS, -1) == 20000);
    work_end(q);
    db_close(db);
}

/* ---------------------------------------------------------------- published lists */

static const char *data(struct work *w, const char *name)
{
    const char *path = test_data(name);
    return path == NULL ? NULL : take_text(w, "%s", path);
}

TEST(esco_onet_and_a_state_catalogue_come_in_as_published)
{
    const char *path[] = {data(w, "esco-1.1.0"), data(w, "onet"), data(w, "catalogue-nj-etpl")};
    if (path[0] == NULL || path[1] == NULL || path[2] == NULL)
        SKIP("no published lists beside the project");
    struct work *q = work_begin(w->db, 0, w->now);
    struct intake *in;
    CHECK(import_paths(q, path, 3, &(struct import_how){0}, &in));
    SAME(q->err.text, "");
    CHECK(db_one(w, "SELECT count(*) FROM competence WHERE framework = 'esco' AND kind <> 'group'", NO_ARGS,
                 0) == 13891);
    CHECK(db_one(w, "SELECT count(*) FROM competence WHERE kind = 'task'", NO_ARGS, 0) == 19265);
    CHECK(db_one(w, "SELECT count(*) FROM occupation", NO_ARGS, 0) == 3008 + 1016);
    CHECK(db_one(w,
                 "SELECT count(*) FROM occupation_competence oc JOIN occupation o ON o.id = oc.occupation_id "
                 "WHERE o.framework = 'esco'",
                 NO_ARGS, 0) == 123852);
    CHECK(db_one(w,
                 "SELECT count(*) FROM competence c JOIN competence p ON p.id = c.parent_id WHERE c.code = "
                 "'esco:isced-f/0611' AND p.code = 'esco:isced-f/061'",
                 NO_ARGS, 0) == 1);
    CHECK(db_one(w,
                 "SELECT count(*) FROM module_competence mc JOIN competence c ON c.id = mc.competence_id "
                 "WHERE c.code = 'soc:49-9021'",
                 NO_ARGS, 0) >= 5);
    CHECK(db_one(w,
                 "SELECT count(*) FROM module m JOIN occupation o ON o.code = 'onet:49-9021.00' JOIN "
                 "module_competence mc ON mc.module_id = m.id AND mc.competence_id = o.competence_id WHERE "
                 "m.placed = 0 AND m.lecture_ah > 0",
                 NO_ARGS, 0) >= 5);
    work_end(q);
    q = work_begin(w->db, 0, w->now);
    CHECK(import_paths(q, path, 3, &(struct import_how){0}, &in));
    size_t touched = 0;
    for (size_t i = 0; i < in->batches; i++)
        touched += in->batch[i].fresh + in->batch[i].changed;
    CHECK(touched == 0);
    work_end(q);
}
