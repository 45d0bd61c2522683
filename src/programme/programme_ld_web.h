/* programme_ld_web.h -- programmes and modules as other machines read them: JSON-LD in the terms of schema.org
 * (EducationalOccupationalProgram, Course, CourseInstance), whose mapping to CTDL is in docs/api.md. */
#ifndef PROGRAMME_PROGRAMME_LD_WEB_H
#define PROGRAMME_PROGRAMME_LD_WEB_H

#include "web/route.h"

/* Each writes <script type="application/ld+json"> into the page's head.  A data block: it runs nothing, so the
 * Content-Security-Policy lets it be. */
MUST bool programme_ld(struct request *q, struct page *out, int64_t programme_id);
MUST bool module_ld(struct request *q, struct page *out, int64_t module_id);

/* programme_ld_all(q, out): every approved programme as one graph, for bulk readers. */
MUST bool programme_ld_all(struct request *q, struct page *out);

#endif
