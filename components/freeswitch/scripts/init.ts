import { DEMO_VOICE } from "../../../planning/demo-voice.ts";
import { MEDIA_PORTS } from "../../../planning/media-ports.ts";
import { RUN_DIRECTORY, SPOOL_DIRECTORY } from "../config-core.ts";

/** Longest wait from hang-up to the rotation of the records' spool. */
const ROTATE_SECONDS = 10;
/** Longest wait for the controller: handing the role over takes it 0.1 s. */
const CONTROLLER_ANSWER_SECONDS = 6;

/**
 * First process of a media node. It copies the reload set, writes what the switch must not find in its configuration
 * (role, passwords), starts the switch and, on SIGTERM, has its controller hand over, or refuses new calls itself, and
 * waits for the last call or the deadline.
 * Exit: the switch's own code, or 3 when calls were cut. Never `bg_system`: its children become zombies.
 */
export const INIT = `#!/bin/bash
set -u
umask 077
# First of all: to a first process, a signal without a trap does nothing.
terms=0
trap 'terms=$((terms + 1))' TERM
# Makes a wait end now and then, for a signal may come in the moment before the wait.
trap : ALRM

run=\${HOTLINE_RUN_DIR:-${RUN_DIRECTORY}}
spool=\${HOTLINE_SPOOL_DIR:-${SPOOL_DIRECTORY}}
control=$spool/control
scripts=$(cd "$(dirname "$0")" && pwd)
export HOME=$run
: "\${NODE_NAME:?}" "\${MEDIA_ADDRESS:?}" "\${EVENT_SOCKET_PASSWORD:?}" "\${DRAIN_SECONDS:?}" "\${START_ROLE:?}"
. "$scripts/reload-sets.sh"

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

if [ "\${LINE_STATUS:-}" = live ] && [ -n "\${HOTLINE_SOUNDS_DIR:-}" ]; then
  demo=$(find "$HOTLINE_SOUNDS_DIR" -name '${DEMO_VOICE.marker}'; grep -rlF '${DEMO_VOICE.comment}' "$HOTLINE_SOUNDS_DIR")
  if [ -n "$demo" ]; then
    say "a live line does not speak in a synthetic demo voice: $(echo "$demo" | head -n 1)"
    exit 1
  fi
fi
mkdir -p "$run"/{db,log,pid,certs,cache,temp,storage,directory} "$spool/call-records" "$control/directory"
if version=$(stage "$scripts/../../reload"); then
  point current "$version"
elif complete "$sets/current" > /dev/null; then
  say "the reload set is not whole ($version): starting with version $(pointed current), which served before"
else
  say "the reload set is not whole ($version)"
  exit 1
fi
point applied "$(pointed current)"
tidy_sets
# The switch reads both side by side: its own copy of what is fixed while it runs, and whatever set is current.
rm -rf "$run/conf"
mkdir "$run/conf"
cp --recursive --dereference "$scripts/.." "$run/conf/restart"
ln -s "$sets/current" "$run/conf/reload"

printf '[default]\\nhost => 127.0.0.1\\nport => ${MEDIA_PORTS.eventSocket}\\npassword => %s\\n' "$EVENT_SOCKET_PASSWORD" > "$run/.fs_cli_conf"
if [ -n "\${TLS_DIR:-}" ]; then cat "$TLS_DIR/tls.crt" "$TLS_DIR/tls.key" > "$run/certs/wss.pem"; fi
if [ -s "$spool/call-records/cdr-spool.sql" ]; then
  mv --backup=numbered "$spool/call-records/cdr-spool.sql" "$spool/call-records/cdr-spool.sql.start-$(date +%s)"
fi
# The role never outlives a restart: only a node without a peer may start as owner.
write_role "$START_ROLE"
rm -f "$control/drain" "$control/drain-state"
if [ "$terms" -gt 0 ]; then say "told to stop before the switch was started"; exit 0; fi

# The record module says at every call that it has no database; it has none on purpose. A bad certificate is marked.
rm -f "$run/bad-certificate"
start_switch() {
  freeswitch -nf -c -nonat -conf "$run/conf/restart" -log "$run/log" -db "$run/db" -run "$run/pid" -certs "$run/certs" \\
    -cache "$run/cache" -temp "$run/temp" -storage "$run/storage" -recordings "\${HOTLINE_RECORDINGS_DIR:-$run/storage}" \\
    \${HOTLINE_MODULE_DIR:+-mod "$HOTLINE_MODULE_DIR"} \${HOTLINE_SOUNDS_DIR:+-sounds "$HOTLINE_SOUNDS_DIR"} \\
    < /dev/null > >(exec sed -u -e '/mod_cdr_pg_csv.c:[0-9]* Connection to database failed/d' -e "/Bad WSS.PEM/w $run/bad-certificate") &
  switch=$!
}
start_switch

# Finished records go to the companion, which takes them to the database.
rotate_spool() {
  while sleep ${ROTATE_SECONDS}; do
    if [ -s "$spool/call-records/cdr-spool.sql" ]; then cli 'fsctl send_sighup' > /dev/null; fi
    kill -ALRM $$
  done
}
rotate_spool &
trap "kill $! 2> /dev/null" EXIT

running() { kill -0 "$switch" 2> /dev/null; }
sessions() { cli status | sed -n 's/^\\([0-9][0-9]*\\) session(s) - peak.*/\\1/p'; }

while [ "$terms" -eq 0 ]; do
  wait "$switch"
  code=$?
  if running; then continue; fi
  # What it printed last is on its way through sed.
  sleep 0.3
  # With it no profile would start, and nobody would answer the trunks. With one of its own, which browsers refuse,
  # callers still hear what is going on.
  if [ -s "$run/bad-certificate" ]; then
    say "the agents' certificate and key can't be used; the switch serves callers without agents' browsers"
    rm -f "$run/certs/wss.pem" "$run/bad-certificate"
    start_switch
    continue
  fi
  exit "$code"
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
