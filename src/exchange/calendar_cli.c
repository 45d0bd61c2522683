/* calendar_cli.c -- see calendar_cli.h. */
#include "exchange/calendar_cli.h"

#include "exchange/calendar.h"
#include "view/sheet.h"
#include "view/words.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char *read_file(struct call *c, const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    struct text t = TEXT((size_t)5 << 20);
    char part[8192];
    if (f == NULL) {
        fail(c->w, NOT_FOUND, tr(c->w, "cannot read %s: %s"), path, strerror(errno));
        return "";
    }
    for (size_t got; (got = fread(part, 1, sizeof(part), f)) > 0;)
        text_bytes(&t, part, got);
    fclose(f);
    *n = t.n;
    const char *s = take_copy(c->w, t.s != NULL ? t.s : "", t.n);
    text_free(&t);
    return s;
}

static bool say(struct call *c, const struct calendar_taken *t)
{
    struct work *w = c->w;
    fprintf(c->out, "%s\n", t->same ? take_text(w, tr(w, "%s says what it said before"), t->code)
                                    : take_text(w, tr(w, "%s: %d events, busy at %d times"), t->code, t->events, t->times));
    if (t->clashes > 0)
        fprintf(c->err, "%s\n", take_text(w, trn(w, "at %d time something is booked here: that was left out", "at %d times something is booked here: that was left out", t->clashes), t->clashes));
    if (t->left_out > 0)
        fprintf(c->err, "%s\n", take_text(w, trn(w, "%d event came from here and was left out", "%d events came from here and were left out", t->left_out), t->left_out));
    if (t->note != NULL)
        fprintf(c->err, "%s\n", take_text(w, tr(w, "the file does not say what time zone %s is; the region's own clock was taken"), t->note));
    return true;
}

static bool add(struct call *c)
{
    struct calendar_taken t;
    const char *from = c->arg[1];
    size_t n = 0;
    if (strstr(from, "://") != NULL)
        return calendar_add(c->w, c->arg[0], from, (int)call_int(c, "every", 60, 15, 10080), &t) && say(c, &t);
    const char *bytes = read_file(c, from, &n);
    if (!fine(c->w))
        return false;
    if (calendar_take(c->w, c->arg[0], bytes, n, &t))
        return say(c, &t);
    if (c->w->err.fault == NOT_VALID)
        err_prefix(&c->w->err, "%s: ", from);
    return false;
}

static bool list(struct call *c)
{
    struct sheet *s = call_sheet(c);
    return fine(c->w) && calendar_list(c->w, 0, s);
}

static bool read_due(struct call *c)
{
    struct calendar_round r;
    if (!calendar_due(c->w, true, &r))
        return false;
    fprintf(c->out, "%s\n", take_text(c->w, tr(c->w, "%d taken, %d unchanged, %d could not be read"), r.taken, r.same, r.failed));
    return true;
}

static bool remove_one(struct call *c)
{
    if (!calendar_remove(c->w, c->arg[0]))
        return false;
    fprintf(c->out, "%s\n", take_text(c->w, tr(c->w, "%s is removed with its busy times"), c->arg[0]));
    return true;
}

static bool feed_add(struct call *c)
{
    const char *secret, *code;
    if (!feed_make(c->w, c->arg[0], c->arg[1], &secret, &code))
        return false;
    fprintf(c->err, "%s\n", take_text(c->w, tr(c->w, "%s is made; whoever knows this address can read it, and it is shown this once:"), code));
    fprintf(c->out, "/calendar/%s.ics\n", secret);
    return true;
}

static bool feeds(struct call *c)
{
    struct sheet *s = call_sheet(c);
    return fine(c->w) && feed_list(c->w, 0, s);
}

static bool feed_end(struct call *c)
{
    if (!feed_revoke(c->w, c->arg[0]))
        return false;
    fprintf(c->out, "%s\n", take_text(c->w, tr(c->w, "%s can no longer be read"), c->arg[0]));
    return true;
}

static const struct option add_options[] = {{"every", "MINUTES", TR("read an address again after so many minutes (60)")}, {0}};
static const struct option list_options[] = {CALL_AS, {0}};

const struct command calendar_commands[] = {
    {"calendar add", "DB RESOURCE FILE|URL", NEEDS_DB, add_options, add, TR("an owner's own calendar (.ics) makes the resource busy; again: replaces what it said")},
    {"calendar list", "DB", NEEDS_DB, list_options, list, TR("the calendars taken in")},
    {"calendar read", "DB", NEEDS_DB, NULL, read_due, TR("read all calendars with an address now")},
    {"calendar remove", "DB CALENDAR", NEEDS_DB, NULL, remove_one, TR("remove a calendar and its busy times")},
    {"feed add", "DB resource|organisation|offer CODE", NEEDS_DB, NULL, feed_add, TR("give out a calendar at a secret address")},
    {"feed list", "DB", NEEDS_DB, list_options, feeds, TR("the calendars given out")},
    {"feed revoke", "DB FEED", NEEDS_DB, NULL, feed_end, TR("end a calendar given out")},
    {0},
};
