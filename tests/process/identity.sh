#!/bin/sh
# identity.sh CAVT -- signing in by a real provider of identity on loopback; skipped with a word where node or oidc-provider is missing.
[ -d "$(dirname "$0")/../../node_modules/oidc-provider" ] || { echo "# SKIP oidc-provider is not installed: npm ci"; exit 0; }
exec node "$(dirname "$0")/identity.mjs" "$(realpath "$1")"
