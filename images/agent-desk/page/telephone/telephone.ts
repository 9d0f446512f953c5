import { computed, effect, signal } from "@preact/signals";
import type { RTCSession } from "jssip/lib/RTCSession";
import { Call } from "./call.ts";
import { forget, remember, remembered } from "./dialog-memory.ts";
import { headset } from "./headset.ts";
import { type LineListener, NodeLine } from "./node-line.ts";
import { Ringer } from "./ringer.ts";
import { resume } from "./session-internals.ts";
import { TabLock } from "./tab-lock.ts";

/** As the service gives it out; `ask` is called again well before `expiresAt`. */
export interface TelephoneCredential {
  readonly username: string;
  readonly realm: string;
  readonly password: string;
  readonly expiresAt: string;
  readonly nodes: readonly { readonly name: string; readonly url: string }[];
}

export type TelephoneState = "off" | "starting" | "on" | "elsewhere" | "no-credential";

const REMEMBER_MILLISECONDS = 2_000;
/** A refused credential is asked for again, but not in a storm. */
const ASK_AGAIN_MILLISECONDS = 5_000;

/** An agent's telephone in the page: registered at every media node, one caller at a time, and one colleague beside. */
export class Telephone {
  readonly agent: string;
  readonly state = signal<TelephoneState>("off");
  readonly lines = signal<readonly NodeLine[]>([]);
  /** The caller; else whoever was dialed. */
  readonly call = signal<Call | null>(null);
  /** Somebody asked while the caller waits. */
  readonly consultation = signal<Call | null>(null);
  /** Registered somewhere, so that the queues reach it. */
  readonly reachable = computed(() => this.lines.value.some((line) => line.state.value === "ready"));
  /** A call was held by an earlier page: `found` goes on, `gone` ended meanwhile. */
  readonly recovery = signal<"none" | "found" | "gone">("none");
  readonly #ask: () => Promise<TelephoneCredential>;
  readonly #ringer = new Ringer();
  readonly #lock: TabLock;
  readonly #disposers: (() => void)[] = [];
  #callName: string | null = null;
  #renewal: number | undefined;

  constructor(agent: string, ask: () => Promise<TelephoneCredential>) {
    this.agent = agent;
    this.#ask = ask;
    this.#lock = new TabLock(agent);
  }

  async start(): Promise<void> {
    if (this.state.peek() !== "off") return;
    this.state.value = "starting";
    if (!(await this.#lock.take())) {
      this.state.value = "elsewhere";
      return;
    }
    const keep = window.setInterval(() => this.#remember(), REMEMBER_MILLISECONDS);
    const leaving = () => this.#remember();
    window.addEventListener("pagehide", leaving);
    this.#disposers.push(
      () => window.clearInterval(keep),
      () => window.removeEventListener("pagehide", leaving),
      effect(() => {
        if (this.call.value?.phase.value === "ringing") this.#ringer.start();
        else this.#ringer.stop();
      }),
      effect(() => {
        const call = this.call.value;
        if (call !== null && call.phase.value === "over") forget();
      }),
    );
    await this.#credential();
  }

  /** How the desk names the call in hand. */
  nameCall(uuid: string | null): void {
    this.#callName = uuid;
  }

  /** Calls a number or a colleague. With a caller on the line, the caller waits. */
  async dial(target: string, label = target): Promise<Call | undefined> {
    const line = this.#lineFor();
    const microphone = await headset.open();
    if (line === undefined || microphone === undefined) return undefined;
    const caller = this.call.peek();
    const besides = caller !== null && caller.phase.peek() === "talking";
    if (besides && !caller.held.peek()) caller.hold(true);
    const session = line.ua.call(target, {
      mediaStream: microphone,
      pcConfig: { iceServers: [] },
    });
    const call = new Call(line, session, label);
    if (besides) this.#consult(call, caller);
    else this.call.value = call;
    return call;
  }

  /** The caller and the one who was asked talk to each other. */
  async joinConsultation(): Promise<boolean> {
    const [caller, other] = [this.call.peek(), this.consultation.peek()];
    if (caller === null || other === null) return false;
    return caller.transfer(other);
  }

  /** Back to the caller. */
  endConsultation(): void {
    this.consultation.peek()?.hangUp();
  }

  stop(): void {
    window.clearTimeout(this.#renewal);
    this.#ringer.stop();
    for (const dispose of this.#disposers.splice(0)) dispose();
    for (const line of this.lines.peek()) line.stop();
    this.lines.value = [];
    this.#lock.release();
    headset.close();
    forget();
    this.state.value = "off";
  }

  #consult(call: Call, caller: Call): void {
    this.consultation.value = call;
    const stop = call.phase.subscribe((phase) => {
      if (phase !== "over") return;
      queueMicrotask(() => stop());
      if (this.consultation.peek() === call) this.consultation.value = null;
      if (caller.live.peek() && caller.held.peek()) caller.hold(false);
    });
  }

  async #credential(): Promise<void> {
    window.clearTimeout(this.#renewal);
    try {
      const credential = await this.#ask();
      const left = Date.parse(credential.expiresAt) - Date.now();
      this.#renewal = window.setTimeout(
        () => void this.#credential(),
        Math.max(ASK_AGAIN_MILLISECONDS, (left * 2) / 3),
      );
      if (this.lines.peek().length === 0) this.#open(credential);
      else for (const line of this.lines.peek()) line.renew(credential.password);
      this.state.value = "on";
    } catch {
      // Lines that stand go on with what they have.
      if (this.lines.peek().length === 0) this.state.value = "no-credential";
      this.#renewal = window.setTimeout(() => void this.#credential(), ASK_AGAIN_MILLISECONDS);
    }
  }

  #open({ username, realm, password, nodes }: TelephoneCredential): void {
    const listener: LineListener = {
      incoming: (line, session) => this.#incoming(line, session),
      back: (line) => void this.#back(line),
      refused: () => {
        window.clearTimeout(this.#renewal);
        this.#renewal = window.setTimeout(() => void this.#credential(), ASK_AGAIN_MILLISECONDS);
      },
    };
    this.lines.value = nodes.map(
      ({ name, url }) => new NodeLine({ node: name, url, username, domain: realm, password }, listener),
    );
    for (const line of this.lines.value) {
      this.#disposers.push(
        line.state.subscribe((state) => {
          if (state === "cut") for (const call of this.#callsOn(line)) call.connectionCut();
        }),
      );
      line.start();
    }
  }

  #incoming(line: NodeLine, session: RTCSession): void {
    // One at a time: the queue asks somebody else.
    if (this.call.peek()?.live.peek() === true || this.consultation.peek() !== null) {
      session.terminate({ status_code: 486 });
      return;
    }
    this.#callName = null;
    this.call.value = new Call(line, session);
  }

  async #back(line: NodeLine): Promise<void> {
    const calls = this.#callsOn(line);
    for (const call of calls) await call.recover();
    if (calls.length === 0 && this.call.peek() === null) await this.#resume(line);
  }

  /** The call that the page held before it was loaded anew. */
  async #resume(line: NodeLine): Promise<void> {
    const dialog = remembered(this.agent);
    if (dialog === undefined || dialog.node !== line.node) return;
    const microphone = await headset.open();
    if (microphone === undefined || this.call.peek() !== null) return;
    const call = new Call(line, resume(line.ua, dialog, microphone), "");
    this.#callName = dialog.call;
    call.goOn(dialog.answeredAt);
    this.call.value = call;
    this.recovery.value = "found";
    const stop = call.trouble.subscribe((trouble) => {
      if (trouble !== "none") return;
      queueMicrotask(() => stop());
      // Over before anybody was heard: it ended while the page was loading.
      if (call.end.peek() !== null) this.recovery.value = "gone";
    });
    await call.recover();
  }

  #callsOn(line: NodeLine): readonly Call[] {
    return [this.call.peek(), this.consultation.peek()].flatMap((call) =>
      call !== null && call.line === line && call.live.peek() ? [call] : [],
    );
  }

  /** Where the caller is, so that the two can be joined; else any that is registered. */
  #lineFor(): NodeLine | undefined {
    const held = this.call.peek();
    if (held?.live.peek()) return held.line;
    return this.lines.peek().find((line) => line.state.peek() === "ready");
  }

  #remember(): void {
    const call = this.call.peek();
    if (call === null || call.phase.peek() !== "talking") return;
    const dialog = call.dialog({ agent: this.agent, call: this.#callName });
    if (dialog !== undefined) remember(dialog);
  }
}
