import { CALL_RECORD_INTAKE } from "../../../planning/call-record.ts";
import { QUEUE_EVENT, QUEUE_EVENT_INTAKE } from "../../../planning/queue-event.ts";
import { SPOOL_DIRECTORY } from "../config-core.ts";

/** How often the companion looks for something to take. */
const REPLAY_SECONDS = 5;
/** Longest time for one file: ten seconds of records, at the pace of a database that limps. */
const FILE_SECONDS = 300;
/** How often a trouble that stays is said again. */
const SAY_AGAIN_SECONDS = 600;
const EVENT_COLUMNS = QUEUE_EVENT.map(({ column }) => column).join(", ");
/**
 * A server that vanishes is given up after 10 s or so: without this a statement waits for its answer for two hours
 * (measured with dropped packets). libpq has no environment variables for it.
 */
const CONNECTION = "keepalives_idle=5 keepalives_interval=2 keepalives_count=3 tcp_user_timeout=10000";
/**
 * SQLSTATE classes that a line's own content explains: cardinality, data, constraint, view check, what a trigger
 * raises, syntax. Everything else (read-only after a fail-over, disk full, no such table yet, shutting down) passes.
 */
const OF_CONTENT = "(21|22|23|44|P0)[0-9A-Z]{3}|42601";
/** Fails for its content, whatever the database. */
const NO_LINE = "SELECT 'not a whole line'::integer;";

/**
 * Companion with psql: takes finished records and events to the database, one statement a line. The intakes drop
 * repeats, so a file that was half taken when the connection broke is sent again as a whole; what the database
 * refuses for its content is kept apart for people, line by line, never lost and never retried for ever; a trouble of
 * the database's own keeps the file.
 * A queue event becomes SQL here; its writer leaves no dollar sign in it, which would end the quotes. A record that is
 * not a whole line, with its quotes closed, is not sent: it would swallow the lines behind it.
 */
export const REPLAY = `#!/bin/bash
set -u
umask 077
spool=\${HOTLINE_SPOOL_DIR:-${SPOOL_DIRECTORY}}
work=$spool/replay
stop=
trap 'stop=yes' TERM INT
mkdir -p "$work" "$spool"/{call-records,queue-events}/refused

declare -A said said_at
# trouble KIND TEXT: what stays the same is said now and then only.
trouble() {
  if [ "$2" = "\${said[$1]:-}" ] && [ $((SECONDS - said_at[$1])) -lt ${SAY_AGAIN_SECONDS} ]; then return; fi
  said[$1]=$2
  said_at[$1]=$SECONDS
  echo "hotline: the database takes no $1: $2"
}

# take FILE SQL: SQL has for each line of FILE the statement on the same line.
take() {
  local errors refused kind
  kind=$(basename "$(dirname "$1")")
  # Exit 0 although lines were refused; anything else is a lost or refused connection.
  if ! errors=$(timeout -k 5 ${FILE_SECONDS} psql --no-psqlrc --quiet --set VERBOSITY=verbose --dbname '${CONNECTION}' --file "$2" 2>&1 > /dev/null); then
    trouble "$kind" "$(head -n 2 <<< "$errors" | paste -s -d ' ')"
    return 1
  fi
  refused=$(grep -E '^psql:[^ ]*: (ERROR|FATAL|PANIC):' <<< "$errors")
  if grep -qvE ': ERROR:  (${OF_CONTENT}):' <<< "$refused" && [ -n "$refused" ]; then
    trouble "$kind" "$(grep -vE ': ERROR:  (${OF_CONTENT}):' <<< "$refused" | head -n 1 | sed 's/^[^ ]* //')"
    return 1
  fi
  if [ -n "\${said[$kind]:-}" ]; then
    echo "hotline: the database takes $kind again"
    said[$kind]=
  fi
  if [ -n "$refused" ]; then
    sed -n 's/^psql:[^ ]*:\\([0-9]*\\): ERROR:.*/\\1p/p' <<< "$refused" | sort -u > "$work/lines"
    # Their content is personal data: it stays in the file.
    echo "hotline: $(wc -l < "$work/lines") lines of $(basename "$1") are refused, the first with $(head -n 1 <<< "$refused" | grep -oE '(${OF_CONTENT})' | head -n 1)"
    # Aside and renamed, so that doing it twice gives the same.
    sed -n -f "$work/lines" "$1" > "$work/refused"
    mv "$work/refused" "$(dirname "$1")/refused/$(basename "$1")"
  fi
  rm "$1"
}

records() {
  for file in "$spool"/call-records/cdr-spool.sql.*; do
    [ -z "$stop" ] || return
    [ -s "$file" ] || { rm -f "$file"; continue; }
    awk '/^INSERT INTO ${CALL_RECORD_INTAKE} .*;$/ { line = $0; if (gsub(/\\047/, "", line) % 2 == 0) { print; next } }
      { print "${NO_LINE.replaceAll("'", "\\047")}" }' "$file" > "$work/records.sql"
    take "$file" "$work/records.sql" || return
  done
}

events() {
  for file in "$spool"/queue-events/queue-events.jsonl.*; do
    [ -z "$stop" ] || return
    [ -s "$file" ] || { rm -f "$file"; continue; }
    sed -e "/[$]/s/.*/${NO_LINE}/" -e t \\
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
