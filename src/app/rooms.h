/* rooms.h -- the tables of all rooms, in one place.  A room's commands come to the command line by one row
 * in rooms.c. */
#ifndef APP_ROOMS_H
#define APP_ROOMS_H

#include "cli/command.h"

extern const struct command *const rooms_commands[]; /* Ended by NULL */

#endif
