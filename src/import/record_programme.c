/* record_programme.c -- the sheets of modules, programmes and norms, and of orders. */
#include "import/record.h"

#define NAMES                                                                                                           \
    {"name_ru", .kind = FIELD_LINE, .en = "name in Russian; at least one of the two names", .ru = "название по-русски; хотя бы одно из двух"}, \
    {"name_en", .kind = FIELD_LINE, .en = "name in English", .ru = "название по-английски"}
#define NOTES                                                                                     \
    {"note_ru", .kind = FIELD_NOTE, .en = "note in Russian", .ru = "примечание по-русски"},       \
    {"note_en", .kind = FIELD_NOTE, .en = "note in English", .ru = "примечание по-английски"}
#define HOURS .kind = FIELD_WHOLE, .lo = 0, .hi = 20000, .otherwise = "0"

static const struct field MODULE[] = {
    {"code", .kind = FIELD_CODE, .is = KEY | MUSTHAVE, .en = "its code", .ru = "код", .example = "m-weld-1"},
    {"organisation", "organisation_id", FIELD_REF, MUSTHAVE, "organisation", .en = "who owns and teaches it", .ru = "чей модуль", .example = "kmt"},
    {"site", "site_id", FIELD_REF, 0, "site", .en = "only at this site; empty: wherever its needs are met", .ru = "только на этой площадке; пусто — где есть всё нужное"},
    NAMES, NOTES,
    {"lecture_ah", HOURS, .en = "academic hours of theory", .ru = "академических часов теории", .example = "8"},
    {"practice_ah", HOURS, .en = "academic hours of practice", .ru = "академических часов практики", .example = "24"},
    {"self_ah", HOURS, .en = "academic hours on one's own, not timetabled", .ru = "часов самостоятельной работы, вне расписания", .example = "4"},
    {"cohort_least", .kind = FIELD_WHOLE, .lo = 1, .hi = 10000, .otherwise = "1", .en = "smallest cohort", .ru = "наименьшая группа", .example = "6"},
    {"cohort_most", .kind = FIELD_WHOLE, .lo = 1, .hi = 10000, .otherwise = "25", .en = "largest cohort", .ru = "наибольшая группа", .example = "12"},
    {"price_cohort", "price_cohort_minor", FIELD_MONEY, .otherwise = "0", .en = "price for a cohort", .ru = "цена за группу", .example = "40000.00"},
    {"price_learner", "price_learner_minor", FIELD_MONEY, .otherwise = "0", .en = "price for each learner, beside it", .ru = "и за каждого слушателя сверх неё", .example = "1500.00"},
    {"form", .kind = FIELD_WORD, .of = "onsite;online;blended", .otherwise = "onsite", .en = "on site, online or both", .ru = "очно, дистанционно или смешанно", .example = "onsite"},
    {"language", .kind = FIELD_CODE, .otherwise = "ru", .en = "language of teaching", .ru = "язык обучения", .example = "ru"},
    {"placed", .kind = FIELD_FLAG, .otherwise = "1", .en = "0: what was published does not allow placing it in time", .ru = "0 — опубликованного не хватает, чтобы поставить в расписание", .example = "1"},
};
const struct record record_module = {"module", "module", .space = "module", .fold = "name_fold", .has_id = true, .en = "Modules: the smallest parts a programme is composed of",
    .ru = "Модули: наименьшие части, из которых складывается программа", .field = MODULE, .fields = COUNT(MODULE)};

static const struct field MODULE_COMPETENCE[] = {
    {"module", "module_id", FIELD_REF, KEY | MUSTHAVE, "module", .en = "the module", .ru = "модуль", .example = "m-weld-1"},
    {"competence", "competence_id", FIELD_REF, KEY | MUSTHAVE, "competence", .en = "what it gives", .ru = "что даёт", .example = "weld-mag"},
    {"level", .kind = FIELD_WHOLE, .lo = 1, .hi = 8, .otherwise = "1", .en = "to which level, 1..8", .ru = "до какого уровня, 1..8", .example = "3"},
};
const struct record record_module_competence = {"module_competence", "module_competence", .en = "What modules give", .ru = "Что дают модули", .field = MODULE_COMPETENCE, .fields = COUNT(MODULE_COMPETENCE)};

static const struct field MODULE_PREREQUISITE[] = {
    {"module", "module_id", FIELD_REF, KEY | MUSTHAVE, "module", .en = "the module", .ru = "модуль", .example = "m-weld-2"},
    {"required", "required_id", FIELD_REF, KEY, "module", .en = "a module that comes before; this or a competence, not both; never a ring", .ru = "модуль, который идёт раньше; он или компетенция, но не оба; без колец", .example = "m-weld-1"},
    {"competence", "competence_id", FIELD_REF, KEY, "competence", .en = "or a competence that must be there, from whichever module", .ru = "или компетенция, которая уже нужна, откуда бы ни взялась"},
    {"level", .kind = FIELD_WHOLE, .lo = 1, .hi = 8, .en = "at which level, with a competence", .ru = "на каком уровне, если указана компетенция"},
};
const struct record record_module_prerequisite = {"module_prerequisite", "module_prerequisite", .has_id = true, .en = "What must come before a module", .ru = "Что должно быть до модуля", .field = MODULE_PREREQUISITE, .fields = COUNT(MODULE_PREREQUISITE)};

static const struct field MODULE_NEED[] = {
    {"module", "module_id", FIELD_REF, KEY | MUSTHAVE, "module", .en = "the module", .ru = "модуль", .example = "m-weld-1"},
    {"part", .kind = FIELD_WORD, .is = KEY, .of = "lecture;practice;all", .otherwise = "all", .en = "for which lessons", .ru = "для каких занятий: теория, практика, все", .example = "practice"},
    {"kind", .kind = FIELD_WORD, .is = KEY | MUSTHAVE, .of = "room;equipment;staff", .en = "what is needed", .ru = "что нужно", .example = "equipment"},
    {"type", "type_id", FIELD_REF, KEY, "resource_type", .en = "type of room or equipment; empty for staff", .ru = "тип помещения или оборудования; для staff пусто", .example = "welding-post"},
    {"competence", "competence_id", FIELD_REF, KEY, "competence", .en = "for staff: what they must be able to teach; empty: the module's own", .ru = "для staff: чему должны уметь учить; пусто — тому, что даёт модуль"},
    {"level", .kind = FIELD_WHOLE, .lo = 1, .hi = 8, .en = "for staff: at which level", .ru = "для staff: на каком уровне"},
    {"quantity", .kind = FIELD_WHOLE, .lo = 1, .hi = 10000, .otherwise = "1", .en = "how many for a cohort, or for every per_learners", .ru = "сколько на группу или на каждые per_learners", .example = "1"},
    {"per_learners", .kind = FIELD_WHOLE, .lo = 1, .hi = 10000, .en = "empty: for the cohort; 2: for every 2 learners begun", .ru = "пусто — на группу; 2 — на каждых двух слушателей", .example = "2"},
};
const struct record record_module_need = {"module_need", "module_need", .has_id = true, .en = "What the lessons of a module need", .ru = "Что нужно для занятий модуля", .field = MODULE_NEED, .fields = COUNT(MODULE_NEED)};

static const struct field PROGRAMME[] = {
    {"code", .kind = FIELD_CODE, .is = KEY | MUSTHAVE, .en = "its code", .ru = "код", .example = "p-welder"},
    {"version", .kind = FIELD_WHOLE, .is = KEY | MUSTHAVE, .lo = 1, .hi = 10000, .en = "version, from 1", .ru = "версия, с 1", .example = "1"},
    {"organisation", "organisation_id", FIELD_REF, MUSTHAVE, "organisation", .en = "whose it is", .ru = "чья", .example = "kmt"},
    {"kind", .kind = FIELD_CODE, .is = MUSTHAVE, .en = "kind of programme, as in the norms", .ru = "вид программы, как в нормах", .example = "upskilling"},
    NAMES,
    {"state", .kind = FIELD_WORD, .of = "draft;approved;retired", .otherwise = "approved", .en = "state", .ru = "состояние: проект, утверждена, снята", .example = "approved"},
    {"field_code", .kind = FIELD_CODE, .en = "field of study in a classification (FGOS, CIP)", .ru = "направление по классификатору (ФГОС, CIP)", .example = "15.01.05"},
    {"document_ru", .kind = FIELD_LINE, .en = "document given, in Russian", .ru = "выдаваемый документ по-русски"},
    {"document_en", .kind = FIELD_LINE, .en = "document given, in English", .ru = "выдаваемый документ по-английски"},
    NOTES,
    {"level", .kind = FIELD_WHOLE, .lo = 1, .hi = 8, .en = "level of the qualification, 1..8; empty: the highest that its modules give", .ru = "уровень квалификации, 1..8; пусто — высший из тех, что дают модули", .example = "3"},
    {"audience", .kind = FIELD_WORDS, .of = "employed;unemployed;school;student;teacher;parent;pension;disabled;veteran;anyone", .en = "for whom it is meant; several parted by ;", .ru = "для кого: работающие, безработные, школьники, студенты, педагоги, родители с детьми, предпенсионеры и пенсионеры, люди с инвалидностью, ветераны, все", .example = "employed;unemployed"},
    {"funding", .kind = FIELD_WORDS, .of = "learner;employer;budget;project", .en = "who may pay: the learner, the employer, the state budget, a national project", .ru = "кто платит: слушатель, работодатель, бюджет, нацпроект", .example = "employer;project"},
    {"entry_ru", .kind = FIELD_NOTE, .en = "what a learner must bring, in plain Russian", .ru = "что нужно для поступления, простыми словами"},
    {"entry_en", .kind = FIELD_NOTE, .en = "what a learner must bring, in plain English", .ru = "то же по-английски"},
};
const struct record record_programme = {"programme", "programme", .space = "programme", .fold = "name_fold", .has_id = true, .en = "Programmes with their versions", .ru = "Программы и их версии", .field = PROGRAMME, .fields = COUNT(PROGRAMME)};

static const struct field PROGRAMME_MODULE[] = {
    {"programme", "programme_id", FIELD_REF, KEY | MUSTHAVE, "programme", .en = "the programme", .ru = "программа", .example = "p-welder"},
    {"version", .kind = FIELD_PART, .is = KEY | MUSTHAVE, .lo = 1, .hi = 10000, .en = "and its version", .ru = "и её версия", .example = "1"},
    {"module", "module_id", FIELD_REF, KEY | MUSTHAVE, "module", .en = "a module in it", .ru = "модуль в ней", .example = "m-weld-1"},
    {"position", .kind = FIELD_WHOLE, .is = MUSTHAVE, .lo = 0, .hi = 10000, .en = "its place, from 1", .ru = "место по порядку, с 1", .example = "1"},
};
const struct record record_programme_module = {"programme_module", "programme_module", .en = "Which modules a programme is made of", .ru = "Из каких модулей состоит программа", .field = PROGRAMME_MODULE, .fields = COUNT(PROGRAMME_MODULE)};

static const struct field START[] = {
    {"code", .kind = FIELD_CODE, .is = KEY | MUSTHAVE, .en = "its code", .ru = "код", .example = "welder-2027-03"},
    {"programme", "programme_id", FIELD_REF, MUSTHAVE, "programme", .en = "the programme", .ru = "программа", .example = "p-welder"},
    {"version", .kind = FIELD_PART, .is = MUSTHAVE, .lo = 1, .hi = 10000, .en = "and its version", .ru = "и её версия", .example = "1"},
    {"site", "site_id", FIELD_REF, 0, "site", .en = "where; empty: where its modules are taught", .ru = "где; пусто — там, где ведутся модули"},
    {"starts_on", .kind = FIELD_DAY, .is = MUSTHAVE, .en = "first day", .ru = "первый день", .example = "2027-03-01"},
    {"ends_on", .kind = FIELD_DAY, .is = MUSTHAVE, .en = "last day", .ru = "последний день", .example = "2027-04-16"},
    {"weekdays", .kind = FIELD_DAYS, .otherwise = "12345", .en = "on which days", .ru = "по каким дням", .example = "12345"},
    {"from", "from_min", FIELD_CLOCK, .otherwise = "09:00", .en = "from which hour", .ru = "с какого часа", .example = "18:00"},
    {"to", "to_min", FIELD_CLOCK, .otherwise = "16:00", .en = "till which hour", .ru = "до какого часа", .example = "21:00"},
    {"seats", .kind = FIELD_WHOLE, .is = MUSTHAVE, .lo = 1, .hi = 10000, .en = "how many seats there are", .ru = "сколько мест", .example = "12"},
    {"taken", .kind = FIELD_WHOLE, .lo = 0, .hi = 10000, .otherwise = "0", .en = "how many of them are taken", .ru = "сколько из них занято", .example = "5"},
    {"price", "price_minor", FIELD_MONEY, .en = "price for a learner; empty: as the modules cost", .ru = "цена для слушателя; пусто — по цене модулей"},
    {"apply_by", "apply_by_on", FIELD_DAY, .en = "last day to apply", .ru = "последний день приёма заявлений"},
    {"state", .kind = FIELD_WORD, .of = "open;closed;cancelled", .otherwise = "open", .en = "state", .ru = "состояние: приём открыт, закрыт, отменён", .example = "open"},
};
const struct record record_start = {"start", "start", .has_id = true, .en = "Planned starts of programmes: when, where, how many seats", .ru = "Планируемые начала программ: когда, где, сколько мест", .field = START, .fields = COUNT(START)};

static const struct field NORM[] = {
    {"kind", .kind = FIELD_CODE, .is = KEY | MUSTHAVE, .en = "kind of programme", .ru = "вид программы", .example = "retraining"},
    NAMES,
    {"least_ah", .kind = FIELD_WHOLE, .is = MUSTHAVE, .lo = 0, .hi = 20000, .en = "fewest academic hours", .ru = "не меньше часов", .example = "250"},
    {"most_ah", .kind = FIELD_WHOLE, .lo = 0, .hi = 20000, .en = "most; empty: no limit", .ru = "не больше; пусто — без предела"},
    {"day_most_ah", .kind = FIELD_WHOLE, .is = MUSTHAVE, .lo = 1, .hi = 24, .en = "most hours a day", .ru = "не больше часов в день", .example = "8"},
    {"week_most_ah", .kind = FIELD_WHOLE, .is = MUSTHAVE, .lo = 1, .hi = 112, .en = "most hours a week", .ru = "не больше часов в неделю", .example = "40"},
    {"source", .kind = FIELD_NOTE, .en = "the act that says so", .ru = "акт, который это установил"},
};
const struct record record_norm = {"norm", "norm", .has_id = true, .en = "Norms of each kind of programme", .ru = "Нормы по видам программ", .field = NORM, .fields = COUNT(NORM)};

static const struct field ORDER[] = {
    {"code", .kind = FIELD_CODE, .is = KEY | MUSTHAVE, .en = "its code", .ru = "код заявки", .example = "o-1"},
    {"organisation", "organisation_id", FIELD_REF, MUSTHAVE, "organisation", .en = "the employer", .ru = "работодатель", .example = "mine-1"},
    {"title_ru", .kind = FIELD_LINE, .en = "what is asked for, in Russian; at least one of the two", .ru = "о чём заявка по-русски; хотя бы одно из двух"},
    {"title_en", .kind = FIELD_LINE, .en = "what is asked for, in English", .ru = "о чём заявка по-английски"},
    NOTES,
    {"kind", .kind = FIELD_CODE, .is = MUSTHAVE, .en = "kind of programme asked for, as in the norms", .ru = "вид программы, как в нормах", .example = "upskilling"},
    {"occupation", "occupation_id", FIELD_REF, 0, "occupation", .en = "the occupation people are wanted for, if one; without competences of its own the order asks for this one's", .ru = "для какой профессии; если своих компетенций у заявки нет, нужны компетенции профессии"},
    {"people", .kind = FIELD_WHOLE, .is = MUSTHAVE, .lo = 1, .hi = 100000, .en = "how many people", .ru = "сколько человек", .example = "24"},
    {"municipality", .kind = FIELD_LINE, .en = "where the people are", .ru = "где эти люди"},
    {"lat", .kind = FIELD_REAL, .lo = -90, .hi = 90, .en = "latitude", .ru = "широта"},
    {"lon", .kind = FIELD_REAL, .lo = -180, .hi = 180, .en = "longitude", .ru = "долгота"},
    {"earliest_on", .kind = FIELD_DAY, .is = MUSTHAVE, .en = "not before", .ru = "не раньше", .example = "2027-02-01"},
    {"deadline_on", .kind = FIELD_DAY, .is = MUSTHAVE, .en = "all done by this day", .ru = "закончить к этому дню", .example = "2027-05-31"},
    {"weekdays", .kind = FIELD_DAYS, .otherwise = "12345", .en = "on which days people can come", .ru = "в какие дни люди могут учиться", .example = "12345"},
    {"from", "from_min", FIELD_CLOCK, .otherwise = "08:00", .en = "from which hour", .ru = "с какого часа", .example = "09:00"},
    {"to", "to_min", FIELD_CLOCK, .otherwise = "20:00", .en = "till which hour", .ru = "до какого часа", .example = "18:00"},
    {"day_most_ah", .kind = FIELD_WHOLE, .lo = 1, .hi = 24, .en = "most academic hours a day", .ru = "не больше часов в день", .example = "6"},
    {"week_most_ah", .kind = FIELD_WHOLE, .lo = 1, .hi = 112, .en = "most academic hours a week", .ru = "не больше часов в неделю", .example = "24"},
    {"travel_most_min", .kind = FIELD_WHOLE, .lo = 0, .hi = 1440, .en = "most minutes on the way", .ru = "не дольше минут в пути", .example = "90"},
    {"budget", "budget_minor", FIELD_MONEY, .en = "money there is; empty: none named", .ru = "бюджет; пусто — не назван", .example = "900000.00"},
    {"wish", .kind = FIELD_WORD, .of = "cost;soon;partners;travel", .otherwise = "cost", .en = "what matters most: cost, soon, fewest partners, least travel", .ru = "что важнее: дешевле, скорее, меньше партнёров, меньше дороги", .example = "cost"},
    {"state", .kind = FIELD_WORD, .of = "draft;open;offered;agreed;running;done;withdrawn", .otherwise = "open", .en = "state", .ru = "состояние", .example = "open"},
};
const struct record record_order = {"order", "training_order", .space = "order", .has_id = true, .en = "Orders of employers", .ru = "Заявки работодателей", .field = ORDER, .fields = COUNT(ORDER)};

static const struct field ORDER_COMPETENCE[] = {
    {"order", "order_id", FIELD_REF, KEY | MUSTHAVE, "order", .en = "the order", .ru = "заявка", .example = "o-1"},
    {"competence", "competence_id", FIELD_REF, KEY | MUSTHAVE, "competence", .en = "what people must be able to do", .ru = "что люди должны уметь", .example = "weld-mag"},
    {"level", .kind = FIELD_WHOLE, .lo = 1, .hi = 8, .otherwise = "1", .en = "at which level, 1..8", .ru = "на каком уровне, 1..8", .example = "3"},
};
const struct record record_order_competence = {"order_competence", "order_competence", .en = "What orders ask for", .ru = "Что заказано", .field = ORDER_COMPETENCE, .fields = COUNT(ORDER_COMPETENCE)};
