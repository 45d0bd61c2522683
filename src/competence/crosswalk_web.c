/* crosswalk_web.c -- see crosswalk_web.h. */
#include "competence/crosswalk_web.h"

#include "competence/crosswalk.h"
#include "competence/crosswalk_sql.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <string.h>

static const char *given(struct request *q, const char *name)
{
    const char *s = web_text(q, name);
    return s != NULL ? s : "";
}

static const char *state_said(struct work *w, const char *state)
{
    return strcmp(state, "accepted") == 0 ? tr(w, "accepted as meeting") : strcmp(state, "refused") == 0 ? tr(w, "refused as meeting") : tr(w, "waits for a decision");
}

static bool list(struct request *q)
{
    struct work *w = q->w;
    q->title = tr(w, "How frameworks meet");
    piece_crumb(q, "/competence", tr(w, "All competences"));
    const struct choice states[] = {{"proposed", tr(w, "waits for a decision")}, {"accepted", tr(w, "accepted as meeting")}, {"refused", tr(w, "refused as meeting")}};
    piece_filters(q);
    piece_search(q, "q", tr(w, "A name"));
    piece_choice(q, "state", tr(w, "State"), states, COUNT(states));
    piece_filters_end(q);
    if (web_text(q, "as") != NULL) {
        struct sheet *s = web_sheet(q, TR("How frameworks meet"), "crosswalk");
        return crosswalk_list(w, given(q, "state"), web_like(w, web_text(q, "q")), s) && web_sheet_done(q, s);
    }
    size_t n = 0;
    struct rows r = db_rows(w, CROSSWALK_ROWS, ARGS(V(given(q, "state")), V(web_like(w, web_text(q, "q")))));
    page_add(q->page, "<ul class=\"rows\">\n");
    for (; db_next(&r) && n < 200; n++) {
        const char *a = db_text(&r, 0), *b = db_text(&r, 3), *state = db_text(&r, 9);
        bool open = strcmp(state, "proposed") == 0;
        html(q->page, "<li><a href=\"%s\">%s</a> <small>%s</small> → <a href=\"%s\">%s</a> <small>%s</small> <span class=\"state %s\">%s</span><br><small>", web_path(w, "/competence/", a, ""),
             tr_name(w, db_text(&r, 1), db_text(&r, 2)), db_text(&r, 10), web_path(w, "/competence/", b, ""), tr_name(w, db_text(&r, 4), db_text(&r, 5)), db_text(&r, 11),
             open ? "warn" : strcmp(state, "accepted") == 0 ? "good" : "", state_said(w, state));
        html(q->page, tr(w, "score %s: %s"), say_real(w, db_real(&r, 7), 2), db_text(&r, 8));
        page_add(q->page, "</small>\n");
        if ((q->roles & (PLANNERS | AS_METHODOLOGIST)) != 0) {
            web_form_begin(q, "/crosswalk", "inline");
            html(q->page, "<input type=\"hidden\" name=\"competence\" value=\"%s\"><input type=\"hidden\" name=\"target\" value=\"%s\">", a, b);
            if (open)
                html(q->page, "<button class=\"plain\" name=\"state\" value=\"accepted\">%s</button><button class=\"plain\" name=\"state\" value=\"refused\">%s</button></form>\n", tr(w, "They meet"),
                     tr(w, "They do not"));
            else
                html(q->page, "<button class=\"plain\" name=\"state\" value=\"proposed\">%s</button></form>\n", tr(w, "Take the decision back"));
        }
        page_add(q->page, "</li>\n");
    }
    page_add(q->page, "</ul>\n");
    if (n == 0)
        piece_empty(q, tr(w, "Nothing is proposed. Load a second framework (ESCO, O*NET, professional standards), then: cavt competence crosswalk DB --from kuzbass --to esco"), "/competence", tr(w, "All competences"));
    else
        html(q->page, "<p class=\"under\">%s <a href=\"/crosswalk?as=xlsx\" download>XLSX</a> <a href=\"/crosswalk?as=csv\" download>CSV</a></p>\n", tr(w, "save as"));
    return fine(w);
}

static bool decide(struct request *q)
{
    return crosswalk_decide(q->w, given(q, "competence"), given(q, "target"), given(q, "state")) && web_see(q, "/crosswalk");
}

const struct route crosswalk_routes[] = {
    {GET, "/crosswalk", ANYONE, list, TR("How competences of different frameworks meet"), NULL},
    {POST, "/crosswalk", PLANNERS, decide, TR("Accept, refuse or take back how two competences meet"), NULL},
    {0},
};
