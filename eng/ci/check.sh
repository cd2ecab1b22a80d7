#!/usr/bin/env bash
# Checks the scripts of eng/ci and the workflows that call them: lint, calls, pins, permissions, timeouts.
set -euo pipefail

if [ $# -gt 1 ]; then
  echo "usage: check.sh [REPOSITORY]" >&2
  exit 2
fi
# Another directory is another repository of this form: so the check itself is tested.
root=$(cd "${1:-$(dirname "${BASH_SOURCE[0]}")/../..}" && pwd)
cd "$root"

for program in shellcheck yamllint awk grep; do
  command -v "$program" >/dev/null || { echo "error: $program is not on PATH" >&2; exit 1; }
done
shopt -s nullglob
scripts=(eng/ci/*.sh eng/ci/tests/*.sh)
libraries=(eng/ci/lib/*.sh)
workflows=(.github/workflows/*.yml .github/workflows/*.yaml)
if [ ${#scripts[@]} -eq 0 ] || [ ${#workflows[@]} -eq 0 ]; then
  echo "error: $root has no scripts in eng/ci or no workflows" >&2
  exit 1
fi

faults=0
fault() {
  echo "$*"
  faults=$((faults + 1))
}

shellcheck -x -P SCRIPTDIR "${scripts[@]}" "${libraries[@]}" || fault "shellcheck found faults"
yamllint --strict -c .yamllint .github || fault "yamllint found faults"

# By the shell's own patterns: a program for each line made most of the check's time.
told='^# .+\.$'
pinned='^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+@[0-9a-f]{40}  ?# v[0-9][0-9.]*$'
secret='^ +[A-Za-z_-]+: \$\{\{ secrets\.[A-Z0-9_]+ \}\}$'
for script in "${scripts[@]}"; do
  [ -x "$script" ] || fault "$script: is not executable"
  mapfile -t lines <"$script"
  [ "${lines[0]-}" = '#!/usr/bin/env bash' ] || fault "$script:1: does not begin with #!/usr/bin/env bash"
  [[ ${lines[1]-} =~ $told ]] || fault "$script:2: does not say in a line what it does"
  [ "${lines[2]-}" = 'set -euo pipefail' ] || fault "$script:3: is not set -euo pipefail"
  case $script in
    eng/ci/tests/*) ;;  # They take nothing; lib/testing.sh says so.
    *) [[ ${lines[*]} == *usage* ]] || fault "$script: tells nobody its usage" ;;
  esac
done
# A home or a workspace of one machine is on no other.
while IFS= read -r line; do
  fault "$line: names a path of one machine"
done < <(grep -nE '(^|[^A-Za-z0-9_$}.])/(home|root|Users|work|workspace)/' "${scripts[@]}" "${libraries[@]}" "${workflows[@]}" \
  | grep -v '^eng/ci/check.sh:' | cut -d: -f1,2 || true)

# Workflows are written with the indentation that yamllint holds them to: jobs at 2, their keys at 4.
for workflow in "${workflows[@]}"; do
  grep -qx 'permissions: {}' "$workflow" || fault "$workflow: does not begin with permissions: {}"
  grep -q '^concurrency:' "$workflow" || fault "$workflow: has no concurrency"
  grep -q '^"on":' "$workflow" || fault "$workflow: has no \"on\":"

  while IFS= read -r line; do
    fault "$workflow: $line"
  done < <(awk '
    function close_job() {
      if (job == "") return
      if (!timeout) print "job " job " has no timeout-minutes"
      if (!permissions) print "job " job " has no permissions"
    }
    /^[^ #]/ { close_job(); job = ""; jobs = ($0 ~ /^jobs:/) }
    jobs && /^  [A-Za-z_][A-Za-z0-9_-]*:/ { close_job(); job = $1; sub(/:$/, "", job); timeout = permissions = 0; found++ }
    jobs && /^    timeout-minutes: [0-9]+ *$/ { timeout = 1 }
    jobs && /^    permissions:/ {
      permissions = 1
      if ($0 ~ /write-all|read-all/) print "job " job " takes all permissions"
    }
    END { close_job(); if (!found) print "has no jobs" }' "$workflow")

  while IFS=: read -r number line; do
    use=${line#*uses:}
    use=${use#"${use%%[! ]*}"}
    case $use in
      ./*) [ -e "${use#./}" ] || fault "$workflow:$number: $use does not exist" ;;
      *)
        [[ $use =~ $pinned ]] \
          || fault "$workflow:$number: $use is not pinned by a commit of 40 digits with its version as a comment"
        ;;
    esac
  done < <(grep -nE '^ *(- )?uses:' "$workflow" || true)

  while IFS=: read -r number line; do
    call=${line#*run:}
    call=${call#"${call%%[! ]*}"}
    # What the run's event or another's text holds is data for a script, never a part of one.
    if [[ $call == *\$\{\{* ]]; then
      fault "$workflow:$number: has an expression in a command; pass it by env"
    fi
    script=${call%% *}
    if [[ ! $script =~ ^eng/ci/[a-z-]+\.sh$ ]]; then
      fault "$workflow:$number: '$call' is no script of eng/ci"
    elif [[ $call =~ [\;\&\|\<\>\`] || $call == *\$\(* ]]; then
      fault "$workflow:$number: '$call' is more than a call of a script"
    elif [ ! -f "$script" ]; then
      fault "$workflow:$number: $script does not exist"
    elif [ ! -x "$script" ]; then
      fault "$workflow:$number: $script is not executable"
    fi
  done < <(grep -nE '^ *(- )?run:' "$workflow" || true)

  # Every checkout leaves no token behind for the steps after it.
  checkouts=$(grep -cE '^ *(- )?uses: *actions/checkout@' "$workflow" || true)
  closed=$(grep -cE '^ *persist-credentials: false *$' "$workflow" || true)
  [ "$checkouts" -eq "$closed" ] || fault "$workflow: $checkouts checkouts, and $closed with persist-credentials: false"

  while IFS=: read -r number line; do
    # Under `env:` or `with:` alone: NAME: ${{ secrets.NAME }}.
    [[ $line =~ $secret ]] || fault "$workflow:$number: a secret is more than a value of env"
  done < <(grep -n 'secrets\.' "$workflow" || true)
done

# Two pins of one action are one that was forgotten.
while IFS= read -r action; do
  fault "$action: is pinned to more than one commit"
done < <(grep -hoE 'uses: *[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+@[0-9a-f]{40}' "${workflows[@]}" \
  | sed -E 's/uses: *([^/]+\/[^/@]+)[^@]*@/\1 /' | sort -u | cut -d' ' -f1 | uniq -d)

if [ "$faults" -gt 0 ]; then
  echo "$faults faults"
  exit 1
fi
echo "${#scripts[@]} scripts and ${#workflows[@]} workflows are in order"
