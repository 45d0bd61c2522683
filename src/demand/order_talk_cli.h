/* order_talk_cli.h -- commands of the conversation on an order. */
#ifndef DEMAND_ORDER_TALK_CLI_H
#define DEMAND_ORDER_TALK_CLI_H

#include "cli/command.h"

extern const struct command order_talk_commands[];

#endif
