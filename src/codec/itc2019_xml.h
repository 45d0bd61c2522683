/* itc2019_xml.h -- (private to codec/itc2019) the walk through an XML file by a table of elements. */
#ifndef CODEC_ITC2019_XML_H
#define CODEC_ITC2019_XML_H

#include "codec/itc2019.h"

struct itc2019_xml;
struct itc2019_element {
    const char *name, *in; /* "" at the top; an element that no row names is passed over with all it holds */
    void (*begin)(struct itc2019_xml *f);
    void (*end)(struct itc2019_xml *f);
};

struct itc2019_xml {
    struct itc2019 *x;
    struct itc2019_answer *answer; /* when a solution is read */
    const struct itc2019 *problem; /* likewise */
    int32_t class;                 /* likewise: the class within which we are */
    const struct itc2019_element *element;
    struct err *err;
    int weeks, days, slots;
    bool failed;
    char **late; /* names to be resolved later */
    int32_t lates;
    void *parser;
    const char **attribute; /* of the element at hand */
    const struct itc2019_element *open[16];
    int depth, skipped;
    bool seen; /* the top element was there */
};

bool itc2019_xml_parse(struct itc2019_xml *f, const char *bytes, size_t n);
void itc2019_xml_fail(struct itc2019_xml *f, const char *fmt, ...) LIKE(2, 3); /* "line N: ..." */
int itc2019_xml_line(const struct itc2019_xml *f);
void itc2019_xml_forget(struct itc2019_xml *f); /* frees the late names */

/* Attributes: _text and _int must be there, _maybe gives NULL, _int_or a value of its own. */
const char *itc2019_xml_text(struct itc2019_xml *f, const char *name);
const char *itc2019_xml_maybe(struct itc2019_xml *f, const char *name);
int64_t itc2019_xml_int(struct itc2019_xml *f, const char *name, int64_t lo, int64_t hi);
int64_t itc2019_xml_int_or(struct itc2019_xml *f, const char *name, int64_t lo, int64_t hi, int64_t otherwise);
/* days, weeks, start and, where asked for, length. */
bool itc2019_xml_time(struct itc2019_xml *f, struct itc2019_time *t, bool length);

#endif
