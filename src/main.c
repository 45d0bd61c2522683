/* main.c -- argv -> command row -> one work -> exit status. */
#include "app/rooms.h"

#include <locale.h>

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8"); /* UTF-8 whatever the terminal says; numbers always with a point */
    return cli_main(rooms_commands, argc, argv);
}
