import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { RUN_DIRECTORY, SPOOL_DIRECTORY } from "./config-core.ts";
import { RETENTION_SCRIPTS } from "./retention.ts";

/**
 * First process of a media node. It writes what the switch must not find in its configuration (role, passwords),
 * starts the switch and, on SIGTERM, refuses new calls and waits for the last one or the deadline.
 * Exit: the switch's own code, or 3 when calls were cut. Never `bg_system`: its children become zombies.
 */
const INIT = `#!/bin/bash
set -u
umask 077
run=\${HOTLINE_RUN_DIR:-${RUN_DIRECTORY}}
spool=\${HOTLINE_SPOOL_DIR:-${SPOOL_DIRECTORY}}
restart_set=$(cd "$(dirname "$0")/.." && pwd)
export HOME=$run
: "\${NODE_NAME:?}" "\${MEDIA_ADDRESS:?}" "\${EVENT_SOCKET_PASSWORD:?}" "\${DRAIN_SECONDS:?}" "\${START_ROLE:?}"

say() { echo "hotline: $*"; }
cli() { timeout -k 1 5 fs_cli -t 3000 -x "$1"; }
escaped() { printf %s "$1" | sed 's/[\\\\:]/\\\\&/g'; }

write_role() {
  local standby=true
  if [ "$1" = owner ]; then standby=false; fi
  printf '<include>\\n<X-PRE-PROCESS cmd="set" data="trunk_standby=%s"/>\\n</include>\\n' "$standby" > "$run/role.xml.new"
  mv "$run/role.xml.new" "$run/role.xml"
}

mkdir -p "$run"/{db,log,pid,certs,cache,temp,storage,directory} "$spool/call-records"
printf '[default]\\nhost => 127.0.0.1\\nport => ${MEDIA_PORTS.eventSocket}\\npassword => %s\\n' "$EVENT_SOCKET_PASSWORD" > "$run/.fs_cli_conf"
if [ -n "\${DATABASE_PASSWORD:-}" ]; then
  printf '*:*:*:%s:%s\\n' "$(escaped "$DATABASE_USER")" "$(escaped "$DATABASE_PASSWORD")" > "$run/pgpass"
fi
if [ -n "\${TLS_DIR:-}" ]; then cat "$TLS_DIR/tls.crt" "$TLS_DIR/tls.key" > "$run/certs/wss.pem"; fi
if [ -s "$spool/call-records/cdr-spool.sql" ]; then
  mv "$spool/call-records/cdr-spool.sql" "$spool/call-records/cdr-spool.sql.start-$(date +%s)"
fi
# The role never outlives a restart: only a node without a peer may start as owner.
write_role "$START_ROLE"

freeswitch -nf -c -nonat -conf "$restart_set" -log "$run/log" -db "$run/db" -run "$run/pid" -certs "$run/certs" \\
  -cache "$run/cache" -temp "$run/temp" -storage "$run/storage" -recordings "\${HOTLINE_RECORDINGS_DIR:-$run/storage}" \\
  \${HOTLINE_MODULE_DIR:+-mod "$HOTLINE_MODULE_DIR"} \${HOTLINE_SOUNDS_DIR:+-sounds "$HOTLINE_SOUNDS_DIR"} < /dev/null &
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
sessions() { cli status | sed -n 's/^\\([0-9][0-9]*\\) session(s) - peak.*/\\1/p'; }

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
while running && [ "\${left:-1}" -gt 0 ] && [ "$SECONDS" -lt "$deadline" ] && [ "$terms" -lt 2 ]; do
  sleep 0.5
  left=$(sessions)
done
say "stopping with \${left:-an unknown number of} sessions"
kill -TERM "$switch" 2> /dev/null
while :; do
  wait "$switch"
  code=$?
  if ! running; then break; fi
done
if [ "\${left:-1}" -gt 0 ]; then exit 3; fi
exit "$code"
`;

/**
 * Probes. None needs the database or another node, and none has a password in its arguments.
 * startup and liveness: the switch answers. readiness: every configured profile runs and nothing is paused.
 */
const PROBE = `#!/bin/bash
set -u
export HOME=\${HOTLINE_RUN_DIR:-${RUN_DIRECTORY}}
cli() { timeout -k 1 5 fs_cli -t 3000 -x "$1"; }

case "\${1:-}" in
  startup | liveness)
    [ "$(cli 'fsctl ready_check')" = true ]
    ;;
  readiness)
    status=$(cli 'sofia status') || exit 1
    for file in "$(dirname "$0")"/../sip_profiles/*.xml; do
      name=$(basename "$file" .xml)
      grep -Eq "^[[:space:]]*$name[[:space:]]+profile[[:space:]].*RUNNING" <<< "$status" || { echo "profile $name is not running"; exit 1; }
    done
    [ "$(cli 'fsctl pause_check inbound')" = false ]
    ;;
  *)
    echo "usage: probe.sh startup|liveness|readiness"
    exit 2
    ;;
esac
`;

/**
 * Takes a new reload set into use without cutting a call. A reply proves nothing about content, so the version that
 * must have arrived is given and compared first and last.
 */
const RELOAD = `#!/bin/bash
set -u
export HOME=\${HOTLINE_RUN_DIR:-${RUN_DIRECTORY}}
wanted=\${1:?"usage: reload.sh VERSION"}
here=$(dirname "$0")
cli() { timeout -k 1 10 fs_cli -t 3000 -x "$1"; }
fail() { echo "$*"; exit 1; }
expect() { local reply; reply=$(cli "$1"); [[ "$reply" == *"$2"* ]] || fail "$1: $reply"; }

grep -q "config_version=$wanted\\"" "$here/../../reload/vars.xml" || fail "version $wanted has not arrived"
expect reloadxml '+OK [Success]'
expect reloadacl '+OK acl reloaded'
# A rescan adds gateways and ignores changed ones; those that changed or went are taken out first.
wanted_gateways() {
  for profile in trunk peers; do
    sed -n -e 's/.*<gateway name="\\([^"]*\\)".*/\\1/p' -e 's/.*name="proxy" value="\\([^"]*\\)".*/\\1/p' "$here/../../reload/gateways/$profile.xml" \\
      | paste -d ' ' - - | sed "s/^/$profile::/"
  done
}
loaded_gateways() {
  cli 'sofia status' | awk '$2 == "gateway" { print $1 }' | while read -r gateway; do
    echo "$gateway $(cli "sofia status gateway \${gateway#*::}" | awk '$1 == "Proxy" { sub(/^sip:/, "", $2); print $2 }')"
  done
}
gone=$(grep -vxF "$(wanted_gateways)" <<< "$(loaded_gateways)" || true)
if [ -n "$gone" ]; then
  while read -r gateway _; do expect "sofia profile \${gateway%%::*} killgw \${gateway#*::}" '+OK'; done <<< "$gone"
  sleep 2
fi
for file in "$here"/../sip_profiles/*.xml; do
  expect "sofia profile $(basename "$file" .xml) rescan" '+OK scan complete'
done
for queue in $(sed -n 's/.*<queue name="\\([^"]*\\)".*/\\1/p' "$here/../../reload/queues/queues.xml"); do
  expect "callcenter_config queue reload $queue" '+OK'
done
cli "fsctl max_sessions $(cli 'global_getvar max_sessions')" > /dev/null
cli "fsctl sps $(cli 'global_getvar sessions_per_second')" > /dev/null
[ "$(cli 'global_getvar config_version')" = "$wanted" ] || fail "the switch did not take version $wanted"
`;

/**
 * Companion with psql: replays set-aside records. The intake drops repeats, so a file may be replayed twice;
 * what the database refuses for its content is kept apart for people, never lost and never retried for ever.
 */
const REPLAY = `#!/bin/bash
set -u
umask 077
records=\${HOTLINE_SPOOL_DIR:-${SPOOL_DIRECTORY}}/call-records
trap 'exit 0' TERM
mkdir -p "$records/refused"
while :; do
  for file in "$records"/cdr-spool.sql.*; do
    [ -s "$file" ] || { rm -f "$file"; continue; }
    errors=$(psql --no-psqlrc --quiet --file "$file" 2>&1 > /dev/null) || break
    if [ -z "$errors" ]; then
      rm "$file"
    else
      echo "hotline: $errors"
      mv "$file" "$records/refused/"
    fi
  done
  sleep 15 &
  wait $!
done
`;

export const SCRIPTS: Readonly<Record<string, string>> = {
  "scripts/init.sh": INIT,
  "scripts/probe.sh": PROBE,
  "scripts/reload.sh": RELOAD,
  "scripts/replay.sh": REPLAY,
  ...RETENTION_SCRIPTS,
};
