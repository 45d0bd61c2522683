/* demand_cli.h -- cavt vacancy add; cavt demand need, forecast, backtest. */
#ifndef DEMAND_DEMAND_CLI_H
#define DEMAND_DEMAND_CLI_H

#include "cli/command.h"

extern const struct command demand_commands[];

#endif
