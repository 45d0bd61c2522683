/* agreement_web.c -- see agreement_web.h. */
#include "agreement/agreement_web.h"

#include "agreement/agreement.h"
#include "base/text.h"
#include "view/document.h"
#include "view/words.h"
#include "web/piece.h"

#include <stdlib.h>
#include <string.h>

static void forget(void *t) { text_free(t); }

/* A contract is for those who are in it, and for the centre. */
static const char SEES[] = "SELECT count(*) FROM offer f JOIN training_order o ON o.id = f.order_id WHERE f.code = $1 AND (o.organisation_id = $2"
                           " OR EXISTS (SELECT 1 FROM part p WHERE p.offer_id = f.id AND p.organisation_id = $2))";

/* The draft as it would be now; keeping one in the register is the command's and the coordinator's act. */
static bool draft(struct request *q)
{
    struct work *w = q->w;
    const char *as = web_text(q, "as"), *name = take_text(w, "%s.%s", q->code[0], as != NULL ? as : "pdf");
    const struct document_form *form = document_form(name);
    struct contract c;
    if (form == NULL || strpbrk(name, "\"\\/\r\n") != NULL)
        return fail(w, NOT_VALID, "%s", tr(w, "a contract is written as pdf, docx or odt"));
    if (!web_sees(q, SEES, q->code[0]) || !contract_load(w, q->code[0], &c))
        return false;
    struct text *out = take(w, sizeof(*out));
    *out = TEXT((size_t)64 << 20);
    work_later(w, forget, out);
    if (!form->write(agreement_document(w, &c, NULL), out))
        return false;
    page_bytes(q->page, out->s, out->n);
    q->reply->type = form->type;
    q->reply->name = name;
    q->bare = true;
    return true;
}

static bool list(struct request *q)
{
    struct work *w = q->w;
    q->title = tr(w, "Agreements");
    struct sheet *s = web_sheet(q, TR("Agreements between organisations"), "agreements");
    if (!agreement_list(w, "", s))
        return false;
    if (s->nrows == 0)
        piece_empty(q, tr(w, "No agreements yet. The first one is drafted from an offer: cavt agreement draft DB OFFER FILE."), NULL, NULL);
    return web_sheet_done(q, s);
}

const struct route agreement_routes[] = {
    {GET, "/agreement", READERS, list, TR("Agreements between organisations"), NULL},
    {GET, "/offer/{code}/contract", AS_EMPLOYER | AS_PARTNER | READERS, draft, TR("The draft contract of an offer, as a file"), NULL},
    {0},
};
