#!/usr/bin/env bash
# Writes a CycloneDX bill of materials of a pushed image, and attests it by the identity of the run.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

[ $# -eq 3 ] || usage "sbom-image.sh NAME DIGEST FILE"
require_digest "$2"
require trivy cosign
mkdir -p "$(dirname "$3")"
trivy image --quiet --format cyclonedx --output "$3" "$1@$2"
cosign attest --yes --type cyclonedx --predicate "$3" "$1@$2"
