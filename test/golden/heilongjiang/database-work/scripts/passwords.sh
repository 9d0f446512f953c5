#!/bin/bash
# Carries the logins' passwords into PostgreSQL where they differ from it: one file a login. What is sent is a SCRAM
# verifier, so that no password can get into a log of the server, an argument or a process list.
set -euo pipefail
umask 077
here=$(dirname "$0")
for file in "${HOTLINE_LOGINS_DIR:-/run/secrets/logins}"/hotline_*; do
  login=${file##*/}
  [ -s "$file" ] || { echo "hotline: the password of $login is missing" >&2; exit 1; }
  if PGUSER=$login PGPASSWORD=$(cat "$file") psql --no-psqlrc --quiet --command 'SELECT 1' > /dev/null 2>&1; then continue; fi
  perl "$here/verifier.pl" "$login" < "$file" | psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --file -
  # Such a failure has another reason: pg_hba.conf, or a server that is gone.
  PGUSER=$login PGPASSWORD=$(cat "$file") psql --no-psqlrc --quiet --command 'SELECT 1' > /dev/null ||
    { echo "hotline: $login can't log in, though its password is set" >&2; exit 1; }
  echo "hotline: password of $login set"
done
