#!/usr/bin/env bash
# The overlays build, and one that does not is a fault.
set -euo pipefail
# shellcheck source=../lib/testing.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib/testing.sh"

if ! command -v kubectl >/dev/null; then
  echo "kubectl is not on PATH: manifests.sh is not tested"
  exit 0
fi
expect 2 usage "$ci/manifests.sh" --other
mkdir -p "$work/repository/eng" "$work/repository/CreditAI.AppHost"
cp -R "$ci" "$work/repository/eng/ci"
cp -R "$ci/../../deploy" "$work/repository/deploy"
cp "$ci/../../.yamllint" "$work/repository/.yamllint"
manifests=$work/repository/eng/ci/manifests.sh
expect 0 "overlay production: " "$manifests" --no-publish
[ ! -e "$work/repository/deploy/kubernetes/overlays/development/secrets.env" ]

# Publishing that changes a file, and publishing that changes nothing.
stub dotnet <<'STUB'
if [ -n "${CHANGES:-}" ]; then echo "# another" >>deploy/kubernetes/base/kustomization.yaml; fi
STUB
expect 0 "Publishing changes nothing." "$manifests"
CHANGES=1 expect 1 "+# another" "$manifests"

echo "  badly:   [indented" >>"$work/repository/deploy/kubernetes/overlays/staging/quota.yaml"
expect 1 "overlay staging does not build" "$manifests" --no-publish
