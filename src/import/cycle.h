/* cycle.h -- rings in "needs" and "belongs to". */
#ifndef IMPORT_CYCLE_H
#define IMPORT_CYCLE_H

#include "base/err.h"

struct edge {
    uint32_t from, to;
    const void *why; /* whoever drew it; carried along, never read */
};

/* cycle_find(nodes, edge, edges, ring, most): the first ring among nodes 0..nodes-1; its edges, in order, in
 * ring[0..n).  Returns n, 0 when there is none.  A ring longer than `most` is given as its first edges.
 * edge[] is put in order of `from`.  O(nodes + edges log edges), no recursion. */
size_t cycle_find(size_t nodes, struct edge *edge, size_t edges, struct edge *ring, size_t most);

#endif
