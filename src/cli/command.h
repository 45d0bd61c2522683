/* command.h -- what a room says about its commands: one row each.  `cavt help`, the manual page, the
 * completion and docs/commands.md are printed from these rows, so nothing is said twice. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "base/work.h"

#include <stdio.h>

struct sheet;

struct option {
    const char *name;  /* "seed" is written --seed */
    const char *takes; /* "N"; NULL for a switch */
    const char *help;  /* English; translated through words/ */
};

struct call;

struct command {
    const char *name;  /* "offer make" */
    const char *takes; /* Operands after the name: "DB ORDER", "[DIR]", "PATH..." */
    enum { NO_DB, MAKES_DB, NEEDS_DB } db; /* NEEDS_DB, MAKES_DB: the first operand is opened as w->db */
    const struct option *options;          /* Ended by {0}; NULL for none */
    bool (*run)(struct call *c);
    const char *help; /* One line, English; translated through words/ */
};

/* call: one command as it was typed, already checked against its row. */
struct call {
    struct work *w;
    const struct command *command;
    const char *const *arg; /* Operands without the DB, NULL-terminated */
    int args;
    FILE *out;          /* Where the answer goes; errors never go here */
    const char *db_where; /* The DB operand as typed, NULL if none */
    bool terminal;      /* stderr is a terminal: progress may be shown */
    const char **value; /* By option, in the row's order; NULL if absent, "" for a given switch */
};

/* call_has(c, "why"), call_text(c, "as", "text"), call_int(c, "seed", 1, 0, INT64_MAX): option values.
 * call_int fails the work with a sentence when the value is not a whole number within lo..hi. */
bool call_has(const struct call *c, const char *option);
const char *call_text(const struct call *c, const char *option, const char *otherwise);
int64_t call_int(struct call *c, const char *option, int64_t otherwise, int64_t lo, int64_t hi);
double call_real(struct call *c, const char *option, double otherwise, double lo, double hi);

/* call_sheet(c): a sheet that writes to c->out in the form --as asks for (text, csv, json, html, xlsx). */
struct sheet *call_sheet(struct call *c);

/* cli_main(tables, argc, argv): find the row, check, open, run, report.  Returns the exit status:
 * 0 done, 1 the machine or database failed, 2 wrong usage, 3 not found, 4 not valid, 5 not allowed,
 * 6 conflict, 7 a limit was reached.  An error is one sentence on stderr. */
int cli_main(const struct command *const *tables, int argc, char **argv);

#endif
