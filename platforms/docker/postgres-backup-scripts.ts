import type { Postgres } from "../../planning/plan.ts";
import type { PostgresPlace } from "./postgres-place.ts";

/**
 * backup.sh on the primary only.
 * first: makes the repository ready, takes a backup if it has none, checks that the log arrives.
 * scheduled: a full backup when the last is as old as the plan says, else a differential one; then checks.
 * verify: reads every file of the repository; pgBackRest says 0 even when it finds damage, so its report decides.
 */
export function backupScript({ backup }: Postgres, { folders }: PostgresPlace): string {
  return `#!/bin/bash
. ${folders.config}/common.sh
[ "$(sql --command='SELECT pg_is_in_recovery()')" = f ] || exit 0
# pgBackRest refuses a second one beside it: a promotion right after a start would fail for the start's own.
if [ "$1" != verify ]; then exec 9> "$run/backup.lock"; flock 9; fi
check() { backrest check || refuse DATABASE_NOT_ARCHIVING "the log does not arrive in the repository: what is committed now can't be restored"; }
newest() { backrest info --output=json --log-level-console=error | jq -r '[.[].backup[] | select(.error != true) | select('"$1"') | .timestamp.stop] | max // 0'; }
case "$1" in
  first)
    backrest stanza-create
    [ "$(newest true)" != 0 ] || backrest --type=full backup
    check
    ;;
  scheduled)
    # Half a day of grace, or a backup that ended late would put off the next by a day.
    if [ $(($(date +%s) - $(newest '.type == "full"'))) -ge ${backup.fullEveryDays * 86_400 - 43_200} ]; then type=full; else type=diff; fi
    backrest --type="$type" backup || refuse DATABASE_NO_BACKUP "the $type backup failed"
    check
    ;;
  verify)
    report=$(backrest verify --output=text --log-level-console=info)
    if grep -q 'status: error' <<< "$report"; then
      printf '%s\\n' "$report" >&2
      refuse DATABASE_BACKUP_DAMAGED "the repository has damaged or missing files, named above"
    fi
    ;;
esac
`;
}

/**
 * restore.sh, once, on an empty data folder: the instance begins as its source was. Refuses before it writes what can
 * be known before; afterwards nothing counts as restored until its own log arrives in its own repository.
 * RESTORE_TARGET: "latest" or a time.
 */
export function restoreScript({ restore, database }: Postgres, { folders }: PostgresPlace): string {
  const target = restore?.target.kind === "time" ? restore.target.time : "latest";
  return `#!/bin/bash
. ${folders.config}/common.sh
from=${restore?.from ?? ""} target='${target}'
work="$data/restore-work" log="$data/restore.log"
. "$config/source.sh"

# An attempt that was cut short left nothing that anybody could want.
if [ -e "$data/restoring" ]; then rm -rf "$PGDATA" "$work"; fi
[ ! -e "$PGDATA" ] || refuse RESTORE_DATA_NOT_EMPTY "the data folder has a database already; nothing was changed"

# Its own repository must be new, or the restored instance would archive into another one's log, or not at all.
own=$(backrest info --output=json --log-level-console=error)
reason=$(trouble "$own")
[ -z "$reason" ] || refuse RESTORE_REPOSITORY_UNREADABLE "its own repository does not answer, or can't be read: $reason"
[ "$(jq '[.[].archive[], .[].backup[]] | length' <<< "$own")" = 0 ] \\
  || refuse RESTORE_ARCHIVE_NOT_EMPTY "the repository has backups or log of $stanza already: restore under another name; nothing was changed"

info=$(source_backrest info --output=json --log-level-console=error)
reason=$(trouble "$info")
[ -z "$reason" ] || refuse RESTORE_REPOSITORY_UNREADABLE "the repository of $from does not answer, or can't be read; most often the passphrase is another one: $reason"
case "$(jq '.[0].status.code' <<< "$info")" in
  0) ;;
  1) refuse RESTORE_NOTHING_THERE "the repository has nothing of $from" ;;
  2) refuse RESTORE_NO_BASE_BACKUP "the repository has log of $from, but no base backup, without which log is of no use" ;;
  *) refuse RESTORE_REPOSITORY_UNREADABLE "the repository of $from can't be used: $(jq -r '.[0].status.message' <<< "$info")" ;;
esac

mkdir -p "$work"
last=$(jq -r '.[0].archive[-1].max // empty' <<< "$info") archive=$(jq -r '.[0].archive[-1].id // empty' <<< "$info")
if [ "$target" != latest ]; then
  epoch() { date --date="$1" +%s%6N; }
  wanted=$(epoch "$target") || refuse RESTORE_TARGET_UNREADABLE "$target is no time"
  earliest=$(jq '[.[0].backup[] | select(.error != true) | .timestamp.stop] | min' <<< "$info")
  if [ "$wanted" -lt "\${earliest}000000" ]; then
    refuse RESTORE_TARGET_TOO_EARLY "$target is before the end of the first base backup; the earliest possible time is $(TZ=UTC date --date="@$earliest" '+%F %T+00')"
  fi
  latest=$(latest_commit "$last")
  if [ -n "$latest" ] && [ "$wanted" -ge "$(epoch "$latest")" ]; then
    refuse RESTORE_TARGET_TOO_LATE "$target is not before the last commit in the repository, of $latest: the latest possible time is just before that. To have everything, restore to: latest"
  fi
fi

touch "$data/restoring"
options=(--type=default)
[ "$target" = latest ] || options=(--type=time --target="$target" --target-action=promote)
if ! report=$(source_backrest restore "\${options[@]}" --recovery-option=restore_command="bash $config/fetch.sh %f %p" 2>&1); then
  printf '%s\\n' "$report" >&2
  code=RESTORE_FAILED
  case "$report" in
    *'backup.manifest'* | *'missing file'*) code=RESTORE_BASE_BACKUP_MISSING ;;
    *'checksum'* | *'FormatError'* | *'CryptoError'*) code=RESTORE_BASE_BACKUP_DAMAGED ;;
  esac
  rm -rf "$PGDATA" "$work" "$data/restoring"
  refuse "$code" "the base backup of $from could not be read whole; pgBackRest's words are above"
fi

failed() { cp "$config/restore.sh" "$data/restore-tried"; say "$@" 2>&1 | tee "$data/restore-failed" >&2; pg_ctl --pgdata="$PGDATA" --wait --mode=immediate stop > /dev/null 2>&1 || true; exit 1; }
rm -f "$data/restore-damaged"
# Without reading ahead: it would meet a damaged segment behind the moment that is wanted, and end there.
# Not open for readers before it is done: a smaller server than its source may then restore it, too.
pg_ctl --pgdata="$PGDATA" --no-wait --log="$log" --options="-c config_file=$config/postgresql.conf -c listen_addresses='' -c hot_standby=off -c recovery_prefetch=off" start > /dev/null
sleep 1
until [ "$(sql --command='SELECT pg_is_in_recovery()' 2> /dev/null)" = f ] || ! pg_ctl --pgdata="$PGDATA" status > /dev/null; do sleep 0.5; done
if ! pg_ctl --pgdata="$PGDATA" status > /dev/null; then
  if [ -s "$data/restore-damaged" ]; then
    failed RESTORE_SEGMENT_DAMAGED "the log segment $(cat "$data/restore-damaged") can't be read from the repository; choose a time before it, or another copy of the repository"
  fi
  reached=$(sed -n 's/.*last completed transaction was at log time //p' "$log" | tail -1)
  if grep -q 'recovery ended before configured recovery target was reached' "$log"; then
    failed RESTORE_TARGET_TOO_LATE "$target was not reached; the last commit that could be is of $reached"
  fi
  tail -20 "$log" >&2
  failed RESTORE_FAILED "the server did not start from the backup; its last words are above, all of them in $log"
fi

timeline=$(sql --command="SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8)")
# Recovery that meets a hole ends there in silence when no time was asked for: PostgreSQL can't know that more was meant.
if [ "$target" = latest ] && [ -n "$last" ]; then
  fork=$(tail -1 "$PGDATA/pg_wal/$timeline.history" | cut -f 2)
  ended=$(printf '%08X%08X' "0x\${fork%/*}" $((0x\${fork#*/} >> 24)))
  if [[ "$ended" < "\${last:8}" ]]; then
    failed RESTORE_ENDED_EARLY "the log goes on to $last, but recovery ended at $fork: a segment there is missing or damaged. The last commit was of $(sed -n 's/.*last completed transaction was at log time //p' "$log" | tail -1)"
  fi
fi

sql --file="$config/logins.sql"
sql --dbname="${database}" --file="$config/bootstrap.sql"
backrest stanza-create || failed RESTORE_NOT_ARCHIVING "its own repository could not be made; the data are restored, but what is committed now could not be restored again"
backrest check || failed RESTORE_NOT_ARCHIVING "its log does not arrive in its own repository; the data are restored, but what is committed now could not be restored again"
archived=$(sql --command="SELECT last_archived_wal FROM pg_stat_archiver")
[ "\${archived:0:8}" = "$timeline" ] || failed RESTORE_NOT_ARCHIVING "the last archived segment is $archived, of another time-line than $timeline"
sql --command="SELECT format('RESTORED: from $from to $target, time-line %s, archives %s', '$timeline', '$archived')" >&2
pg_ctl --pgdata="$PGDATA" --wait --mode=fast stop > /dev/null
rm -rf "$work" "$data/restoring"
`;
}

/** Reading the source's repository, with the source's keys. */
export function sourceScript(): string {
  return `source_backrest() { (keys source; pgbackrest --config="$config/source.conf" --stanza="$from" "$@"); }

# Brings a segment into the work folder: 1 where there is none, 2 where it can't be read or isn't what was archived.
# pgBackRest's own archive-get needs a data folder, which there is none before the restore.
get_segment() {
  local folder="archive/$from/$archive/\${1:0:16}" name
  name=$(source_backrest repo-ls "$folder" --filter="^$1-[0-9a-f]{40}" --log-level-console=error | head -1)
  [ -n "$name" ] || return 1
  source_backrest repo-get "$folder/$name" --log-level-console=error > "$work/raw" || return 2
  if [ "$(head --bytes=4 "$work/raw" | od -An -tx1 | tr -d ' ')" = 28b52ffd ]; then
    zstd --decompress --quiet --force -o "$work/$1" "$work/raw" || return 2
  else
    mv "$work/raw" "$work/$1"
  fi
  # The name holds the checksum of what was archived.
  [ "$(sha1sum < "$work/$1" | cut --bytes=1-40)" = "\${name:25:40}" ] || return 2
}

# Time of the last commit in the log that ends with the segment; nothing where the last few hundred have none.
latest_commit() {
  local segment=$1 tries number found status
  for ((tries = 0; tries < 300; tries++)); do
    [ -n "$segment" ] || return 0
    status=0
    get_segment "$segment" || status=$?
    case "$status" in
      0)
        found=$(TZ=UTC pg_waldump --rmgr=Transaction "$work/$segment" 2> /dev/null | sed -n 's/.*desc: COMMIT \\([0-9-]* [0-9:.]*\\) UTC.*/\\1+00/p' | tail -1)
        rm "$work/$segment"
        if [ -n "$found" ]; then printf '%s\\n' "$found"; return 0; fi
        number=$((0x\${segment:8:8} * 256 + 0x\${segment:16:8} - 1))
        segment=$(printf '%s%08X%08X' "\${segment:0:8}" $((number / 256)) $((number % 256)))
        ;;
      1)
        # The time-line began here: what came before it stands under its parent's number.
        [ "\${segment:0:8}" != 00000001 ] || return 0
        segment=$(printf '%08X%s' $((0x\${segment:0:8} - 1)) "\${segment:8}")
        ;;
      *) refuse RESTORE_SEGMENT_DAMAGED "the log segment $segment can't be read from the repository" ;;
    esac
  done
}
`;
}

/**
 * The restored server's restore_command. 1 says "no such segment", at which recovery may end; a segment that is there
 * and can't be read must stop it instead, and PostgreSQL takes only a status above 125 for that (pgBackRest's are below).
 */
export function fetchScript({ restore }: Postgres, { folders }: PostgresPlace): string {
  return `#!/bin/bash
. ${folders.config}/common.sh
from=${restore?.from ?? ""}
. "$config/source.sh"
status=0
source_backrest archive-get "$1" "$2" || status=$?
case "$status" in 0 | 1) exit "$status" ;; esac
printf '%s' "$1" > "$data/restore-damaged"
exit 255
`;
}
