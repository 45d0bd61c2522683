/* keep_cli.c -- see keep_cli.h */
#include "app/keep_cli.h"

#include "cli/help.h"
#include "store/db.h"
#include "view/words.h"

#include <string.h>

static const char STEPS[] = "SELECT count(*) FROM step";

static bool init(struct call *c)
{
    int64_t steps = db_one(c->w, STEPS, NO_ARGS, 0);
    if (!fine(c->w))
        return false;
    fprintf(c->out, tr(c->w, "the database is ready, at step %lld of its schema\n"), (long long)steps);
    return true;
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

const struct command keep_commands[] = {
    {"init", "DB", MAKES_DB, NULL, init, TR("make the tables, or bring an older database up to this version")},
    {0},
};

const struct command help_commands[] = {
    {"help", "[COMMAND]...", NO_DB, help_options, help, TR("list the commands, or say what one of them takes")},
    {"version", "", NO_DB, NULL, version, TR("print the version")},
    {0},
};
