import { z } from "zod";
import type { Contact, History } from "../contract/history.ts";
import { type Actor, audit } from "./audit.ts";
import type { Controllers } from "./controllers.ts";
import type { DeskDatabase } from "./database.ts";
import type { Live } from "./live.ts";
import { maskedOrNull } from "./mask.ts";
import { forbidden, notFound, Refusal } from "./refusal.ts";
import type { WorkOrders } from "./work-orders.ts";

const MOST = 20;

const Number_ = z.object({ number: z.string().nullable() });
const AtSwitch = z.object({
  number: z.string().nullable(),
  language: z.string().nullable(),
  trunk_group: z.string().nullable(),
});
const Row = z.object({
  uuid: z.string(),
  started_at: z.date(),
  queue: z.string().nullable(),
  agent: z.string().nullable(),
  result: z.enum(["answered", "lost", "self-service", "outgoing"]),
  wait: z.number().nullable(),
  talk: z.number().nullable(),
  satisfaction: z.number().nullable(),
});

/** Who called before; asked for by call, so that nobody can look up a number of their own choice. */
export class Histories {
  readonly #database: DeskDatabase;
  readonly #live: Live;
  readonly #orders: WorkOrders;
  readonly #controllers: Controllers;

  constructor(parts: { database: DeskDatabase; live: Live; orders: WorkOrders; controllers: Controllers }) {
    this.#database = parts.database;
    this.#live = parts.live;
    this.#orders = parts.orders;
    this.#controllers = parts.controllers;
  }

  async of(callUuid: string): Promise<History> {
    const number = await this.#number(callUuid);
    if (number === null) return { caller: null, contacts: [], workOrders: [] };
    const [rows, workOrders] = await Promise.all([
      this.#database.rows(
        Row,
        `SELECT uuid, started_at, nullif(queue, '') AS queue, nullif(agent, '') AS agent, satisfaction,
           CASE WHEN direction = 'outbound' THEN 'outgoing' WHEN queue_answered > 0 THEN 'answered'
             WHEN queue_joined > 0 OR answered_at IS NULL THEN 'lost' ELSE 'self-service' END AS result,
           CASE WHEN queue_joined > 0 THEN greatest(0, coalesce(nullif(queue_answered, 0), nullif(queue_canceled, 0),
             extract(epoch FROM ended_at)::bigint) - queue_joined) END AS wait,
           CASE WHEN queue_answered > 0 THEN greatest(0, coalesce(nullif(queue_terminated, 0),
             extract(epoch FROM ended_at)::bigint) - queue_answered) END AS talk
         FROM call_record
         WHERE (caller_number = $1 OR (direction = 'outbound' AND called_number IN ($1, '0' || $1))) AND uuid <> $2
         ORDER BY started_at DESC LIMIT ${MOST}`,
        [number, callUuid],
      ),
      this.#orders.ofNumber(number, MOST),
    ]);
    return { caller: maskedOrNull(number), contacts: rows.map(contact), workOrders: [...workOrders] };
  }

  /** In clear, with the reason in the audit log before. Agents: of calls that they have or had, and no other. */
  async unmask(actor: Actor, of: { callUuid: string; why: string; only: string | undefined }): Promise<string> {
    const { callUuid, why, only } = of;
    if (only !== undefined && !this.#live.isHandling(only, callUuid) && !(await this.#had(only, callUuid)))
      throw forbidden();
    const number = await this.#number(callUuid);
    if (number === null) throw notFound();
    await audit(this.#database, actor, { action: "number-unmasked", object: callUuid, detail: { why } });
    return number;
  }

  async #had(agent: string, callUuid: string): Promise<boolean> {
    const rows = await this.#database.rows(
      Number_,
      "SELECT caller_number AS number FROM call_record WHERE uuid = $1 AND agent = $2 LIMIT 1",
      [callUuid, agent],
    );
    return rows.length > 0;
  }

  /** Of the call while it lasts, then of its record; null when withheld. */
  async #number(callUuid: string): Promise<string | null> {
    const live = this.#live.calls.get(callUuid);
    if (live?.number !== undefined) return live.number;
    if (live !== undefined) {
      const said = await this.#controllers
        .askAt(AtSwitch, live.mediaNode, { method: "GET", path: `/v1/calls/${callUuid}` })
        .catch(ignoreRefusal);
      if (said !== undefined) {
        this.#live.calls.learn(callUuid, { number: said.number, language: said.language, from: said.trunk_group });
        return said.number;
      }
    }
    const [record] = await this.#database.rows(
      Number_,
      "SELECT nullif(caller_number, '') AS number FROM call_record WHERE uuid = $1 LIMIT 1",
      [callUuid],
    );
    if (record === undefined) throw notFound();
    return record.number;
  }
}

function ignoreRefusal(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error;
}

function contact(row: z.infer<typeof Row>): Contact {
  return {
    callUuid: row.uuid,
    startedAt: row.started_at.toISOString(),
    queue: row.queue,
    agent: row.agent,
    result: row.result,
    waitSeconds: row.wait,
    talkSeconds: row.talk,
    satisfaction: row.satisfaction,
  };
}
