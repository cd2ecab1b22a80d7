#!/usr/bin/env bash
# Joins the digests of single images into one document, and fails where an image is missing.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

[ $# -eq 2 ] || usage "digests.sh DIRECTORY FILE"
require jq
[ -d "$1" ] || fail "$1 is no directory"
parts=()
for image in "${images[@]}"; do
  [ -f "$1/$image.json" ] || fail "there is no digest of creditai/$image in $1"
  digest=$(jq -er --arg image "creditai/$image" '.[$image]' "$1/$image.json") || fail "$1/$image.json does not name creditai/$image"
  require_digest "$digest"
  parts+=("$1/$image.json")
done
mkdir -p "$(dirname "$2")"
# The form of `digests` in deploy/environments.
jq -S -s 'add' "${parts[@]}" >"$2.new" && mv "$2.new" "$2"
cat "$2"
