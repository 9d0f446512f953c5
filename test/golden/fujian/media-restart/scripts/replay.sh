#!/bin/bash
set -u
umask 077
spool=${HOTLINE_SPOOL_DIR:-/var/spool/hotline}
work=$spool/replay
stop=
trap 'stop=yes' TERM INT
mkdir -p "$work" "$spool"/{call-records,queue-events}/refused

declare -A said said_at
# trouble KIND TEXT: what stays the same is said now and then only.
trouble() {
  if [ "$2" = "${said[$1]:-}" ] && [ $((SECONDS - said_at[$1])) -lt 600 ]; then return; fi
  said[$1]=$2
  said_at[$1]=$SECONDS
  echo "hotline: the database takes no $1: $2"
}

# take FILE SQL: SQL has for each line of FILE the statement on the same line.
take() {
  local errors refused kind
  kind=$(basename "$(dirname "$1")")
  # Exit 0 although lines were refused; anything else is a lost or refused connection.
  if ! errors=$(timeout -k 5 300 psql --no-psqlrc --quiet --set VERBOSITY=verbose --dbname 'keepalives_idle=5 keepalives_interval=2 keepalives_count=3 tcp_user_timeout=10000' --file "$2" 2>&1 > /dev/null); then
    trouble "$kind" "$(head -n 2 <<< "$errors" | paste -s -d ' ')"
    return 1
  fi
  refused=$(grep -E '^psql:[^ ]*: (ERROR|FATAL|PANIC):' <<< "$errors")
  if grep -qvE ': ERROR:  ((21|22|23|44|P0)[0-9A-Z]{3}|42601):' <<< "$refused" && [ -n "$refused" ]; then
    trouble "$kind" "$(grep -vE ': ERROR:  ((21|22|23|44|P0)[0-9A-Z]{3}|42601):' <<< "$refused" | head -n 1 | sed 's/^[^ ]* //')"
    return 1
  fi
  if [ -n "${said[$kind]:-}" ]; then
    echo "hotline: the database takes $kind again"
    said[$kind]=
  fi
  if [ -n "$refused" ]; then
    sed -n 's/^psql:[^ ]*:\([0-9]*\): ERROR:.*/\1p/p' <<< "$refused" | sort -u > "$work/lines"
    # Their content is personal data: it stays in the file.
    echo "hotline: $(wc -l < "$work/lines") lines of $(basename "$1") are refused, the first with $(head -n 1 <<< "$refused" | grep -oE '((21|22|23|44|P0)[0-9A-Z]{3}|42601)' | head -n 1)"
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
    awk '/^INSERT INTO call_record_intake .*;$/ { line = $0; if (gsub(/\047/, "", line) % 2 == 0) { print; next } }
      { print "SELECT \047not a whole line\047::integer;" }' "$file" > "$work/records.sql"
    take "$file" "$work/records.sql" || return
  done
}

events() {
  for file in "$spool"/queue-events/queue-events.jsonl.*; do
    [ -z "$stop" ] || return
    [ -s "$file" ] || { rm -f "$file"; continue; }
    sed -e "/[$]/s/.*/SELECT 'not a whole line'::integer;/" -e t \
      -e 's/.*/INSERT INTO queue_event_intake (uuid, happened_at, media_node, kind, queue, agent, call_uuid, detail) SELECT uuid, happened_at, media_node, kind, queue, agent, call_uuid, detail FROM jsonb_populate_record(NULL::queue_event_intake, $line$&$line$);/' \
      "$file" > "$work/events.sql"
    take "$file" "$work/events.sql" || return
  done
}

while [ -z "$stop" ]; do
  records
  events
  [ -z "$stop" ] || break
  sleep 5 &
  wait $!
done
exit 0
