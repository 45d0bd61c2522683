#include "import/source.h"
#include "import/import.h"
bool source_xlsx(struct intake *in, const char *folder) { (void)folder; return fine(in->w); }
bool export_workbook(struct work *w, const char *file, bool empty, bool over) { (void)empty; (void)over; return fail(w, BROKEN, "not yet: %s", file); }
