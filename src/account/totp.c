/* totp.c -- see totp.h. */
#include "account/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

void totp_new(char key[TOTP_KEY])
{
    unsigned char bytes[TOTP_KEY - 1];
    randombytes_buf(bytes, sizeof(bytes));
    for (size_t i = 0; i < sizeof(bytes); i++)
        key[i] = alphabet[bytes[i] & 31];
    key[TOTP_KEY - 1] = '\0';
}

/* The bytes of a base32 text; 0 when it is none or too long. */
static size_t decoded(const char *s, unsigned char *out, size_t room)
{
    size_t n = 0;
    unsigned bits = 0, held = 0;
    for (; *s != '\0'; s++) {
        const char *at = strchr(alphabet, *s);
        if (at == NULL)
            return 0;
        held = held << 5 | (unsigned)(at - alphabet);
        bits += 5;
        if (bits >= 8) {
            if (n == room)
                return 0;
            bits -= 8;
            out[n++] = (unsigned char)(held >> bits);
            held &= (1u << bits) - 1;
        }
    }
    return n;
}

int64_t totp_at(const char *key, int64_t step, int digits)
{
    unsigned char secret[64], counter[8], mac[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    size_t secret_n = decoded(key, secret, sizeof(secret));
    if (secret_n == 0)
        return -1;
    for (int i = 7; i >= 0; i--, step >>= 8)
        counter[i] = (unsigned char)step;
    unsigned char *done = HMAC(EVP_sha1(), secret, (int)secret_n, counter, sizeof(counter), mac, &n);
    sodium_memzero(secret, sizeof(secret));
    if (done == NULL || n != 20)
        return -1;
    unsigned at = mac[19] & 15;
    int64_t code = (int64_t)(mac[at] & 127) << 24 | mac[at + 1] << 16 | mac[at + 2] << 8 | mac[at + 3], ten = 1;
    while (digits-- > 0)
        ten *= 10;
    return code % ten;
}

int64_t totp_step(const char *key, const char *code, int64_t now, int64_t last)
{
    char digits[7] = "";
    size_t n = 0;
    for (; *code != '\0'; code++) {
        if (*code == ' ')
            continue;
        if (*code < '0' || *code > '9' || n == 6)
            return 0;
        digits[n++] = *code;
    }
    if (n != 6)
        return 0;
    int64_t typed = atoll(digits), here = now / TOTP_STEP_S, found = 0;
    for (int64_t step = here - 1; step <= here + 1; step++)
        if (totp_at(key, step, 6) == typed && step > last)
            found = step;
    return found;
}
