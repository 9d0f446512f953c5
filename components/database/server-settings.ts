import type { Gibibytes, Mebibytes, Millicores } from "../../provinces/units.ts";

/** What the settings of a server follow from. */
export interface ServerLoad {
  readonly memory: Mebibytes;
  readonly cpu: Millicores;
  readonly storageGiB: Gibibytes;
  readonly connections: number;
  readonly instances: number;
  readonly callsPerDay: number;
}

export interface ServerSetting {
  readonly value: string;
  /** In English: it stands as a comment above the setting. */
  readonly why: string;
}

/** Seconds of work that are lost at most when a server and all its standbys are lost together. */
export const ARCHIVE_TIMEOUT_SECONDS = 60;

const CHECKPOINT_MINUTES = 15;
/** A call record is 0.55 KiB of log (measured); with its events, work order, audit and counts some ten times that. */
const WAL_KIB_PER_CALL = 6;
/** Share of a day's calls in its busiest hour, and so of its log. */
const BUSY_HOUR_SHARE = 0.15;

/**
 * Settings of PostgreSQL by name, in order, as both platforms take them; what PostgreSQL's defaults do well is left to
 * them. Sizes are whole MB.
 */
export function serverSettings(load: ServerLoad): Readonly<Record<string, ServerSetting>> {
  return { ...memory(load), ...writeAhead(load), ...planner(load), ...sessions(load), ...log() };
}

function memory({ memory: total, connections }: ServerLoad): Record<string, ServerSetting> {
  const shared = Math.floor(total / 4);
  return {
    shared_buffers: {
      value: `${shared}MB`,
      why: `a quarter of the server's ${total} MB; the rest is the file cache's`,
    },
    effective_cache_size: {
      value: `${Math.floor((total * 3) / 4)}MB`,
      why: "three quarters: what the planner may expect to find in memory, here or in the file cache",
    },
    work_mem: {
      value: `${Math.max(4, Math.floor((total - shared) / (4 * connections)))}MB`,
      why: `of one sort or hash: a quarter of what is left, shared by all ${connections} connections; 4 MB at least`,
    },
    maintenance_work_mem: {
      value: `${Math.max(64, Math.floor(total / 16))}MB`,
      why: "a sixteenth, for vacuum and indexes; autovacuum's three workers may each take it",
    },
  };
}

function writeAhead({ callsPerDay, storageGiB, instances }: ServerLoad): Record<string, ServerSetting> {
  const busyHour = (callsPerDay * BUSY_HOUR_SHARE * WAL_KIB_PER_CALL) / 1024;
  const tenth = Math.floor((storageGiB * 1024) / 10);
  const size = Math.min(tenth, Math.max(1024, Math.ceil(4 * busyHour * (CHECKPOINT_MINUTES / 60))));
  return {
    synchronous_commit: {
      value: "on",
      why: "what is acknowledged is on disk; with a synchronous standby, on its disk too",
    },
    wal_compression: { value: "lz4", why: "pages written in full are half of the log; lz4 costs next to nothing" },
    checkpoint_timeout: {
      value: `${CHECKPOINT_MINUTES}min`,
      why: "fewer pages written in full; a crash replays a quarter of an hour, which takes seconds",
    },
    max_wal_size: {
      value: `${size}MB`,
      why: `four times the log of ${CHECKPOINT_MINUTES} busy minutes (${Math.ceil(busyHour)} MB in the busy hour), so that time and not size calls for checkpoints; 1 GB at least, a tenth of the storage at most`,
    },
    archive_timeout: {
      value: `${ARCHIVE_TIMEOUT_SECONDS}s`,
      why: "a segment is archived after this long even if it isn't full: what is lost at most with the machine",
    },
    ...(instances === 1
      ? {}
      : {
          wal_keep_size: {
            value: `${Math.min(tenth, Math.max(1024, Math.ceil(10 * busyHour)))}MB`,
            why: "a standby that was away for ten busy hours catches up by itself; a tenth of the storage at most",
          },
        }),
  };
}

function planner({ cpu }: ServerLoad): Record<string, ServerSetting> {
  return {
    random_page_cost: { value: "1.1", why: "solid-state disks; the default is that of turning ones" },
    max_parallel_workers_per_gather: {
      value: String(Math.min(4, Math.max(1, Math.floor(cpu / 2000)))),
      why: `half of its ${cpu / 1000} processors for one report, the other half for calls`,
    },
    jit: { value: "off", why: "compiling takes longer than most of the figures' queries" },
  };
}

function sessions({ connections }: ServerLoad): Record<string, ServerSetting> {
  return {
    max_connections: {
      value: String(connections),
      why: "media nodes, desk, jobs and people together; more would share the same memory and disk",
    },
    idle_in_transaction_session_timeout: {
      value: "60s",
      why: "a forgotten transaction keeps locks and hinders vacuum",
    },
    client_connection_check_interval: { value: "10s", why: "a query whose client is gone is ended" },
    tcp_keepalives_idle: { value: "30", why: "a client that vanished is noticed after a minute" },
    tcp_keepalives_interval: { value: "10", why: "as above" },
    tcp_keepalives_count: { value: "3", why: "as above" },
    password_encryption: { value: "scram-sha-256", why: "no password can be read back, nor used by who sees the file" },
    timezone: { value: "Asia/Shanghai", why: "days and months of the figures are China's" },
  };
}

function log(): Record<string, ServerSetting> {
  return {
    log_timezone: { value: "Asia/Shanghai", why: "as the people who read it" },
    log_connections: { value: "on", why: "who was there is evidence" },
    log_disconnections: { value: "on", why: "and for how long" },
    log_min_duration_statement: { value: "1s", why: "the figures' page has to show within a second" },
    log_lock_waits: { value: "on", why: "who waits for whom" },
    log_checkpoints: { value: "on", why: "whether max_wal_size is enough" },
    log_autovacuum_min_duration: { value: "10s", why: "whether vacuum keeps up" },
  };
}

/** The settings' values alone, as plans and CloudNativePG take them. */
export function valuesOf(settings: Readonly<Record<string, ServerSetting>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(settings).map(([name, { value }]) => [name, value]));
}

export function reasonsOf(settings: Readonly<Record<string, ServerSetting>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(settings).map(([name, { why }]) => [name, why]));
}
