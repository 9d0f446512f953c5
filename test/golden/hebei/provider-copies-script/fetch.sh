#!/bin/bash
set -euo pipefail
umask 077
export TZ=Asia/Shanghai
copies=${COPIES:-/copies}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: "${PROVIDER_SOURCE:?}" "${RETENTION_DAYS:?}"
if [ -n "${SSH_KEY_FILE:-}" ]; then
  install -m 0600 "$SSH_KEY_FILE" "$work/key"
  export RSYNC_RSH="ssh -p ${PROVIDER_PORT:-22} -i $work/key -o IdentitiesOnly=yes -o BatchMode=yes -o UserKnownHostsFile=$copies/known_hosts -o StrictHostKeyChecking=accept-new"
fi
sql() { psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --dbname "${PGDATABASE:-hotline}" "$@"; }
owed=0
# Prints a problem and keeps it with the day; the day is not filed as long as it has one.
problem() { echo "hotline: $1: $2"; printf '%s\n' "$2" >> "$work/problems"; }

# A day's folder must be named as one; anything else, and what is past its time or already filed, is not fetched.
today=$(date +%F)
oldest=$(date -d "$today - $RETENTION_DAYS days" +%F)
mkdir -p "$copies/days" "$copies/filed"
rsync --list-only "$PROVIDER_SOURCE" > "$work/listing"
offered=$(awk '$NF ~ /^20[0-9][0-9]-[01][0-9]-[0-3][0-9]$/ { print $NF }' "$work/listing" | sort)

check_day() {
  local day=$1 folder=$copies/days/$1 path
  if [ ! -e "$folder/manifest.sha256" ]; then problem "$day" "no manifest.sha256: the delivery is not finished"; return; fi
  if grep -Eq '^[0-9a-f]{64} [ *](/|.*\.\./)' "$folder/manifest.sha256"; then problem "$day" "the manifest names a path outside the day"; return; fi
  (cd "$folder" && sha256sum --check --quiet --strict manifest.sha256 2>&1) > "$work/sums" || \
    while read -r path; do problem "$day" "checksum: $path"; done < "$work/sums"
  for path in records.jsonl total.json; do
    [ -e "$folder/$path" ] || problem "$day" "no $path"
    grep -Eq "^[0-9a-f]{64} [ *]$path\$" "$folder/manifest.sha256" || problem "$day" "the manifest lacks $path"
  done
  sed -E 's/^[0-9a-f]{64} [ *]//' "$folder/manifest.sha256" | sort > "$work/listed"
  (cd "$folder" && find recordings -type f 2> /dev/null || true) | sort > "$work/present"
  comm -13 "$work/listed" "$work/present" > "$work/unlisted"
  while read -r path; do problem "$day" "the manifest lacks $path"; done < "$work/unlisted"
}

# Files the records of a sound day, or nothing of it. Records of another day and recordings that are missing or that
# no call names are problems, found where the records can be read: in the database.
file_day() {
  local day=$1 folder=$copies/days/$1
  sed -n "s#^recordings/##p" "$work/present" > "$work/names"
  {
    echo "BEGIN;"
    echo "CREATE TEMPORARY TABLE line (record jsonb) ON COMMIT DROP;"
    echo "CREATE TEMPORARY TABLE present (name text) ON COMMIT DROP;"
    echo "CREATE TEMPORARY TABLE total (total jsonb) ON COMMIT DROP;"
    # Neither of the two signs occurs in JSON text: a line is one value, backslashes and quotes included.
    echo "\\copy line FROM '$folder/records.jsonl' WITH (FORMAT csv, QUOTE e'\\x01', DELIMITER e'\\x02')"
    echo "\\copy present FROM '$work/names' WITH (FORMAT csv, QUOTE e'\\x01', DELIMITER e'\\x02')"
    printf '%s\n' "INSERT INTO total VALUES (:'total'::jsonb);"
    cat <<'SQL'
SET LOCAL timezone = 'Asia/Shanghai';
CREATE TEMPORARY TABLE problem (text text) ON COMMIT DROP;
INSERT INTO problem
  SELECT format('total.json is of %s', total->>'date') FROM total WHERE total->>'date' IS DISTINCT FROM :'day'
  UNION ALL SELECT format('calls: %s claimed, %s delivered', total->>'calls', (SELECT count(*) FROM line)) FROM total
    WHERE (total->>'calls')::bigint IS DISTINCT FROM (SELECT count(*) FROM line)
  UNION ALL SELECT format('recordings: %s claimed, %s delivered', total->>'recordings', (SELECT count(*) FROM present)) FROM total
    WHERE (total->>'recordings')::bigint IS DISTINCT FROM (SELECT count(*) FROM present)
  UNION ALL SELECT format('call %s is delivered %s times', record->>'uuid', count(*)) FROM line GROUP BY record->>'uuid' HAVING count(*) > 1
  UNION ALL SELECT format('call %s started on another day: %s', record->>'uuid', record->>'started_at') FROM line
    WHERE ((record->>'started_at')::timestamptz)::date IS DISTINCT FROM (:'day')::date
  UNION ALL SELECT format('call %s lacks its recording %s', record->>'uuid', record->>'recording') FROM line
    WHERE record->>'recording' IS NOT NULL AND record->>'recording' NOT IN (SELECT name FROM present)
  UNION ALL SELECT format('recording %s belongs to no call', name) FROM present
    WHERE name NOT IN (SELECT record->>'recording' FROM line WHERE record->>'recording' IS NOT NULL);
SELECT text FROM problem ORDER BY text LIMIT 100;
INSERT INTO hotline.provider_call_record (uuid, started_at, record)
  SELECT (record->>'uuid')::uuid, (record->>'started_at')::timestamptz, record FROM line
  WHERE NOT EXISTS (SELECT FROM problem) ON CONFLICT DO NOTHING;
COMMIT;
SQL
  } > "$work/file.sql"
  sql --set day="$day" --set total="$(cat "$folder/total.json")" --file "$work/file.sql" > "$work/found" 2> "$work/refused" || \
    problem "$day" "the database refused the records: $(head -n 1 "$work/refused")"
  while read -r line; do [ -z "$line" ] || problem "$day" "$line"; done < "$work/found"
}

# Says in the database how the day stands, for whoever answers for the contract.
report_day() {
  sql --set day="$1" --set state="$2" --set problems="$(cat "$work/problems")" <<'SQL'
INSERT INTO hotline.provider_delivery (day, state, problems)
  VALUES (:'day', :'state', array_remove(string_to_array(:'problems', e'\n'), ''))
  ON CONFLICT (day) DO UPDATE SET state = excluded.state, problems = excluded.problems, checked_at = now();
SQL
}

for day in $offered; do
  [[ "$day" < "$oldest" || ! "$day" < "$today" || -e "$copies/filed/$day" ]] && continue
  : > "$work/problems"
  # By content: a corrected file may have the old one's size and time.
  rsync --recursive --checksum --times --no-links --partial --delete --timeout 60 "${PROVIDER_SOURCE%/}/$day/" "$copies/days/$day/"
  check_day "$day"
  if [ ! -s "$work/problems" ]; then file_day "$day"; fi
  if [ -s "$work/problems" ]; then
    owed=1
    report_day "$day" faulty
  else
    report_day "$day" filed
    touch "$copies/filed/$day"
    echo "hotline: $day: filed"
  fi
done

# A day that was never offered: every day from the first that was filed, or from the contract's beginning, is owed.
first=${CONTRACT_START:-$(find "$copies/filed" -type f -printf '%f\n' | sort | sed -n 1p)}
day=$(date -d "$today - 45 days" +%F)
[[ -n "$first" && "$day" < "$first" ]] && day=$first
while [[ -n "$first" && "$day" < "$today" ]]; do
  if [ ! -e "$copies/filed/$day" ] && ! grep -qxF "$day" <<< "$offered"; then
    : > "$work/problems"
    problem "$day" "nothing was delivered"
    report_day "$day" missing
    owed=1
  fi
  day=$(date -d "$day + 1 day" +%F)
done

# Recordings are personal data and go when their time is over, by the day of the call.
for folder in "$copies"/days/*; do
  day=$(basename "$folder")
  if [[ "$day" < "$oldest" ]]; then rm -rf "$folder" "$copies/filed/$day"; echo "hotline: $day: past its time, deleted"; fi
done
exit $((owed * 4))
