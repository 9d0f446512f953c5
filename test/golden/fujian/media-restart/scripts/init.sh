#!/bin/bash
set -u
umask 077
run=${HOTLINE_RUN_DIR:-/run/hotline}
spool=${HOTLINE_SPOOL_DIR:-/var/spool/hotline}
restart_set=$(cd "$(dirname "$0")/.." && pwd)
export HOME=$run
: "${NODE_NAME:?}" "${MEDIA_ADDRESS:?}" "${EVENT_SOCKET_PASSWORD:?}" "${DRAIN_SECONDS:?}" "${START_ROLE:?}"

say() { echo "hotline: $*"; }
cli() { timeout -k 1 5 fs_cli -t 3000 -x "$1"; }
escaped() { printf %s "$1" | sed 's/[\\:]/\\&/g'; }

write_role() {
  local standby=true
  if [ "$1" = owner ]; then standby=false; fi
  printf '<include>\n<X-PRE-PROCESS cmd="set" data="trunk_standby=%s"/>\n</include>\n' "$standby" > "$run/role.xml.new"
  mv "$run/role.xml.new" "$run/role.xml"
}

mkdir -p "$run"/{db,log,pid,certs,cache,temp,storage,directory} "$spool/call-records"
printf '[default]\nhost => 127.0.0.1\nport => 8021\npassword => %s\n' "$EVENT_SOCKET_PASSWORD" > "$run/.fs_cli_conf"
if [ -n "${DATABASE_PASSWORD:-}" ]; then
  printf '*:*:*:%s:%s\n' "$(escaped "$DATABASE_USER")" "$(escaped "$DATABASE_PASSWORD")" > "$run/pgpass"
fi
if [ -n "${TLS_DIR:-}" ]; then cat "$TLS_DIR/tls.crt" "$TLS_DIR/tls.key" > "$run/certs/wss.pem"; fi
if [ -s "$spool/call-records/cdr-spool.sql" ]; then
  mv "$spool/call-records/cdr-spool.sql" "$spool/call-records/cdr-spool.sql.start-$(date +%s)"
fi
# The role never outlives a restart: only a node without a peer may start as owner.
write_role "$START_ROLE"

freeswitch -nf -c -nonat -conf "$restart_set" -log "$run/log" -db "$run/db" -run "$run/pid" -certs "$run/certs" \
  -cache "$run/cache" -temp "$run/temp" -storage "$run/storage" -recordings "${HOTLINE_RECORDINGS_DIR:-$run/storage}" \
  ${HOTLINE_MODULE_DIR:+-mod "$HOTLINE_MODULE_DIR"} ${HOTLINE_SOUNDS_DIR:+-sounds "$HOTLINE_SOUNDS_DIR"} < /dev/null &
switch=$!

# Records that the database did not take are set aside for the companion, which replays them.
rotate_spool() {
  while sleep 30; do
    if [ -s "$spool/call-records/cdr-spool.sql" ]; then cli 'fsctl send_sighup' > /dev/null; fi
  done
}
rotate_spool &
trap "kill $! 2> /dev/null" EXIT

terms=0
trap 'terms=$((terms + 1))' TERM
running() { kill -0 "$switch" 2> /dev/null; }
sessions() { cli status | sed -n 's/^\([0-9][0-9]*\) session(s) - peak.*/\1/p'; }

while :; do
  wait "$switch"
  code=$?
  if ! running; then exit "$code"; fi
  if [ "$terms" -gt 0 ]; then break; fi
done

say "draining for up to $DRAIN_SECONDS s"
write_role standby
cli reloadxml > /dev/null
for profile in trunk peers; do cli "sofia profile $profile rescan" > /dev/null; done
deadline=$((SECONDS + DRAIN_SECONDS))
left=$(sessions)
while running && [ "${left:-1}" -gt 0 ] && [ "$SECONDS" -lt "$deadline" ] && [ "$terms" -lt 2 ]; do
  sleep 0.5
  left=$(sessions)
done
say "stopping with ${left:-an unknown number of} sessions"
kill -TERM "$switch" 2> /dev/null
while :; do
  wait "$switch"
  code=$?
  if ! running; then break; fi
done
if [ "${left:-1}" -gt 0 ]; then exit 3; fi
exit "$code"
