/* routes_cli.c -- see routes_cli.h. */
#include "app/routes_cli.h"

#include "account/session_web.h"
#include "app/pages.h"
#include "view/sheet.h"
#include "view/words.h"

#include <string.h>

/* who: "anyone", "signed in", or the roles by name. */
static const char *who(struct work *w, unsigned may)
{
    if ((may & AS_VISITOR) != 0)
        return tr(w, "anyone");
    if ((may & MEMBERS) == MEMBERS)
        return tr(w, "whoever is signed in");
    const char *all = "";
    for (const struct role *r = account_roles; r->code != NULL; r++)
        if ((may & session_role(r->code)) != 0)
            all = take_text(w, "%s%s%s", all, *all != '\0' ? ", " : "", r->code);
    return all;
}

static void markdown(struct call *c)
{
    struct work *w = c->w;
    fprintf(c->out, "# %s\n\n%s\n\n| | |", tr(w, "Who may open what"),
            tr(w, "Printed by `cavt routes --as markdown` from the table by which the server itself decides; a test asks every route as every role. What a "
                  "route shows or changes of an organisation is looked at once more by its handler: one's own, unless one is of the centre."));
    for (const struct role *r = account_roles; r->code != NULL; r++)
        fprintf(c->out, " %s |", r->code);
    fprintf(c->out, " %s | %s |\n|---|---|", tr(w, "visitor"), tr(w, "what it is"));
    for (const struct role *r = account_roles; r->code != NULL; r++)
        fputs(":-:|", c->out);
    fputs(":-:|---|\n", c->out);
    for (const struct route *const *t = pages_routes; *t != NULL; t++)
        for (const struct route *r = *t; r->path != NULL; r++) {
            fprintf(c->out, "| %s | `%s` |", r->method == GET ? "GET" : "POST", r->path);
            for (const struct role *role = account_roles; role->code != NULL; role++)
                fputs((r->may & session_role(role->code)) != 0 ? " ● |" : "  |", c->out);
            fprintf(c->out, " %s | %s |\n", (r->may & AS_VISITOR) != 0 ? "●" : "", tr(w, r->help));
        }
}

static bool run(struct call *c)
{
    static const struct column cols[] = {{"method", TR("Method"), CODE}, {"path", TR("Address"), CODE}, {"who", TR("Who may"), WORDS}, {"what", TR("What it is"), WORDS}};
    if (strcmp(call_text(c, "as", "text"), "markdown") == 0) {
        markdown(c);
        return true;
    }
    struct sheet *s = call_sheet(c);
    sheet_begin(s, cols, COUNT(cols));
    for (const struct route *const *t = pages_routes; *t != NULL; t++)
        for (const struct route *r = *t; r->path != NULL; r++) {
            sheet_row(s);
            sheet_words(s, r->method == GET ? "GET" : "POST");
            sheet_words(s, r->path);
            sheet_words(s, who(c->w, r->may));
            sheet_words(s, tr(c->w, r->help));
        }
    return sheet_end(s);
}

static const struct option options[] = {{"as", "text|csv|json|html|xlsx|markdown", call_as}, {0}};

const struct command routes_commands[] = {
    {"routes", "", NO_DB, options, run, TR("list the pages, and which roles may open each")},
    {0},
};
