/* keep_cli.c -- see keep_cli.h */
#include "app/keep_cli.h"

#include "app/check.h"
#include "cli/help.h"
#include "store/db.h"
#include "view/sheet.h"
#include "view/words.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static const char STEPS[] = "SELECT count(*) FROM step";

static bool init(struct call *c)
{
    int64_t steps = db_one(c->w, STEPS, NO_ARGS, 0);
    if (!fine(c->w))
        return false;
    fprintf(c->out, tr(c->w, "the database is ready, at step %lld of its schema\n"), (long long)steps);
    return true;
}

static const char *state_of(struct work *w, const struct finding *f)
{
    return f->count == 0 ? tr(w, "ok") : f->note ? tr(w, "note") : tr(w, "WRONG");
}

static void check_lines(struct call *c, const struct finding *all, size_t n)
{
    int widest = 0;
    for (size_t i = 0; i < n; i++)
        widest = help_width(state_of(c->w, &all[i])) > widest ? help_width(state_of(c->w, &all[i])) : widest;
    for (size_t i = 0; i < n; i++) {
        const struct finding *f = &all[i];
        const char *state = state_of(c->w, f);
        fprintf(c->out, "%s%*s %s", state, widest - help_width(state), "", f->holds);
        if (f->count > 0)
            fprintf(c->out, tr(c->w, "; not so in %lld: %s%s; to mend it: %s"), (long long)f->count, f->such_as,
                    f->count > 3 ? ", ..." : "", f->mend);
        fputc('\n', c->out);
    }
}

static void check_sheet(struct call *c, const struct finding *all, size_t n)
{
    static const struct column columns[] = {
        {"name", TR("Name"), CODE},   {"state", TR("State"), WORDS},     {"holds", TR("What must hold"), WORDS},
        {"count", TR("Count"), NUMBER}, {"such_as", TR("Such as"), WORDS}, {"mend", TR("To mend it"), WORDS},
    };
    struct sheet *s = call_sheet(c);
    sheet_begin(s, columns, COUNT(columns));
    for (size_t i = 0; i < n; i++) {
        sheet_row(s);
        sheet_words(s, all[i].name);
        sheet_words(s, state_of(c->w, &all[i]));
        sheet_words(s, all[i].holds);
        sheet_int(s, all[i].count);
        sheet_words(s, all[i].such_as);
        sheet_words(s, all[i].count > 0 ? all[i].mend : NULL);
    }
    if (sheet_end(s))
        call_show(c);
}

static bool check(struct call *c)
{
    size_t n, wrong = 0;
    const struct finding *all = check_all(c->w, &n);
    if (all == NULL)
        return false;
    if (strcmp(call_text(c, "as", "text"), "text") == 0)
        check_lines(c, all, n);
    else
        check_sheet(c, all, n);
    for (size_t i = 0; i < n; i++)
        wrong += all[i].count > 0 && !all[i].note;
    return wrong == 0 || fail(c->w, NOT_VALID, tr(c->w, "%zu of the %zu invariants above do not hold"), wrong, n);
}

/* on_disk: the file's bytes, and then its name, are on the disk. */
static bool on_disk(const char *path)
{
    int f = open(path, O_RDONLY | O_CLOEXEC);
    bool ok = f >= 0 && fsync(f) == 0;
    if (f >= 0)
        close(f);
    return ok;
}

/* backup: one moment of the database, while others read and write.  It is written beside and linked to its
 * name when it is whole, so there is either a whole copy or none, and an older copy is never overwritten. */
static bool backup(struct call *c)
{
    const char *to = c->arg[0], *part = take_text(c->w, "%s.part", to);
    if (db_is_postgres(c->w->db))
        return fail(c->w, NOT_VALID, tr(c->w, "a PostgreSQL database is copied by its own tool: pg_dump -Fc -f FILE DB"));
    if (access(to, F_OK) == 0)
        return fail(c->w, CONFLICT, tr(c->w, "%s is there already; name a new file"), to);
    unlink(part); /* of an interrupted copy */
    db_run(c->w, "VACUUM INTO $1", ARGS(V(part)));
    const char *slash = strrchr(to, '/'), *folder = slash == NULL ? "." : take_copy(c->w, to, (size_t)(slash - to) + 1);
    if (fine(c->w) && !(on_disk(part) && link(part, to) == 0 && on_disk(folder)))
        fail(c->w, BROKEN, tr(c->w, "the copy could not be written to %s: %s"), to, strerror(errno));
    unlink(part);
    if (fine(c->w))
        fprintf(c->out, tr(c->w, "the copy is in %s\n"), to);
    return fine(c->w);
}

static bool help(struct call *c)
{
    const char *as = call_text(c, "as", "text");
    if (strcmp(as, "text") != 0)
        return c->args == 0 ? help_as(c, as) : call_misused(c, tr(c->w, "--as %s is printed for all commands at once"), as);
    if (c->args == 0)
        return help_all(c);
    if (help_about(c, c->args, c->arg))
        return true;
    return fail(c->w, NOT_FOUND, tr(c->w, "there is no command \"%s\"; all of them are listed by: cavt help"), c->arg[0]);
}

static bool version(struct call *c)
{
    fprintf(c->out, "cavt %s\n", CAVT_VERSION);
    return true;
}

static const struct option help_options[] = {
    {"as", HELP_FORMS, TR("in this form: a manual page, markdown, or completion for a shell")},
    {0},
};

static const struct option check_options[] = {CALL_AS, {0}};

const struct command keep_commands[] = {
    {"init", "DB", MAKES_DB, NULL, init, TR("make the tables, or bring an older database up to this version")},
    {"check", "DB", NEEDS_DB, check_options, check, TR("look whether everything that must hold of the stored data holds")},
    {"backup", "DB FILE", NEEDS_DB, NULL, backup, TR("copy a database file whole, while it is in use")},
    {0},
};

const struct command help_commands[] = {
    {"help", "[COMMAND]...", NO_DB, help_options, help, TR("list the commands, or say what one of them takes")},
    {"version", "", NO_DB, NULL, version, TR("print the version")},
    {0},
};
