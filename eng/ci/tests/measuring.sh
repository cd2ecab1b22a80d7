#!/usr/bin/env bash
# Tests, coverage, benchmarks and package audits, with programs that stand for .ci/run, dotnet and npm.
set -euo pipefail
# shellcheck source=../lib/testing.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib/testing.sh"

export CALLS=$work/calls
: >"$CALLS"
repository=$work/repository
mkdir -p "$repository/eng" "$repository/.ci" "$repository/CreditAI.Tests"
cp -R "$ci" "$repository/eng/ci"
export REPOSITORY=$repository

cat >"$repository/.ci/run" <<'RUN'
mkdir -p "$REPOSITORY/artifacts/test-results"
[ -n "${BREAKS:-}" ] || echo '<TestRun><Counters total="12" executed="11" passed="9" failed="2" passedButRunAborted="0" /></TestRun>' >"$REPOSITORY/artifacts/test-results/tests.trx"
exit "${TESTED:-0}"
RUN
expect 0 "Tests: 9 passed, 2 failed, of 12." "$repository/eng/ci/test.sh"
TESTED=1 expect 1 "Tests: 9 passed, 2 failed, of 12." "$repository/eng/ci/test.sh"
rm "$repository/artifacts/test-results/tests.trx"
BREAKS=1 TESTED=1 expect 1 "There are no results" "$repository/eng/ci/test.sh"

stub dotnet <<'STUB'
echo "dotnet $*" >>"$CALLS"
case $1 in
  test)
    mkdir -p "$REPOSITORY/artifacts/coverage/run"
    [ -n "${BREAKS:-}" ] || echo '<coverage line-rate="0.9" branch-rate="0.8"></coverage>' >"$REPOSITORY/artifacts/coverage/run/machine.cobertura.xml"
    ;;
  run)
    while [ $# -gt 1 ]; do shift; done
    printf '%s' "$RESULTS" >"$1"
    ;;
  list) printf '%s' "$RESULTS" ;;
esac
exit "${ENDED:-0}"
STUB
coverage=$repository/eng/ci/coverage.sh
project=$repository/CreditAI.Tests/CreditAI.Tests.csproj
echo '<Project/>' >"$project"
expect 0 "nothing is measured" "$coverage"
[ ! -s "$CALLS" ]
echo '<PackageReference Include="Microsoft.NET.Test.Sdk" />' >"$project"
expect 0 "Coverage: 90.0 % of lines, 80.0 % of branches." "$coverage"
grep -q -- '--collect Code Coverage;Format=cobertura' "$CALLS"
echo '<PackageReference Include="coverlet.collector" />' >>"$project"
ENDED=1 expect 1 "Coverage: 90.0 %" "$coverage"
grep -q -- '--collect XPlat Code Coverage' "$CALLS"
BREAKS=1 expect 1 "wrote no report" "$coverage"

export RESULTS='{"scenarios": [{"name": "decisions", "figures": [{"ratio": 0.4}]}, {"name": "scores", "figures": [{"ratio": 0.6}]}, {"name": "inserts", "figures": [{"ratio": 3}]}]}'
expect 0 "| inserts | 3 |" "$repository/eng/ci/benchmarks.sh"
ENDED=1 expect 0 "| inserts | 3 |" "$repository/eng/ci/benchmarks.sh"
ENDED=2 expect 1 "did not run (exit code 2)" "$repository/eng/ci/benchmarks.sh"
RESULTS='{"scenarios": []}' expect 1 "decisions was not measured" "$repository/eng/ci/benchmarks.sh"

stub npm <<'STUB'
echo "npm $*" >>"$CALLS"
exit "${AUDITED:-0}"
STUB
RESULTS='{"projects": []}'
expect 0 "vulnerability: 0." "$repository/eng/ci/vulnerable-packages.sh"
grep -q "npm audit --prefix $repository/eng/onnx --package-lock-only --audit-level=high" "$CALLS"
AUDITED=1 expect 1 "vulnerability: 0." "$repository/eng/ci/vulnerable-packages.sh"
