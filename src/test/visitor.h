/* visitor.h -- for tests: a browser with its cookies, without a socket.
 *
 *     struct visitor v = {.w = w, .tables = tables};
 *     sign_in_as(&v, "a@x.example", "secret words here");
 *     struct seen s = post(&v, "/me/act", "membership=0");      the token is put in */
#ifndef TEST_VISITOR_H
#define TEST_VISITOR_H

#include "account/account.h"
#include "account/password.h"
#include "account/session_web.h"
#include "test/test.h"

#include <stdio.h>
#include <string.h>

struct seen {
    struct reply r;
};

struct visitor {
    struct work *w;
    const struct route *const *tables;
    const char *peer;
    bool secure, keep_token;
    char session[64], form[64], token[64], second[64];
    struct seen last;
};

static inline void keep(const char *cookies, const char *name, char *into, size_t room)
{
    for (const char *s = cookies; s != NULL && (s = strstr(s, name)) != NULL; s += strlen(name))
        if (s[strlen(name)] == '=' && (s[-1] == ' ' || s[-1] == '-'))
            snprintf(into, room, "%.*s", (int)strcspn(s + strlen(name) + 1, ";"), s + strlen(name) + 1);
}

static inline struct seen call(struct visitor *v, struct visit ask)
{
    struct work *mine = work_begin(v->w->db, 0, v->w->now);
    work_later(v->w, (void (*)(void *))work_end, mine);
    char *query = strchr(take_text(mine, "%s", ask.path), '?');
    if (query != NULL) {
        ask.path = take_copy(mine, ask.path, strcspn(ask.path, "?"));
        ask.query = query + 1;
    }
    const char *mark = v->secure ? "__Host-" : "";
    ask.who = session_who;
    ask.peer = v->peer != NULL ? v->peer : "203.0.113.1";
    ask.secure = v->secure;
    ask.roles = ask.roles != 0 ? ask.roles : ANYONE & ~(unsigned)AS_ADMIN;
    ask.base = "https://learn.example";
    ask.languages = "en";
    ask.cookie = take_text(mine, "lang=en; %scavt_session=%s; %scavt_form=%s; %scavt_second=%s", mark, v->session, mark, v->form, mark, v->second);
    v->last.r = web_answer(mine, v->tables, &ask);
    keep(v->last.r.cookie, "cavt_session", v->session, sizeof(v->session));
    keep(v->last.r.cookie, "cavt_form", v->form, sizeof(v->form));
    keep(v->last.r.cookie, "cavt_second", v->second, sizeof(v->second));
    const char *token = strstr(v->last.r.body.text, "name=\"token\" value=\"");
    if (token != NULL && !v->keep_token)
        snprintf(v->token, sizeof(v->token), "%.32s", token + 20);
    return v->last;
}

static inline struct seen visit(struct visitor *v, const char *path) { return call(v, (struct visit){.path = path}); }

static inline struct seen post(struct visitor *v, const char *path, const char *body)
{
    if (!v->keep_token)
        visit(v, v->session[0] != '\0' && strcmp(path, "/sign-in") != 0 ? "/me" : "/sign-in"); /* a page with a form, for its token */
    const char *whole = take_text(v->w, "%s%stoken=%s", body, *body != '\0' ? "&" : "", v->token);
    return call(v, (struct visit){.method = POST, .path = path, .body = whole, .body_n = strlen(whole), .type = "application/x-www-form-urlencoded"});
}

static inline const char *enc(struct work *w, const char *s) { return web_part(w, s); }

static inline int sign_in_as(struct visitor *v, const char *email, const char *password)
{
    v->session[0] = '\0';
    return post(v, "/sign-in", take_text(v->w, "email=%s&password=%s", enc(v->w, email), enc(v->w, password))).r.status;
}

/* An account that may be used; password NULL: none; organisation NULL: no role.  The same hash serves all, so that tests
 * do not spend their time on it. */
static inline int64_t given_account(struct work *w, const char *email, const char *password, const char *organisation, const char *role)
{
    static char hash[200], of[100];
    int64_t id = 0, m;
    if (password != NULL && strcmp(of, password) != 0) {
        const char *hashed = password_hash(w, password);
        CHECK(hashed != NULL);
        snprintf(hash, sizeof(hash), "%s", hashed);
        snprintf(of, sizeof(of), "%s", password);
    }
    CHECK(account_make(w, &(struct account_new){.email = email, .name = "N. N.", .password = password != NULL ? hash : NULL, .confirmed = true}, &id));
    if (organisation != NULL)
        CHECK(member_add(w, &(struct member_new){.account_id = id, .organisation = organisation, .role = role, .state = "active"}, &m));
    return id;
}

/* return_to(w): forget a failure that was expected. */
static inline void return_to(struct work *w) { w->err = (struct err){0}; }

#endif
