/* record_partner.c -- the sheets of settings, organisations and their sites. */
#include "import/record.h"

#define NAMES                                                                                                           \
    {"name_ru", .kind = FIELD_LINE, .en = "name in Russian; at least one of the two names", .ru = "название по-русски; хотя бы одно из двух"}, \
    {"name_en", .kind = FIELD_LINE, .en = "name in English", .ru = "название по-английски"}

static const struct field SETTING[] = {
    {"name", .kind = FIELD_CODE, .is = KEY | MUSTHAVE, .en = "region_name_ru, region_name_en, currency (RUB), utc_offset_min (minutes east of Greenwich, 420), centre (the centre's organisation code), hold_hours (how long an accepted offer waits for its partners, 72), people_per_vacancy (how many people are to be taught for one place advertised, 1), today (a day that stands for today in demonstrations; empty: the clock)",
     .ru = "region_name_ru, region_name_en, currency (валюта, RUB), utc_offset_min (минут к востоку от Гринвича, 420), centre (код организации-центра), hold_hours (сколько часов принятое предложение ждёт партнёров, 72), people_per_vacancy (сколько человек учить на одно место в вакансиях, 1), today (день, который считается сегодняшним, для показа; пусто — по часам)", .example = "currency"},
    {"value", .kind = FIELD_NOTE, .otherwise = "", .en = "its value", .ru = "значение", .example = "RUB"},
};
const struct record record_setting = {"setting", "setting", .en = "Settings of the region", .ru = "Настройки региона", .field = SETTING, .fields = COUNT(SETTING)};

static const struct field ORGANISATION[] = {
    {"code", .kind = FIELD_CODE, .is = KEY | MUSTHAVE, .en = "its own short code, which never changes", .ru = "краткий постоянный код", .example = "kmt"},
    {"kind", .kind = FIELD_WORD, .is = MUSTHAVE, .of = "college;university;school;science;employer;centre;authority;provider", .en = "what it is", .ru = "что это: колледж, вуз, школа, наука, предприятие, центр, орган власти, учебная организация", .example = "college"},
    {"roles", .kind = FIELD_WORDS, .of = "owner;employer;base;centre", .otherwise = "", .en = "what it does here: owner (gives modules and resources), employer (orders), base (gives its resources for practice), centre; several are parted by ';'",
     .ru = "кем выступает: owner (даёт модули и ресурсы), employer (заказывает), base (даёт базу для практики), centre; несколько — через ';'", .example = "owner;base"},
    NAMES,
    {"tax_no", .kind = FIELD_LINE, .en = "taxpayer number", .ru = "ИНН", .example = "4205000000"},
    {"municipality", .kind = FIELD_LINE, .en = "city or district", .ru = "город или район", .example = "Кемерово"},
    {"email", .kind = FIELD_LINE, .en = "e-mail", .ru = "электронная почта"},
    {"phone", .kind = FIELD_LINE, .en = "telephone", .ru = "телефон"},
    {"web", .kind = FIELD_LINE, .en = "site on the web", .ru = "сайт"},
    {"note_ru", .kind = FIELD_NOTE, .en = "note in Russian", .ru = "примечание по-русски"},
    {"note_en", .kind = FIELD_NOTE, .en = "note in English", .ru = "примечание по-английски"},
};
const struct record record_organisation = {"organisation", "organisation", .space = "organisation", .fold = "name_fold", .has_id = true,
    .en = "Organisations of science, education and production", .ru = "Организации науки, образования и производства", .field = ORGANISATION, .fields = COUNT(ORGANISATION)};

static const struct field SITE[] = {
    {"code", .kind = FIELD_CODE, .is = KEY | MUSTHAVE, .en = "its code", .ru = "код площадки", .example = "kmt-main"},
    {"organisation", "organisation_id", FIELD_REF, MUSTHAVE, "organisation", .en = "whose it is", .ru = "чья", .example = "kmt"},
    NAMES,
    {"address_ru", .kind = FIELD_LINE, .en = "address in Russian", .ru = "адрес по-русски"},
    {"address_en", .kind = FIELD_LINE, .en = "address in English", .ru = "адрес по-английски"},
    {"municipality", .kind = FIELD_LINE, .en = "city or district", .ru = "город или район"},
    {"lat", .kind = FIELD_REAL, .lo = -90, .hi = 90, .en = "latitude in degrees; with lon, or neither", .ru = "широта в градусах; вместе с lon или никак", .example = "55.354"},
    {"lon", .kind = FIELD_REAL, .lo = -180, .hi = 180, .en = "longitude in degrees", .ru = "долгота в градусах", .example = "86.088"},
};
const struct record record_site = {"site", "site", .space = "site", .fold = "name_fold", .has_id = true, .en = "Sites: buildings where people meet",
    .ru = "Площадки: здания, где проходят занятия", .field = SITE, .fields = COUNT(SITE)};

static const struct field OPENING[] = {
    {"site", "site_id", FIELD_REF, KEY | MUSTHAVE, "site", .en = "the site", .ru = "площадка", .example = "kmt-main"},
    {"weekdays", .kind = FIELD_DAYS, .is = KEY | MUSTHAVE, .en = "the days these hours hold for: 1 Monday .. 7 Sunday", .ru = "дни недели, 1 понедельник .. 7 воскресенье", .example = "12345"},
    {"opens", "opens_min", FIELD_CLOCK, KEY | MUSTHAVE, .en = "from", .ru = "с", .example = "08:00"},
    {"closes", "closes_min", FIELD_CLOCK, MUSTHAVE, .en = "till; later than from; several rows for a day make a break", .ru = "до; позже начала; несколько строк на день дают перерыв", .example = "20:00"},
};
const struct record record_opening = {"opening", "opening", .has_id = true, .en = "Weekly opening hours of sites", .ru = "Часы работы площадок по дням недели", .field = OPENING, .fields = COUNT(OPENING)};

static const struct field CLOSURE[] = {
    {"site", "site_id", FIELD_REF, KEY | MUSTHAVE, "site", .en = "the site", .ru = "площадка", .example = "kmt-main"},
    {"from_on", .kind = FIELD_DAY, .is = KEY | MUSTHAVE, .en = "first day", .ru = "первый день", .example = "2027-05-01"},
    {"to_on", .kind = FIELD_DAY, .is = MUSTHAVE, .en = "last day, the same or later", .ru = "последний день, тот же или позже", .example = "2027-05-10"},
    {"opens", "opens_min", FIELD_CLOCK, .en = "empty: closed; else open only from this hour on those days", .ru = "пусто — закрыто; иначе в эти дни открыто только с этого часа"},
    {"closes", "closes_min", FIELD_CLOCK, .en = "till; given together with opens", .ru = "до; вместе с opens"},
    {"reason_ru", .kind = FIELD_LINE, .en = "why, in Russian", .ru = "причина по-русски", .example = "майские праздники"},
    {"reason_en", .kind = FIELD_LINE, .en = "why, in English", .ru = "причина по-английски"},
};
const struct record record_closure = {"closure", "closure", .has_id = true, .en = "Exceptions to the opening hours", .ru = "Исключения из часов работы", .field = CLOSURE, .fields = COUNT(CLOSURE)};

static const struct field TRAVEL[] = {
    {"from_site", "from_site_id", FIELD_REF, KEY | MUSTHAVE, "site", .en = "from this site", .ru = "откуда", .example = "kmt-main"},
    {"to_site", "to_site_id", FIELD_REF, KEY | MUSTHAVE, "site", .en = "to that one", .ru = "куда", .example = "ksu-lab"},
    {"travel_min", .kind = FIELD_WHOLE, .is = MUSTHAVE, .lo = 0, .hi = 1440, .en = "minutes on the way; holds back too unless the way back has its own row", .ru = "минут в пути; верно и обратно, если у обратного пути нет своей строки", .example = "35"},
};
const struct record record_travel = {"travel", "travel", .en = "Travel times where they differ from those by coordinates", .ru = "Время в пути, где оно не такое, как по координатам", .field = TRAVEL, .fields = COUNT(TRAVEL)};
