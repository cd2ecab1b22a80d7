#!/usr/bin/env bash
# Copies the images of a commit, by digest, from one environment's registry into another's.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

[ $# -eq 3 ] || usage "promote-images.sh FROM TO DIGESTS_FILE"
require docker jq
from=$(registry_of "$1")
to=$(registry_of "$2")
tag=$(commit)
[ -f "$3" ] || fail "$3 does not exist"
if [ "$from" = "$to" ]; then
  say "$1 and $2 have the same registry: nothing is copied."
  exit 0
fi
for image in "${images[@]}"; do
  digest=$(jq -er --arg image "creditai/$image" '.[$image]' "$3") || fail "$3 does not name creditai/$image"
  require_digest "$digest"
  there=$(docker buildx imagetools inspect "$to/creditai/$image:$tag" --format '{{json .Manifest.Digest}}' 2>/dev/null | tr -d '"' || true)
  if [ -z "$there" ]; then
    docker buildx imagetools create --tag "$to/creditai/$image:$tag" "$from/creditai/$image@$digest"
    there=$(docker buildx imagetools inspect "$to/creditai/$image:$tag" --format '{{json .Manifest.Digest}}' | tr -d '"')
  fi
  [ "$there" = "$digest" ] || fail "$to/creditai/$image:$tag is $there and not $digest"
  say "creditai/$image $digest"
done
