#!/usr/bin/env bash
# Building, joining, promoting and signing of images, with programs that stand for docker, cosign and aws.
set -euo pipefail
# shellcheck source=../lib/testing.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib/testing.sh"

a=sha256:$(printf 'a%.0s' {1..64})
b=sha256:$(printf 'b%.0s' {1..64})
export CALLS=$work/calls REMOTE=$work/remote BUILT=$a
: >"$CALLS"
: >"$REMOTE"

# It keeps what is pushed as lines of reference and digest.
stub docker <<'STUB'
echo "docker $*" >>"$CALLS"
case "$*" in
  "buildx imagetools inspect "*) grep -F "$4 " "$REMOTE" | cut -d' ' -f2 | sed 's/.*/"&"/' | grep . ;;
  "buildx imagetools create --tag "*) echo "$5 ${6#*@}" >>"$REMOTE" ;;
  "login "*) cat >>"$CALLS" ;;
  "buildx build "*)
    while [ $# -gt 0 ]; do
      case $1 in
        --metadata-file) printf '{"containerimage.digest": "%s"}' "$BUILT" >"$2" ;;
        --tag) echo "$2 $BUILT" >>"$REMOTE" ;;
      esac
      shift
    done
    ;;
esac
STUB
stub cosign <<'STUB'
echo "cosign $*" >>"$CALLS"
[ -z "${UNSIGNED:-}" ]
STUB
stub trivy <<'STUB'
echo "trivy $*" >>"$CALLS"
STUB

expect 2 usage "$ci/image.sh"
expect 1 "there is no image 'api'" "$ci/image.sh" api check
[ -f "$ci/../../deploy/docker/Dockerfile" ] || { echo "deploy/docker/Dockerfile does not exist yet" >&2; exit 1; }
expect 0 "" "$ci/image.sh" cli check
grep -q -- '--platform linux/amd64,linux/arm64 --output type=cacheonly' "$CALLS"
expect 0 "" "$ci/image.sh" cli archive "$work/images/cli.tar"
grep -q -- "--platform linux/amd64 --output type=docker,dest=$work/images/cli.tar" "$CALLS"

for image in scoring-api fairness-worker backup-worker cli; do
  expect 0 "creditai/$image $a" "$ci/image.sh" "$image" push staging "$work/digests/$image.json"
done
grep -q "/creditai/cli:$GITHUB_SHA $a" "$REMOTE"
# A second time nothing is built: the registry has it.
before=$(grep -c 'buildx build' "$CALLS")
export GITHUB_OUTPUT=$work/output
BUILT=$b expect 0 "is there already" "$ci/image.sh" cli push staging "$work/digests/cli.json"
[ "$(grep -c 'buildx build' "$CALLS")" -eq "$before" ]
grep -qx "digest=$a" "$work/output"
unset GITHUB_OUTPUT

expect 0 '"creditai/scoring-api": "sha256:aaaa' "$ci/digests.sh" "$work/digests" "$work/digests.json"
mv "$work/digests/cli.json" "$work/cli.json"
expect 1 "no digest of creditai/cli" "$ci/digests.sh" "$work/digests" "$work/none.json"

expect 0 "have the same registry" "$ci/promote-images.sh" staging staging "$work/digests.json"

export GITHUB_REPOSITORY=lender/creditai
expect 0 "signed creditai/cli $a" "$ci/sign-images.sh" staging "$work/digests.json"
grep -q "cosign sign --yes .*/creditai/cli@$a" "$CALLS"
expect 0 "creditai/cli $a is signed" "$ci/verify-images.sh" staging "$work/digests.json"
grep -qF '^https://github\.com/lender/creditai/\.github/workflows/ci\.yml@refs/(heads/main|tags/v[^/]+)$' "$CALLS"
UNSIGNED=1 expect 1 "" "$ci/verify-images.sh" staging "$work/digests.json"
sed -i "s|\(creditai/cli:.*\) .*|\1 $b|" "$REMOTE"
expect 1 "is $b and not $a" "$ci/verify-images.sh" staging "$work/digests.json"

expect 0 "" "$ci/sbom-image.sh" registry.example.com/creditai/cli "$a" "$work/sbom/cli.json"
grep -q "cosign attest --yes --type cyclonedx --predicate $work/sbom/cli.json registry.example.com/creditai/cli@$a" "$CALLS"
expect 1 "is no digest" "$ci/sbom-image.sh" registry.example.com/creditai/cli latest "$work/sbom/cli.json"

# Another repository of this form, whose environments have registries of their own.
mkdir -p "$work/repository/eng" "$work/repository/deploy/environments"
cp -R "$ci" "$work/repository/eng/ci"
echo '{"registry": "111111111111.dkr.ecr.eu-central-1.amazonaws.com"}' >"$work/repository/deploy/environments/staging.json"
echo '{"registry": "222222222222.dkr.ecr.eu-central-1.amazonaws.com"}' >"$work/repository/deploy/environments/production.json"
other=$work/repository/eng/ci
expect 0 "creditai/cli $a" "$other/promote-images.sh" staging production "$work/digests.json"
grep -q "^222222222222.*/creditai/cli:$GITHUB_SHA $a" "$REMOTE"
copies=$(grep -c 'imagetools create' "$CALLS")
expect 0 "creditai/cli $a" "$other/promote-images.sh" staging production "$work/digests.json"
[ "$(grep -c 'imagetools create' "$CALLS")" -eq "$copies" ]
sed -i "s|\(222222222222.*/creditai/cli:.*\) .*|\1 $b|" "$REMOTE"
expect 1 "and not $a" "$other/promote-images.sh" staging production "$work/digests.json"

stub aws <<'STUB'
echo "aws $*" >>"$CALLS"
printf 'token-of-ecr'
STUB
expect 0 "" "$other/registry-login.sh" staging
grep -q "docker login --username AWS --password-stdin 111111111111.dkr.ecr.eu-central-1.amazonaws.com" "$CALLS"
expect 1 "are not both set" "$ci/registry-login.sh" staging
REGISTRY_USER=robot REGISTRY_TOKEN=s3cret expect 0 "" "$ci/registry-login.sh" staging
if grep '^docker' "$CALLS" | grep -q s3cret; then
  echo "the token is among the arguments" >&2
  exit 1
fi
expect 1 "does not exist" "$ci/registry-login.sh" nowhere
expect 1 "is no name of an environment" "$ci/registry-login.sh" ../production
