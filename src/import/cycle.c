/* cycle.c -- see cycle.h: depth first, with the path in an array. */
#include "import/cycle.h"

#include <stdlib.h>

static int by_from(const void *a, const void *b)
{
    const struct edge *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->to > y->to) - (x->to < y->to);
}

size_t cycle_find(size_t nodes, struct edge *edge, size_t edges, struct edge *ring, size_t most)
{
    enum { UNSEEN, ON_PATH, DONE };
    size_t found = 0, *first = calloc(nodes + 1, sizeof(*first)), *next = calloc(nodes + 1, sizeof(*next));
    size_t *path = calloc(nodes + 1, sizeof(*path)); /* the edge by which each node of the path was left */
    unsigned char *state = calloc(nodes + 1, 1);
    if (first == NULL || next == NULL || path == NULL || state == NULL)
        abort();
    if (edges > 0)
        qsort(edge, edges, sizeof(*edge), by_from);
    for (size_t e = 0; e < edges; e++)
        first[edge[e].from + 1]++;
    for (size_t v = 0; v < nodes; v++) {
        first[v + 1] += first[v];
        next[v] = first[v];
    }
    for (size_t root = 0; root < nodes && found == 0; root++) {
        size_t deep = 0, v = root;
        if (state[root] != UNSEEN)
            continue;
        state[root] = ON_PATH;
        for (;;) {
            if (next[v] < first[v + 1]) {
                size_t e = next[v]++, to = edge[e].to;
                path[deep] = e;
                if (state[to] == ON_PATH) {
                    size_t from = deep;
                    while (edge[path[from]].from != to)
                        from--;
                    for (; from <= deep && found < most; from++)
                        ring[found++] = edge[path[from]];
                    break;
                }
                if (state[to] == UNSEEN) {
                    state[to] = ON_PATH;
                    deep++;
                    v = to;
                }
            } else {
                state[v] = DONE;
                if (deep == 0)
                    break;
                v = edge[path[--deep]].from;
            }
        }
    }
    free(first);
    free(next);
    free(path);
    free(state);
    return found;
}
