import { connect, type Socket } from "node:net";

/**
 * A client of FreeSWITCH's event socket. Own code, because `esl` names no license, and `modesl` and its forks are
 * MPL and need an XML parser; what is used of the protocol is small: log in, ask, subscribe.
 */
export type SwitchEvent = Readonly<Record<string, string>>;

interface Waiting {
  readonly resolve: (text: string) => void;
  readonly reject: (error: Error) => void;
  timer: NodeJS.Timeout;
  secondChance?: boolean;
}

export interface EventSocketAddress {
  readonly port: number;
  readonly password: string;
}

/** Longest wait for the log-in. */
const LOGIN_MILLISECONDS = 2_000;
const STOOD_STILL = 500;

export class EventSocket {
  readonly #socket: Socket;
  readonly #waiting: Waiting[] = [];
  #buffer: Buffer = Buffer.alloc(0);
  #onEvent: (event: SwitchEvent) => void = () => undefined;
  #greeted: (() => void) | undefined;
  /** Settles when the connection is gone. */
  readonly closed: Promise<void>;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (data) => this.#read(data));
    // An error is followed by close, which tells everybody who waits.
    socket.on("error", () => undefined);
    this.closed = new Promise((resolve) => {
      socket.once("close", () => {
        for (const waiting of this.#waiting.splice(0)) this.#fail(waiting, "the event socket closed");
        resolve();
      });
    });
  }

  /** Connects and logs in; rejects when nobody listens or the password is wrong. */
  static async open({ port, password }: EventSocketAddress): Promise<EventSocket> {
    const socket = connect({ host: "127.0.0.1", port, noDelay: true });
    const client = new EventSocket(socket);
    const greeted = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("no greeting from the event socket")), LOGIN_MILLISECONDS);
      client.#greeted = () => {
        clearTimeout(timer);
        resolve();
      };
      void client.closed.then(() => {
        clearTimeout(timer);
        reject(new Error("the event socket closed before its greeting"));
      });
    });
    try {
      await greeted;
      const reply = await client.#send(`auth ${password}`, LOGIN_MILLISECONDS);
      if (!reply.startsWith("+OK")) throw new Error("the event socket refused the password");
      return client;
    } catch (error) {
      client.close();
      throw error;
    }
  }

  /** What the API command answers. A time-out closes the connection, for answers come in order. */
  api(command: string, milliseconds = 3_000): Promise<string> {
    if (/[\r\n]/.test(command)) throw new Error("a command of the event socket is one line");
    return this.#send(`api ${command}`, milliseconds);
  }

  async subscribe(classes: string, listener: (event: SwitchEvent) => void): Promise<void> {
    this.#onEvent = listener;
    const reply = await this.#send(`event json ${classes}`, LOGIN_MILLISECONDS);
    if (!reply.startsWith("+OK")) throw new Error(`the switch refused the subscription: ${reply}`);
  }

  close(): void {
    this.#socket.destroy();
  }

  #send(line: string, milliseconds: number): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) {
        reject(new Error("the event socket is closed"));
        return;
      }
      const due = performance.now() + milliseconds;
      const waiting: Waiting = { resolve, reject, timer: setTimeout(() => late(), milliseconds) };
      const late = () => {
        // Fired long after its time: this process stood still, and the answer may lie in the socket.
        if (performance.now() > due + STOOD_STILL && !waiting.secondChance) {
          waiting.secondChance = true;
          waiting.timer = setTimeout(late, milliseconds);
          return;
        }
        reject(new Error(`no answer from the switch within ${milliseconds} ms`));
        this.close();
      };
      this.#waiting.push(waiting);
      this.#socket.write(`${line}\n\n`);
    });
  }

  #fail({ reject, timer }: Waiting, why: string): void {
    clearTimeout(timer);
    reject(new Error(why));
  }

  #read(data: Buffer): void {
    this.#buffer = this.#buffer.length === 0 ? data : Buffer.concat([this.#buffer, data]);
    for (;;) {
      const end = this.#buffer.indexOf("\n\n");
      if (end === -1) return;
      const headers = headersOf(this.#buffer.toString("utf8", 0, end));
      const length = Number(headers["content-length"] ?? 0);
      const start = end + 2;
      if (this.#buffer.length < start + length) return;
      const body = this.#buffer.toString("utf8", start, start + length);
      this.#buffer = this.#buffer.subarray(start + length);
      this.#take(headers, body);
    }
  }

  #take(headers: Readonly<Record<string, string>>, body: string): void {
    const type = headers["content-type"];
    if (type === "auth/request") this.#greeted?.();
    else if (type === "command/reply") this.#answer(headers["reply-text"] ?? "");
    else if (type === "api/response") this.#answer(body);
    else if (type === "text/disconnect-notice") this.close();
    else if (type === "text/event-json") {
      const event: unknown = JSON.parse(body);
      if (isEvent(event)) this.#onEvent(event);
    }
  }

  #answer(text: string): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) return;
    clearTimeout(waiting.timer);
    waiting.resolve(text);
  }
}

function headersOf(text: string): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const line of text.split("\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return headers;
}

function isEvent(value: unknown): value is SwitchEvent {
  return typeof value === "object" && value !== null;
}
