# What the scripts share: the repository's root, messages, an environment's settings. Sourced, never run.
# shellcheck shell=bash

# A failure within $(…) is one of the script; bash before 4.4 has no such option.
shopt -s inherit_errexit 2>/dev/null || true

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
# shellcheck disable=SC2034 # Read by what sources this.
images=(scoring-api fairness-worker backup-worker cli)

say() { printf '%s\n' "$*"; }

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

usage() {
  printf 'usage: %s\n' "$*" >&2
  exit 2
}

require() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || fail "$program is not on PATH"
  done
}

# A line of the run's page on GitHub; elsewhere, of standard output.
summary() {
  if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    printf '%s\n' "$*" >>"$GITHUB_STEP_SUMMARY"
  fi
  say "$*"
}

settings_file() {
  local environment=$1 file
  [[ $environment =~ ^[a-z][a-z0-9-]*$ ]] || fail "'$environment' is no name of an environment"
  file=$root/deploy/environments/$environment.json
  [ -f "$file" ] || fail "deploy/environments/$environment.json does not exist"
  printf '%s\n' "$file"
}

registry_of() {
  local file registry
  require jq
  file=$(settings_file "$1")
  registry=$(jq -er .registry "$file") || fail "$file names no registry"
  printf '%s\n' "$registry"
}

# The commit that is built: the tag of its images. Assigned to a variable before it is used, since a failure within an argument ends nothing.
commit() {
  local commit=${GITHUB_SHA:-}
  [ -n "$commit" ] || commit=$(git -C "$root" rev-parse HEAD)
  [[ $commit =~ ^[0-9a-f]{40}$ ]] || fail "'$commit' is no commit"
  printf '%s\n' "$commit"
}

require_target() {
  local image
  for image in "${images[@]}"; do
    [ "$image" = "$1" ] && return 0
  done
  fail "there is no image '$1'; there are ${images[*]}"
}

require_digest() {
  [[ $1 =~ ^sha256:[0-9a-f]{64}$ ]] || fail "'$1' is no digest"
}

# Runs creditai: what CREDITAI names, or else the project in this repository.
creditai() {
  if [ -n "${CREDITAI:-}" ]; then
    # A program of that name, and not this function.
    command "$CREDITAI" "$@"
  else
    require dotnet
    dotnet run -c Release --project "$root/CreditAI.Cli" -- "$@"
  fi
}
