#!/bin/sh
# run.sh CAVT -- the pages in Chromium; needs node, Chromium and the npm packages, and says so where one is missing.
command -v node >/dev/null || { echo 'ok - pages in a browser # SKIP node is not installed'; echo '0 passed, 0 failed, 1 skipped'; exit 0; }
exec node "$(dirname "$0")/run.mjs" "$(realpath "$1")"
