import { computed, signal } from "@preact/signals";
import { C } from "jssip";
import type { RTCSession } from "jssip/lib/RTCSession";
import type { RememberedDialog } from "./dialog-memory.ts";
import { headset } from "./headset.ts";
import { type MediaQuality, QualityWatch } from "./media-quality.ts";
import type { NodeLine } from "./node-line.ts";
import { dialogOf, offerAnew, outliveTheNetwork } from "./session-internals.ts";

export type CallPhase = "ringing" | "dialing" | "answering" | "talking" | "over";
/** What keeps the two from hearing each other, and what is being done about it. */
export type CallTrouble = "none" | "connection-cut" | "media-lost" | "recovering";

export type CallEnd =
  | "released"
  | "canceled"
  | "refused"
  | "busy"
  | "no-answer"
  | "unreachable"
  | "lost"
  | "no-microphone";

const LAN: RTCConfiguration = { iceServers: [] };
/** A break of a second heals by itself; after that candidates are gathered anew. */
const PATIENCE_MILLISECONDS = 2_000;
const RETRY_MILLISECONDS = 3_000;
const HOLD_RETRY_MILLISECONDS = 150;
const WATCH_MILLISECONDS = 2_000;

/** One call on the telephone, ringing to over. */
export class Call {
  readonly line: NodeLine;
  readonly incoming: boolean;
  readonly phase = signal<CallPhase>("ringing");
  readonly held = signal(false);
  readonly muted = signal(false);
  readonly trouble = signal<CallTrouble>("none");
  readonly quality = signal<MediaQuality | undefined>(undefined);
  readonly answeredAt = signal<number | null>(null);
  readonly end = signal<CallEnd | null>(null);
  readonly live = computed(() => this.phase.value !== "over");
  /** Number or name that was dialed; empty for a caller, whom the desk names. */
  readonly dialed: string;
  readonly #session: RTCSession;
  readonly #ear = new Audio();
  readonly #watch = new QualityWatch();
  #timer: number | undefined;
  #recovery: number | undefined;
  #holding: number | undefined;

  constructor(line: NodeLine, session: RTCSession, dialed = "") {
    this.line = line;
    this.#session = session;
    this.dialed = dialed;
    this.incoming = isWord(session.direction, "incoming");
    this.phase.value = this.incoming ? "ringing" : "dialing";
    outliveTheNetwork(session, () => this.#lost());
    session.on("peerconnection", ({ peerconnection }) => this.#listen(peerconnection));
    // Made before we could listen: an outgoing call, or one gone on with.
    const made = session as { readonly connection: RTCPeerConnection | null };
    if (made.connection !== null) this.#listen(made.connection);
    session.on("confirmed", () => this.#talking());
    session.on("getusermediafailed", () => this.#over("no-microphone"));
    session.on("ended", ({ cause }) => this.#over(cause === "Dialog Error" ? "lost" : "released"));
    session.on("failed", ({ cause }) => this.#over(endOf(cause)));
  }

  get session(): RTCSession {
    return this.#session;
  }

  async answer(): Promise<void> {
    if (this.phase.value !== "ringing") return;
    this.phase.value = "answering";
    const microphone = await headset.open();
    if (this.#session.isEnded()) return;
    if (microphone === undefined) {
      this.#session.terminate({ status_code: 480, reason_phrase: "No Microphone" });
      this.#over("no-microphone");
      return;
    }
    this.#session.answer({ mediaStream: microphone, pcConfig: LAN });
  }

  hangUp(): void {
    if (!this.#session.isEnded()) this.#session.terminate();
    this.#over("released");
  }

  /** The queue offers the call to somebody else. */
  refuse(): void {
    if (!this.#session.isEnded()) this.#session.terminate({ status_code: 486 });
    this.#over("refused");
  }

  /** The caller hears music. While an earlier offer is still being answered it waits for its turn. */
  hold(on = !this.held.value): void {
    this.held.value = on;
    window.clearInterval(this.#holding);
    const attempt = () => {
      const { local } = this.#session.isOnHold();
      const done = local === on || (on ? this.#session.hold() : this.#session.unhold());
      if (done || !this.live.peek()) window.clearInterval(this.#holding);
    };
    this.#holding = window.setInterval(attempt, HOLD_RETRY_MILLISECONDS);
    attempt();
  }

  mute(on = !this.muted.value): void {
    if (on) this.#session.mute({ audio: true });
    else this.#session.unmute({ audio: true });
    this.muted.value = on;
  }

  key(tone: string): void {
    this.#session.sendDTMF(tone, { transportType: C.DTMF_TRANSPORT.RFC2833 });
  }

  /** Passes the caller on; resolves with what the switch said. With `to` a call: both talk to each other, this one leaves. */
  transfer(to: string | Call): Promise<boolean> {
    return new Promise((resolve) => {
      const target = typeof to === "string" ? to : to.session.remote_identity.uri.toString();
      this.#session.refer(target, {
        ...(typeof to === "string" ? {} : { replaces: to.session }),
        eventHandlers: {
          requestSucceeded: () => undefined,
          requestFailed: () => resolve(false),
          failed: () => resolve(false),
          accepted: () => resolve(true),
        },
      });
      // The switch takes a transferred leg down at once, sometimes before it says that the transfer went well.
      const stop = this.phase.subscribe((phase) => {
        if (phase === "over") {
          resolve(true);
          queueMicrotask(() => stop());
        }
      });
    });
  }

  dialog(facts: Pick<RememberedDialog, "agent" | "call">): RememberedDialog | undefined {
    return dialogOf(this.#session, {
      ...facts,
      node: this.line.node,
      answeredAt: this.answeredAt.peek() ?? Date.now(),
    });
  }

  /** The line is back, or the page is new: media are negotiated afresh over the call's dialog. */
  async recover(): Promise<void> {
    if (!this.live.peek() || this.phase.peek() !== "talking") return;
    this.trouble.value = "recovering";
    window.clearTimeout(this.#recovery);
    if (!this.line.ready) {
      this.trouble.value = "connection-cut";
      return;
    }
    const outcome = await offerAnew(this.#session);
    if (!this.live.peek()) return;
    if (outcome === "taken") this.#settle();
    this.#recovery = window.setTimeout(() => {
      if (this.trouble.peek() !== "none") void this.recover();
    }, RETRY_MILLISECONDS);
  }

  /** Signalling is gone; the two may still hear each other. */
  connectionCut(): void {
    if (this.phase.peek() === "talking") this.trouble.value = "connection-cut";
  }

  /** Goes on where an earlier page stood. */
  goOn(answeredAt: number): void {
    this.answeredAt.value = answeredAt;
    this.phase.value = "talking";
    this.trouble.value = "recovering";
    this.#startWatch();
  }

  #talking(): void {
    this.answeredAt.value ??= Date.now();
    this.phase.value = "talking";
    this.#startWatch();
  }

  #startWatch(): void {
    this.#timer ??= window.setInterval(() => {
      void this.#watch.read(this.#session.connection).then((quality) => {
        this.quality.value = quality;
      });
    }, WATCH_MILLISECONDS);
  }

  #listen(connection: RTCPeerConnection): void {
    connection.addEventListener("track", ({ track, streams }) => {
      void headset.play(streams[0] ?? new MediaStream([track]), this.#ear);
    });
    connection.addEventListener("iceconnectionstatechange", () => {
      switch (connection.iceConnectionState) {
        case "disconnected":
          window.clearTimeout(this.#recovery);
          this.#recovery = window.setTimeout(() => this.#lost(), PATIENCE_MILLISECONDS);
          break;
        case "connected":
        case "completed":
          this.#settle();
          break;
        case "failed":
        case "new":
        case "checking":
        case "closed":
          break;
      }
    });
  }

  #lost(): void {
    if (this.phase.peek() !== "talking") return;
    this.trouble.value = "media-lost";
    void this.recover();
  }

  #settle(): void {
    const { iceConnectionState: state } = this.#session.connection;
    if ((state === "connected" || state === "completed") && this.line.ready) {
      this.trouble.value = "none";
      window.clearTimeout(this.#recovery);
    }
  }

  #over(end: CallEnd): void {
    if (this.phase.peek() === "over") return;
    window.clearInterval(this.#timer);
    window.clearTimeout(this.#recovery);
    window.clearInterval(this.#holding);
    this.#ear.srcObject = null;
    this.end.value = end;
    this.trouble.value = "none";
    this.phase.value = "over";
  }
}

/** Enums of JsSIP exist in its types only. */
function isWord(value: string, word: string): boolean {
  return value === word;
}

const ENDS: ReadonlyMap<string, CallEnd> = new Map<string, CallEnd>([
  [C.causes.CANCELED, "canceled"],
  [C.causes.BUSY, "busy"],
  [C.causes.REJECTED, "refused"],
  [C.causes.NO_ANSWER, "no-answer"],
  [C.causes.EXPIRES, "no-answer"],
  [C.causes.UNAVAILABLE, "no-answer"],
  [C.causes.USER_DENIED_MEDIA_ACCESS, "no-microphone"],
  [C.causes.NOT_FOUND, "unreachable"],
  [C.causes.ADDRESS_INCOMPLETE, "unreachable"],
]);

function endOf(cause: string): CallEnd {
  return ENDS.get(cause) ?? "lost";
}
