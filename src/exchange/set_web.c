/* set_web.c -- the collections of the API, each said once; see api_web.h. */
#include "exchange/api_web.h"

#include "exchange/set_web_sql.h"
#include "view/words.h"

#define CODE_FIELD  {"code", API_TEXT, "its code: what other objects refer to it by"}
#define NAME_FIELD  {"name", API_NAME, "its name in Russian, English or both"}
#define OWNER_FIELD {"organisation", API_TEXT, "code of the organisation whose it is"}
#define ENDS        {0}

static const struct api_field opening[] = {{"weekdays", API_TEXT, "digits, 1 Monday to 7 Sunday"}, {"opens", API_CLOCK, "from"}, {"closes", API_CLOCK, "till"}, ENDS};
static const struct api_rows openings = {SET_OPENINGS, opening};
static const struct api_field closure[] = {{"from", API_DAY, "first day"}, {"to", API_DAY, "last day"}, {"opens", API_CLOCK, "open from, null: closed"},
                                           {"closes", API_CLOCK, "open till"}, {"reason", API_NAME, "why"}, ENDS};
static const struct api_rows closures = {SET_CLOSURES, closure};
static const struct api_field level[] = {{"competence", API_TEXT, "code of the competence"}, {"level", API_INT, "1 the lowest to 8"}, ENDS};
static const struct api_rows staff_competences = {SET_STAFF_COMPETENCES, level}, module_gives = {SET_MODULE_GIVES, level}, order_asks = {SET_ORDER_ASKS, level};
static const struct api_field before[] = {{"module", API_TEXT, "code of a module that comes before, or null"}, {"competence", API_TEXT, "or a competence from whichever module"},
                                          {"level", API_INT, "at this level"}, ENDS};
static const struct api_rows module_before = {SET_MODULE_BEFORE, before};
static const struct api_field need[] = {{"part", API_TEXT, "lecture, practice or all"}, {"kind", API_TEXT, "room, equipment or staff"}, {"type", API_TEXT, "code of a resource type"},
                                        {"competence", API_TEXT, "of staff"}, {"level", API_INT, "of staff"}, {"quantity", API_INT, "how many"},
                                        {"per_learners", API_INT, "for every so many learners; null: for the cohort"}, ENDS};
static const struct api_rows module_needs = {SET_MODULE_NEEDS, need};
static const struct api_field place[] = {{"module", API_TEXT, "code of the module"}, {"position", API_INT, "its place"}, ENDS};
static const struct api_rows programme_modules = {SET_PROGRAMME_MODULES, place};
#define START_FIELDS                                                                                                                             \
    {"starts_on", API_DAY, "first day"}, {"ends_on", API_DAY, "last day"}, {"site", API_TEXT, "code of the site; null: where its modules are taught"}, \
    {"weekdays", API_TEXT, "on which days"}, {"from", API_CLOCK, "from"}, {"to", API_CLOCK, "till"}, {"seats", API_INT, "seats there are"},              \
    {"taken", API_INT, "seats taken"}, {"price_minor", API_MONEY, "of a learner; null: as the modules cost"},                                        \
    {"apply_by", API_DAY, "last day to apply"}, {"state", API_TEXT, "open, closed or cancelled"}
static const struct api_field programme_start[] = {CODE_FIELD, START_FIELDS, ENDS};
static const struct api_rows programme_starts = {SET_PROGRAMME_STARTS, programme_start};
static const struct api_field part[] = {OWNER_FIELD, {"hours_ah", API_INT, "academic hours"}, {"price_minor", API_MONEY, "price"},
                                        {"state", API_TEXT, "asked, confirmed or refused"}, ENDS};
static const struct api_rows offer_parts = {SET_OFFER_PARTS, part};
static const struct api_field lesson[] = {{"module", API_TEXT, "code of the module"}, {"cohort", API_INT, "number of the cohort"}, {"part", API_TEXT, "lecture or practice"},
                                          {"site", API_TEXT, "code of the site"}, {"starts_at", API_WALL, "on the region's clock"}, {"ends_at", API_WALL, "on the region's clock"},
                                          {"hours_ah", API_INT, "academic hours"}, ENDS};
static const struct api_rows offer_lessons = {SET_OFFER_LESSONS, lesson};

static const struct api_field organisation[] = {
    CODE_FIELD, {"kind", API_TEXT, "college, university, school, science, employer, centre, authority, provider"}, {"roles", API_WORDS, "owner, employer, base, centre"},
    NAME_FIELD, {"municipality", API_TEXT, "its town"}, {"web", API_TEXT, "its site"}, {"email", API_TEXT, "its address for mail"}, {"phone", API_TEXT, "its telephone"},
    {"note", API_NAME, "what it says of itself"}, ENDS};
static const struct api_param organisation_params[] = {{"kind", API_TEXT, "only of this kind"}, {"municipality", API_TEXT, "only of this town"}, ENDS};
static const struct api organisations = {"Organisation", "Organisations of the network", SET_ORGANISATIONS, organisation, organisation_params};

static const struct api_field site[] = {CODE_FIELD, OWNER_FIELD, NAME_FIELD, {"address", API_NAME, "its address"}, {"municipality", API_TEXT, "its town"},
                                        {"lat", API_REAL, "latitude"}, {"lon", API_REAL, "longitude"}, {"openings", API_ROWS, "weekly opening hours", &openings},
                                        {"closures", API_ROWS, "exceptions to them", &closures}, ENDS};
static const struct api_param by_organisation[] = {{"organisation", API_TEXT, "only of this organisation"}, ENDS};
static const struct api sites = {"Site", "Sites of organisations", SET_SITES, site, by_organisation};

static const struct api_field resource[] = {
    CODE_FIELD, {"kind", API_TEXT, "room or equipment"}, OWNER_FIELD, {"site", API_TEXT, "code of its site"}, {"type", API_TEXT, "code of its type"},
    {"room", API_TEXT, "code of the room a machine stands in"}, NAME_FIELD, {"traits", API_WORDS, "free words"}, {"quantity", API_INT, "equal units"},
    {"seats", API_INT, "of a room"}, {"price_ah_minor", API_MONEY, "of an academic hour of use"}, ENDS};
static const struct api_param resource_params[] = {{"kind", API_TEXT, "room or equipment"}, {"organisation", API_TEXT, "only of this organisation"},
                                                   {"site", API_TEXT, "only at this site"}, {"type", API_TEXT, "only of this type"}, ENDS};
static const struct api resources = {"Resource", "Rooms and equipment", SET_RESOURCES, resource, resource_params};

static const struct api_field teacher[] = {CODE_FIELD, OWNER_FIELD, {"site", API_TEXT, "where they start from"}, NAME_FIELD, {"load_week_ah", API_INT, "most hours a week"},
                                           {"competences", API_ROWS, "what they can teach", &staff_competences}, ENDS};
static const struct api staff = {"Staff", "Teachers and instructors", SET_STAFF, teacher, by_organisation, "people"};

static const struct api_field type[] = {CODE_FIELD, {"kind", API_TEXT, "room or equipment"}, NAME_FIELD, ENDS};
static const struct api_param type_params[] = {{"kind", API_TEXT, "room or equipment"}, ENDS};
static const struct api types = {"ResourceType", "Types of rooms and equipment", SET_TYPES, type, type_params};

static const struct api_field competence[] = {CODE_FIELD, {"framework", API_TEXT, "whose framework: region, esco, onet, fgos"}, {"kind", API_TEXT, "skill, knowledge ..."}, NAME_FIELD,
                                              {"parent", API_TEXT, "code of the broader one"}, ENDS};
static const struct api_param competence_params[] = {{"framework", API_TEXT, "only of this framework"}, ENDS};
static const struct api competences = {"Competence", "What can be asked for and taught", SET_COMPETENCES, competence, competence_params};

static const struct api_field module[] = {
    CODE_FIELD, OWNER_FIELD, {"site", API_TEXT, "code of its own site"}, NAME_FIELD, {"note", API_NAME, "what it is about"}, {"lecture_ah", API_INT, "academic hours of lectures"},
    {"practice_ah", API_INT, "of practice"}, {"self_ah", API_INT, "on one's own"}, {"cohort_least", API_INT, "smallest cohort"}, {"cohort_most", API_INT, "largest cohort"},
    {"price_cohort_minor", API_MONEY, "price of a cohort"}, {"price_learner_minor", API_MONEY, "and of each learner"}, {"form", API_TEXT, "onsite, online or blended"},
    {"language", API_TEXT, "of teaching"}, {"gives", API_ROWS, "what is learned", &module_gives}, {"before", API_ROWS, "what must come before", &module_before},
    {"needs", API_ROWS, "what its lessons need", &module_needs}, ENDS};
static const struct api_param module_params[] = {{"organisation", API_TEXT, "only of this organisation"}, {"competence", API_TEXT, "only those that give it"}, ENDS};
static const struct api modules = {"Module", "Modules: the smallest parts of programmes", SET_MODULES, module, module_params};

static const struct api_field programme[] = {
    CODE_FIELD, {"version", API_INT, "the approved one"}, OWNER_FIELD, {"kind", API_TEXT, "upskilling, retraining ..."}, NAME_FIELD, {"note", API_NAME, "what it is about"},
    {"field_code", API_TEXT, "field of study in a classification"}, {"level", API_INT, "level of qualification"}, {"audience", API_WORDS, "for whom"},
    {"funding", API_WORDS, "who may pay"}, {"document", API_NAME, "what is given at the end"}, {"entry", API_NAME, "what a learner must bring"},
    {"made_at", API_INSTANT, "when it came into the catalogue"}, {"modules", API_ROWS, "its modules in their order", &programme_modules},
    {"starts", API_ROWS, "its planned starts", &programme_starts}, ENDS};
static const struct api_param programme_params[] = {{"organisation", API_TEXT, "only of this organisation"}, {"kind", API_TEXT, "only of this kind"}, ENDS};
static const struct api programmes = {"Programme", "Approved programmes, by their latest version", SET_PROGRAMMES, programme, programme_params};

static const struct api_field start[] = {CODE_FIELD, {"programme", API_TEXT, "code of the programme"}, {"version", API_INT, "and its version"}, START_FIELDS, ENDS};
static const struct api_param start_params[] = {{"programme", API_TEXT, "only of this programme"}, {"from", API_DAY, "not before"}, {"to", API_DAY, "not after"}, ENDS};
static const struct api starts = {"Start", "Planned starts of programmes", SET_STARTS, start, start_params};

static const struct api_field order[] = {
    CODE_FIELD, OWNER_FIELD, {"title", API_NAME, "what is asked for"}, {"kind", API_TEXT, "kind of programme"}, {"occupation", API_TEXT, "code of an occupation"},
    {"people", API_INT, "how many"}, {"municipality", API_TEXT, "where they are"}, {"earliest_on", API_DAY, "not before"}, {"deadline_on", API_DAY, "all done by"},
    {"weekdays", API_TEXT, "when they can come"}, {"from", API_CLOCK, "from"}, {"to", API_CLOCK, "till"}, {"budget_minor", API_MONEY, "money there is"},
    {"wish", API_TEXT, "cost, soon, partners, travel"}, {"state", API_TEXT, "open, offered, agreed ..."}, {"made_at", API_INSTANT, "when it was placed"},
    {"asks", API_ROWS, "what people must be able to do", &order_asks}, ENDS};
static const struct api_param order_params[] = {{"state", API_TEXT, "only in this state"}, {"organisation", API_TEXT, "only of this organisation"}, ENDS};
static const struct api orders = {"Order", "Orders of employers", SET_ORDERS, order, order_params, "orders"};

static const struct api_field offer[] = {
    CODE_FIELD, {"order", API_TEXT, "code of the order it answers"}, {"variant", API_TEXT, "cost, soon ..."}, {"state", API_TEXT, "made, held, agreed, impossible ..."},
    {"people", API_INT, "learners"}, {"cohorts", API_INT, "cohorts"}, {"hours_ah", API_INT, "academic hours"}, {"starts_on", API_DAY, "first day"}, {"ends_on", API_DAY, "last day"},
    {"price_minor", API_MONEY, "price"}, {"made_at", API_INSTANT, "when it was made"}, {"expires_at", API_INSTANT, "until when it is held"},
    {"parts", API_ROWS, "each owner's part", &offer_parts}, {"lessons", API_ROWS, "its timetable", &offer_lessons}, ENDS};
static const struct api_param offer_params[] = {{"order", API_TEXT, "only of this order"}, {"state", API_TEXT, "only in this state"}, ENDS};
static const struct api offers = {"Offer", "The centre's answers to orders", SET_OFFERS, offer, offer_params, "offers"};

static const struct api_field booking[] = {
    CODE_FIELD, {"resource", API_TEXT, "code of the resource"}, {"unit", API_INT, "which of its equal units, from 0"}, {"starts_at", API_WALL, "on the region's clock"},
    {"ends_at", API_WALL, "on the region's clock"}, {"state", API_TEXT, "held or booked"}, {"offer", API_TEXT, "code of the offer, if of one"},
    {"made_at", API_INSTANT, "when it was made"}, ENDS};
static const struct api_param booking_params[] = {{"resource", API_TEXT, "only of this resource"}, {"from", API_DAY, "not before"}, {"to", API_DAY, "not after"}, ENDS};
static const struct api bookings = {"Booking", "Live bookings and holds", SET_BOOKINGS, booking, booking_params, "bookings"};

#define SET(noun, table, help)                                                       \
    {GET, "/api/v1/" noun, ANYONE, api_list, help, NULL, "application/json", &table}, \
    {GET, "/api/v1/" noun "/{code}", ANYONE, api_one, help, NULL, "application/json", &table}

const struct route api_routes[] = {
    SET("organisations", organisations, TR("Organisations of the network, for programs")),
    SET("sites", sites, TR("Sites of organisations, for programs")),
    SET("resources", resources, TR("Rooms and equipment, for programs")),
    SET("staff", staff, TR("Teachers, for programs with the scope people")),
    SET("types", types, TR("Types of rooms and equipment, for programs")),
    SET("competences", competences, TR("Competences, for programs")),
    SET("modules", modules, TR("Modules, for programs")),
    SET("programmes", programmes, TR("Approved programmes, for programs")),
    SET("starts", starts, TR("Planned starts, for programs")),
    SET("orders", orders, TR("Orders, for programs with the scope orders")),
    SET("offers", offers, TR("Offers, for programs with the scope offers")),
    SET("bookings", bookings, TR("Bookings, for programs with the scope bookings")),
    {0},
};
