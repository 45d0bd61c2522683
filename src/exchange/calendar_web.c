/* calendar_web.c -- see calendar_web.h. */
#include "exchange/calendar_web.h"

#include "codec/json.h"
#include "exchange/api_web.h"
#include "exchange/calendar.h"
#include "view/words.h"
#include "web/piece.h"

#include <string.h>
#include <strings.h>

#define MAY ((unsigned)(AS_PARTNER | AS_EMPLOYER | AS_DISPATCHER | AS_COORDINATOR | AS_DIRECTOR | AS_ADMIN))

static const char OWNER_RESOURCE[] = "SELECT organisation_id FROM resource WHERE code = $1";
static const char OWNER_ORGANISATION[] = "SELECT id FROM organisation WHERE code = $1";
static const char OWNER_OFFER[] = "SELECT t.organisation_id FROM offer f JOIN training_order t ON t.id = f.order_id WHERE f.code = $1";
static const char OWNER_CALENDAR[] = "SELECT r.organisation_id FROM calendar c JOIN resource r ON r.id = c.resource_id WHERE c.code = $1";
static const char OWNER_FEED[] = "SELECT COALESCE(f.organisation_id, r.organisation_id, t.organisation_id) FROM feed f LEFT JOIN resource r ON r.id = f.resource_id"
                                 " LEFT JOIN offer o ON o.id = f.offer_id LEFT JOIN training_order t ON t.id = o.order_id WHERE f.code = $1";

/* The address is the key: it is not written into logs of ours, and pages of others get no referrer from it. */
static bool given_out(struct request *q)
{
    struct text t = TEXT((size_t)32 << 20);
    size_t n = strlen(q->code[0]);
    bool named = n > 4 && strcmp(q->code[0] + n - 4, ".ics") == 0;
    if (!named || !feed_write(q->w, take_copy(q->w, q->code[0], n - 4), web_address(q, ""), &t)) {
        text_free(&t);
        q->w->err = (struct err){0};
        return fail(q->w, NOT_FOUND, tr(q->w, "there is no calendar %s"), q->code[0]);
    }
    page_bytes(q->page, t.s, t.n);
    text_free(&t);
    q->reply->type = q->route->type;
    q->bare = true;
    return fine(q->w);
}

static const char *given(struct request *q, const char *name)
{
    const char *s = web_text(q, name);
    return s != NULL ? s : "";
}

static int64_t whose(const struct request *q) { return (q->roles & CENTRE) != 0 ? 0 : q->organisation_id != 0 ? q->organisation_id : -1; }

static void field(struct request *q, const char *name, const char *label, const char *kind)
{
    html(q->page, "<div><label for=\"f-%s\">%s</label><input id=\"f-%s\" name=\"%s\" type=\"%s\" required></div>\n", name, label, name, name, kind);
}

static bool table(struct request *q, const char *title, bool (*list)(struct work *w, int64_t organisation, struct sheet *s), const char *empty)
{
    struct sheet *s = sheet_new(q->w, &sheet_html);
    html(q->page, "<h2>%s</h2>\n", title);
    s->title = title;
    if (!list(q->w, whose(q), s))
        return false;
    if (s->nrows > 0)
        page_bytes(q->page, s->out->text, s->out->used);
    else
        html(q->page, "<p class=\"muted\">%s</p>\n", empty);
    return true;
}

static void removal(struct request *q, const char *action, const char *label, const char *button)
{
    const char *id = strcmp(action, "/calendar/remove") == 0 ? "remove" : "revoke";
    web_form_begin(q, action, "filters");
    html(q->page, "<div><label for=\"f-%s\">%s</label><input id=\"f-%s\" name=\"code\" required></div><div><button class=\"danger\">%s</button></div></form>\n", id, label, id, button);
}

static bool page(struct request *q)
{
    struct work *w = q->w;
    q->title = tr(w, "Calendars");
    html(q->page, "<p class=\"lead\">%s</p>\n", tr(w, "What is booked here can be seen in your own calendar, and what stands in your own calendar makes your resources busy here."));
    if (!table(q, tr(w, "Given out"), feed_list, tr(w, "No calendar is given out.")))
        return false;
    web_form_begin(q, "/calendar/give", "filters");
    const struct choice kinds[] = {{"resource", tr(w, "a room, machine or teacher")}, {"organisation", tr(w, "all of an organisation")}, {"offer", tr(w, "an offer's lessons")}};
    html(q->page, "<div class=\"grow\"><label for=\"f-kind\">%s</label>", tr(w, "Calendar of"));
    piece_select(q, "kind", kinds, COUNT(kinds), "");
    page_add(q->page, "</div>\n");
    field(q, "of", tr(w, "Its code"), "text");
    html(q->page, "<div><button>%s</button></div></form>\n", tr(w, "Make the address"));
    removal(q, "/calendar/revoke", tr(w, "Calendar given out"), tr(w, "End it"));
    if (!table(q, tr(w, "Taken in"), calendar_list, tr(w, "No calendar is taken in.")))
        return false;
    web_form_begin(q, "/calendar", "filters");
    field(q, "resource", tr(w, "Code of the room, machine or teacher"), "text");
    html(q->page, "<div class=\"grow\"><label for=\"f-url\">%s</label><input id=\"f-url\" name=\"url\" type=\"url\" placeholder=\"https://\"></div>\n", tr(w, "Address of its calendar (.ics)"));
    html(q->page, "<div class=\"grow\"><label for=\"f-text\">%s</label><textarea id=\"f-text\" name=\"text\" rows=\"2\"></textarea></div>\n", tr(w, "or the file's text"));
    html(q->page, "<div><button>%s</button></div></form>\n", tr(w, "Take it in"));
    removal(q, "/calendar/remove", tr(w, "Calendar taken in"), tr(w, "Remove it and its busy times"));
    return true;
}

static bool take_in(struct request *q)
{
    struct calendar_taken t;
    const char *resource = given(q, "resource"), *url = given(q, "url"), *text = given(q, "text");
    if (!web_acts_by(q, OWNER_RESOURCE, resource))
        return false;
    bool ok = *url != '\0' ? calendar_add(q->w, resource, url, 60, &t) : calendar_take(q->w, resource, text, strlen(text), &t);
    return ok && web_see(q, "/calendar");
}

static bool give(struct request *q)
{
    struct work *w = q->w;
    const char *kind = given(q, "kind"), *of = given(q, "of"), *secret, *code;
    const char *owner = strcmp(kind, "resource") == 0 ? OWNER_RESOURCE : strcmp(kind, "offer") == 0 ? OWNER_OFFER : OWNER_ORGANISATION;
    if (!web_acts_by(q, owner, of) || !feed_make(w, kind, of, &secret, &code))
        return false;
    q->title = tr(w, "The calendar has an address");
    html(q->page, "<p class=\"note good\">%s</p>\n<p><code>%s</code></p>\n<p><a role=\"button\" href=\"/calendar\">%s</a></p>\n",
         tr(w, "Put it into your calendar as a subscription. Whoever knows it can read it; it is shown this once."), web_address(q, take_text(w, "/calendar/%s.ics", secret)),
         tr(w, "I have copied it"));
    return true;
}

static bool revoke(struct request *q)
{
    return web_acts_by(q, OWNER_FEED, given(q, "code")) && feed_revoke(q->w, given(q, "code")) && web_see(q, "/calendar");
}

static bool drop(struct request *q)
{
    return web_acts_by(q, OWNER_CALENDAR, given(q, "code")) && calendar_remove(q->w, given(q, "code")) && web_see(q, "/calendar");
}

/* ---------------------------------------------------------------- by program */

static bool put(struct request *q)
{
    struct calendar_taken t;
    struct work *w = q->w;
    if (!api_allowed(q, q->route->api->scope) || !web_acts_by(q, OWNER_RESOURCE, q->code[0]))
        return false;
    if (q->ask->type == NULL || strncasecmp(q->ask->type, "text/calendar", 13) != 0) {
        q->reply->status = 415;
        return fail(w, NOT_VALID, "%s", tr(w, "a calendar is sent as text/calendar"));
    }
    if (!calendar_take(w, q->code[0], q->ask->body, q->ask->body_n, &t))
        return false;
    struct text out = TEXT(0);
    struct json j = json_to(&out);
    json_begin_object(&j);
    json_put_text(&j, "code", t.code);
    json_put_int(&j, "events", t.events);
    json_put_int(&j, "times", t.times);
    json_put_int(&j, "clashes", t.clashes);
    json_put_int(&j, "left_out", t.left_out);
    json_put_bool(&j, "same", t.same);
    json_end_object(&j);
    return api_done(q, &out);
}

static const struct api_field taken[] = {
    {"code", API_TEXT, "of the calendar"}, {"events", API_INT, "events in it"}, {"times", API_INT, "times that the resource is busy by it"},
    {"clashes", API_INT, "times that were left out because something is booked"}, {"left_out", API_INT, "events that came from here"},
    {"same", API_FLAG, "it said the same before, so nothing was changed"}, {0},
};
static const struct api calendar_api = {.noun = "CalendarTaken", .help = "A resource's own calendar: what it said before is replaced, as a whole or not at all", .field = taken,
                                        .scope = "calendars", .takes = "text/calendar"};

const struct route put_routes[] = {
    {POST, "/api/v1/resources/{code}/calendar", ANYONE, put, TR("A resource's own calendar, for programs with the scope calendars"), NULL, "application/json", &calendar_api},
    {0},
};

const struct route calendar_routes[] = {
    {GET, "/calendar", MAY, page, TR("Calendars given out and taken in"), NULL},
    {POST, "/calendar", MAY, take_in, TR("Take in a resource's own calendar"), NULL},
    {POST, "/calendar/give", MAY, give, TR("Give out a calendar"), NULL},
    {POST, "/calendar/revoke", MAY, revoke, TR("End a calendar given out"), NULL},
    {POST, "/calendar/remove", MAY, drop, TR("Remove a calendar taken in"), NULL},
    {GET, "/calendar/{code}", ANYONE, given_out, TR("A calendar given out, at its secret address"), NULL, "text/calendar; charset=utf-8"},
    {0},
};
