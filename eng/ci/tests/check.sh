#!/usr/bin/env bash
# The check finds each fault that it is for, in copies of the repository that have it.
set -euo pipefail
# shellcheck source=../lib/testing.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib/testing.sh"

copy() {
  rm -rf "$work/repository"
  mkdir -p "$work/repository/eng"
  cp -R "$ci" "$work/repository/eng/ci"
  cp -R "$ci/../../.github" "$work/repository/.github"
  cp "$ci/../../.yamllint" "$work/repository/.yamllint"
  workflow=$work/repository/.github/workflows/backup.yml
}
# Most faults are not shellcheck's, which takes longest: it runs where it is asked for.
stub shellcheck <<STUB
[ -z "\${LINTS:-}" ] || exec "$(command -v shellcheck)" "\$@"
STUB
finds() { expect 1 "$1" "$ci/check.sh" "$work/repository"; }

copy
LINTS=1 expect 0 "are in order" "$ci/check.sh" "$work/repository"
expect 2 "usage" "$ci/check.sh" one two
expect 1 "no scripts" "$ci/check.sh" "$work"

copy; sed -i -E 's/(actions\/checkout)@[0-9a-f]{40}/\1@v6/' "$workflow"
finds "is not pinned"
copy; sed -i -E 's/(actions\/checkout)@[0-9a-f]{4}/\1@ffff/' "$workflow"
finds "actions/checkout: is pinned to more than one commit"
copy; sed -i -E '0,/  # v[0-9.]+$/s///' "$workflow"
finds "with its version as a comment"
copy; sed -i '/timeout-minutes: 240/d' "$workflow"
finds "job drill has no timeout-minutes"
copy; sed -i '/^  tell:/,$ { /^    permissions:/,/issues: write/d }' "$workflow"
finds "job tell has no permissions"
copy; sed -i 's/^permissions: {}/permissions: read-all/' "$workflow"
finds "permissions: {}"
copy; sed -i '/^concurrency:/,/cancel-in-progress/d' "$workflow"
finds "has no concurrency"
copy; sed -i 's/^"on":/on:/' "$workflow"
finds "yamllint found faults"
copy; sed -i 's/run: eng\/ci\/drill.sh "$ENVIRONMENT"/run: eng\/ci\/drill.sh "${{ matrix.environment }}"/' "$workflow"
finds "has an expression in a command"
copy; sed -i 's/run: eng\/ci\/drill.sh/run: eng\/ci\/none.sh/' "$workflow"
finds "eng/ci/none.sh does not exist"
copy; sed -i 's/run: eng\/ci\/drill.sh.*/run: echo done/' "$workflow"
finds "is no script of eng/ci"
copy; sed -i 's/\(run: eng\/ci\/drill.sh.*\)/\1 || true/' "$workflow"
finds "is more than a call"
copy; sed -i '0,/persist-credentials: false/s//persist-credentials: true/' "$workflow"
finds "persist-credentials: false"
copy; sed -i 's/GH_TOKEN: .*/GH_TOKEN: x${{ secrets.KEY }}/' "$workflow"
finds "a secret is more than a value of env"
copy; chmod -x "$work/repository/eng/ci/drill.sh"
finds "eng/ci/drill.sh is not executable"
copy; sed -i '3d' "$work/repository/eng/ci/drill.sh"
finds "is not set -euo pipefail"
copy; sed -i '2s/.*/#/' "$work/repository/eng/ci/drill.sh"
finds "does not say in a line what it does"
copy; printf 'cp %s1 /tmp\n' '$' >>"$work/repository/eng/ci/drill.sh"
LINTS=1 finds "shellcheck found faults"
copy; printf '# %s\n' '/ho''me/somebody/x' >>"$work/repository/eng/ci/drill.sh"
finds "names a path of one machine"
