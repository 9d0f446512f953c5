import { createHash } from "node:crypto";
import { z } from "zod";
import {
  DEMANDS,
  type NewWorkOrder,
  OUTCOMES,
  STATUSES,
  type WorkOrder,
  type WorkOrderChange,
  type WorkOrderWithSteps,
} from "../contract/work-order.ts";
import type { DeskDatabase, Queries } from "./database.ts";
import type { Live } from "./live.ts";
import { maskedOrNull } from "./mask.ts";
import { conflict, notFound, Refusal } from "./refusal.ts";

const MOST = 50;
/** What the class is called while it has none; the switch to a code changes it. */
const UNCLASSED = "未分类";

const Row = z.object({
  id: z.number(),
  version: z.number(),
  opened_at: z.date(),
  closed_at: z.date().nullable(),
  call_uuid: z.string().nullable(),
  number: z.string().nullable(),
  class_code: z.string().nullable(),
  class: z.string(),
  demand: z.enum(DEMANDS).nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  content: z.string(),
  status: z.enum(STATUSES),
  agent: z.string().nullable(),
  unit: z.string().nullable(),
  external_number: z.string().nullable(),
  handed_over_at: z.date().nullable(),
  due_at: z.date().nullable(),
});
type Row = z.infer<typeof Row>;
const Step = z.object({ happened_at: z.date(), actor: z.string(), action: z.string(), note: z.string().nullable() });
const Id = z.object({ id: z.number() });
const Key = z.object({ work_order: z.number(), login: z.string(), digest: z.string() });
const Title = z.object({ title: z.string() });

/** The caller of an order is that of its call, whose record comes a little after the call. */
const SELECT = `SELECT id, version, opened_at, closed_at, call_uuid, class_code, class, demand, outcome, content, status,
    work_order.agent, unit, external_number, handed_over_at, due_at,
    coalesce(work_order.caller_number, (SELECT caller_number FROM call_record
      WHERE uuid = call_uuid AND started_at BETWEEN opened_at - interval '2 days' AND opened_at + interval '1 hour' LIMIT 1)) AS number
  FROM work_order`;

export interface OrderFilter {
  readonly status: string | undefined;
  readonly agent: string | undefined;
  readonly text: string | undefined;
  readonly call: string | undefined;
  readonly before: number | undefined;
}

/** Work orders of the desk; numbers of callers stay in the database and leave it masked. */
export class WorkOrders {
  readonly #database: DeskDatabase;
  readonly #live: Pick<Live, "calls">;

  constructor(database: DeskDatabase, live: Pick<Live, "calls">) {
    this.#database = database;
    this.#live = live;
  }

  async list({ status, agent, text, call, before }: OrderFilter): Promise<readonly WorkOrder[]> {
    const rows = await this.#database.rows(
      Row,
      `${SELECT} WHERE ($1::text IS NULL OR status = $1) AND ($2::text IS NULL OR work_order.agent = $2)
         AND ($3::text IS NULL OR content ILIKE $3 ESCAPE '\\' OR external_number ILIKE $3 ESCAPE '\\')
         AND ($4::uuid IS NULL OR call_uuid = $4) AND ($5::bigint IS NULL OR id < $5)
       ORDER BY id DESC LIMIT ${MOST}`,
      [status ?? null, agent ?? null, text === undefined ? null : `%${literal(text)}%`, call ?? null, before ?? null],
    );
    return rows.map(orderView);
  }

  /** Of a caller, for the history; the latest first. */
  async ofNumber(number: string, most: number): Promise<readonly WorkOrder[]> {
    const rows = await this.#database.rows(
      Row,
      `${SELECT} WHERE work_order.caller_number = $1 OR call_uuid IN (
           SELECT uuid FROM call_record WHERE caller_number = $1 ORDER BY started_at DESC LIMIT 50)
       ORDER BY id DESC LIMIT ${most}`,
      [number],
    );
    return rows.map(orderView);
  }

  async get(id: number, queries: Queries = this.#database): Promise<WorkOrderWithSteps> {
    const [row] = await queries.rows(Row, `${SELECT} WHERE id = $1`, [id]);
    if (row === undefined) throw notFound();
    const steps = await queries.rows(
      Step,
      "SELECT happened_at, actor, action, note FROM work_order_step WHERE work_order = $1 ORDER BY id",
      [id],
    );
    return {
      order: orderView(row),
      steps: steps.map(({ happened_at: happenedAt, ...step }) => ({ happenedAt: happenedAt.toISOString(), ...step })),
    };
  }

  /** With the number in clear, for who must have it: the platform that takes the order over. */
  async clear(id: number, queries: Queries): Promise<{ order: WorkOrder; number: string | null }> {
    const [row] = await queries.rows(Row, `${SELECT} WHERE id = $1 FOR UPDATE OF work_order`, [id]);
    if (row === undefined) throw notFound();
    return { order: orderView(row), number: row.number };
  }

  /** The same key gives the same order, however often it comes; with another content it is refused. */
  async open(by: { login: string; agent: string | null }, wish: NewWorkOrder): Promise<WorkOrderWithSteps> {
    const { key, ...content } = wish;
    const digest = createHash("sha256").update(JSON.stringify(content)).digest("hex");
    return this.#database.transaction(async (queries) => {
      // Two tabs that send the same at once: one waits here for the other.
      await queries.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 12333))", [key]);
      const [used] = await queries.rows(Key, "SELECT work_order, login, digest FROM work_order_key WHERE key = $1", [
        key,
      ]);
      if (used !== undefined) {
        if (used.login !== by.login || used.digest !== digest) throw conflict();
        return this.get(used.work_order, queries);
      }
      const title = await this.title(queries, wish.classCode);
      const number = wish.callUuid === null ? null : (this.#live.calls.get(wish.callUuid)?.number ?? null);
      // An order that waited in the page was opened when it was written, unless that clock is wrong.
      const [made] = await queries.rows(
        Id,
        `INSERT INTO work_order (opened_at, closed_at, call_uuid, caller_number, class_code, class, demand, outcome,
           content, status, agent, resolved_at_first_contact)
         VALUES (CASE WHEN $1::timestamptz BETWEEN now() - interval '7 days' AND now() THEN $1 ELSE now() END,
           CASE WHEN $2 THEN now() END, $3, $4, $5, $6, $7, $8, $9, CASE WHEN $2 THEN 'closed' ELSE 'open' END, $10, $11)
         RETURNING id`,
        [
          wish.writtenAt,
          wish.close,
          wish.callUuid,
          number,
          wish.classCode,
          title,
          wish.demand,
          wish.outcome,
          wish.content,
          by.agent,
          wish.callUuid === null ? null : wish.close && wish.outcome === "resolved",
        ],
      );
      if (made === undefined) throw new Error("no work order came out of its own insertion");
      await queries.run("INSERT INTO work_order_key (key, login, digest, work_order) VALUES ($1, $2, $3, $4)", [
        key,
        by.login,
        digest,
        made.id,
      ]);
      await this.step(queries, { order: made.id, actor: by.login, action: "opened" });
      if (wish.close) await this.step(queries, { order: made.id, actor: by.login, action: "closed" });
      return this.get(made.id, queries);
    });
  }

  async change(login: string, id: number, wish: WorkOrderChange): Promise<WorkOrderWithSteps> {
    return this.#database.transaction(async (queries) => {
      const { order } = await this.clear(id, queries);
      if (order.version !== wish.version) throw conflict();
      const classCode = wish.classCode === undefined ? order.classCode : wish.classCode;
      const status = wish.status ?? order.status;
      await queries.run(
        `UPDATE work_order SET version = version + 1, class_code = $2, class = $3, demand = $4, outcome = $5, content = $6,
           status = $7, closed_at = CASE WHEN $7 = 'closed' THEN coalesce(closed_at, now()) END
         WHERE id = $1`,
        [
          id,
          classCode,
          wish.classCode === undefined ? order.classTitle : await this.title(queries, classCode),
          wish.demand ?? order.demand,
          wish.outcome ?? order.outcome,
          wish.content ?? order.content,
          status,
        ],
      );
      const action = status === order.status ? "noted" : status === "closed" ? "closed" : "reopened";
      if (wish.content !== undefined && wish.content !== order.content)
        // What stood there before stays readable.
        await this.step(queries, { order: id, actor: login, action: "noted", note: `原内容：${order.content}` });
      if (action !== "noted" || wish.note !== undefined)
        await this.step(queries, { order: id, actor: login, action, note: wish.note });
      return this.get(id, queries);
    });
  }

  async step(
    queries: Queries,
    of: { order: number; actor: string; action: string; note?: string | undefined },
  ): Promise<void> {
    await queries.run("INSERT INTO work_order_step (work_order, actor, action, note) VALUES ($1, $2, $3, $4)", [
      of.order,
      of.actor,
      of.action,
      of.note ?? null,
    ]);
  }

  /** Of a class; refused when there is none. */
  async title(queries: Queries, code: string | null): Promise<string> {
    if (code === null) return UNCLASSED;
    const [found] = await queries.rows(Title, "SELECT title FROM service_class WHERE code = $1", [code]);
    if (found === undefined)
      throw new Refusal(422, "malformed", { fields: [{ path: "classCode", problem: "unknown" }] });
    return found.title;
  }
}

export function orderView(row: Row): WorkOrder {
  return {
    id: row.id,
    version: row.version,
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    callUuid: row.call_uuid,
    caller: maskedOrNull(row.number),
    classCode: row.class_code,
    classTitle: row.class,
    demand: row.demand,
    outcome: row.outcome,
    content: row.content,
    status: row.status,
    agent: row.agent,
    unit: row.unit,
    externalNumber: row.external_number,
    handedOverAt: row.handed_over_at?.toISOString() ?? null,
    dueAt: row.due_at?.toISOString() ?? null,
  };
}

/** What is searched for is text, not a pattern. */
function literal(text: string): string {
  return text.replaceAll(/[\\%_]/g, "\\$&");
}
