import { now } from "./monotonic.ts";

const AGAIN_AFTER = 60_000;
const MOST_KEPT = 100;

/** Troubles that may come back many times a second: each is said once a minute, with how often it came meanwhile. */
export class Complaints {
  readonly #say: (text: string) => void;
  readonly #heard = new Map<string, { readonly at: number; since: number }>();

  constructor(say: (text: string) => void) {
    this.#say = say;
  }

  about(text: string): void {
    const before = this.#heard.get(text);
    if (before !== undefined && now() - before.at < AGAIN_AFTER) {
      before.since++;
      return;
    }
    // What differs each time must not fill the memory.
    if (this.#heard.size >= MOST_KEPT) this.#heard.clear();
    this.#heard.set(text, { at: now(), since: 0 });
    const again = before?.since ?? 0;
    this.#say(again === 0 ? text : `${text} (and ${again} times since it was last said)`);
  }
}
