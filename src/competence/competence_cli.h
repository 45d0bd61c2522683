/* competence_cli.h -- cavt competence link, mark, measure; cavt occupation code. */
#ifndef COMPETENCE_COMPETENCE_CLI_H
#define COMPETENCE_COMPETENCE_CLI_H

#include "cli/command.h"

extern const struct command competence_commands[];

#endif
