/** Server settings from memory, connections and replication; the rest of PostgreSQL's defaults stand. */
export function serverParameters(server: {
  readonly memoryMiB: number;
  readonly connections: number;
}): Readonly<Record<string, string>> {
  const { memoryMiB, connections } = server;
  return {
    max_connections: String(connections),
    shared_buffers: `${Math.floor(memoryMiB / 4)}MB`,
    effective_cache_size: `${Math.floor((memoryMiB * 3) / 4)}MB`,
    work_mem: `${Math.max(4, Math.floor(memoryMiB / (4 * connections)))}MB`,
    maintenance_work_mem: `${Math.max(64, Math.floor(memoryMiB / 16))}MB`,
    checkpoint_timeout: "15min",
    max_wal_size: "2GB",
    wal_compression: "on",
    random_page_cost: "1.1",
    idle_in_transaction_session_timeout: "60s",
    log_connections: "on",
    log_disconnections: "on",
    log_min_duration_statement: "1s",
    log_timezone: "Asia/Shanghai",
    timezone: "Asia/Shanghai",
    password_encryption: "scram-sha-256",
  };
}
