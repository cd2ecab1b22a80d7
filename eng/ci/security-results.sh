#!/usr/bin/env bash
# Waits for the security workflow of the commit, fails unless it passed, and downloads its SARIF.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

[ $# -eq 1 ] || usage "security-results.sh DIRECTORY   (GH_TOKEN and GITHUB_REPOSITORY in the environment)"
require gh jq
repository=${GITHUB_REPOSITORY:?names the repository, as owner/name}
sha=$(commit)
minutes=${SECURITY_MINUTES:-60}

for ((minute = 0; minute <= minutes; minute++)); do
  # A commit that is tagged has a run for each push; one that passed is enough.
  runs=$(gh run list --repo "$repository" --workflow security.yml --commit "$sha" --event push --json databaseId,status,conclusion)
  passed=$(jq -r '[.[] | select(.conclusion == "success")] | first | .databaseId // empty' <<<"$runs")
  running=$(jq '[.[] | select(.status != "completed")] | length' <<<"$runs")
  if [ -n "$passed" ]; then
    mkdir -p "$1"
    gh run download "$passed" --repo "$repository" --dir "$1" --pattern 'sarif-*'
    say "The security workflow of $sha passed."
    exit 0
  fi
  if [ "$running" -eq 0 ] && [ "$(jq length <<<"$runs")" -gt 0 ]; then
    fail "the security workflow of $sha did not pass"
  fi
  [ "$minute" -eq "$minutes" ] || sleep "${SECURITY_SECONDS:-60}"
done
fail "the security workflow of $sha has not ended in $minutes minutes"
