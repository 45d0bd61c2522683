/* field_web.c -- see field_web.h. */
#include "account/field_web.h"

#include "view/words.h"

#include <string.h>

void field_put(struct request *q, const struct field *f, const char *value)
{
    html(q->page, "<div><label for=\"f-%s\">%s", f->name, f->label);
    if (f->hint != NULL)
        html(q->page, "<br><small id=\"h-%s\">%s</small>", f->name, f->hint);
    html(q->page, "</label><input id=\"f-%s\" name=\"%s\" type=\"%s\" value=\"%s\" maxlength=\"400\"", f->name, f->name, f->type,
         strcmp(f->type, "password") == 0 ? "" : value); /* A password is never sent back. */
    if (f->hint != NULL)
        html(q->page, " aria-describedby=\"h-%s\"", f->name);
    if (f->complete != NULL)
        html(q->page, " autocomplete=\"%s\"", f->complete);
    page_add(q->page, f->must ? " required></div>\n" : "></div>\n");
}

bool field_problem(struct request *q)
{
    struct work *w = q->w;
    if (w->err.fault != NOT_VALID && w->err.fault != CONFLICT && w->err.fault != LIMIT)
        return false;
    const char *said = take_text(w, "%s", w->err.text);
    w->err = (struct err){0};
    if (q->reply->status == 0)
        q->reply->status = 422;
    html(q->page, "<p class=\"note bad\" role=\"alert\">%s</p>\n", said);
    return true;
}

const char *field_next(struct request *q)
{
    const char *s = web_text(q, "next");
    bool ours = s != NULL && s[0] == '/' && s[1] != '/' && s[1] != '\\' && strlen(s) < 1000 && s[strcspn(s, "\r\n\t\\")] == '\0' &&
                strncmp(s, "/sign-", 6) != 0;
    return ours ? s : "/";
}
