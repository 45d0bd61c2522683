# words.awk -- compile words/ru/*.po into one C table sorted by the English (LC_ALL=C).
# The same sentence may stand in several files; the first file's translation counts, so where two rooms mean
# different things by a word, one of them should say it in other English.
# usage: awk -f tools/words.awk words/ru/*.po > words_ru.h
function complain(why) { printf "%s:%d: %s\n", FILENAME, FNR, why > "/dev/stderr"; bad = 1 }
function quoted(s) { if (s !~ /^".*"$/) { complain("not a quoted string: " s); return "" } return substr(s, 2, length(s) - 2) }
function close_entry(   k) {
    if (id != "" && str[0] != "" && !fuzzy) {
        k = plural SUBSEP str[0] SUBSEP str[1] SUBSEP str[2]
        if (plural != "" && (str[1] == "" || str[2] == "")) complain("\"" id "\" needs three forms: msgstr[0], [1], [2]")
        if (!(id in row)) { row[id] = k; from[id] = FILENAME; order[++n] = id }
    }
    id = plural = str[0] = str[1] = str[2] = ""; field = ""; fuzzy = 0
}
FNR == 1 { close_entry() }
/^#, .*fuzzy/ { close_entry(); fuzzy = 1; next }
/^#/ || /^[ \t\r]*$/ { next }
/^msgid / { was = fuzzy; close_entry(); fuzzy = was; field = "id"; sub(/^msgid /, ""); id = quoted($0); next }
/^msgid_plural / { field = "plural"; sub(/^msgid_plural /, ""); plural = quoted($0); next }
/^msgstr / { field = 0; sub(/^msgstr /, ""); str[0] = quoted($0); next }
/^msgstr\[[0-2]\] / { field = substr($0, 8, 1) + 0; sub(/^msgstr\[[0-2]\] /, ""); str[field] = quoted($0); next }
/^"/ { if (field == "id") id = id quoted($0); else if (field == "plural") plural = plural quoted($0); else str[field] = str[field] quoted($0); next }
{ complain("neither msgid, msgstr nor a comment: " $0) }
# Escapes other than \" and \\ would sort elsewhere than the bytes they stand for; \n alone is common.
function sortkey(s) { gsub(/\\n/, "\n", s); gsub(/\\"/, "\"", s); gsub(/\\\\/, "\\", s); return s }
function sift(i, m,   c, t) {
    while ((c = 2 * i) <= m) {
        if (c < m && key[order[c]] "" < key[order[c + 1]] "") c++
        if (key[order[i]] "" >= key[order[c]] "") return
        t = order[i]; order[i] = order[c]; order[c] = t; i = c
    }
}
function text(s) { return s == "" ? "NULL" : "\"" s "\"" }
END {
    close_entry()
    if (bad) exit 1
    for (i = 1; i <= n; i++) key[order[i]] = sortkey(order[i])
    for (i = int(n / 2); i >= 1; i--) sift(i, n)
    for (i = n; i > 1; i--) { t = order[1]; order[1] = order[i]; order[i] = t; sift(1, i - 1) }
    print "/* made by tools/words.awk */\nstatic const struct word WORDS_RU[] = {"
    for (i = 1; i <= n; i++) {
        split(row[order[i]], f, SUBSEP)
        printf "    {\"%s\", %s, \"%s\", %s, %s},\n", order[i], text(f[1]), f[2], text(f[3]), text(f[4])
    }
    print "    {NULL, NULL, NULL, NULL, NULL},\n};"
}
