import type { Postgres } from "../../planning/plan.ts";

export interface RestoreRequest {
  /** Number of the new instance, 2 or more: it is another one, with its own name, data and repository. */
  readonly generation: number;
  /** RFC 3339 with an offset, or `latest`. */
  readonly target: string;
}

/**
 * The same database as a new instance that begins as the planned one was at a moment. Never in place: what is there
 * stays until people have looked at what came back. Its backups go to a place of their own; a repository that holds
 * another instance's log would refuse or, worse, take nothing.
 * Throws on a generation or a target that makes no sense: commands check them first.
 */
export function restoredPostgres(postgres: Postgres, { generation, target }: RestoreRequest): Postgres {
  if (!Number.isInteger(generation) || generation < 2) throw new Error(`generation ${generation} is not 2 or more`);
  if (target !== "latest" && !isMoment(target))
    throw new Error(`${target} is neither "latest" nor a time with an offset`);
  const { id, backup } = postgres;
  return {
    ...postgres,
    id: `${id.replace(/-g\d+$/, "")}-g${generation}`,
    restore: {
      from: id,
      store: backup.store,
      cipherSecret: backup.cipherSecret,
      target: target === "latest" ? { kind: "latest" } : { kind: "time", time: target },
    },
  };
}

/** A time without an offset would mean another moment in the province than in the server's log. */
function isMoment(target: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d(:?\d\d)?)$/.test(target) &&
    !Number.isNaN(Date.parse(target.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00")))
  );
}
