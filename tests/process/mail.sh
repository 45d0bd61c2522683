#!/bin/sh
# mail.sh CAVT -- letters through a real server of mail on loopback; skipped with a word where node or smtp-server is missing.
[ -d "$(dirname "$0")/../../node_modules/smtp-server" ] || { echo "# SKIP smtp-server is not installed: npm ci"; exit 0; }
exec node "$(dirname "$0")/mail.mjs" "$(realpath "$1")"
