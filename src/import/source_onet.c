/* source_onet.c -- O*NET as its tab-separated download lies.
 *
 * An occupation is onet:11-1011.00; the competence "able to work as" is soc:11-1011, shared by its details.
 * Tasks are onet:task:<id>, technologies and tools onet:tech:<name> and onet:tool:<name>, in groups of the
 * UNSPSC (unspsc:<code>).  Core tasks are essential, all else optional.  Source: O*NET 27.0, US Department of
 * Labor, CC BY 4.0. */
#include "import/source.h"

#include "base/fold.h"
#include "view/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WANT(...) (const char *const[]){__VA_ARGS__}, COUNT(((const char *const[]){__VA_ARGS__}))

struct onet {
    struct intake *in;
    const char *folder;
    struct map zone, socs, named;
};

static bool open_(struct onet *o, struct source_columns *s, const char *name, const char *const *want,
                  size_t wants)
{
    if (!source_has(o->folder, name)) {
        intake_note(o->in, tr(o->in->w, "%s is not in the folder %s: what it says was left out"), name,
                    o->folder);
        return false;
    }
    return source_open(s, o->in, o->folder, name, '\t', want, wants);
}

static const char *occupation_code(struct work *w, const char *soc) { return take_text(w, "onet:%s", soc); }

/* A code out of a product's name.  What a code cannot hold (C#, C++) would make names meet, so such a name
 * carries its hash too (FNV-1a, Fowler, Noll, Vo). */
static const char *slug(struct work *w, const char *prefix, const char *name)
{
    char out[100];
    size_t n = 0;
    bool lost = strlen(name) > 60;
    uint64_t h = 14695981039346656037u;
    for (const char *p = name; *p != '\0'; p++) {
        char c = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        h = (h ^ (unsigned char)c) * 1099511628211u;
        lost |= !plain && c != ' ';
        if (n < 60 && (plain || (n > 0 && out[n - 1] != '-')))
            out[n++] = plain ? c : '-';
    }
    while (n > 0 && out[n - 1] == '-')
        n--;
    return lost ? take_text(w, "%s%.*s-%08x", prefix, (int)n, out, (unsigned)(h ^ h >> 32))
                : take_text(w, "%s%.*s", prefix, (int)n, out);
}

static void zones(struct onet *o)
{
    struct source_columns s;
    if (open_(o, &s, "Job Zones.txt", WANT("O*NET-SOC Code", "Job Zone")))
        while (source_next(&s))
            *map_at(&o->zone, s.got[0], NULL) = s.got[1][0];
}

static void occupations(struct onet *o)
{
    struct source_columns s;
    struct work *w = o->in->w;
    if (!open_(o, &s, "Occupation Data.txt", WANT("O*NET-SOC Code", "Title", "Description")))
        return;
    while (source_next(&s)) {
        int64_t *zone = map_find(&o->zone, s.got[0]);
        const char digit[2] = {zone != NULL ? (char)*zone : '\0', '\0'};
        const char *soc = take_text(w, "soc:%.7s", s.got[0]);
        bool fresh;
        map_at(&o->socs, soc, &fresh); /* .00 comes first and names the whole */
        if (fresh)
            intake_put(o->in, &record_competence, s.file, s.csv.line,
                       PAIRS({"code", soc}, {"framework", "soc"}, {"kind", "occupation"},
                             {"name_en", s.got[1]}, {"description_en", s.got[2]}));
        intake_put(o->in, &record_occupation, s.file, s.csv.line,
                   PAIRS({"code", occupation_code(w, s.got[0])}, {"framework", "onet"}, {"name_en", s.got[1]},
                         {"description_en", s.got[2]}, {"group_code", soc + 4},
                         {"zone", take_text(w, "%s", digit)}, {"competence", soc}));
    }
}

static void titles(struct onet *o)
{
    struct source_columns s;
    struct work *w = o->in->w;
    if (!open_(o, &s, "Alternate Titles.txt", WANT("O*NET-SOC Code", "Alternate Title", "Short Title")))
        return;
    while (source_next(&s)) {
        const char *code = occupation_code(w, s.got[0]);
        intake_put(o->in, &record_occupation_label, s.file, s.csv.line,
                   PAIRS({"occupation", code}, {"language", "en"}, {"label", s.got[1]}));
        if (strcmp(s.got[2], "n/a") != 0 && *s.got[2] != '\0')
            intake_put(o->in, &record_occupation_label, s.file, s.csv.line,
                       PAIRS({"occupation", code}, {"language", "en"}, {"label", s.got[2]}));
    }
}

static void tasks(struct onet *o)
{
    struct source_columns s;
    struct work *w = o->in->w;
    if (!open_(o, &s, "Task Statements.txt", WANT("O*NET-SOC Code", "Task ID", "Task", "Task Type")))
        return;
    while (source_next(&s)) {
        const char *code = take_text(w, "onet:task:%s", s.got[1]);
        intake_put(o->in, &record_competence, s.file, s.csv.line,
                   PAIRS({"code", code}, {"framework", "onet"}, {"kind", "task"}, {"name_en", s.got[2]}));
        intake_put(o->in, &record_occupation_competence, s.file, s.csv.line,
                   PAIRS({"occupation", occupation_code(w, s.got[0])}, {"competence", code},
                         {"relation", strcmp(s.got[3], "Core") == 0 ? "essential" : "optional"}));
    }
}

static void unspsc(struct onet *o)
{
    struct source_columns s;
    struct work *w = o->in->w;
    if (!open_(o, &s, "UNSPSC Reference.txt",
               WANT("Segment Code", "Segment Title", "Family Code", "Family Title", "Class Code",
                    "Class Title", "Commodity Code", "Commodity Title")))
        return;
    while (source_next(&s)) {
        const char *up = NULL;
        for (size_t k = 0; k < 8; k += 2) {
            const char *code = take_text(w, "unspsc:%s", s.got[k]);
            bool fresh;
            map_at(&o->named, code, &fresh);
            if (fresh)
                intake_put(o->in, &record_competence, s.file, s.csv.line,
                           PAIRS({"code", code}, {"framework", "unspsc"}, {"kind", "group"},
                                 {"name_en", s.got[k + 1]}, {"parent", up}));
            up = code;
        }
    }
}

static void technologies(struct onet *o, const char *file, const char *prefix)
{
    struct source_columns s;
    struct work *w = o->in->w;
    if (!open_(o, &s, file, WANT("O*NET-SOC Code", "Example", "Commodity Code")))
        return;
    while (source_next(&s)) {
        const char *code = slug(w, prefix, s.got[1]), *group = take_text(w, "unspsc:%s", s.got[2]);
        bool fresh;
        map_at(&o->named, code, &fresh);
        if (fresh)
            intake_put(o->in, &record_competence, s.file, s.csv.line,
                       PAIRS({"code", code}, {"framework", "onet"}, {"kind", "technology"},
                             {"name_en", s.got[1]},
                             {"parent", map_find(&o->named, group) != NULL ? group : NULL}));
        intake_put(o->in, &record_occupation_competence, s.file, s.csv.line,
                   PAIRS({"occupation", occupation_code(w, s.got[0])}, {"competence", code},
                         {"relation", "optional"}));
    }
}

bool source_onet(struct intake *in, const char *folder)
{
    struct onet o = {.in = in, .folder = folder};
    in->published = true;
    zones(&o);
    occupations(&o);
    titles(&o);
    tasks(&o);
    unspsc(&o);
    technologies(&o, "Technology Skills.txt", "onet:tech:");
    technologies(&o, "Tools Used.txt", "onet:tool:");
    map_free(&o.zone);
    map_free(&o.socs);
    map_free(&o.named);
    return fine(in->w);
}
