import type { DeskDatabase } from "./database.ts";
import { Refusal } from "./refusal.ts";
import type { QueueEvent } from "./switch-events.ts";

/** A reason set by a desk reaches the others with the controller's list, a moment after the event. */
const REASON_MILLISECONDS = 2_500;

/**
 * Writes down breaks with their reasons, from the switch's own events: every replica writes the same rows, and the
 * first one counts. What happens while the database is away is missing from the report of that day.
 */
export class Breaks {
  readonly #database: DeskDatabase;
  readonly #reasonOf: (agent: string) => string | null;

  constructor(database: DeskDatabase, reasonOf: (agent: string) => string | null) {
    this.#database = database;
    this.#reasonOf = reasonOf;
  }

  hear({ kind, agent, detail, happened_at: at }: QueueEvent): void {
    if (kind !== "agent-status" || agent === null || agent === "") return;
    const status = detail["status"];
    const given = detail["reason"];
    if (status === "On Break")
      setTimeout(
        () => void this.#begin(agent, at, typeof given === "string" ? given : (this.#reasonOf(agent) ?? "switch")),
        typeof given === "string" ? 0 : REASON_MILLISECONDS,
      ).unref();
    else void this.#end(agent, at);
  }

  async #begin(agent: string, at: string, reason: string): Promise<void> {
    await this.#write(
      `WITH over AS (UPDATE desk_break SET ended_at = $2 WHERE agent = $1 AND ended_at IS NULL AND began_at < $2)
       INSERT INTO desk_break (agent, began_at, reason) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [agent, at, reason],
    );
  }

  async #end(agent: string, at: string): Promise<void> {
    await this.#write("UPDATE desk_break SET ended_at = $2 WHERE agent = $1 AND ended_at IS NULL AND began_at <= $2", [
      agent,
      at,
    ]);
  }

  async #write(text: string, values: readonly unknown[]): Promise<void> {
    try {
      await this.#database.run(text, values);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
}
