import type { Postgres } from "../../planning/plan.ts";
import { type PostgresPlace, REPLICATION_ROLE } from "./postgres-place.ts";

/**
 * What the scripts have in common. `CODE: text` on standard error is what people and `hotline` read.
 * Environment: PEER_ADDRESS (none: a single server), SERVER_NAME, FIRST_PRIMARY (yes on one server of the pair).
 */
export function commonScript({ id }: Postgres, { folders, port }: PostgresPlace): string {
  const { config, data, run, secrets } = folders;
  return `set -euo pipefail
umask 077
config=${config} data=${data} run=${run} secrets=${secrets} stanza=${id}
export PGDATA="$data/pgdata" PGPASSFILE="$run/.pgpass" PGCONNECT_TIMEOUT=3
peer=\${PEER_ADDRESS:-}
say() { printf '%s: %s\\n' "$1" "$2" >&2; }
refuse() { say "$@"; exit 1; }
secret() { [ ! -s "$secrets/$1" ] || cat "$secrets/$1"; }
sql() { psql --host="$run" --port=${port} --username=postgres --dbname=postgres --no-psqlrc --tuples-only --no-align --quiet --set=ON_ERROR_STOP=1 "$@"; }
# pgBackRest takes its secrets from these; the server's archive_command inherits them.
keys() {
  export PGBACKREST_REPO1_CIPHER_PASS PGBACKREST_REPO1_S3_KEY PGBACKREST_REPO1_S3_KEY_SECRET
  PGBACKREST_REPO1_CIPHER_PASS=$(secret "$1/passphrase") PGBACKREST_REPO1_S3_KEY=$(secret "$1-store/access-key") PGBACKREST_REPO1_S3_KEY_SECRET=$(secret "$1-store/secret-key")
  local name
  for name in \${!PGBACKREST_REPO1_*}; do [ -n "\${!name}" ] || unset "$name"; done
}
keys backup
backrest() { pgbackrest --config="$config/pgbackrest.conf" --stanza="$stanza" "$@"; }
# pgBackRest's info says 0 also where the repository is out of reach or opens by another passphrase; what it prints is no
# JSON then. Prints what is wrong, or nothing.
trouble() {
  LC_ALL=C grep --quiet --text '"status":{"code":99' <<< "$1" || return 0
  LC_ALL=C tr -cd '[:print:]' <<< "$1" | grep --only-matching '\\[[A-Za-z]*Error\\][^"]*' | head -1 | cut --characters=1-200
}
control() { pg_controldata "$PGDATA" | sed -n "s/^$1: *//p"; }
# Binding the proof of the password to the server's certificate leaves nobody room in between, so no authority is needed.
peer_connection="host=$peer port=${port} user=${REPLICATION_ROLE} sslmode=require channel_binding=require application_name=\${SERVER_NAME:-server}"
# "primary 2", "standby 2" (the time-line in decimal) or "silent 0".
ask_peer() {
  psql "$peer_connection dbname=postgres" --no-psqlrc --tuples-only --no-align --field-separator=' ' --command="
    SELECT CASE WHEN pg_is_in_recovery() THEN 'standby' ELSE 'primary' END,
      CASE WHEN pg_is_in_recovery() THEN (SELECT timeline_id FROM pg_control_checkpoint())
        ELSE ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int END" 2> /dev/null || echo silent 0
}
own_timeline() { control "Latest checkpoint's TimeLineID"; }
`;
}

/**
 * First process. An empty data folder is made beside and moved when complete, so that a start cut short begins anew.
 * A server that was primary asks its peer before it takes a single write: see fence.sh.
 */
export function startScript({ folders, port }: PostgresPlace): string {
  const { config } = folders;
  return `#!/bin/bash
. ${config}/common.sh
. ${config}/fence.sh

printf '*:*:*:*:%s\\n' "$(secret replication/password | sed 's/[\\\\:]/\\\\&/g')" > "$PGPASSFILE"
if [ ! -s "$data/tls/server.key" ]; then
  mkdir -p "$data/tls"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj "/CN=\${SERVER_NAME:-postgres}" \\
    -keyout "$data/tls/server.key.new" -out "$data/tls/server.crt" 2> /dev/null
  mv "$data/tls/server.key.new" "$data/tls/server.key"
fi

clone() {
  rm -rf "$PGDATA.new"
  pg_basebackup --dbname="$peer_connection" --pgdata="$PGDATA.new" --wal-method=stream --checkpoint=fast || return 1
  touch "$PGDATA.new/standby.signal"
  mv "$PGDATA.new" "$PGDATA"
}

create() {
  # A repository with backups under this name belongs to a database that was: to begin beside it would archive nothing.
  known=$(backrest info --output=json --log-level-console=error)
  reason=$(trouble "$known")
  [ -z "$reason" ] || refuse DATABASE_REPOSITORY_UNREADABLE "the backup repository does not answer, or can't be read: $reason"
  if [ "$(jq '[.[].backup[]] | length' <<< "$known")" != 0 ]; then
    refuse DATABASE_ARCHIVE_NOT_EMPTY "the data folder is empty, but the repository has backups of $stanza. Restore them to a new instance; nothing was created."
  fi
  rm -rf "$PGDATA.new"
  initdb --pgdata="$PGDATA.new" --username=postgres --encoding=UTF8 --locale=C.UTF-8 --data-checksums --auth-local=peer --auth-host=scram-sha-256
  pg_ctl --pgdata="$PGDATA.new" --wait --options="-c listen_addresses='' -c unix_socket_directories=$run -c port=${port}" start
  sql --file="$config/create.sql"
  pg_ctl --pgdata="$PGDATA.new" --wait --mode=fast stop
  mv "$PGDATA.new" "$PGDATA"
}

if [ -e "$data/restore-failed" ]; then
  # The same request would fail again; a corrected one (another target) begins anew.
  if cmp --quiet "$config/restore.sh" "$data/restore-tried"; then cat "$data/restore-failed" >&2; exit 1; fi
  rm -f "$data/restore-failed" "$data/restore-tried"
fi
if [ -e "$data/restoring" ] || [ ! -s "$PGDATA/PG_VERSION" ]; then
  if [ -s "$config/restore.sh" ] && [ "\${FIRST_PRIMARY:-}" = yes ]; then
    bash "$config/restore.sh"
  elif [ "\${FIRST_PRIMARY:-}" = yes ] && [ -z "$peer" ]; then
    create
  elif [ "\${FIRST_PRIMARY:-}" = yes ]; then
    case "$(ask_peer)" in
      primary*) until clone; do sleep 5; done ;;
      standby*) refuse DATABASE_PEER_HAS_DATA "the data folder is empty, but $peer is a standby with all of it: promote it, then start this server" ;;
      *) create ;;
    esac
  else
    until clone; do sleep 5; done
  fi
elif [ ! -e "$PGDATA/standby.signal" ]; then
  fence
fi

options=()
if [ -n "$peer" ]; then options+=(-c "primary_conninfo=$peer_connection passfile=$PGPASSFILE"); fi
postgres -c config_file="$config/postgresql.conf" "\${options[@]}" &
server=$!
stopped=
trap 'stopped=yes; kill -INT "$server"' TERM INT
bash "$config/first.sh" "$server" & helpers=$!
bash "$config/watch.sh" "$server" & helpers="$helpers $!"
sh "$config/schedule-backup.sh" bash "$config/backup.sh" scheduled & helpers="$helpers $!"
sh "$config/schedule-verify.sh" bash "$config/backup.sh" verify & helpers="$helpers $!"
code=0
while kill -0 "$server" 2> /dev/null; do wait "$server" && code=0 || code=$?; done
kill $helpers 2> /dev/null || true
[ -z "$stopped" ] || exit 0
exit "$code"
`;
}

/**
 * Two servers have no quorum, so neither may decide alone that the other is dead. The rule: a server that nobody has
 * followed since it became primary starts, unless its peer says that it was promoted since (the mark of a follower is
 * up to five seconds late); any other starts as primary only when its peer says that it is a standby, or a person says
 * that the peer is off.
 */
export const FENCE = `fence() {
  [ -n "$peer" ] || return 0
  waited=0
  while :; do
    read -r role timeline <<< "$(ask_peer)"
    case "$role" in
      standby) return 0 ;;
      primary) if [ -e "$data/followed" ] || [ "$timeline" -gt "$(own_timeline)" ]; then rejoin "$timeline"; fi; return 0 ;;
    esac
    [ -e "$data/followed" ] || return 0
    if [ -e "$data/peer-is-off" ]; then
      rm "$data/peer-is-off"
      say DATABASE_PEER_OFF "starts as primary: a person said that $peer is off"
      return 0
    fi
    if [ $((waited % 60)) = 0 ]; then
      say DATABASE_PEER_SILENT "was primary, and $peer, which may have been promoted since, does not answer. Waits for it; if it is off and stays off: touch $data/peer-is-off"
    fi
    sleep 1
    waited=$((waited + 1))
  done
}

# What was committed here after the peer was promoted is counted and kept for people to look at: it was acknowledged and
# is not in the peer. Arguments: time-lines of the peer and of this server.
set_aside() {
  fork=$(psql "$peer_connection dbname=postgres" --no-psqlrc --tuples-only --no-align --command="SELECT convert_from(pg_read_binary_file('pg_wal/$(printf %08X "$1").history'), 'UTF8')" 2> /dev/null | awk -v timeline="$2" '$1 == timeline { print $2 }')
  [ -n "$fork" ] || return 0
  commits=$(TZ=UTC pg_waldump --path="$PGDATA/pg_wal" --timeline="$2" --start="$fork" --rmgr=Transaction 2> /dev/null | sed -n 's/.*desc: COMMIT \\([0-9-]* [0-9:.]*\\).*/\\1/p' || true)
  [ -n "$commits" ] || return 0
  first=$(printf '%08X%08X%08X' "$2" "0x\${fork%/*}" $((0x\${fork#*/} >> 24)))
  mkdir -p "$data/set-aside"
  for segment in "$PGDATA"/pg_wal/$(printf %08X "$2")????????????????; do
    [[ "$(basename "$segment")" < "$first" ]] || cp "$segment" "$data/set-aside/"
  done
  say DATABASE_COMMITS_SET_ASIDE "$(wc -l <<< "$commits") transactions were committed here and are not in $peer, from $(head -1 <<< "$commits") to $(tail -1 <<< "$commits") UTC; their log is in $data/set-aside (pg_waldump shows it)"
}

rejoin() {
  timeline=$(own_timeline)
  say DATABASE_FENCED "$peer is primary on time-line $1, this server was on $timeline: it becomes a standby"
  set_aside "$1" "$timeline"
  if report=$(pg_rewind --target-pgdata="$PGDATA" --source-server="$peer_connection dbname=postgres" --config-file="$config/postgresql.conf" 2>&1); then
    touch "$PGDATA/standby.signal"
  else
    say DATABASE_NOT_REWOUND "$report"
    rm -rf "$data/fenced"
    mv "$PGDATA" "$data/fenced"
    until clone; do sleep 5; done
    say DATABASE_CLONED "copied anew; what was here is in $data/fenced until the next time"
  fi
  rm -f "$data/followed"
}
`;

/** Once the server answers: its logins, its repository and a backup where it has none. */
export function firstScript({ folders, port }: PostgresPlace): string {
  return `#!/bin/bash
. ${folders.config}/common.sh
until pg_isready --quiet --host="$run" --port=${port}; do kill -0 "$1" 2> /dev/null || exit 0; sleep 1; done
bash "$config/primary.sh" || say DATABASE_LOGINS "the logins could not be made equal to the secrets"
bash "$config/backup.sh" first
`;
}

/** On the server that runs: notices a follower, and a peer that was promoted while this one was cut off. */
export function watchScript({ synchronous }: Postgres, { folders }: PostgresPlace): string {
  return `#!/bin/bash
. ${folders.config}/common.sh
[ -n "$peer" ] || exit 0
while sleep 5 && kill -0 "$1" 2> /dev/null; do
  [ "$(sql --command='SELECT pg_is_in_recovery()' 2> /dev/null)" = f ] || continue
  if [ "$(sql --command="SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming' AND usename = '${REPLICATION_ROLE}'")" != 0 ]; then
    touch "$data/followed"
${
  synchronous
    ? `    if [ -n "$(sql --command="SELECT 1 FROM pg_file_settings WHERE name = 'synchronous_standby_names' AND sourcefile LIKE '%auto.conf'")" ]; then
      sql --command='ALTER SYSTEM RESET synchronous_standby_names' --command='SELECT pg_reload_conf()' > /dev/null
      say DATABASE_SYNCHRONOUS "a standby follows: commits wait for it again"
    fi
`
    : ""
}    continue
  fi
  read -r role timeline <<< "$(ask_peer)"
  if [ "$role" = primary ] && [ "$timeline" -gt "$(sql --command="SELECT ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int")" ]; then
    say DATABASE_SUPERSEDED "$peer was promoted to time-line $timeline while this server ran: it stops"
    kill -INT "$1"
  fi
done
`;
}

/**
 * Makes the standby primary. A person runs it, since of two servers neither can tell a dead peer from a cut wire; it
 * refuses while the primary answers, and without the statement that it is off and can't come back by itself.
 */
export function promoteScript({ synchronous }: Postgres, { folders }: PostgresPlace): string {
  return `#!/bin/bash
. ${folders.config}/common.sh
[ "$(sql --command='SELECT pg_is_in_recovery()')" = t ] || refuse DATABASE_NOT_STANDBY "this server is primary already"
read -r role _ <<< "$(ask_peer)"
if [ "$role" = primary ]; then refuse DATABASE_PRIMARY_ANSWERS "$peer is primary and answers: stop its container first, then promote"; fi
if [ "\${1:-}" != --primary-is-off ]; then
  refuse DATABASE_PRIMARY_UNKNOWN "$peer does not answer, which does not mean that it is off. Make sure that it is (power, or the container stopped), then promote with --primary-is-off"
fi
sql --command="SELECT format('DATABASE_PROMOTED: received to %s, last commit of %s', pg_last_wal_receive_lsn(), pg_last_xact_replay_timestamp())" >&2
rm -f "$data/followed"
[ "$(sql --command='SELECT pg_promote(true, 60)')" = t ] || refuse DATABASE_NOT_PROMOTED "the server did not become primary within 60 s; see its log"
# Until then the files still say the old time-line, and backups and a peer that rewinds go by them.
sql --command=CHECKPOINT
${
  synchronous
    ? `sql --command="ALTER SYSTEM SET synchronous_standby_names = ''" --command='SELECT pg_reload_conf()' > /dev/null
say DATABASE_ASYNCHRONOUS "commits wait for no standby until one follows again"
`
    : ""
}bash "$config/primary.sh"
bash "$config/backup.sh" first
`;
}

/** Whoever is primary keeps logins equal to the secrets, which may have been changed, or be another stack's. */
export function primaryScript({ database }: Postgres, { folders }: PostgresPlace): string {
  return `#!/bin/bash
. ${folders.config}/common.sh
[ "$(sql --command='SELECT pg_is_in_recovery()')" = f ] || exit 0
sql --file="$config/logins.sql"
sql --dbname="${database}" --file="$config/bootstrap.sql"
`;
}
