/* hook_web.c -- see hook_web.h. */
#include "exchange/hook_web.h"

#include "exchange/hook.h"
#include "view/words.h"
#include "web/piece.h"

#define MAY ((unsigned)(AS_PARTNER | AS_EMPLOYER | AS_COORDINATOR | AS_DIRECTOR | AS_ADMIN))

static const char OWNER[] = "SELECT COALESCE(organisation_id, -1) FROM hook WHERE code = $1";

static int64_t whose(const struct request *q) { return (q->roles & CENTRE) != 0 ? 0 : q->organisation_id != 0 ? q->organisation_id : -1; }

static bool page(struct request *q)
{
    struct work *w = q->w;
    struct sheet *s = sheet_new(w, &sheet_html);
    q->title = tr(w, "Being told");
    html(q->page, "<p class=\"lead\">%s</p>\n", tr(w, "Another system of yours is told by HTTP, signed, that something happened; what it is, it asks by the API."));
    s->title = tr(w, "Who is told");
    if (!hook_list(w, whose(q), s))
        return false;
    if (s->nrows > 0)
        page_bytes(q->page, s->out->text, s->out->used);
    else
        piece_empty(q, tr(w, "Nobody is told anything yet."), NULL, NULL);
    html(q->page, "<h2>%s</h2>\n", tr(w, "Tell another one"));
    web_form_begin(q, "/hook", "filters");
    html(q->page, "<div class=\"grow\"><label for=\"f-url\">%s</label><input id=\"f-url\" name=\"url\" type=\"url\" required placeholder=\"https://\"></div>\n", tr(w, "Its address"));
    html(q->page, "<div class=\"grow\"><label for=\"f-events\">%s</label><input id=\"f-events\" name=\"events\" required value=\"offer.*\"></div>\n",
         tr(w, "Of what: offer.accept, offer.*, training_order.* or *"));
    html(q->page, "<div><button>%s</button></div></form>\n", tr(w, "Tell it"));
    if (s->nrows == 0)
        return true;
    web_form_begin(q, "/hook/remove", "filters");
    html(q->page, "<div><label for=\"f-code\">%s</label><input id=\"f-code\" name=\"code\" required></div><div><button class=\"danger\">%s</button></div></form>\n", tr(w, "Hook"),
         tr(w, "Tell it nothing any more"));
    return true;
}

static bool add(struct request *q)
{
    struct work *w = q->w;
    const char *secret, *code;
    int64_t mine = whose(q);
    if (mine < 0)
        return fail(w, NOT_ALLOWED, "%s", tr(w, "choose first for which organisation you act"));
    struct hook_new n = {.address = web_text(q, "url"), .events = web_text(q, "events"), .organisation = mine > 0 ? q->organisation_code : NULL};
    if (!hook_add(w, &n, &secret, &code))
        return false;
    q->title = tr(w, "It will be told");
    html(q->page, "<p class=\"note good\">%s</p>\n<p><code>%s</code></p>\n<p><a role=\"button\" href=\"/hook\">%s</a></p>\n",
         tr(w, "What it is told is signed with this secret. Copy it now: it is shown this once."), secret, tr(w, "I have copied it"));
    return true;
}

static bool drop(struct request *q)
{
    const char *code = web_text(q, "code") != NULL ? web_text(q, "code") : "";
    return web_acts_by(q, OWNER, code) && hook_remove(q->w, code) && web_see(q, "/hook");
}

const struct route hook_routes[] = {
    {GET, "/hook", MAY, page, TR("Other systems that are told what happens"), NULL},
    {POST, "/hook", MAY, add, TR("Tell another system what happens"), NULL},
    {POST, "/hook/remove", MAY, drop, TR("Tell it nothing any more"), NULL},
    {0},
};
