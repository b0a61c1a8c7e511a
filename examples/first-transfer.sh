#!/usr/bin/env bash
# The first transfer, from login to proof. Every line that begins with `globus` works the same against Globus itself.
#
#   first-transfer.sh SOURCE_COLLECTION_NAME SOURCE_FOLDER DESTINATION_COLLECTION_NAME DESTINATION_FOLDER
#
# The folders are where the two collections keep their data on this machine: only the proof at the end looks there.
set -euo pipefail
source_name=$1 source_folder=$2 destination_name=$3 destination_folder=$4

step() { { printf '\n$'; printf ' %q' "$@"; echo; } >&2; "$@"; }

step globus login --local-server
step globus whoami --linked-identities -v
step globus auth status

step globus endpoint search "$source_name"
source=$(globus endpoint search "$source_name" --jmespath 'DATA[0].id' --format unix)
destination=$(globus endpoint search "$destination_name" --jmespath 'DATA[0].id' --format unix)

step globus ls --long "$source:/" | head -n 8
step globus mkdir "$destination:/backup"

# with --wait the command ends when the transfer has, and fails when it has failed
step globus transfer submit "$source:/" "$destination:/backup" --recursive --recursive-symlinks keep --label 'First transfer' --wait
task=$(globus task list --limit 1 --jmespath 'DATA[0].task_id' --format unix)
step globus task show "$task"

printf '\n$ diff -r %s %s\n' "$source_folder" "$destination_folder/backup" >&2
diff -r --no-dereference "$source_folder/" "$destination_folder/backup/"
printf 'The destination is the source, file by file.\n'

step globus logout --yes
