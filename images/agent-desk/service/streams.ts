import type { DeskEvent } from "../contract/desk-event.ts";
import { type Right, rightsOf } from "../contract/right.ts";
import type { SessionClaims } from "./session-token.ts";

/** A reader who leaves so much unread is cut off; the page connects anew and asks for everything. */
const MOST_UNREAD_BYTES = 512 * 1024;
const ENCODER = new TextEncoder();

/** Who reads a stream. */
export interface Reader {
  readonly sid: string;
  readonly agent: string | null;
  readonly rights: readonly Right[];
  readonly claims: SessionClaims;
}

function readerOf(claims: SessionClaims): Reader {
  return { sid: claims.sid, agent: claims.agent, rights: rightsOf(claims.roles, claims.listenIn), claims };
}

interface Stream {
  reader: Reader;
  readonly send: (bytes: Uint8Array) => void;
  readonly close: () => void;
}

/** Open event streams, one a tab. An event is put into words once, however many read it. */
export class Streams {
  readonly #streams = new Set<Stream>();
  #longestBehind = 0;

  get size(): number {
    return this.#streams.size;
  }

  /** Bytes that the slowest reader had unread since this was last asked. */
  takeLongestBehind(): number {
    const bytes = this.#longestBehind;
    this.#longestBehind = 0;
    return bytes;
  }

  readers(): readonly Reader[] {
    return [...this.#streams].map(({ reader }) => reader);
  }

  hasAgent(agent: string): boolean {
    return [...this.#streams].some(({ reader }) => reader.agent === agent);
  }

  someoneMay(right: Right): boolean {
    return [...this.#streams].some(({ reader }) => reader.rights.includes(right));
  }

  /** Body of an answer; `onClose` when either side ends it. */
  open(claims: SessionClaims, first: readonly DeskEvent[], onClose: () => void): ReadableStream<Uint8Array> {
    const reader = readerOf(claims);
    let stream: Stream | undefined;
    const leave = () => {
      if (stream !== undefined && this.#streams.delete(stream)) onClose();
    };
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          stream = {
            reader,
            send: (bytes) => {
              const behind = MOST_UNREAD_BYTES - (controller.desiredSize ?? 0);
              this.#longestBehind = Math.max(this.#longestBehind, behind);
              if ((controller.desiredSize ?? 0) > 0) controller.enqueue(bytes);
              else {
                leave();
                controller.error(new Error("the reader is too slow"));
              }
            },
            close: () => {
              leave();
              controller.close();
            },
          };
          this.#streams.add(stream);
          for (const event of first) stream.send(encode(event));
        },
        cancel: leave,
      },
      new ByteLengthQueuingStrategy({ highWaterMark: MOST_UNREAD_BYTES }),
    );
  }

  /** To all readers of whom `wanted` is true. */
  tell(event: DeskEvent, wanted: (reader: Reader) => boolean = () => true): void {
    const readers = [...this.#streams].filter(({ reader }) => wanted(reader));
    if (readers.length === 0) return;
    const bytes = encode(event);
    for (const { send } of readers) send(bytes);
  }

  /** A comment, which shows that both sides are there. */
  beat(): void {
    const bytes = ENCODER.encode(":\n\n");
    for (const { send } of this.#streams) send(bytes);
  }

  /** Ends the streams of a session after a last event. */
  end(sid: string, last: DeskEvent): void {
    for (const stream of [...this.#streams])
      if (stream.reader.sid === sid) {
        stream.send(encode(last));
        stream.close();
      }
  }

  /** What a session may do has perhaps changed. */
  renew(claims: SessionClaims): void {
    for (const stream of this.#streams) if (stream.reader.sid === claims.sid) stream.reader = readerOf(claims);
  }

  endAll(last: (index: number) => DeskEvent): void {
    for (const [index, stream] of [...this.#streams].entries()) {
      stream.send(encode(last(index)));
      stream.close();
    }
  }
}

function encode(event: DeskEvent): Uint8Array {
  // JSON has no line breaks of its own, so an event is one line.
  return ENCODER.encode(`data: ${JSON.stringify(event)}\n\n`);
}
