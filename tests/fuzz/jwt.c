/* jwt.c -- bytes as a provider's statement, and as its keys: no statement made by chance is believed. */
#include "account/jwt.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *s, size_t n);

int LLVMFuzzerTestOneInput(const unsigned char *s, size_t n)
{
    const unsigned char *cut = memchr(s, '\n', n);
    size_t keys_n = cut == NULL ? 0 : (size_t)(cut - s);
    json_t *keys = json_loadb((const char *)s, keys_n, 0, NULL);
    char *token = calloc(1, n - keys_n + 1);
    if (token == NULL)
        abort();
    memcpy(token, s + keys_n + (cut != NULL), n - keys_n - (cut != NULL));
    struct err e = {0};
    json_t *claims = jwt_claims(token, keys, &(struct jwt_expected){"https://id.example", "cavt", "n-0S6", 1795600000}, &e);
    if (claims == NULL && e.fault == FINE)
        abort(); /* A refusal has its sentence. */
    json_decref(claims);
    json_decref(keys);
    free(token);
    return 0;
}
