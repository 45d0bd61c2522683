/* fetch.c -- see fetch.h. */
#include "exchange/fetch.h"

#include "base/text.h"
#include "store/db.h"
#include "view/words.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What is not the public Internet: IANA's registries of special addresses (RFC 6890 and its successors). */
static const char *const closed[] = {
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
    "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    "::/128", "::1/128", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10",
    "ff00::/8",
};

struct address {
    unsigned char b[16];
    int n; /* 4 or 16 */
};

static bool parse(const char *s, struct address *a)
{
    *a = (struct address){.n = 4};
    if (inet_pton(AF_INET, s, a->b) == 1)
        return true;
    a->n = 16;
    if (inet_pton(AF_INET6, s, a->b) != 1)
        return false;
    static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
    if (memcmp(a->b, mapped, 12) == 0) { /* ::ffff:10.0.0.1 is 10.0.0.1 */
        memmove(a->b, a->b + 12, 4);
        a->n = 4;
    }
    return true;
}

static bool within(const struct address *a, const char *net, size_t len)
{
    char s[64];
    struct address of;
    if (len >= sizeof(s))
        return false;
    memcpy(s, net, len);
    s[len] = '\0';
    char *slash = strchr(s, '/');
    if (slash != NULL)
        *slash = '\0';
    if (!parse(s, &of) || of.n != a->n)
        return false;
    int bits = slash != NULL ? atoi(slash + 1) : of.n * 8;
    if (bits < 0 || bits > of.n * 8)
        return false;
    if (memcmp(a->b, of.b, (size_t)bits / 8) != 0)
        return false;
    unsigned mask = bits % 8 == 0 ? 0 : 0xffu << (8 - bits % 8) & 0xff;
    return mask == 0 || ((a->b[bits / 8] ^ of.b[bits / 8]) & mask) == 0;
}

bool fetch_allowed(const char *address, const char *reach)
{
    struct address a;
    if (!parse(address, &a))
        return false;
    for (const char *at = reach; *at != '\0'; at += *at != '\0') {
        size_t n = strcspn(at, "; ,");
        if (n > 0 && within(&a, at, n))
            return true;
        at += n;
        if (*at == '\0')
            break;
    }
    for (size_t i = 0; i < COUNT(closed); i++)
        if (within(&a, closed[i], strlen(closed[i])))
            return false;
    return true;
}

/* ---------------------------------------------------------------- the request */

struct going {
    const char *reach;
    struct text in;
    bool refused, over;
};

static curl_socket_t open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *to)
{
    struct going *g = arg;
    char text[INET6_ADDRSTRLEN] = "";
    const struct sockaddr *s = &to->addr;
    if (s->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)s)->sin_addr, text, sizeof(text));
    else if (s->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)s)->sin6_addr, text, sizeof(text));
    if (purpose != CURLSOCKTYPE_IPCXN || !fetch_allowed(text, g->reach)) {
        g->refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

static size_t take_in(char *s, size_t each, size_t n, void *arg)
{
    struct going *g = arg;
    if (g->in.n + each * n > g->in.limit) {
        g->over = true;
        return 0;
    }
    text_bytes(&g->in, s, each * n);
    return each * n;
}

static const char REACH[] = "SELECT value FROM setting WHERE name = 'reach'";

static const char *reach_of(struct work *w)
{
    const char *s = "";
    struct rows r = db_rows(w, REACH, NO_ARGS);
    if (db_next(&r))
        s = db_text(&r, 0);
    db_done(&r);
    return s;
}

static struct curl_slist *fields_of(const struct fetch *f)
{
    struct curl_slist *all = NULL;
    char type[200];
    if (f->type != NULL) {
        snprintf(type, sizeof(type), "Content-Type: %s", f->type);
        all = curl_slist_append(all, type);
    }
    all = curl_slist_append(all, "Expect:");
    for (size_t i = 0; f->fields != NULL && f->fields[i] != NULL; i++)
        all = curl_slist_append(all, f->fields[i]);
    return all;
}

bool fetch(struct work *w, const struct fetch *f, struct fetched *out, const char **why)
{
    char said[CURL_ERROR_SIZE] = "";
    long status = 0;
    struct going g = {.reach = reach_of(w), .in = TEXT(f->most != 0 ? f->most : (size_t)4 << 20)};
    *out = (struct fetched){.bytes = ""};
    if (!fine(w))
        return false;
    CURL *c = curl_easy_init();
    if (c == NULL)
        abort();
    struct curl_slist *fields = fields_of(f);
    curl_easy_setopt(c, CURLOPT_URL, f->url);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, f->stay ? 0L : 1L);
    curl_easy_setopt(c, CURLOPT_MAXREDIRS, 3L);
    curl_easy_setopt(c, CURLOPT_PROXY, "");
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, 7L);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)(f->seconds > 0 ? f->seconds : 20));
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, &g);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_in);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &g);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, said);
    curl_easy_setopt(c, CURLOPT_USERAGENT, "cavt/" CAVT_VERSION);
    curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, fields);
    if (f->body != NULL) {
        curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(f->body));
        curl_easy_setopt(c, CURLOPT_POSTFIELDS, f->body);
    }
    CURLcode code = curl_easy_perform(c);
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(fields);
    curl_easy_cleanup(c);
    *why = NULL;
    if (code != CURLE_OK)
        *why = g.refused ? tr(w, "the address is not on the public Internet; an administrator may list it in the setting \"reach\"")
               : g.over  ? tr(w, "the answer is larger than is taken")
                         : take_text(w, "%s", *said != '\0' ? said : curl_easy_strerror(code));
    out->status = (int)status;
    out->bytes = take_copy(w, g.in.s != NULL ? g.in.s : "", g.in.n);
    out->n = g.in.n;
    text_free(&g.in);
    return *why == NULL;
}
