import type { HandOver, WorkOrderWithSteps } from "../contract/work-order.ts";
import { type Actor, audit } from "./audit.ts";
import type { DeskDatabase } from "./database.ts";
import { Platform12345 } from "./platform-12345.ts";
import { conflict, Refusal } from "./refusal.ts";
import type { DeskFile, Settings } from "./settings.ts";
import type { WorkOrders } from "./work-orders.ts";

/** Hands orders over to 12345, outside any transaction: a slow platform holds no row. */
export class HandOvers {
  readonly #file: () => DeskFile;
  readonly #settings: Settings["platform12345"];
  readonly #database: DeskDatabase;
  readonly #orders: WorkOrders;
  readonly #say: (text: string) => void;
  #platform: Platform12345 | undefined;

  constructor(parts: {
    file: () => DeskFile;
    settings: Settings["platform12345"];
    database: DeskDatabase;
    orders: WorkOrders;
    say: (text: string) => void;
  }) {
    this.#file = parts.file;
    this.#settings = parts.settings;
    this.#database = parts.database;
    this.#orders = parts.orders;
    this.#say = parts.say;
  }

  close(): void {
    this.#platform?.close();
  }

  async handOver(actor: Actor, id: number, wish: HandOver): Promise<WorkOrderWithSteps> {
    const platform = this.#current();
    const { order, number } = await this.#database.transaction((queries) => this.#orders.clear(id, queries));
    if (order.version !== wish.version || order.status !== "open") throw conflict();
    // A second try of the same version has the same key, so that an answer that was lost makes no second order there.
    const answer = await platform.handOver({
      key: `${this.#file().stack}-${order.id}-${order.version}`,
      stack: this.#file().stack,
      order: order.id,
      call_uuid: order.callUuid,
      opened_at: order.openedAt,
      caller_number: number,
      class_code: order.classCode,
      class: order.classTitle,
      demand: order.demand,
      content: order.content,
      note: wish.note ?? null,
    });
    return this.#database.transaction(async (queries) => {
      const changed = await queries.run(
        `UPDATE work_order SET version = version + 1, status = 'handed-over', outcome = 'handed-over', unit = $3,
           external_number = $4, due_at = $5, handed_over_at = now()
         WHERE id = $1 AND version = $2`,
        [id, wish.version, wish.unit, answer.number, answer.due_at ?? null],
      );
      if (changed === 0) throw conflict();
      await this.#orders.step(queries, {
        order: id,
        actor: actor.login,
        action: "handed-over",
        note: [answer.number, wish.note].filter((part) => part !== undefined && part !== "").join(" "),
      });
      await audit(queries, actor, {
        action: "work-order-handed-over",
        object: String(id),
        detail: { unit: wish.unit, number: answer.number },
      });
      return this.#orders.get(id, queries);
    });
  }

  #current(): Platform12345 {
    const { workOrders, url } = this.#file().platform12345;
    if (!workOrders || url === undefined || this.#settings === undefined) throw new Refusal(404, "not-found");
    if (this.#platform?.settings.url !== url) {
      this.#platform?.close();
      this.#platform = new Platform12345({ url, ...this.#settings }, this.#say);
    }
    return this.#platform;
  }
}
