/* home.c -- see home.h: one sentence of state, where the need is, whose turn it is, what is lacking, what
 * stands idle, what changed. */
#include "app/home.h"

#include "app/home_sql.h"
#include "app/my.h"
#include "web/map.h"
#include "base/day.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <stdlib.h>
#include <string.h>

#define ORDERS_SHOWN 12
#define IDLE_DAYS    28
#define IDLE_SHOWN   6
#define WORK_DAY_MIN 480 /* what a machine could be used in a day, for the share of time taken */

struct waiting {
    const char *code, *title, *employer, *offer, *offer_state, *municipality;
    int64_t people, changes; /* proposed and not decided */
    int32_t deadline_on;
};

static struct waiting *read_waiting(struct work *w, size_t *n)
{
    struct waiting *all = NULL;
    size_t room = 0;
    *n = 0;
    struct rows r = db_rows(w, HOME_ORDERS, NO_ARGS);
    while (db_next(&r)) {
        grow(w, &all, room, *n);
        const char *title = tr_name(w, db_text(&r, 1), db_text(&r, 2));
        all[(*n)++] = (struct waiting){.code = db_text(&r, 0), .title = *title != '\0' ? title : db_text(&r, 0),
                                       .employer = tr_name(w, db_text(&r, 3), db_text(&r, 4)), .people = db_int(&r, 5),
                                       .deadline_on = (int32_t)db_int(&r, 6), .offer = db_null(&r, 8) ? NULL : db_text(&r, 8),
                                       .offer_state = db_text(&r, 9), .municipality = db_text(&r, 10), .changes = db_int(&r, 11)};
    }
    return all;
}

static bool is(const struct waiting *o, const char *state) { return o->offer != NULL && strcmp(o->offer_state, state) == 0; }

static void sentence(struct request *q, const struct waiting *all, size_t n)
{
    struct work *w = q->w;
    long long made = 0, held = 0, never = 0, unasked = 0;
    for (size_t i = 0; i < n; i++) {
        made += is(&all[i], "made");
        held += is(&all[i], "held");
        never += is(&all[i], "impossible");
    }
    unasked = (long long)n - made - held - never;
    html(q->page, "<p class=\"lead\">");
    page_add(q->page, "<b>");
    html(q->page, trn(w, "%lld order is open", "%lld orders are open", (int64_t)n), (long long)n);
    page_add(q->page, "</b>");
    const char *mark = ": ";
    const struct { long long n; const char *text; } parts[] = {
        {made, take_text(w, trn(w, "%lld has an offer to accept", "%lld have an offer to accept", made), made)},
        {held, take_text(w, trn(w, "%lld is held while owners answer", "%lld are held while owners answer", held), held)},
        {unasked, take_text(w, trn(w, "%lld waits for an answer", "%lld wait for an answer", unasked), unasked)},
        {never, take_text(w, trn(w, "%lld cannot be met as asked", "%lld cannot be met as asked", never), never)},
    };
    for (size_t i = 0; i < COUNT(parts); i++)
        if (parts[i].n > 0) {
            page_add(q->page, mark);
            page_add(q->page, parts[i].text);
            mark = ", ";
        }
    page_add(q->page, ".</p>\n");
}

static void turn(struct request *q, const struct waiting *o)
{
    struct work *w = q->w;
    const char *offer = o->offer != NULL ? web_path(w, "/offer/", o->offer, "") : NULL;
    if (o->changes > 0)
        html(q->page, "<a href=\"%s\">%s</a><br><small>%s</small>", web_path(w, "/order/", o->code, "/talk"), tr(w, "decide on a proposed change"), tr(w, "the employer's turn"));
    else if (is(o, "held"))
        html(q->page, "<a href=\"%s\">%s</a><br><small>%s</small>", offer, tr(w, "see who has answered"), tr(w, "the owners' turn"));
    else if (is(o, "made"))
        html(q->page, "<a href=\"%s\">%s</a><br><small>%s</small>", offer, tr(w, "accept or compare"), tr(w, "the employer's turn"));
    else if (is(o, "impossible"))
        html(q->page, "<a href=\"%s\">%s</a><br><small>%s</small>", offer, tr(w, "see what would help"), tr(w, "the centre's turn"));
    else
        html(q->page, "<a href=\"%s\">%s</a><br><small>%s</small>", web_path(w, "/order/", o->code, ""), tr(w, "find an offer"), tr(w, "the centre's turn"));
}

static void waiting(struct request *q, const struct waiting *all, size_t n)
{
    struct work *w = q->w;
    html(q->page, "<h2>%s</h2>\n", tr(w, "Whose turn it is"));
    if (n == 0) {
        piece_empty(q, tr(w, "No order waits for anybody."), "/order/new", tr(w, "Order training"));
        return;
    }
    html(q->page, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table class=\"stack\"><thead><tr><th scope=\"col\">%s</th>"
                  "<th scope=\"col\" class=\"num\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead><tbody>\n",
         tr(w, "Orders that wait"), tr(w, "Order"), tr(w, "People"), tr(w, "By"), tr(w, "Next"));
    for (size_t i = 0; i < n && i < ORDERS_SHOWN; i++) {
        const struct waiting *o = &all[i];
        int32_t left = o->deadline_on - web_region(q)->today_on;
        html(q->page, "<tr><td><a href=\"%s\">%s</a><br><small>%s</small></td><td class=\"num\">%s</td>", web_path(w, "/order/", o->code, ""), o->title,
             o->employer, say_number(w, o->people));
        html(q->page, "<td class=\"tight\">%s<br><small>", say_day(w, o->deadline_on));
        if (left < 0)
            html(q->page, "%s", tr(w, "the day has passed"));
        else
            html(q->page, trn(w, "%d day left", "%d days left", left), left);
        page_add(q->page, "</small></td><td>");
        turn(q, o);
        page_add(q->page, "</td></tr>\n");
    }
    page_add(q->page, "</tbody></table></div>\n");
    if (n > ORDERS_SHOWN)
        html(q->page, "<p><a href=\"/order?state=open\">%s</a></p>\n", tr(w, "All open orders"));
}

static void figures(struct request *q)
{
    struct work *w = q->w;
    struct rows r = db_rows(w, HOME_COUNTS, NO_ARGS);
    if (!db_next(&r))
        return;
    page_add(q->page, "<div class=\"figures\">\n");
    piece_figure(q, "/partner", say_number(w, db_int(&r, 0)), trn(w, "partner in all", "partners in all", db_int(&r, 0)));
    piece_figure(q, "/catalogue?what=module", say_number(w, db_int(&r, 1)), trn(w, "module in all", "modules in all", db_int(&r, 1)));
    piece_figure(q, "/resource?kind=room", say_number(w, db_int(&r, 2)), trn(w, "room in all", "rooms in all", db_int(&r, 2)));
    piece_figure(q, "/resource?kind=equipment", say_number(w, db_int(&r, 3)), trn(w, "piece of equipment", "pieces of equipment", db_int(&r, 3)));
    piece_figure(q, "/resource?kind=staff", say_number(w, db_int(&r, 4)), trn(w, "teacher in all", "teachers in all", db_int(&r, 4)));
    piece_figure(q, "/order?state=agreed", say_number(w, db_int(&r, 5)), tr(w, "orders agreed"));
    page_add(q->page, "</div>\n");
    db_done(&r);
}

static void untaught(struct request *q)
{
    struct work *w = q->w;
    bool any = false;
    html(q->page, "<section><h2>%s</h2>\n", tr(w, "Asked for, and nobody teaches it"));
    struct rows r = db_rows(w, HOME_UNTAUGHT, NO_ARGS);
    while (db_next(&r)) {
        page_add(q->page, any ? "" : "<ul class=\"rows\">\n");
        any = true;
        html(q->page, "<li><a href=\"%s\">%s</a>, ", web_path(w, "/competence/", db_text(&r, 0), ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        html(q->page, tr(w, "level %lld"), (long long)db_int(&r, 3));
        page_add(q->page, "<br><small>");
        html(q->page, trn(w, "%lld person by %s", "%lld people by %s", db_int(&r, 4)), (long long)db_int(&r, 4), say_day(w, (int32_t)db_int(&r, 6)));
        page_add(q->page, "; ");
        if (db_null(&r, 7))
            html(q->page, "%s", tr(w, "no module gives it at all"));
        else
            html(q->page, tr(w, "modules give it to level %lld"), (long long)db_int(&r, 7));
        page_add(q->page, "</small></li>\n");
    }
    page_add(q->page, any ? "</ul>" : "");
    if (!any)
        html(q->page, "<p class=\"muted\">%s</p>", tr(w, "Everything that open orders ask for is taught somewhere in the region."));
    page_add(q->page, "</section>\n");
}

struct idle {
    const char *code, *name, *owner;
    int64_t price_minor;
    int percent; /* of working time taken */
};

static int by_idle(const void *a, const void *b)
{
    const struct idle *x = a, *y = b;
    return x->percent != y->percent ? x->percent - y->percent : (x->price_minor < y->price_minor) - (x->price_minor > y->price_minor);
}

static int64_t taken_min(struct work *w, int64_t resource, int64_t from, int64_t to)
{
    int64_t sum = db_one(w, HOME_BOOKED, ARGS(V(resource), V(from), V(to)), 0);
    struct rows r = db_rows(w, HOME_BUSY, ARGS(V(resource), V(from), V(to)));
    while (db_next(&r))
        for (int64_t k = 0; k < db_int(&r, 2); k++) {
            int64_t a = db_int(&r, 0) + k * 7 * DAY_MIN, b = db_int(&r, 1) + k * 7 * DAY_MIN;
            if (a < to && b > from)
                sum += ((b < to ? b : to) - (a > from ? a : from)) * db_int(&r, 3);
        }
    return sum;
}

static void idle(struct request *q)
{
    struct work *w = q->w;
    struct idle all[40];
    size_t n = 0;
    int64_t from = (int64_t)web_region(q)->today_on * DAY_MIN, to = from + (int64_t)IDLE_DAYS * DAY_MIN;
    struct rows r = db_rows(w, HOME_COSTLY, NO_ARGS);
    while (db_next(&r) && n < COUNT(all)) {
        int64_t could = (int64_t)WORK_DAY_MIN * IDLE_DAYS * 5 / 7 * db_int(&r, 6);
        int64_t percent = taken_min(w, db_int(&r, 0), from, to) * 100 / could;
        all[n++] = (struct idle){db_text(&r, 1), tr_name(w, db_text(&r, 2), db_text(&r, 3)), tr_name(w, db_text(&r, 4), db_text(&r, 5)), db_int(&r, 7),
                                 percent > 100 ? 100 : (int)percent};
    }
    qsort(all, n, sizeof(*all), by_idle);
    html(q->page, "<section><h2>%s</h2>\n", tr(w, "Costly and idle in the coming four weeks"));
    if (n == 0)
        html(q->page, "<p class=\"muted\">%s</p>", tr(w, "No equipment with a price is recorded yet."));
    else
        page_add(q->page, "<ul class=\"rows\">\n");
    for (size_t i = 0; i < n && i < IDLE_SHOWN; i++) {
        html(q->page, "<li><a href=\"%s\">%s</a>, %s<br><small>", web_path(w, "/resource/", all[i].code, ""), all[i].name, all[i].owner);
        html(q->page, tr(w, "%s an hour, %d %% of working time taken"), say_price(w, all[i].price_minor, web_region(q)->currency), all[i].percent);
        page_add(q->page, "</small></li>\n");
    }
    page_add(q->page, n == 0 ? "</section>\n" : "</ul></section>\n");
}

static void changes(struct request *q)
{
    struct work *w = q->w;
    bool any = false;
    struct rows r = db_rows(w, HOME_CHANGES, NO_ARGS);
    while (db_next(&r)) {
        if (!any)
            html(q->page, "<section><h2>%s</h2>\n<ul class=\"rows\">\n", tr(w, "What changed last"));
        any = true;
        const char *object = db_text(&r, 2), *code = db_text(&r, 3), *verb = db_text(&r, 1);
        bool order = strcmp(object, "training_order") == 0, offer = strcmp(object, "offer") == 0;
        html(q->page, "<li><small>%s</small> %s ", say_wall(w, wall_from_unix(db_int(&r, 0), web_region(q)->utc_offset_min)), state_word(w, verb));
        if (order || offer)
            html(q->page, "<a href=\"%s\">%s</a></li>\n", web_path(w, order ? "/order/" : "/offer/", code, ""), code);
        else
            html(q->page, "<small>%s</small></li>\n", strlen(code) > 60 ? "" : code);
    }
    if (any)
        page_add(q->page, "</ul></section>\n");
}

static void need_map(struct request *q, const struct waiting *all, size_t n)
{
    struct work *w = q->w;
    struct map_view m = {.label = tr(w, "Where the people are whose training waits, and the partners' sites")};
    struct rows r = db_rows(w, HOME_SITES, NO_ARGS);
    while (db_next(&r))
        map_add_site(w, &m, db_text(&r, 0), db_real(&r, 1), db_real(&r, 2), web_path(w, "/partner/", db_text(&r, 3), ""),
                     tr_name(w, db_text(&r, 4), db_text(&r, 5)));
    for (size_t i = 0; i < n; i++)
        map_add_need(&m, all[i].municipality, all[i].people);
    map_show(q, &m);
}

static bool home(struct request *q)
{
    struct work *w = q->w;
    size_t n;
    const char *name = web_region(q)->name;
    q->title = *name != '\0' ? name : tr(w, "The region at a glance");
    const struct waiting *all = read_waiting(w, &n);
    my_show(q);
    sentence(q, all, n);
    page_add(q->page, "<div class=\"cols side\"><div>\n");
    waiting(q, all, n);
    html(q->page, "<div class=\"actions\"><a role=\"button\" href=\"/order/new\">%s</a><a role=\"button\" class=\"quiet\" href=\"/catalogue\">%s</a></div>\n",
         tr(w, "Order training"), tr(w, "Look in the catalogue"));
    page_add(q->page, "</div><div>\n");
    html(q->page, "<h2>%s</h2>\n", tr(w, "Where the need is"));
    need_map(q, all, n);
    page_add(q->page, "</div></div>\n");
    figures(q);
    page_add(q->page, "<div class=\"cols\">\n");
    untaught(q);
    idle(q);
    changes(q);
    page_add(q->page, "</div>\n");
    return fine(w);
}

const struct route home_routes[] = {
    {GET, "/", ANYONE, home, TR("The region at a glance"), TR("Region")},
    {0},
};
