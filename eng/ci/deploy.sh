#!/usr/bin/env bash
# Deploys the images of the commit to an environment with creditai, which goes back by itself when it fails.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

[ $# -eq 2 ] || usage "deploy.sh ENVIRONMENT RESULTS_DIRECTORY"
settings_file "$1" >/dev/null
[ -d "$2" ] || fail "$2 is no directory"
# Without them the gates would have nothing to judge.
[ -n "$(find "$2" -name tests.trx -print -quit)" ] || fail "there is no tests.trx below $2"
[ -n "$(find "$2" -name '*.sarif' -print -quit)" ] || fail "there is no SARIF below $2"
[ -n "${CREDITAI_API_KEY:-}" ] || fail "CREDITAI_API_KEY is not set: a key of the environment with the scopes decide, read and models, by which the new slot is tried"
more=()
# A model of the lender's own data scores no generated applications.
[ -z "${APPLICATIONS:-}" ] || more=(--applications "$root/$APPLICATIONS")

tag=$(commit)
status=0
creditai deploy --environment "$1" --image-tag "$tag" --results "$2" ${more[@]+"${more[@]}"} || status=$?
if [ "$status" -eq 0 ]; then
  summary "$1 has $tag."
else
  summary "$1 does not have $tag: creditai deploy ended with $status."
  # What stands now, for whoever reads the log; it must not hide how the deployment ended.
  creditai status --environment "$1" || true
fi
exit "$status"
