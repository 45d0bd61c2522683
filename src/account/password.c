/* password.c -- see password.h. */
#include "account/password.h"

#include "view/words.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>

#define AT_ONCE 2 /* 128 MiB */
#define WAITING 8 /* a second of them */
#define PASSES  3
#define MEMORY  ((size_t)64 << 20)

static struct {
    pthread_mutex_t lock;
    pthread_cond_t freed;
    int busy, waiting;
} gate = {.lock = PTHREAD_MUTEX_INITIALIZER, .freed = PTHREAD_COND_INITIALIZER};

static bool enter(struct work *w)
{
    if (sodium_init() < 0)
        return fail(w, BROKEN, "libsodium does not start");
    pthread_mutex_lock(&gate.lock);
    bool in = gate.busy < AT_ONCE || gate.waiting < WAITING;
    gate.waiting++;
    while (in && gate.busy >= AT_ONCE)
        pthread_cond_wait(&gate.freed, &gate.lock);
    gate.waiting--;
    gate.busy += in;
    pthread_mutex_unlock(&gate.lock);
    return in || fail(w, LIMIT, "%s", tr(w, "too many people are signing in at this moment; try again in a few seconds"));
}

static void leave(void)
{
    pthread_mutex_lock(&gate.lock);
    gate.busy--;
    pthread_cond_signal(&gate.freed);
    pthread_mutex_unlock(&gate.lock);
}

/* The first of every list of stolen passwords that are long enough for us, in both alphabets' keyboards. */
static const char *const common[] = {
    "1234567890", "12345678910", "0123456789", "1q2w3e4r5t", "qwertyuiop", "1qaz2wsx3edc", "qwerty12345", "qwerty123456", "password123",
    "password1234", "passw0rd123", "administrator", "йцукенгшщз", "йцукен12345", "пароль12345", "пароль123456", "0987654321", "9876543210",
    "q1w2e3r4t5", "q1w2e3r4t5y6", "asdfghjkl;", "zxcvbnm123", "iloveyou123", "qazwsxedcrfv", "1234512345", "letmein123", "welcome123",
};

bool password_fit(struct work *w, const char *password, const char *email)
{
    size_t letters = 0, same = 0, n = strlen(password);
    for (const char *s = password; *s != '\0'; s++) {
        letters += ((unsigned char)*s & 0xc0) != 0x80;
        same += s[0] == password[0];
    }
    if (letters < PASSWORD_LEAST || n > PASSWORD_MOST)
        return fail(w, NOT_VALID, tr(w, "a password has from %d to %d signs; several words are easy to remember and hard to guess"), PASSWORD_LEAST,
                    PASSWORD_MOST);
    bool bad = same == n || strcasecmp(password, email) == 0;
    size_t local = strcspn(email, "@");
    bad |= local >= 6 && strncasecmp(password, email, local) == 0 && n < local + 6;
    for (size_t i = 0; i < COUNT(common); i++)
        bad |= strcasecmp(password, common[i]) == 0;
    return !bad || fail(w, NOT_VALID, "%s", tr(w, "that password is the first one that is tried; choose another, of several words"));
}

const char *password_hash(struct work *w, const char *password)
{
    char *out = take(w, crypto_pwhash_STRBYTES);
    if (!fine(w) || !enter(w))
        return NULL;
    int bad = crypto_pwhash_str_alg(out, password, strlen(password), PASSES, MEMORY, crypto_pwhash_ALG_ARGON2ID13);
    leave();
    if (bad != 0)
        fail(w, BROKEN, "no memory to hash a password");
    return bad != 0 ? NULL : out;
}

bool password_right(struct work *w, const char *stored, const char *password)
{
    /* Of a password that nobody knows, by the same passes and memory. */
    static const char nobody[] = "$argon2id$v=19$m=65536,t=3,p=1$CgKiHqp8yXr1sVHqRymxLQ$0V1Cs1IXPa9rB9ISc1qdXyPQdFMAf2Cc4KVSfOQ4nUs";
    if (!fine(w) || strlen(password) > PASSWORD_MOST || !enter(w))
        return false;
    bool right = crypto_pwhash_str_verify(stored != NULL ? stored : nobody, password, strlen(password)) == 0;
    leave();
    return right && stored != NULL;
}
