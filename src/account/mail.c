/* mail.c -- see mail.h. */
#include "account/mail.h"

#include "account/account.h"
#include "account/mail_sql.h"
#include "base/day.h"
#include "view/words.h"

#include <curl/curl.h>
#include <sodium.h>
#include <string.h>
#include <time.h>

#define LEASE_S   180
#define TIMEOUT_S 60L
#define LATEST_S  ((int64_t)12 * 3600)

static const char *const names[] = {"mail_url", "mail_user", "mail_password", "mail_from"};

bool mail_settings(struct work *w, struct mail_settings *s)
{
    const char *value[COUNT(names)] = {NULL};
    for (size_t i = 0; i < COUNT(names); i++) {
        struct rows r = db_rows(w, MAIL_SECRET, ARGS(V(names[i])));
        value[i] = db_next(&r) ? db_text(&r, 0) : NULL;
        db_done(&r);
    }
    *s = (struct mail_settings){value[0], value[1], value[2], value[3]};
    return fine(w) && s->url != NULL && s->from != NULL;
}

bool mail_set(struct work *w, const struct mail_settings *s)
{
    const char *value[] = {s->url, s->user, s->password, s->from};
    if (strncmp(s->url, "smtp://", 7) != 0 && strncmp(s->url, "smtps://", 8) != 0)
        return fail(w, NOT_VALID, tr(w, "the server of mail is named as smtp://mail.example.org:587 or smtps://mail.example.org, not \"%s\""), s->url);
    if (email_key(w, s->from) == NULL)
        return fail(w, NOT_VALID, tr(w, "\"%s\" is no e-mail address; write it as name@example.org"), s->from);
    db_begin(w);
    for (size_t i = 0; i < COUNT(names); i++)
        if (value[i] != NULL)
            db_run(w, MAIL_SECRET_PUT, ARGS(V(names[i]), V(value[i])));
        else
            db_run(w, MAIL_SECRET_DROP, ARGS(V(names[i])));
    return db_commit(w);
}

bool mail_put(struct work *w, const char *address, const char *subject, const char *body, bool link)
{
    return db_run(w, MAIL_WRITE, ARGS(V(db_id(w)), V(w->now), V(link ? "mail-link" : "mail"), V(address), V(subject), V(body)));
}

/* ---------------------------------------------------------------- the letter's form */
static void base64(struct text *out, const char *s, size_t n)
{
    char line[sodium_base64_ENCODED_LEN(57, sodium_base64_VARIANT_ORIGINAL)];
    for (size_t at = 0; at < n; at += 57) { /* 57 bytes are a line of 76 */
        size_t part = n - at < 57 ? n - at : 57;
        sodium_bin2base64(line, sizeof(line), (const unsigned char *)s + at, part, sodium_base64_VARIANT_ORIGINAL);
        text_add(out, line);
        text_add(out, "\r\n");
    }
}

/* Encoded words, so that a line has at most 76 signs, cut between letters; no byte of the subject can end the field. */
static void subject_field(struct text *out, const char *s)
{
    char word[sodium_base64_ENCODED_LEN(39, sodium_base64_VARIANT_ORIGINAL)];
    size_t n = strlen(s);
    text_add(out, "Subject:");
    for (size_t at = 0; at < n;) {
        size_t part = n - at < 39 ? n - at : 39;
        while (part > 1 && at + part < n && ((unsigned char)s[at + part] & 0xc0) == 0x80)
            part--;
        sodium_bin2base64(word, sizeof(word), (const unsigned char *)s + at, part, sodium_base64_VARIANT_ORIGINAL);
        text_fmt(out, " =?UTF-8?B?%s?=\r\n", word);
        at += part;
    }
    text_add(out, n == 0 ? "\r\n" : "");
}

void mail_compose(struct text *out, const struct letter *l, const char *from, int64_t now)
{
    static const char days[] = "SunMonTueWedThuFriSat", months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    time_t t = (time_t)now;
    struct tm d;
    gmtime_r(&t, &d);
    text_fmt(out, "Date: %.3s, %d %.3s %d %02d:%02d:%02d +0000\r\n", days + d.tm_wday * 3, d.tm_mday, months + d.tm_mon * 3, d.tm_year + 1900, d.tm_hour,
             d.tm_min, d.tm_sec);
    text_fmt(out, "From: <%s>\r\nTo: <%s>\r\n", from, l->address);
    subject_field(out, l->subject);
    const char *host = strchr(from, '@');
    text_fmt(out, "Message-ID: <cavt-%lld%s>\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n", (long long)l->id, host != NULL ? host : "@localhost");
    text_add(out, "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
    base64(out, l->body, strlen(l->body));
}

/* ---------------------------------------------------------------- sending */
struct reading {
    const char *s;
    size_t n;
};

static size_t more(char *to, size_t size, size_t count, void *arg)
{
    struct reading *r = arg;
    size_t n = size * count < r->n ? size * count : r->n;
    memcpy(to, r->s, n);
    r->s += n;
    r->n -= n;
    return n;
}

static bool on_this_machine(const char *url)
{
    const char *host = strstr(url, "://") + 3;
    return strncmp(host, "127.0.0.1", 9) == 0 || strncmp(host, "localhost", 9) == 0 || strncmp(host, "[::1]", 5) == 0;
}

static bool deliver(CURL *c, const struct mail_settings *s, const struct letter *l, int64_t now, char problem[CURL_ERROR_SIZE])
{
    struct text t = TEXT(0);
    mail_compose(&t, l, s->from, now);
    struct reading r = {t.s, t.n};
    char to[300];
    snprintf(to, sizeof(to), "<%s>", l->address);
    struct curl_slist *all = curl_slist_append(NULL, to);
    char sender[300];
    snprintf(sender, sizeof(sender), "<%s>", s->from);
    *problem = '\0';
    curl_easy_reset(c);
    curl_easy_setopt(c, CURLOPT_URL, s->url);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    /* Outside this machine only through TLS, with the server's certificate checked. */
    curl_easy_setopt(c, CURLOPT_USE_SSL, (long)(on_this_machine(s->url) ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    if (on_this_machine(s->url)) {
        curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 0L);
        curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 0L);
    }
    if (s->user != NULL) {
        curl_easy_setopt(c, CURLOPT_USERNAME, s->user);
        curl_easy_setopt(c, CURLOPT_PASSWORD, s->password != NULL ? s->password : "");
    }
    curl_easy_setopt(c, CURLOPT_MAIL_FROM, sender);
    curl_easy_setopt(c, CURLOPT_MAIL_RCPT, all);
    curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(c, CURLOPT_READFUNCTION, more);
    curl_easy_setopt(c, CURLOPT_READDATA, &r);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, TIMEOUT_S);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, problem);
    CURLcode code = curl_easy_perform(c);
    long reply = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &reply);
    if (code != CURLE_OK && *problem == '\0')
        snprintf(problem, CURL_ERROR_SIZE, "%s", curl_easy_strerror(code));
    curl_slist_free_all(all);
    text_free(&t);
    return code == CURLE_OK;
}

/* One that is due, leased to us; 0 none. */
static int64_t lease(struct work *w)
{
    int64_t id = 0;
    for (int k = 0; k < 100 && fine(w); k++) { /* Others may be quicker. */
        db_begin(w);
        id = db_one(w, MAIL_NEXT, ARGS(V(w->now), V(MAIL_TRIES)), 0);
        bool got = id != 0 && db_run(w, MAIL_LEASE, ARGS(V(id), V(w->now), V(w->now + LEASE_S))) && db_changed(w) == 1;
        if (!db_commit(w) || got || id == 0)
            break;
        id = 0;
    }
    return fine(w) ? id : 0;
}

static void noted(struct work *w, int64_t id, int tries, const char *problem)
{
    int64_t wait = 60;
    for (int k = 1; k < tries && wait < LATEST_S; k++)
        wait *= 4;
    db_begin(w);
    db_run(w, MAIL_FAILED, ARGS(V(id), V(tries), V(w->now + (wait < LATEST_S ? wait : LATEST_S)), V(problem)));
    (void)!db_commit(w);
}

static void one(struct work *w, CURL *c, const struct mail_settings *s, int64_t id, struct mail_done *done)
{
    char problem[CURL_ERROR_SIZE] = "";
    struct rows r = db_rows(w, MAIL_READ, ARGS(V(id)));
    if (!db_next(&r))
        return;
    struct letter l = {id, db_text(&r, 0), db_text(&r, 1), db_text(&r, 2)};
    int tries = (int)db_int(&r, 3) + 1;
    db_done(&r);
    bool address = email_key(w, l.address) != NULL;
    if (!address) {
        snprintf(problem, sizeof(problem), "not an e-mail address");
        tries = MAIL_TRIES;
    }
    if (address && deliver(c, s, &l, w->now, problem)) {
        db_begin(w);
        db_run(w, MAIL_SENT, ARGS(V(id), V(w->now)));
        done->sent += db_commit(w);
        return;
    }
    noted(w, id, tries, problem);
    done->failed++;
    done->given_up += tries >= MAIL_TRIES;
    done->problem = take_text(w, "%s", problem);
}

bool mail_send(struct work *w, int most, struct mail_done *done)
{
    struct mail_settings s;
    *done = (struct mail_done){0};
    if (!mail_settings(w, &s))
        return fine(w);
    CURL *c = NULL;
    for (int64_t id; (most == 0 || done->sent + done->failed < most) && (id = lease(w)) != 0 && fine(w);) {
        if (c == NULL && (c = curl_easy_init()) == NULL)
            return fail(w, BROKEN, "libcurl does not start");
        one(w, c, &s, id, done);
    }
    if (c != NULL)
        curl_easy_cleanup(c);
    return fine(w);
}

bool mail_list(struct work *w, const char *state, struct sheet *s)
{
    static const struct column cols[] = {
        {"id", TR("Number"), CODE}, {"written", TR("Written"), WALL}, {"to", TR("To whom"), WORDS}, {"subject", TR("About"), WORDS},
        {"sent", TR("Sent"), WALL}, {"tries", TR("Failed tries"), NUMBER}, {"problem", TR("Problem"), WORDS},
    };
    int zone = (int)db_one(w, "SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'utc_offset_min'", NO_ARGS, 420);
    struct rows r = db_rows(w, MAIL_ROWS, ARGS(V(state), V(MAIL_TRIES)));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        sheet_row(s);
        sheet_words(s, take_text(w, "%lld", (long long)db_int(&r, 0)));
        sheet_int(s, wall_from_unix(db_int(&r, 1), zone));
        sheet_words(s, db_text(&r, 2));
        sheet_words(s, db_text(&r, 3));
        db_null(&r, 4) ? sheet_none(s) : sheet_int(s, wall_from_unix(db_int(&r, 4), zone));
        sheet_int(s, db_int(&r, 5));
        db_null(&r, 6) ? sheet_none(s) : sheet_words(s, db_text(&r, 6));
    }
    return sheet_end(s);
}
