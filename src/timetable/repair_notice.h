/* repair_notice.h -- private to repair: who is told of moved lessons, by mail, each of what concerns them.
 * Owners of what is used or no longer used, the employer; teachers and learners where the region knows their addresses. */
#ifndef TIMETABLE_REPAIR_NOTICE_H
#define TIMETABLE_REPAIR_NOTICE_H

#include "timetable/repair.h"
#include "timetable/repair_keep.h"

enum repair_event { REPAIR_MOVED, REPAIR_MOVED_BACK };

/* repair_tell: the notices into the outbox, in the same transaction; with a list, only who would be told. */
MUST bool repair_tell(struct work *w, const struct shift *s, int n, enum repair_event event, struct told_list *preview);

#endif
