/* main.c -- argv -> command row -> one work -> exit status. */
#include <stdio.h>

int main(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    puts("cavt " CAVT_VERSION);
    return 0;
}
