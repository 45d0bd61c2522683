/* same_web.c -- see same_web.h.  Who finds them to be one gives the second the type of the first; who finds that they
 * differ is not asked again.  Both are written down and can be taken back. */
#include "resource/same_web.h"

#include "account/audit.h"
#include "resource/same.h"
#include "store/db.h"
#include "view/words.h"
#include "web/piece.h"

#include <string.h>

#define LEAST 0.75
#define SHOWN 200

static const char TYPE_OF[] = "SELECT type_id FROM resource WHERE id = $1 AND kind = 'equipment'";
static const char TYPE_CODE[] = "SELECT code FROM resource_type WHERE id = $1";
static const char OWNER_OF[] = "SELECT organisation_id FROM resource WHERE id = $1";
static const char CODE_OF[] = "SELECT code FROM resource WHERE id = $1";
static const char SET_TYPE[] = "UPDATE resource SET type_id = $2 WHERE id = $1";
static const char PUT_DIFFERS[] = "INSERT INTO resource_differs (one_id, other_id, made_at, who) VALUES ($1, $2, $3, $4) ON CONFLICT (one_id, other_id) DO NOTHING";

static const char *text_of(struct work *w, const char *sql, int64_t id)
{
    struct rows r = db_rows(w, sql, ARGS(V(id)));
    const char *s = db_next(&r) ? db_text(&r, 0) : "";
    db_done(&r);
    return s;
}

static void buttons(struct request *q, const struct same_pair *p)
{
    struct work *w = q->w;
    if (p->types || !(web_may(q, p->one_owner_id) || web_may(q, p->other_owner_id)))
        return;
    web_form_begin(q, "/resource/same", "inline");
    html(q->page, "<input type=\"hidden\" name=\"one\" value=\"%lld\"><input type=\"hidden\" name=\"other\" value=\"%lld\">", (long long)p->one, (long long)p->other);
    if (p->one_type != p->other_type)
        html(q->page, "<button class=\"plain\" name=\"verdict\" value=\"same\">%s</button> ", tr(w, "one thing"));
    html(q->page, "<button class=\"plain\" name=\"verdict\" value=\"differ\">%s</button></form>", tr(w, "they differ"));
}

static bool pairs(struct request *q)
{
    struct work *w = q->w;
    struct same_pair *all;
    size_t n;
    q->title = tr(w, "The same machine typed two ways");
    q->wide = true;
    piece_crumb(q, "/resource?kind=equipment", kind_word(w, "equipment"));
    if (!same_find(w, LEAST, SHOWN, &all, &n))
        return false;
    if (n == 0) {
        piece_empty(q, tr(w, "No two machines have names so much alike."), "/resource?kind=equipment", tr(w, "To the equipment"));
        return true;
    }
    html(q->page, "<p>%s</p>\n<div class=\"scroll\"><table><thead><tr><th>%s</th><th>%s</th><th>%s</th><th class=\"num\">%s</th><td></td></tr></thead><tbody>\n",
         tr(w, "Names are compared by their words and letters; figures must agree. Two records that are one thing get one type, so that orders and searches find both."),
         tr(w, "What"), tr(w, "One"), tr(w, "The other"), tr(w, "Alike, %"));
    for (size_t i = 0; i < n; i++) {
        const struct same_pair *p = &all[i];
        html(q->page, "<tr><td>%s</td>", p->types ? tr(w, "types") : tr(w, "records"));
        const char *codes[2] = {p->one_code, p->other_code}, *names[2] = {p->one_name, p->other_name}, *owners[2] = {p->one_owner, p->other_owner};
        for (int k = 0; k < 2; k++)
            html(q->page, "<td><a href=\"%s\">%s</a> <small>%s %s</small></td>",
                 p->types ? web_path(w, "/resource?type=", codes[k], "") : web_path(w, "/resource/", codes[k], ""), names[k], codes[k], owners[k]);
        html(q->page, "<td class=\"num\">%d</td><td>", (int)(p->score * 100 + 0.5));
        buttons(q, p);
        page_add(q->page, "</td></tr>\n");
    }
    page_add(q->page, "</tbody></table></div>\n");
    return fine(w);
}

static bool verdict(struct request *q)
{
    struct work *w = q->w;
    int64_t one = web_int(q, "one", 0, 1, INT64_MAX), other = web_int(q, "other", 0, 1, INT64_MAX);
    int64_t mine = db_one(w, OWNER_OF, ARGS(V(one)), 0), theirs = db_one(w, OWNER_OF, ARGS(V(other)), 0);
    const char *said = web_text(q, "verdict");
    if (!fine(w) || (mine == 0 || theirs == 0))
        return fine(w) && fail(w, NOT_FOUND, "%s", tr(w, "one of the two is no longer there"));
    bool same = said != NULL && strcmp(said, "same") == 0;
    if (!web_acts_for(q, same || !web_may(q, mine) ? theirs : mine)) /* whose record is changed */
        return false;
    db_begin(w);
    if (same) {
        int64_t type = db_one(w, TYPE_OF, ARGS(V(one)), 0), was = db_one(w, TYPE_OF, ARGS(V(other)), 0);
        if (type != 0 && was != 0 && type != was) {
            db_run(w, SET_TYPE, ARGS(V(other), V(type)));
            audit_add(w, theirs, "edit", "equipment", text_of(w, CODE_OF, other), audit_words(w, "type", text_of(w, TYPE_CODE, was), NULL),
                      audit_words(w, "type", text_of(w, TYPE_CODE, type), NULL));
        }
    } else {
        db_run(w, PUT_DIFFERS, ARGS(V(one < other ? one : other), V(one < other ? other : one), V(w->now), V(w->who)));
        audit_add(w, mine, "differ", "equipment", text_of(w, CODE_OF, one), NULL, audit_words(w, "from", text_of(w, CODE_OF, other), NULL));
    }
    return db_commit(w) && web_see(q, "/resource/same");
}

#define KEEPERS ((unsigned)(AS_PARTNER | AS_EMPLOYER | PLANNERS))

const struct route same_routes[] = {
    {GET, "/resource/same", KEEPERS | READERS, pairs, TR("Machines that are probably the same thing typed two ways"), NULL},
    {POST, "/resource/same", KEEPERS, verdict, TR("Say whether two machines are one thing"), NULL},
    {0},
};
