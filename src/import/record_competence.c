/* record_competence.c -- the sheets of competences and occupations. */
#include "import/record.h"

#define NAMES                                                                                                           \
    {"name_ru", .kind = FIELD_LINE, .en = "name in Russian; at least one of the two names", .ru = "название по-русски; хотя бы одно из двух"}, \
    {"name_en", .kind = FIELD_LINE, .en = "name in English", .ru = "название по-английски"}
#define DESCRIPTIONS                                                                          \
    {"description_ru", .kind = FIELD_NOTE, .en = "what it is, in Russian", .ru = "описание по-русски"}, \
    {"description_en", .kind = FIELD_NOTE, .en = "what it is, in English", .ru = "описание по-английски"}
#define LABEL                                                                                                                  \
    {"language", .kind = FIELD_CODE, .is = KEY | MUSTHAVE, .en = "language of the label: ru, en", .ru = "язык: ru, en", .example = "ru"}, \
    {"label", .kind = FIELD_LINE, .is = KEY | MUSTHAVE, .en = "another name people use for it", .ru = "другое название, которым пользуются", .example = "сварка полуавтоматом"}

static const struct field COMPETENCE[] = {
    {"code", .kind = FIELD_CODE, .is = KEY | MUSTHAVE, .en = "its code", .ru = "код", .example = "weld-mag"},
    {"framework", .kind = FIELD_CODE, .otherwise = "region", .en = "who defines it: region, esco, onet, fgos", .ru = "чей это перечень: region, esco, onet, fgos", .example = "region"},
    {"kind", .kind = FIELD_WORD, .of = "skill;knowledge;attitude;language;technology;task;occupation;group", .otherwise = "skill", .en = "what it is; group only gathers others", .ru = "умение, знание, отношение, язык, технология, задача, профессия целиком; group лишь объединяет другие", .example = "skill"},
    NAMES, DESCRIPTIONS,
    {"parent", "parent_id", FIELD_REF, 0, "competence", .en = "the broader competence it belongs to; never a ring", .ru = "более широкая компетенция, в которую входит; без колец", .example = "welding"},
};
const struct record record_competence = {"competence", "competence", .space = "competence", .fold = "name_fold", .has_id = true, .en = "Competences that can be asked for and taught",
    .ru = "Компетенции, которые заказывают и которым учат", .field = COMPETENCE, .fields = COUNT(COMPETENCE)};

static const struct field COMPETENCE_LABEL[] = {
    {"competence", "competence_id", FIELD_REF, KEY | MUSTHAVE, "competence", .en = "the competence", .ru = "компетенция", .example = "weld-mag"},
    LABEL,
};
const struct record record_competence_label = {"competence_label", "competence_label", .fold = "label_fold", .en = "Other names of competences", .ru = "Другие названия компетенций", .field = COMPETENCE_LABEL, .fields = COUNT(COMPETENCE_LABEL)};

static const struct field ALIGNMENT[] = {
    {"competence", "competence_id", FIELD_REF, KEY | MUSTHAVE, "competence", .en = "a competence", .ru = "компетенция", .example = "weld-mag"},
    {"target", "target_id", FIELD_REF, KEY | MUSTHAVE, "competence", .en = "the one it is compared with", .ru = "с какой сопоставлена", .example = "esco:6e9b1b8c-0000-0000-0000-000000000000"},
    {"relation", .kind = FIELD_WORD, .is = MUSTHAVE, .of = "exact;close;broader;narrower;related", .en = "broader: the target is the broader one", .ru = "broader: вторая шире первой", .example = "close"},
};
const struct record record_alignment = {"alignment", "alignment", .en = "How competences of different frameworks meet", .ru = "Соответствие компетенций разных перечней", .field = ALIGNMENT, .fields = COUNT(ALIGNMENT)};

static const struct field OCCUPATION[] = {
    {"code", .kind = FIELD_CODE, .is = KEY | MUSTHAVE, .en = "its code", .ru = "код", .example = "welder"},
    {"framework", .kind = FIELD_CODE, .otherwise = "region", .en = "who defines it", .ru = "чей перечень", .example = "region"},
    NAMES, DESCRIPTIONS,
    {"group_code", .kind = FIELD_CODE, .en = "group in a classification (ISCO, OKPDTR)", .ru = "группа в классификаторе (МСКЗ, ОКПДТР)", .example = "7212"},
    {"zone", .kind = FIELD_WHOLE, .lo = 1, .hi = 5, .en = "job zone of O*NET: how much preparation, 1..5", .ru = "зона подготовки O*NET, 1..5"},
    {"competence", "competence_id", FIELD_REF, 0, "competence", .en = "the competence \"able to work as\", which programmes may give whole", .ru = "компетенция «может работать по профессии», которую программа даёт целиком"},
};
const struct record record_occupation = {"occupation", "occupation", .space = "occupation", .fold = "name_fold", .has_id = true, .en = "Occupations", .ru = "Профессии и должности", .field = OCCUPATION, .fields = COUNT(OCCUPATION)};

static const struct field OCCUPATION_LABEL[] = {
    {"occupation", "occupation_id", FIELD_REF, KEY | MUSTHAVE, "occupation", .en = "the occupation", .ru = "профессия", .example = "welder"},
    LABEL,
};
const struct record record_occupation_label = {"occupation_label", "occupation_label", .fold = "label_fold", .en = "Other titles of occupations", .ru = "Другие названия профессий", .field = OCCUPATION_LABEL, .fields = COUNT(OCCUPATION_LABEL)};

static const struct field OCCUPATION_COMPETENCE[] = {
    {"occupation", "occupation_id", FIELD_REF, KEY | MUSTHAVE, "occupation", .en = "the occupation", .ru = "профессия", .example = "welder"},
    {"competence", "competence_id", FIELD_REF, KEY | MUSTHAVE, "competence", .en = "a competence it asks for", .ru = "компетенция, которой она требует", .example = "weld-mag"},
    {"relation", .kind = FIELD_WORD, .of = "essential;optional", .otherwise = "essential", .en = "essential or optional", .ru = "обязательна или желательна", .example = "essential"},
    {"level", .kind = FIELD_WHOLE, .lo = 1, .hi = 8, .otherwise = "1", .en = "level, 1 the lowest .. 8", .ru = "уровень, 1 низший .. 8", .example = "3"},
};
const struct record record_occupation_competence = {"occupation_competence", "occupation_competence", .en = "What occupations ask for", .ru = "Чего требуют профессии", .field = OCCUPATION_COMPETENCE, .fields = COUNT(OCCUPATION_COMPETENCE)};
