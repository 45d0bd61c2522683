/* record_demand.c -- the sheet of what surveys and investment projects say will be needed. */
#include "import/record.h"

static const struct field SIGNAL[] = {
    {"code", .kind = FIELD_CODE, .is = KEY | MUSTHAVE, .en = "its code", .ru = "код", .example = "survey-2026-ugol"},
    {"kind", .kind = FIELD_WORD, .is = MUSTHAVE, .of = "survey;project", .en = "a survey of employers, or an investment project", .ru = "опрос работодателей или инвестиционный проект", .example = "survey"},
    {"title_ru", .kind = FIELD_LINE, .en = "title in Russian; at least one of the two titles", .ru = "название по-русски; хотя бы одно из двух"},
    {"title_en", .kind = FIELD_LINE, .en = "title in English", .ru = "название по-английски"},
    {"organisation", "organisation_id", FIELD_REF, 0, "organisation", .en = "who was asked, or who builds", .ru = "кого опросили или кто строит", .example = "ugol"},
    {"occupation", "occupation_id", FIELD_REF, 0, "occupation", .en = "the occupation needed; or a competence, one of the two", .ru = "нужная профессия; или компетенция, одно из двух", .example = "welder"},
    {"competence", "competence_id", FIELD_REF, 0, "competence", .en = "the competence needed", .ru = "нужная компетенция", .example = "weld-mag"},
    {"level", .kind = FIELD_WHOLE, .lo = 1, .hi = 8, .otherwise = "1", .en = "at which level, 1..8, of a competence", .ru = "на каком уровне, 1..8, для компетенции", .example = "2"},
    {"municipality", .kind = FIELD_LINE, .en = "where the people will work", .ru = "где будут работать", .example = "Кемерово"},
    {"people", .kind = FIELD_WHOLE, .is = MUSTHAVE, .lo = 1, .hi = 1000000, .en = "how many", .ru = "сколько человек", .example = "40"},
    {"by_on", .kind = FIELD_DAY, .is = MUSTHAVE, .en = "needed by this day", .ru = "к какому дню", .example = "2027-09-01"},
    {"confidence", .kind = FIELD_WHOLE, .lo = 1, .hi = 100, .otherwise = "50", .en = "how likely it is, in per cent: so many of a hundred such came true", .ru = "насколько это вероятно, в процентах: столько из ста таких сбывается", .example = "60"},
    {"source", .kind = FIELD_LINE, .en = "where it is from", .ru = "откуда сведения"},
    {"web", .kind = FIELD_LINE, .en = "its address", .ru = "адрес источника"},
};
const struct record record_signal = {"signal", "signal", .space = "signal", .has_id = true, .en = "What surveys of employers and investment projects say will be needed",
    .ru = "Что понадобится по опросам работодателей и инвестиционным проектам", .field = SIGNAL, .fields = COUNT(SIGNAL)};
