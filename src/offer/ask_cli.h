#ifndef OFFER_ASK_CLI_H
#define OFFER_ASK_CLI_H
#include "cli/command.h"
extern const struct command ask_commands[];
#endif
