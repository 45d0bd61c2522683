/* repair_notice.c -- see repair_notice.h. */
#include "timetable/repair_notice.h"

#include "base/day.h"
#include "store/db.h"
#include "timetable/repair_notice_sql.h"
#include "timetable/repair_sql.h"
#include "view/say.h"
#include "view/words.h"

#include <string.h>

struct reader {
    int64_t id; /* organisation; 0: the employer, who is told of everything */
    int64_t staff; /* a teacher: of his or her own lessons; 0: not one */
    const char *name_ru, *name_en, *email, *role;
};

static bool owns(struct work *w, const struct stand *s, int64_t organisation)
{
    for (int i = 0; i < s->use_count; i++)
        if (db_one(w, NOTICE_RESOURCE, ARGS(V(s->uses[i].resource)), 0) == organisation)
            return true;
    return false;
}

static bool concerns(struct work *w, const struct shift *s, int64_t organisation)
{
    struct rows r = db_rows(w, NOTICE_LESSON, ARGS(V(s->lesson)));
    bool teaches = db_next(&r) && db_int(&r, 5) == organisation;
    db_done(&r);
    return organisation == 0 || teaches || owns(w, &s->was, organisation) || owns(w, &s->is, organisation);
}

static bool teaches(const struct stand *s, int64_t staff)
{
    for (int i = 0; i < s->use_count; i++)
        if (s->uses[i].resource == staff)
            return true;
    return false;
}

static const char *place(struct work *w, const struct stand *s)
{
    const char *out = "";
    for (int i = 0; i < s->use_count; i++) {
        struct rows r = db_rows(w, NOTICE_RESOURCE, ARGS(V(s->uses[i].resource)));
        if (db_next(&r))
            out = take_text(w, "%s, %s", out, tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        db_done(&r);
    }
    return out;
}

static const char *line(struct work *w, const struct shift *s)
{
    struct rows r = db_rows(w, NOTICE_LESSON, ARGS(V(s->lesson)));
    const char *name = db_next(&r) ? tr_name(w, db_text(&r, 0), db_text(&r, 1)) : "";
    if (db_int(&r, 4) > 1)
        name = take_text(w, tr(w, "%s, cohort %lld"), name, (long long)db_int(&r, 2));
    db_done(&r);
    return take_text(w, tr(w, "- %s\n  before: %s%s\n  now: %s%s\n"), name, say_span(w, s->was.from, s->was.to), place(w, &s->was),
                     say_span(w, s->is.from, s->is.to), place(w, &s->is));
}

static bool tell(struct work *w, const struct shift *s, int n, enum repair_event event, const struct reader *to, struct told_list *preview)
{
    const char *name[LANGUAGES] = {[RU] = to->name_ru, [EN] = to->name_en}, *heads = "", *texts = "", *offer = "", *title[LANGUAGES] = {"", ""};
    enum language was = w->language;
    int count = 0;
    bool *mine = take_array(w, n + 1, bool);
    for (int i = 0; i < n; i++)
        count += mine[i] = to->staff != 0 ? teaches(&s[i].was, to->staff) || teaches(&s[i].is, to->staff) : concerns(w, &s[i], to->id);
    if (count == 0)
        return fine(w);
    if (preview != NULL) {
        grow(w, &preview->all, preview->room, (size_t)preview->count);
        preview->all[preview->count++] = (struct told){tr_name(w, to->name_ru, to->name_en), to->email, to->role, count};
        return fine(w);
    }
    struct rows r = db_rows(w, REPAIR_OFFER, ARGS(V(s->offer)));
    if (db_next(&r)) {
        offer = db_text(&r, 2);
        title[RU] = db_text(&r, 7);
        title[EN] = db_text(&r, 8);
    }
    db_done(&r);
    for (int l = 0; l < LANGUAGES; l++) {
        if (*name[l] == '\0')
            continue;
        w->language = (enum language)l;
        bool second = *heads != '\0';
        const char *body = take_text(w, tr(w, "Training: %s\nOffer %s\n\n%s\n"), tr_name(w, title[RU], title[EN]), offer,
                                     event == REPAIR_MOVED ? tr(w, "Lessons had to be moved; the rest stays as it was.")
                                                           : tr(w, "Lessons that had been moved are back where they were."));
        for (int i = 0; i < n; i++)
            if (mine[i])
                body = take_text(w, "%s%s", body, line(w, &s[i]));
        heads = take_text(w, "%s%s%s", heads, second ? " / " : "",
                          take_text(w, trn(w, "Offer %s: %lld lesson moved", "Offer %s: %lld lessons moved", count), offer, (long long)count));
        texts = take_text(w, "%s%s%s", texts, second ? "\n----\n\n" : "", body);
    }
    w->language = was;
    db_run(w, NOTICE_POST, ARGS(V(db_id(w)), V(w->now), V(to->email), V(heads), V(texts)));
    return fine(w);
}

/* add_owner: an owner whose thing is no longer used has no part any more, and must know. */
static int add_owner(struct work *w, int64_t resource, struct reader *all, int count, int most)
{
    int64_t owner = db_one(w, NOTICE_RESOURCE, ARGS(V(resource)), 0);
    for (int i = 0; i < count; i++)
        if (all[i].id == owner)
            return count;
    struct rows r = db_rows(w, REPAIR_ORGANISATION, ARGS(V(owner)));
    if (db_next(&r) && *db_peek(&r, 4) != '\0' && count < most)
        all[count++] = (struct reader){db_int(&r, 0), 0, db_text(&r, 2), db_text(&r, 3), db_text(&r, 4), tr(w, "owner")};
    db_done(&r);
    return count;
}

/* add_teacher: the account of a teacher of the register, who reads in the language it is set to. */
static int add_teacher(struct work *w, int64_t resource, struct reader *all, int count, int most)
{
    for (int i = 0; i < count; i++)
        if (all[i].staff == resource)
            return count;
    struct rows r = db_rows(w, NOTICE_TEACHER, ARGS(V(resource)));
    if (db_next(&r) && count < most) {
        bool ru = strcmp(db_peek(&r, 2), "ru") == 0;
        const char *name = db_text(&r, 0);
        all[count++] = (struct reader){.id = -1, .staff = resource, .name_ru = ru ? name : "", .name_en = ru ? "" : name, .email = db_text(&r, 1),
                                       .role = tr(w, "teacher")};
    }
    db_done(&r);
    return count;
}

static bool tell_offer(struct work *w, const struct shift *s, int n, enum repair_event event, struct told_list *preview)
{
    struct reader all[64];
    int count = 0;
    struct rows r = db_rows(w, NOTICE_OWNERS, ARGS(V(s->offer)));
    while (db_next(&r) && count < (int)COUNT(all) - 1)
        all[count++] = (struct reader){db_int(&r, 0), 0, db_text(&r, 1), db_text(&r, 2), db_text(&r, 3), tr(w, "owner")};
    db_done(&r);
    for (int i = 0; i < n; i++)
        for (int side = 0; side < 2; side++) {
            const struct stand *x = side == 0 ? &s[i].was : &s[i].is;
            for (int k = 0; k < x->use_count; k++) {
                count = add_owner(w, x->uses[k].resource, all, count, (int)COUNT(all) - 1);
                count = add_teacher(w, x->uses[k].resource, all, count, (int)COUNT(all) - 1);
            }
        }
    r = db_rows(w, NOTICE_EMPLOYER, ARGS(V(s->offer)));
    if (db_next(&r))
        all[count++] = (struct reader){0, 0, db_text(&r, 1), db_text(&r, 2), db_text(&r, 3), tr(w, "employer")};
    db_done(&r);
    for (int i = 0; i < count; i++)
        if (!tell(w, s, n, event, &all[i], preview))
            return false;
    return fine(w);
}

bool repair_tell(struct work *w, const struct shift *s, int n, enum repair_event event, struct told_list *preview)
{
    for (int i = 0, k; i < n; i += k) {
        for (k = 0; i + k < n && s[i + k].offer == s[i].offer;)
            k++;
        if (!tell_offer(w, s + i, k, event, preview))
            return false;
    }
    return fine(w);
}
