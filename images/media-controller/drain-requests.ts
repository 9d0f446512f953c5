import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readIfThere, writeDurably } from "./durable-file.ts";

const Request = z.object({ seconds: z.number(), by: z.string() });
export type DrainRequest = z.infer<typeof Request>;

/**
 * How the switch's first process asks for a hand-over when it is told to stop: it writes `drain` and reads
 * `drain-state`. Files on the volume that both mount need no key in a shell script and work on every platform.
 */
export class DrainRequests {
  readonly #request: string;
  readonly #state: string;
  readonly #alive: string;
  #seen: string | undefined;

  constructor(folder: string) {
    this.#request = join(folder, "drain");
    this.#state = join(folder, "drain-state");
    this.#alive = join(folder, "alive");
  }

  /** Calls once for each new request, and with undefined when it was taken back by a new start. */
  async look(take: (request: DrainRequest | undefined) => Promise<void>): Promise<void> {
    const text = readIfThere(this.#request);
    if (text === this.#seen) return;
    this.#seen = text;
    await take(text === undefined ? undefined : Request.parse(JSON.parse(text)));
  }

  /** Whoever would ask sees by the file's age that somebody answers. */
  showAlive(): void {
    writeFileSync(this.#alive, "");
  }

  answer(state: string): void {
    writeDurably(this.#state, `${state}\n`);
  }
}
