/* asset.h -- what the binary carries for browsers: made by tools/asset.mjs from asset/ and npm packages.
 * The path holds the hash of the bytes, so a browser may keep it for ever. */
#ifndef WEB_ASSET_H
#define WEB_ASSET_H

#include <stddef.h>

struct asset {
    const char *name; /* "app.css" */
    const char *path; /* "/asset/app.1f0c9a3b2d.css" */
    const char *type;
    const unsigned char *plain, *gzip, *brotli; /* gzip and brotli are NULL where they would be no smaller */
    size_t plain_n, gzip_n, brotli_n;
};

extern const struct asset web_assets[]; /* Ended by {0} */

const struct asset *asset_at(const char *path); /* NULL if there is none */
const char *asset_path(const char *name);       /* asserts that it exists: the name is ours */

#endif
