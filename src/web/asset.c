/* asset.c -- see asset.h. */
#include "web/asset.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

const struct asset *asset_at(const char *path)
{
    for (const struct asset *a = web_assets; a->name != NULL; a++)
        if (strcmp(a->path, path) == 0)
            return a;
    return NULL;
}

const char *asset_path(const char *name)
{
    for (const struct asset *a = web_assets; a->name != NULL; a++)
        if (strcmp(a->name, name) == 0)
            return a->path;
    assert(false); /* An asset by a name that tools/asset.mjs does not make. */
    return "";
}
