#!/bin/sh
# run.sh CAVT FILE... -- play transcripts and compare.  A transcript is what a terminal shows:
#   $ cavt init r.db          the command, run by sh in an empty folder where demo/ is the project's
#   the database is ready     what it must say, on both streams; <*> stands for anything in a line, and
#   ...                       a line of three dots for any lines
#   ? 3                       the exit status, where it is not 0
# Lines that begin with # are for the reader; "# needs: NAME..." asks for folders of real data kept beside the
# project (in $CAVT_DATA, else ../shared/data), and without them the file is skipped.  A file README.md gives its ```console blocks.
# Says "ok" or "not ok" for each file and ends with "N passed, N failed".
set -u
cavt=$(realpath "$1")
shift
top=$(realpath "$(dirname "$0")/../..")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM
mkdir "$tmp/bin"
ln -s "$cavt" "$tmp/bin/cavt"
data=$(realpath "${CAVT_DATA:-$top/../shared/data}" 2>/dev/null)
passed=0 failed=0 skipped=0
for file in "$@"; do
    name=${file##*/}
    rm -rf "$tmp/here"
    mkdir "$tmp/here"
    [ ! -d "$top/demo" ] || ln -s "$top/demo" "$tmp/here/demo"
    lacks=
    for need in $(sed -n 's/^# needs: //p' "$file"); do
        if [ -n "$data" ] && [ -e "$data/$need" ]; then ln -s "$data/$need" "$tmp/here/$need"; else lacks=$need; fi
    done
    [ -z "$lacks" ] || {
        skipped=$((skipped + 1))
        printf 'ok - transcript %s # SKIP there is no %s here\n' "$name" "$lacks"
        continue
    }
    case "$file" in
    *.md) awk '/^```console$/ { on = 1; next } /^```/ { on = 0 } on' "$file" >"$tmp/want" ;;
    *) cp "$file" "$tmp/want" ;;
    esac
    awk -v q="'" '
        function quoted(s) { gsub(q, q "\\" q q, s); return q s q }
        /^\$ / { line = substr($0, 3); print "printf \"%s\\n\" " quoted("$ " line); print "( " line "\n) </dev/null 2>&1 || echo \"? $?\"" ; next }
        /^#/ { print "printf \"%s\\n\" " quoted($0) }' "$tmp/want" >"$tmp/play"
    (cd "$tmp/here" && env -i PATH="$tmp/bin:$PATH" HOME="$tmp/here" LC_ALL=C.UTF-8 CAVT_DATA="${CAVT_DATA:-}" \
        ASAN_OPTIONS="${ASAN_OPTIONS:-}" sh "$tmp/play" >"$tmp/got" 2>&1)
    if awk -f "$top/tests/transcript/same.awk" "$tmp/want" "$tmp/got" >"$tmp/why"; then
        say="ok"
        passed=$((passed + 1))
    else
        say="not ok"
        failed=$((failed + 1))
    fi
    printf '%s %d - transcript %s\n' "$say" $((passed + failed)) "$name"
    [ "$say" = ok ] || sed 's/^/# /' "$tmp/why"
done
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" = 0 ]
