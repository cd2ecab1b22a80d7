#!/usr/bin/env bash
# Runs the tests with the coverage collector that the test project has, and tells the share of lines that they reach.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

[ $# -eq 0 ] || usage "coverage.sh"
require dotnet
project=$root/CreditAI.Tests/CreditAI.Tests.csproj
results=$root/artifacts/coverage

if grep -q 'Include="coverlet.collector"' "$project"; then
  collector="XPlat Code Coverage"
elif grep -q 'Include="Microsoft.NET.Test.Sdk"' "$project"; then
  # The test SDK depends on Microsoft.CodeCoverage, which has this collector.
  collector="Code Coverage;Format=cobertura"
else
  say "The test project has no coverage collector: nothing is measured."
  exit 0
fi

rm -rf "$results"
status=0
dotnet test "$project" --nologo --results-directory "$results" --collect "$collector" || status=$?

report=$(find "$results" -name '*.cobertura.xml' -print -quit 2>/dev/null || true)
[ -n "$report" ] || fail "the collector '$collector' wrote no report"
cp "$report" "$results/coverage.cobertura.xml.new" && mv "$results/coverage.cobertura.xml.new" "$results/coverage.cobertura.xml"
"$root/eng/ci/coverage-summary.sh" "$results/coverage.cobertura.xml"
exit "$status"
