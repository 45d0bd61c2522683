/* standard.c -- see standard.h. */
#include "codec/standard.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    void (*each)(void *to, const struct standard_row *r);
    void *to;
    struct text text, standard, general, function, name;
    int level, sublevel;
    bool named, general_given, function_given;
    size_t rows;
};

static const char *held(const struct text *t) { return t->n > 0 ? t->s : ""; }

static void give(struct reading *r, enum standard_kind kind, const char *name)
{
    if (*name == '\0')
        return;
    r->rows++;
    r->each(r->to, &(struct standard_row){kind, held(&r->standard), held(&r->general), held(&r->function), name,
                                          r->sublevel > 0 ? r->sublevel : r->level});
}

/* A function is given once its name and code are known, before what stands in it. */
static void give_heads(struct reading *r)
{
    if (r->function.n > 0 && r->name.n > 0 && !r->function_given) {
        r->function_given = true;
        give(r, STANDARD_FUNCTION, r->name.s);
    } else if (r->function.n == 0 && r->general.n > 0 && r->name.n > 0 && !r->general_given) {
        r->general_given = true;
        give(r, STANDARD_GENERAL, r->name.s);
    }
}

static void XMLCALL begins(void *data, const char *name, const char **attributes)
{
    struct reading *r = data;
    (void)attributes;
    r->text.n = 0;
    if (strcmp(name, "ProfessionalStandart") == 0) {
        r->standard.n = r->general.n = r->function.n = r->name.n = 0;
        r->named = false;
    } else if (strcmp(name, "GeneralizedWorkFunction") == 0) {
        r->general.n = r->function.n = r->name.n = 0;
        r->level = 0;
        r->general_given = false;
    } else if (strcmp(name, "ParticularWorkFunction") == 0) {
        give_heads(r); /* a general function without titles is one all the same */
        r->function.n = r->name.n = 0;
        r->sublevel = 0;
        r->function_given = false;
    }
}

static void keep(struct text *to, const struct text *from)
{
    to->n = 0;
    text_bytes(to, held(from), from->n);
}

/* Spaces squeezed, a list's own dash and full stop away. */
static void tidy(struct text *t)
{
    size_t to = 0;
    for (size_t i = 0; i < t->n; i++)
        if ((unsigned char)t->s[i] > ' ' || (to > 0 && t->s[to - 1] != ' '))
            t->s[to++] = (unsigned char)t->s[i] > ' ' ? t->s[i] : ' ';
    while (to > 0 && (t->s[to - 1] == ' ' || t->s[to - 1] == ';' || t->s[to - 1] == '.'))
        to--;
    t->n = to;
    if (t->s != NULL)
        t->s[to] = '\0';
}

static void XMLCALL ends(void *data, const char *name)
{
    struct reading *r = data;
    static const struct {
        const char *element;
        enum standard_kind kind;
    } leaves[] = {{"PossibleJobTitle", STANDARD_TITLE}, {"LaborAction", STANDARD_ACTION}, {"RequiredSkill", STANDARD_SKILL},
                  {"NecessaryKnowledge", STANDARD_KNOWLEDGE}, {"CodeOKZ", STANDARD_GROUP}};
    tidy(&r->text);
    if (strcmp(name, "RegistrationNumber") == 0) {
        keep(&r->standard, &r->text);
    } else if (strcmp(name, "NameProfessionalStandart") == 0) {
        keep(&r->name, &r->text);
    } else if (strcmp(name, "CodeOTF") == 0) {
        keep(&r->general, &r->text);
    } else if (strcmp(name, "CodeTF") == 0) {
        keep(&r->function, &r->text);
    } else if (strcmp(name, "NameOTF") == 0 || strcmp(name, "NameTF") == 0) {
        keep(&r->name, &r->text);
    } else if (strcmp(name, "LevelOfQualification") == 0 || strcmp(name, "SubQualification") == 0) {
        int level = r->text.n > 0 ? atoi(r->text.s) : 0;
        *(name[0] == 'L' ? &r->level : &r->sublevel) = level >= 1 && level <= 9 ? level : 0;
    } else if (strcmp(name, "FirstSection") == 0 || strcmp(name, "ParticularWorkFunction") == 0 || strcmp(name, "GeneralizedWorkFunction") == 0) {
        give_heads(r);
    }
    if (!r->named && r->name.n > 0 && r->standard.n > 0 && r->general.n == 0) {
        r->named = true;
        give(r, STANDARD_ITSELF, r->name.s);
        r->name.n = 0;
    }
    for (size_t i = 0; i < COUNT(leaves); i++)
        if (strcmp(name, leaves[i].element) == 0) {
            give_heads(r);
            give(r, leaves[i].kind, held(&r->text));
        }
    r->text.n = 0;
}

static void XMLCALL said(void *data, const char *s, int n)
{
    struct reading *r = data;
    if (r->text.n + (size_t)n < 10000) /* no name is so long */
        text_bytes(&r->text, s, (size_t)n);
}

bool standard_xml(const char *s, size_t n, void (*each)(void *to, const struct standard_row *r), void *to, struct err *e)
{
    struct reading r = {.each = each, .to = to, .text = TEXT(0), .standard = TEXT(0), .general = TEXT(0), .function = TEXT(0), .name = TEXT(0)};
    XML_Parser p = XML_ParserCreate(NULL);
    if (p == NULL)
        abort();
    XML_SetUserData(p, &r);
    XML_SetElementHandler(p, begins, ends);
    XML_SetCharacterDataHandler(p, said);
    bool ok = n <= INT32_MAX && XML_Parse(p, s, (int)n, 1) == XML_STATUS_OK;
    if (!ok)
        err_set(e, NOT_VALID, "line %lu: not XML: %s", (unsigned long)XML_GetCurrentLineNumber(p), XML_ErrorString(XML_GetErrorCode(p)));
    else if (r.rows == 0)
        ok = err_set(e, NOT_VALID, "no professional standard in it: elements RegistrationNumber, NameProfessionalStandart, GeneralizedWorkFunction are looked for");
    XML_ParserFree(p);
    struct text *all[] = {&r.text, &r.standard, &r.general, &r.function, &r.name};
    for (size_t i = 0; i < COUNT(all); i++)
        text_free(all[i]);
    return ok;
}
