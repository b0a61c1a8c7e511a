#!/usr/bin/env bash
# Runs first-transfer.sh against a sandbox of its own: thousands of real files, no account, no network.
set -euo pipefail
cd "$(dirname "$0")/.."
disk=$(mktemp -d)
trap 'rm -rf "$disk"' EXIT
node bin/globus.js sandbox exec --no-login --auto-login ada@globusid.org \
  --share "Project packages=$PWD/node_modules" --share "Backup disk=$disk" \
  -- bash examples/first-transfer.sh 'Project packages' "$PWD/node_modules" 'Backup disk' "$disk"
