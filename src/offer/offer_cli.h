#ifndef OFFER_OFFER_CLI_H
#define OFFER_OFFER_CLI_H
#include "cli/command.h"
extern const struct command offer_commands[];
#endif
