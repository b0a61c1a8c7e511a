#!/usr/bin/env bash
# The first transfer, from login to proof. Every line that begins with `globus` works the same against Globus itself.
#
#   first-transfer.sh SOURCE_COLLECTION_NAME SOURCE_FOLDER DESTINATION_COLLECTION_NAME DESTINATION_FOLDER
#
# The folders are where the two collections keep their data on this machine: only the proof at the end looks there.
set -euo pipefail
source_name=$1 source_folder=$2 destination_name=$3 destination_folder=$4

# a word with a space in it is shown in quotes, as a person types it
step() {
  { printf '\n$'; for word; do case $word in *' '*) printf " '%s'" "$word" ;; *) printf ' %s' "$word" ;; esac; done; echo; } >&2
  "$@"
}

step globus login --local-server
step globus whoami --linked-identities -v
step globus auth status

step globus endpoint search "$source_name"

# collections are named as people name them; ids work everywhere, too
step globus ls --long "$source_name:/" | head -n 8
step globus mkdir "$destination_name:/backup"

# with --wait the command ends when the transfer has, and fails when it has failed
step globus transfer "$source_name:/" "$destination_name:/backup" --recursive --recursive-symlinks keep --label 'First transfer' --wait
step globus task show @last

printf '\n$ diff -r %s %s\n' "$source_folder" "$destination_folder/backup" >&2
diff -r --no-dereference "$source_folder/" "$destination_folder/backup/"
printf 'The destination is the source, file by file.\n'

step globus logout --yes
