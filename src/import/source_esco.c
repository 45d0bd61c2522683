/* source_esco.c -- the European classification of skills and occupations, as its CSV download lies.
 *
 * A concept's code is "esco:" and what stands after the common address: esco:<uuid> of a skill,
 * esco:S1.2.3 of a group, esco:isced-f/0611 of a field of knowledge, esco:occ:<uuid> of an occupation.  The
 * first broader concept is the parent, the others are alignments "broader".  Source: European Commission,
 * ESCO v1.1.0, reuse with attribution (Decision 2011/833/EU). */
#include "import/source.h"

#include "view/words.h"

#include <stdlib.h>
#include <string.h>

#define WANT(...) (const char *const[]){__VA_ARGS__}, COUNT(((const char *const[]){__VA_ARGS__}))

static const char *code_of(struct work *w, const char *uri)
{
    static const char common[] = "http://data.europa.eu/esco/";
    if (strncmp(uri, common, sizeof(common) - 1) != 0)
        return uri;
    uri += sizeof(common) - 1;
    if (strncmp(uri, "skill/", 6) == 0)
        return take_text(w, "esco:%s", uri + 6);
    if (strncmp(uri, "occupation/", 11) == 0)
        return take_text(w, "esco:occ:%s", uri + 11);
    return take_text(w, "esco:%s", uri);
}

struct esco {
    struct intake *in;
    const char *folder;
    struct map parent;   /* code -> 1 + place in code[] */
    struct map language; /* codes of language skills */
    const char **code;
    size_t codes, codes_room;
};

static bool open_(struct esco *e, struct source_columns *s, const char *name, const char *const *want,
                  size_t wants)
{
    if (!source_has(e->folder, name)) {
        intake_note(e->in, tr(e->in->w, "%s is not in the folder %s: what it says was left out"), name,
                    e->folder);
        return false;
    }
    return source_open(s, e->in, e->folder, name, ',', want, wants);
}

/* Labels stand in one cell, a line each. */
static void labels(struct esco *e, const struct source_columns *s, const struct record *r, const char *code,
                   const char *list, const char *name)
{
    char *copy = take_copy(e->in->w, list, strlen(list));
    for (char *save, *label = strtok_r(copy, "\n", &save); label != NULL; label = strtok_r(NULL, "\n", &save))
        if (strspn(label, " \r\t") < strlen(label) && strcmp(label, name) != 0)
            intake_put(e->in, r, s->file, s->csv.line,
                       PAIRS({r->field[0].name, code}, {"language", "en"}, {"label", label}));
}

/* The tree is read first, so that a concept is put with its parent in one row. */
static void tree(struct esco *e)
{
    struct source_columns s;
    struct work *w = e->in->w;
    if (!open_(e, &s, "broaderRelationsSkillPillar.csv", WANT("conceptUri", "broaderUri")))
        return;
    while (source_next(&s)) {
        const char *code = code_of(w, s.got[0]), *broader = code_of(w, s.got[1]);
        int64_t *at = map_at(&e->parent, code, NULL);
        if (*at == 0) {
            grow(w, &e->code, e->codes_room, e->codes);
            e->code[e->codes++] = broader;
            *at = (int64_t)e->codes;
        } else if (strcmp(e->code[*at - 1], broader) != 0) {
            intake_put(e->in, &record_alignment, s.file, s.csv.line,
                       PAIRS({"competence", code}, {"target", broader}, {"relation", "broader"}));
        }
    }
}

static const char *parent_of(const struct esco *e, const char *code)
{
    int64_t *at = map_find(&e->parent, code);
    return at == NULL ? NULL : e->code[*at - 1];
}

static void languages(struct esco *e)
{
    struct source_columns s;
    if (open_(e, &s, "languageSkillsCollection_en.csv", WANT("conceptUri")))
        while (source_next(&s))
            *map_at(&e->language, code_of(e->in->w, s.got[0]), NULL) = 1;
}

static void groups(struct esco *e)
{
    struct source_columns s;
    if (!open_(e, &s, "skillGroups_en.csv",
               WANT("conceptUri", "preferredLabel", "altLabels", "hiddenLabels", "description")))
        return;
    while (source_next(&s)) {
        const char *code = code_of(e->in->w, s.got[0]);
        intake_put(e->in, &record_competence, s.file, s.csv.line,
                   PAIRS({"code", code}, {"framework", "esco"}, {"kind", "group"}, {"name_en", s.got[1]},
                         {"description_en", s.got[4]}, {"parent", parent_of(e, code)}));
        labels(e, &s, &record_competence_label, code, s.got[2], s.got[1]);
        labels(e, &s, &record_competence_label, code, s.got[3], s.got[1]);
    }
}

static void skills(struct esco *e)
{
    struct source_columns s;
    if (!open_(e, &s, "skills_en.csv",
               WANT("conceptUri", "skillType", "preferredLabel", "altLabels", "hiddenLabels", "status",
                    "description")))
        return;
    while (source_next(&s)) {
        const char *code = code_of(e->in->w, s.got[0]);
        const char *kind = map_find(&e->language, code) != NULL ? "language"
                           : strcmp(s.got[1], "knowledge") == 0 ? "knowledge"
                                                                : "skill";
        intake_put(e->in, &record_competence, s.file, s.csv.line,
                   PAIRS({"code", code}, {"framework", "esco"}, {"kind", kind}, {"name_en", s.got[2]},
                         {"description_en", s.got[6]}, {"parent", parent_of(e, code)}));
        labels(e, &s, &record_competence_label, code, s.got[3], s.got[2]);
        labels(e, &s, &record_competence_label, code, s.got[4], s.got[2]);
    }
}

static void related(struct esco *e)
{
    struct source_columns s;
    struct work *w = e->in->w;
    if (!open_(e, &s, "skillSkillRelations.csv", WANT("originalSkillUri", "relatedSkillUri")))
        return;
    while (source_next(&s))
        if (strcmp(s.got[0], s.got[1]) != 0)
            intake_put(e->in, &record_alignment, s.file, s.csv.line,
                       PAIRS({"competence", code_of(w, s.got[0])}, {"target", code_of(w, s.got[1])},
                             {"relation", "related"}));
}

static void occupations(struct esco *e)
{
    struct source_columns s;
    if (!open_(e, &s, "occupations_en.csv",
               WANT("conceptUri", "iscoGroup", "preferredLabel", "altLabels", "hiddenLabels", "description")))
        return;
    while (source_next(&s)) {
        const char *code = code_of(e->in->w, s.got[0]);
        intake_put(e->in, &record_occupation, s.file, s.csv.line,
                   PAIRS({"code", code}, {"framework", "esco"}, {"name_en", s.got[2]},
                         {"description_en", s.got[5]}, {"group_code", s.got[1]}));
        labels(e, &s, &record_occupation_label, code, s.got[3], s.got[2]);
        labels(e, &s, &record_occupation_label, code, s.got[4], s.got[2]);
    }
}

static void asked(struct esco *e)
{
    struct source_columns s;
    struct work *w = e->in->w;
    if (!open_(e, &s, "occupationSkillRelations.csv", WANT("occupationUri", "relationType", "skillUri")))
        return;
    while (source_next(&s))
        intake_put(e->in, &record_occupation_competence, s.file, s.csv.line,
                   PAIRS({"occupation", code_of(w, s.got[0])}, {"competence", code_of(w, s.got[2])},
                         {"relation", s.got[1]}));
}

bool source_esco(struct intake *in, const char *folder)
{
    struct esco e = {.in = in, .folder = folder};
    in->published = true;
    tree(&e);
    languages(&e);
    groups(&e);
    skills(&e);
    related(&e);
    occupations(&e);
    asked(&e);
    map_free(&e.parent);
    map_free(&e.language);
    return fine(in->w);
}
