import { z } from "zod";
import type { ExchangedOrder, OrderFrom12345, ResultFrom12345 } from "../contract/exchange.ts";
import { STATUSES } from "../contract/work-order.ts";
import { audit } from "./audit.ts";
import type { DeskDatabase, Queries } from "./database.ts";
import { conflict, notFound } from "./refusal.ts";
import type { WorkOrders } from "./work-orders.ts";

const ACTOR = "platform-12345";

const Row = z.object({
  id: z.number(),
  external_number: z.string(),
  status: z.enum(STATUSES),
  closed_at: z.date().nullable(),
  unit: z.string().nullable(),
});
const Id = z.object({ id: z.number() });

/** Work orders that 12345 sends, and what it says about those that it was given. */
export class Exchange {
  readonly #database: DeskDatabase;
  readonly #orders: WorkOrders;

  constructor(database: DeskDatabase, orders: WorkOrders) {
    this.#database = database;
    this.#orders = orders;
  }

  async get(number: string): Promise<ExchangedOrder> {
    return view(await this.#find(this.#database, number));
  }

  /** `made` is false for one that came before. */
  take(
    number: string,
    wish: OrderFrom12345,
    address: string | null,
  ): Promise<{ made: boolean; order: ExchangedOrder }> {
    return this.#database.transaction(async (queries) => {
      const title = await this.#orders.title(queries, wish.class_code);
      const [made] = await queries.rows(
        Id,
        `INSERT INTO work_order (external_number, class_code, class, demand, content, caller_number, due_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (external_number) DO NOTHING RETURNING id`,
        [number, wish.class_code, title, wish.demand, wish.content, wish.caller_number, wish.due_at],
      );
      if (made !== undefined) {
        await this.#orders.step(queries, { order: made.id, actor: ACTOR, action: "opened", note: number });
        await audit(queries, { login: ACTOR, address }, { action: "work-order-received", object: String(made.id) });
      }
      return { made: made !== undefined, order: view(await this.#find(queries, number)) };
    });
  }

  /** A repeat of the same result changes nothing; one that contradicts the first is refused. */
  result(number: string, { result, note }: ResultFrom12345): Promise<ExchangedOrder> {
    return this.#database.transaction(async (queries) => {
      const before = await this.#find(queries, number);
      const done = result === "answered" ? "closed" : "open";
      if (before.unit === null) throw conflict();
      if (before.status === done) return view(before);
      if (before.status !== "handed-over") throw conflict();
      await queries.run(
        `UPDATE work_order SET version = version + 1, status = $2, closed_at = CASE WHEN $2 = 'closed' THEN now() END
         WHERE id = $1`,
        [before.id, done],
      );
      await this.#orders.step(queries, { order: before.id, actor: ACTOR, action: result, note });
      if (done === "closed") await this.#orders.step(queries, { order: before.id, actor: ACTOR, action: "closed" });
      return view(await this.#find(queries, number));
    });
  }

  async #find(queries: Queries, number: string): Promise<z.infer<typeof Row>> {
    const [row] = await queries.rows(
      Row,
      "SELECT id, external_number, status, closed_at, unit FROM work_order WHERE external_number = $1 FOR UPDATE",
      [number],
    );
    if (row === undefined) throw notFound();
    return row;
  }
}

function view({ id, external_number: number, status, closed_at: closedAt }: z.infer<typeof Row>): ExchangedOrder {
  return { number, order: id, status, closed_at: closedAt?.toISOString() ?? null };
}
