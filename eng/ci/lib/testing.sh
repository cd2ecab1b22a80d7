# What the tests of the scripts share. Sourced, never run.
# shellcheck shell=bash

[ $# -eq 0 ] || { echo "usage: $(basename "$0")" >&2; exit 2; }
# shellcheck disable=SC2034 # Read by what sources this.
ci=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Nothing of a run on GitHub: a test must not write into its summary, nor take its commit.
unset GITHUB_STEP_SUMMARY GITHUB_OUTPUT GITHUB_ENV GITHUB_ACTIONS GITHUB_RUN_ID
export GITHUB_SHA=0123456789abcdef0123456789abcdef01234567

# expect CODE TEXT COMMAND…: it ends with the code, and its output has the text.
expect() {
  local code=$1 text=$2 status=0 output
  shift 2
  output=$("$@" 2>&1) || status=$?
  if [ "$status" -ne "$code" ] || [[ $output != *"$text"* ]]; then
    printf '%s\nended with %s instead of %s, or without "%s":\n%s\n' "$*" "$status" "$code" "$text" "$output" >&2
    exit 1
  fi
}

# A program of that name on PATH, made of the lines on standard input.
stub() {
  mkdir -p "$work/bin"
  { echo '#!/usr/bin/env bash'; cat; } >"$work/bin/$1"
  chmod +x "$work/bin/$1"
}
PATH=$work/bin:$PATH
