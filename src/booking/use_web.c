/* use_web.c -- the page behind the code on a door or a machine: who has it now; I am here, I leave.  And that code, to be
 * printed and put up. */
#include "base/day.h"
#include "booking/booking_form_web.h"
#include "booking/booking_sql.h"
#include "resource/usage.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <qrencode.h>
#include <string.h>

static void act(struct request *q, const struct due *d, const char *what, const char *words, const char *look)
{
    web_form_begin(q, web_path(q->w, "/resource/", q->code[0], "/here"), "inline");
    html(q->page, "<input type=\"hidden\" name=\"claim\" value=\"%s\"><input type=\"hidden\" name=\"at\" value=\"%lld\">", d->claim, (long long)d->from);
    html(q->page, "<button name=\"act\" value=\"%s\" class=\"%s\">%s</button></form>\n", what, look, words);
}

bool here_page(struct request *q)
{
    struct work *w = q->w;
    struct due *all;
    int n, offset = web_region(q)->utc_offset_min;
    int64_t owner;
    struct rows r = db_rows(w, BOOKING_WEB_RESOURCE, ARGS(V(q->code[0])));
    if (!db_next(&r))
        return fine(w) && fail(w, NOT_FOUND, tr(w, "there is no room, equipment or teacher %s"), q->code[0]);
    q->title = tr_name(w, db_text(&r, 1), db_text(&r, 2));
    db_done(&r);
    if (!usage_due(w, q->code[0], usage_wall(w), &all, &n, &owner))
        return false;
    piece_crumb(q, web_path(w, "/resource/", q->code[0], ""), tr(w, "Its week"));
    if (n == 0) {
        piece_empty(q, tr(w, "Nobody has it now or within the hour."), web_path(w, "/booking/new?resource=", q->code[0], ""), tr(w, "Request it"));
        return true;
    }
    for (int i = 0; i < n; i++) {
        const struct due *d = &all[i];
        bool may = web_may(q, d->organisation_id) || web_may(q, owner);
        html(q->page, "<div class=\"card\"><p class=\"lead\">%s</p><p>%s</p>", say_span(w, d->from, d->to), may ? tr_name(w, d->title_ru, d->title_en) : tr(w, "booked"));
        if (d->in_at != 0)
            html(q->page, "<p>%s %s</p>", tr(w, "here since"), say_clock(w, wall_clock(wall_from_unix(d->in_at, offset))));
        if (d->out_at != 0)
            html(q->page, "<p>%s %s</p>", tr(w, "left at"), say_clock(w, wall_clock(wall_from_unix(d->out_at, offset))));
        if (d->absent)
            html(q->page, "<p>%s</p>", tr(w, "nobody came"));
        page_add(q->page, "<p class=\"actions\">");
        if (may && d->in_at == 0)
            act(q, d, "in", tr(w, "We are here"), "");
        if (may && d->in_at != 0 && d->out_at == 0)
            act(q, d, "out", tr(w, "We leave"), "");
        if (web_may(q, owner) && d->in_at == 0 && !d->absent)
            act(q, d, "absent", tr(w, "Nobody came"), "danger");
        page_add(q->page, "</p></div>\n");
    }
    return fine(w);
}

bool here_act(struct request *q)
{
    struct work *w = q->w;
    const char *what = web_text(q, "act"), *claim = web_text(q, "claim");
    int64_t at = web_int(q, "at", 0, 0, WALL_MAX), owner;
    struct due *all;
    int n;
    bool changed, may = false;
    if (!usage_due(w, q->code[0], usage_wall(w), &all, &n, &owner))
        return false;
    if (owner == 0)
        return fail(w, NOT_FOUND, tr(w, "there is no room, equipment or teacher %s"), q->code[0]);
    bool absent = what != NULL && strcmp(what, "absent") == 0;
    for (int i = 0; i < n; i++)
        may = may || (all[i].from == at && strcmp(all[i].claim, claim != NULL ? claim : "") == 0 && !absent && web_may(q, all[i].organisation_id));
    if (!may && !web_acts_for(q, owner))
        return false;
    enum usage_act act = absent ? USAGE_ABSENT : what != NULL && strcmp(what, "out") == 0 ? USAGE_OUT : USAGE_IN;
    return usage_record(w, q->code[0], claim, at, act, &changed) && web_see(q, "/resource/%s/here", web_part(w, q->code[0]));
}

bool qr_page(struct request *q)
{
    struct work *w = q->w;
    struct rows r = db_rows(w, BOOKING_WEB_RESOURCE, ARGS(V(q->code[0])));
    if (!db_next(&r))
        return fine(w) && fail(w, NOT_FOUND, tr(w, "there is no room, equipment or teacher %s"), q->code[0]);
    q->title = tr_name(w, db_text(&r, 1), db_text(&r, 2));
    db_done(&r);
    const char *address = web_address(q, web_path(w, "/resource/", q->code[0], "/here"));
    QRcode *code = QRcode_encodeString(address, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    piece_crumb(q, web_path(w, "/resource/", q->code[0], ""), tr(w, "Its week"));
    html(q->page, "<p>%s</p>\n", tr(w, "Print it and put it up: whoever points a phone at it says that they have come, and when they leave."));
    if (code != NULL) {
        html(q->page, "<svg class=\"qr\" viewBox=\"0 0 %d %d\" width=\"320\" height=\"320\" role=\"img\" aria-label=\"%s\"><rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/><path d=\"",
             code->width + 8, code->width + 8, tr(w, "QR code of the address below"));
        for (int y = 0; y < code->width; y++)
            for (int x = 0; x < code->width; x++)
                if ((code->data[y * code->width + x] & 1) != 0)
                    html(q->page, "M%d %dh1v1h-1z", x + 4, y + 4);
        html(q->page, "\" fill=\"#000\"/></svg>\n");
        QRcode_free(code);
    }
    html(q->page, "<p><a href=\"%s\">%s</a></p>\n", web_path(w, "/resource/", q->code[0], "/here"), address);
    return fine(w);
}
