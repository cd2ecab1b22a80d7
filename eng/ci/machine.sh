#!/usr/bin/env bash
# Installs the programs that the tests use and this distribution has; tests of what is missing say so and are skipped.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

[ $# -eq 0 ] || usage "machine.sh"
command -v apt-get >/dev/null || { say "No apt-get here: nothing is installed."; exit 0; }

privileged=()
if [ "$(id -u)" -ne 0 ]; then
  sudo -n true 2>/dev/null || { say "Not root and no sudo: nothing is installed."; exit 0; }
  privileged=(sudo -n)
fi

export DEBIAN_FRONTEND=noninteractive
"${privileged[@]}" apt-get update -qq
for package in chromium prometheus prometheus-alertmanager redis-server postgresql-15 wrk yamllint shellcheck jq; do
  if dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed'; then
    continue
  fi
  # One by one: a package that this distribution lacks must not take the others along.
  if "${privileged[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1; then
    say "installed $package"
  else
    say "not installed: $package"
  fi
done
