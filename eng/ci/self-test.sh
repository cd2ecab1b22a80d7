#!/usr/bin/env bash
# Runs the tests of these scripts, which need no network, no cluster and no .NET.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

[ $# -eq 0 ] || usage "self-test.sh"
failed=0
for test in "$root"/eng/ci/tests/*.sh; do
  if "$test"; then
    say "passed $(basename "$test" .sh)"
  else
    say "FAILED $(basename "$test" .sh)"
    failed=1
  fi
done
exit "$failed"
