#!/usr/bin/env bash
# Checks deploy/terraform: its format, its validity, its tests. With terraform on PATH, or else with its image.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

case $# in
  0) only_format=false ;;
  1) [ "$1" = --format-only ] || usage "terraform.sh [--format-only]"; only_format=true ;;
  *) usage "terraform.sh [--format-only]" ;;
esac
image=hashicorp/terraform:1.11.4  # the version of versions.tf

# Beside the repository: initializing writes providers and a lock file.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$root/deploy/terraform/." "$work"

run_terraform() {
  if command -v terraform >/dev/null; then
    (cd "$work" && terraform "$@")
  else
    require docker
    docker run --rm --user "$(id -u):$(id -g)" --volume "$work:/work" --workdir /work "$image" "$@"
  fi
}

run_terraform fmt -check -recursive || fail "terraform fmt -recursive would change these files"
say "The format is in order."
$only_format && exit 0

run_terraform init -backend=false -input=false >/dev/null
run_terraform validate
run_terraform test
run_terraform init -backend=false -input=false -test-directory=tests/environments >/dev/null
for settings in "$root"/deploy/terraform/environments/*.tfvars; do
  run_terraform test -test-directory=tests/environments -var-file="environments/$(basename "$settings")"
done
