import { z } from "zod";
import {
  CALL_BACK_KINDS,
  CALL_BACK_STATES,
  type CallBack,
  type CallBackAct,
  type CallBackList,
} from "../contract/call-back.ts";
import { type Actor, audit } from "./audit.ts";
import type { DeskDatabase, Queries } from "./database.ts";
import { maskedNumber } from "./mask.ts";
import { conflict, forbidden, notFound } from "./refusal.ts";

/** Who asked longer ago than this is not called any more. */
const DAYS = 7;
const MOST = 200;

const Row = z.object({
  call_uuid: z.string(),
  kind: z.enum(CALL_BACK_KINDS),
  asked_at: z.date(),
  queue: z.string().nullable(),
  number: z.string(),
  calls: z.number(),
  state: z.enum(CALL_BACK_STATES),
  agent: z.string().nullable(),
  attempts: z.number(),
  last_tried_at: z.date().nullable(),
  note: z.string().nullable(),
});
type Row = z.infer<typeof Row>;
const Count = z.object({ open: z.number() });

const LIST = `SELECT call_uuid, kind, asked_at, queue, number, calls, state, agent, attempts, last_tried_at, note
  FROM call_backs(now() - interval '${DAYS} days')`;

/** Callers to be called back: who asked for it, left a message, or gave up waiting. */
export class CallBacks {
  readonly #database: DeskDatabase;

  constructor(database: DeskDatabase) {
    this.#database = database;
  }

  async list(): Promise<CallBackList> {
    const rows = await this.#database.rows(
      Row,
      `${LIST} WHERE state IN ('open', 'taken') ORDER BY kind = 'abandoned', asked_at LIMIT ${MOST}`,
    );
    return { callBacks: rows.map(view), open: rows.filter(({ state }) => state === "open").length };
  }

  async open(): Promise<number> {
    const [count] = await this.#database.rows(
      Count,
      `SELECT count(*) AS open FROM call_backs(now() - interval '${DAYS} days') WHERE state = 'open'`,
    );
    return count?.open ?? 0;
  }

  /** Two who take the same at once: one has it, the other is told. */
  act(agent: string, callUuid: string, act: CallBackAct): Promise<CallBack> {
    return this.#database.transaction(async (queries) => {
      const before = await this.#locked(queries, callUuid);
      if (act.act === "take") {
        if (before.state === "taken" ? before.agent !== agent : before.state !== "open") throw conflict();
      } else if (before.state !== "taken" || before.agent !== agent) throw conflict();
      await this.#change(queries, { agent, callUuid, act });
      const [after] = await queries.rows(Row, `${LIST} WHERE call_uuid = $1`, [callUuid]);
      return view(after ?? before);
    });
  }

  /** To be dialed by who took it; into the audit log first. */
  async number(actor: Actor, agent: string, callUuid: string): Promise<string> {
    const [row] = await this.#database.rows(Row, `${LIST} WHERE call_uuid = $1`, [callUuid]);
    if (row === undefined) throw notFound();
    if (row.state !== "taken" || row.agent !== agent) throw forbidden();
    await audit(this.#database, actor, { action: "call-back-number", object: callUuid, detail: { kind: row.kind } });
    return row.number;
  }

  async #locked(queries: Queries, callUuid: string): Promise<Row> {
    const find = () => queries.rows(Row, `${LIST} WHERE call_uuid = $1`, [callUuid]);
    const [row] = await find();
    if (row === undefined) throw notFound();
    await queries.run("INSERT INTO call_back (call_uuid, asked_at) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
      callUuid,
      row.asked_at,
    ]);
    await queries.run("SELECT FROM call_back WHERE call_uuid = $1 FOR UPDATE", [callUuid]);
    // Once more: somebody may have been at it until now.
    const [now] = await find();
    if (now === undefined) throw notFound();
    return now;
  }

  async #change(queries: Queries, { agent, callUuid, act }: { agent: string; callUuid: string; act: CallBackAct }) {
    switch (act.act) {
      case "take":
        return queries.run("UPDATE call_back SET state = 'taken', agent = $2, taken_at = now() WHERE call_uuid = $1", [
          callUuid,
          agent,
        ]);
      case "release":
        return queries.run("UPDATE call_back SET state = 'open', agent = NULL, taken_at = NULL WHERE call_uuid = $1", [
          callUuid,
        ]);
      case "not-reached":
        return queries.run(
          `UPDATE call_back SET state = 'open', agent = NULL, taken_at = NULL, attempts = attempts + 1,
             last_tried_at = now(), note = coalesce($2, note) WHERE call_uuid = $1`,
          [callUuid, act.note ?? null],
        );
      case "reached":
      case "give-up":
        return queries.run(
          `UPDATE call_back SET state = $2, closed_at = now(), attempts = attempts + 1, last_tried_at = now(),
             note = coalesce($3, note) WHERE call_uuid = $1`,
          [callUuid, act.act === "reached" ? "reached" : "given-up", act.note ?? null],
        );
    }
  }
}

function view(row: Row): CallBack {
  return {
    callUuid: row.call_uuid,
    kind: row.kind,
    askedAt: row.asked_at.toISOString(),
    queue: row.queue,
    caller: maskedNumber(row.number),
    calls: row.calls,
    state: row.state,
    agent: row.agent,
    attempts: row.attempts,
    lastTriedAt: row.last_tried_at?.toISOString() ?? null,
    note: row.note,
  };
}
