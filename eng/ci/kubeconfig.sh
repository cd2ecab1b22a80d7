#!/usr/bin/env bash
# Writes a kubeconfig that asks the cloud for a token at each call and holds no secret, and names it to the steps after.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

[ $# -eq 1 ] || usage "kubeconfig.sh FILE   (CLUSTER_NAME, CLUSTER_SERVER, CLUSTER_CA and AWS_REGION in the environment)"
for variable in CLUSTER_NAME CLUSTER_SERVER CLUSTER_CA AWS_REGION; do
  [ -n "${!variable:-}" ] || fail "$variable is not set"
done
# They go into YAML as they are.
[[ $CLUSTER_NAME =~ ^[A-Za-z0-9_-]+$ ]] || fail "CLUSTER_NAME is no name of a cluster"
[[ $CLUSTER_SERVER =~ ^https://[A-Za-z0-9.-]+(:[0-9]+)?$ ]] || fail "CLUSTER_SERVER is no https address"
[[ $CLUSTER_CA =~ ^[A-Za-z0-9+/]+=*$ ]] || fail "CLUSTER_CA is not base64"
[[ $AWS_REGION =~ ^[a-z0-9-]+$ ]] || fail "AWS_REGION is no region"

umask 077
mkdir -p "$(dirname "$1")"
cat >"$1" <<YAML
apiVersion: v1
kind: Config
current-context: $CLUSTER_NAME
clusters:
  - name: $CLUSTER_NAME
    cluster:
      server: $CLUSTER_SERVER
      certificate-authority-data: $CLUSTER_CA
contexts:
  - name: $CLUSTER_NAME
    context:
      cluster: $CLUSTER_NAME
      user: $CLUSTER_NAME
users:
  - name: $CLUSTER_NAME
    user:
      exec:
        apiVersion: client.authentication.k8s.io/v1beta1
        command: aws
        args: ["eks", "get-token", "--cluster-name", "$CLUSTER_NAME", "--region", "$AWS_REGION", "--output", "json"]
        interactiveMode: Never
YAML
if [ -n "${GITHUB_ENV:-}" ]; then
  printf 'KUBECONFIG=%s\n' "$(cd "$(dirname "$1")" && pwd)/$(basename "$1")" >>"$GITHUB_ENV"
fi
say "wrote a kubeconfig for $CLUSTER_NAME"
