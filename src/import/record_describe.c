/* record_describe.c -- docs/data.md, printed from the tables, so that it cannot say another thing than the
 * program does.  Both languages stand side by side: a centre's people share one printed page. */
#include "import/record.h"

#include "base/text.h"

#include <string.h>

static const char OPENING[] =
    "# The region's data · Данные региона\n"
    "\n"
    "*Printed by `cavt sheet list --as md`; a test keeps it fresh. · Печатается командой `cavt sheet list "
    "--as md`.*\n"
    "\n"
    "A centre keeps its records where it likes, commonly in Excel, and brings them here:\n"
    "Центр ведёт записи там, где привык, обычно в Excel, и приносит их сюда:\n"
    "\n"
    "```\n"
    "cavt export region.db blank.xlsx --empty    # blank sheets with hints · пустые листы с подсказками\n"
    "cavt import region.db filled.xlsx --preview # what would change, nothing written · что изменится, без "
    "записи\n"
    "cavt import region.db filled.xlsx           # all or nothing · всё или ничего\n"
    "cavt export region.db folder                # the same sheets as CSV · те же листы в CSV\n"
    "```\n"
    "\n"
    "## How files are read · Как читаются файлы\n"
    "\n"
    "- A sheet is a CSV file named after it (`room.csv`) or a sheet of a workbook (`room`). A folder, single "
    "files and workbooks may be\n"
    "  given together; they are one import. A file of another name is known by its heads, if only one sheet "
    "has such.\n"
    "  · Лист — это файл CSV с его именем или лист книги; папки, файлы и книги можно дать вместе, это один "
    "приём.\n"
    "- Columns are found by their heads, in any order. A column that is left out keeps what is stored; an "
    "empty cell empties it (or\n"
    "  means the value named below). · Столбцы узнаются по заголовкам в любом порядке. Пропущенный столбец "
    "ничего не меняет, пустая\n"
    "  ячейка стирает значение (или означает значение, указанное ниже).\n"
    "- Rows are known by their keys. A row with a known key changes that row, a new key adds one, nothing is "
    "ever deleted by an import. The\n"
    "  same file twice changes nothing. · Строка узнаётся по ключу: известный ключ — правка, новый — "
    "добавление; приём ничего не удаляет,\n"
    "  тот же файл второй раз ничего не меняет.\n"
    "- References are codes. They may point to rows of any file of the same import, whatever the order. · "
    "Ссылки — это коды; они могут\n"
    "  указывать на строки любого файла того же приёма.\n"
    "- CSV: commas, semicolons or tabs (found out); quotes around cells with separators or newlines; UTF-8, "
    "with or without its mark,\n"
    "  UTF-16, or Windows-1251, which is recognised, converted and said. · CSV: запятые, точки с запятой или "
    "табуляция; кодировка UTF-8,\n"
    "  UTF-16 или Windows-1251 (распознаётся и сообщается).\n"
    "- If a single line is wrong, nothing is written. Every refused line is named: file, line, column, "
    "value, what is wrong, what to do; the\n"
    "  first 50 are shown, all are counted. · Если неверна хоть одна строка, не записывается ничего; каждая "
    "названа: файл, строка,\n"
    "  столбец, значение, что не так и что сделать; показаны первые 50, сосчитаны все.\n"
    "\n"
    "## How values are written · Как пишутся значения\n"
    "\n"
    "| kind · вид | example · пример | |\n"
    "|---|---|---|\n"
    "| code · код | `kmt-main` | Latin letters, digits, `. _ : / -`, at most 160; never changes · латиница, "
    "цифры и `. _ : / -`; не меняется |\n"
    "| money · деньги | `1250.00` | units of the region's currency; `1 250,50` is understood too, more than "
    "two decimals are refused · в валюте региона |\n"
    "| day · день | `2027-03-01` | `01.03.2027` is understood too · можно и `01.03.2027` |\n"
    "| time · время | `09:00` | from `00:00` to `24:00`, by the region's clock · по часам региона |\n"
    "| day and time · день и время | `2027-03-01T09:00` | |\n"
    "| weekdays · дни недели | `12345` | 1 Monday .. 7 Sunday · 1 понедельник .. 7 воскресенье |\n"
    "| flag · да/нет | `1` | or `0`; yes, no, да, нет are understood |\n"
    "| list · список | `owner;base` | parted by `;` · через `;` |\n"
    "\n"
    "An academic hour is 45 minutes. In the tables **\\*** marks the key and **!** what must not be empty.\n"
    "Академический час — 45 минут. В таблицах **\\*** — ключ, **!** — обязательно.\n"
    "\n";

static const char CLOSING[] =
    "## Published lists · Опубликованные перечни\n"
    "\n"
    "`cavt import` knows these folders by their files; each may be imported again when a newer edition "
    "comes.\n"
    "Эти папки `cavt import` узнаёт по файлам; новое издание можно принять поверх старого.\n"
    "\n"
    "| list | what becomes of it |\n"
    "|---|---|\n"
    "| ESCO (`skills_en.csv` ...) | skills `esco:<uuid>`, groups `esco:S1.2.3` and `esco:isced-f/0611` with "
    "their tree (the first broader concept is the parent, others are alignments), related skills, other "
    "labels, occupations `esco:occ:<uuid>` with ISCO group and what they ask for |\n"
    "| O\\*NET (`Occupation Data.txt` ...) | occupations `onet:11-1011.00` with job zone and other titles; "
    "tasks `onet:task:<id>`, technologies `onet:tech:...`, tools `onet:tool:...` in groups `unspsc:<code>`; "
    "core tasks are essential; `soc:11-1011` is the competence \"able to work as\" |\n"
    "| New Jersey's eligible training providers (`programs.csv`, `providers.csv`, "
    "`soc2018_cip2020_crosswalk.csv`) | providers `nj:<id>` with a site each; programmes and modules "
    "`nj:<id>` with hours (clock hours turned into academic ones), price, prerequisites; each gives the "
    "occupations `soc:...` that the crosswalk names for its field of study, at level 1. No dates, rooms or "
    "coordinates are published, so nothing of it is placed in time. Lines that cannot be offered are left "
    "out and counted |\n"
    "\n"
    "## Limits · Пределы\n"
    "\n"
    "A file up to 1 GB, a workbook up to 256 MB (1 GB unpacked), a cell up to 1 MB (32,767 characters in "
    "Excel), a name up to 2,000 bytes, a note up to\n"
    "200,000. Workbooks of the old Excel (`.xls`), OpenDocument and PDF are refused by name.\n";

static void bounds(struct text *t, const struct field *f)
{
    switch (f->kind) {
    case FIELD_CODE: text_add(t, "code"); break;
    case FIELD_LINE: text_add(t, "text"); break;
    case FIELD_NOTE: text_add(t, "text, many lines"); break;
    case FIELD_WHOLE:
    case FIELD_PART: text_fmt(t, "%lld..%lld", (long long)f->lo, (long long)f->hi); break;
    case FIELD_REAL: text_fmt(t, "%lld..%lld, decimals", (long long)f->lo, (long long)f->hi); break;
    case FIELD_MONEY: text_add(t, "money"); break;
    case FIELD_DAY: text_add(t, "day"); break;
    case FIELD_CLOCK: text_add(t, "time"); break;
    case FIELD_WALL: text_add(t, "day and time"); break;
    case FIELD_DAYS: text_add(t, "weekdays"); break;
    case FIELD_FLAG: text_add(t, "0, 1"); break;
    case FIELD_TRAIT: text_add(t, "list"); break;
    case FIELD_REF: text_fmt(t, "code of %s", f->of); break;
    case FIELD_WORD:
    case FIELD_WORDS:
        if (f->kind == FIELD_WORDS)
            text_add(t, "list of ");
        for (const char *p = f->of; *p != '\0'; p += strcspn(p, ";"), p += *p == ';')
            text_fmt(t, "%s`%.*s`", p > f->of ? " " : "", (int)strcspn(p, ";"), p);
        break;
    }
    if (f->otherwise != NULL && *f->otherwise != '\0')
        text_fmt(t, "; empty: `%s`", f->otherwise);
}

static void sheet(struct text *t, const struct record *r)
{
    text_fmt(t,
             "### %s\n\n%s · %s\n\n| column | | values | meaning | значение | example "
             "|\n|---|---|---|---|---|---|\n",
             r->name, r->en, r->ru);
    for (size_t i = 0; i < r->fields; i++) {
        const struct field *f = &r->field[i];
        text_fmt(t, "| `%s` | %s%s | ", f->name, (f->is & KEY) != 0 ? "\\*" : "",
                 (f->is & MUSTHAVE) != 0 ? "!" : "");
        bounds(t, f);
        text_fmt(t, " | %s | %s | %s%s%s |\n", f->en, f->ru, f->example != NULL ? "`" : "",
                 f->example != NULL ? f->example : "", f->example != NULL ? "`" : "");
    }
    text_add(t, "\n");
}

void record_describe(struct text *out)
{
    size_t n;
    const struct record *const *all = record_all(&n);
    text_add(out, OPENING);
    text_add(out, "## The sheets · Листы\n\n");
    for (size_t i = 0; i < n; i++)
        text_fmt(out, "%s[%s](#%s)", i == 0 ? "" : i % 8 == 0 ? " ·\n" : " · ", all[i]->name, all[i]->name);
    text_add(out, "\n\n");
    for (size_t i = 0; i < n; i++)
        sheet(out, all[i]);
    text_add(out, CLOSING);
}
