#!/usr/bin/env bash
# Tells the share of lines and branches that a Cobertura report counts as reached.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

[ $# -eq 1 ] || usage "coverage-summary.sh REPORT"
[ -f "$1" ] || fail "$1 does not exist"

# Whatever the order of the attributes: only those of the root element count.
element=$(grep -o -m1 '<coverage [^>]*>' "$1" || true)
[ -n "$element" ] || fail "$1 is no Cobertura report"
share() {
  local value
  value=$(sed -n "s/.*[[:space:]]$1=\"\([0-9.]*\)\".*/\1/p" <<<"$element")
  [ -n "$value" ] || fail "$2 has no $1"
  awk -v share="$value" 'BEGIN { printf "%.1f %%", 100 * share }'
}
lines=$(share line-rate "$1")
branches=$(share branch-rate "$1")
summary "Coverage: $lines of lines, $branches of branches."
