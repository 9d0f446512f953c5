import type { ObjectStore, Postgres, Restore } from "../../planning/plan.ts";
import { type PostgresPlace, REPLICATION_ROLE } from "./postgres-place.ts";

/** The plan's settings with their reasons, then those that only this platform can give. */
export function serverConfig(postgres: Postgres, { folders, listen, port }: PostgresPlace): string {
  const { parameters, reasons = {}, synchronous, hosts, backup } = postgres;
  const backrest = `pgbackrest --config=${folders.config}/pgbackrest.conf --stanza=${postgres.id}`;
  const settings: readonly (readonly [name: string, value: string, why: string | undefined])[] = [
    ...Object.entries(parameters).map(([name, value]) => [name, value, reasons[name]] as const),
    ["listen_addresses", listen, "the container's own networks; pg_hba.conf says who may come in"],
    ["port", String(port), undefined],
    ["unix_socket_directories", folders.run, "in memory, for the container's own work"],
    ["hba_file", `${folders.config}/pg_hba.conf`, undefined],
    ["ssl", "on", "what leaves the host is encrypted; SCRAM binds the password to this certificate"],
    ["ssl_cert_file", `${folders.data}/tls/server.crt`, undefined],
    ["ssl_key_file", `${folders.data}/tls/server.key`, undefined],
    ["ssl_min_protocol_version", "TLSv1.2", undefined],
    ["archive_mode", "on", "every segment of the log goes to the repository"],
    [
      "archive_command",
      `${backrest} --log-level-console=warn archive-push "%p"`,
      "one by one, not ahead: a few segments a minute at most, and pg_stat_archiver says at once what failed. The log waits on disk for a repository that is away: none is ever thrown away",
    ],
    ...(hosts.length > 1 && backup.store !== undefined
      ? [
          [
            "restore_command",
            `${backrest} archive-get %f "%p"`,
            "a standby takes from the repository what its primary no longer has",
          ] as const,
        ]
      : []),
    ...(synchronous
      ? [["synchronous_standby_names", "*", "a commit waits until a standby has it on disk, too"] as const]
      : []),
  ];
  return settings
    .map(([name, value, why]) => `${why === undefined ? "" : `# ${why}\n`}${name} = '${value.replaceAll("'", "''")}'\n`)
    .join("");
}

/**
 * Logins by address. Media nodes and jobs of this host come from its own networks, those of the other host from its
 * address; what crosses the wire is encrypted. The superuser comes from inside the container only.
 */
export function hostAccess({ clientAddresses, database }: Postgres, { peers }: PostgresPlace): string {
  const network = (address: string) => (address.includes("/") ? address : `${address}/32`);
  const clients = [...new Set(clientAddresses.map(network))];
  return `${[
    "# Nobody is trusted; the first line that fits decides.",
    "local all postgres peer",
    ...(peers.length === 0
      ? []
      : [
          `# The other server: it copies, asks who is primary, and rewinds. "postgres" is the database in which it asks.`,
        ]),
    ...peers.map((peer) => `hostssl replication,postgres ${REPLICATION_ROLE} ${network(peer)} scram-sha-256`),
    `host all ${REPLICATION_ROLE} all reject`,
    "host all postgres all reject",
    ...clients.map((address) => `hostssl ${database} all ${address} scram-sha-256`),
    "# Containers of this host: nothing leaves it.",
    `host ${database} all samenet scram-sha-256`,
  ].join("\n")}\n`;
}

/** pgBackRest's settings for its own stanza; secrets come by its environment variables. */
export function backupConfig(postgres: Postgres, { folders, port }: PostgresPlace): string {
  const { backup, id } = postgres;
  return [
    ...repository({ store: backup.store, encrypted: backup.cipherSecret !== undefined, folder: folders.backups }),
    ...(backup.store?.authority === undefined ? [] : [`repo1-storage-ca-file=${folders.config}/store.pem`]),
    "# Backups that are older than this, and the log that only they need, are removed after the next full one.",
    "repo1-retention-full-type=time",
    `repo1-retention-full=${backup.keepDays}`,
    "compress-type=zst",
    "# A backup begins at once, not at the next checkpoint.",
    "start-fast=y",
    ...shared(folders.run),
    "",
    `[${id}]`,
    `pg1-path=${folders.data}/pgdata`,
    `pg1-socket-path=${folders.run}`,
    `pg1-port=${port}`,
    "",
  ].join("\n");
}

/** Of the instance that is restored from: nothing is written there. */
export function sourceConfig(restore: Restore, { folders }: PostgresPlace): string {
  const { from, store, cipherSecret } = restore;
  return [
    ...repository({ store, encrypted: cipherSecret !== undefined, folder: folders.source }),
    ...(store?.authority === undefined ? [] : [`repo1-storage-ca-file=${folders.config}/source.pem`]),
    ...shared(`${folders.run}/source`),
    "",
    `[${from}]`,
    `pg1-path=${folders.data}/pgdata`,
    "",
  ].join("\n");
}

function shared(lock: string): readonly string[] {
  // A store that is away is reported after four times this long (measured).
  return ["io-timeout=10", "process-max=2", "log-level-console=info", "log-level-file=off", `lock-path=${lock}/lock`];
}

interface Repository {
  readonly store: ObjectStore | undefined;
  readonly encrypted: boolean;
  readonly folder: string;
}

/** `s3://bucket/path`. A store of one's own cares neither for the region nor for names of hosts per bucket. */
function repository({ store, encrypted, folder }: Repository): readonly string[] {
  const cipher = encrypted ? ["repo1-cipher-type=aes-256-cbc"] : [];
  if (store === undefined) return ["[global]", `repo1-path=${folder}`, ...cipher];
  const { hostname, pathname } = new URL(store.location);
  return [
    "[global]",
    "repo1-type=s3",
    `repo1-s3-bucket=${hostname}`,
    `repo1-s3-endpoint=${store.endpoint.replace(/\/+$/, "")}`,
    "repo1-s3-region=us-east-1",
    "repo1-s3-uri-style=path",
    `repo1-path=${pathname === "" ? "/" : pathname}`,
    "# Small files together: a request for each would take longer than its bytes.",
    "repo1-bundle=y",
    ...cipher,
  ];
}
