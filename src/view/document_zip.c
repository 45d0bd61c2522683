/* document_zip.c -- see document_zip.h; by libzip, which wants a source to write into. */
#include "view/document_zip.h"
#include "view/words.h"

#include <string.h>
#include <time.h>
#include <zip.h>

void document_xml(struct text *t, const char *s)
{
    for (; *s != '\0'; s++) {
        size_t n = strcspn(s, "<>&\"'");
        text_bytes(t, s, n);
        s += n;
        switch (*s) {
        case '<': text_add(t, "&lt;"); break;
        case '>': text_add(t, "&gt;"); break;
        case '&': text_add(t, "&amp;"); break;
        case '"': text_add(t, "&quot;"); break;
        case '\'': text_add(t, "&#39;"); break;
        default: return;
        }
    }
}

static bool add(zip_t *z, const struct packed *f, zip_uint16_t clock, zip_uint16_t date)
{
    zip_source_t *s = zip_source_buffer(z, f->bytes.s, f->bytes.n, 0);
    zip_int64_t i = s == NULL ? -1 : zip_file_add(z, f->name, s, ZIP_FL_ENC_UTF_8);
    if (i < 0) {
        zip_source_free(s);
        return false;
    }
    return zip_set_file_compression(z, (zip_uint64_t)i, f->stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0) == 0 &&
           zip_file_set_dostime(z, (zip_uint64_t)i, clock, date, 0) == 0;
}

static bool read_back(zip_source_t *s, struct text *out)
{
    char piece[65536];
    if (zip_source_open(s) != 0)
        return false;
    zip_int64_t n;
    while ((n = zip_source_read(s, piece, sizeof(piece))) > 0)
        text_bytes(out, piece, (size_t)n);
    zip_source_close(s);
    return n == 0 && !out->over;
}

bool document_pack(struct work *w, struct packed *files, size_t n, int64_t made_at, struct text *out)
{
    time_t made = (time_t)made_at;
    struct tm tm;
    gmtime_r(&made, &tm);
    int year = tm.tm_year < 80 ? 0 : tm.tm_year - 80; /* the format knows no year before 1980 */
    zip_uint16_t date = (zip_uint16_t)(year << 9 | (tm.tm_mon + 1) << 5 | tm.tm_mday);
    zip_uint16_t clock = (zip_uint16_t)(tm.tm_hour << 11 | tm.tm_min << 5 | tm.tm_sec / 2);
    zip_error_t e;
    zip_error_init(&e);
    bool ok = false, over = false;
    for (size_t i = 0; i < n; i++)
        over |= files[i].bytes.over;
    zip_source_t *s = over ? NULL : zip_source_buffer_create(NULL, 0, 0, &e);
    if (s != NULL) {
        zip_source_keep(s); /* zip_close lets go of it, and it is still to be read */
        zip_t *z = zip_open_from_source(s, ZIP_CREATE | ZIP_TRUNCATE, &e);
        ok = z != NULL;
        for (size_t i = 0; ok && i < n; i++)
            ok = add(z, &files[i], clock, date);
        if (z != NULL && (!ok || zip_close(z) != 0)) {
            ok = false;
            zip_discard(z);
        }
        ok = ok && read_back(s, out);
        zip_source_free(s);
    }
    zip_error_fini(&e);
    for (size_t i = 0; i < n; i++)
        text_free(&files[i].bytes);
    return ok || fail(w, over || out->over ? LIMIT : BROKEN, tr(w, "the document could not be packed: %s"),
                      over || out->over ? tr(w, "it is too large") : tr(w, "the zip library refused it"));
}
