/* programme_web.c -- the pages of programmes and modules. */
#include "programme/programme_web.h"

#include "programme/catalogue_web.h"
#include "programme/programme_ld_web.h"
#include "programme/programme_web_sql.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <string.h>

static void competence_link(struct request *q, const char *code, const char *name, int64_t level)
{
    html(q->page, "<li><a href=\"%s\">%s</a> <small>", web_path(q->w, "/competence/", code, ""), name);
    html(q->page, tr(q->w, "level %lld"), (long long)level);
    page_add(q->page, "</small></li>\n");
}

/* ---------------------------------------------------------------- a programme */

struct shown {
    int64_t id;
    int version, newest; /* newest: the version that is approved now; 0: none */
    const char *state, *owner, *email, *phone;
    int64_t price_minor;
};

/* A page of a version that is not the one approved now says so and leads there: an address once given goes on
 * meaning what it meant. */
static void which_version(struct request *q, const struct shown *p)
{
    struct work *w = q->w;
    if (p->newest == p->version || p->newest == 0) {
        if (strcmp(p->state, "approved") != 0)
            html(q->page, "<p class=\"note warn\">%s</p>\n", strcmp(p->state, "draft") == 0 ? tr(w, "This programme is being worked on and is not approved yet.")
                                                                                       : tr(w, "This programme is no longer given."));
        return;
    }
    page_add(q->page, "<p class=\"note warn\">");
    html(q->page, p->version < p->newest ? tr(w, "This is version %d, which has been replaced.") : tr(w, "This is version %d, which is not approved yet."), p->version);
    html(q->page, " <a href=\"%s\">", web_path(w, "/programme/", q->code[0], ""));
    html(q->page, tr(w, "Version %d is the one in force"), p->newest);
    page_add(q->page, "</a></p>\n");
}

static bool programme_modules(struct request *q, int64_t id)
{
    static const struct column cols[] = {
        {"module", TR("Module"), WORDS}, {"owner", TR("Owner"), WORDS}, {"lecture_ah", TR("Lectures"), NUMBER}, {"practice_ah", TR("Practice"), NUMBER},
        {"self_ah", TR("Self-study"), NUMBER}, {"price", TR("Per learner"), MONEY},
    };
    struct work *w = q->w;
    html(q->page, "<h2>%s</h2>\n", tr(w, "Modules"));
    struct sheet *s = sheet_new(w, &sheet_html);
    s->title = tr(w, "Modules of the programme, in their order");
    struct rows r = db_rows(w, PROGRAMME_WEB_MODULES, ARGS(V(id)));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        sheet_row(s);
        sheet_link(s, web_path(w, "/module/", db_text(&r, 0), ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        sheet_link(s, web_path(w, "/partner/", db_text(&r, 3), ""), tr_name(w, db_text(&r, 4), db_text(&r, 5)));
        for (int c = 6; c <= 9; c++)
            sheet_int(s, db_int(&r, c));
    }
    if (!sheet_end(s))
        return false;
    page_bytes(q->page, s->out->text, s->out->used);
    return true;
}

static bool programme_starts(struct request *q, const struct shown *p)
{
    static const struct column cols[] = {
        {"days", TR("Dates"), WORDS}, {"hours", TR("Days and hours"), WORDS}, {"site", TR("Where"), WORDS}, {"free", TR("Free seats"), NUMBER},
        {"seats", TR("of"), NUMBER}, {"price", TR("Per learner"), MONEY}, {"apply_by_on", TR("Apply by"), DAY}, {"state", TR("State"), WORDS},
    };
    struct work *w = q->w;
    html(q->page, "<h2 id=\"dates\">%s</h2>\n", tr(w, "Dates and free seats"));
    struct sheet *s = sheet_new(w, &sheet_html);
    s->title = tr(w, "Planned starts");
    struct rows r = db_rows(w, PROGRAMME_WEB_STARTS, ARGS(V(p->id), V((int)web_region(q)->today_on)));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        sheet_row(s);
        sheet_words(s, say_days(w, (int32_t)db_int(&r, 1), (int32_t)db_int(&r, 2)));
        sheet_words(s, take_text(w, "%s, %s–%s", say_weekdays(w, db_text(&r, 3)), say_clock(w, (int)db_int(&r, 4)), say_clock(w, (int)db_int(&r, 5))));
        const char *site = tr_name(w, db_text(&r, 6), db_text(&r, 7));
        sheet_words(s, *site != '\0' ? take_text(w, "%s, %s", db_text(&r, 13), site) : db_text(&r, 13));
        sheet_int(s, db_int(&r, 8) - db_int(&r, 9));
        sheet_int(s, db_int(&r, 8));
        sheet_int(s, db_null(&r, 10) ? p->price_minor : db_int(&r, 10));
        db_null(&r, 11) ? sheet_none(s) : sheet_int(s, db_int(&r, 11));
        sheet_words(s, strcmp(db_peek(&r, 12), "closed") == 0 ? tr(w, "closed") : db_int(&r, 8) > db_int(&r, 9) ? tr(w, "seats are free") : tr(w, "full"));
    }
    if (!sheet_end(s))
        return false;
    if (s->nrows == 0)
        html(q->page, "<p class=\"muted\">%s</p>\n", tr(w, "No start is announced: it begins when a group has come together, or by an employer's order."));
    else
        page_bytes(q->page, s->out->text, s->out->used);
    return true;
}

static void programme_entry(struct request *q, int64_t id, const char *entry)
{
    struct work *w = q->w;
    html(q->page, "<h2>%s</h2>\n", tr(w, "What you need before"));
    if (*entry != '\0')
        html(q->page, "<p>%s</p>\n", entry);
    bool any = false;
    struct rows r = db_rows(w, PROGRAMME_WEB_BEFORE, ARGS(V(id)));
    while (db_next(&r)) {
        if (!any)
            html(q->page, "<p>%s</p>\n<ul class=\"tight-list\">\n", tr(w, "Its modules build on what is not part of it:"));
        any = true;
        if (!db_null(&r, 0)) {
            html(q->page, "<li><a href=\"%s\">%s</a></li>\n", web_path(w, "/module/", db_text(&r, 0), ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        } else {
            page_add(q->page, "<li>");
            html(q->page, tr(w, "to be able to “%s” at level %lld"), tr_name(w, db_text(&r, 4), db_text(&r, 5)), (long long)db_int(&r, 6));
            page_add(q->page, "</li>\n");
        }
    }
    page_add(q->page, any ? "</ul>\n" : "");
    if (!any && *entry == '\0')
        html(q->page, "<p class=\"muted\">%s</p>\n", tr(w, "Nothing in particular."));
}

static void programme_employers(struct request *q, int64_t id)
{
    struct work *w = q->w;
    bool any = false;
    struct rows r = db_rows(w, PROGRAMME_WEB_EMPLOYERS, ARGS(V(id)));
    while (db_next(&r)) {
        if (!any)
            html(q->page, "<h2>%s</h2>\n<ul class=\"rows\">\n", tr(w, "Employers who have asked for this"));
        any = true;
        html(q->page, "<li><a href=\"%s\">%s</a> <small>", web_path(w, "/partner/", db_text(&r, 0), ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        html(q->page, trn(w, "%lld person", "%lld people", db_int(&r, 3)), (long long)db_int(&r, 3));
        page_add(q->page, "</small></li>\n");
    }
    page_add(q->page, any ? "</ul>\n" : "");
}

static void programme_versions(struct request *q, int version)
{
    struct work *w = q->w;
    bool any = false;
    struct rows r = db_rows(w, PROGRAMME_WEB_VERSIONS, ARGS(V(q->code[0]), V((q->roles & CENTRE) != 0 ? "" : "draft")));
    while (db_next(&r)) {
        if (db_int(&r, 0) == version)
            continue;
        if (!any)
            html(q->page, "<h2>%s</h2>\n<ul class=\"tight-list\">\n", tr(w, "Other versions"));
        any = true;
        html(q->page, "<li><a href=\"%s/version/%lld\">", web_path(w, "/programme/", q->code[0], ""), (long long)db_int(&r, 0));
        html(q->page, tr(w, "Version %d"), (int)db_int(&r, 0));
        html(q->page, "</a> %s <small>%s</small></li>\n", tr_name(w, db_text(&r, 2), db_text(&r, 3)), state_word(w, db_text(&r, 1)));
    }
    page_add(q->page, any ? "</ul>\n" : "");
}

static void programme_acts(struct request *q, const struct shown *p)
{
    struct work *w = q->w;
    html(q->page, "<div class=\"actions\"><a role=\"button\" href=\"%s\">%s</a>", web_path(w, "/order/new?programme=", q->code[0], ""), tr(w, "Order this for my people"));
    if (*p->email != '\0')
        html(q->page, " <a role=\"button\" class=\"quiet\" href=\"mailto:%s?subject=%s\">%s</a>", p->email, web_part(w, q->title), tr(w, "Apply or ask by mail"));
    if (*p->phone != '\0')
        html(q->page, " <span>%s: %s</span>", tr(w, "or by telephone"), p->phone);
    page_add(q->page, "</div>\n");
}

static bool programme_page(struct request *q, int wanted)
{
    struct work *w = q->w;
    int newest = (int)db_one(w, PROGRAMME_WEB_NEWEST, ARGS(V(q->code[0])), 0);
    struct rows r = db_rows(w, PROGRAMME_WEB_ONE, ARGS(V(q->code[0]), V(wanted != 0 ? wanted : newest)));
    if (!db_next(&r))
        return fail(w, NOT_FOUND, tr(w, "there is no programme %s"), q->code[0]);
    struct shown p = {.id = db_int(&r, 0), .version = (int)db_int(&r, 4), .newest = newest, .state = db_text(&r, 5), .owner = db_text(&r, 11),
                      .email = db_text(&r, 20), .phone = db_text(&r, 21), .price_minor = db_int(&r, 23)};
    bool own = q->organisation_id != 0 && q->organisation_id == db_int(&r, 19);
    if (strcmp(p.state, "draft") == 0 && (q->roles & CENTRE) == 0 && !own) /* what is being worked on is nobody else's yet */
        return fail(w, NOT_FOUND, tr(w, "there is no programme %s"), q->code[0]);
    const char *entry = tr_name(w, db_text(&r, 17), db_text(&r, 18)), *currency = web_region(q)->currency;
    q->title = tr_name(w, db_text(&r, 1), db_text(&r, 2));
    piece_crumb(q, "/catalogue", tr(w, "Catalogue"));
    which_version(q, &p);
    html(q->page, "<p class=\"lead\">%s</p>\n<dl class=\"facts\">\n", tr_name(w, db_text(&r, 9), db_text(&r, 10)));
    piece_fact(q, tr(w, "Kind"), facet_words(w, FACET_KIND, &(struct facet_value){.key = db_text(&r, 3)}, currency));
    piece_fact(q, tr(w, "Meant for"), audience_words(w, db_text(&r, 15)));
    html(q->page, "<dt>%s</dt><dd><a href=\"%s\">%s</a></dd>\n", tr(w, "Owner"), web_path(w, "/partner/", p.owner, ""), tr_name(w, db_text(&r, 12), db_text(&r, 13)));
    piece_fact(q, tr(w, "How long"), say_hours(w, db_int(&r, 22)));
    piece_fact(q, tr(w, "How much"), db_int(&r, 23) > 0 ? take_text(w, tr(w, "%s for a learner of a full group"), say_price(w, db_int(&r, 23), currency)) : "");
    piece_fact(q, tr(w, "Who pays"), funding_words(w, db_text(&r, 16)));
    piece_fact(q, tr(w, "Document at the end"), tr_name(w, db_text(&r, 7), db_text(&r, 8)));
    piece_fact(q, tr(w, "Level of qualification"), db_null(&r, 14) ? "" : say_number(w, db_int(&r, 14)));
    piece_fact(q, tr(w, "Version"), say_number(w, p.version));
    page_add(q->page, "</dl>\n");
    db_done(&r);
    if (p.version == p.newest && strcmp(p.state, "approved") == 0)
        programme_acts(q, &p);
    if (!programme_starts(q, &p))
        return false;
    html(q->page, "<h2>%s</h2>\n<ul class=\"chips\">\n", tr(w, "What is learned"));
    r = db_rows(w, PROGRAMME_WEB_GIVES, ARGS(V(p.id)));
    while (db_next(&r))
        competence_link(q, db_text(&r, 0), tr_name(w, db_text(&r, 1), db_text(&r, 2)), db_int(&r, 4));
    page_add(q->page, "</ul>\n");
    programme_entry(q, p.id, entry);
    if (!programme_modules(q, p.id))
        return false;
    programme_employers(q, p.id);
    if ((q->roles & (READERS | (unsigned)AS_EMPLOYER | (unsigned)AS_PARTNER)) != 0)
        html(q->page, "<p><a href=\"%s\">%s</a></p>\n", web_path(w, "/programme/", q->code[0], "/design"), tr(w, "Design together"));
    programme_versions(q, p.version);
    html(&q->head, "<link rel=\"canonical\" href=\"%s\">\n", web_address(q, take_text(w, "%s/version/%d", web_path(w, "/programme/", q->code[0], ""), p.version)));
    return programme_ld(q, &q->head, p.id);
}

static bool programme(struct request *q) { return programme_page(q, 0); }

static bool programme_version(struct request *q)
{
    if (q->arg[0] < 1 || q->arg[0] > 1000000)
        return fail(q->w, NOT_FOUND, tr(q->w, "there is no programme %s"), q->code[0]);
    return programme_page(q, (int)q->arg[0]);
}

/* ---------------------------------------------------------------- a module */
static void before(struct request *q, int64_t id)
{
    struct work *w = q->w;
    bool any = false;
    struct rows r = db_rows(w, MODULE_WEB_BEFORE, ARGS(V(id)));
    while (db_next(&r)) {
        if (!any)
            html(q->page, "<h2>%s</h2>\n<ul class=\"tight-list\">\n", tr(w, "What must come before"));
        any = true;
        if (!db_null(&r, 0))
            html(q->page, "<li><a href=\"%s\">%s</a></li>\n", web_path(w, "/module/", db_text(&r, 0), ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        else
            competence_link(q, db_text(&r, 3), tr_name(w, db_text(&r, 4), db_text(&r, 5)), db_int(&r, 6));
    }
    if (any)
        page_add(q->page, "</ul>\n");
}

static void needs(struct request *q, int64_t id)
{
    struct work *w = q->w;
    html(q->page, "<h2>%s</h2>\n<ul class=\"tight-list\">\n", tr(w, "What it needs"));
    struct rows r = db_rows(w, MODULE_WEB_NEEDS, ARGS(V(id)));
    while (db_next(&r)) {
        const char *type = tr_name(w, db_text(&r, 3), db_text(&r, 4)), *able = tr_name(w, db_text(&r, 5), db_text(&r, 6));
        html(q->page, "<li>%s: ", kind_word(w, db_text(&r, 0)));
        if (*type != '\0')
            html(q->page, "<a href=\"%s\">%s</a>", web_path(w, "/resource?type=", db_text(&r, 2), ""), type);
        else
            html(q->page, tr(w, "a teacher who knows “%s”"), *able != '\0' ? able : tr(w, "any subject"));
        if (!db_null(&r, 9))
            html(q->page, tr(w, ", %lld for every %lld learners"), (long long)db_int(&r, 8), (long long)db_int(&r, 9));
        else if (db_int(&r, 8) > 1)
            html(q->page, " × %lld", (long long)db_int(&r, 8));
        page_add(q->page, "</li>\n");
    }
    page_add(q->page, "</ul>\n");
}

static bool module(struct request *q)
{
    struct work *w = q->w;
    struct rows r = db_rows(w, MODULE_WEB_ONE, ARGS(V(q->code[0])));
    if (!db_next(&r))
        return fail(w, NOT_FOUND, tr(w, "there is no module %s"), q->code[0]);
    int64_t id = db_int(&r, 0);
    const char *currency = web_region(q)->currency;
    q->title = tr_name(w, db_text(&r, 1), db_text(&r, 2));
    piece_crumb(q, "/catalogue?what=module", tr(w, "Modules"));
    html(q->page, "<p class=\"lead\">%s</p>\n<dl class=\"facts\">\n", tr_name(w, db_text(&r, 3), db_text(&r, 4)));
    html(q->page, "<dt>%s</dt><dd><a href=\"%s\">%s</a></dd>\n", tr(w, "Owner"), web_path(w, "/partner/", db_text(&r, 15), ""),
         tr_name(w, db_text(&r, 16), db_text(&r, 17)));
    piece_fact(q, tr(w, "Site"), tr_name(w, db_text(&r, 18), db_text(&r, 19)));
    piece_fact(q, tr(w, "Hours"), take_text(w, tr(w, "%s: lectures %lld, practice %lld, self-study %lld"),
                                            say_hours(w, db_int(&r, 5) + db_int(&r, 6) + db_int(&r, 7)), (long long)db_int(&r, 5), (long long)db_int(&r, 6),
                                            (long long)db_int(&r, 7)));
    piece_fact(q, tr(w, "Form"), kind_word(w, db_text(&r, 12)));
    piece_fact(q, tr(w, "Cohort"), take_text(w, tr(w, "from %lld to %lld people"), (long long)db_int(&r, 8), (long long)db_int(&r, 9)));
    piece_fact(q, tr(w, "Price"), take_text(w, tr(w, "%s a cohort and %s a learner"), say_price(w, db_int(&r, 10), currency),
                                            say_price(w, db_int(&r, 11), currency)));
    if (db_int(&r, 14) == 0)
        piece_fact(q, tr(w, "Note"), tr(w, "what was published does not allow placing it in time"));
    page_add(q->page, "</dl>\n");
    db_done(&r);
    html(q->page, "<h2>%s</h2>\n<ul class=\"chips\">\n", tr(w, "What is learned"));
    r = db_rows(w, MODULE_WEB_GIVES, ARGS(V(id)));
    while (db_next(&r))
        competence_link(q, db_text(&r, 0), tr_name(w, db_text(&r, 1), db_text(&r, 2)), db_int(&r, 3));
    page_add(q->page, "</ul>\n");
    before(q, id);
    needs(q, id);
    r = db_rows(w, MODULE_WEB_PROGRAMMES, ARGS(V(id)));
    for (bool first = true; db_next(&r); first = false) {
        if (first)
            html(q->page, "<h2>%s</h2>\n", tr(w, "In programmes"));
        html(q->page, "<p><a href=\"%s\">%s</a></p>\n", web_path(w, "/programme/", db_text(&r, 0), ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
    }
    return fine(w) && module_ld(q, &q->head, id);
}

const struct route programme_routes[] = {
    {GET, "/programme/{code}", ANYONE, programme, TR("One programme"), NULL},
    {GET, "/programme/{code}/version/{int}", ANYONE, programme_version, TR("One version of a programme"), NULL},
    {GET, "/module/{code}", ANYONE, module, TR("One module"), NULL},
    {0},
};
