/* help.c -- help for a reader: on the terminal, as a manual page (man 7 man), and as markdown. */
#include "cli/help.h"

#include "cli/help_private.h"
#include "view/words.h"

#include <string.h>

static const char WHAT[] = TR("answers training orders from the programmes, rooms and people of many institutions");
static const char MORE[] =
    TR("A centre's whole region in one database: who can teach what, where and when. DB is a file, or "
       "postgresql://... for many servers. Operands in square brackets may be left out. Options may "
       "stand anywhere and are written --name value or --name=value; after -- everything is an operand.");

int help_width(const char *s)
{
    int n = 0;
    for (; *s != '\0'; s++)
        n += (*s & 0xC0) != 0x80;
    return n;
}

static void pad(FILE *out, int from, int to)
{
    for (; from < to; from++)
        fputc(' ', out);
}

/* form: "offer make DB ORDER" */
static const char *form(struct call *c, const struct command *row)
{
    bool bare = row->takes == NULL || *row->takes == '\0';
    return take_text(c->w, "%s%s%s", row->name, bare ? "" : " ", bare ? "" : row->takes);
}

static const char *option_form(struct call *c, const struct option *o)
{
    return o->takes == NULL ? take_text(c->w, "--%s", o->name) : take_text(c->w, "--%s %s", o->name, o->takes);
}

static void options_text(struct call *c, const struct option *o)
{
    for (; o != NULL && o->name != NULL; o++) {
        const char *f = option_form(c, o);
        fprintf(c->out, "  %s", f);
        if (help_width(f) > 25)
            fputc('\n', c->out);
        pad(c->out, help_width(f) > 25 ? 0 : help_width(f) + 2, 28);
        fprintf(c->out, "%s\n", tr(c->w, o->help));
    }
}

static void command_line(struct call *c, const struct command *row, int column)
{
    const char *f = form(c, row);
    fprintf(c->out, "  %s", f);
    if (help_width(f) + 4 > column)
        fputc('\n', c->out);
    pad(c->out, help_width(f) + 4 > column ? 0 : help_width(f) + 2, column);
    fprintf(c->out, "%s\n", tr(c->w, row->help));
}

bool help_all(struct call *c)
{
    fprintf(c->out, "%s\n\n", tr(c->w, "usage: cavt COMMAND [OPERAND]... [--option]..."));
    for (const struct command *const *t = c->tables; *t != NULL; t++) {
        for (const struct command *row = *t; row->name != NULL; row++)
            command_line(c, row, 38);
        if ((*t)->name != NULL)
            fputc('\n', c->out);
    }
    fprintf(c->out, "%s\n", tr(c->w, "DB is a file, or postgresql://... for many servers."));
    fprintf(c->out, "%s\n", tr(c->w, "More about one of them: cavt help COMMAND; options of every command:"));
    options_text(c, cli_everywhere);
    return true;
}

bool help_command(struct call *c, const struct command *row)
{
    fprintf(c->out, "cavt %s", form(c, row));
    if (row->options != NULL && row->options[0].name != NULL)
        fprintf(c->out, " [--option]...");
    fprintf(c->out, "\n\n  %s\n", tr(c->w, row->help));
    if (row->options != NULL && row->options[0].name != NULL) {
        fputc('\n', c->out);
        options_text(c, row->options);
    }
    return true;
}

/* begins: whether the words, all of them, begin the name. */
static bool begins(const char *name, int argc, const char *const *argv)
{
    for (int i = 0; i < argc; i++) {
        size_t len = strlen(argv[i]);
        if (strncmp(name, argv[i], len) != 0 || (name[len] != ' ' && name[len] != '\0'))
            return false;
        name += len + (name[len] == ' ');
    }
    return true;
}

bool help_about(struct call *c, int argc, const char *const *argv)
{
    const struct command *only = NULL;
    int found = 0;
    for (const struct command *const *t = c->tables; *t != NULL; t++)
        for (const struct command *row = *t; row->name != NULL; row++)
            if (begins(row->name, argc, argv)) {
                only = row;
                found++;
            }
    if (found == 1)
        return help_command(c, only);
    for (const struct command *const *t = c->tables; *t != NULL; t++)
        for (const struct command *row = *t; row->name != NULL; row++)
            if (begins(row->name, argc, argv))
                command_line(c, row, 38);
    return found > 0;
}

/* ---------------------------------------------------------------- man */

/* roff: text for troff: a leading dot or quote, and backslashes and hyphens, are not commands. */
static void roff(FILE *out, const char *s)
{
    if (*s == '.' || *s == '\'')
        fputs("\\&", out);
    for (; *s != '\0'; s++)
        if (*s == '\\')
            fputs("\\e", out);
        else if (*s == '-')
            fputs("\\-", out);
        else
            fputc(*s, out);
}

static void options_man(struct call *c, const struct option *o)
{
    for (; o != NULL && o->name != NULL; o++) {
        fputs(".TP\n.B ", c->out);
        roff(c->out, option_form(c, o));
        fputc('\n', c->out);
        roff(c->out, tr(c->w, o->help));
        fputc('\n', c->out);
    }
}

static void section(struct call *c, const char *title) { fprintf(c->out, ".SH %s\n", tr(c->w, title)); }

void help_man(struct call *c)
{
    fprintf(c->out, ".TH CAVT 1 \"\" \"cavt %s\"\n", CAVT_VERSION);
    section(c, TR("NAME"));
    fputs("cavt \\- ", c->out);
    roff(c->out, tr(c->w, WHAT));
    fputc('\n', c->out);
    section(c, TR("SYNOPSIS"));
    fputs(".B cavt\n.I COMMAND\n[\\fIOPERAND\\fR]... [\\fB\\-\\-option\\fR]...\n", c->out);
    section(c, TR("DESCRIPTION"));
    roff(c->out, tr(c->w, MORE));
    fputc('\n', c->out);
    section(c, TR("COMMANDS"));
    for (const struct command *const *t = c->tables; *t != NULL; t++)
        for (const struct command *row = *t; row->name != NULL; row++) {
            fputs(".SS ", c->out);
            roff(c->out, take_text(c->w, "cavt %s", form(c, row)));
            fputc('\n', c->out);
            roff(c->out, tr(c->w, row->help));
            fputc('\n', c->out);
            options_man(c, row->options);
        }
    section(c, TR("OPTIONS"));
    options_man(c, cli_everywhere);
    section(c, TR("EXIT STATUS"));
    for (const struct status *s = cli_statuses; s->means != NULL; s++) {
        fprintf(c->out, ".TP\n.B %d\n", s->status);
        roff(c->out, tr(c->w, s->means));
        fputc('\n', c->out);
    }
}

/* ---------------------------------------------------------------- markdown */

static void options_markdown(struct call *c, const struct option *o)
{
    if (o == NULL || o->name == NULL)
        return;
    fputc('\n', c->out);
    for (; o->name != NULL; o++)
        fprintf(c->out, "- `%s`: %s\n", option_form(c, o), tr(c->w, o->help));
}

void help_markdown(struct call *c)
{
    fprintf(c->out, "# %s\n\n%s\n\n%s\n\n", tr(c->w, "Commands"),
            tr(c->w, "Printed by `cavt help --as markdown` from the table the program itself reads."),
            tr(c->w, MORE));
    fprintf(c->out, "%s\n", tr(c->w, "Options of every command:"));
    options_markdown(c, cli_everywhere);
    fprintf(c->out, "\n%s\n\n", tr(c->w, "Exit status (an error is one sentence on the standard error output):"));
    for (const struct status *s = cli_statuses; s->means != NULL; s++)
        fprintf(c->out, "- %d: %s\n", s->status, tr(c->w, s->means));
    for (const struct command *const *t = c->tables; *t != NULL; t++)
        for (const struct command *row = *t; row->name != NULL; row++) {
            fprintf(c->out, "\n## cavt %s\n\n%s\n", form(c, row), tr(c->w, row->help));
            options_markdown(c, row->options);
        }
}
