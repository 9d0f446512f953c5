/** Where a server's files are; in a container always the same. */
export interface PostgresFolders {
  /** Files of postgresFiles, read-only. */
  readonly config: string;
  /** Volume that holds the data folder `pgdata`, and what outlives it: certificate, marks, what a fence set aside. */
  readonly data: string;
  /** Local repository of backups. */
  readonly backups: string;
  /** Local repository of the instance that is restored from, read-only. */
  readonly source: string;
  /** Memory: sockets, locks, password file. */
  readonly run: string;
  /** One folder a secret set: `owner`, `replication`, `backup`, `source`. */
  readonly secrets: string;
}

export const FOLDERS: PostgresFolders = {
  config: "/etc/hotline/postgres",
  data: "/var/lib/postgresql/data",
  backups: "/var/lib/pgbackrest",
  source: "/var/lib/pgbackrest-source",
  run: "/run/postgresql",
  secrets: "/run/secrets",
};

/** A server among its peers, in numbers and addresses that only the platform knows. */
export interface PostgresPlace {
  readonly folders: PostgresFolders;
  /** What the server listens on: everything in its container. */
  readonly listen: string;
  readonly port: number;
  /** Addresses of all servers of the pair, to let each other in. */
  readonly peers: readonly string[];
}

export const REPLICATION_ROLE = "hotline_replication";
export const POSTGRES_PORT = 5432;
