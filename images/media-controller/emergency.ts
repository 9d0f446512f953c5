import { join } from "node:path";
import { z } from "zod";
import { readState, writeDurably } from "./durable-file.ts";
import type { ControllerFile } from "./settings.ts";

/** What callers get while it is on. */
export const EmergencyWish = z.strictObject({
  state: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("off") }),
    z.strictObject({ kind: z.literal("announcement"), announcement: z.string() }),
    z.strictObject({ kind: z.literal("divert"), number: z.string(), announcement: z.string() }),
  ]),
  by: z.string().min(1).max(64),
  why: z.string().min(1).max(200),
});
export type EmergencyWish = z.infer<typeof EmergencyWish>;

export const EmergencyRecord = EmergencyWish.extend({
  /** Unix milliseconds; the later of two records counts. */
  changedAt: z.number(),
});
export type EmergencyRecord = z.infer<typeof EmergencyRecord>;

const OFF: EmergencyRecord = { state: { kind: "off" }, by: "nobody", why: "never switched", changedAt: 0 };

/** The switch-over to an announcement or another number: files on durable storage, so that it outlives everything. */
export class Emergency {
  readonly #record: string;
  readonly #xml: string;
  #current: EmergencyRecord;

  constructor(spool: string) {
    this.#record = join(spool, "emergency.json");
    this.#xml = join(spool, "emergency.xml");
    this.#current = readState(this.#record, EmergencyRecord) ?? OFF;
  }

  get current(): EmergencyRecord {
    return this.#current;
  }

  /** Why the plan can't do what is asked, or undefined. */
  static objection({ state }: EmergencyWish, plan: ControllerFile["emergency"]): string | undefined {
    if (state.kind === "off") return undefined;
    if (!plan.announcements.includes(state.announcement))
      return `there is no announcement ${state.announcement}; there are ${plan.announcements.join(", ")}`;
    if (state.kind === "divert" && !plan.routes.some((route) => route.number === state.number))
      return `nothing leads to ${state.number}; calls can be diverted to ${plan.routes.map((route) => route.number).join(", ") || "nowhere"}`;
    return undefined;
  }

  /** Writes it down when it is later than what stands; true when the switch must read it. */
  take(record: EmergencyRecord, plan: ControllerFile["emergency"]): boolean {
    if (record.changedAt <= this.#current.changedAt) return false;
    this.#current = record;
    // First what the switch reads: without the record the other node brings it again.
    writeDurably(this.#xml, emergencyXml(record, plan));
    writeDurably(this.#record, `${JSON.stringify(record)}\n`);
    return true;
  }
}

export function emergencyXml({ state }: EmergencyRecord, plan: ControllerFile["emergency"]): string {
  const set = (name: string, value: string) => `<X-PRE-PROCESS cmd="set" data="${name}=${value}"/>`;
  const lines: string[] = [];
  if (state.kind !== "off") lines.push(set("emergency_prompt", state.announcement));
  if (state.kind === "announcement") lines.push(set("emergency", "on"));
  if (state.kind === "divert") {
    const route = plan.routes.find(({ number }) => number === state.number);
    // Without a route there is still the announcement.
    lines.push(
      ...(route === undefined
        ? []
        : [set("emergency_dial", route.dial), set("emergency_channels", String(route.channels))]),
    );
    lines.push(set("emergency", route === undefined ? "on" : "divert"));
  }
  return ["<include>", ...lines, "</include>", ""].join("\n");
}
