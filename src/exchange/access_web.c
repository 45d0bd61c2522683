/* access_web.c -- see access_web.h. */
#include "exchange/access_web.h"

#include "exchange/access.h"
#include "view/words.h"
#include "web/piece.h"

#include <string.h>
#include <strings.h>

/* Tokens of an organisation are its curators' affair, those of the centre its administrators'. */
#define MAY ((unsigned)(AS_PARTNER | AS_EMPLOYER | AS_COORDINATOR | AS_DIRECTOR | AS_ADMIN))

static bool has(const char *scopes, const char *scope) { return strstr(scopes, scope) != NULL; }

bool access_bearer(struct request *q)
{
    struct access a;
    const char *s = q->ask->authorization;
    if (strncasecmp(s, "Bearer ", 7) != 0 || !access_find(q->w, s + 7 + strspn(s + 7, " "), &a)) {
        q->reply->status = 401;
        q->reply->fields = "WWW-Authenticate: Bearer realm=\"cavt\", error=\"invalid_token\"\r\n";
        return fail(q->w, NOT_ALLOWED, "%s", tr(q->w, "this access token is not good, or not any more"));
    }
    q->scopes = a.scopes;
    q->organisation_id = a.organisation_id;
    q->w->who = a.who;
    q->roles = AS_VISITOR;
    if (a.organisation_id != 0)
        q->roles |= AS_PARTNER | AS_EMPLOYER;
    else
        q->roles |= AS_AUTHORITY | (has(a.scopes, "calendars") ? AS_DISPATCHER : 0u);
    return true;
}

static int64_t whose(const struct request *q) { return (q->roles & CENTRE) != 0 ? 0 : q->organisation_id != 0 ? q->organisation_id : -1; }

static void form(struct request *q)
{
    struct work *w = q->w;
    html(q->page, "<h2>%s</h2>\n", tr(w, "A new token"));
    web_form_begin(q, "/token", "card");
    html(q->page, "<label for=\"name\">%s</label><input id=\"name\" name=\"name\" required maxlength=\"100\" placeholder=\"%s\">\n", tr(w, "What it is for"),
         tr(w, "our timetable system"));
    html(q->page, "<fieldset><legend>%s</legend><div class=\"checks\">\n", tr(w, "What it may do; the catalogue needs no token"));
    for (const struct scope *s = access_scopes; s->code != NULL; s++)
        html(q->page, "<label><input type=\"checkbox\" name=\"scope\" value=\"%s\"> <code>%s</code> %s</label>\n", s->code, s->code, tr(w, s->help));
    html(q->page, "</div></fieldset>\n<label for=\"days\">%s</label><input id=\"days\" name=\"days\" type=\"number\" min=\"0\" max=\"3650\" value=\"365\">\n",
         tr(w, "Good for so many days; 0: until it is revoked"));
    html(q->page, "<div class=\"actions\"><button>%s</button></div></form>\n", tr(w, "Make the token"));
}

static bool list(struct request *q)
{
    struct work *w = q->w;
    struct sheet *s = sheet_new(w, &sheet_html);
    q->title = tr(w, "Access tokens");
    html(q->page, "<p class=\"lead\">%s <a href=\"/api/openapi.json\">/api/openapi.json</a></p>\n",
         tr(w, "By a token another system of yours reads what you may read here. What it can ask is described at"));
    s->title = tr(w, "Access tokens");
    if (!access_list(w, whose(q), s))
        return false;
    if (s->nrows > 0)
        page_bytes(q->page, s->out->text, s->out->used);
    else
        piece_empty(q, tr(w, "There is no token yet."), NULL, NULL);
    form(q);
    if (s->nrows == 0)
        return true;
    html(q->page, "<h2>%s</h2>\n", tr(w, "Revoke one"));
    web_form_begin(q, "/token/revoke", "filters");
    html(q->page, "<div><label for=\"code\">%s</label><input id=\"code\" name=\"code\" required></div><div><button class=\"danger\">%s</button></div></form>\n", tr(w, "Token"),
         tr(w, "Revoke it for good"));
    return true;
}

static bool make(struct request *q)
{
    struct work *w = q->w;
    const char *scopes = "", *one, *token, *code;
    for (size_t i = 0; (one = web_each(q, "scope", i)) != NULL; i++)
        scopes = take_text(w, "%s %s", scopes, one);
    int64_t mine = whose(q);
    if (mine < 0)
        return fail(w, NOT_ALLOWED, "%s", tr(w, "choose first for which organisation you act"));
    struct access_new n = {.name = web_text(q, "name"), .organisation = mine > 0 ? q->organisation_code : NULL, .scopes = scopes, .days = web_int(q, "days", 365, 0, 3650)};
    if (!fine(w) || !access_make(w, &n, &token, &code))
        return false;
    q->title = tr(w, "The token is made");
    html(q->page, "<p class=\"note good\">%s</p>\n<p><code>%s</code></p>\n<p><a role=\"button\" href=\"/token\">%s</a></p>\n",
         tr(w, "Copy it now: it is shown this once and stored nowhere."), token, tr(w, "I have copied it"));
    return true;
}

static const char OWNER[] = "SELECT COALESCE(organisation_id, -1) FROM access_token WHERE code = $1";

static bool revoke(struct request *q)
{
    const char *code = web_text(q, "code") != NULL ? web_text(q, "code") : "";
    return web_acts_by(q, OWNER, code) && access_revoke(q->w, code) && web_see(q, "/token");
}

const struct route access_routes[] = {
    {GET, "/token", MAY, list, TR("Access tokens for programs"), NULL},
    {POST, "/token", MAY, make, TR("Make an access token"), NULL},
    {POST, "/token/revoke", MAY, revoke, TR("Revoke an access token"), NULL},
    {0},
};
