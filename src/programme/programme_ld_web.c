/* programme_ld_web.c -- see programme_ld_web.h. */
#include "programme/programme_ld_web.h"

#include "base/day.h"
#include "codec/json.h"
#include "programme/programme_ld_web_sql.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"

#include <string.h>

static void names(struct json *j, struct work *w, const char *ru, const char *en)
{
    json_put_text(j, "name", tr_name(w, ru, en));
    const char *other = tr_name(w, en, ru);
    if (strcmp(other, tr_name(w, ru, en)) != 0)
        json_put_text(j, "alternateName", other);
}

static void text_if(struct json *j, const char *key, const char *value)
{
    if (value != NULL && *value != '\0')
        json_put_text(j, key, value);
}

static void typed(struct json *j, const char *key, const char *type)
{
    if (key != NULL)
        json_key(j, key);
    json_begin_object(j);
    json_put_text(j, "@type", type);
}

static void provider(struct json *j, struct request *q, const char *code, const char *ru, const char *en)
{
    typed(j, "provider", "EducationalOrganization");
    json_put_text(j, "@id", web_address(q, web_path(q->w, "/partner/", code, "")));
    names(j, q->w, ru, en);
    json_end_object(j);
}

/* An academic hour is 45 minutes; ISO 8601 knows only those of 60. */
static const char *duration(struct work *w, int64_t hours_ah)
{
    int64_t min = hours_ah * 45;
    return min % 60 == 0 ? take_text(w, "PT%lldH", (long long)(min / 60)) : take_text(w, "PT%lldH%lldM", (long long)(min / 60), (long long)(min % 60));
}

static const char *day(struct work *w, int64_t on)
{
    char buf[DAY_TEXT];
    return take_text(w, "%s", day_text(buf, (int32_t)on));
}

static void price(struct json *j, struct request *q, int64_t minor)
{
    typed(j, "offers", "Offer");
    json_put_text(j, "price", money_plain(q->w, minor));
    json_put_text(j, "priceCurrency", web_region(q)->currency);
    json_put_text(j, "category", minor == 0 ? "Free" : "Paid");
    json_end_object(j);
}

/* What is learned: schema.org's teaches, CTDL's ceterms:teaches. */
static void teaches(struct json *j, struct request *q, const char *sql, int64_t id)
{
    json_key(j, "teaches");
    json_begin_array(j);
    struct rows r = db_rows(q->w, sql, ARGS(V(id)));
    while (db_next(&r)) {
        typed(j, NULL, "DefinedTerm");
        json_put_text(j, "@id", web_address(q, web_path(q->w, "/competence/", db_text(&r, 0), "")));
        json_put_text(j, "termCode", db_peek(&r, 0));
        json_put_text(j, "inDefinedTermSet", db_peek(&r, 4));
        names(j, q->w, db_text(&r, 1), db_text(&r, 2));
        json_end_object(j);
    }
    json_end_array(j);
}

static const char *mode(const char *form) { return strcmp(form, "online") == 0 ? "online" : strcmp(form, "blended") == 0 ? "blended" : "onsite"; }

static void starts(struct json *j, struct request *q, int64_t programme)
{
    bool any = false;
    struct rows r = db_rows(q->w, LD_STARTS, ARGS(V(programme), V((int)web_region(q)->today_on)));
    while (db_next(&r)) {
        if (!any) {
            json_put_text(j, "startDate", day(q->w, db_int(&r, 1)));
            json_put_text(j, "endDate", day(q->w, db_int(&r, 2)));
            if (!db_null(&r, 6))
                json_put_text(j, "applicationDeadline", day(q->w, db_int(&r, 6)));
            json_put_int(j, "maximumEnrollment", db_int(&r, 3));
            json_key(j, "subjectOf"), json_begin_array(j);
        }
        any = true;
        typed(j, NULL, "EducationEvent");
        json_put_text(j, "identifier", db_peek(&r, 0));
        json_put_text(j, "startDate", day(q->w, db_int(&r, 1)));
        json_put_text(j, "endDate", day(q->w, db_int(&r, 2)));
        json_put_int(j, "maximumAttendeeCapacity", db_int(&r, 3));
        json_put_int(j, "remainingAttendeeCapacity", db_int(&r, 3) - db_int(&r, 4));
        typed(j, "location", "Place");
        names(j, q->w, db_text(&r, 7), db_text(&r, 8));
        text_if(j, "address", tr_name(q->w, db_text(&r, 9), db_text(&r, 10)));
        json_end_object(j);
        json_end_object(j);
    }
    if (any)
        json_end_array(j);
}

static void programme_object(struct json *j, struct request *q, const struct rows *r, bool context)
{
    struct work *w = q->w;
    int64_t id = db_int(r, 0);
    json_begin_object(j);
    if (context)
        json_put_text(j, "@context", "https://schema.org");
    const char *address = web_address(q, take_text(w, "%s/version/%lld", web_path(w, "/programme/", db_text(r, 1), ""), (long long)db_int(r, 2)));
    json_put_text(j, "@type", "EducationalOccupationalProgram");
    json_put_text(j, "@id", address);
    json_put_text(j, "url", web_address(q, web_path(w, "/programme/", db_text(r, 1), "")));
    json_put_text(j, "identifier", db_peek(r, 1));
    json_put_text(j, "version", take_text(w, "%lld", (long long)db_int(r, 2)));
    names(j, w, db_text(r, 3), db_text(r, 4));
    text_if(j, "description", tr_name(w, db_text(r, 5), db_text(r, 6)));
    json_put_text(j, "programType", db_peek(r, 7));
    text_if(j, "occupationalCategory", db_text(r, 8));
    text_if(j, "educationalCredentialAwarded", tr_name(w, db_text(r, 9), db_text(r, 10)));
    text_if(j, "programPrerequisites", tr_name(w, db_text(r, 11), db_text(r, 12)));
    if (!db_null(r, 13))
        json_put_text(j, "educationalLevel", take_text(w, "%lld", (long long)db_int(r, 13)));
    text_if(j, "audience", db_text(r, 14));
    provider(j, q, db_text(r, 15), db_text(r, 16), db_text(r, 17));
    json_put_text(j, "timeToComplete", duration(w, db_int(r, 18)));
    price(j, q, db_int(r, 19));
    starts(j, q, id);
    teaches(j, q, LD_PROGRAMME_GIVES, id);
    json_key(j, "hasCourse");
    json_begin_array(j);
    struct rows m = db_rows(w, LD_PROGRAMME_MODULES, ARGS(V(id)));
    while (db_next(&m)) {
        typed(j, NULL, "Course");
        json_put_text(j, "@id", web_address(q, web_path(w, "/module/", db_text(&m, 0), "")));
        json_put_text(j, "courseCode", db_peek(&m, 0));
        names(j, w, db_text(&m, 1), db_text(&m, 2));
        provider(j, q, db_text(&m, 3), db_text(&m, 4), db_text(&m, 5));
        json_end_object(j);
    }
    json_end_array(j);
    json_end_object(j);
}

static void block(struct page *out, struct text *t)
{
    page_add(out, "<script type=\"application/ld+json\">");
    page_bytes(out, t->s, t->n); /* the writer has made '<' \u003c, so the text cannot end the block */
    page_add(out, "</script>\n");
    text_free(t);
}

bool programme_ld(struct request *q, struct page *out, int64_t programme_id)
{
    struct rows r = db_rows(q->w, LD_PROGRAMME, ARGS(V(programme_id)));
    if (db_next(&r)) {
        struct text t = TEXT(0);
        struct json j = json_to(&t);
        programme_object(&j, q, &r, true);
        block(out, &t);
    }
    db_done(&r);
    return fine(q->w);
}

bool programme_ld_all(struct request *q, struct page *out)
{
    bool first = true;
    page_add(out, "{\"@context\":\"https://schema.org\",\"@graph\":[\n");
    struct rows r = db_rows(q->w, LD_PROGRAMMES, NO_ARGS);
    while (db_next(&r)) {
        struct text t = TEXT(0);
        struct json j = json_to(&t);
        page_add(out, first ? "" : ",\n");
        programme_object(&j, q, &r, false);
        page_bytes(out, t.s, t.n);
        text_free(&t);
        first = false;
    }
    page_add(out, "\n]}\n");
    return fine(q->w);
}

bool module_ld(struct request *q, struct page *out, int64_t module_id)
{
    struct work *w = q->w;
    struct rows r = db_rows(w, LD_MODULE, ARGS(V(module_id)));
    if (db_next(&r)) {
        struct text t = TEXT(0);
        struct json j = json_to(&t);
        json_begin_object(&j);
        json_put_text(&j, "@context", "https://schema.org");
        json_put_text(&j, "@type", "Course");
        json_put_text(&j, "@id", web_address(q, web_path(w, "/module/", db_text(&r, 0), "")));
        json_put_text(&j, "courseCode", db_peek(&r, 0));
        names(&j, w, db_text(&r, 1), db_text(&r, 2));
        text_if(&j, "description", tr_name(w, db_text(&r, 3), db_text(&r, 4)));
        json_put_text(&j, "inLanguage", db_peek(&r, 6));
        json_put_text(&j, "timeRequired", duration(w, db_int(&r, 7)));
        provider(&j, q, db_text(&r, 9), db_text(&r, 10), db_text(&r, 11));
        price(&j, q, db_int(&r, 8));
        typed(&j, "hasCourseInstance", "CourseInstance");
        json_put_text(&j, "courseMode", mode(db_peek(&r, 5)));
        json_put_text(&j, "courseWorkload", duration(w, db_int(&r, 7)));
        json_end_object(&j);
        teaches(&j, q, LD_MODULE_GIVES, module_id);
        json_end_object(&j);
        block(out, &t);
    }
    db_done(&r);
    return fine(w);
}
