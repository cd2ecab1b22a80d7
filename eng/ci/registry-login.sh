#!/usr/bin/env bash
# Signs in to an environment's registry: by the cloud's identity for ECR, by REGISTRY_USER and REGISTRY_TOKEN elsewhere.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

[ $# -eq 1 ] || usage "registry-login.sh ENVIRONMENT"
require docker jq
registry=$(registry_of "$1")
if [[ $registry =~ ^[0-9]{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?(/|$) ]]; then
  require aws
  aws ecr get-login-password --region "${BASH_REMATCH[1]}" | docker login --username AWS --password-stdin "${registry%%/*}"
elif [ -n "${REGISTRY_USER:-}" ] && [ -n "${REGISTRY_TOKEN:-}" ]; then
  # On standard input: an argument would be in the list of processes.
  printf '%s' "$REGISTRY_TOKEN" | docker login --username "$REGISTRY_USER" --password-stdin "${registry%%/*}"
else
  fail "$registry is not ECR, and REGISTRY_USER and REGISTRY_TOKEN are not both set"
fi
