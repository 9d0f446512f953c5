import { z } from "zod";
import { readState, writeDurably } from "./durable-file.ts";
import { AGENT_STATUSES } from "./media-switch.ts";

const Name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/);

/** What the desk asks for an agent; one without queues has a telephone and is offered no calls. Seconds where a time is meant. */
export const AgentWish = z.strictObject({
  queues: z.array(
    z.strictObject({
      queue: Name,
      level: z.int().min(1).max(99).default(1),
      position: z.int().min(1).max(99).default(1),
    }),
  ),
  wrapUpSeconds: z.int().min(0).max(3600).default(0),
  ringSeconds: z.int().min(5).max(60).default(20),
  maxNoAnswer: z.int().min(0).max(10).default(2),
});
export type AgentWish = z.infer<typeof AgentWish>;

export const StatusWish = z.strictObject({
  status: z.enum(AGENT_STATUSES),
  /** Why on break, as the desk names it. */
  reason: z.string().max(64).optional(),
});
export type StatusWish = z.infer<typeof StatusWish>;

export const AgentRecord = z.strictObject({
  id: Name,
  wish: AgentWish,
  status: z.enum(AGENT_STATUSES),
  reason: z.string().optional(),
  /** Unix milliseconds; of two records of an agent the later counts. */
  changedAt: z.number(),
  /** Signed out: kept a day, so that the other node hears of it. */
  gone: z.boolean(),
});
export type AgentRecord = z.infer<typeof AgentRecord>;

const Saved = z.array(AgentRecord);
const KEPT_AFTER_GOING = 24 * 3600 * 1000;

/** Who is signed in and how, on both nodes the same; kept on disk, so that a node that starts again has its agents. */
export class AgentRegistry {
  readonly #path: string;
  readonly #records = new Map<string, AgentRecord>();

  constructor(path: string) {
    this.#path = path;
    for (const record of readState(path, Saved) ?? []) this.#records.set(record.id, record);
  }

  all(): readonly AgentRecord[] {
    return [...this.#records.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  present(): readonly AgentRecord[] {
    return this.all().filter((record) => !record.gone);
  }

  /** Signed out ones too, for as long as they are remembered. */
  known(id: string): AgentRecord | undefined {
    return this.#records.get(id);
  }

  get(id: string): AgentRecord | undefined {
    const record = this.#records.get(id);
    return record === undefined || record.gone ? undefined : record;
  }

  /** Later than whatever is known, also when a clock went back. */
  put(record: Omit<AgentRecord, "changedAt">): AgentRecord {
    const before = this.#records.get(record.id)?.changedAt ?? 0;
    const next = { ...record, changedAt: Math.max(Date.now(), before + 1) };
    this.#records.set(record.id, next);
    this.#save();
    return next;
  }

  /** Takes what the other node knows later; gives the records that changed. */
  merge(others: readonly AgentRecord[]): readonly AgentRecord[] {
    const changed = others.filter((other) => other.changedAt > (this.#records.get(other.id)?.changedAt ?? 0));
    for (const record of changed) this.#records.set(record.id, record);
    if (changed.length > 0) this.#save();
    return changed;
  }

  #save(): void {
    const oldest = Date.now() - KEPT_AFTER_GOING;
    for (const [id, record] of this.#records) if (record.gone && record.changedAt < oldest) this.#records.delete(id);
    writeDurably(this.#path, `${JSON.stringify(this.all())}\n`);
  }
}
