/* command.h -- what a room says about its commands: one row each.  `cavt help`, the manual page, the
 * completion and docs/commands.md are printed from these rows, so nothing is said twice. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "base/work.h"

#include <stdio.h>

struct sheet;

struct option {
    const char *name;  /* "seed" is written --seed */
    const char *takes; /* "N"; NULL for a switch; lower-case words, "text|csv", are a closed list */
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
    const struct command *const *tables; /* All of them, for help */
    FILE *out;          /* Where the answer goes; errors never go here */
    FILE *err;          /* Progress and warnings; the error itself is written by cli_run */
    struct sheet *sheet; /* call_sheet's, written to out once the command has succeeded */
    bool misused;       /* The failure is wrong usage: status 2 instead of its fault's */
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

/* call_misused(c, fmt, ...): fail the work as wrong usage (exit status 2). */
bool call_misused(struct call *c, const char *fmt, ...) LIKE(2, 3);

/* call_sheet(c): the command's sheet, in the form --as asks for; it reaches c->out once the command has
 * succeeded.  CALL_AS is the option's row. */
struct sheet *call_sheet(struct call *c);
/* call_show(c): write the sheet now, for a command that is going to fail after it. */
void call_show(struct call *c);
extern const char call_as[];
#define CALL_AS {"as", "text|csv|json|html|xlsx", call_as}

/* cli_everywhere: the options every command takes: --lang, --help, --version.  cli_status: what each exit
 * status means.  Help prints both. */
extern const struct option cli_everywhere[];
struct status {
    int status;
    const char *means;
};
extern const struct status cli_statuses[];

/* cli_main(tables, argc, argv): find the row with the longest name, check, open, run, report.  `tables` is
 * a NULL-terminated list of tables, each ended by a row without a name.  Options may stand anywhere:
 * --seed 7, --seed=7; after -- everything is an operand.  Returns the exit status, as in cli_statuses.
 * An error is one sentence on stderr.  cli_run is the same with the two streams given. */
int cli_main(const struct command *const *tables, int argc, char **argv);
int cli_run(const struct command *const *tables, int argc, const char *const *argv, FILE *out, FILE *err);

/* cli_nearest(word, names, n): the name that `word` is most likely a slip of, or NULL if none is near. */
const char *cli_nearest(const char *word, const char *const *names, size_t n);

#endif
