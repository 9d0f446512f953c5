import { createHash } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { RtpSilence } from "./rtp-silence.ts";

interface Place {
  readonly address: string;
  readonly port: number;
}

interface Dialog {
  readonly invite: string;
  readonly from: Place;
  readonly tag: string;
  state: "ringing" | "talking";
  timer: NodeJS.Timeout;
}

export interface Manner {
  readonly ringMilliseconds: () => number;
  readonly talkMilliseconds: () => number;
}

/**
 * An agent's telephone, scripted: one UDP socket registered at both nodes. It rings, answers, sends silence as if muted,
 * hangs up, and counts every call that is offered while another rings or talks.
 */
export class SipAgent {
  readonly #socket: Socket;
  readonly #sound: RtpSilence;
  readonly #own: Place;
  readonly #who: { readonly id: string; readonly realm: string; password: string };
  readonly #manner: Manner;
  readonly #waiting = new Map<string, (text: string) => void>();
  readonly #dialogs = new Map<string, Dialog>();
  #sequence = 0;
  offers = 0;
  doubleOffers = 0;
  answered = 0;
  /** Milliseconds of the clock at which each call came, and at which each was answered. */
  readonly offeredAt: number[] = [];
  readonly answeredAt: number[] = [];

  private constructor(
    sockets: { sip: Socket; sound: RtpSilence },
    own: Place,
    more: { who: SipAgent["who"]; manner: Manner },
  ) {
    const socket = sockets.sip;
    this.#socket = socket;
    this.#sound = sockets.sound;
    this.#own = own;
    this.#who = { ...more.who };
    this.#manner = more.manner;
    socket.on("message", (data, from) => this.#read(data.toString(), { address: from.address, port: from.port }));
  }

  get who(): { readonly id: string; readonly realm: string; readonly password: string } {
    return this.#who;
  }

  static async open(
    own: Place,
    who: { id: string; realm: string; password: string },
    manner: Manner,
  ): Promise<SipAgent> {
    const sound = await RtpSilence.open(own.address);
    const socket = createSocket("udp4");
    return new Promise((resolve, reject) => {
      socket.once("error", reject);
      socket.bind(own.port, own.address, () => resolve(new SipAgent({ sip: socket, sound }, own, { who, manner })));
    });
  }

  /** Final status: 200 when the node knows the telephone now. */
  async register(node: Place): Promise<number> {
    const first = await this.#register(node, undefined);
    if (statusOf(first) !== 401) return statusOf(first);
    return statusOf(await this.#register(node, header(first, "WWW-Authenticate")));
  }

  get busy(): boolean {
    return this.#dialogs.size > 0;
  }

  get talking(): boolean {
    return [...this.#dialogs.values()].some(({ state }) => state === "talking");
  }

  /** The line is dead: the telephone forgets what it had, as a media time-out makes it. */
  dropAll(): void {
    for (const [call, { timer }] of this.#dialogs) {
      clearTimeout(timer);
      this.#sound.stop(call);
    }
    this.#dialogs.clear();
  }

  close(): void {
    this.dropAll();
    this.#socket.close();
    this.#sound.close();
  }

  #register(node: Place, challenge: string | undefined): Promise<string> {
    const { id, realm, password } = this.#who;
    const uri = `sip:${realm}`;
    const sequence = ++this.#sequence;
    const lines = [
      `REGISTER ${uri} SIP/2.0`,
      `Via: SIP/2.0/UDP ${this.#own.address}:${this.#own.port};branch=z9hG4bK-${id}-${this.#own.address}-${sequence}`,
      "Max-Forwards: 70",
      `From: <sip:${id}@${realm}>;tag=${id}${sequence}`,
      `To: <sip:${id}@${realm}>`,
      `Call-ID: ${id}-${this.#own.address}-${node.address}-register`,
      `CSeq: ${sequence} REGISTER`,
      `Contact: <sip:${id}@${this.#own.address}:${this.#own.port}>;expires=600`,
      ...(challenge === undefined ? [] : [`Authorization: ${digest({ challenge, id, password, uri })}`]),
      "Content-Length: 0",
      "",
      "",
    ];
    return new Promise((resolve, reject) => {
      const key = `${sequence} REGISTER`;
      const timer = setTimeout(() => reject(new Error(`no answer to the registration of ${id}`)), 5_000);
      this.#waiting.set(key, (text) => {
        clearTimeout(timer);
        this.#waiting.delete(key);
        resolve(text);
      });
      this.#send(lines, node);
    });
  }

  #read(text: string, from: Place): void {
    if (text.startsWith("SIP/2.0")) {
      if (statusOf(text) >= 200) this.#waiting.get(header(text, "CSeq"))?.(text);
      return;
    }
    const method = text.slice(0, text.indexOf(" "));
    const call = header(text, "Call-ID");
    if (method === "INVITE") this.#offered(text, from);
    if (method === "OPTIONS" || method === "NOTIFY") this.#answer(text, from, { status: "200 OK" });
    if (method === "BYE" || method === "CANCEL") {
      this.#answer(text, from, { status: "200 OK" });
      const dialog = this.#dialogs.get(call);
      if (dialog === undefined) return;
      clearTimeout(dialog.timer);
      this.#dialogs.delete(call);
      this.#sound.stop(call);
      if (method === "CANCEL") this.#answer(dialog.invite, from, { status: "487 Request Terminated", tag: dialog.tag });
    }
  }

  #offered(invite: string, from: Place): void {
    const call = header(invite, "Call-ID");
    if (this.#dialogs.has(call)) return;
    this.offers++;
    this.offeredAt.push(performance.now());
    if (this.#dialogs.size > 0) {
      this.doubleOffers++;
      const [other] = this.#dialogs.values();
      console.log(
        `double offer: agent ${this.#who.id}, from ${from.address}:${from.port} while ${other?.state} with ${other?.from.address}:${other?.from.port}`,
        `since ${((performance.now() - (this.offeredAt.at(-2) ?? 0)) / 1000).toFixed(1)} s, ${new Date().toISOString()}`,
      );
      this.#answer(invite, from, { status: "486 Busy Here", tag: "busy" });
      return;
    }
    const tag = `agent${this.#who.id}${this.offers}`;
    this.#answer(invite, from, { status: "180 Ringing", tag });
    const timer = setTimeout(() => this.#pickUp(call), this.#manner.ringMilliseconds());
    this.#dialogs.set(call, { invite, from, tag, state: "ringing", timer });
  }

  #pickUp(call: string): void {
    const dialog = this.#dialogs.get(call);
    if (dialog === undefined) return;
    this.answered++;
    this.answeredAt.push(performance.now());
    dialog.state = "talking";
    this.#answer(dialog.invite, dialog.from, {
      status: "200 OK",
      tag: dialog.tag,
      body: sdp(this.#own.address, this.#sound.port),
    });
    this.#sound.start(call, dialog.invite);
    dialog.timer = setTimeout(() => this.#hangUp(call), this.#manner.talkMilliseconds());
  }

  #hangUp(call: string): void {
    const dialog = this.#dialogs.get(call);
    if (dialog === undefined) return;
    this.#dialogs.delete(call);
    this.#sound.stop(call);
    const contact = /<([^>]+)>/.exec(header(dialog.invite, "Contact"))?.[1] ?? "";
    const sequence = ++this.#sequence;
    this.#send(
      [
        `BYE ${contact} SIP/2.0`,
        `Via: SIP/2.0/UDP ${this.#own.address}:${this.#own.port};branch=z9hG4bK-${this.#who.id}-${sequence}`,
        "Max-Forwards: 70",
        `From: ${header(dialog.invite, "To")};tag=${dialog.tag}`,
        `To: ${header(dialog.invite, "From")}`,
        `Call-ID: ${call}`,
        `CSeq: ${sequence} BYE`,
        "Content-Length: 0",
        "",
        "",
      ],
      dialog.from,
    );
  }

  #answer(request: string, to: Place, answer: { status: string; tag?: string; body?: string }): void {
    const { body = "", tag } = answer;
    this.#send(
      [
        `SIP/2.0 ${answer.status}`,
        ...["Via", "From", "Call-ID", "CSeq"].map((name) => `${name}: ${header(request, name)}`),
        `To: ${header(request, "To")}${tag === undefined ? "" : `;tag=${tag}`}`,
        `Contact: <sip:${this.#who.id}@${this.#own.address}:${this.#own.port}>`,
        ...(body === "" ? [] : ["Content-Type: application/sdp"]),
        `Content-Length: ${body.length}`,
        "",
        body,
      ],
      to,
    );
  }

  #send(lines: readonly string[], to: Place): void {
    this.#socket.send(lines.join("\r\n"), to.port, to.address);
  }
}

function statusOf(text: string): number {
  return Number(/^SIP\/2\.0 (\d{3})/.exec(text)?.[1] ?? 0);
}

function digest(of: { challenge: string; id: string; password: string; uri: string }): string {
  const field = (name: string) => new RegExp(`${name}="?([^",]+)`).exec(of.challenge)?.[1] ?? "";
  const md5 = (text: string) => createHash("md5").update(text).digest("hex");
  const [realm, nonce] = [field("realm"), field("nonce")];
  const secret = md5(`${of.id}:${realm}:${of.password}`);
  const response = md5(`${secret}:${nonce}:00000001:trial:auth:${md5(`REGISTER:${of.uri}`)}`);
  return `Digest username="${of.id}", realm="${realm}", nonce="${nonce}", uri="${of.uri}", response="${response}", algorithm=MD5, qop=auth, nc=00000001, cnonce="trial"`;
}

function sdp(address: string, port: number): string {
  return [
    "v=0",
    `o=- 1 1 IN IP4 ${address}`,
    "s=-",
    `c=IN IP4 ${address}`,
    "t=0 0",
    `m=audio ${port} RTP/AVP 8`,
    "a=rtpmap:8 PCMA/8000",
    "",
  ].join("\r\n");
}

function header(text: string, name: string): string {
  return new RegExp(`^${name}: *(.*?)\\r?$`, "im").exec(text)?.[1] ?? "";
}
