#!/bin/bash
# Brings the schema to this version, then the province's settings and the logins' passwords into the database. Run again
# it changes nothing; two at once wait for each other, under Sqitch's advisory lock.
set -euo pipefail
umask 077
here=$(cd "$(dirname "$0")/.." && pwd)
export SQITCH_SYSTEM_CONFIG=/dev/null SQITCH_USER_CONFIG=/dev/null
say() { echo "hotline: $*" >&2; }
ask() { psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 "$@"; }

# A new server may still be starting; a wrong password or name is no better in a minute.
until reply=$(ask --command 'SELECT 1' 2>&1); do
  case "$reply" in
    *'Connection refused'* | *'No such file'* | *'starting up'* | *'not translate host name'* | *'timeout expired'* | *'No route to host'* | *'not read-write'* | *'shutting down'* | *'recovery mode'*)
      [ "$SECONDS" -lt "${HOTLINE_WAIT_SECONDS:-300}" ] || { say "the database did not answer within ${HOTLINE_WAIT_SECONDS:-300} s: $reply"; exit 1; }
      sleep 2
      ;;
    *) say "the database refuses $PGUSER: $reply"; exit 1 ;;
  esac
done

cd "$here"
# A file that was changed after it ran is an error: its change would be in no database that stands.
if [ "$(ask --command "SELECT to_regclass('hotline_migrations.changes') IS NOT NULL")" = t ]; then
  report=$(sqitch check db:pg: 2>&1) || {
    say "$report"
    say "the database holds migrations that are not those of this version: it is newer, or a file was changed after it ran"
    exit 1
  }
fi
# What is done stays done when a later one fails: each is a transaction, and each can run again.
sqitch deploy --mode change --lock-timeout 600 db:pg:
ask --single-transaction --file "$here/settings.sql"
bash "$here/scripts/passwords.sh"
