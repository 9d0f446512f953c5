import type { Postgres } from "../../planning/plan.ts";
import { backupScript, fetchScript, restoreScript, sourceScript } from "./postgres-backup-scripts.ts";
import { type PostgresPlace, REPLICATION_ROLE } from "./postgres-place.ts";
import {
  commonScript,
  FENCE,
  firstScript,
  primaryScript,
  promoteScript,
  startScript,
  watchScript,
} from "./postgres-scripts.ts";
import { backupConfig, hostAccess, serverConfig, sourceConfig } from "./postgres-settings.ts";
import { scheduleScript } from "./schedule.ts";

const BACKUP_SCHEDULE = "0 2 * * *";
const VERIFY_SCHEDULE = "0 4 * * 0";
const BACKUP_DEADLINE_SECONDS = 6 * 3600;

/** Every file that a PostgreSQL container reads, by path in its configuration volume; no secrets. */
export function postgresFiles(postgres: Postgres, place: PostgresPlace): Readonly<Record<string, string>> {
  const { backup, bootstrap, restore } = postgres;
  return {
    "backup.sh": backupScript(postgres, place),
    "bootstrap.sql": bootstrap,
    "common.sh": commonScript(postgres, place),
    "create.sql": createSql(postgres, place),
    "fence.sh": FENCE,
    "first.sh": firstScript(place),
    "logins.sql": loginsSql(postgres, place),
    "pg_hba.conf": hostAccess(postgres, place),
    "pgbackrest.conf": backupConfig(postgres, place),
    "postgresql.conf": serverConfig(postgres, place),
    "primary.sh": primaryScript(postgres, place),
    "promote.sh": promoteScript(postgres, place),
    "schedule-backup.sh": scheduleScript(BACKUP_SCHEDULE, BACKUP_DEADLINE_SECONDS, `${place.folders.run}/last-backup`),
    "schedule-verify.sh": scheduleScript(VERIFY_SCHEDULE, BACKUP_DEADLINE_SECONDS, `${place.folders.run}/last-verify`),
    "start.sh": startScript(place),
    "watch.sh": watchScript(postgres, place),
    ...(backup.store?.authority === undefined ? {} : { "store.pem": backup.store.authority }),
    ...(restore === undefined
      ? {}
      : {
          "fetch.sh": fetchScript(postgres, place),
          "restore.sh": restoreScript(postgres, place),
          "source.conf": sourceConfig(restore, place),
          "source.sh": sourceScript(),
          ...(restore.store?.authority === undefined ? {} : { "source.pem": restore.store.authority }),
        }),
  };
}

/** Run by the superuser at every start of a primary. psql reads the passwords itself: they stand in no argument. */
function loginsSql({ owner, replicationSecret }: Postgres, { folders }: PostgresPlace): string {
  const login = (name: string, { options, set }: { options: string; set: string }) => `
\\set password \`cat ${folders.secrets}/${set}/password\`
SELECT 'CREATE ROLE "${name}"' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${name}') \\gexec
ALTER ROLE "${name}" ${options} PASSWORD :'password';
`;
  return `\\set ON_ERROR_STOP on
-- A slow or failing statement must not put a password into the log.
SET log_min_duration_statement = -1;
SET log_min_error_statement = panic;
${login(owner, { options: "LOGIN", set: "owner" })}${
  replicationSecret === undefined
    ? ""
    : `${login(REPLICATION_ROLE, { options: "LOGIN REPLICATION", set: "replication" })}
-- What pg_rewind reads on the new primary.
GRANT EXECUTE ON FUNCTION pg_ls_dir(text, boolean, boolean), pg_stat_file(text, boolean), pg_read_binary_file(text),
  pg_read_binary_file(text, bigint, bigint, boolean) TO ${REPLICATION_ROLE};
`
}`;
}

/** Run once, in a new cluster. */
function createSql({ owner, database }: Postgres, { folders }: PostgresPlace): string {
  return `\\i ${folders.config}/logins.sql
CREATE DATABASE "${database}" OWNER "${owner}" ENCODING 'UTF8' TEMPLATE template0;
\\connect "${database}"
\\i ${folders.config}/bootstrap.sql
`;
}
