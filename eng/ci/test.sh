#!/usr/bin/env bash
# Builds and tests as .ci/run does, and leaves artifacts/test-results/tests.trx.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

[ $# -eq 0 ] || usage "test.sh"
status=0
bash "$root/.ci/run" || status=$?

results=$root/artifacts/test-results/tests.trx
if [ -f "$results" ]; then
  # `|| true`: a run that broke off has no counters, and the exit code says so already.
  counters=$(grep -o '<Counters [^>]*>' "$results" || true)
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
  summary "Tests: $(count passed) passed, $(count failed) failed, of $(count total)."
else
  say "There are no results: the build or the formatting failed."
fi
exit "$status"
