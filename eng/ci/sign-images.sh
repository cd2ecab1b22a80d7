#!/usr/bin/env bash
# Signs the images of a digests document in an environment's registry, without a key: by the identity of the run.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

[ $# -eq 2 ] || usage "sign-images.sh ENVIRONMENT DIGESTS_FILE"
require cosign jq
registry=$(registry_of "$1")
[ -f "$2" ] || fail "$2 does not exist"
while IFS=$'\t' read -r image digest; do
  require_digest "$digest"
  # By digest: a tag could be another image by the time it is signed.
  cosign sign --yes "$registry/$image@$digest"
  say "signed $image $digest"
done < <(jq -er 'to_entries[] | [.key, .value] | @tsv' "$2")
