import { closeSync, existsSync, fdatasyncSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { QueueEvent } from "./queue-events.ts";

const NAME = "queue-events.jsonl";

/**
 * Events on disk, one line of JSON each, for the companion that takes them to the database. A line is written at
 * once, so a crash of any process loses none; it is synced within a second, so a power loss costs a second at most.
 * What is set aside has a number behind its name and is never written again.
 */
export class EventSpool {
  readonly #path: string;
  #file: number;
  #dirty = false;
  #lines = 0;
  #setAside = 0;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#path = join(folder, NAME);
    // What the last run left is set aside first: it may end in half a line.
    if (existsSync(this.#path)) renameSync(this.#path, this.#asideName());
    this.#file = openSync(this.#path, "a", 0o600);
  }

  append(event: QueueEvent): void {
    writeSync(this.#file, `${lineOf(event)}\n`);
    this.#dirty = true;
    this.#lines++;
  }

  sync(): void {
    if (!this.#dirty) return;
    this.#dirty = false;
    fdatasyncSync(this.#file);
  }

  /** Hands what there is to the companion. */
  rotate(): void {
    if (this.#lines === 0) return;
    this.sync();
    closeSync(this.#file);
    renameSync(this.#path, this.#asideName());
    this.#file = openSync(this.#path, "a", 0o600);
    this.#lines = 0;
  }

  close(): void {
    this.rotate();
    closeSync(this.#file);
  }

  #asideName(): string {
    return `${this.#path}.${Date.now()}-${String(this.#setAside++).padStart(4, "0")}`;
  }
}

/** The companion puts a line between dollar quotes of SQL, so no line may hold a dollar sign. */
export function lineOf(event: QueueEvent): string {
  return JSON.stringify(event).replaceAll("$", "\\u0024");
}
