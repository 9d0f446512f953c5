import { createSocket, type Socket } from "node:dgram";

/** An INVITE that the switch sent. */
export interface IncomingCall {
  readonly called: string;
  readonly from: string;
  readonly text: string;
  readonly source: { readonly address: string; readonly port: number };
  /** By this process's clock. */
  readonly at: number;
}

/**
 * A media gateway's whole side of a trunk on one UDP socket: it answers pings and calls with the status it is told,
 * and calls with any From and further headers. Silent, it answers nothing.
 */
export class TrunkGateway {
  readonly #socket: Socket;
  readonly address: string;
  readonly port: number;
  readonly incoming: IncomingCall[] = [];
  pings = 0;
  silent = false;
  /** Offers and takes keys as telephone events; without, tones are all there is. */
  telephoneEvents = true;
  /** Status for a called number; what it does not name is answered 200. 180 rings until it is given up. */
  answer: (called: string) => number = () => 200;
  #calls = 0;
  readonly #waiting = new Map<string, (text: string) => void>();

  private constructor(socket: Socket, at: { address: string; port: number }) {
    this.#socket = socket;
    this.address = at.address;
    this.port = at.port;
    socket.on("message", (data, from) => this.#receive(data.toString(), from));
  }

  static open(at: { address: string; port: number }): Promise<TrunkGateway> {
    const socket = createSocket("udp4");
    return new Promise((resolve, reject) => {
      socket.once("error", reject);
      socket.bind(at.port, at.address, () => resolve(new TrunkGateway(socket, at)));
    });
  }

  /** Calls a number as somebody; the final status, and how to hang up. */
  async call(
    to: { host: string; port: number },
    call: { called: string; caller: string; headers?: readonly string[] },
  ): Promise<{ status: number; text: string; hangUp: () => Promise<void> }> {
    const id = `${this.address}-${this.port}-${++this.#calls}`;
    const dialog = { to, called: call.called, caller: call.caller, id };
    const text = await this.#request("INVITE", { ...dialog, sequence: 1, toTag: "", headers: call.headers ?? [] });
    const status = Number(/^SIP\/2\.0 (\d{3})/.exec(text)?.[1] ?? 0);
    const toTag = /;tag=[^;\s>]+/.exec(header(text, "To"))?.[0] ?? "";
    this.#send("ACK", { ...dialog, sequence: 1, toTag, headers: [] });
    return {
      status,
      text,
      hangUp: async () => {
        await this.#request("BYE", { ...dialog, sequence: 2, toTag, headers: [] });
      },
    };
  }

  /** Passes the other side of a call on, as a telephone's transfer key does (REFER); gives the final status. */
  async refer({ text, source }: IncomingCall, target: string): Promise<number> {
    const contact = /<([^>]+)>/.exec(header(text, "Contact"))?.[1] ?? "";
    const sequence = ++this.#calls;
    const key = `${header(text, "Call-ID")} ${sequence} REFER`;
    const lines = [
      `REFER ${contact} SIP/2.0`,
      `Via: SIP/2.0/UDP ${this.address}:${this.port};branch=z9hG4bK-refer-${sequence}`,
      "Max-Forwards: 70",
      `From: ${header(text, "To")};tag=gateway`,
      `To: ${header(text, "From")}`,
      `Call-ID: ${header(text, "Call-ID")}`,
      `CSeq: ${sequence} REFER`,
      `Contact: <sip:gateway@${this.address}:${this.port}>`,
      `Refer-To: <sip:${target}>`,
      "Content-Length: 0",
      "",
      "",
    ];
    const answer = await this.#answered(key, () => this.#socket.send(lines.join("\r\n"), source.port, source.address));
    return Number(answer.slice(8, 11));
  }

  close(): void {
    this.#socket.close();
  }

  #receive(text: string, from: { address: string; port: number }): void {
    if (this.silent) return;
    if (text.startsWith("SIP/2.0")) {
      const status = Number(text.slice(8, 11));
      if (status >= 200) this.#waiting.get(`${header(text, "Call-ID")} ${header(text, "CSeq")}`)?.(text);
      return;
    }
    const [method = ""] = text.split(" ");
    if (method === "ACK") return;
    if (method === "OPTIONS") this.pings++;
    const called = /^\w+ sip:([^@;\s]*)/.exec(text)?.[1] ?? "";
    if (method === "INVITE") {
      const { address, port } = from;
      this.incoming.push({
        called,
        from: header(text, "From"),
        text,
        source: { address, port },
        at: performance.now(),
      });
    }
    const status = method === "INVITE" ? this.answer(called) : 200;
    this.#reply(text, status, from);
    if (method !== "CANCEL") return;
    const invite = this.incoming.find((call) => header(call.text, "Call-ID") === header(text, "Call-ID"));
    if (invite !== undefined) this.#reply(invite.text, 487, from);
  }

  #reply(text: string, status: number, to: { address: string; port: number }): void {
    const [method = ""] = text.split(" ");
    const echoed = ["Via", "From", "Call-ID", "CSeq"].map((name) => `${name}: ${header(text, name)}`);
    const body = status === 200 && method === "INVITE" ? sdp(this.address, this.telephoneEvents) : "";
    const lines = [
      `SIP/2.0 ${status} ${status === 200 ? "OK" : "Refused"}`,
      ...echoed,
      `To: ${header(text, "To")};tag=gateway`,
      `Contact: <sip:gateway@${this.address}:${this.port}>`,
      ...(status === 404 ? ["Reason: Q.850;cause=1"] : []),
      ...(status === 486 ? ["Reason: Q.850;cause=17"] : []),
      ...(status === 503 ? ["Reason: Q.850;cause=34"] : []),
      ...(body === "" ? [] : ["Content-Type: application/sdp"]),
      `Content-Length: ${body.length}`,
      "",
      body,
    ];
    this.#socket.send(lines.join("\r\n"), to.port, to.address);
  }

  #send(method: string, request: Request): void {
    const { to, called, caller, id, sequence, toTag, headers } = request;
    const body = method === "INVITE" ? sdp(this.address, this.telephoneEvents) : "";
    const lines = [
      `${method} sip:${called}@${to.host}:${to.port} SIP/2.0`,
      `Via: SIP/2.0/UDP ${this.address}:${this.port};branch=z9hG4bK-${id}-${method}`,
      "Max-Forwards: 70",
      `From: <sip:${caller}${caller === "" ? "" : "@"}${this.address}>;tag=${id}`,
      `To: <sip:${called}@${to.host}>${toTag}`,
      `Call-ID: ${id}`,
      `CSeq: ${sequence} ${method}`,
      `Contact: <sip:gateway@${this.address}:${this.port}>`,
      ...headers,
      ...(body === "" ? [] : ["Content-Type: application/sdp"]),
      `Content-Length: ${body.length}`,
      "",
      body,
    ];
    this.#socket.send(lines.join("\r\n"), to.port, to.host);
  }

  #request(method: string, request: Request): Promise<string> {
    return this.#answered(`${request.id} ${request.sequence} ${method}`, () => this.#send(method, request));
  }

  #answered(key: string, send: () => void): Promise<string> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer to ${key}`)), 15_000);
      this.#waiting.set(key, (text) => {
        clearTimeout(timer);
        this.#waiting.delete(key);
        resolve(text);
      });
      send();
    });
  }
}

interface Request {
  readonly to: { readonly host: string; readonly port: number };
  readonly called: string;
  readonly caller: string;
  readonly id: string;
  readonly sequence: number;
  readonly toTag: string;
  readonly headers: readonly string[];
}

function sdp(address: string, telephoneEvents: boolean): string {
  return [
    "v=0",
    `o=- 1 1 IN IP4 ${address}`,
    "s=-",
    `c=IN IP4 ${address}`,
    "t=0 0",
    `m=audio 40000 RTP/AVP 8${telephoneEvents ? " 101" : ""}`,
    "a=rtpmap:8 PCMA/8000",
    ...(telephoneEvents ? ["a=rtpmap:101 telephone-event/8000"] : []),
    "",
  ].join("\r\n");
}

function header(text: string, name: string): string {
  return new RegExp(`^${name}: *(.*?)\\r?$`, "im").exec(text)?.[1] ?? "";
}
