/* list.c -- a table on a page that is also a file: sorted by its heads, paged, saved as CSV or XLSX. */
#include "view/words.h"
#include "web/route.h"

#include <string.h>

#define ROWS_A_PAGE 100

/* The address of this list with one of its parameters left out, ready for another: "/partner?q=x&". */
static const char *without(struct request *q, const char *name, const char *other)
{
    struct page p = {.w = q->w};
    page_add(&p, q->ask->path);
    page_add(&p, "?");
    for (const struct form_value *v = q->query; v != NULL && v->name != NULL; v++)
        if (strcmp(v->name, name) != 0 && strcmp(v->name, other) != 0 && strcmp(v->name, "lang") != 0 && *v->value != '\0') {
            html_query(&p, v->name);
            page_add(&p, "=");
            html_query(&p, v->value);
            page_add(&p, "&");
        }
    return p.text;
}

struct sheet *web_sheet(struct request *q, const char *title, const char *file)
{
    const char *as = web_text(q, "as");
    const struct sheet_writer *writer = as != NULL ? sheet_by_name(as) : &sheet_html;
    struct sheet *s = sheet_new(q->w, writer != NULL && writer != &sheet_text ? writer : &sheet_html);
    s->title = tr(q->w, title);
    s->order = web_text(q, "sort");
    if (s->as == &sheet_html) {
        int64_t page = web_int(q, "page", 1, 1, 1000000);
        s->sort = without(q, "sort", "page");
        s->skip = (size_t)(page - 1) * ROWS_A_PAGE;
        s->most = ROWS_A_PAGE;
    } else {
        q->reply->name = take_text(q->w, "%s.%s", file, s->as->name);
    }
    return s;
}

static void pages(struct request *q, const struct sheet *s)
{
    size_t here = s->skip / ROWS_A_PAGE + 1, last = (s->nrows + ROWS_A_PAGE - 1) / ROWS_A_PAGE;
    const char *base = without(q, "page", "page");
    html(q->page, "<nav class=\"pages\" aria-label=\"%s\">", tr(q->w, "Pages of the list"));
    if (here > 1)
        html(q->page, "<a rel=\"prev\" href=\"%spage=%zu\">%s</a> ", base, here - 1, tr(q->w, "Back"));
    html(q->page, tr(q->w, "page %zu of %zu"), here, last);
    if (here < last)
        html(q->page, " <a rel=\"next\" href=\"%spage=%zu\">%s</a>", base, here + 1, tr(q->w, "Onward"));
    page_add(q->page, "</nav>\n");
}

bool web_sheet_done(struct request *q, struct sheet *s)
{
    if (!fine(q->w))
        return false;
    if (s->as != &sheet_html) {
        q->reply->type = s->as->type;
        *q->page = *s->out;
        q->bare = true;
        return true;
    }
    if (s->nrows == 0)
        return true;
    page_bytes(q->page, s->out->text, s->out->used);
    const char *base = without(q, "as", "page");
    html(q->page, "<div class=\"under\"><p>%s", sheet_counted(s));
    html(q->page, " · %s <a href=\"%sas=xlsx\" download>XLSX</a>, <a href=\"%sas=csv\" download>CSV</a></p>\n",
         tr(q->w, "save as"), base, base);
    if (s->nrows > ROWS_A_PAGE)
        pages(q, s);
    page_add(q->page, "</div>\n");
    return true;
}
