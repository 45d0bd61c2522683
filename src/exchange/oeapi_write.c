/* oeapi_write.c -- see oeapi_private.h: each kind of object in the words of the Open Education API. */
#include "exchange/oeapi_private.h"

#include "base/day.h"
#include "exchange/oeapi_web_sql.h"
#include "view/say.h"

#include <stdlib.h>
#include <string.h>

const char *oe_uuid(const struct oe *o, enum oe_kind kind, int64_t id, int64_t second)
{
    return take_text(o->w, "%08llx-%02x%02llx-8%03llx-8%03llx-%012llx", (unsigned long long)o->region & 0xffffffffu, (unsigned)kind,
                     (unsigned long long)second >> 24 & 0xff, (unsigned long long)second >> 12 & 0xfff, (unsigned long long)second & 0xfff,
                     (unsigned long long)id & 0xffffffffffffu);
}

bool oe_read(const struct oe *o, const char *uuid, enum oe_kind kind, int64_t *id, int64_t *second)
{
    unsigned long long part[5];
    static const int at[] = {0, 9, 14, 19, 24}, length[] = {8, 4, 4, 4, 12};
    if (strlen(uuid) != 36 || strspn(uuid, "0123456789abcdefABCDEF-") != 36)
        return false;
    for (int i = 0; i < 5; i++) {
        char digits[16] = "", *end;
        memcpy(digits, uuid + at[i], (size_t)length[i]);
        part[i] = strtoull(digits, &end, 16);
        if (*end != '\0' || (i < 4 && uuid[at[i] + length[i]] != '-'))
            return false;
    }
    *second = (int64_t)((part[1] & 0xff) << 24 | (part[2] & 0xfff) << 12 | (part[3] & 0xfff));
    *id = (int64_t)part[4];
    return part[0] == ((unsigned long long)o->region & 0xffffffffu) && part[1] >> 8 == (unsigned)kind && part[2] >> 12 == 8 && part[3] >> 12 == 8 && *id > 0;
}

/* ---------------------------------------------------------------- pieces */

static void id(struct oe *o, const char *key, enum oe_kind kind, int64_t id, int64_t second)
{
    json_put_text(o->j, key, oe_uuid(o, kind, id, second));
}

static void code(struct oe *o, const char *type, const char *code)
{
    json_key(o->j, "primaryCode"), json_begin_object(o->j);
    json_put_text(o->j, "codeType", type);
    json_put_text(o->j, "code", code);
    json_end_object(o->j);
}

/* A text in the languages it is given in; at least one entry, or nothing at all. */
static void texts(struct oe *o, const char *key, const char *ru, const char *en)
{
    if (*ru == '\0' && *en == '\0')
        return;
    json_key(o->j, key), json_begin_array(o->j);
    const char *text[2] = {ru, en}, *language[2] = {"ru-RU", "en-GB"};
    for (int i = 0; i < 2; i++) {
        if (*text[i] == '\0')
            continue;
        json_begin_object(o->j);
        json_put_text(o->j, "language", language[i]);
        json_put_text(o->j, "value", text[i]);
        json_end_object(o->j);
    }
    json_end_array(o->j);
}

static void names(struct oe *o, const struct rows *r, int col, const char *otherwise)
{
    const char *ru = db_text(r, col), *en = db_text(r, col + 1);
    texts(o, "name", ru, *ru == '\0' && *en == '\0' ? otherwise : en);
}

static const char *moment(struct oe *o, int64_t wall)
{
    char buf[DAY_TEXT];
    int z = o->utc_offset_min, a = z < 0 ? -z : z;
    return take_text(o->w, "%s:00%c%02d:%02d", wall_text(buf, wall), z < 0 ? '-' : '+', a / 60, a % 60);
}

static void times(struct oe *o, int64_t from, int64_t to)
{
    json_put_text(o->j, "startDateTime", moment(o, from));
    json_put_text(o->j, "endDateTime", moment(o, to));
}

/* An academic hour is 45 minutes. */
static void load(struct oe *o, int64_t hours_ah)
{
    json_key(o->j, "studyLoad"), json_begin_array(o->j), json_begin_object(o->j);
    json_put_text(o->j, "studyLoadUnit", "hour");
    json_put_real(o->j, "value", (double)hours_ah * 0.75);
    json_end_object(o->j), json_end_array(o->j);
    json_put_text(o->j, "duration", take_text(o->w, "PT%lldH%lldM", (long long)(hours_ah * 45 / 60), (long long)(hours_ah * 45 % 60)));
}

static const char *mode(const char *form) { return strcmp(form, "online") == 0 ? "online" : strcmp(form, "blended") == 0 ? "blended" : "presential"; }

static void one_text(struct oe *o, const char *key, const char *value)
{
    json_key(o->j, key), json_begin_array(o->j);
    json_add_text(o->j, value);
    json_end_array(o->j);
}

static void ids(struct oe *o, const char *key, enum oe_kind kind, const char *sql, int64_t of)
{
    json_key(o->j, key), json_begin_array(o->j);
    struct rows r = db_rows(o->w, sql, ARGS(V(of)));
    while (db_next(&r))
        json_add_text(o->j, oe_uuid(o, kind, db_int(&r, 0), 0));
    json_end_array(o->j);
}

static void link_to(struct oe *o, const char *path, const char *c)
{
    if (*o->base != '\0')
        json_put_text(o->j, "link", take_text(o->w, "%s%s%s", o->base, path, c));
}

/* ---------------------------------------------------------------- organisations and places */

static void organisation(struct oe *o, const struct rows *r)
{
    id(o, "organisationId", OE_ORGANISATION, db_int(r, 0), 0);
    code(o, "identifier", db_text(r, 1));
    const char *kind = db_text(r, 4), *web = db_text(r, 7);
    json_put_text(o->j, "organisationType", strcmp(kind, "centre") == 0 ? "root" : strcmp(kind, "school") == 0 ? "school" : "institute");
    names(o, r, 2, db_text(r, 1));
    texts(o, "description", db_text(r, 5), db_text(r, 6));
    if (strncmp(web, "http", 4) == 0)
        json_put_text(o->j, "link", web);
    if (!db_null(r, 8)) {
        json_key(o->j, "addresses"), json_begin_array(o->j), json_begin_object(o->j);
        json_put_text(o->j, "addressType", "visit");
        json_put_text(o->j, "city", db_peek(r, 8));
        json_end_object(o->j), json_end_array(o->j);
    }
}

static void building(struct oe *o, const struct rows *r)
{
    id(o, "buildingId", OE_BUILDING, db_int(r, 0), 0);
    code(o, "building_id", db_text(r, 1));
    names(o, r, 2, db_text(r, 1));
    json_key(o->j, "address"), json_begin_object(o->j);
    json_put_text(o->j, "addressType", "visit");
    texts(o, "additional", db_text(r, 4), db_text(r, 5));
    if (!db_null(r, 6))
        json_put_text(o->j, "city", db_peek(r, 6));
    if (!db_null(r, 7) && !db_null(r, 8)) {
        json_key(o->j, "geolocation"), json_begin_object(o->j);
        json_put_real(o->j, "latitude", db_real(r, 7));
        json_put_real(o->j, "longitude", db_real(r, 8));
        json_end_object(o->j);
    }
    json_end_object(o->j);
}

static void room(struct oe *o, const struct rows *r)
{
    static const struct {
        const char *part, *type;
    } types[] = {{"lab", "laboratory"}, {"computer", "computer_room"}, {"it", "computer_room"}, {"lecture", "lecture_room"}, {"hall", "lecture_room"}, {"shop", "workspace"}};
    const char *type = "general_purpose", *own = db_text(r, 6);
    for (size_t i = COUNT(types); i-- > 0;)
        if (strstr(own, types[i].part) != NULL)
            type = types[i].type;
    id(o, "roomId", OE_ROOM, db_int(r, 0), 0);
    code(o, "room_code", db_text(r, 1));
    json_put_text(o->j, "roomType", type);
    names(o, r, 2, db_text(r, 1));
    json_put_int(o->j, "totalSeats", db_int(r, 4));
    json_put_int(o->j, "availableSeats", db_int(r, 4));
    id(o, "buildingId", OE_BUILDING, db_int(r, 5), 0);
}

/* ---------------------------------------------------------------- what is taught */

static void programme(struct oe *o, const struct rows *r)
{
    static const char *const levels[] = {"eqf_1", "eqf_2", "eqf_3", "eqf_4", "eqf_5", "eqf_6", "eqf_7", "eqf_8"};
    const char *kind = db_text(r, 7);
    bool retraining = strcmp(kind, "retraining") == 0;
    int64_t own = db_int(r, 0), level = db_int(r, 8);
    id(o, "programmeId", OE_PROGRAMME, own, 0);
    code(o, "programme_code", db_text(r, 1));
    json_put_text(o->j, "programmeType", "programme");
    names(o, r, 3, db_text(r, 1));
    texts(o, "description", db_text(r, 5), db_text(r, 6));
    json_key(o->j, "teachingLanguages");
    const char *last = "", *form = NULL;
    bool any = false, mixed = false;
    struct rows l = db_rows(o->w, OE_PROGRAMME_LANGUAGES, ARGS(V(own)));
    json_begin_array(o->j);
    while (db_next(&l)) {
        if (strcmp(last, db_peek(&l, 0)) != 0)
            json_add_text(o->j, db_peek(&l, 0));
        last = db_text(&l, 0);
        mixed |= form != NULL && strcmp(form, db_peek(&l, 1)) != 0;
        form = db_text(&l, 1);
        any = true;
    }
    if (!any)
        json_add_text(o->j, "ru");
    json_end_array(o->j);
    if (form != NULL)
        one_text(o, "modesOfDelivery", mixed ? "blended" : mode(form));
    load(o, db_int(r, 14));
    json_put_text(o->j, "qualificationAwarded", retraining ? "diploma" : "certificate");
    json_put_text(o->j, "formalDocument", retraining ? "diploma" : "certificate");
    if (level >= 1 && level <= 8)
        json_put_text(o->j, "levelOfQualification", levels[level - 1]);
    ids(o, "learningOutcomeIds", OE_OUTCOME, OE_PROGRAMME_OUTCOMES, own);
    texts(o, "admissionRequirements", db_text(r, 9), db_text(r, 10));
    link_to(o, "/programme/", db_text(r, 1));
    id(o, "organisationId", OE_ORGANISATION, db_int(r, 11), 0);
    json_key(o->j, "ext"), json_begin_object(o->j);
    json_put_text(o->j, "cavtKind", kind);
    json_put_int(o->j, "cavtVersion", db_int(r, 2));
    json_put_text(o->j, "cavtAudience", db_text(r, 12));
    json_put_text(o->j, "cavtFunding", db_text(r, 13));
    json_end_object(o->j);
}

static void course(struct oe *o, const struct rows *r)
{
    id(o, "courseId", OE_COURSE, db_int(r, 0), 0);
    code(o, "identifier", db_text(r, 1));
    names(o, r, 2, db_text(r, 1));
    texts(o, "description", db_text(r, 4), db_text(r, 5));
    one_text(o, "teachingLanguages", db_text(r, 6));
    one_text(o, "modesOfDelivery", mode(db_text(r, 7)));
    load(o, db_int(r, 8));
    ids(o, "learningOutcomeIds", OE_OUTCOME, OE_COURSE_OUTCOMES, db_int(r, 0));
    ids(o, "programmeIds", OE_PROGRAMME, OE_COURSE_PROGRAMMES, db_int(r, 0));
    link_to(o, "/module/", db_text(r, 1));
    id(o, "organisationId", OE_ORGANISATION, db_int(r, 9), 0);
}

static const char *const part_types[] = {"lecture", "practical", "independent_study"};

static void component(struct oe *o, const struct rows *r)
{
    int64_t part = db_int(r, 1), min = db_int(r, 5) * 45;
    id(o, "componentId", OE_COMPONENT, db_int(r, 0), part);
    code(o, "component_code", take_text(o->w, "%s/%s", db_text(r, 2), part_types[part - 1]));
    json_put_text(o->j, "componentType", part_types[part - 1]);
    names(o, r, 3, db_text(r, 2));
    one_text(o, "modesOfDelivery", mode(db_text(r, 7)));
    json_put_text(o->j, "duration", take_text(o->w, "PT%lldH%lldM", (long long)(min / 60), (long long)(min % 60)));
    one_text(o, "teachingLanguages", db_text(r, 6));
    ids(o, "learningOutcomeIds", OE_OUTCOME, OE_COURSE_OUTCOMES, db_int(r, 0));
    id(o, "courseId", OE_COURSE, db_int(r, 0), 0);
    id(o, "organisationId", OE_ORGANISATION, db_int(r, 8), 0);
}

static void outcome(struct oe *o, const struct rows *r)
{
    id(o, "learningOutcomeId", OE_OUTCOME, db_int(r, 0), 0);
    code(o, "identifier", db_text(r, 1));
    names(o, r, 2, db_text(r, 1));
    texts(o, "description", db_text(r, 4), db_text(r, 5));
}

void oe_session(struct oe *o, int year, int half)
{
    int32_t from = half == 2 ? day_of(year + 1, 2, 1) : day_of(year, 9, 1), to = half == 1 ? day_of(year + 1, 1, 31) : day_of(year + 1, 8, 31);
    json_begin_object(o->j);
    id(o, "academicSessionId", OE_SESSION, year, half);
    json_put_text(o->j, "academicSessionType", half == 0 ? "academic_year" : "semester");
    code(o, "identifier", half == 0 ? take_text(o->w, "%d", year) : take_text(o->w, "%d-%d", year, half));
    texts(o, "name", half == 0 ? take_text(o->w, "%d/%d учебный год", year, year + 1) : take_text(o->w, "%d/%d, %d-е полугодие", year, year + 1, half),
          half == 0 ? take_text(o->w, "academic year %d/%d", year, year + 1) : take_text(o->w, "%d/%d, semester %d", year, year + 1, half));
    times(o, (int64_t)from * DAY_MIN, ((int64_t)to + 1) * DAY_MIN - 1);
    if (half == 0) {
        json_key(o->j, "childIds"), json_begin_array(o->j);
        json_add_text(o->j, oe_uuid(o, OE_SESSION, year, 1));
        json_add_text(o->j, oe_uuid(o, OE_SESSION, year, 2));
        json_end_array(o->j);
    } else {
        id(o, "parentId", OE_SESSION, year, 0);
        id(o, "yearId", OE_SESSION, year, 0);
    }
    json_end_object(o->j);
}

/* The session a day lies in: the first half from September, the second from February. */
static void session_of(struct oe *o, int64_t on)
{
    int year, month, mday;
    day_split((int32_t)on, &year, &month, &mday);
    id(o, "academicSessionId", OE_SESSION, month >= 9 ? year : year - 1, month >= 9 || month == 1 ? 1 : 2);
}

/* ---------------------------------------------------------------- when it is taught */

static void programme_offering(struct oe *o, const struct rows *r)
{
    const char *state = db_text(r, 4);
    id(o, "programmeOfferingId", OE_PROGRAMME_OFFERING, db_int(r, 0), 0);
    code(o, "offering_code", db_text(r, 1));
    names(o, r, 2, db_text(r, 1));
    session_of(o, db_int(r, 5));
    json_put_text(o->j, "state", strcmp(state, "open") == 0 ? "active" : strcmp(state, "closed") == 0 ? "inactive" : "cancelled");
    json_put_int(o->j, "maxNumberStudents", db_int(r, 9));
    json_put_int(o->j, "enrolledNumberStudents", db_int(r, 10));
    times(o, db_int(r, 5) * DAY_MIN + db_int(r, 7), db_int(r, 6) * DAY_MIN + db_int(r, 8));
    if (!db_null(r, 11)) {
        json_key(o->j, "priceInformation"), json_begin_array(o->j), json_begin_object(o->j);
        json_put_text(o->j, "costType", "total_costs");
        json_put_text(o->j, "amount", money_plain(o->w, db_int(r, 11)));
        json_put_text(o->j, "currency", o->currency);
        json_end_object(o->j), json_end_array(o->j);
    }
    id(o, "programmeId", OE_PROGRAMME, db_int(r, 13), 0);
    id(o, "organisationId", OE_ORGANISATION, db_int(r, 14), 0);
}

static void course_offering(struct oe *o, const struct rows *r)
{
    id(o, "courseOfferingId", OE_COURSE_OFFERING, db_int(r, 0), db_int(r, 1));
    code(o, "offering_code", db_text(r, 2));
    names(o, r, 3, db_text(r, 2));
    session_of(o, db_int(r, 5));
    json_put_text(o->j, "state", "active");
    one_text(o, "teachingLanguages", db_text(r, 11));
    one_text(o, "modesOfDelivery", mode(db_text(r, 12)));
    json_put_int(o->j, "maxNumberStudents", db_int(r, 8));
    json_put_int(o->j, "enrolledNumberStudents", db_int(r, 9));
    times(o, db_int(r, 5) * DAY_MIN, (db_int(r, 6) + 1) * DAY_MIN - 1);
    id(o, "courseId", OE_COURSE, db_int(r, 1), 0);
    if (db_int(r, 7) == 1) {
        json_key(o->j, "programmeOfferingIds"), json_begin_array(o->j);
        json_add_text(o->j, oe_uuid(o, OE_PROGRAMME_OFFERING, db_int(r, 0), 0));
        json_end_array(o->j);
    }
    id(o, "organisationId", OE_ORGANISATION, db_int(r, 10), 0);
}

static void lesson(struct oe *o, const struct rows *r)
{
    int64_t part = strcmp(db_peek(r, 6), "practice") == 0 ? 2 : 1;
    id(o, "learningComponentOfferingId", OE_LESSON, db_int(r, 0), 0);
    code(o, "offering_code", take_text(o->w, "%s/%lld", db_text(r, 1), (long long)db_int(r, 0)));
    names(o, r, 2, db_text(r, 1));
    session_of(o, db_int(r, 4) / DAY_MIN);
    json_put_text(o->j, "state", "active");
    json_put_int(o->j, "maxNumberStudents", db_int(r, 11));
    times(o, db_int(r, 4), db_int(r, 5));
    ids(o, "roomIds", OE_ROOM, OE_LESSON_ROOMS, db_int(r, 0));
    id(o, "learningComponentId", OE_COMPONENT, db_int(r, 7), part);
    json_key(o->j, "courseOfferingIds"), json_begin_array(o->j);
    json_add_text(o->j, oe_uuid(o, OE_COURSE_OFFERING, db_int(r, 8), db_int(r, 7)));
    json_end_array(o->j);
    json_key(o->j, "groupIds"), json_begin_array(o->j);
    json_add_text(o->j, oe_uuid(o, OE_GROUP, db_int(r, 8), db_int(r, 9)));
    json_end_array(o->j);
    id(o, "organisationId", OE_ORGANISATION, db_int(r, 10), 0);
}

/* ---------------------------------------------------------------- people */

static void group(struct oe *o, const struct rows *r)
{
    int64_t cohort = db_int(r, 1), cohorts = db_int(r, 8) > 0 ? db_int(r, 8) : 1, people = db_int(r, 7);
    const char *ru = db_text(r, 3), *en = db_text(r, 4);
    id(o, "groupId", OE_GROUP, db_int(r, 0), cohort);
    code(o, "group_code", take_text(o->w, "%s/%lld", db_text(r, 2), (long long)cohort));
    json_put_text(o->j, "groupType", "class");
    texts(o, "name", *ru != '\0' ? take_text(o->w, "%s, группа %lld", ru, (long long)cohort) : "",
          *en != '\0' || *ru == '\0' ? take_text(o->w, "%s, cohort %lld", *en != '\0' ? en : db_text(r, 2), (long long)cohort) : "");
    times(o, db_int(r, 5), db_int(r, 6));
    json_put_int(o->j, "personCount", people / cohorts + (cohort <= people % cohorts));
    id(o, "organisationId", OE_ORGANISATION, db_int(r, 9), 0);
}

static void membership(struct oe *o, const struct rows *r)
{
    id(o, "personId", OE_PERSON, db_int(r, 0), 0);
    id(o, "groupId", OE_GROUP, db_int(r, 1), db_int(r, 2));
    json_put_text(o->j, "role", "lecturer");
    json_put_text(o->j, "state", "active");
}

/* Of a teacher no more is said than the register has: the name as it stands there. */
static void person(struct oe *o, const struct rows *r)
{
    const char *ru = db_text(r, 2), *en = db_text(r, 3);
    const char *name = *ru != '\0' ? ru : *en != '\0' ? en : db_text(r, 1);
    id(o, "personId", OE_PERSON, db_int(r, 0), 0);
    code(o, "identifier", db_text(r, 1));
    json_put_text(o->j, "preferredName", name);
    json_put_text(o->j, "displayName", name);
    json_put_bool(o->j, "activeEnrolment", false);
    one_text(o, "affiliations", "employee");
}

static void association(struct oe *o, const struct rows *r, enum oe_kind kind)
{
    id(o, "associationId", kind, db_int(r, 0), db_int(r, 1));
    json_put_text(o->j, "role", "lecturer");
    json_put_text(o->j, "state", strcmp(db_peek(r, 4), "agreed") == 0 ? "associated" : "pending");
    json_put_text(o->j, "startDateTime", moment(o, db_int(r, 2)));
    json_put_text(o->j, "expectedEndDateTime", moment(o, db_int(r, 3)));
    id(o, "personId", OE_PERSON, db_int(r, 1), 0);
}

static void lesson_person(struct oe *o, const struct rows *r)
{
    association(o, r, OE_LESSON_PERSON);
    id(o, "learningComponentOfferingId", OE_LESSON, db_int(r, 0), 0);
}

static void course_person(struct oe *o, const struct rows *r)
{
    association(o, r, OE_COURSE_PERSON);
    id(o, "courseOfferingId", OE_COURSE_OFFERING, db_int(r, 5), db_int(r, 6));
}

static void nobody(struct oe *o, const struct rows *r)
{
    (void)o;
    (void)r;
}

const struct oe_type oe_organisation = {OE_ORGANISATION, OE_ORGANISATIONS, organisation, NULL}, oe_building = {OE_BUILDING, OE_BUILDINGS, building, NULL},
                     oe_room = {OE_ROOM, OE_ROOMS, room, NULL}, oe_programme = {OE_PROGRAMME, OE_PROGRAMMES, programme, NULL},
                     oe_course = {OE_COURSE, OE_COURSES, course, NULL}, oe_component = {OE_COMPONENT, OE_COMPONENTS, component, NULL},
                     oe_outcome = {OE_OUTCOME, OE_OUTCOMES, outcome, NULL},
                     oe_programme_offering = {OE_PROGRAMME_OFFERING, OE_PROGRAMME_OFFERINGS, programme_offering, NULL},
                     oe_course_offering = {OE_COURSE_OFFERING, OE_COURSE_OFFERINGS, course_offering, NULL}, oe_lesson = {OE_LESSON, OE_LESSONS, lesson, "offers"},
                     oe_group = {OE_GROUP, OE_GROUPS, group, "offers"}, oe_membership = {OE_MEMBERSHIP, OE_MEMBERSHIPS, membership, "people"},
                     oe_person = {OE_PERSON, OE_PERSONS, person, "people"}, oe_lesson_person = {OE_LESSON_PERSON, OE_LESSON_PEOPLE, lesson_person, "people"},
                     oe_course_person = {OE_COURSE_PERSON, OE_COURSE_PEOPLE, course_person, "people"},
                     oe_programme_person = {OE_PROGRAMME_PERSON, OE_NOBODY, nobody, "people"};
