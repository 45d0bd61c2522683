/* partner_web.c -- who is in the network, what each has, shares and does. */
#include "partner/partner_web.h"

#include "partner/partner_web_sql.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <string.h>

static const char *const kinds[] = {"college", "university", "school", "science", "employer", "centre", "authority", "provider", NULL};

static bool list(struct request *q)
{
    static const struct column cols[] = {
        {"name", TR("Name"), WORDS}, {"kind", TR("Kind"), CODE}, {"municipality", TR("Where"), CODE}, {"sites", TR("Sites"), NUMBER},
        {"rooms", TR("Rooms"), NUMBER}, {"equipment", TR("Equipment"), NUMBER}, {"staff", TR("Staff"), NUMBER},
        {"modules", TR("Modules"), NUMBER}, {"orders", TR("Orders"), NUMBER},
    };
    struct work *w = q->w;
    q->title = tr(w, "Partners");
    size_t n;
    const struct choice *all = piece_kinds(w, kinds, &n);
    piece_filters(q);
    piece_search(q, "q", tr(w, "Name"));
    piece_choice(q, "kind", tr(w, "Kind"), all, n);
    piece_filters_end(q);
    const char *kind = web_text(q, "kind");
    struct sheet *s = web_sheet(q, TR("Organisations of the network"), "partners");
    struct rows r = db_rows(w, PARTNER_WEB_LIST, ARGS(V(kind != NULL ? kind : ""), V(web_like(w, web_text(q, "q")))));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        sheet_row(s);
        sheet_link(s, web_path(w, "/partner/", db_text(&r, 0), ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        sheet_words(s, kind_word(w, db_text(&r, 3)));
        sheet_words(s, db_text(&r, 4));
        for (int c = 5; c <= 10; c++)
            db_int(&r, c) == 0 ? sheet_none(s) : sheet_int(s, db_int(&r, c));
    }
    if (!sheet_end(s))
        return false;
    if (s->nrows == 0)
        piece_empty(q, web_text(q, "q") != NULL ? tr(w, "No organisation is like that.")
                                                : tr(w, "No organisations yet. They come with the region's records: cavt import DB FOLDER."), NULL, NULL);
    return web_sheet_done(q, s);
}

static void sites(struct request *q, int64_t id)
{
    struct work *w = q->w;
    html(q->page, "<h2>%s</h2>\n<div class=\"cards\">\n", tr(w, "Sites"));
    struct rows r = db_rows(w, PARTNER_WEB_SITES, ARGS(V(id)));
    while (db_next(&r)) {
        const char *address = tr_name(w, db_text(&r, 4), db_text(&r, 5));
        html(q->page, "<div class=\"card\"><b>%s</b><br>%s<br>", tr_name(w, db_text(&r, 2), db_text(&r, 3)), *address != '\0' ? address : db_text(&r, 6));
        struct rows o = db_rows(w, PARTNER_WEB_OPENINGS, ARGS(V(db_int(&r, 0))));
        while (db_next(&o))
            html(q->page, "<small>%s %s–%s</small><br>", say_weekdays(w, db_text(&o, 0)), say_clock(w, (int)db_int(&o, 1)), say_clock(w, (int)db_int(&o, 2)));
        html(q->page, "<a href=\"%s\">", web_path(w, "/resource?site=", db_text(&r, 1), ""));
        html(q->page, tr(w, "rooms %lld, equipment %lld"), (long long)db_int(&r, 7), (long long)db_int(&r, 8));
        page_add(q->page, "</a></div>\n");
    }
    page_add(q->page, "</div>\n");
}

static const char *audience(struct work *w, const char *code, const char *ru, const char *en)
{
    if (strcmp(code, "all") == 0)
        return tr(w, "everyone");
    const char *name = tr_name(w, ru, en);
    return *name != '\0' ? name : kind_word(w, code);
}

static bool sharing(struct request *q, int64_t id)
{
    static const struct column cols[] = {
        {"what", TR("What"), WORDS}, {"audience", TR("With whom"), WORDS}, {"when", TR("When"), CODE}, {"price", TR("Price"), CODE},
        {"approval", TR("Owner's approval"), CODE}, {"lead", TR("Days ahead"), NUMBER},
    };
    struct work *w = q->w;
    struct sheet *s = sheet_new(w, &sheet_html);
    s->title = tr(w, "What it shares, with whom and on what terms");
    struct rows r = db_rows(w, PARTNER_WEB_SHARING, ARGS(V(id)));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        const char *one = tr_name(w, db_text(&r, 6), db_text(&r, 7)), *site = tr_name(w, db_text(&r, 4), db_text(&r, 5));
        const char *kind = db_text(&r, 0);
        sheet_row(s);
        sheet_words(s, *one != '\0' ? one
                                    : take_text(w, "%s%s%s", *kind != '\0' ? kind_word(w, kind) : tr(w, "everything"), *site != '\0' ? ", " : "", site));
        sheet_words(s, audience(w, db_text(&r, 1), db_text(&r, 2), db_text(&r, 3)));
        sheet_words(s, take_text(w, "%s %s–%s", say_weekdays(w, db_text(&r, 8)), say_clock(w, (int)db_int(&r, 9)), say_clock(w, (int)db_int(&r, 10))));
        sheet_words(s, db_null(&r, 12) ? take_text(w, "%lld %%", (long long)db_int(&r, 11)) : say_money(w, db_int(&r, 12)));
        sheet_words(s, db_int(&r, 13) != 0 ? tr(w, "needed") : tr(w, "not needed"));
        sheet_int(s, db_int(&r, 14));
    }
    if (!sheet_end(s))
        return false;
    html(q->page, "<h2>%s</h2>\n", tr(w, "Sharing"));
    if (s->nrows == 0)
        html(q->page, "<p class=\"muted\">%s</p>\n", tr(w, "Shares nothing with others yet."));
    else
        page_bytes(q->page, s->out->text, s->out->used);
    return true;
}

static bool together(struct request *q, int64_t id)
{
    static const struct column parts[] = {{"offer", TR("Offer"), WORDS}, {"hours", TR("Hours"), NUMBER}, {"price", TR("Amount"), MONEY}, {"state", TR("Its word"), CODE}};
    static const struct column orders[] = {{"order", TR("Order"), WORDS}, {"people", TR("People"), NUMBER}, {"deadline_on", TR("By"), DAY}, {"state", TR("State"), CODE}};
    struct work *w = q->w;
    struct sheet *s = sheet_new(w, &sheet_html);
    s->title = tr(w, "Its parts in offers");
    struct rows r = db_rows(w, PARTNER_WEB_PARTS, ARGS(V(id)));
    sheet_begin(s, parts, COUNT(parts));
    while (db_next(&r)) {
        sheet_row(s);
        sheet_link(s, web_path(w, "/offer/", db_text(&r, 0), ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        sheet_int(s, db_int(&r, 3));
        sheet_int(s, db_int(&r, 4));
        sheet_words(s, state_word(w, db_text(&r, 5)));
    }
    struct sheet *t = sheet_new(w, &sheet_html);
    t->title = tr(w, "Its orders");
    if (!sheet_end(s))
        return false;
    r = db_rows(w, PARTNER_WEB_ORDERS, ARGS(V(id)));
    sheet_begin(t, orders, COUNT(orders));
    while (db_next(&r)) {
        sheet_row(t);
        sheet_link(t, web_path(w, "/order/", db_text(&r, 0), ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        sheet_int(t, db_int(&r, 3));
        sheet_int(t, db_int(&r, 4));
        sheet_words(t, state_word(w, db_text(&r, 5)));
    }
    if (!sheet_end(t))
        return false;
    if (s->nrows + t->nrows > 0)
        html(q->page, "<h2>%s</h2>\n", tr(w, "What we do together"));
    if (s->nrows > 0)
        page_bytes(q->page, s->out->text, s->out->used);
    if (t->nrows > 0)
        page_bytes(q->page, t->out->text, t->out->used);
    return true;
}

static bool show(struct request *q)
{
    struct work *w = q->w;
    const char *code = q->code[0];
    struct rows r = db_rows(w, PARTNER_WEB_ONE, ARGS(V(code)));
    if (!db_next(&r))
        return fail(w, NOT_FOUND, tr(w, "there is no organisation %s"), code);
    int64_t id = db_int(&r, 0);
    q->title = tr_name(w, db_text(&r, 1), db_text(&r, 2));
    piece_crumb(q, "/partner", tr(w, "Partners"));
    html(q->page, "<p><a href=\"%s\">%s</a></p>\n", web_path(w, "/timeline?organisation=", q->code[0], ""), tr(w, "Its rooms, equipment and people, and who has them when"));
    page_add(q->page, "<dl class=\"facts\">\n");
    piece_fact(q, tr(w, "Kind"), kind_word(w, db_text(&r, 3)));
    piece_fact(q, tr(w, "Where"), db_text(&r, 5));
    piece_fact(q, tr(w, "Tax number"), db_text(&r, 6));
    piece_fact(q, tr(w, "Mail"), db_text(&r, 7));
    piece_fact(q, tr(w, "Telephone"), db_text(&r, 8));
    piece_fact(q, tr(w, "On the web"), db_text(&r, 9));
    piece_fact(q, tr(w, "Note"), tr_name(w, db_text(&r, 10), db_text(&r, 11)));
    piece_fact(q, tr(w, "Code"), code);
    page_add(q->page, "</dl>\n<div class=\"figures\">\n");
    db_done(&r);
    r = db_rows(w, PARTNER_WEB_COUNTS, ARGS(V(id)));
    if (db_next(&r)) {
        const char *of = web_path(w, "organisation=", code, "");
        piece_figure(q, take_text(w, "/resource?kind=room&%s", of), say_number(w, db_int(&r, 0)), trn(w, "room in all", "rooms in all", db_int(&r, 0)));
        piece_figure(q, take_text(w, "/resource?kind=equipment&%s", of), say_number(w, db_int(&r, 1)), trn(w, "piece of equipment", "pieces of equipment", db_int(&r, 1)));
        piece_figure(q, take_text(w, "/resource?kind=staff&%s", of), say_number(w, db_int(&r, 2)), trn(w, "teacher in all", "teachers in all", db_int(&r, 2)));
        piece_figure(q, take_text(w, "/catalogue?what=module&%s", of), say_number(w, db_int(&r, 3)), trn(w, "module in all", "modules in all", db_int(&r, 3)));
    }
    db_done(&r);
    page_add(q->page, "</div>\n");
    sites(q, id);
    return sharing(q, id) && together(q, id);
}

const struct route partner_routes[] = {
    {GET, "/partner", ANYONE, list, TR("Organisations of the network"), TR("Partners")},
    {GET, "/partner/{code}", ANYONE, show, TR("One organisation: what it has, shares and does"), NULL},
    {0},
};
