/* timetable_web.h -- pages of the timetable, of breakdowns and of repairs. */
#ifndef TIMETABLE_TIMETABLE_WEB_H
#define TIMETABLE_TIMETABLE_WEB_H

#include "web/route.h"

extern const struct route timetable_routes[], repair_routes[];

#endif
