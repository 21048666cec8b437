#!/usr/bin/env bash
# Makes the files in secrets/ that compose.yaml hands to the containers: a random password of the database, once as
# PostgreSQL's image reads it and once as a client does. Files that exist stay as they are.
set -euo pipefail
cd "$(dirname "$0")/.."

umask 077
mkdir -p secrets
if [ -e secrets/postgres-password ]; then
	echo "secrets.sh: secrets/ is there already; nothing to do" >&2
	exit 0
fi
password=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
printf '*:*:*:danbiet:%s\n' "$password" >secrets/pgpass
printf '%s' "$password" >secrets/postgres-password
# The containers' users are not the host's: they may read the files, while the folder keeps the host's users out.
chmod 644 secrets/*
