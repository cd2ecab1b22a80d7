#!/usr/bin/env bash
# Fails when a NuGet or npm package, transitive ones included, has a known vulnerability that is high or critical.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

text="vulnerable-packages.sh [--report FILE]"
report=
case $# in
  0) ;;
  # A report of `dotnet list package --format json` that was made before; npm is not asked then.
  2) [ "$1" = --report ] || usage "$text"; report=$2; [ -f "$report" ] || fail "$report does not exist" ;;
  *) usage "$text" ;;
esac
require jq
failed=0

if [ -z "$report" ]; then
  require dotnet npm
  report=$(mktemp)
  trap 'rm -f "$report"' EXIT
  dotnet restore "$root/CreditAI.sln" --nologo -v quiet
  dotnet list "$root/CreditAI.sln" package --vulnerable --include-transitive --format json >"$report"
  for directory in "$root" "$root/eng/onnx"; do
    say "npm audit in ${directory#"$root"}/"
    npm audit --prefix "$directory" --package-lock-only --audit-level=high || failed=1
  done
fi

# The command ends with 0 whatever it finds.
jq -e '.projects | type == "array"' "$report" >/dev/null 2>&1 || fail "there is no report of NuGet packages"
jq -r '.problems[]? | "\(.level): \(.text)"' "$report"
found=$(jq -r '[.projects[].frameworks[]? | (.topLevelPackages[]?, .transitivePackages[]?) | . as $package | .vulnerabilities[]?
  | "\(.severity)\t\($package.id) \($package.resolvedVersion)\t\(.advisoryurl)"] | unique | .[]' "$report")
[ -z "$found" ] || say "$found"
grave=$(grep -ciE '^(high|critical)' <<<"$found" || true)
summary "NuGet packages with a known high or critical vulnerability: $grave."
if [ "$grave" -gt 0 ] || jq -e 'any(.problems[]?; .level == "error")' "$report" >/dev/null; then
  failed=1
fi
exit "$failed"
