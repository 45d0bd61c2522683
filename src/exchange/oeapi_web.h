/* oeapi_web.h -- the Open Education API 6.0 (openonderwijsapi.nl), as other institutions' systems speak it: our tables seen
 * as its objects.
 *
 *   organisation  Organisation          site            Building        room      Room
 *   programme     Programme             module          Course          its parts LearningComponent
 *   competence    LearningOutcome       start           ProgrammeOffering
 *   a module of a start or an offer     CourseOffering  lesson          LearningComponentOffering
 *   a cohort of an offer                Group           staff           Person
 *   who teaches a lesson or module      Association     years, halves   AcademicSession
 *
 * Its ids are UUIDs (version 8, RFC 9562) that hold the region's stamp, the kind and our own ids, so that they need no
 * table, never change, and differ from those of any other region. */
#ifndef EXCHANGE_OEAPI_WEB_H
#define EXCHANGE_OEAPI_WEB_H

#include "web/route.h"

extern const struct route oeapi_routes[];

#endif
