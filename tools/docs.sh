#!/bin/sh
# docs.sh CAVT -- write the pages of docs/ that the program prints from its own tables.
# docs.sh CAVT --check -- only say whether they are as it would print them.
set -u
cavt=$(realpath "$1") stale=0
cd "$(dirname "$0")/.." || exit 1
while read -r page command; do
    LC_ALL=C.UTF-8 "$cavt" --lang en $command >"$page.new" || exit 1
    if [ "${2:-}" = --check ]; then
        cmp -s "$page" "$page.new" || {
            echo "$page is stale: write it anew with tools/docs.sh $cavt"
            diff "$page" "$page.new" | head -20
            stale=1
        }
        rm -f "$page.new"
    else
        mv "$page.new" "$page"
    fi
done <<END
docs/commands.md help --as markdown
docs/routes.md routes --as markdown
END
exit $stale
