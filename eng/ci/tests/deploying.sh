#!/usr/bin/env bash
# What leads to a deployment: the kubeconfig, the gates' results, the command and its exit code.
set -euo pipefail
# shellcheck source=../lib/testing.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib/testing.sh"

export CALLS=$work/calls
: >"$CALLS"

export CLUSTER_NAME=creditai-staging CLUSTER_SERVER=https://abc.example.com CLUSTER_CA=QUJD AWS_REGION=eu-central-1 GITHUB_ENV=$work/env
expect 0 "wrote a kubeconfig" "$ci/kubeconfig.sh" "$work/kube/config"
[ "$(stat -c %a "$work/kube/config")" = 600 ]
grep -qx "KUBECONFIG=$work/kube/config" "$GITHUB_ENV"
if command -v kubectl >/dev/null; then
  expect 0 "https://abc.example.com" kubectl --kubeconfig "$work/kube/config" config view --minify
fi
CLUSTER_CA='' expect 1 "CLUSTER_CA is not set" "$ci/kubeconfig.sh" "$work/kube/none"
CLUSTER_NAME=$'x\nusers:' expect 1 "is no name of a cluster" "$ci/kubeconfig.sh" "$work/kube/none"
CLUSTER_SERVER=http://abc expect 1 "is no https address" "$ci/kubeconfig.sh" "$work/kube/none"
[ ! -e "$work/kube/none" ]
unset GITHUB_ENV

stub creditai <<'STUB'
echo "creditai $*" >>"$CALLS"
if [ "$1" = deploy ]; then exit "${DEPLOYED:-0}"; fi
STUB
export CREDITAI=creditai
mkdir -p "$work/gates/test-results" "$work/gates/security-results"
expect 2 usage "$ci/deploy.sh" staging
expect 1 "no tests.trx" "$ci/deploy.sh" staging "$work/gates"
touch "$work/gates/test-results/tests.trx"
expect 1 "no SARIF" "$ci/deploy.sh" staging "$work/gates"
touch "$work/gates/security-results/codeql.sarif"
expect 1 "CREDITAI_API_KEY is not set" "$ci/deploy.sh" staging "$work/gates"
export CREDITAI_API_KEY=a-key-of-a-test
expect 0 "staging has $GITHUB_SHA" "$ci/deploy.sh" staging "$work/gates"
grep -qx "creditai deploy --environment staging --image-tag $GITHUB_SHA --results $work/gates" "$CALLS"
DEPLOYED=3 expect 3 "creditai deploy ended with 3" "$ci/deploy.sh" production "$work/gates"
grep -qx "creditai status --environment production" "$CALLS"
expect 1 "does not exist" "$ci/deploy.sh" nowhere "$work/gates"
GITHUB_SHA=main expect 1 "is no commit" "$ci/deploy.sh" staging "$work/gates"

stub gh <<'STUB'
echo "gh $*" >>"$CALLS"
case "$1 $2" in
  "run list") printf '%s' "$RUNS" ;;
  "run download") mkdir -p "$7/sarif-codeql" && touch "$7/sarif-codeql/csharp.sarif" ;;
  "issue list") printf '%s' "$ISSUES" ;;
esac
STUB
export GITHUB_REPOSITORY=lender/creditai SECURITY_SECONDS=0 SECURITY_MINUTES=1 RUNS=''
RUNS='[{"databaseId": 5, "status": "completed", "conclusion": "failure"}, {"databaseId": 7, "status": "completed", "conclusion": "success"}]'
expect 0 "passed" "$ci/security-results.sh" "$work/security"
[ -f "$work/security/sarif-codeql/csharp.sarif" ]
RUNS='[{"databaseId": 5, "status": "completed", "conclusion": "failure"}]'
expect 1 "did not pass" "$ci/security-results.sh" "$work/security"
RUNS='[{"databaseId": 5, "status": "in_progress", "conclusion": ""}]'
expect 1 "has not ended in 1 minutes" "$ci/security-results.sh" "$work/security"
RUNS='[]'
expect 1 "has not ended" "$ci/security-results.sh" "$work/security"

export ISSUES='[{"number": 3, "title": "The drill"}]' GITHUB_RUN_ID=9
expect 0 "" "$ci/open-issue.sh" "The drill" "It failed."
grep -q "gh issue comment 3 --repo lender/creditai --body It failed." "$CALLS"
expect 0 "" "$ci/open-issue.sh" "Another" "It failed."
grep -q "gh issue create --repo lender/creditai --title Another" "$CALLS"
grep -q "https://github.com/lender/creditai/actions/runs/9" "$CALLS"
