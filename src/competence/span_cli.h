/* span_cli.h -- the commands of spans: learn, mark, measure. */
#ifndef COMPETENCE_SPAN_CLI_H
#define COMPETENCE_SPAN_CLI_H

#include "cli/command.h"

extern const struct command span_commands[];

#endif
