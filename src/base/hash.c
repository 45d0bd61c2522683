/* hash.c -- see hash.h. */
#include "base/hash.h"

#include <sodium.h>
#include <string.h>

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(((struct hash *)0)->state), "state fits");

static crypto_hash_sha256_state *state(struct hash *h) { return (void *)h->state; }

void hash_begin(struct hash *h) { crypto_hash_sha256_init(state(h)); }

void hash_int(struct hash *h, int64_t v)
{
    unsigned char b[8];
    for (int i = 0; i < 8; i++)
        b[i] = (unsigned char)((uint64_t)v >> (8 * i));
    crypto_hash_sha256_update(state(h), b, sizeof(b));
}

void hash_text(struct hash *h, const char *s)
{
    if (s == NULL) {
        hash_int(h, -1);
        return;
    }
    size_t n = strlen(s);
    hash_int(h, (int64_t)n);
    crypto_hash_sha256_update(state(h), (const unsigned char *)s, n);
}

void hash_end(struct hash *h, char out[HASH_TEXT])
{
    unsigned char b[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(state(h), b);
    sodium_bin2hex(out, HASH_TEXT, b, sizeof(b));
}
