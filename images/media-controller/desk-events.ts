import type { QueueEventKind } from "../../planning/queue-event.ts";
import { BusinessAdapter, type CallerData } from "./business-adapter.ts";
import { errorText } from "./error-text.ts";
import type { SwitchEvent } from "./event-socket.ts";
import { EventSpool } from "./event-spool.ts";
import { type CallerNotice, callerNoticeOf, ownEvent, type QueueEvent, queueEventOf } from "./queue-events.ts";
import type { ControllerFile, Settings } from "./settings.ts";

/** What the desk's stream carries; only queue events are stored. */
export type DeskEvent = QueueEvent | CallerNotice | CallerData;

/** What the events need of their node. */
export interface EventNode {
  readonly settings: Pick<Settings, "node" | "adapter">;
  readonly planned: { readonly value: ControllerFile };
  say(text: string): void;
  complain(text: string): void;
}

/** Queue events on their way to the disk, and these and the callers' on their way to the desk. */
export class DeskEvents {
  readonly #node: EventNode;
  readonly #spool: EventSpool;
  readonly #listeners = new Set<(event: DeskEvent) => void>();
  #adapter: BusinessAdapter | undefined;

  constructor(node: EventNode, folder: string) {
    this.#node = node;
    this.#spool = new EventSpool(folder);
  }

  /** Events that found no place on the disk since the controller started. */
  get lost(): number {
    return this.#spool.lost;
  }

  record(kind: QueueEventKind, event: Parameters<typeof ownEvent>[2]): void {
    this.#append(ownEvent(this.#node.settings.node, kind, event));
  }

  /** Queue events and callers as they come, for the desk. Gives the way to stop listening. */
  listen(listener: (event: DeskEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  take(event: SwitchEvent): void {
    const meant = queueEventOf(event, this.#node.settings.node);
    if (meant !== undefined) this.#append(meant);
    const caller = callerNoticeOf(event, this.#node.settings.node);
    if (caller !== undefined) this.#announce(caller);
  }

  sync(): void {
    this.#spool.sync();
  }

  rotate(): void {
    this.#spool.rotate();
  }

  close(): void {
    this.#adapter?.close();
    this.#spool.close();
  }

  /** As the plan names it now; undefined where nobody is to be asked. */
  get adapter(): BusinessAdapter | undefined {
    const url = this.#node.planned.value.adapter?.url;
    const { adapter } = this.#node.settings;
    if (this.#adapter?.url !== url) {
      this.#adapter?.close();
      this.#adapter =
        url === undefined || adapter === undefined
          ? undefined
          : new BusinessAdapter({ url, ...adapter }, (text) => this.#node.say(text));
    }
    return this.#adapter;
  }

  /** A full disk costs the event its place in the record, and nothing else. */
  #append(event: QueueEvent): void {
    try {
      this.#spool.append(event);
    } catch (error) {
      this.#node.complain(`a queue event can't be kept: ${errorText(error)}`);
    }
    this.#tell(event);
  }

  #tell(event: DeskEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** The desk hears of the caller at once, and later what is known; nothing on this way can hold up the call. */
  #announce(caller: CallerNotice): void {
    this.#tell(caller);
    if (caller.number !== null) void this.adapter?.ask(caller).then((data) => this.#tell(data));
  }
}
