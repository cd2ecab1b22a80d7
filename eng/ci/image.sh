#!/usr/bin/env bash
# Builds an image for both platforms: to look whether it builds, into an archive, or into an environment's registry under the commit.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

text="image.sh TARGET check | TARGET archive FILE | TARGET push ENVIRONMENT DIGEST_FILE"
[ $# -ge 2 ] || usage "$text"
target=$1 way=$2
require docker
require_target "$target"
file=$root/deploy/docker/Dockerfile
[ -f "$file" ] || fail "deploy/docker/Dockerfile does not exist"

revision=$(commit)

build() {
  docker buildx build --file "$file" --target "$target" \
    --label "org.opencontainers.image.revision=$revision" --label "org.opencontainers.image.title=creditai/$target" "$@" "$root"
}

# As `docker buildx imagetools` prints it; empty where the registry has no such image.
digest_of() {
  docker buildx imagetools inspect "$1" --format '{{json .Manifest.Digest}}' 2>/dev/null | tr -d '"' || true
}

case $way in
  check)
    [ $# -eq 2 ] || usage "$text"
    build --platform linux/amd64,linux/arm64 --output type=cacheonly
    ;;
  archive)
    [ $# -eq 3 ] || usage "$text"
    mkdir -p "$(dirname "$3")"
    # One platform: the archive is what a scanner reads, and it reads one.
    build --platform linux/amd64 --output "type=docker,dest=$3"
    ;;
  push)
    [ $# -eq 4 ] || usage "$text"
    require jq
    registry=$(registry_of "$3")
    name=$registry/creditai/$target
    reference=$name:$revision
    mkdir -p "$(dirname "$4")"
    # A registry that takes a tag once would refuse a second build of the commit, on a rerun or for its release tag.
    digest=$(digest_of "$reference")
    if [ -n "$digest" ]; then
      say "$reference is there already."
    else
      metadata=$(mktemp)
      trap 'rm -f "$metadata"' EXIT
      # Provenance and SBOM are attested by signature afterwards; BuildKit's own would be unsigned copies beside them.
      build --platform linux/amd64,linux/arm64 --provenance=false --sbom=false --tag "$reference" --push --metadata-file "$metadata"
      digest=$(jq -er '."containerimage.digest"' "$metadata")
    fi
    require_digest "$digest"
    jq -n --arg image "creditai/$target" --arg digest "$digest" '{($image): $digest}' >"$4"
    if [ -n "${GITHUB_OUTPUT:-}" ]; then
      printf 'name=%s\ndigest=%s\n' "$name" "$digest" >>"$GITHUB_OUTPUT"
    fi
    summary "creditai/$target $digest"
    ;;
  *) usage "$text" ;;
esac
