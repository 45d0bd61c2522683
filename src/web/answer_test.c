#include "test/test.h"
#include "web/route.h"

#include "view/words.h"

static bool hello(struct request *q)
{
    q->title = "Hello";
    html(q->page, "<p>%lld %s</p>", (long long)q->arg[0], q->code[0]);
    web_form_begin(q, "/thing", "f");
    html(q->page, "</form>");
    return true;
}

static bool save(struct request *q)
{
    if (web_int(q, "people", 1, 1, 10) > 0 && fine(q->w))
        return web_see(q, "/thing/%s", web_part(q->w, web_text(q, "name")));
    return false;
}

static bool list(struct request *q)
{
    static const struct column cols[] = {{"name", "Name", WORDS}, {"n", "N", NUMBER}};
    q->title = "List";
    struct sheet *s = web_sheet(q, "List", "things");
    sheet_begin(s, cols, COUNT(cols));
    for (int i = 0; i < 250; i++) {
        sheet_row(s);
        sheet_words(s, "<b>");
        sheet_int(s, i);
    }
    return sheet_end(s) && web_sheet_done(q, s);
}

static bool broken(struct request *q) { return fail(q->w, BROKEN, "disk /secret/path is full"); }
static bool away(struct request *q) { return web_see(q, "%s", web_text(q, "to")); }

static const struct route rows[] = {
    {GET, "/", ANYONE, hello, "", "First"},
    {GET, "/thing/{code}", ANYONE, hello, "", NULL},
    {GET, "/int/{int}", ANYONE, hello, "", NULL},
    {POST, "/thing", ANYONE, save, "", NULL},
    {GET, "/list", ANYONE, list, "", "List"},
    {GET, "/staff", CENTRE, hello, "", "Staff"},
    {GET, "/broken", ANYONE, broken, "", NULL},
    {GET, "/away", ANYONE, away, "", NULL},
    {0},
};
static const struct route *const tables[] = {rows, NULL};

#define TOKEN "0123456789abcdef0123456789abcdef"

static struct reply got(struct work *w, struct visit ask)
{
    struct work *mine = work_begin(w->db, 0, w->now);
    work_later(w, (void (*)(void *))work_end, mine);
    if (ask.body != NULL)
        ask.body_n = strlen(ask.body);
    if (ask.body != NULL && ask.type == NULL)
        ask.type = "application/x-www-form-urlencoded";
    return web_answer(mine, tables, &ask);
}

static bool shows(struct reply r, const char *what) { return strstr(r.body.text, what) != NULL; }

PURE(a_page_has_its_frame_its_language_and_its_menu)
{
    struct reply r = got(w, (struct visit){.path = "/thing/A%2F1%20%3Cb%3E"});
    CHECK(r.status == 200 && shows(r, "<html lang=\"ru\">") && shows(r, "<p>0 A/1 &lt;b&gt;</p>"));
    CHECK(shows(r, "<a href=\"/list\"") && !shows(r, "/staff"));
    r = got(w, (struct visit){.path = "/", .languages = "en-GB,ru;q=0.5", .roles = AS_COORDINATOR});
    CHECK(shows(r, "<html lang=\"en\">") && shows(r, "/staff") && shows(r, "aria-current=\"page\">First"));
    r = got(w, (struct visit){.path = "/", .languages = "en", .cookie = "a=b; lang=ru"});
    CHECK(shows(r, "<html lang=\"ru\">"));
    r = got(w, (struct visit){.path = "/", .part = true});
    CHECK(!shows(r, "<html"));
}

PURE(the_language_switch_is_kept_and_leaves_the_address_clean)
{
    struct reply r = got(w, (struct visit){.path = "/list", .query = "sort=n&lang=en&q=a%26b"});
    CHECK(r.status == 303);
    SAME(r.location, "/list?sort=n&q=a%26b");
    SAME(r.cookie, "Set-Cookie: lang=en; Path=/; SameSite=Lax; HttpOnly; Max-Age=31536000\r\n");
    CHECK(got(w, (struct visit){.path = "/list", .query = "lang=xx"}).status == 200);
}

PURE(pages_that_are_not_there_or_not_yours_are_refused)
{
    CHECK(got(w, (struct visit){.path = "/none"}).status == 404);
    CHECK(got(w, (struct visit){.path = "/int/12x"}).status == 404);
    CHECK(got(w, (struct visit){.path = "/int/99999999999999999999"}).status == 404);
    CHECK(got(w, (struct visit){.path = "/thing/%zz"}).status == 404);
    CHECK(got(w, (struct visit){.path = "/thing/%ff"}).status == 404);
    CHECK(got(w, (struct visit){.path = "/thing/%00"}).status == 404);
    CHECK(got(w, (struct visit){.path = "/thing/../etc"}).status == 404);
    CHECK(got(w, (struct visit){.path = "/staff"}).status == 403);
    CHECK(got(w, (struct visit){.path = "/staff", .roles = AS_DIRECTOR}).status == 200);
    CHECK(got(w, (struct visit){.path = "/thing"}).status == 405);
    CHECK(got(w, (struct visit){.path = "/", .query = "a=%zz"}).status == 422);
    struct reply r = got(w, (struct visit){.path = "/none/<script>", .languages = "en"});
    CHECK(shows(r, "&lt;script&gt;") && !shows(r, "<script>"));
}

PURE(a_form_of_another_site_changes_nothing)
{
    static const struct { int status; struct visit ask; } tries[] = {
        {303, {.method = POST, .path = "/thing", .body = "name=a&token=" TOKEN, .cookie = "cavt_form=" TOKEN}},
        {303, {.method = POST, .path = "/thing", .body = "name=a&token=" TOKEN, .cookie = "cavt_form=" TOKEN,
               .origin = "https://x.ru:81", .host = "x.ru:81", .site = "same-origin"}},
        {403, {.method = POST, .path = "/thing", .body = "name=a"}},
        {403, {.method = POST, .path = "/thing", .body = "name=a", .cookie = "cavt_form=" TOKEN}},
        {403, {.method = POST, .path = "/thing", .body = "name=a&token=" TOKEN}},
        {403, {.method = POST, .path = "/thing", .body = "name=a&token=", .cookie = "cavt_form="}},
        {403, {.method = POST, .path = "/thing", .body = "name=a&token=" TOKEN, .cookie = "cavt_form=" TOKEN,
               .origin = "https://evil.ru", .host = "x.ru"}},
        {403, {.method = POST, .path = "/thing", .body = "name=a&token=" TOKEN, .cookie = "cavt_form=" TOKEN,
               .origin = "null", .host = "x.ru"}},
        {403, {.method = POST, .path = "/thing", .body = "name=a&token=" TOKEN, .cookie = "cavt_form=" TOKEN,
               .site = "cross-site"}},
        {422, {.method = POST, .path = "/thing", .body = "people=11&token=" TOKEN, .cookie = "cavt_form=" TOKEN}},
        {422, {.method = POST, .path = "/thing", .body = "{}", .type = "text/plain"}},
        {405, {.method = POST, .path = "/list", .body = "token=" TOKEN, .cookie = "cavt_form=" TOKEN}},
    };
    for (size_t i = 0; i < COUNT(tries); i++) {
        struct reply r = got(w, tries[i].ask);
        if (r.status != tries[i].status)
            printf("# row %zu: %d\n", i, r.status);
        CHECK(r.status == tries[i].status);
    }
    struct reply page = got(w, (struct visit){.path = "/"});
    CHECK(strncmp(page.cookie, "Set-Cookie: cavt_form=", 22) == 0 && strstr(page.cookie, "HttpOnly") != NULL);
    char value[33] = "";
    memcpy(value, page.cookie + 22, 32);
    CHECK(shows(page, take_text(w, "name=\"token\" value=\"%s\"", value)));
}

PURE(nobody_is_sent_to_another_site)
{
    CHECK(got(w, (struct visit){.path = "/away", .query = "to=/list"}).status == 303);
    CHECK(got(w, (struct visit){.path = "/away", .query = "to=//evil.ru/"}).status == 422);
    CHECK(got(w, (struct visit){.path = "/away", .query = "to=/%5Cevil.ru/"}).status == 422);
    CHECK(got(w, (struct visit){.path = "/away", .query = "to=https://evil.ru/"}).status == 422);
    CHECK(got(w, (struct visit){.path = "/away", .query = "to=/a%0d%0aSet-Cookie:%20x=y"}).location == NULL);
}

PURE(a_broken_machine_tells_its_keeper_and_not_the_reader)
{
    struct reply r = got(w, (struct visit){.path = "/broken"});
    CHECK(r.status == 500 && !shows(r, "/secret/path"));
}

PURE(a_list_is_sorted_paged_and_saved)
{
    struct reply r = got(w, (struct visit){.path = "/list", .query = "sort=-n&q=%22", .languages = "en"});
    CHECK(shows(r, "aria-sort=\"descending\"><a class=\"sort\" href=\"/list?q=%22&amp;sort=n\">N</a>"));
    CHECK(shows(r, ">249</td>") && !shows(r, ">149</td>") && shows(r, "page 1 of 3") && shows(r, "page=2\""));
    r = got(w, (struct visit){.path = "/list", .query = "page=3"});
    CHECK(shows(r, ">249</td>") && !shows(r, ">199</td>"));
    r = got(w, (struct visit){.path = "/list", .query = "as=csv&sort=-n"});
    SAME(r.name, "things.csv");
    CHECK(strncmp(r.body.text, "name,n\r\n<b>,249\r\n", 17) == 0 && !shows(r, "<html"));
    r = got(w, (struct visit){.path = "/list", .query = "as=xlsx"});
    CHECK(memcmp(r.body.text, "PK", 2) == 0 && r.body.used > 1000);
}

PURE(a_form_is_taken_apart_as_browsers_send_it)
{
    static const char s[] = "a=1+2&b=%D1%91&a=x%0D%0Ay&&c";
    struct form_value *v = web_form_parse(w, s, sizeof(s) - 1, 10);
    SAME(v[0].value, "1 2");
    SAME(v[1].value, "ё");
    SAME(v[2].value, "x\ny");
    SAME(v[3].name, "c");
    CHECK(v[4].name == NULL && fine(w));
    CHECK(web_form_parse(w, "a&b&c", 5, 2)[0].name == NULL && w->err.fault == LIMIT);
    w->err = (struct err){0};
    CHECK(web_form_parse(w, "a=%4", 4, 2)[0].name == NULL && w->err.fault == NOT_VALID);
}
