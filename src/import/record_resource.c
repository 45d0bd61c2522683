/* record_resource.c -- the sheets of rooms, equipment and staff, and of when and to whom they are given. */
#include "import/record.h"

#define NAMES                                                                                                           \
    {"name_ru", .kind = FIELD_LINE, .en = "name in Russian; at least one of the two names", .ru = "название по-русски; хотя бы одно из двух"}, \
    {"name_en", .kind = FIELD_LINE, .en = "name in English", .ru = "название по-английски"}
#define TRAITS {"traits", .kind = FIELD_TRAIT, .en = "characteristics, parted by ';'", .ru = "характеристики через ';'", .example = "projector;5-axis"}
#define PRICE                                                                                                   \
    {"price_ah", "price_ah_minor", FIELD_MONEY, .otherwise = "0", .en = "price of one academic hour (45 min) of use", \
     .ru = "цена одного академического часа (45 мин)", .example = "450.00"}

static const struct field RESOURCE_TYPE[] = {
    {"code", .kind = FIELD_CODE, .is = KEY | MUSTHAVE, .en = "its code", .ru = "код", .example = "cnc-mill"},
    {"kind", .kind = FIELD_WORD, .is = MUSTHAVE, .of = "room;equipment", .en = "of rooms or of equipment", .ru = "тип помещений или оборудования", .example = "equipment"},
    NAMES,
};
const struct record record_resource_type = {"resource_type", "resource_type", .space = "resource_type", .fold = "name_fold", .has_id = true, .en = "Types of rooms and equipment, which modules ask for",
    .ru = "Типы помещений и оборудования, которых требуют модули", .field = RESOURCE_TYPE, .fields = COUNT(RESOURCE_TYPE)};

static const struct field ROOM[] = {
    {"code", .kind = FIELD_CODE, .is = KEY | MUSTHAVE, .en = "its code, unlike any other room's, machine's or teacher's", .ru = "код, не совпадающий с кодами других помещений, машин и преподавателей", .example = "kmt-a101"},
    {"organisation", "organisation_id", FIELD_REF, 0, "organisation", .en = "whose it is; empty: the site's owner", .ru = "чьё; пусто — владельца площадки"},
    {"site", "site_id", FIELD_REF, MUSTHAVE, "site", .en = "where it is", .ru = "где находится", .example = "kmt-main"},
    {"type", "type_id", FIELD_REF, MUSTHAVE, "resource_type", .en = "its type, of kind room", .ru = "тип (вида room)", .example = "classroom"},
    NAMES, TRAITS,
    {"seats", .kind = FIELD_WHOLE, .is = MUSTHAVE, .lo = 0, .hi = 10000, .en = "how many learners it holds", .ru = "сколько человек вмещает", .example = "24"},
    PRICE,
};
const struct record record_room = {"room", "resource", .kind = "room", .space = "resource", .fold = "name_fold", .has_id = true, .en = "Rooms: classrooms, workshops, laboratories",
    .ru = "Помещения: классы, мастерские, лаборатории", .field = ROOM, .fields = COUNT(ROOM)};

static const struct field EQUIPMENT[] = {
    {"code", .kind = FIELD_CODE, .is = KEY | MUSTHAVE, .en = "its code", .ru = "код", .example = "kmt-mill"},
    {"organisation", "organisation_id", FIELD_REF, 0, "organisation", .en = "whose it is; empty: the site's owner", .ru = "чьё; пусто — владельца площадки"},
    {"site", "site_id", FIELD_REF, MUSTHAVE, "site", .en = "where it is", .ru = "где находится", .example = "kmt-main"},
    {"type", "type_id", FIELD_REF, MUSTHAVE, "resource_type", .en = "its type, of kind equipment", .ru = "тип (вида equipment)", .example = "cnc-mill"},
    {"room", "room_id", FIELD_REF, 0, "resource", .en = "the room it is fixed in; empty: it can be carried about its site", .ru = "помещение, где закреплено; пусто — переносное в пределах площадки", .example = "kmt-a101"},
    NAMES, TRAITS,
    {"quantity", .kind = FIELD_WHOLE, .lo = 1, .hi = 10000, .otherwise = "1", .en = "how many equal units", .ru = "сколько одинаковых единиц", .example = "6"},
    PRICE,
};
const struct record record_equipment = {"equipment", "resource", .kind = "equipment", .space = "resource", .fold = "name_fold", .has_id = true, .en = "Equipment", .ru = "Оборудование", .field = EQUIPMENT, .fields = COUNT(EQUIPMENT)};

static const struct field STAFF[] = {
    {"code", .kind = FIELD_CODE, .is = KEY | MUSTHAVE, .en = "its code", .ru = "код", .example = "kmt-welder-1"},
    {"organisation", "organisation_id", FIELD_REF, MUSTHAVE, "organisation", .en = "who employs them", .ru = "работодатель", .example = "kmt"},
    {"site", "site_id", FIELD_REF, MUSTHAVE, "site", .en = "where they start from", .ru = "откуда начинают день", .example = "kmt-main"},
    NAMES, TRAITS,
    {"load_week_ah", .kind = FIELD_WHOLE, .lo = 0, .hi = 112, .en = "most academic hours a week", .ru = "предел нагрузки, академических часов в неделю", .example = "24"},
    PRICE,
};
const struct record record_staff = {"staff", "resource", .kind = "staff", .space = "resource", .fold = "name_fold", .has_id = true, .en = "Teachers, masters, mentors: named by role, no more of a person than is needed",
    .ru = "Преподаватели, мастера, наставники: по роли, без лишних личных данных", .field = STAFF, .fields = COUNT(STAFF)};

static const struct field STAFF_COMPETENCE[] = {
    {"staff", "staff_id", FIELD_REF, KEY | MUSTHAVE, "resource", .en = "the teacher", .ru = "преподаватель", .example = "kmt-welder-1"},
    {"competence", "competence_id", FIELD_REF, KEY | MUSTHAVE, "competence", .en = "what they can teach", .ru = "чему может учить", .example = "weld-mag"},
    {"level", .kind = FIELD_WHOLE, .lo = 1, .hi = 8, .otherwise = "1", .en = "up to which level, 1..8", .ru = "до какого уровня, 1..8", .example = "4"},
};
const struct record record_staff_competence = {"staff_competence", "staff_competence", .en = "What staff can teach", .ru = "Чему могут учить преподаватели", .field = STAFF_COMPETENCE, .fields = COUNT(STAFF_COMPETENCE)};

static const struct field BUSY[] = {
    {"resource", "resource_id", FIELD_REF, KEY | MUSTHAVE, "resource", .en = "a room, a machine or a teacher", .ru = "помещение, машина или преподаватель", .example = "kmt-a101"},
    {"starts", "starts_at", FIELD_WALL, KEY | MUSTHAVE, .en = "from, by the region's clock", .ru = "с, по часам региона", .example = "2027-03-01T09:00"},
    {"ends", "ends_at", FIELD_WALL, MUSTHAVE, .en = "till, later than from", .ru = "до, позже начала", .example = "2027-03-01T12:00"},
    {"quantity", .kind = FIELD_WHOLE, .lo = 1, .hi = 10000, .otherwise = "1", .en = "how many units of it", .ru = "сколько единиц занято", .example = "1"},
    {"weeks", .kind = FIELD_WHOLE, .lo = 1, .hi = 530, .otherwise = "1", .en = "repeated that many times, a week apart", .ru = "сколько недель подряд повторяется", .example = "16"},
    {"kind", .kind = FIELD_WORD, .is = KEY, .of = "lesson;maintenance;absence;event;other", .otherwise = "other", .en = "why", .ru = "занятие, обслуживание, отсутствие, мероприятие, другое", .example = "lesson"},
    {"note", .kind = FIELD_NOTE, .en = "note", .ru = "примечание"},
};
const struct record record_busy = {"busy", "busy", .has_id = true, .en = "Times when a resource is not to be had", .ru = "Когда ресурс занят", .field = BUSY, .fields = COUNT(BUSY)};

static const struct field SHARING[] = {
    {"code", .kind = FIELD_CODE, .is = KEY | MUSTHAVE, .en = "its code", .ru = "код правила", .example = "kmt-all"},
    {"organisation", "organisation_id", FIELD_REF, MUSTHAVE, "organisation", .en = "the owner who says so", .ru = "владелец, чьё это правило", .example = "kmt"},
    {"site", "site_id", FIELD_REF, 0, "site", .en = "only at this site; empty: everywhere", .ru = "только на этой площадке; пусто — везде"},
    {"resource", "resource_id", FIELD_REF, 0, "resource", .en = "only this resource; empty: all", .ru = "только этот ресурс; пусто — все"},
    {"kind", .kind = FIELD_WORD, .of = "room;equipment;staff", .en = "only resources of this kind; empty: any", .ru = "только ресурсы этого вида; пусто — любые"},
    {"audience", .kind = FIELD_CODE, .otherwise = "all", .en = "who may use it: all, a kind of organisation (college, employer, ...), or the code of one", .ru = "кому можно: all, вид организаций (college, employer, ...) или код одной", .example = "all"},
    {"weekdays", .kind = FIELD_DAYS, .otherwise = "1234567", .en = "on these days", .ru = "в эти дни недели", .example = "123456"},
    {"from", "from_min", FIELD_CLOCK, .otherwise = "00:00", .en = "from", .ru = "с", .example = "14:00"},
    {"to", "to_min", FIELD_CLOCK, .otherwise = "24:00", .en = "till, later than from", .ru = "до, позже начала", .example = "20:00"},
    {"price_ah", "price_ah_minor", FIELD_MONEY, .en = "price of an academic hour; empty: the resource's own", .ru = "цена академического часа; пусто — своя цена ресурса"},
    {"price_percent", .kind = FIELD_WHOLE, .lo = 0, .hi = 1000, .otherwise = "100", .en = "per cent of that price", .ru = "процент от этой цены", .example = "100"},
    {"approval", .kind = FIELD_FLAG, .otherwise = "0", .en = "1: the owner must confirm each time", .ru = "1 — владелец подтверждает каждый раз", .example = "1"},
    {"lead_days", .kind = FIELD_WHOLE, .lo = 0, .hi = 366, .otherwise = "0", .en = "at least so many days ahead", .ru = "не позже чем за столько дней", .example = "3"},
};
const struct record record_sharing = {"sharing", "sharing", .space = "sharing", .has_id = true, .en = "Who may use what of an owner's; the narrowest row that fits decides, no row: not shared",
    .ru = "Кому что из чужого можно; решает самое узкое подходящее правило, нет правила — нельзя", .field = SHARING, .fields = COUNT(SHARING)};

static const struct field BOOKING_RULE[] = {
    {"code", .kind = FIELD_CODE, .is = KEY | MUSTHAVE, .en = "its code", .ru = "код правила", .example = "kmt-week"},
    {"organisation", "organisation_id", FIELD_REF, MUSTHAVE, "organisation", .en = "the owner who says so", .ru = "владелец, чьё это правило", .example = "kmt"},
    {"site", "site_id", FIELD_REF, 0, "site", .en = "only at this site; empty: everywhere", .ru = "только на этой площадке; пусто — везде"},
    {"resource", "resource_id", FIELD_REF, 0, "resource", .en = "only this resource; empty: all", .ru = "только этот ресурс; пусто — все"},
    {"kind", .kind = FIELD_WORD, .of = "room;equipment;staff", .en = "only resources of this kind; empty: any", .ru = "только ресурсы этого вида; пусто — любые"},
    {"audience", .kind = FIELD_CODE, .otherwise = "all", .en = "whom it binds: all but the owner, everyone, a kind of organisation, or the code of one", .ru = "для кого: all (все, кроме владельца), everyone, вид организаций или код одной", .example = "all"},
    {"rule", .kind = FIELD_WORD, .is = MUSTHAVE, .of = "shortest;longest;ahead_least;ahead_most;week_most;month_most;at_once;noshow;blackout;qualification",
     .en = "shortest, longest: minutes of one time; ahead_least, ahead_most: days before; week_most, month_most: minutes of one user; at_once: units; noshow: minutes until it is free; blackout: from_on to to_on; qualification: competence at level",
     .ru = "shortest, longest: минут за раз; ahead_least, ahead_most: дней вперёд; week_most, month_most: минут одному пользователю; at_once: единиц; noshow: минут до освобождения; blackout: с from_on по to_on; qualification: компетенция и уровень", .example = "longest"},
    {"most", .kind = FIELD_WHOLE, .lo = 0, .hi = 100000, .en = "its measure: minutes, days or units", .ru = "мера правила: минуты, дни или единицы", .example = "240"},
    {"from_on", .kind = FIELD_DAY, .en = "blackout: first day", .ru = "blackout: первый день"},
    {"to_on", .kind = FIELD_DAY, .en = "blackout: last day", .ru = "blackout: последний день"},
    {"from", "from_min", FIELD_CLOCK, .en = "blackout: from this hour; empty: all day", .ru = "blackout: с этого часа; пусто — весь день"},
    {"to", "to_min", FIELD_CLOCK, .en = "blackout: till", .ru = "blackout: до"},
    {"competence", "competence_id", FIELD_REF, 0, "competence", .en = "qualification: what a person of the request must be able to do", .ru = "qualification: чем должен владеть человек из заявки"},
    {"level", .kind = FIELD_WHOLE, .lo = 1, .hi = 8, .en = "qualification: at which level, 1..8", .ru = "qualification: на каком уровне, 1..8"},
    {"reason_ru", .kind = FIELD_LINE, .en = "why, in Russian", .ru = "причина по-русски"},
    {"reason_en", .kind = FIELD_LINE, .en = "why, in English", .ru = "причина по-английски"},
};
const struct record record_booking_rule = {"booking_rule", "booking_rule", .has_id = true, .en = "What an owner asks of those who use what is theirs, beside the terms of sharing",
    .ru = "Чего владелец требует от пользователей, помимо условий предоставления", .field = BOOKING_RULE, .fields = COUNT(BOOKING_RULE)};
