import { signal } from "@preact/signals";
import { C, UA, WebSocketInterface } from "jssip";
import type { RTCSession } from "jssip/lib/RTCSession";
import type { RTCSessionEvent } from "jssip/lib/UA";
import { askWhetherAlive, dropConnection } from "./session-internals.ts";

/** Where the SIP of a media node is reached, and the short-lived credential for it. */
export interface LineAccess {
  readonly node: string;
  readonly url: string;
  readonly username: string;
  readonly domain: string;
  readonly password: string;
}

export type LineState = "connecting" | "registering" | "ready" | "cut" | "refused" | "closed";

export interface LineListener {
  readonly incoming: (line: NodeLine, session: RTCSession) => void;
  /** The connection is back, and the switch knows where to reach this page. */
  readonly back: (line: NodeLine) => void;
  /** The switch refuses the credential: a fresh one is needed. */
  readonly refused: (line: NodeLine) => void;
}

/** Half of it renews, so a switch that forgot us (restart) has us back within a minute. */
const REGISTER_SECONDS = 120;
/** A break of the LAN is short: try again after a second, and never wait longer than eight. */
const RECOVERY = { connection_recovery_min_interval: 1, connection_recovery_max_interval: 8 } as const;

/**
 * A cable that is pulled somewhere in the building closes no connection: TCP would find out after minutes. So the switch is
 * asked now and then, and one that says nothing is given up.
 */
const PULSE_MILLISECONDS = 10_000;
const PULSE_PATIENCE_MILLISECONDS = 5_000;

/** The registration at one media node. An agent is registered at all of them, for the queues may move any time. */
export class NodeLine {
  readonly node: string;
  readonly state = signal<LineState>("connecting");
  readonly #ua: UA;
  readonly #domain: string;
  #pulse: number | undefined;
  #password: string;

  constructor(access: LineAccess, listener: LineListener) {
    this.node = access.node;
    this.#password = access.password;
    this.#domain = access.domain;
    this.#ua = new UA({
      sockets: [new WebSocketInterface(access.url)],
      uri: `sip:${access.username}@${access.domain}`,
      authorization_user: access.username,
      password: access.password,
      realm: access.domain,
      register: true,
      register_expires: REGISTER_SECONDS,
      // Timers of FreeSWITCH's browser profile are off as well: a call doesn't end because a refresh was missed.
      session_timers: false,
      no_answer_timeout: 120,
      user_agent: "hotline-desk",
      ...RECOVERY,
    });
    this.#ua.on("connecting", () => {
      if (this.state.peek() !== "cut") this.state.value = "connecting";
    });
    this.#ua.on("connected", () => {
      this.state.value = "registering";
    });
    this.#ua.on("disconnected", () => {
      if (this.state.peek() !== "closed") this.state.value = "cut";
    });
    this.#ua.on("registered", () => {
      this.state.value = "ready";
      this.#beat();
      listener.back(this);
    });
    this.#ua.on("registrationFailed", ({ cause, response }) => {
      if (this.state.peek() === "closed" || !this.#ua.isConnected()) return;
      // 403 says that the credential is over; anything else is the switch's own trouble, and is tried again.
      if (cause === C.causes.AUTHENTICATION_ERROR || cause === C.causes.REJECTED) {
        this.state.value = "refused";
        listener.refused(this);
      } else if (typeof response !== "object") this.state.value = "cut";
    });
    this.#ua.on("newRTCSession", ({ originator, session }: RTCSessionEvent) => {
      // An enum in the types only.
      const by: string = originator;
      if (by === "remote") listener.incoming(this, session);
    });
  }

  get ua(): UA {
    return this.#ua;
  }

  get ready(): boolean {
    return this.state.value === "ready";
  }

  start(): void {
    this.#ua.start();
  }

  /** A fresh credential: from the next registration on. Calls are not touched. */
  renew(password: string): void {
    if (password === this.#password) return;
    this.#password = password;
    this.#ua.set("password", password);
    if (this.#ua.isConnected()) this.#ua.register();
  }

  #beat(): void {
    window.clearTimeout(this.#pulse);
    this.#pulse = window.setTimeout(() => {
      if (!this.#ua.isConnected()) return;
      const patience = window.setTimeout(() => {
        if (this.#ua.isConnected()) dropConnection(this.#ua);
      }, PULSE_PATIENCE_MILLISECONDS);
      askWhetherAlive(this.#ua, this.#domain, () => {
        window.clearTimeout(patience);
        this.#beat();
      });
    }, PULSE_MILLISECONDS);
  }

  /** Signs the telephone off; calls end. */
  stop(): void {
    window.clearTimeout(this.#pulse);
    this.state.value = "closed";
    this.#ua.stop();
  }
}
