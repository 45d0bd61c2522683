# same.awk -- whether what was got is what was wanted.  usage: awk -f same.awk want got
# <*> in a wanted line stands for anything; a wanted line "..." for any lines up to one that fits the next.
function fits(want, got,    i, n, part, at) {
    n = split(want, part, "<\\*>")
    if (n == 1) return want == got
    if (substr(got, 1, length(part[1])) != part[1]) return 0
    got = substr(got, length(part[1]) + 1)
    for (i = 2; i < n; i++) {
        at = index(got, part[i])
        if (!at) return 0
        got = substr(got, at + length(part[i]))
    }
    return length(got) >= length(part[n]) && substr(got, length(got) - length(part[n]) + 1) == part[n]
}
FNR == 1 { file++ }
{ gsub(/\302\240|\342\200\257/, " "); sub(/[ \t\r]+$/, "") } # no-break spaces are spaces
file == 1 && !/^$/ { want[++wants] = $0 }
file == 2 && !/^$/ { got[++gots] = $0 }
END {
    g = 1
    for (w = 1; w <= wants; w++) {
        if (want[w] == "...") {
            if (w == wants) { g = gots + 1; break }
            while (g <= gots && !fits(want[w + 1], got[g])) g++
            continue
        }
        if (g > gots || !fits(want[w], got[g])) {
            print "want: " want[w]
            for (i = g; i <= gots && i < g + 12; i++) print "got:  " got[i]
            if (g > gots) print "got:  (nothing more)"
            exit 1
        }
        g++
    }
    if (g <= gots) { print "got, and not wanted: " got[g]; exit 1 }
}
