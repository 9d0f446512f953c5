import { imageReference } from "../../planning/images.ts";
import type { PartRequest } from "../../planning/part-request.ts";
import type { Companion } from "../../planning/plan.ts";

/**
 * Companion with psql: notes the checksum of each finished recording, and deletes what the database says is due, with
 * proof. Without the database nothing is deleted: nobody then knows what is under a legal hold.
 */
const RETENTION = `#!/bin/bash
set -u
umask 077
: "\${RECORDINGS:?}" "\${NODE_NAME:?}" "\${RETENTION_DAYS:?}"
recordings=$(cd "$RECORDINGS" && pwd -P) || exit 1
work=$(mktemp -d "\${TMPDIR:-/tmp}/retention.XXXXXX")
trap 'exit 0' TERM
trap 'rm -rf "$work"' EXIT
say() { echo "hotline: $*"; }
quoted() { local text=\${1//\\'/\\'\\'}; printf "'%s'" "$text"; }
ask() { psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 "$@"; }

# Only files of the recordings' own folder, whatever the database says; a path that leaves it is a finding.
inside() {
  local real
  real=$(realpath -m -- "$1") || return 1
  [[ "$real" == "$recordings"/* && "$1" != *$'\\n'* && ! -L "$1" ]]
}
facts() {
  local sum
  sum=$(sha256sum -- "$1") || return 1
  printf '%s, %s' "$(stat -c %s -- "$1")" "$(quoted "\${sum%% *}")"
}

note_checksums() {
  : > "$work/seen.sql"
  ask --command "SELECT path FROM hotline.recordings_unseen($(quoted "$NODE_NAME"), 2000)" > "$work/unseen" || return 1
  while IFS= read -r file; do
    # A file still being written to has no checksum yet.
    if inside "$file" && [ -f "$file" ] && [ -n "$(find "$file" -mmin +5)" ] && known=$(facts "$file"); then
      echo "SELECT hotline.recording_seen($(quoted "$NODE_NAME"), $(quoted "$file"), $known);" >> "$work/seen.sql"
    fi
  done < "$work/unseen"
  [ ! -s "$work/seen.sql" ] || ask --file "$work/seen.sql" > /dev/null
}

delete_due() {
  local file known
  find "$recordings" -type f -mtime "+$RETENTION_DAYS" -not -name $'*\\n*' > "$work/old"
  {
    printf 'SELECT path FROM hotline.recordings_due(%s, ARRAY[' "$(quoted "$NODE_NAME")"
    separator=
    while IFS= read -r file; do printf '%s%s' "$separator" "$(quoted "$file")"; separator=,; done < "$work/old"
    printf ']::text[]);\\n'
  } > "$work/due.sql"
  ask --file "$work/due.sql" > "$work/due" || return 1
  : > "$work/delete.sql"
  while IFS= read -r file; do
    if ! inside "$file"; then say "not deleted, since it lies outside $recordings: $file"; continue; fi
    known='NULL, NULL'
    if [ -f "$file" ]; then known=$(facts "$file") || continue; fi
    echo "SELECT $(quoted "$file") WHERE hotline.delete_recording($(quoted "$NODE_NAME"), $(quoted "$file"), $known);" >> "$work/delete.sql"
  done < "$work/due"
  [ -s "$work/delete.sql" ] || return 0
  # The database decides file by file, at once before it goes: a legal hold may have come in between.
  ask --file "$work/delete.sql" > "$work/decided" || return 1
  : > "$work/removed.sql"
  while IFS= read -r file; do
    rm -f -- "$file" || continue
    say "deleted $file"
    echo "SELECT hotline.recording_removed($(quoted "$NODE_NAME"), $(quoted "$file"));" >> "$work/removed.sql"
  done < "$work/decided"
  [ ! -s "$work/removed.sql" ] || ask --file "$work/removed.sql" > /dev/null || return 1
  ask --command "SELECT hotline.prove_removals($(quoted "$NODE_NAME"))" > /dev/null || return 1
  find "$recordings" -mindepth 1 -type d -empty -delete
}

while :; do
  note_checksums || say "checksums wait: the database does not take them"
  delete_due || say "nothing more is deleted now: the database is away or refuses, and it alone knows what must be kept"
  if [ "\${1:-}" = once ]; then exit 0; fi
  sleep "\${RETENTION_PAUSE:-3600}" &
  wait $!
done
`;

export const RETENTION_SCRIPTS: Readonly<Record<string, string>> = { "scripts/retention.sh": RETENTION };

/** Shares the node's volumes and network; deletes as often as once an hour, so that no night has to be caught. */
export function retentionCompanion(
  request: PartRequest,
  of: {
    readonly node: string;
    readonly recordings: { readonly volume: string; readonly path: string; readonly retentionDays: number };
    readonly scripts: { readonly set: string; readonly path: string };
    /** How the companion that replays records reaches the database: this one is the same client. */
    readonly database: Companion["environment"];
  },
): Companion {
  const plain = (value: string) => ({ kind: "plain", value }) as const;
  return {
    name: "retention",
    image: imageReference("database-tools", request.site.registry, request.site.imageTags),
    command: ["bash", `${of.scripts.path}/scripts/retention.sh`],
    environment: {
      ...of.database,
      NODE_NAME: plain(of.node),
      RECORDINGS: plain(of.recordings.path),
      RETENTION_DAYS: plain(String(of.recordings.retentionDays)),
    },
    mounts: [
      { source: { kind: "config", set: of.scripts.set }, path: of.scripts.path, readOnly: true },
      { source: { kind: "volume", volume: of.recordings.volume }, path: of.recordings.path, readOnly: false },
      { source: { kind: "memory", sizeMiB: 64 }, path: "/tmp", readOnly: false },
    ],
    resources: { cpu: 50, memory: 96 },
  };
}
