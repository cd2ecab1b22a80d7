#!/usr/bin/env bash
# Opens an issue that names this run, or adds to the one that is open under the same title.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

[ $# -eq 2 ] || usage "open-issue.sh TITLE TEXT   (GH_TOKEN and GITHUB_REPOSITORY in the environment)"
require gh jq
repository=${GITHUB_REPOSITORY:?names the repository, as owner/name}
body=$2
if [ -n "${GITHUB_RUN_ID:-}" ]; then
  body+=$'\n\n'"${GITHUB_SERVER_URL:-https://github.com}/$repository/actions/runs/$GITHUB_RUN_ID"
fi
# Compared here: a search finds words, in whatever order.
number=$(gh issue list --repo "$repository" --state open --limit 200 --json number,title \
  | jq -r --arg title "$1" '[.[] | select(.title == $title)] | first | .number // empty')
if [ -n "$number" ]; then
  gh issue comment "$number" --repo "$repository" --body "$body"
else
  gh issue create --repo "$repository" --title "$1" --body "$body"
fi
