#!/usr/bin/env bash
# The drill takes its secrets without showing them, and ends as creditai does.
set -euo pipefail
# shellcheck source=../lib/testing.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib/testing.sh"

export CALLS=$work/calls
: >"$CALLS"
stub creditai <<'STUB'
echo "creditai $*" >>"$CALLS"
[ "$Keys__Master" = m4ster ] && [ "$Backup__Regions__north" = "Directory=/north" ] && [ "$Backup__Regions__south" = "Directory=/south" ] || exit 9
exit "${DRILLED:-0}"
STUB
stub aws <<'STUB'
echo "aws $*" >>"$CALLS"
printf '%s' "$SECRET"
STUB
mkdir -p "$work/binaries"
touch "$work/binaries/postgres"
chmod +x "$work/binaries/postgres"
export CREDITAI=creditai DRILL_BINARIES=$work/binaries
export SECRET='{"master-key": "m4ster", "region-north": "Directory=/north", "region-south": "Directory=/south"}'

expect 2 usage "$ci/drill.sh"
expect 0 "Drill of staging: passed." "$ci/drill.sh" staging
grep -q "aws secretsmanager get-secret-value --secret-id creditai/staging" "$CALLS"
grep -qx "creditai drill --binaries $work/binaries" "$CALLS"
if grep -q m4ster "$CALLS" || "$ci/drill.sh" staging 2>&1 | grep -q m4ster; then
  echo "the key is shown" >&2
  exit 1
fi
DRILLED=3 expect 3 "the restored data has faults" "$ci/drill.sh" staging
DRILLED=1 expect 1 "it could not be done" "$ci/drill.sh" staging
SECRET='{"master-key": "m4ster", "region-north": ""}' expect 1 "has no region-north" "$ci/drill.sh" staging
GITHUB_ACTIONS=true expect 0 "::add-mask::m4ster" "$ci/drill.sh" staging

# With the key in the environment nobody is asked.
: >"$CALLS"
Keys__Master=m4ster Backup__Regions__north=Directory=/north Backup__Regions__south=Directory=/south expect 0 "passed" "$ci/drill.sh" staging
if grep -q '^aws' "$CALLS"; then
  echo "the cloud is asked for what is there" >&2
  exit 1
fi
DRILL_BINARIES=$work expect 1 "no programs of PostgreSQL" "$ci/drill.sh" staging
