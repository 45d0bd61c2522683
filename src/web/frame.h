/* frame.h -- what stands around every page: head, navigation, language, footer. */
#ifndef WEB_FRAME_H
#define WEB_FRAME_H

#include "web/route.h"

/* frame(q): q->page (content only) becomes a whole document. */
void frame(struct request *q);

#endif
