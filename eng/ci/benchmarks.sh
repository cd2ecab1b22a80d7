#!/usr/bin/env bash
# Measures the service beside its peers, and compares the ratios with the committed baseline.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

[ $# -eq 0 ] || usage "benchmarks.sh"
require dotnet jq
results=$root/artifacts/benchmarks/load.json
mkdir -p "$(dirname "$results")"
rm -f "$results"

# Only scenarios with a peer: absolute figures of a shared machine mean nothing, ratios within one run do.
status=0
dotnet run -c Release --project "$root/CreditAI.Benchmarks" -- load decisions scores inserts --json "$results" || status=$?
# 1 says that a target was missed, which the comparison judges; anything else, that it could not run.
[ "$status" -le 1 ] || fail "the benchmarks did not run (exit code $status)"
"$root/eng/ci/benchmarks-compare.sh" "$results" "$root/eng/ci/benchmarks-baseline.json"
