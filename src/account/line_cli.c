/* line_cli.c -- see line_cli.h. */
#include "account/line_cli.h"

#include "view/words.h"

#include <sodium.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

const char *line_secret(struct call *c)
{
    char line[512] = "";
    struct termios was, quiet;
    bool hidden = isatty(STDIN_FILENO) == 1 && tcgetattr(STDIN_FILENO, &was) == 0;
    if (hidden) {
        quiet = was;
        quiet.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
        fprintf(c->err, "%s: ", tr(c->w, "password"));
        fflush(c->err);
    }
    bool got = fgets(line, sizeof(line), stdin) != NULL;
    if (hidden) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
        fputc('\n', c->err);
    }
    line[strcspn(line, "\r\n")] = '\0';
    const char *password = take_copy(c->w, line, strlen(line));
    sodium_memzero(line, sizeof(line));
    if (!got)
        fail(c->w, NOT_VALID, "%s", tr(c->w, "the password is read from standard input, one line, and there was none"));
    return password;
}
