#!/usr/bin/env bash
# The comparison of benchmarks, on made-up numbers.
set -euo pipefail
# shellcheck source=../lib/testing.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib/testing.sh"

compare=$ci/benchmarks-compare.sh
echo '{"tolerance": 0.1, "ratios": {"decisions": 0.5, "inserts": 3}}' >"$work/baseline.json"
results() {
  jq -n --argjson decisions "$1" --argjson inserts "$2" --argjson errors "${3:-0}" '{scenarios: [
    {name: "decisions", figures: [{name: "durable decisions", measured: "1000 req/s", ratio: $decisions}, {name: "  p50", measured: "1 ms", ratio: null}],
     raw: {own: {errors: $errors}, peer: {errors: 0}}},
    {name: "inserts", figures: [{name: "decisions, against INSERTs", measured: "1000 req/s", ratio: $inserts}], raw: {own: {errors: 0}, peer: {errors: 0}}},
    {name: "batch", figures: [{name: "batch", measured: "2 rows/s", ratio: null}], raw: [{streams: 1}]},
    {name: "scores", figures: [{name: "scores", measured: "1 req/s", ratio: 0.75}], raw: null}]}' >"$work/results.json"
}

results 0.5 3
expect 0 "| decisions | 0.5 | 0.5 | 0.45 | holds |" "$compare" "$work/results.json" "$work/baseline.json"
expect 0 "| scores | 0.75 | none | none | not in the baseline |" "$compare" "$work/results.json" "$work/baseline.json"
results 0.9 4
expect 0 "holds" "$compare" "$work/results.json" "$work/baseline.json"
results 0.46 2.71
expect 0 "holds" "$compare" "$work/results.json" "$work/baseline.json"
results 0.44 3
expect 1 "error: decisions is too low" "$compare" "$work/results.json" "$work/baseline.json"
results 0.44 2
expect 1 "error: decisions is too low; inserts is too low" "$compare" "$work/results.json" "$work/baseline.json"
results 0.9 3 7
expect 1 "decisions had 7 errors" "$compare" "$work/results.json" "$work/baseline.json"
# The tool writes numbers that JSON has none for as text.
results '"NaN"' 3
expect 1 "decisions has no ratio" "$compare" "$work/results.json" "$work/baseline.json"
echo '{"scenarios": [{"name": "decisions", "figures": [{"name": "decisions", "measured": "failed: it ended", "ratio": null}], "raw": null}]}' >"$work/results.json"
expect 1 "decisions has no ratio: failed: it ended; inserts was not measured" "$compare" "$work/results.json" "$work/baseline.json"

results 0.5 3
expect 1 "is no JSON" "$compare" "$work/none.json" "$work/baseline.json"
echo '{"tolerance": 1, "ratios": {"decisions": 0.5}}' >"$work/bad.json"
expect 1 "needs a tolerance" "$compare" "$work/results.json" "$work/bad.json"
echo '{"tolerance": 0.1, "ratios": {}}' >"$work/bad.json"
expect 1 "needs a tolerance" "$compare" "$work/results.json" "$work/bad.json"
expect 2 "usage" "$compare"

# The committed baseline is one.
results 0.5 3
expect 0 "| decisions | 0.5 |" "$compare" "$work/results.json" "$ci/benchmarks-baseline.json"
