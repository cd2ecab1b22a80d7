#!/usr/bin/env bash
# Looks for secrets in every commit with gitleaks, and writes SARIF.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

[ $# -eq 0 ] || usage "secrets-scan.sh"
version=v8.30.1
gitleaks=$(command -v gitleaks || true)
if [ -z "$gitleaks" ]; then
  require go
  # Compiled from the module, whose checksum Go verifies; a downloaded binary would be taken on trust.
  GOBIN=$root/artifacts/tools go install "github.com/zricethezav/gitleaks/v8@$version"
  gitleaks=$root/artifacts/tools/gitleaks
fi
mkdir -p "$root/artifacts/sarif"
"$gitleaks" git --redact --no-banner --report-format sarif --report-path "$root/artifacts/sarif/gitleaks.sarif" "$root"
