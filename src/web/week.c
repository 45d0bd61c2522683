/* week.c -- a week as a table: days are columns, half hours rows, an entry spans its rows.  The day begins and
 * ends on a whole hour, so that an hour's name spans its two rows. */
#include "base/day.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <string.h>

#define ROW_MIN  30
#define ROWS_MOST (DAY_MIN / ROW_MIN)
#define OPEN     -1
#define SHUT     -2
#define COVERED  -3 /* by a cell that began above */

/* What stands in one half hour: the strongest entry, and how many more there are. */
static int rank(const char *kind)
{
    static const char *const order[] = {"busy", "held", "booked", "lesson"};
    for (int i = 0; i < (int)COUNT(order); i++)
        if (strcmp(order[i], kind) == 0)
            return i;
    return -1;
}

static int entry_at(const struct week *wk, int32_t day, int from_min, int *more)
{
    int64_t from = (int64_t)day * DAY_MIN + from_min, to = from + ROW_MIN;
    int best = wk->open == NULL || wk->open(wk->arg, day, from_min, from_min + ROW_MIN) ? OPEN : SHUT;
    *more = 0;
    for (size_t i = 0; i < wk->n; i++) {
        const struct week_entry *e = &wk->entries[i];
        if (e->from >= to || e->to <= from)
            continue;
        *more += best >= 0;
        if (best < 0 || rank(e->kind) > rank(wk->entries[best].kind))
            best = (int)i;
    }
    return best;
}

static void entry_cell(struct request *q, const struct week *wk, int at, int rows, int more)
{
    const struct week_entry *e = &wk->entries[at];
    const char *time = take_text(q->w, "%s\u2013%s", say_clock(q->w, wall_clock(e->from)), say_clock(q->w, wall_clock(e->to)));
    html(q->page, "<td class=\"slot %s\" rowspan=\"%d\">", e->kind, rows);
    if (e->href != NULL)
        html(q->page, "<a href=\"%s\"><b>%s</b></a>", e->href, e->title);
    else
        html(q->page, "<b>%s</b>", e->title);
    html(q->page, "<small>%s%s%s</small>", time, e->small != NULL ? " · " : "", e->small);
    if (more > 0) {
        page_add(q->page, "<small>");
        html(q->page, tr(q->w, "and %d more"), more);
        page_add(q->page, "</small>");
    }
    page_add(q->page, "</td>");
}

void piece_week(struct request *q, const struct week *wk)
{
    int rows = (wk->to_min - wk->from_min) / ROW_MIN;
    int cell[7][ROWS_MOST], span[7][ROWS_MOST], more[7][ROWS_MOST];
    for (int d = 0; d < wk->days; d++)
        for (int r = 0, head = 0; r < rows; r++) {
            int others, at = entry_at(wk, wk->monday + d, wk->from_min + r * ROW_MIN, &others);
            bool goes_on = r > 0 && at != OPEN && cell[d][head] == at;
            cell[d][r] = goes_on ? COVERED : at;
            more[d][r] = others;
            span[d][r] = 1;
            if (goes_on) {
                span[d][head]++;
                more[d][head] = others > more[d][head] ? others : more[d][head];
            } else {
                head = r;
            }
        }
    html(q->page, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table class=\"week\"><thead><tr><td></td>", wk->label);
    for (int d = 0; d < wk->days; d++)
        html(q->page, "<th scope=\"col\">%s</th>", say_date(q->w, wk->monday + d));
    page_add(q->page, "</tr></thead><tbody>\n");
    for (int r = 0; r < rows; r++) {
        int min = wk->from_min + r * ROW_MIN;
        page_add(q->page, "<tr>");
        if (min % 60 == 0)
            html(q->page, "<th scope=\"row\" rowspan=\"%d\">%s</th>", r + 1 < rows ? 2 : 1, say_clock(q->w, min));
        for (int d = 0; d < wk->days; d++) {
            if (cell[d][r] >= 0)
                entry_cell(q, wk, cell[d][r], span[d][r], more[d][r]);
            else if (cell[d][r] == SHUT)
                html(q->page, "<td class=\"shut\" rowspan=\"%d\"></td>", span[d][r]);
            else if (cell[d][r] == OPEN)
                page_add(q->page, "<td></td>");
        }
        page_add(q->page, "</tr>\n");
    }
    page_add(q->page, "</tbody></table></div>\n");
}

void piece_week_steps(struct request *q, const char *base, int32_t monday)
{
    char day[DAY_TEXT];
    html(q->page, "<nav class=\"steps\" aria-label=\"%s\"><a href=\"%sweek=%s\">← %s</a>", tr(q->w, "Weeks"), base,
         day_text(day, monday - 7), tr(q->w, "week before"));
    html(q->page, "<b>%s</b>", say_days(q->w, monday, monday + 6));
    html(q->page, "<a href=\"%sweek=%s\">%s →</a></nav>\n", base, day_text(day, monday + 7), tr(q->w, "week after"));
}
