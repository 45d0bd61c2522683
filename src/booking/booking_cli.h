/* booking_cli.h -- the commands by which rooms, machines and people are asked for outside any offer.
 *
 * The room `booking`: the pages and commands of requests (resource/claim.h).  It stands downstream of `offer` because
 * what offers held and lost to time is cleared before anything is asked for.
 * Upstream: resource, demand, programme, offer. */
#ifndef BOOKING_BOOKING_CLI_H
#define BOOKING_BOOKING_CLI_H

#include "cli/command.h"

extern const struct command booking_commands[];

#endif
