#!/usr/bin/env bash
# Scans the repository, its deployment files or an image's archive with Trivy; writes SARIF and fails on what is high or critical.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

text="trivy-scan.sh files | config | image ARCHIVE NAME"
[ $# -ge 1 ] || usage "$text"
output=$root/artifacts/sarif
skipped=(--skip-dirs "$root/node_modules" --skip-dirs "$root/artifacts" --skip-dirs "$root/eng/onnx/node_modules")
case $1 in
  files)
    [ $# -eq 1 ] || usage "$text"
    name=trivy-files
    scan=(fs --scanners "vuln,secret" "${skipped[@]}" "$root")
    ;;
  config)
    [ $# -eq 1 ] || usage "$text"
    name=trivy-config
    scan=(config "${skipped[@]}" "$root")
    ;;
  image)
    [ $# -eq 3 ] || usage "$text"
    [ -f "$2" ] || fail "$2 does not exist"
    [[ $3 =~ ^[a-z][a-z0-9-]*$ ]] || fail "'$3' is no name"
    name=trivy-image-$3
    # What has no fix yet cannot be mended here, and must not stop a deployment that mends something else.
    scan=(image --ignore-unfixed --input "$2")
    ;;
  *) usage "$text" ;;
esac
require trivy jq
mkdir -p "$output"
report=$output/$name.json

# Scanned once; the report is told three ways.
trivy "${scan[@]:0:1}" --severity HIGH,CRITICAL --quiet --format json --output "$report" "${scan[@]:1}"
trivy convert --quiet --format sarif --output "$output/$name.sarif" "$report"
trivy convert --quiet --format table "$report"

found=$(jq '[.Results[]? | (.Vulnerabilities[]?, .Secrets[]?, (.Misconfigurations[]? | select(.Status == "FAIL")))] | length' "$report")
rm -f "$report"
summary "Trivy, $name: $found high or critical."
[ "$found" -eq 0 ]
