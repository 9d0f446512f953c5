import type { Postgres } from "../../planning/plan.ts";
import { isRestoreTarget, type RestoreRequest } from "../../planning/restore-request.ts";

/**
 * The same database as a new instance that begins as the planned one was at a moment. Never in place: what is there
 * stays until people have looked at what came back. Its backups go to a place of their own; a repository that holds
 * another instance's log would refuse or, worse, take nothing.
 * Throws on a generation, a target or a host that makes no sense: who reads them from people checks them first.
 */
export function restoredPostgres(postgres: Postgres, { generation, target, host }: RestoreRequest): Postgres {
  if (!Number.isInteger(generation) || generation < 2) throw new Error(`generation ${generation} is not 2 or more`);
  if (!isRestoreTarget(target)) throw new Error(`${target} is neither "latest" nor a time with an offset`);
  const { id, backup, hosts } = postgres;
  if (host !== undefined && !hosts.includes(host)) throw new Error(`the database has no host ${host}`);
  return {
    ...postgres,
    id: `${id.replace(/-g\d+$/, "")}-g${generation}`,
    generation,
    hosts: host === undefined ? hosts : [host, ...hosts.filter((name) => name !== host)],
    restore: {
      from: id,
      store: backup.store,
      cipherSecret: backup.cipherSecret,
      target: target === "latest" ? { kind: "latest" } : { kind: "time", time: target },
    },
  };
}

/**
 * The last of several restores, which serves; all instances before it stand by it as `formers`, stopped, with their
 * data. `restores` in ascending generations.
 */
export function lastRestored(planned: Postgres, restores: readonly RestoreRequest[]): Postgres {
  const instances = new Map([[1, planned]]);
  let serving = planned;
  for (const request of restores) {
    const source = request.from === undefined ? serving : instances.get(request.from);
    if (source === undefined) throw new Error(`there is no generation ${request.from ?? ""} to restore from`);
    if (instances.has(request.generation)) throw new Error(`generation ${request.generation} is there already`);
    serving = restoredPostgres({ ...source, hosts: planned.hosts }, request);
    instances.set(request.generation, serving);
  }
  if (serving === planned) return planned;
  return { ...serving, formers: [...instances.values()].filter((instance) => instance !== serving) };
}
