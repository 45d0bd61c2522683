/* help_shell.c -- completion for bash, zsh and fish, as lines the shells read.  Commands are completed
 * word by word; options by command; a closed list of values by option; everything else by file names. */
#include "cli/help.h"

#include "cli/help_private.h"
#include "view/words.h"

#include <string.h>

/* each_option: f for every option of the row, then of every command. */
static void each_option(struct call *c, const struct command *row,
                        void (*f)(struct call *c, const struct command *row, const struct option *o))
{
    for (const struct option *o = row->options; o != NULL && o->name != NULL; o++)
        f(c, row, o);
    for (const struct option *o = cli_everywhere; o->name != NULL; o++)
        f(c, row, o);
}

/* quoted: s within single quotes, as all three shells read it. */
static void quoted(FILE *out, const char *s)
{
    fputc('\'', out);
    for (; *s != '\0'; s++)
        if (*s == '\'')
            fputs("'\\''", out);
        else
            fputc(*s, out);
    fputc('\'', out);
}

static bool closed(const struct option *o)
{
    return o->takes != NULL && strchr(o->takes, '|') != NULL &&
           strpbrk(o->takes, "ABCDEFGHIJKLMNOPQRSTUVWXYZ. ") == NULL;
}

static const char *spaced(struct call *c, const char *list)
{
    char *s = take_text(c->w, "%s", list);
    for (char *at = s; *at != '\0'; at++)
        if (*at == '|')
            *at = ' ';
    return s;
}

/* ---------------------------------------------------------------- bash */

static void bash_option(struct call *c, const struct command *row, const struct option *o)
{
    (void)row;
    fprintf(c->out, " --%s", o->name);
}

static void bash_value(struct call *c, const struct command *row, const struct option *o)
{
    if (closed(o))
        fprintf(c->out, "    '%s --%s') words='%s' ;;\n", row->name, o->name, spaced(c, o->takes));
}

static void bash(struct call *c)
{
    fputs("# bash completion for cavt, printed by: cavt help --as bash\n"
          "_cavt() {\n"
          "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} name= words= i\n"
          "  COMPREPLY=()\n"
          "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
          "    case \"${name:+$name }${COMP_WORDS[i]}\" in\n",
          c->out);
    for (const struct command *const *t = c->tables; *t != NULL; t++)
        for (const struct command *row = *t; row->name != NULL; row++) {
            const char *space = strchr(row->name, ' ');
            if (space != NULL)
                fprintf(c->out, "      '%.*s') name='%.*s' ;;\n", (int)(space - row->name), row->name,
                        (int)(space - row->name), row->name);
            fprintf(c->out, "      '%s') name='%s' ;;\n", row->name, row->name);
        }
    fputs("    esac\n  done\n  case \"$name $prev\" in\n", c->out);
    for (const struct command *const *t = c->tables; *t != NULL; t++)
        for (const struct command *row = *t; row->name != NULL; row++)
            each_option(c, row, bash_value);
    fputs("  esac\n  if [ -z \"$words\" ]; then case \"$name:$cur\" in\n", c->out);
    for (const struct command *const *t = c->tables; *t != NULL; t++)
        for (const struct command *row = *t; row->name != NULL; row++) {
            fprintf(c->out, "    '%s':-*) words='", row->name);
            each_option(c, row, bash_option);
            fputs("' ;;\n", c->out);
        }
    fputs("    :*) words='", c->out);
    for (const struct command *const *t = c->tables; *t != NULL; t++)
        for (const struct command *row = *t; row->name != NULL; row++)
            fprintf(c->out, " %.*s", (int)strcspn(row->name, " "), row->name);
    fputs("' ;;\n", c->out);
    for (const struct command *const *t = c->tables; *t != NULL; t++)
        for (const struct command *row = *t; row->name != NULL; row++) {
            size_t len = strcspn(row->name, " ");
            if (row->name[len] == '\0')
                continue;
            fprintf(c->out, "    '%.*s':*) words=\"$words", (int)len, row->name);
            for (const struct command *const *u = c->tables; *u != NULL; u++)
                for (const struct command *other = *u; other->name != NULL; other++)
                    if (strncmp(other->name, row->name, len + 1) == 0)
                        fprintf(c->out, " %s", other->name + len + 1);
            fputs("\" ;;\n", c->out);
        }
    fputs("  esac; fi\n"
          "  if [ -n \"$words\" ]; then COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
          "  else COMPREPLY=($(compgen -f -- \"$cur\")); fi\n"
          "}\n"
          "complete -o filenames -F _cavt cavt\n",
          c->out);
}

/* ---------------------------------------------------------------- zsh */

static void zsh_option(struct call *c, const struct command *row, const struct option *o)
{
    (void)row;
    const char *help = tr(c->w, o->help);
    char *plain = take_text(c->w, "--%s[%s]%s%s", o->name, help, o->takes == NULL ? "" : ":",
                            o->takes == NULL ? ""
                            : closed(o)      ? take_text(c->w, "value:(%s)", spaced(c, o->takes))
                                             : take_text(c->w, "%s:_files", o->takes));
    for (char *at = plain + strlen(o->name) + 3; (at = strchr(at, ':')) != NULL && at < plain + strlen(o->name) + 3 + strlen(help);)
        *at = ';'; /* a colon would end the message */
    fputc(' ', c->out);
    quoted(c->out, plain);
}

static void zsh(struct call *c)
{
    fputs("#compdef cavt\n# zsh completion for cavt, printed by: cavt help --as zsh\n"
          "_cavt() {\n"
          "  local -a commands\n"
          "  commands=(\n",
          c->out);
    for (const struct command *const *t = c->tables; *t != NULL; t++)
        for (const struct command *row = *t; row->name != NULL; row++) {
            fputs("    ", c->out);
            quoted(c->out, take_text(c->w, "%s:%s", row->name, tr(c->w, row->help)));
            fputc('\n', c->out);
        }
    fputs("  )\n"
          "  local two=\"$words[2] $words[3]\" one=\"$words[2]\"\n"
          "  case \"$two\" in\n",
          c->out);
    for (int pass = 2; pass >= 1; pass--) {
        for (const struct command *const *t = c->tables; *t != NULL; t++)
            for (const struct command *row = *t; row->name != NULL; row++) {
                if ((strchr(row->name, ' ') != NULL) != (pass == 2))
                    continue;
                fprintf(c->out, "    '%s'%s) (( CURRENT > %d )) && { _arguments", row->name,
                        pass == 1 ? "\\ *" : "", pass + 1);
                each_option(c, row, zsh_option);
                fputs(" '*:file:_files'; return } ;;\n", c->out);
            }
    }
    fputs("  esac\n"
          "  local -a heads\n"
          "  if (( CURRENT == 2 )); then\n"
          "    heads=(${(u)${commands%%[ :]*}})\n"
          "    compadd -a heads\n"
          "  elif (( CURRENT == 3 )); then\n"
          "    heads=(${${${(M)commands:#$one *}#$one }%%:*})\n"
          "    compadd -a heads\n"
          "  fi\n"
          "}\n"
          "_cavt \"$@\"\n",
          c->out);
}

/* ---------------------------------------------------------------- fish */

static void fish_option(struct call *c, const struct command *row, const struct option *o)
{
    fprintf(c->out, "complete -c cavt -n '__cavt_is %s' -l %s -d ", row->name, o->name);
    quoted(c->out, tr(c->w, o->help));
    if (closed(o))
        fprintf(c->out, " -x -a '%s'", spaced(c, o->takes));
    else if (o->takes != NULL)
        fputs(" -r", c->out);
    fputc('\n', c->out);
}

static void fish(struct call *c)
{
    fputs("# fish completion for cavt, printed by: cavt help --as fish\n"
          "function __cavt_is\n"
          "    set -l typed (commandline -opc)\n"
          "    set -l last (math (count $argv) + 1)\n"
          "    test (count $typed) -ge $last; and test \"$typed[2..$last]\" = \"$argv\"\n"
          "end\n"
          "function __cavt_at\n"
          "    test (count (commandline -opc)) -eq (math (count $argv) + 1); and begin; test (count $argv) -eq 0; or __cavt_is $argv; end\n"
          "end\n",
          c->out);
    for (const struct command *const *t = c->tables; *t != NULL; t++)
        for (const struct command *row = *t; row->name != NULL; row++) {
            const char *space = strchr(row->name, ' ');
            if (space == NULL)
                fprintf(c->out, "complete -c cavt -f -n '__cavt_at' -a '%s' -d ", row->name);
            else
                fprintf(c->out,
                        "complete -c cavt -f -n '__cavt_at' -a '%.*s'\n"
                        "complete -c cavt -f -n '__cavt_at %.*s' -a '%s' -d ",
                        (int)(space - row->name), row->name, (int)(space - row->name), row->name, space + 1);
            quoted(c->out, tr(c->w, row->help));
            fputc('\n', c->out);
            each_option(c, row, fish_option);
        }
}

bool help_as(struct call *c, const char *form)
{
    static const struct {
        const char *name;
        void (*print)(struct call *c);
    } forms[] = {{"man", help_man}, {"markdown", help_markdown}, {"bash", bash}, {"zsh", zsh}, {"fish", fish}};
    for (size_t i = 0; i < COUNT(forms); i++)
        if (strcmp(forms[i].name, form) == 0) {
            forms[i].print(c);
            return true;
        }
    return help_all(c);
}
