/* gap_web.c -- see gap_web.h. */
#include "gap/gap_web.h"

#include "base/day.h"
#include "gap/gap.h"
#include "gap/gap_sql.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"
#include "web/map.h"
#include "web/piece.h"

#include <string.h>

static const char *given(struct request *q, const char *name)
{
    const char *s = web_text(q, name);
    return s != NULL ? s : "";
}

bool gap_ask_of(struct request *q, struct gap_ask *ask)
{
    struct work *w = q->w;
    if (!gap_defaults(w, ask))
        return false;
    const char *by = given(q, "by"), *kind = given(q, "kind");
    if (*by != '\0' && !day_parse(by, &ask->by_on))
        return fail(w, NOT_VALID, tr(w, "%s is no date; write it as 2027-03-01"), by);
    ask->kind = *kind != '\0' ? gap_kind_of(kind) : -1;
    ask->municipality = *given(q, "municipality") != '\0' ? given(q, "municipality") : NULL;
    ask->travel_min = (int)web_int(q, "travel", ask->travel_min, 0, 1440);
    return fine(w);
}

static const char *looks(enum gap_kind k)
{
    return k == GAP_MET ? "good" : k == GAP_IDLE ? "tell" : k == GAP_NOBODY ? "bad" : "warn";
}

/* The addresses of what a figure stands on. */
static const char *rows_of(struct work *w, const char *page, const struct gap_row *x)
{
    return *x->municipality != '\0' ? take_text(w, "%s?competence=%s&municipality=%s", page, web_part(w, x->code), web_part(w, x->municipality))
                                    : take_text(w, "%s?competence=%s", page, web_part(w, x->code));
}

static const char *card_of(struct work *w, const struct gap_row *x) { return take_text(w, "/gap/%s#%s", web_part(w, x->code), web_part(w, x->municipality)); }

static const char *act_word(struct work *w, enum gap_kind k)
{
    switch (k) {
    case GAP_NOBODY: return tr(w, "open a development task");
    case GAP_SEATS: return tr(w, "ask an owner");
    case GAP_PLACE: return tr(w, "compose a programme");
    case GAP_IDLE: return tr(w, "offer it to employers");
    default: return tr(w, "see what it stands on");
    }
}

/* ---------------------------------------------------------------- the list and the map */
static bool list(struct request *q, const struct gaps *g, struct sheet *s)
{
    static const struct column columns[] = {
        {"competence", TR("Competence"), WORDS}, {"municipality", TR("Where"), WORDS}, {"kind", TR("Gap"), CODE},
        {"lacking", TR("People lacking"), NUMBER}, {"bounds", TR("Bounds"), CODE}, {"asked", TR("Asked for"), NUMBER},
        {"given", TR("Can be taught there"), NUMBER}, {"elsewhere", TR("only farther away"), NUMBER}, {"idle", TR("Free places"), NUMBER},
        {"trust", TR("Estimate"), CODE}, {"act", TR("Next"), WORDS},
    };
    struct work *w = q->w;
    sheet_begin(s, columns, COUNT(columns));
    for (size_t i = 0; i < g->n; i++) {
        const struct gap_row *x = &g->rows[i];
        const char *card = card_of(w, x);
        sheet_row(s);
        sheet_link(s, web_path(w, "/competence/", x->code, ""), tr_name(w, x->name_ru, x->name_en));
        sheet_words(s, *x->municipality != '\0' ? x->municipality : tr(w, "not said"));
        sheet_words(s, gap_kind_word(w, x->kind));
        sheet_link_int(s, card, gap_people(x->lacking.mid));
        sheet_words(s, x->lacking.high > x->lacking.low ? take_text(w, "%s–%s", say_number(w, gap_people(x->lacking.low)), say_number(w, gap_people(x->lacking.high))) : NULL);
        sheet_link_int(s, card, gap_people(x->asked.mid));
        const int64_t modules[] = {x->given, x->place, x->idle};
        for (size_t k = 0; k < COUNT(modules); k++)
            sheet_link_int(s, modules[k] > 0 ? web_path(w, "/competence/", x->code, "#teach") : NULL, modules[k]);
        sheet_words(s, gap_trust_word(w, x->trust));
        sheet_link(s, card, act_word(w, x->kind));
    }
    return sheet_end(s);
}

static void kind_figures(struct request *q, const struct gaps *g, const struct gap_ask *ask)
{
    struct work *w = q->w;
    char by[DAY_TEXT];
    int64_t people[GAP_KINDS] = {0}, count[GAP_KINDS] = {0};
    for (size_t i = 0; i < g->n; i++) {
        const struct gap_row *x = &g->rows[i];
        people[GAP_NOBODY] += x->nobody;
        people[GAP_SEATS] += x->seats;
        people[GAP_PLACE] += x->place;
        people[GAP_IDLE] += x->idle;
        people[GAP_MET] += x->given;
        count[x->kind]++;
    }
    page_add(q->page, "<div class=\"figures\">\n");
    for (int k = 0; k < GAP_KINDS; k++)
        piece_figure(q, take_text(w, "/gap?by=%s&kind=%s%s%s", day_text(by, ask->by_on), gap_kind_key((enum gap_kind)k), ask->municipality != NULL ? "&municipality=" : "",
                                  ask->municipality != NULL ? web_part(w, ask->municipality) : ""),
                     say_number(w, people[k]), gap_kind_word(w, (enum gap_kind)k));
    page_add(q->page, "</div>\n");
}

static void gap_map(struct request *q, const struct gaps *g, const struct gap_ask *ask)
{
    struct work *w = q->w;
    char by[DAY_TEXT];
    struct map_view m = {.label = tr(w, "People lacking by town, and the partners' sites"),
                         .caption = tr(w, "A circle is a town, as large as the number of learned competences that people lack there; a dot is a partner's site. A town leads to its gaps."),
                         .link = take_text(w, "/gap?by=%s&municipality=", day_text(by, ask->by_on))};
    struct rows r = db_rows(w, GAP_SITES, NO_ARGS);
    while (db_next(&r))
        map_add_site(w, &m, db_text(&r, 0), db_real(&r, 1), db_real(&r, 2), web_path(w, "/partner/", db_text(&r, 3), ""), tr_name(w, db_text(&r, 4), db_text(&r, 5)));
    for (size_t i = 0; i < g->n; i++)
        map_add_need(&m, g->rows[i].municipality, gap_people(g->rows[i].lacking.mid));
    map_show(q, &m);
}

#define FIRST_SHOWN 6

/* The largest gaps with the one act that would help, beside the map. */
static void first(struct request *q, const struct gaps *g)
{
    struct work *w = q->w;
    if (g->n == 0 || g->rows[0].lacking.mid <= 0)
        return;
    html(q->page, "<h2>%s</h2>\n<ul class=\"rows\">\n", tr(w, "What to do first"));
    for (size_t i = 0; i < g->n && i < FIRST_SHOWN && g->rows[i].lacking.mid > 0; i++) {
        const struct gap_row *x = &g->rows[i];
        html(q->page, "<li><a href=\"%s\">%s</a>, %s <span class=\"state %s\">%s</span><br><small>", web_path(w, "/competence/", x->code, ""), tr_name(w, x->name_ru, x->name_en),
             *x->municipality != '\0' ? x->municipality : tr(w, "place not said"), looks(x->kind), gap_kind_word(w, x->kind));
        html(q->page, trn(w, "%lld person lacking", "%lld people lacking", gap_people(x->lacking.mid)), (long long)gap_people(x->lacking.mid));
        html(q->page, " · <a href=\"%s\">%s</a></small></li>\n", card_of(w, x), act_word(w, x->kind));
    }
    page_add(q->page, "</ul>\n");
}

static void reading(struct request *q, const struct gaps *g, const struct gap_ask *ask)
{
    struct work *w = q->w;
    html(q->page, "<details><summary>%s</summary>\n<p>%s</p>\n<p>", tr(w, "How far to trust these figures"),
         tr(w, "People of orders are counted as ordered. A survey or a project counts as many people as its confidence says; its bounds are all and none. One person who lacks three competences stands in three rows."));
    html(q->page, tr(w, "Adverts: %lld were read in %d months; places advertised are carried on for %d months at %s people to be taught for a place (the setting people_per_vacancy), with the 95 %% bounds of a count. Adverts are found by the names of competences, and never tell how many people were hired."),
         (long long)g->adverts, g->months, g->ahead, say_real(w, ask->scale, 2));
    html(q->page, "</p>\n<p>%s</p>\n<p>", tr(w, "What can be taught counts half of the free hours of rooms, machines and teachers until the day, each hour once, lent ones only in the hours their owners lend them. Prerequisites are not counted, and lessons are not laid out in time: an offer does both, and may find less or more."));
    html(q->page, tr(w, "Seats count as near within %d minutes on the way. An estimate is firm where orders make most of it or a hundred and twenty adverts and more stand behind it, fair from thirty, else weak: then look at the bounds, not at the figure."), ask->travel_min);
    page_add(q->page, "</p></details>\n");
}

static bool gaps(struct request *q)
{
    struct work *w = q->w;
    struct gap_ask ask;
    struct gaps g, all;
    char day[DAY_TEXT];
    if (!gap_ask_of(q, &ask))
        return false;
    q->title = tr(w, "What is asked for and cannot be taught");
    q->wide = true;
    struct gap_ask wide = ask;
    wide.kind = -1;
    if (!gap_find(w, &wide, &all))
        return false;
    g = all;
    if (ask.kind >= 0) {
        g.rows = take_array(w, all.n + 1, struct gap_row);
        g.n = 0;
        for (size_t i = 0; i < all.n; i++)
            if ((int)all.rows[i].kind == ask.kind)
                g.rows[g.n++] = all.rows[i];
    }
    int64_t lacking = 0, competences = 0;
    for (size_t i = 0; i < all.n; i++) {
        lacking += gap_people(all.rows[i].lacking.mid);
        competences += all.rows[i].lacking.mid > 0;
    }
    page_add(q->page, "<p class=\"lead\">");
    if (lacking > 0)
        html(q->page, tr(w, "By %s, %s places of learning will be lacking, in %s rows of competence and town."), say_day(w, ask.by_on), say_number(w, lacking), say_number(w, competences));
    else
        html(q->page, tr(w, "By %s, everything that is asked for can be taught."), say_day(w, ask.by_on));
    page_add(q->page, "</p>\n");
    size_t n;
    piece_filters(q);
    html(q->page, "<div><label for=\"f-by\">%s</label><input type=\"date\" id=\"f-by\" name=\"by\" value=\"%s\"></div>\n", tr(w, "Taught by"), day_text(day, ask.by_on));
    struct choice kinds[GAP_KINDS];
    for (int k = 0; k < GAP_KINDS; k++)
        kinds[k] = (struct choice){gap_kind_key((enum gap_kind)k), gap_kind_word(w, (enum gap_kind)k)};
    piece_choice(q, "kind", tr(w, "Gap"), kinds, GAP_KINDS);
    const struct choice *c = piece_choices(w, GAP_PLACES, &n);
    piece_choice(q, "municipality", tr(w, "Where"), c, n);
    piece_filters_end(q);
    page_add(q->page, "<div class=\"cols side\"><div>\n");
    kind_figures(q, &all, &ask);
    first(q, &all);
    reading(q, &all, &ask);
    page_add(q->page, "<p>");
    if ((q->roles & READERS) != 0)
        html(q->page, "<a href=\"/task\">%s</a> · ", tr(w, "What is being done about it"));
    html(q->page, "<a href=\"/demand\">%s</a> · <a href=\"/signal\">%s</a></p>\n", tr(w, "What employers ask for"), tr(w, "Surveys and investment projects"));
    page_add(q->page, "</div><div>\n");
    gap_map(q, &all, &ask);
    page_add(q->page, "</div></div>\n");
    struct sheet *s = web_sheet(q, TR("Gaps, the most lacking first"), "gap");
    if (!(s->as == &sheet_html ? list(q, &g, s) : gap_sheet(w, &g, s)))
        return false;
    if (s->nrows == 0)
        piece_empty(q, all.n == 0 ? tr(w, "Nothing is asked for yet, and nothing is taught. Orders, adverts and surveys say what is asked; modules say what is taught.") : tr(w, "No gap is like that."),
                    all.n == 0 ? "/order/new" : "/gap", all.n == 0 ? tr(w, "Order training") : tr(w, "All gaps"));
    return web_sheet_done(q, s);
}

/* ---------------------------------------------------------------- one competence */
static void task_form(struct request *q, const struct gap_row *x, int64_t competence, int32_t by_on)
{
    struct work *w = q->w;
    bool ask = x->kind == GAP_SEATS;
    char day[DAY_TEXT];
    struct rows r = db_rows(w, ask ? GAP_OWNERS : GAP_DEVELOPERS, ARGS(V(competence)));
    web_form_begin(q, web_path(w, "/gap/", x->code, "/task"), "fields");
    html(q->page, "<input type=\"hidden\" name=\"kind\" value=\"%s\"><input type=\"hidden\" name=\"municipality\" value=\"%s\"><input type=\"hidden\" name=\"level\" value=\"%d\">\n",
         ask ? "ask" : "develop", x->municipality, x->level > 0 ? x->level : 1);
    html(q->page, "<div><label for=\"o-%s\">%s</label><select id=\"o-%s\" name=\"organisation\">", x->municipality, ask ? tr(w, "Which owner") : tr(w, "Who could develop it"), x->municipality);
    if (!ask)
        html(q->page, "<option value=\"\">%s</option>", tr(w, "to be found"));
    while (db_next(&r)) {
        const char *why = ask ? take_text(w, trn(w, "%lld module", "%lld modules", db_int(&r, 3)), (long long)db_int(&r, 3))
                              : db_int(&r, 3) > 0 ? take_text(w, trn(w, "%lld teacher knows it", "%lld teachers know it", db_int(&r, 3)), (long long)db_int(&r, 3)) : tr(w, "teaches what is near it");
        html(q->page, "<option value=\"%s\">%s (%s)</option>", db_text(&r, 0), tr_name(w, db_text(&r, 1), db_text(&r, 2)), why);
    }
    html(q->page, "</select></div>\n<div><label for=\"n-%s\">%s</label><input id=\"n-%s\" type=\"number\" name=\"people\" min=\"1\" max=\"1000000\" value=\"%lld\"></div>\n", x->municipality,
         tr(w, "People"), x->municipality, (long long)gap_people(x->lacking.mid));
    html(q->page, "<div><label for=\"b-%s\">%s</label><input id=\"b-%s\" type=\"date\" name=\"by\" value=\"%s\"></div>\n", x->municipality, tr(w, "By"), x->municipality, day_text(day, by_on));
    html(q->page, "<div><button>%s</button></div></form>\n", ask ? tr(w, "Ask the owner") : tr(w, "Open a development task"));
}

static void act(struct request *q, const struct gap_row *x, int64_t competence, int32_t by_on)
{
    struct work *w = q->w;
    char day[DAY_TEXT];
    if (x->kind == GAP_NOBODY || x->kind == GAP_SEATS) {
        if ((q->roles & PLANNERS) == 0) {
            html(q->page, "<p class=\"muted\">%s</p>\n", tr(w, "The centre's people take it in hand: they open a development task, or ask an owner for seats."));
            return;
        }
        task_form(q, x, competence, by_on);
        return;
    }
    int64_t people = x->kind == GAP_IDLE ? 12 : gap_people(x->asked.mid);
    const char *name = tr_name(w, x->name_ru, x->name_en);
    const char *words = take_text(w, tr(w, "%lld people: %s, by %s"), (long long)(people > 0 ? people : 12), name, day_text(day, by_on));
    if (*x->municipality != '\0')
        words = take_text(w, "%s, %s", words, x->municipality);
    html(q->page, "<p><a role=\"button\" class=\"%s\" href=\"/order/new?words=%s\">%s</a></p>\n", x->kind == GAP_MET ? "quiet" : "", web_part(w, words),
         x->kind == GAP_IDLE ? tr(w, "Offer it: order training") : tr(w, "Compose a programme"));
}

static void stands_on(struct request *q, const char *href, int64_t n, const char *words)
{
    if (n > 0)
        html(q->page, "<li><a href=\"%s\">%s</a> %s</li>\n", href, say_number(q->w, n), words);
}

void gap_cards(struct request *q, const struct gaps *g, int64_t competence, int32_t by_on)
{
    struct work *w = q->w;
    for (size_t i = 0; i < g->n; i++) {
        const struct gap_row *x = &g->rows[i];
        html(q->page, "<section class=\"card\" id=\"%s\"><h3>%s <span class=\"state %s\">%s</span></h3>\n", x->municipality,
             *x->municipality != '\0' ? x->municipality : tr(w, "place not said"), looks(x->kind), gap_kind_word(w, x->kind));
        if (x->kind == GAP_IDLE) {
            page_add(q->page, "<p>");
            html(q->page, trn(w, "%lld free place, and nobody asks.", "%lld free places, and nobody asks.", x->idle), (long long)x->idle);
            page_add(q->page, "</p>\n");
        } else {
            page_add(q->page, "<p>");
            html(q->page, tr(w, "%s people are asked for; %s can be taught there, %s only farther away. Lacking: %s, between %s and %s. The estimate is %s."), say_number(w, gap_people(x->asked.mid)),
                 say_number(w, x->given), say_number(w, x->place), say_number(w, gap_people(x->lacking.mid)), say_number(w, gap_people(x->lacking.low)),
                 say_number(w, gap_people(x->lacking.high)), gap_trust_word(w, x->trust));
            page_add(q->page, "</p>\n<ul class=\"tight-list\">\n");
            stands_on(q, web_path(w, "/competence/", x->code, "#orders"), x->orders, trn(w, "person of orders", "people of orders", x->orders));
            stands_on(q, rows_of(w, "/vacancy", x), x->seen, trn(w, "advert names it there", "adverts name it there", x->seen));
            stands_on(q, rows_of(w, "/signal", x), gap_people(x->signals.mid), tr(w, "people by surveys and projects"));
            stands_on(q, web_path(w, "/competence/", x->code, "#teach"), x->modules, trn(w, "module gives it", "modules give it", x->modules));
            page_add(q->page, "</ul>\n");
        }
        act(q, x, competence, by_on);
        page_add(q->page, "</section>\n");
    }
    if (g->n == 0)
        html(q->page, "<p class=\"muted\">%s</p>\n", tr(w, "Nobody asks for it, and nobody has seats for it."));
}

static bool one(struct request *q)
{
    struct work *w = q->w;
    struct gap_ask ask;
    struct gaps g;
    struct rows r = db_rows(w, GAP_COMPETENCE_NAMED, ARGS(V(q->code[0])));
    if (!db_next(&r))
        return fail(w, NOT_FOUND, tr(w, "there is no competence %s"), q->code[0]);
    int64_t id = db_int(&r, 0);
    const char *name = tr_name(w, db_text(&r, 1), db_text(&r, 2));
    db_done(&r);
    if (!gap_ask_of(q, &ask))
        return false;
    ask.competence = q->code[0];
    if (!gap_find(w, &ask, &g))
        return false;
    q->title = take_text(w, tr(w, "What is lacking: %s"), name);
    piece_crumb(q, "/gap", tr(w, "What is lacking"));
    html(q->page, "<p class=\"lead\"><a href=\"%s\">%s</a>, ", web_path(w, "/competence/", q->code[0], ""), tr(w, "who asks, in whose words, who teaches"));
    html(q->page, tr(w, "by %s"), say_day(w, ask.by_on));
    page_add(q->page, "</p>\n");
    gap_cards(q, &g, id, ask.by_on);
    if ((q->roles & READERS) == 0)
        return fine(w);
    struct sheet *s = sheet_new(w, &sheet_html);
    s->title = tr(w, "What is being done about it");
    if (!gap_tasks(w, "", q->code[0], s))
        return false;
    if (s->nrows > 0) {
        html(q->page, "<h2>%s</h2>\n", s->title);
        page_bytes(q->page, s->out->text, s->out->used);
        html(q->page, "<p><a href=\"/task\">%s</a></p>\n", tr(w, "All tasks"));
    }
    return fine(w);
}

/* ---------------------------------------------------------------- tasks */
static bool open_task(struct request *q)
{
    struct work *w = q->w;
    struct gap_ask ask;
    if (!gap_ask_of(q, &ask))
        return false;
    const char *code;
    struct gap_task t = {.kind = given(q, "kind"), .competence = q->code[0], .municipality = given(q, "municipality"), .organisation = given(q, "organisation"), .note = given(q, "note"),
                         .level = (int)web_int(q, "level", 1, 1, 8), .people = web_int(q, "people", 0, 1, 1000000), .by_on = ask.by_on};
    return fine(w) && gap_task_open(w, &t, &code) && web_see(q, "/task#%s", web_part(w, code));
}

static bool set_task(struct request *q) { return gap_task_state(q->w, q->code[0], given(q, "state")) && web_see(q, "/task#%s", web_part(q->w, q->code[0])); }

static bool tasks(struct request *q)
{
    struct work *w = q->w;
    q->title = tr(w, "What is being done about gaps");
    piece_crumb(q, "/gap", tr(w, "What is lacking"));
    const struct choice states[] = {{"open", tr(w, "under way")}, {"done", tr(w, "done")}, {"withdrawn", tr(w, "withdrawn")}};
    piece_filters(q);
    piece_choice(q, "state", tr(w, "State"), states, COUNT(states));
    piece_filters_end(q);
    if (web_text(q, "as") != NULL) {
        struct sheet *s = web_sheet(q, TR("What is being done about gaps"), "tasks");
        return gap_tasks(w, given(q, "state"), "", s) && web_sheet_done(q, s);
    }
    size_t n = 0;
    struct rows r = db_rows(w, GAP_TASK_LIST, ARGS(V(given(q, "state")), V("")));
    page_add(q->page, "<ul class=\"rows\">\n");
    for (; db_next(&r); n++) {
        const char *code = db_text(&r, 0), *state = db_text(&r, 12);
        bool open = strcmp(state, "open") == 0;
        html(q->page, "<li id=\"%s\"><b>%s</b>: <a href=\"%s\">%s</a> <span class=\"state %s\">%s</span><br><small>%s · ", code,
             strcmp(db_text(&r, 1), "ask") == 0 ? tr(w, "ask the owner for seats") : tr(w, "develop a module"), web_path(w, "/gap/", db_text(&r, 2), ""),
             tr_name(w, db_text(&r, 3), db_text(&r, 4)), open ? "warn" : strcmp(state, "done") == 0 ? "good" : "", open ? tr(w, "under way") : strcmp(state, "done") == 0 ? tr(w, "done") : tr(w, "withdrawn"), code);
        html(q->page, trn(w, "%lld person by %s", "%lld people by %s", db_int(&r, 7)), (long long)db_int(&r, 7), say_day(w, (int32_t)db_int(&r, 8)));
        if (!db_null(&r, 6))
            html(q->page, " · %s", db_text(&r, 6));
        if (!db_null(&r, 9))
            html(q->page, " · <a href=\"%s\">%s</a>", web_path(w, "/partner/", db_text(&r, 9), ""), tr_name(w, db_text(&r, 10), db_text(&r, 11)));
        html(q->page, "%s%s</small>\n", db_null(&r, 13) ? "" : " · ", db_text(&r, 13));
        web_form_begin(q, web_path(w, "/task/", code, ""), "inline");
        if (open)
            html(q->page, "<button class=\"plain\" name=\"state\" value=\"done\">%s</button><button class=\"plain\" name=\"state\" value=\"withdrawn\">%s</button></form></li>\n", tr(w, "It is done"),
                 tr(w, "Withdraw it"));
        else
            html(q->page, "<button class=\"plain\" name=\"state\" value=\"open\">%s</button></form></li>\n", tr(w, "Take it up again"));
    }
    page_add(q->page, "</ul>\n");
    if (n == 0)
        piece_empty(q, tr(w, "Nothing is under way. A gap has its act beside it: develop what nobody teaches, or ask an owner for seats."), "/gap", tr(w, "See the gaps"));
    else
        html(q->page, "<p class=\"under\">%s <a href=\"/task?as=xlsx\" download>XLSX</a> <a href=\"/task?as=csv\" download>CSV</a></p>\n", tr(w, "save as"));
    return fine(w);
}

const struct route gap_routes[] = {
    {GET, "/gap", ANYONE, gaps, TR("What is asked for and cannot be taught, with a map"), TR("Gaps")},
    {GET, "/gap/{code}", ANYONE, one, TR("What is lacking of one competence, and what would help"), NULL},
    {POST, "/gap/{code}/task", PLANNERS, open_task, TR("Undertake something about a gap"), NULL},
    {GET, "/task", READERS, tasks, TR("What is being done about gaps"), NULL},
    {POST, "/task/{code}", PLANNERS, set_task, TR("A task is done, withdrawn or taken up again"), NULL},
    {0},
};
