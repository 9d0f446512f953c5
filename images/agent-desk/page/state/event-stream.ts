import { signal } from "@preact/signals";
import { DeskEvent } from "../../contract/desk-event.ts";

/** Without a word for so long the connection is dead, whatever the browser believes. */
const SILENCE_MILLISECONDS = 45_000;
const [FIRST_RETRY, LAST_RETRY] = [500, 8_000];

interface Listener {
  readonly heard: (event: DeskEvent) => void;
  /** The stream is there again: what was missed meanwhile must be asked for. */
  readonly opened: () => void;
}

/** One stream of events a tab, opened anew until it is closed. */
export class EventStream {
  readonly state = signal<"opening" | "open" | "cut">("opening");
  readonly #listener: Listener;
  #source: EventSource | undefined;
  #silence: number | undefined;
  #retry: number | undefined;
  #wait = FIRST_RETRY;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  open(): void {
    this.#drop();
    const source = new EventSource("/api/events");
    this.#source = source;
    this.#watch();
    source.addEventListener("open", () => {
      this.#wait = FIRST_RETRY;
      this.state.value = "open";
      this.#watch();
      this.#listener.opened();
    });
    source.addEventListener("message", ({ data }: MessageEvent<string>) => {
      this.#watch();
      const event = read(data);
      if (event === undefined) return;
      if (event.kind === "reconnect") this.#again(event.afterMilliseconds);
      else this.#listener.heard(event);
    });
    source.addEventListener("error", () => this.#again(this.#wait));
  }

  close(): void {
    this.#drop();
    window.clearTimeout(this.#retry);
  }

  #again(milliseconds: number): void {
    this.#drop();
    this.state.value = "cut";
    window.clearTimeout(this.#retry);
    // Not all desks at the same moment.
    this.#retry = window.setTimeout(() => this.open(), milliseconds * (0.75 + Math.random() / 2));
    this.#wait = Math.min(LAST_RETRY, this.#wait * 2);
  }

  #watch(): void {
    window.clearTimeout(this.#silence);
    this.#silence = window.setTimeout(() => this.#again(FIRST_RETRY), SILENCE_MILLISECONDS);
  }

  #drop(): void {
    window.clearTimeout(this.#silence);
    this.#source?.close();
    this.#source = undefined;
  }
}

/** An event of a later version is none for this page. */
function read(data: string): DeskEvent | undefined {
  try {
    return DeskEvent.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined;
  }
}
