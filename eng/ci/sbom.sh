#!/usr/bin/env bash
# Writes a CycloneDX bill of materials of what the images and the local run take from NuGet and npm.
set -euo pipefail
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

[ $# -eq 1 ] || usage "sbom.sh FILE"
require jq git sha256sum
projects=(ScoringApi FairnessWorker BackupWorker Cli)
assets=()
for project in "${projects[@]}"; do
  file=$root/artifacts/obj/CreditAI.$project/project.assets.json
  if [ ! -f "$file" ]; then
    require dotnet
    dotnet restore "$root/CreditAI.$project" --nologo -v quiet
  fi
  assets+=("$file")
done
revision=$(commit)
time=$(git -C "$root" log -1 --format=%cI)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

jq -s --slurpfile npm "$root/package-lock.json" --arg commit "$revision" --arg time "$time" '
  # Hashes come in base64, and CycloneDX wants hexadecimal: two characters are three digits.
  def hexadecimal: explode
    | map(if . >= 65 and . <= 90 then . - 65 elif . >= 97 and . <= 122 then . - 71 elif . >= 48 and . <= 57 then . + 4
          elif . == 43 then 62 elif . == 47 then 63 else empty end)
    | [range(0; length; 2) as $at | (.[$at] * 64 + (.[$at + 1] // 0)) | (. / 256 | floor), (. / 16 | floor % 16), . % 16]
    | map("0123456789abcdef"[.:. + 1]) | .[0:128] | join("");
  def nuget($id; $version): "pkg:nuget/\($id)@\($version)";
  def npmName: sub("^.*node_modules/"; "");
  def npm($name; $version): "pkg:npm/\($name | sub("^@"; "%40"))@\($version)";

  [.[] | . as $assets | .targets[] | to_entries[] | select(.value.type == "package") | (.key / "/") as [$id, $version]
    | {id: $id, version: $version, sha512: $assets.libraries[.key].sha512, depends: (.value.dependencies // {} | keys),
       runs: ((.value.runtime // {}) + (.value.runtimeTargets // {}) | length > 0)}] as $packages
  | ([.[] | (.project.frameworks[].dependencies // {} | keys[]), (.targets[][] | select(.type == "project") | .dependencies // {} | keys[])] | unique) as $direct
  | ($packages | map({key: .id, value: .version}) | from_entries) as $versions
  | ($npm[0].packages | to_entries | map(select(.key != ""))) as $modules
  | {
      bomFormat: "CycloneDX", specVersion: "1.6", version: 1,
      metadata: {timestamp: $time, component: {type: "application", "bom-ref": "creditai", name: "creditai", version: $commit}},
      components: (
        ([$packages | group_by([.id, .version])[] | {
          type: "library", "bom-ref": nuget(.[0].id; .[0].version), name: .[0].id, version: .[0].version,
          purl: nuget(.[0].id; .[0].version), scope: (if any(.[]; .runs) then "required" else "excluded" end)
        } + (if .[0].sha512 then {hashes: [{alg: "SHA-512", content: (.[0].sha512 | hexadecimal)}]} else {} end)])
        + [$modules[] | (.key | npmName) as $name | {
          type: "library", "bom-ref": npm($name; .value.version), name: $name, version: .value.version, purl: npm($name; .value.version),
          scope: "optional"
        } + (if (.value.integrity // "" | startswith("sha512-"))
             then {hashes: [{alg: "SHA-512", content: (.value.integrity[7:] | hexadecimal)}]} else {} end)]),
      dependencies: (
        [{ref: "creditai", dependsOn: ([$direct[] | select($versions[.]) | nuget(.; $versions[.])] + [$modules[] | npm(.key | npmName; .value.version)] | unique)}]
        + [$packages | group_by([.id, .version])[] | {
          ref: nuget(.[0].id; .[0].version),
          dependsOn: ([.[].depends[] | select($versions[.]) | nuget(.; $versions[.])] | unique)}])
    }' "${assets[@]}" >"$work/bom.json"

# Named after its content: the same source gives the same bytes.
id=$(sha256sum "$work/bom.json" | sed -E 's/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/\1-\2-5\3-8\4-\5/')
mkdir -p "$(dirname "$1")"
jq --arg id "urn:uuid:$id" '{bomFormat, specVersion, serialNumber: $id} + .' "$work/bom.json" >"$1.new" && mv "$1.new" "$1"
summary "Bill of materials: $(jq '.components | length' "$1") components."
