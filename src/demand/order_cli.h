#ifndef DEMAND_ORDER_CLI_H
#define DEMAND_ORDER_CLI_H
#include "cli/command.h"
extern const struct command order_commands[];
#endif
