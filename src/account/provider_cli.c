/* provider_cli.c -- see provider_cli.h. */
#include "account/provider_cli.h"

#include "account/keep.h"
#include "account/line_cli.h"
#include "account/provider.h"
#include "view/words.h"

static bool set(struct call *c)
{
    struct provider p = {.code = c->arg[0], .issuer = c->arg[1], .client_id = call_text(c, "client", "cavt"), .name_ru = call_text(c, "name-ru", NULL), .name_en = call_text(c, "name-en", NULL)};
    if (p.name_ru == NULL && p.name_en == NULL)
        p.name_en = p.code;
    if (call_has(c, "secret"))
        p.client_secret = line_secret(c);
    return fine(c->w) && provider_set(c->w, &p);
}

static bool list(struct call *c) { return provider_list(c->w, call_sheet(c)); }
static bool drop(struct call *c) { return provider_remove(c->w, c->arg[0]); }

static bool export_data(struct call *c)
{
    struct account a;
    struct text t = TEXT((size_t)64 << 20);
    bool ok = account_need(c->w, c->arg[0], &a) && keep_export(c->w, a.id, &t);
    if (ok)
        fputs(t.s, c->out);
    text_free(&t);
    return ok;
}

static bool erase(struct call *c)
{
    struct account a;
    return account_need(c->w, c->arg[0], &a) && keep_erase(c->w, a.id);
}

static const struct option set_options[] = {
    {"client", "ID", TR("the name by which the provider knows this site; cavt if not given")},
    {"secret", NULL, TR("read the secret that the provider gave from standard input")},
    {"name-ru", "NAME", TR("its name for people, in Russian")},
    {"name-en", "NAME", TR("its name for people, in English")},
    {0},
};
static const struct option list_options[] = {CALL_AS, {0}};

const struct command provider_commands[] = {
    {"provider set", "DB CODE ISSUER", NEEDS_DB, set_options, set, TR("let people sign in by a provider of identity (OpenID Connect)")},
    {"provider list", "DB", NEEDS_DB, list_options, list, TR("list the providers of identity")},
    {"provider remove", "DB CODE", NEEDS_DB, NULL, drop, TR("let nobody sign in by a provider of identity any more")},
    {"account export", "DB EMAIL", NEEDS_DB, NULL, export_data, TR("print everything that is kept of a person, as JSON")},
    {"account erase", "DB EMAIL", NEEDS_DB, NULL, erase, TR("erase everything that names a person; it cannot be undone")},
    {0},
};
