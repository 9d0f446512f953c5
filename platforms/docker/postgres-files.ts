import type { ObjectStore, Postgres } from "../../planning/plan.ts";
import { scheduleScript } from "./schedule.ts";

export const CONFIG_FOLDER = "/etc/hotline/postgres";
export const DATA_FOLDER = "/var/lib/postgresql/data";
export const BACKUP_FOLDER = "/var/lib/pgbackrest";
export const SOCKET_FOLDER = "/run/postgresql";
export const OWNER_SECRET_FOLDER = "/run/secrets/owner";

const REPLICATION_ROLE = "hotline_replication";
const BACKUP_DEADLINE_SECONDS = 6 * 3600;
const PGDATA = `${DATA_FOLDER}/pgdata`;

/** Every file that a PostgreSQL container reads, by path in its configuration volume. */
export function postgresFiles(postgres: Postgres): Readonly<Record<string, string>> {
  return {
    "backup.sh": BACKUP,
    "bootstrap.sql": postgres.bootstrap,
    "create.sql": createSql(postgres),
    "pg_hba.conf": hostAccess(postgres),
    "pgbackrest.conf": pgBackRest(postgres),
    "postgresql.conf": settings(postgres),
    "schedule.sh": scheduleScript(
      `0 2 ${postgres.backup.fullEveryDays === 1 ? "*" : `*/${postgres.backup.fullEveryDays}`} * *`,
      BACKUP_DEADLINE_SECONDS,
    ),
    "start.sh": START,
  };
}

function settings({ parameters, synchronous, hosts }: Postgres): string {
  const all = {
    ...parameters,
    listen_addresses: "*",
    unix_socket_directories: SOCKET_FOLDER,
    hba_file: `${CONFIG_FOLDER}/pg_hba.conf`,
    archive_mode: "on",
    archive_command: `pgbackrest --config=${CONFIG_FOLDER}/pgbackrest.conf --stanza=main archive-push %p`,
    // What a standby that was away for a night needs to catch up.
    ...(hosts.length > 1 ? { wal_keep_size: "4GB" } : {}),
    ...(synchronous ? { synchronous_standby_names: "*" } : {}),
  };
  return Object.entries(all)
    .map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`)
    .join("");
}

/** The container's own networks and the media nodes; the port is published, so the rest of the LAN is kept out here. */
function hostAccess({ clientAddresses }: Postgres): string {
  const from = ["samenet", ...clientAddresses.map((address) => (address.includes("/") ? address : `${address}/32`))];
  const lines = from.flatMap((address) => [
    `host replication ${REPLICATION_ROLE} ${address} scram-sha-256`,
    `host all all ${address} scram-sha-256`,
  ]);
  return `${["# Everybody proves who they are.", "local all postgres peer", "local all all scram-sha-256", ...lines].join("\n")}\n`;
}

/** The password is read by psql itself: it stands in no argument and no log. */
function createSql({ owner, database }: Postgres): string {
  return `\\set ON_ERROR_STOP on
\\set password \`cat ${OWNER_SECRET_FOLDER}/password\`
CREATE ROLE "${owner}" LOGIN PASSWORD :'password';
CREATE ROLE ${REPLICATION_ROLE} REPLICATION LOGIN PASSWORD :'password';
CREATE DATABASE "${database}" OWNER "${owner}" ENCODING 'UTF8' TEMPLATE template0;
\\connect "${database}"
\\i ${CONFIG_FOLDER}/bootstrap.sql
`;
}

function pgBackRest({ backup }: Postgres): string {
  const lines = [
    "[global]",
    ...(backup.store === undefined ? [`repo1-path=${BACKUP_FOLDER}`] : objectStore(backup.store)),
    "repo1-retention-full-type=time",
    `repo1-retention-full=${backup.keepDays}`,
    "compress-type=gz",
    "start-fast=y",
    "log-level-console=info",
    "log-level-file=off",
    "lock-path=/tmp/pgbackrest",
    "",
    "[main]",
    `pg1-path=${PGDATA}`,
    `pg1-socket-path=${SOCKET_FOLDER}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** `s3://bucket/path`. A store of one's own cares neither for the region nor for names of hosts per bucket. */
function objectStore({ location, endpoint }: ObjectStore): readonly string[] {
  const { hostname, pathname } = new URL(location);
  return [
    "repo1-type=s3",
    `repo1-s3-bucket=${hostname}`,
    `repo1-s3-endpoint=${endpoint}`,
    "repo1-s3-region=us-east-1",
    "repo1-s3-uri-style=path",
    `repo1-path=${pathname === "" ? "/" : pathname}`,
  ];
}

/**
 * First process. An empty data folder is made beside and moved when complete, so that a start cut short begins anew.
 * Whether this is a primary matters only then: afterwards the data folder itself says what it is.
 */
const START = `#!/bin/bash
set -euo pipefail
umask 077
export PGDATA=${PGDATA} PGPASSFILE=${SOCKET_FOLDER}/.pgpass
escaped() { sed 's/[\\\\:]/\\\\&/g' ${OWNER_SECRET_FOLDER}/password; }
printf '*:*:*:*:%s\\n' "$(escaped)" > "$PGPASSFILE"

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  rm -rf "$PGDATA.new"
  if [ -z "\${PRIMARY_ADDRESS:-}" ]; then
    initdb --pgdata="$PGDATA.new" --username=postgres --encoding=UTF8 --locale=C.UTF-8 --data-checksums --auth-local=peer --auth-host=scram-sha-256
    pg_ctl --pgdata="$PGDATA.new" --wait --options="-c listen_addresses='' -c unix_socket_directories=${SOCKET_FOLDER}" start
    psql --host=${SOCKET_FOLDER} --username=postgres --no-psqlrc --quiet --file=${CONFIG_FOLDER}/create.sql
    pg_ctl --pgdata="$PGDATA.new" --wait --mode=fast stop
  else
    until pg_basebackup --host="$PRIMARY_ADDRESS" --username=${REPLICATION_ROLE} --pgdata="$PGDATA.new" --write-recovery-conf --wal-method=stream; do
      rm -rf "$PGDATA.new"
      sleep 5
    done
  fi
  mv "$PGDATA.new" "$PGDATA"
fi

postgres -c config_file=${CONFIG_FOLDER}/postgresql.conf &
server=$!
trap 'kill -INT "$server"' TERM INT
(until pg_isready --quiet --host=${SOCKET_FOLDER}; do sleep 2; done; /bin/bash ${CONFIG_FOLDER}/backup.sh first) &
/bin/sh ${CONFIG_FOLDER}/schedule.sh /bin/bash ${CONFIG_FOLDER}/backup.sh full &
code=0
while kill -0 "$server" 2> /dev/null; do wait "$server" && code=0 || code=$?; done
exit "$code"
`;

/** On the primary only. first: makes the repository ready, and a backup if it has none. full: a full backup. */
const BACKUP = `#!/bin/bash
set -euo pipefail
backrest() { pgbackrest --config=${CONFIG_FOLDER}/pgbackrest.conf --stanza=main "$@"; }
in_recovery=$(psql --host=${SOCKET_FOLDER} --username=postgres --no-psqlrc --tuples-only --no-align --command='SELECT pg_is_in_recovery()')
if [ "$in_recovery" = t ]; then exit 0; fi
backrest stanza-create
if [ "$1" = first ] && [ "$(backrest info --output=json | tr -d ' ' | grep -c '"backup":\\[{')" != 0 ]; then exit 0; fi
backrest --type=full backup
`;
