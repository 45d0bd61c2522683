/* fetch.c -- see fetch.h. */
#include "account/fetch.h"

#include "base/text.h"
#include "view/words.h"

#include <curl/curl.h>
#include <string.h>

#define MOST ((size_t)1 << 20)

bool fetch_fits(const char *url)
{
    static const char *const starts[] = {"http://127.0.0.1:", "http://127.0.0.1/", "http://localhost:", "http://localhost/", "http://[::1]:"};
    if (url == NULL || url[strcspn(url, " \r\n\t\"<>\\")] != '\0' || strchr(url, '@') != NULL)
        return false;
    for (size_t i = 0; i < COUNT(starts); i++)
        if (strncmp(url, starts[i], strlen(starts[i])) == 0)
            return true;
    return strncmp(url, "https://", 8) == 0 && url[8] != '\0' && url[8] != '/';
}

static size_t keep(char *s, size_t size, size_t n, void *arg)
{
    struct text *t = arg;
    text_bytes(t, s, size * n);
    return t->over ? 0 : size * n;
}

static void forget(void *j) { json_decref(j); }

json_t *fetch_json(struct work *w, const struct fetch *f)
{
    if (!fine(w))
        return NULL;
    if (!fetch_fits(f->url)) {
        fail(w, NOT_VALID, tr(w, "%s is not asked: it must begin with https://"), f->url != NULL ? f->url : "");
        return NULL;
    }
    struct text t = TEXT(MOST);
    char problem[CURL_ERROR_SIZE] = "";
    CURL *c = curl_easy_init();
    struct curl_slist *head = curl_slist_append(NULL, "Accept: application/json");
    if (f->bearer != NULL)
        head = curl_slist_append(head, take_text(w, "Authorization: Bearer %s", f->bearer));
    curl_easy_setopt(c, CURLOPT_URL, f->url);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, strncmp(f->url, "https", 5) == 0 ? "https" : "http");
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, head);
    if (f->form != NULL)
        curl_easy_setopt(c, CURLOPT_POSTFIELDS, f->form);
    if (f->user != NULL) {
        curl_easy_setopt(c, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        curl_easy_setopt(c, CURLOPT_USERNAME, f->user);
        curl_easy_setopt(c, CURLOPT_PASSWORD, f->password != NULL ? f->password : "");
    }
    curl_easy_setopt(c, CURLOPT_TIMEOUT, 10L);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &t);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, problem);
    CURLcode code = curl_easy_perform(c);
    long status = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
    json_t *j = code == CURLE_OK && status == 200 && t.n > 0 ? json_loadb(t.s, t.n, JSON_REJECT_DUPLICATES, NULL) : NULL;
    if (code != CURLE_OK)
        fail(w, BROKEN, "%s: %s", f->url, *problem != '\0' ? problem : curl_easy_strerror(code));
    else if (!json_is_object(j))
        fail(w, BROKEN, "%s answered %ld: %.200s", f->url, status, t.s != NULL ? t.s : "");
    curl_slist_free_all(head);
    curl_easy_cleanup(c);
    text_free(&t);
    if (!fine(w)) {
        json_decref(j);
        return NULL;
    }
    work_later(w, forget, j);
    return j;
}
