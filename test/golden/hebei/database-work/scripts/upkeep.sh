#!/bin/bash
# Every ten minutes: passwords, months ahead, counts, and once a night what must be deleted. Each step stands alone, so
# that one that fails keeps no other from its work; the exit code then says that something failed.
set -uo pipefail
here=$(dirname "$0")
logins=${HOTLINE_LOGINS_DIR:-/run/secrets/logins}
failed=0
step() { "$@" || { echo "hotline: failed: $*" >&2; failed=1; }; }
ask() {
  PGUSER=hotline_upkeep PGPASSWORD=$(cat "$logins/hotline_upkeep") \
    psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --command "$1"
}
# In portions, each a transaction; a large backlog goes on at the next run.
repeat() {
  local done
  for _ in $(seq 400); do
    done=$(ask "$1") || return 1
    [ "$done" -gt 0 ] || return 0
  done
}
quietly() { ask "$1" > /dev/null; }

step bash "$here/passwords.sh"
step quietly "SELECT hotline.make_months_ahead(3)"
step quietly "SELECT hotline.beat('upkeep')"
step repeat "SELECT hotline.count_hours(24)"
step repeat "SELECT hotline.count_days(7)"
deleted=$(ask "SELECT hotline.delete_due_today()") || { echo "hotline: failed: deletion" >&2; failed=1; }
if [ "${deleted:-0}" -gt 0 ]; then echo "hotline: deleted $deleted rows; proof in hotline.deletion_log"; fi
step ask "SELECT 'hotline: warning: ' || rows || ' of ' || kind || ' wait for a month of their own, the newest of ' || newest FROM hotline.unfiled WHERE rows > 0"
exit "$failed"
