/* xlsx_private.h -- private to codec/: the parts of a workbook and how they are parsed. */
#ifndef CODEC_XLSX_PRIVATE_H
#define CODEC_XLSX_PRIVATE_H

#include "codec/xlsx.h"

#include <expat.h>
#include <zip.h>

enum xlsx_look { LOOK_PLAIN, LOOK_DAY, LOOK_CLOCK, LOOK_WALL };

struct xlsx_part { /* a sheet, or a part by its relationship */
    char *id, *target, *name;
};

struct xlsx {
    zip_t *zip;
    struct err *e;
    const struct xlsx_sink *sink;
    size_t unpacked;
    bool stopped; /* the sink has had enough */
    struct xlsx_part *rel, *sheet;
    size_t rels, rels_room, sheets, sheets_room;
    char *strings_part, *styles_part;
    bool from_1904;
    struct text strings; /* all shared strings, each with its NUL */
    size_t *string_at, n_strings, strings_room;
    unsigned char *look; /* by cellXfs */
    size_t looks, looks_room;
};

/* xlsx_parse(x, part, parser): feed a part to a parser made by xlsx_parser(); frees the parser.  False:
 * failed, or stopped by the sink. */
XML_Parser xlsx_parser(struct xlsx *x, void *user, XML_StartElementHandler start, XML_EndElementHandler end,
                       XML_CharacterDataHandler text);
bool xlsx_parse(struct xlsx *x, const char *part, XML_Parser p);
const char *xlsx_local(const char *name);                   /* "x:row" -> "row" */
const char *xlsx_attr(const char **attr, const char *name); /* by local name; NULL if absent */
char *xlsx_copy(const char *s);
void xlsx_more(void *array, size_t *room, size_t used, size_t each); /* room for one more in *(T **)array */
void xlsx_unescape(char *s);                                         /* _x000D_ -> CR, in place */

bool xlsx_strings(struct xlsx *x);
bool xlsx_styles(struct xlsx *x);
bool xlsx_rows(struct xlsx *x, const char *part);
enum xlsx_look xlsx_look_of(const char *format); /* a number format's code */

#endif
