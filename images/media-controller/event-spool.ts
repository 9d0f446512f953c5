import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
  writeSync,
} from "node:fs";
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
  #file: number | undefined;
  /** Of whole lines. */
  #bytes = 0;
  #dirty = false;
  #lost = 0;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#path = join(folder, NAME);
    // What the last run left is set aside first: it may end in half a line.
    if (existsSync(this.#path)) renameSync(this.#path, this.#asideName());
    this.#open();
  }

  /** Events that found no place, for the disk was full. */
  get lost(): number {
    return this.#lost;
  }

  /** @throws when the disk takes nothing; then the event is counted as lost. */
  append(event: QueueEvent): void {
    const line = Buffer.from(`${lineOf(event)}\n`);
    try {
      // Closed when the disk was full between two files.
      const file = this.#file ?? this.#open();
      if (writeSync(file, line) !== line.length) {
        // Half a line would spoil the next one.
        ftruncateSync(file, this.#bytes);
        throw new Error("no space left");
      }
    } catch (error) {
      this.#lost++;
      throw error;
    }
    this.#bytes += line.length;
    this.#dirty = true;
  }

  sync(): void {
    if (!this.#dirty || this.#file === undefined) return;
    this.#dirty = false;
    fdatasyncSync(this.#file);
  }

  /** Hands what there is to the companion. */
  rotate(): void {
    if (this.#bytes === 0 || this.#file === undefined) return;
    this.sync();
    closeSync(this.#file);
    this.#file = undefined;
    this.#bytes = 0;
    renameSync(this.#path, this.#asideName());
    this.#open();
  }

  #open(): number {
    const file = openSync(this.#path, "a", 0o600);
    this.#bytes = fstatSync(file).size;
    this.#file = file;
    return file;
  }

  close(): void {
    this.rotate();
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  /** Not by the clock alone, which may go back. */
  #asideName(): string {
    return `${this.#path}.${Date.now()}-${randomBytes(4).toString("hex")}`;
  }
}

/** The companion puts a line between dollar quotes of SQL, so no line may hold a dollar sign. */
export function lineOf(event: QueueEvent): string {
  return JSON.stringify(event).replaceAll("$", "\\u0024");
}
