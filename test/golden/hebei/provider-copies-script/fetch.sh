#!/bin/bash
set -eu
umask 077
cp /etc/hotline/key/ssh-key /tmp/key
rsync --archive --partial --timeout 60 --rsh "ssh -i /tmp/key -o UserKnownHostsFile=/copies/known_hosts -o StrictHostKeyChecking=accept-new" \
  "hotline@$PROVIDER_ADDRESS:outgoing/" /copies/
for file in /copies/records/*.jsonl; do
  [ -e "$file" ] || continue
  psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 \
    --command "CREATE TEMPORARY TABLE line (record jsonb)" \
    --command "\\copy line FROM '$file' WITH (FORMAT csv, QUOTE e'\\x01', DELIMITER e'\\x02')" \
    --command "INSERT INTO hotline.provider_call_record (uuid, started_at, record)
      SELECT (record->>'uuid')::uuid, (record->>'started_at')::timestamptz, record FROM line ON CONFLICT DO NOTHING"
  mv "$file" "$file.filed"
done
find /copies -type f -mtime "+$RETENTION_DAYS" -not -name known_hosts -print -delete
