#!/usr/bin/env bash
# Publishes the manifests again and fails if they differ; builds every overlay and lints the YAML.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

case $# in
  0) publishes=true ;;
  1) [ "$1" = --no-publish ] || usage "manifests.sh [--no-publish]"; publishes=false ;;
  *) usage "manifests.sh [--no-publish]" ;;
esac
require kubectl yamllint diff
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if $publishes; then
  require dotnet
  # Beside what was there before, not beside the last commit: a change that is not committed yet is no difference.
  cp -R "$root/deploy" "$work/before"
  (cd "$root" && dotnet run --project CreditAI.AppHost -- --operation publish --step publish --output-path deploy/kubernetes)
  if ! diff -r -u "$work/before" "$root/deploy" >"$work/difference"; then
    cat "$work/difference"
    fail "what is published differs from what is committed; commit what now lies in deploy"
  fi
  say "Publishing changes nothing."
fi

cp -R "$root/deploy" "$work/deploy"
# The overlay of development reads secrets from a file that is in no repository: the example stands for it, in the copy.
for example in "$work"/deploy/kubernetes/overlays/*/secrets.env.example; do
  [ -f "$example" ] || continue
  [ -f "${example%.example}" ] || cp "$example" "${example%.example}"
done

failed=0
for overlay in "$work"/deploy/kubernetes/overlays/*/; do
  name=$(basename "$overlay")
  if kubectl kustomize "$overlay" >"$work/$name.yaml" 2>"$work/$name.error"; then
    say "overlay $name: $(grep -c '^kind:' "$work/$name.yaml") objects"
  else
    say "overlay $name does not build:"
    cat "$work/$name.error"
    failed=1
  fi
done

yamllint --strict -c "$root/.yamllint" "$root/deploy" || failed=1
[ "$failed" -eq 0 ] || fail "the manifests have faults"
say "Every overlay builds, and the YAML is in order."
