/* piece.c -- see piece.h. */
#include "web/piece.h"

#include "base/fold.h"
#include "store/db.h"
#include "view/words.h"

#include <string.h>

struct word_row {
    const char *key, *words, *look;
};

static const struct word_row states[] = {
    {"draft", TR("draft"), ""},           {"open", TR("waits for an answer"), "warn"}, {"offered", TR("has an offer"), "tell"},
    {"agreed", TR("agreed"), "good"},     {"running", TR("is being taught"), "good"},  {"done", TR("done"), "good"},
    {"withdrawn", TR("withdrawn"), ""},   {"made", TR("made, not yet accepted"), "tell"},
    {"held", TR("held, owners are asked"), "warn"}, {"refused", TR("refused"), "bad"}, {"lapsed", TR("the hold ran out"), "bad"},
    {"impossible", TR("cannot be met as asked"), "bad"}, {"asked", TR("asked"), "warn"}, {"confirmed", TR("confirmed"), "good"},
    {"import", TR("records taken in"), ""}, {"changed", TR("changed"), ""}, {"accept", TR("accepted"), ""}, {"accepted", TR("accepted"), ""},
    {"approved", TR("approved"), "good"}, {"retired", TR("retired"), ""},
};

static const struct word_row kinds[] = {
    {"college", TR("college"), ""},       {"university", TR("university"), ""},  {"school", TR("school"), ""},
    {"science", TR("science"), ""},       {"employer", TR("employer"), ""},      {"centre", TR("centre"), ""},
    {"authority", TR("authority"), ""},   {"provider", TR("training provider"), ""},
    {"owner", TR("shares what it has"), ""}, {"base", TR("gives its premises"), ""},
    {"room", TR("rooms"), ""},            {"equipment", TR("equipment"), ""},    {"staff", TR("staff"), ""},
    {"onsite", TR("on site"), ""},        {"online", TR("online"), ""},          {"blended", TR("partly online"), ""},
    {"upskilling", TR("upskilling"), ""}, {"retraining", TR("retraining"), ""},  {"vocational", TR("vocational training"), ""},
    {"lecture", TR("lecture"), ""},       {"practice", TR("practice"), ""},      {"all", TR("all lessons"), ""},
    {"lesson", TR("own lesson"), ""},     {"maintenance", TR("maintenance"), ""}, {"absence", TR("absence"), ""},
    {"event", TR("event"), ""},           {"other", TR("taken"), ""},
    {"cohort", TR("cohort"), ""},         {"learner", TR("learner"), ""},        {"hour", TR("hour"), ""},
    {"cost", TR("cheapest"), ""},         {"soon", TR("soonest"), ""},           {"partners", TR("fewest partners"), ""},
    {"travel", TR("least travel"), ""},
};

static const struct word_row *find(const struct word_row *rows, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].key, key) == 0)
            return &rows[i];
    return NULL;
}

const char *state_word(struct work *w, const char *state)
{
    const struct word_row *r = find(states, COUNT(states), state);
    return r != NULL ? tr(w, r->words) : state;
}

const char *kind_word(struct work *w, const char *kind)
{
    const struct word_row *r = find(kinds, COUNT(kinds), kind);
    return r != NULL ? tr(w, r->words) : kind;
}

void piece_state(struct request *q, const char *state)
{
    const struct word_row *r = find(states, COUNT(states), state);
    html(q->page, "<span class=\"state %s\">%s</span>", r != NULL ? r->look : "", state_word(q->w, state));
}

void piece_crumb(struct request *q, const char *href, const char *text)
{
    html(q->page, "<p class=\"crumbs\"><a href=\"%s\">← %s</a></p>\n", href, text);
}

void piece_empty(struct request *q, const char *sentence, const char *href, const char *act)
{
    html(q->page, "<div class=\"empty\"><p>%s</p>", sentence);
    if (href != NULL)
        html(q->page, "<p><a role=\"button\" href=\"%s\">%s</a></p>", href, act);
    page_add(q->page, "</div>\n");
}

void piece_filters(struct request *q)
{
    html(q->page, "<form class=\"filters\" method=\"get\" action=\"%s\" data-send>\n", q->ask->path);
}

void piece_search(struct request *q, const char *name, const char *label)
{
    html(q->page, "<div class=\"grow\"><label for=\"f-%s\">%s</label><input type=\"search\" id=\"f-%s\" name=\"%s\" value=\"%s\"></div>\n",
         name, label, name, name, web_text(q, name));
}

void piece_select(struct request *q, const char *name, const struct choice *choices, size_t n, const char *chosen)
{
    html(q->page, "<select id=\"f-%s\" name=\"%s\">", name, name);
    for (size_t i = 0; i < n; i++)
        html(q->page, strcmp(choices[i].value, chosen != NULL ? chosen : "") == 0 ? "<option value=\"%s\" selected>%s</option>"
                                                                                : "<option value=\"%s\">%s</option>",
             choices[i].value, choices[i].text);
    page_add(q->page, "</select>");
}

void piece_choice(struct request *q, const char *name, const char *label, const struct choice *choices, size_t n)
{
    struct choice *all = take_array(q->w, n + 1, struct choice);
    all[0] = (struct choice){"", tr(q->w, "any")};
    if (n > 0)
        memcpy(all + 1, choices, n * sizeof(*all));
    html(q->page, "<div><label for=\"f-%s\">%s</label>", name, label);
    piece_select(q, name, all, n + 1, web_text(q, name));
    page_add(q->page, "</div>\n");
}

void piece_filters_end(struct request *q)
{
    html(q->page, "<div><button class=\"quiet\">%s</button></div></form>\n", tr(q->w, "Show"));
}

struct choice *piece_choices(struct work *w, const char *sql, size_t *n)
{
    struct choice *all = NULL;
    size_t room = 0;
    *n = 0;
    struct rows r = db_rows(w, sql, NO_ARGS);
    while (db_next(&r)) {
        grow(w, &all, room, *n);
        all[(*n)++] = (struct choice){db_text(&r, 0), tr_name(w, db_text(&r, 1), db_text(&r, 2))};
    }
    return all;
}

struct choice *piece_kinds(struct work *w, const char *const *names, size_t *n)
{
    for (*n = 0; names[*n] != NULL; ++*n)
        continue;
    struct choice *all = take_array(w, *n, struct choice);
    for (size_t i = 0; i < *n; i++)
        all[i] = (struct choice){names[i], kind_word(w, names[i])};
    return all;
}

void piece_figure(struct request *q, const char *href, const char *figure, const char *words)
{
    if (href != NULL)
        html(q->page, "<a href=\"%s\"><b>%s</b><span>%s</span></a>\n", href, figure, words);
    else
        html(q->page, "<div><b>%s</b><span>%s</span></div>\n", figure, words);
}

void piece_fact(struct request *q, const char *name, const char *value)
{
    if (value != NULL && *value != '\0')
        html(q->page, "<dt>%s</dt><dd>%s</dd>\n", name, value);
}

const char *web_like(struct work *w, const char *s)
{
    if (s == NULL || s[strspn(s, " \t\n")] == '\0')
        return "";
    const char *folded = fold(w, s);
    char *out = take(w, strlen(folded) * 2 + 3), *at = out;
    *at++ = '%';
    for (; *folded != '\0'; folded++) {
        if (strchr("%_!", *folded) != NULL)
            *at++ = '!';
        *at++ = *folded;
    }
    *at++ = '%';
    return out;
}
