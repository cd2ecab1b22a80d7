#!/usr/bin/env bash
# Verifies that the images of a digests document carry the signature of this repository's workflow, and that the commit's tag names them.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

[ $# -eq 2 ] || usage "verify-images.sh ENVIRONMENT DIGESTS_FILE"
require cosign docker jq
registry=$(registry_of "$1")
repository=${GITHUB_REPOSITORY:?names the repository whose workflow signed, as owner/name}
server=${GITHUB_SERVER_URL:-https://github.com}
tag=$(commit)
for image in "${images[@]}"; do
  digest=$(jq -er --arg image "creditai/$image" '.[$image]' "$2") || fail "$2 does not name creditai/$image"
  require_digest "$digest"
  there=$(docker buildx imagetools inspect "$registry/creditai/$image:$tag" --format '{{json .Manifest.Digest}}' | tr -d '"')
  [ "$there" = "$digest" ] || fail "creditai/$image:$tag is $there and not $digest"
  # Signed by ci.yml on main or on a release tag; a branch that anybody may push is no identity to trust.
  cosign verify --certificate-oidc-issuer https://token.actions.githubusercontent.com \
    --certificate-identity-regexp "^${server//./\\.}/${repository//./\\.}/\\.github/workflows/ci\\.yml@refs/(heads/main|tags/v[^/]+)$" \
    "$registry/creditai/$image@$digest" >/dev/null
  say "creditai/$image $digest is signed"
done
