import { createSocket, type Socket } from "node:dgram";

export interface SipAnswer {
  readonly status: number;
  readonly text: string;
}

/** A gateway's side of a trunk, just enough of it: one UDP socket that sends requests and reads final answers. */
export class SipLine {
  readonly #socket: Socket;
  readonly #address: string;
  #calls = 0;

  private constructor(socket: Socket, address: string) {
    this.#socket = socket;
    this.#address = address;
    // The switch hangs up too; unanswered, it would repeat itself for half a minute and keep the session.
    socket.on("message", (data, from) => {
      const text = data.toString();
      if (!text.startsWith("BYE ")) return;
      const echoed = ["Via", "From", "To", "Call-ID", "CSeq"].map((name) => `${name}: ${header(text, name)}`);
      socket.send(["SIP/2.0 200 OK", ...echoed, "Content-Length: 0", "", ""].join("\r\n"), from.port, from.address);
    });
  }

  static open(address: string): Promise<SipLine> {
    const socket = createSocket("udp4");
    return new Promise((resolve, reject) => {
      socket.once("error", reject);
      socket.bind(0, address, () => resolve(new SipLine(socket, address)));
    });
  }

  options(to: { host: string; port: number }): Promise<SipAnswer> {
    return this.#request("OPTIONS", { to, user: "ping", body: "" });
  }

  /** Calls a number and acknowledges the final answer; `hangUp` ends an answered call. */
  async call(
    to: { host: string; port: number },
    user: string,
  ): Promise<SipAnswer & { hangUp: () => Promise<SipAnswer> }> {
    const body = [
      "v=0",
      `o=- 1 1 IN IP4 ${this.#address}`,
      "s=-",
      `c=IN IP4 ${this.#address}`,
      "t=0 0",
      "m=audio 40000 RTP/AVP 8 101",
      "a=rtpmap:8 PCMA/8000",
      "a=rtpmap:101 telephone-event/8000",
      "",
    ].join("\r\n");
    const answer = await this.#request("INVITE", { to, user, body });
    const dialog = {
      to,
      user,
      callId: header(answer.text, "Call-ID"),
      toHeader: header(answer.text, "To"),
      fromHeader: header(answer.text, "From"),
    };
    this.#send("ACK", { ...dialog, sequence: 1, body: "" });
    return { ...answer, hangUp: () => this.#request("BYE", { ...dialog, body: "", sequence: 2 }) };
  }

  close(): void {
    this.#socket.close();
  }

  #send(method: string, message: Message): string {
    const callId = message.callId ?? `${this.#address}-${++this.#calls}`;
    const lines = [
      `${method} sip:${message.user}@${message.to.host}:${message.to.port} SIP/2.0`,
      `Via: SIP/2.0/UDP ${this.#address}:${this.#socket.address().port};branch=z9hG4bK-${callId}-${method}`,
      "Max-Forwards: 70",
      `From: ${message.fromHeader ?? `<sip:055165550000@${this.#address}>;tag=${callId}`}`,
      `To: ${message.toHeader ?? `<sip:${message.user}@${message.to.host}>`}`,
      `Call-ID: ${callId}`,
      `CSeq: ${message.sequence ?? 1} ${method}`,
      `Contact: <sip:line@${this.#address}:${this.#socket.address().port}>`,
      ...(message.body === "" ? [] : ["Content-Type: application/sdp"]),
      `Content-Length: ${Buffer.byteLength(message.body)}`,
      "",
      message.body,
    ];
    this.#socket.send(lines.join("\r\n"), message.to.port, message.to.host);
    return callId;
  }

  #request(method: string, message: Message): Promise<SipAnswer> {
    return new Promise((resolve, reject) => {
      const callId = this.#send(method, message);
      const timer = setTimeout(
        () => finish(() => reject(new Error(`no answer to ${method} ${message.user} from ${this.#address}`))),
        10_000,
      );
      const read = (data: Buffer) => {
        const text = data.toString();
        const status = Number(/^SIP\/2\.0 (\d{3})/.exec(text)?.[1] ?? 0);
        if (status < 200 || header(text, "Call-ID") !== callId || !header(text, "CSeq").endsWith(method)) return;
        finish(() => resolve({ status, text }));
      };
      const finish = (then: () => void) => {
        clearTimeout(timer);
        this.#socket.off("message", read);
        then();
      };
      this.#socket.on("message", read);
    });
  }
}

interface Message {
  readonly to: { readonly host: string; readonly port: number };
  readonly user: string;
  readonly body: string;
  readonly callId?: string;
  readonly fromHeader?: string;
  readonly toHeader?: string;
  readonly sequence?: number;
}

function header(text: string, name: string): string {
  return new RegExp(`^${name}: *(.*?)\\r?$`, "im").exec(text)?.[1] ?? "";
}
