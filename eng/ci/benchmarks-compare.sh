#!/usr/bin/env bash
# Fails when a measured ratio is lower than the baseline's by more than its tolerance, is missing, or came with errors.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

[ $# -eq 2 ] || usage "benchmarks-compare.sh RESULTS BASELINE"
require jq
for file in "$1" "$2"; do
  jq -e . "$file" >/dev/null 2>&1 || fail "$file is not there or is no JSON"
done
jq -e '(.tolerance | type == "number" and . >= 0 and . < 1) and (.ratios | type == "object" and length > 0)
  and all(.ratios[]; type == "number" and . > 0)' "$2" >/dev/null || fail "$2 needs a tolerance from 0 to below 1, and ratios above 0"

# Faults are strings; what is measured and not in the baseline is shown, since it is a ratio that nothing guards.
comparison=$(jq -n --slurpfile results "$1" --slurpfile baseline "$2" '
  ($results[0].scenarios // []) as $scenarios | $baseline[0] as $baseline
  | [$baseline.ratios | to_entries[] | . as $expected
    | ([$scenarios[] | select(.name == $expected.key)] | first) as $scenario
    | ([$scenario.figures[]? | select(.ratio != null)] | first | .ratio) as $ratio
    | (($scenario.raw.own.errors? // 0) + ($scenario.raw.peer.errors? // 0)) as $errors
    | ($expected.value * (1 - $baseline.tolerance)) as $least
    | {name: $expected.key, baseline: $expected.value, $least, $ratio, fault:
        (if $scenario == null then "was not measured"
         elif ($ratio | type) != "number" then "has no ratio: \([$scenario.figures[]?.measured] | first // "nothing was measured")"
         elif $errors > 0 then "had \($errors) errors"
         elif $ratio < $least then "is too low"
         else null end)}]
  + [$scenarios[] | select($baseline.ratios[.name] == null) | {name, baseline: null, least: null,
      ratio: ([.figures[]? | select(.ratio != null)] | first | .ratio), fault: null} | select(.ratio != null)]')

summary "| ratio | measured | baseline | at least | |"
summary "|---|---|---|---|---|"
while IFS= read -r line; do
  summary "$line"
done < <(jq -r '
  def shown: if type == "number" then (. * 1000 | round / 1000 | tostring) else "none" end;
  .[] | "| \(.name) | \(.ratio | shown) | \(.baseline | shown) | \(.least | shown) | \(.fault // (if .baseline == null then "not in the baseline" else "holds" end)) |"
' <<<"$comparison")

faults=$(jq -r '[.[] | select(.fault != null) | "\(.name) \(.fault)"] | join("; ")' <<<"$comparison")
[ -z "$faults" ] || fail "$faults"
