/* design_web.c -- /programme/CODE/design: the draft, what does not fit yet, changes and whose word is missing, remarks on
 * modules, the revisions. */
#include "programme/design_web.h"

#include "base/day.h"
#include "demand/order_talk_web.h"
#include "demand/remark.h"
#include "programme/design.h"
#include "programme/design_web_sql.h"
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

static const char *here(struct request *q, const char *tail) { return take_text(q->w, "%s%s", web_path(q->w, "/programme/", q->code[0], "/design"), tail); }
static const char *when(struct request *q, int64_t at) { return say_wall(q->w, wall_from_unix(at, web_region(q)->utc_offset_min)); }
static bool may(const struct request *q, const struct design *d, enum design_side side) { return web_may(q, side == SIDE_OWNER ? d->owner_id : d->employer_id); }
static const char *side_name(const struct design *d, enum design_side side) { return side == SIDE_OWNER ? d->owner : d->employer; }

static void act(struct request *q, const char *tail, enum design_side side, const char *words, const char *look)
{
    web_form_begin(q, here(q, tail), "inline");
    html(q->page, "<input type=\"hidden\" name=\"side\" value=\"%s\"><button class=\"%s\">%s</button></form>\n", design_side_name[side], look, words);
}

/* ---------------------------------------------------------------- the draft */

static void modules(struct request *q, const struct design *d)
{
    struct work *w = q->w;
    html(q->page, "<h2>%s</h2>\n", tr(w, "Modules"));
    if (d->module_count == 0) {
        html(q->page, "<p class=\"muted\">%s</p>\n", tr(w, "there is no module in it yet"));
        return;
    }
    html(q->page, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table class=\"stack\"><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
                  "<th scope=\"col\" class=\"num\">%s</th><th scope=\"col\" class=\"num\">%s</th><th scope=\"col\" class=\"num\">%s</th></tr></thead><tbody>\n",
         tr(w, "Modules of the draft"), tr(w, "Module"), tr(w, "Owner"), tr(w, "Lectures, h"), tr(w, "Practice, h"), tr(w, "Own work, h"));
    for (int i = 0; i < d->module_count; i++) {
        const struct design_module *m = &d->modules[i];
        html(q->page, "<tr><td><a href=\"%s\">%s</a>%s</td><td>%s</td>", web_path(w, "/module/", m->code, ""), m->name, m->changed ? tr(w, " (hours changed)") : "", m->owner);
        html(q->page, "<td class=\"num\">%d</td><td class=\"num\">%d</td><td class=\"num\">%d</td></tr>\n", m->lecture_ah, m->practice_ah, m->self_ah);
    }
    page_add(q->page, "</tbody></table></div>\n");
    if (d->want_count > 0)
        html(q->page, "<h2>%s</h2>\n<ul class=\"chips\">\n", tr(w, "What it shall give"));
    for (int i = 0; i < d->want_count; i++) {
        html(q->page, "<li><a href=\"%s\">%s</a> <small>", web_path(w, "/competence/", d->wants[i].code, ""), d->wants[i].name);
        html(q->page, tr(w, "level %d"), d->wants[i].level);
        html(q->page, "%s</small></li>\n", d->wants[i].given ? "" : tr(w, ", not given yet"));
    }
    if (d->want_count > 0)
        page_add(q->page, "</ul>\n");
}

static void concerns(struct request *q, const struct design *d)
{
    if (d->concern_count == 0)
        return;
    html(q->page, "<div class=\"note warn\"><p><b>%s</b></p><ul>\n", tr(q->w, "What does not fit together yet"));
    for (int i = 0; i < d->concern_count; i++)
        html(q->page, "<li>%s</li>\n", d->concerns[i]);
    page_add(q->page, "</ul></div>\n");
}

static void approvals(struct request *q, const struct design *d)
{
    struct work *w = q->w;
    page_add(q->page, "<ul class=\"rows\">\n");
    for (int side = 0; side < 2; side++) {
        html(q->page, "<li>%s: <b>%s</b> ", side_name(d, (enum design_side)side), d->approved[side] ? tr(w, "approved") : tr(w, "not approved yet"));
        if (!d->approved[side] && d->open == 0 && strcmp(d->state, "draft") == 0 && d->module_count > 0 && may(q, d, (enum design_side)side))
            act(q, "/approve", (enum design_side)side, tr(w, "Approve this revision"), "");
        page_add(q->page, "</li>\n");
    }
    page_add(q->page, "</ul>\n");
}

/* ---------------------------------------------------------------- changes */

static const char *state_said(struct work *w, const char *state)
{
    static const struct { const char *state, *said; } all[] = {
        {"proposed", TR("waits for the other side")}, {"accepted", TR("done")}, {"refused", TR("refused")}, {"withdrawn", TR("taken back")},
    };
    for (size_t i = 0; i < COUNT(all); i++)
        if (strcmp(state, all[i].state) == 0)
            return tr(w, all[i].said);
    return state;
}

static bool changes(struct request *q, const struct design *d)
{
    struct work *w = q->w;
    struct design_change *all;
    int n;
    if (!design_changes(w, d, &all, &n))
        return false;
    html(q->page, "<h2>%s</h2>\n", tr(w, "Changes"));
    if (n == 0)
        html(q->page, "<p class=\"muted\">%s</p>\n", tr(w, "No change has been proposed."));
    for (int i = n - 1; i >= 0; i--) {
        const struct design_change *c = &all[i];
        enum design_side other = c->side == SIDE_OWNER ? SIDE_EMPLOYER : SIDE_OWNER;
        html(q->page, "<div class=\"card\"><small>%d · %s · %s</small><p><b>%s</b> <small>%s</small></p>\n", c->number, side_name(d, c->side), when(q, c->made_at), c->words,
             state_said(w, c->state));
        if (*c->text != '\0')
            html(q->page, "<p>%s</p>\n", c->text);
        if (*c->reason != '\0')
            html(q->page, "<p><small>%s: %s</small></p>\n", tr(w, "Why"), c->reason);
        if (strcmp(c->state, "proposed") == 0 && may(q, d, other)) {
            act(q, take_text(w, "/change/%d/accept", c->number), other, tr(w, "Accept"), "");
            act(q, take_text(w, "/change/%d/refuse", c->number), other, tr(w, "Refuse"), "quiet");
        }
        if (strcmp(c->state, "proposed") == 0 && may(q, d, c->side))
            act(q, take_text(w, "/change/%d/withdraw", c->number), c->side, tr(w, "Take it back"), "quiet");
        page_add(q->page, "</div>\n");
    }
    return true;
}

static void side_select(struct request *q, const struct design *d)
{
    struct work *w = q->w;
    bool owner = may(q, d, SIDE_OWNER), employer = may(q, d, SIDE_EMPLOYER);
    if (!owner || !employer) {
        html(q->page, "<input type=\"hidden\" name=\"side\" value=\"%s\">\n", design_side_name[employer ? SIDE_EMPLOYER : SIDE_OWNER]);
        return;
    }
    html(q->page, "<label for=\"d-side\">%s</label><select id=\"d-side\" name=\"side\"><option value=\"owner\">%s</option><option value=\"employer\">%s</option></select>\n",
         tr(w, "For"), d->owner, d->employer);
}

static void input(struct request *q, const char *name, const char *label, const char *type, const char *list)
{
    html(q->page, "<label for=\"d-%s\">%s</label><input id=\"d-%s\" name=\"%s\" type=\"%s\"", name, label, name, name, type);
    if (list != NULL)
        html(q->page, " list=\"%s\"", list);
    page_add(q->page, strcmp(type, "number") == 0 ? " min=\"0\" max=\"2000\">\n" : ">\n");
}

static void form(struct request *q, const struct design *d)
{
    struct work *w = q->w;
    const struct { const char *kind, *said; } kinds[] = {
        {"add", tr(w, "Add a module")}, {"remove", tr(w, "Remove a module")}, {"replace", tr(w, "Replace a module by another")},
        {"hours", tr(w, "Change a module's hours")}, {"want", tr(w, "Ask for a competence")}, {"unwant", tr(w, "Ask for it no longer")},
    };
    html(q->page, "<details><summary>%s</summary>\n", tr(w, "Propose a change"));
    web_form_begin(q, here(q, "/propose"), "card");
    side_select(q, d);
    html(q->page, "<label for=\"d-kind\">%s</label><select id=\"d-kind\" name=\"kind\">", tr(w, "What"));
    for (size_t i = 0; i < COUNT(kinds); i++)
        html(q->page, "<option value=\"%s\">%s</option>", kinds[i].kind, kinds[i].said);
    page_add(q->page, "</select>\n");
    input(q, "module", tr(w, "Module (code)"), "text", "d-modules");
    input(q, "other", tr(w, "By which module (code), to replace"), "text", "d-modules");
    input(q, "competence", tr(w, "Competence (code), to ask for"), "text", "d-competences");
    input(q, "level", tr(w, "Level, to ask for"), "number", NULL);
    input(q, "lecture", tr(w, "Lectures, h"), "number", NULL);
    input(q, "practice", tr(w, "Practice, h"), "number", NULL);
    input(q, "self", tr(w, "Own work, h"), "number", NULL);
    html(q->page, "<label for=\"d-why\">%s</label><textarea id=\"d-why\" name=\"text\" rows=\"2\" maxlength=\"2000\"></textarea>\n", tr(w, "Why"));
    html(q->page, "<button>%s</button> <small>%s</small></form>\n", tr(w, "Propose"), tr(w, "The other side decides."));
    page_add(q->page, "<datalist id=\"d-modules\">");
    struct rows r = db_rows(w, DESIGN_WEB_MODULES, NO_ARGS);
    while (db_next(&r))
        html(q->page, "<option value=\"%s\">%s</option>", db_text(&r, 0), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
    page_add(q->page, "</datalist><datalist id=\"d-competences\">");
    r = db_rows(w, DESIGN_WEB_COMPETENCES, NO_ARGS);
    while (db_next(&r))
        html(q->page, "<option value=\"%s\">%s</option>", db_text(&r, 0), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
    page_add(q->page, "</datalist></details>\n");
}

static bool history(struct request *q, const struct design *d)
{
    struct work *w = q->w;
    struct design_past *all;
    int n;
    if (!design_history(w, d, &all, &n))
        return false;
    if (n < 2)
        return true;
    html(q->page, "<h2>%s</h2>\n<ul class=\"rows\">\n", tr(w, "Revisions"));
    for (int i = n - 1; i >= 0; i--) {
        page_add(q->page, "<li>");
        html(q->page, tr(w, "revision %d"), all[i].revision);
        html(q->page, ", %s ", when(q, all[i].made_at));
        for (int side = 0; side < 2 && all[i].revision < d->revision && strcmp(d->state, "draft") == 0; side++)
            if (may(q, d, (enum design_side)side)) {
                web_form_begin(q, here(q, "/propose"), "inline");
                html(q->page, "<input type=\"hidden\" name=\"side\" value=\"%s\"><input type=\"hidden\" name=\"kind\" value=\"restore\">"
                              "<input type=\"hidden\" name=\"revision\" value=\"%d\"><button class=\"quiet\">%s</button></form>",
                     design_side_name[side], all[i].revision, tr(w, "Propose to go back to it"));
                break;
            }
        page_add(q->page, "</li>\n");
    }
    page_add(q->page, "</ul>\n");
    return true;
}

static const char *module_name(void *arg, int64_t id)
{
    const struct design *d = arg;
    for (int i = 0; i < d->module_count; i++)
        if (d->modules[i].id == id)
            return d->modules[i].name;
    return "";
}

static void remark_form(struct request *q, const struct design *d)
{
    struct work *w = q->w;
    web_form_begin(q, here(q, "/remark"), NULL);
    html(q->page, "<label for=\"d-about\">%s</label><select id=\"d-about\" name=\"about\"><option value=\"\">%s</option>", tr(w, "About"), tr(w, "the whole"));
    for (int i = 0; i < d->module_count; i++)
        html(q->page, "<option value=\"%s\">%s</option>", d->modules[i].code, d->modules[i].name);
    html(q->page, "</select>\n<label for=\"d-text\">%s</label><textarea id=\"d-text\" name=\"text\" rows=\"3\" required maxlength=\"4000\"></textarea><button class=\"quiet\">%s</button></form>\n",
         tr(w, "Your remark"), tr(w, "Say it"));
}

static bool sees(struct request *q, const struct design *d)
{
    return (q->roles & READERS) != 0 || (q->organisation_id != 0 && (q->organisation_id == d->owner_id || q->organisation_id == d->employer_id)) ||
           web_acts_for(q, d->employer_id);
}

/* not_begun: the programme is designed with nobody yet; how to begin. */
static bool not_begun(struct request *q)
{
    struct work *w = q->w;
    size_t n;
    q->title = tr(w, "Design together");
    piece_crumb(q, web_path(w, "/programme/", q->code[0], ""), tr(w, "The programme"));
    html(q->page, "<p>%s</p>\n", tr(w, "An employer and the programme's owner design it together: each proposes changes, the other decides, and when both approve the same revision it "
                                       "becomes the programme's new version. Until then the present version stays."));
    if ((q->roles & PLANNERS) == 0)
        return true;
    const struct choice *c = piece_choices(w, DESIGN_WEB_EMPLOYERS, &n);
    web_form_begin(q, here(q, "/begin"), "card");
    html(q->page, "<label for=\"f-employer\">%s</label>", tr(w, "With which employer"));
    html(q->page, "<select id=\"f-employer\" name=\"employer\">");
    for (size_t i = 0; i < n; i++)
        html(q->page, "<option value=\"%s\">%s</option>", c[i].value, c[i].text);
    html(q->page, "</select><button>%s</button></form>\n", tr(w, "Begin"));
    return true;
}

static bool show(struct request *q)
{
    struct work *w = q->w;
    struct design d;
    struct remark *all;
    int n;
    if (db_one(w, DESIGN_WEB_THERE, ARGS(V(q->code[0])), 0) == 0)
        return fail(w, NOT_FOUND, tr(w, "there is no programme %s"), q->code[0]);
    if (db_one(w, DESIGN_WEB_BEGUN, ARGS(V(q->code[0])), 0) == 0)
        return not_begun(q);
    if (!design_load(w, q->code[0], &d) || !sees(q, &d) || !remark_list(w, "programme", d.id, &all, &n))
        return false;
    q->title = take_text(w, tr(w, "Design together: %s"), d.name);
    piece_crumb(q, web_path(w, "/programme/", d.code, ""), tr(w, "The programme"));
    html(q->page, "<p>%s, %s · ", d.owner, d.employer);
    html(q->page, tr(w, "version %d"), d.version);
    page_add(q->page, ", ");
    html(q->page, tr(w, "revision %d"), d.revision);
    html(q->page, ", %s</p>\n<div class=\"note\"><p><b>%s</b></p></div>\n", say_hours(w, d.hours_ah), design_turn(w, &d));
    approvals(q, &d);
    concerns(q, &d);
    modules(q, &d);
    if (!changes(q, &d))
        return false;
    bool draft = strcmp(d.state, "draft") == 0, party = may(q, &d, SIDE_OWNER) || may(q, &d, SIDE_EMPLOYER);
    if (draft && party)
        form(q, &d);
    talk_thread(q, all, n, module_name, &d, NULL);
    if (party)
        remark_form(q, &d);
    if (!draft && (q->roles & PLANNERS) != 0) {
        web_form_begin(q, here(q, "/begin"), "actions");
        html(q->page, "<input type=\"hidden\" name=\"employer\" value=\"\"><button class=\"quiet\">%s</button></form>\n", tr(w, "Begin a new version"));
    }
    return history(q, &d);
}

/* ---------------------------------------------------------------- acts */

static bool back(struct request *q, bool done) { return done && web_see(q, "/programme/%s/design", web_part(q->w, q->code[0])); }

/* as: the design, for the side the form speaks for, if the reader may. */
static bool as(struct request *q, struct design *d, enum design_side *side)
{
    *side = strcmp(given(q, "side"), "employer") == 0 ? SIDE_EMPLOYER : SIDE_OWNER;
    return design_load(q->w, q->code[0], d) && web_acts_for(q, *side == SIDE_OWNER ? d->owner_id : d->employer_id);
}

static bool begin(struct request *q)
{
    struct design d;
    const char *employer = given(q, "employer");
    if (*employer == '\0') { /* a new version, with the employer of the one before */
        struct rows r = db_rows(q->w, DESIGN_WEB_LAST_EMPLOYER, ARGS(V(q->code[0])));
        employer = db_next(&r) ? db_text(&r, 0) : "";
        db_done(&r);
    }
    return back(q, design_begin(q->w, q->code[0], employer, NULL, &d));
}

static const char *or_null(const char *s) { return *s != '\0' ? s : NULL; }

static bool propose(struct request *q)
{
    struct design d;
    enum design_side side;
    int number;
    struct design_proposal p = {.kind = given(q, "kind"), .module = or_null(given(q, "module")), .other = or_null(given(q, "other")),
                                .competence = or_null(given(q, "competence")), .text = given(q, "text")};
    p.level = *given(q, "level") != '\0' ? (int)web_int(q, "level", 0, 0, 8) : 0;
    p.lecture_ah = *given(q, "lecture") != '\0' ? (int)web_int(q, "lecture", 0, 0, 2000) : 0;
    p.practice_ah = *given(q, "practice") != '\0' ? (int)web_int(q, "practice", 0, 0, 2000) : 0;
    p.self_ah = *given(q, "self") != '\0' ? (int)web_int(q, "self", 0, 0, 2000) : 0;
    p.revision = *given(q, "revision") != '\0' ? (int)web_int(q, "revision", 0, 0, 1000000) : 0;
    return back(q, fine(q->w) && as(q, &d, &side) && design_propose(q->w, q->code[0], side, &p, &number));
}

static bool decide(struct request *q, bool yes)
{
    struct design d;
    enum design_side side;
    return back(q, as(q, &d, &side) && design_decide(q->w, q->code[0], side, (int)q->arg[0], yes, given(q, "reason")));
}

static bool accept(struct request *q) { return decide(q, true); }
static bool refuse(struct request *q) { return decide(q, false); }

static bool withdraw(struct request *q)
{
    struct design d;
    enum design_side side;
    return back(q, as(q, &d, &side) && design_take_back(q->w, q->code[0], side, (int)q->arg[0]));
}

static bool approve(struct request *q)
{
    struct design d;
    enum design_side side;
    bool approved;
    return back(q, as(q, &d, &side) && design_approve(q->w, q->code[0], side, &approved));
}

static bool remark(struct request *q)
{
    struct design d;
    int64_t about = 0;
    if (!design_load(q->w, q->code[0], &d) || (!may(q, &d, SIDE_OWNER) && !web_acts_for(q, d.employer_id)))
        return false;
    for (int i = 0; i < d.module_count; i++)
        if (strcmp(d.modules[i].code, given(q, "about")) == 0)
            about = d.modules[i].id;
    return back(q, remark_add(q->w, "programme", d.id, about, q->organisation_id, given(q, "text")));
}

#define PARTIES (PLANNERS | (unsigned)(AS_EMPLOYER | AS_PARTNER))

const struct route design_routes[] = {
    {GET, "/programme/{code}/design", READERS | PARTIES, show, TR("A programme that its owner and an employer design together"), NULL},
    {POST, "/programme/{code}/design/begin", PLANNERS, begin, TR("Begin to design a programme with an employer"), NULL},
    {POST, "/programme/{code}/design/propose", PARTIES, propose, TR("Propose a change to a programme in the making"), NULL},
    {POST, "/programme/{code}/design/change/{int}/accept", PARTIES, accept, TR("The other side accepts a change of a programme"), NULL},
    {POST, "/programme/{code}/design/change/{int}/refuse", PARTIES, refuse, TR("The other side refuses a change of a programme"), NULL},
    {POST, "/programme/{code}/design/change/{int}/withdraw", PARTIES, withdraw, TR("Take a proposed change of a programme back"), NULL},
    {POST, "/programme/{code}/design/approve", PARTIES, approve, TR("A side approves a programme as it stands"), NULL},
    {POST, "/programme/{code}/design/remark", PARTIES, remark, TR("Say something of a programme or a module of it"), NULL},
    {0},
};
