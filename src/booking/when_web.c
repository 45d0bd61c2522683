/* when_web.c -- when can we?  What is needed by name, by type or by competence; the next common times, answered at once. */
#include "base/day.h"
#include "booking/booking_form_web.h"
#include "booking/booking_sql.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <string.h>

#define TYPES_SHOWN 3

static const char *given(struct request *q, const char *name)
{
    const char *s = web_text(q, name);
    return s != NULL ? s : "";
}

static void want_fields(struct request *q, const struct form *f)
{
    struct work *w = q->w;
    size_t n;
    for (int i = 0; i < f->resource_count; i++) {
        struct rows r = db_rows(w, BOOKING_WEB_RESOURCE, ARGS(V(f->resource[i])));
        const char *name = db_next(&r) ? tr_name(w, db_text(&r, 1), db_text(&r, 2)) : f->resource[i];
        html(q->page, "<div><label><input type=\"checkbox\" name=\"resource\" value=\"%s\" checked> %s</label></div>\n", f->resource[i], name);
        db_done(&r);
    }
    struct choice *all = piece_choices(w, BOOKING_WEB_TYPES, &n), *c = take_array(w, n + 1, struct choice);
    c[0] = (struct choice){"", tr(w, "none")};
    if (n > 0)
        memcpy(c + 1, all, n * sizeof(*c));
    for (size_t i = 0; i < TYPES_SHOWN; i++) {
        const char *chosen = web_each(q, "type", i), *units = web_each(q, "type_units", i);
        html(q->page, "<div><label for=\"f-type%zu\">%s</label><select id=\"f-type%zu\" name=\"type\">", i, tr(w, "Any room or machine of the type"), i);
        for (size_t k = 0; k <= n; k++)
            html(q->page, chosen != NULL && strcmp(c[k].value, chosen) == 0 ? "<option value=\"%s\" selected>%s</option>" : "<option value=\"%s\">%s</option>", c[k].value,
                 c[k].text);
        html(q->page, "</select> <label>%s <input type=\"number\" name=\"type_units\" min=\"1\" value=\"%s\"></label></div>\n", tr(w, "Units"),
             units != NULL && *units != '\0' ? units : "1");
    }
    html(q->page, "<div><label for=\"f-able\">%s</label><input id=\"f-able\" name=\"able\" value=\"%s\" placeholder=\"weld-tig\"></div>\n",
         tr(w, "Anybody who can teach the competence (its code)"), given(q, "able"));
}

static bool slots(struct request *q, const struct form *f, const struct when_ask *a)
{
    struct work *w = q->w;
    struct when out;
    if (!when_find(w, a, &out)) {
        if (w->err.fault == BROKEN)
            return false;
        html(q->page, "<p class=\"note bad\" role=\"alert\">%s</p>\n", w->err.text);
        w->err = (struct err){0};
        return true;
    }
    if (out.count == 0) {
        html(q->page, "<p class=\"note warn\">%s</p>\n", out.why);
        return true;
    }
    page_add(q->page, "<div class=\"cards\">\n");
    for (int i = 0; i < out.count; i++) {
        const struct when_slot *s = &out.slots[i];
        struct form g = *f;
        const char *code[WHEN_WANTS_MOST], *units[WHEN_WANTS_MOST], *names = "";
        for (int k = 0; k < a->want_count; k++) {
            code[k] = s->resource[k];
            units[k] = take_text(w, "%d", s->units[k]);
            names = take_text(w, s->units[k] > 1 ? "%s%s%s \u00d7\u00a0%d" : "%s%s%s", names, k > 0 ? ", " : "", tr_name(w, s->name_ru[k], s->name_en[k]), s->units[k]);
        }
        g.resource = code;
        g.units = units;
        g.resource_count = a->want_count;
        html(q->page, "<a class=\"card pick\" href=\"/booking/new?%s\"><b>%s</b><span>%s</span><small>%s</small><span>%s \u00b7 %s</span></a>\n",
             form_query(w, &g, s->from, s->to), say_span(w, s->from, s->to), names, tr_name(w, s->site_ru, s->site_en),
             say_price(w, s->price_minor, web_region(q)->currency), s->approval ? tr(w, "owners are asked") : tr(w, "can be booked at once"));
    }
    page_add(q->page, "</div>\n");
    return true;
}

bool when_page(struct request *q)
{
    struct work *w = q->w;
    struct form f;
    char text[DAY_TEXT];
    int32_t from_on = 0;
    int from, to;
    form_read(q, &f);
    q->title = tr(w, "When can we?");
    piece_crumb(q, "/timeline", tr(w, "Timeline"));
    if (*f.organisation != '\0' && !web_acts_by(q, BOOKING_WEB_ORGANISATION, f.organisation))
        return false;
    if (*f.day != '\0' && !day_parse(f.day, &from_on))
        return fail(w, NOT_VALID, tr(w, "a day is written as 2027-03-01, not \"%s\""), f.day);
    int64_t length = clock_parse(f.from, &from) && clock_parse(f.to, &to) && to > from ? to - from : 90; /* as chosen on the timeline */
    length = web_int(q, "minutes", length, 5, DAY_MIN);
    html(q->page, "<form method=\"get\" action=\"/booking/when\">\n<div class=\"fields\">\n");
    organisation_field(q, f.organisation);
    html(q->page, "<div><label for=\"f-minutes\">%s</label><input type=\"number\" id=\"f-minutes\" name=\"minutes\" min=\"5\" max=\"1440\" step=\"5\" value=\"%lld\"></div>\n",
         tr(w, "Minutes"), (long long)length);
    html(q->page, "<div><label for=\"f-people\">%s</label><input type=\"number\" id=\"f-people\" name=\"people\" min=\"1\" value=\"%s\"></div>\n", tr(w, "How many people"), f.people);
    html(q->page, "<div><label for=\"f-day\">%s</label><input type=\"date\" id=\"f-day\" name=\"day\" value=\"%s\"></div>\n", tr(w, "Not before"),
         day_text(text, from_on != 0 ? from_on : web_region(q)->today_on));
    page_add(q->page, "</div>\n<div class=\"fields\">\n");
    want_fields(q, &f);
    html(q->page, "</div>\n<p class=\"actions\"><button>%s</button></p></form>\n", tr(w, "Find times"));
    struct when_want *wants = take_array(w, f.resource_count + TYPES_SHOWN + 2, struct when_want);
    struct when_ask a = {.organisation = f.organisation, .wants = wants, .people = (int)web_int(q, "people", 0, 1, 100000), .length_min = (int)length, .from_on = from_on, .days = 42};
    for (int i = 0; i < f.resource_count && a.want_count < WHEN_WANTS_MOST; i++)
        wants[a.want_count++] = (struct when_want){.resource = f.resource[i], .units = 1};
    for (size_t i = 0; i < TYPES_SHOWN && a.want_count < WHEN_WANTS_MOST; i++) {
        const char *type = web_each(q, "type", i), *units = web_each(q, "type_units", i);
        int n = 0;
        for (const char *s = units != NULL ? units : ""; *s >= '0' && *s <= '9' && n < 10000; s++)
            n = n * 10 + *s - '0';
        if (type != NULL && *type != '\0')
            wants[a.want_count++] = (struct when_want){.type = type, .units = n > 0 ? n : 1};
    }
    if (*given(q, "able") != '\0' && a.want_count < WHEN_WANTS_MOST)
        wants[a.want_count++] = (struct when_want){.competence = given(q, "able"), .level = 1, .units = 1};
    if (!fine(w))
        return false;
    if (a.want_count == 0 || *f.organisation == '\0') {
        html(q->page, "<p class=\"muted\">%s</p>\n", tr(w, "Say who asks and what is needed: resources ticked on the timeline, any of a type, or anybody who can teach something."));
        return true;
    }
    return slots(q, &f, &a);
}
