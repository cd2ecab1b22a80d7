#!/usr/bin/env bash
# The scans fail on what is high or critical, and on nothing else.
set -euo pipefail
# shellcheck source=../lib/testing.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib/testing.sh"

report() { jq -n --arg severity "$1" '{version: 1, projects: [{path: "A.csproj"}, {path: "B.csproj", frameworks: [{framework: "net10.0",
  topLevelPackages: [{id: "Fine", resolvedVersion: "1.0.0"}],
  transitivePackages: [{id: "Old", resolvedVersion: "2.0.0", vulnerabilities: [{severity: $severity, advisoryurl: "https://example.com/1"}]}]}]}]}' >"$work/report.json"; }
report High
expect 1 "Old 2.0.0" "$ci/vulnerable-packages.sh" --report "$work/report.json"
report Moderate
expect 0 "vulnerability: 0." "$ci/vulnerable-packages.sh" --report "$work/report.json"
echo '{"projects": [{"path": "A.csproj"}]}' >"$work/report.json"
expect 0 "vulnerability: 0." "$ci/vulnerable-packages.sh" --report "$work/report.json"
echo '{"projects": [], "problems": [{"level": "error", "text": "no source answers"}]}' >"$work/report.json"
expect 1 "no source answers" "$ci/vulnerable-packages.sh" --report "$work/report.json"
echo 'nothing' >"$work/report.json"
expect 1 "there is no report" "$ci/vulnerable-packages.sh" --report "$work/report.json"
expect 2 usage "$ci/vulnerable-packages.sh" --none

mkdir -p "$work/repository/eng"
cp -R "$ci" "$work/repository/eng/ci"
scan=$work/repository/eng/ci/trivy-scan.sh
export CALLS=$work/calls REPORT=''
stub trivy <<'STUB'
echo "trivy $*" >>"$CALLS"
while [ $# -gt 0 ]; do
  if [ "$1" = --output ]; then printf '%s' "$REPORT" >"$2"; fi
  shift
done
STUB
REPORT='{"Results": [{"Target": "a"}, {"Target": "b", "Vulnerabilities": [{"Severity": "HIGH"}], "Misconfigurations": [{"Status": "PASS"}]}]}'
expect 1 "trivy-files: 1 high or critical" "$scan" files
REPORT='{"Results": [{"Misconfigurations": [{"Status": "FAIL"}, {"Status": "PASS"}], "Secrets": [{}]}]}'
expect 1 "trivy-config: 2 high or critical" "$scan" config
REPORT='{}'
touch "$work/cli.tar"
expect 0 "trivy-image-cli: 0 high or critical" "$scan" image "$work/cli.tar" cli
[ -f "$work/repository/artifacts/sarif/trivy-image-cli.sarif" ]
[ ! -f "$work/repository/artifacts/sarif/trivy-image-cli.json" ]
grep -q "trivy image --severity HIGH,CRITICAL .* --input $work/cli.tar" "$CALLS"
expect 2 usage "$scan" all
expect 1 "does not exist" "$scan" image "$work/none.tar" cli

stub gitleaks <<'STUB'
echo "gitleaks $*" >>"$CALLS"
STUB
expect 0 "" "$work/repository/eng/ci/secrets-scan.sh"
grep -q "gitleaks git --redact" "$CALLS"

echo '<?xml version="1.0"?><coverage branch-rate="0.5" line-rate="0.876" timestamp="1"><packages><package line-rate="0.1"/></packages></coverage>' >"$work/coverage.xml"
expect 0 "Coverage: 87.6 % of lines, 50.0 % of branches." "$ci/coverage-summary.sh" "$work/coverage.xml"
echo '<other/>' >"$work/coverage.xml"
expect 1 "is no Cobertura report" "$ci/coverage-summary.sh" "$work/coverage.xml"
