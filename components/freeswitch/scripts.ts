import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { QUEUE_EVENT, QUEUE_EVENT_INTAKE } from "../../planning/queue-event.ts";
import { RUN_DIRECTORY, SPOOL_DIRECTORY } from "./config-core.ts";
import { RETENTION_SCRIPTS } from "./retention.ts";

/** From hang-up to the database: rotation, then replay, each at most this late. */
const ROTATE_SECONDS = 10;
const REPLAY_SECONDS = 5;
/** Longest wait for the controller: handing the role over takes it 0.1 s. */
const CONTROLLER_ANSWER_SECONDS = 6;
const EVENT_COLUMNS = QUEUE_EVENT.map(({ column }) => column).join(", ");

/**
 * First process of a media node. It writes what the switch must not find in its configuration (role, passwords),
 * starts the switch and, on SIGTERM, has its controller hand over, or refuses new calls itself, and waits for the
 * last call or the deadline.
 * Exit: the switch's own code, or 3 when calls were cut. Never `bg_system`: its children become zombies.
 */
const INIT = `#!/bin/bash
set -u
umask 077
run=\${HOTLINE_RUN_DIR:-${RUN_DIRECTORY}}
spool=\${HOTLINE_SPOOL_DIR:-${SPOOL_DIRECTORY}}
control=$spool/control
restart_set=$(cd "$(dirname "$0")/.." && pwd)
export HOME=$run
: "\${NODE_NAME:?}" "\${MEDIA_ADDRESS:?}" "\${EVENT_SOCKET_PASSWORD:?}" "\${DRAIN_SECONDS:?}" "\${START_ROLE:?}"

say() { echo "hotline: $*"; }
cli() { timeout -k 1 5 fs_cli -t 3000 -x "$1"; }

write_role() {
  local standby=true
  if [ "$1" = owner ]; then standby=false; fi
  printf '<include>\\n<X-PRE-PROCESS cmd="set" data="trunk_standby=%s"/>\\n</include>\\n' "$standby" > "$run/role.xml.new"
  mv "$run/role.xml.new" "$run/role.xml"
  # What the controller wrote is read later and would win.
  rm -f "$control/role.xml"
}

mkdir -p "$run"/{db,log,pid,certs,cache,temp,storage,directory} "$spool/call-records" "$control/directory"
printf '[default]\\nhost => 127.0.0.1\\nport => ${MEDIA_PORTS.eventSocket}\\npassword => %s\\n' "$EVENT_SOCKET_PASSWORD" > "$run/.fs_cli_conf"
if [ -n "\${TLS_DIR:-}" ]; then cat "$TLS_DIR/tls.crt" "$TLS_DIR/tls.key" > "$run/certs/wss.pem"; fi
if [ -s "$spool/call-records/cdr-spool.sql" ]; then
  mv "$spool/call-records/cdr-spool.sql" "$spool/call-records/cdr-spool.sql.start-$(date +%s)"
fi
# The role never outlives a restart: only a node without a peer may start as owner.
write_role "$START_ROLE"
rm -f "$control/drain" "$control/drain-state"

# The record module says at every call that it has no database; it has none on purpose.
freeswitch -nf -c -nonat -conf "$restart_set" -log "$run/log" -db "$run/db" -run "$run/pid" -certs "$run/certs" \\
  -cache "$run/cache" -temp "$run/temp" -storage "$run/storage" -recordings "\${HOTLINE_RECORDINGS_DIR:-$run/storage}" \\
  \${HOTLINE_MODULE_DIR:+-mod "$HOTLINE_MODULE_DIR"} \${HOTLINE_SOUNDS_DIR:+-sounds "$HOTLINE_SOUNDS_DIR"} \\
  < /dev/null > >(exec sed -u '/mod_cdr_pg_csv.c:[0-9]* Connection to database failed/d') &
switch=$!

# Finished records go to the companion, which takes them to the database.
rotate_spool() {
  while sleep ${ROTATE_SECONDS}; do
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

# Asks the controller to give role and agents to the other node; one that lives shows it every second.
hand_over() {
  [ -n "$(find "$control/alive" -newermt '-5 seconds' 2> /dev/null)" ] || return 1
  printf '{"seconds": %s, "by": "stop signal"}\\n' "$DRAIN_SECONDS" > "$control/drain.new"
  mv "$control/drain.new" "$control/drain"
  for _ in $(seq ${CONTROLLER_ANSWER_SECONDS * 5}); do
    case "$(cat "$control/drain-state" 2> /dev/null)" in
      moving | done) return 0 ;;
      alone) return 1 ;;
    esac
    sleep 0.2
  done
  return 1
}

say "draining for up to $DRAIN_SECONDS s"
deadline=$((SECONDS + DRAIN_SECONDS))
if hand_over; then
  say "handing over to the other node"
else
  write_role standby
  cli reloadxml > /dev/null
  for profile in trunk peers; do cli "sofia profile $profile rescan" > /dev/null; done
fi
# Agents that still wait for a last caller belong to a hand-over as calls do.
moving() { [ "$(cat "$control/drain-state" 2> /dev/null)" = moving ]; }
left=$(sessions)
while running && { [ "\${left:-1}" -gt 0 ] || moving; } && [ "$SECONDS" -lt "$deadline" ] && [ "$terms" -lt 2 ]; do
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
 * Companion with psql: takes finished records and events to the database, one statement a line. The intakes drop
 * repeats, so a file that was half taken when the connection broke is sent again as a whole; what the database
 * refuses for its content is kept apart for people, line by line, never lost and never retried for ever.
 * A queue event becomes SQL here; its writer leaves no dollar sign in it, which would end the quotes.
 */
const REPLAY = `#!/bin/bash
set -u
umask 077
spool=\${HOTLINE_SPOOL_DIR:-${SPOOL_DIRECTORY}}
work=$spool/replay
stop=
trap 'stop=yes' TERM INT
mkdir -p "$work" "$spool"/{call-records,queue-events}/refused

# take FILE SQL: SQL has for each line of FILE the statement on the same line.
take() {
  local errors refused
  # Exit 0 although lines were refused; anything else is a lost or refused connection.
  errors=$(psql --no-psqlrc --quiet --file "$2" 2>&1 > /dev/null) || return 1
  refused=$(dirname "$1")/refused/$(basename "$1")
  if [ -n "$errors" ]; then
    echo "hotline: $errors"
    sed -n 's/^psql:[^ ]*:\\([0-9]*\\): ERROR:.*/\\1p/p' <<< "$errors" | sort -u > "$work/lines"
    # Aside and renamed, so that doing it twice gives the same.
    sed -n -f "$work/lines" "$1" > "$work/refused"
    mv "$work/refused" "$refused"
  fi
  rm "$1"
}

records() {
  for file in "$spool"/call-records/cdr-spool.sql.*; do
    [ -z "$stop" ] || return
    [ -s "$file" ] || { rm -f "$file"; continue; }
    take "$file" "$file" || return
  done
}

events() {
  for file in "$spool"/queue-events/queue-events.jsonl.*; do
    [ -z "$stop" ] || return
    [ -s "$file" ] || { rm -f "$file"; continue; }
    sed -e '/[$]/s/.*/SELECT no_event;/' -e t \\
      -e 's/.*/INSERT INTO ${QUEUE_EVENT_INTAKE} (${EVENT_COLUMNS}) SELECT ${EVENT_COLUMNS} FROM jsonb_populate_record(NULL::${QUEUE_EVENT_INTAKE}, $line$&$line$);/' \\
      "$file" > "$work/events.sql"
    take "$file" "$work/events.sql" || return
  done
}

while [ -z "$stop" ]; do
  records
  events
  [ -z "$stop" ] || break
  sleep ${REPLAY_SECONDS} &
  wait $!
done
exit 0
`;

export const SCRIPTS: Readonly<Record<string, string>> = {
  "scripts/init.sh": INIT,
  "scripts/probe.sh": PROBE,
  "scripts/reload.sh": RELOAD,
  "scripts/replay.sh": REPLAY,
  ...RETENTION_SCRIPTS,
};
