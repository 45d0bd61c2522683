/* source.c -- finding out what a path is. */
#include "import/source.h"

#include "view/words.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool source_has(const char *folder, const char *name)
{
    char path[4096];
    struct stat st;
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static bool ends(const char *s, const char *with)
{
    size_t n = strlen(s), k = strlen(with);
    return n >= k && strcasecmp(s + n - k, with) == 0;
}

static int is_csv(const struct dirent *d) { return d->d_name[0] != '.' && ends(d->d_name, ".csv"); }

static bool folder_of_sheets(struct intake *in, const char *path)
{
    struct dirent **list;
    int n = scandir(path, &list, is_csv, alphasort);
    if (n < 0)
        return fail(in->w, BROKEN, tr(in->w, "cannot read %s: %s"), path, strerror(errno));
    for (int i = 0; i < n; i++) {
        if (fine(in->w))
            source_csv(in, take_text(in->w, "%s/%s", path, list[i]->d_name));
        free(list[i]);
    }
    free(list);
    if (n == 0)
        return fail(in->w, NOT_VALID,
                    tr(in->w, "the folder %s holds no CSV file; sheets are files like organisation.csv "
                              "(docs/data.md lists them)"),
                    path);
    return fine(in->w);
}

static bool folder(struct intake *in, const char *path)
{
    if (source_has(path, "occupationSkillRelations.csv") || source_has(path, "skills_en.csv"))
        return source_esco(in, path);
    if (source_has(path, "Occupation Data.txt"))
        return source_onet(in, path);
    if (source_has(path, "programs.csv") && source_has(path, "providers.csv"))
        return source_etpl(in, path);
    return folder_of_sheets(in, path);
}

/* What a file is, by its first bytes: people rename files, bytes stay. */
static bool file(struct intake *in, const char *path)
{
    struct work *w = in->w;
    unsigned char head[8] = {0};
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return fail(w, BROKEN, tr(w, "cannot read %s: %s"), path, strerror(errno));
    size_t n = fread(head, 1, sizeof(head), f);
    fclose(f);
    if (n >= 4 && memcmp(head, "PK\x03\x04", 4) == 0)
        return source_xlsx(in, path);
    if (n >= 8 && memcmp(head, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0)
        return fail(w, NOT_VALID,
                    tr(w, "%s is a workbook of the old Excel (.xls); save it as .xlsx and import that"),
                    path);
    if (n >= 5 && memcmp(head, "%PDF-", 5) == 0)
        return fail(w, NOT_VALID, tr(w, "%s is a PDF; tables are imported from CSV or XLSX"), path);
    if (n == 0)
        return fail(w, NOT_VALID, tr(w, "%s is empty"), path);
    return source_csv(in, path);
}

bool source_add(struct intake *in, const char *path)
{
    struct stat st;
    in->published = in->weak = false;
    if (stat(path, &st) != 0)
        return fail(in->w, errno == ENOENT ? NOT_FOUND : BROKEN, tr(in->w, "cannot read %s: %s"), path,
                    strerror(errno));
    if (S_ISDIR(st.st_mode))
        return folder(in, path);
    if (S_ISREG(st.st_mode))
        return file(in, path);
    return fail(in->w, NOT_VALID, tr(in->w, "%s is neither a file nor a folder"), path);
}
