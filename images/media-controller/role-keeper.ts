import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { QueueEventKind } from "../../planning/queue-event.ts";
import type { AgentDesk } from "./agent-desk.ts";
import { type AgentMover, aloneBecause, type HandOverState } from "./agent-mover.ts";
import { writeDurably } from "./durable-file.ts";
import { errorText } from "./error-text.ts";
import type { MediaSwitch } from "./media-switch.ts";
import { now } from "./monotonic.ts";
import type { PeerLink } from "./peer-link.ts";
import type { QueueEvent } from "./queue-events.ts";
import { decideRole, mustGiveAway, type NodeReport, ROLE_TIMES, type Role, type View } from "./role.ts";
import type { ControllerFile, Settings } from "./settings.ts";
import { askOptions } from "./sip-options.ts";

/** A controller that died is started again within seconds; twice as long as the slowest start seen, and more. */
const CONTROLLER_RETURNS = 60_000;

/** What keeping the role needs of its node. */
export interface RoleNode {
  readonly settings: Pick<Settings, "node" | "address" | "spool">;
  readonly planned: { readonly value: ControllerFile };
  readonly switch: MediaSwitch;
  readonly desk: AgentDesk;
  readonly link: PeerLink;
  readonly mover: AgentMover;
  /** Agents whom the other node hosts; undefined while it is silent. */
  hostedByPeer(): ReadonlySet<string> | undefined;
  say(text: string): void;
  record(kind: QueueEventKind, event: { readonly detail: QueueEvent["detail"] }): void;
}

/** Looks at switch, peer and witnesses twice a second, decides who owns the queues, and makes the switch follow. */
export class RoleKeeper {
  readonly #node: RoleNode;
  readonly #startedAt = now();
  readonly #run = randomUUID();
  #role: Role = "standby";
  #because = "starting";
  #ready = false;
  #readyAt = Number.NEGATIVE_INFINITY;
  /** The other node is taking the role over at this moment. */
  #giving = false;
  /** The node is about to stop: it must not take the role. */
  #leaving = false;
  #witnessAt: number | undefined;
  #witnesses = 0;
  #servedAt: number | undefined;
  /** When the peer's trunk last gave any answer: its switch lives. */
  #answeredAt = Number.NEGATIVE_INFINITY;
  #acting: Promise<void> = Promise.resolve();
  #looking = false;

  constructor(node: RoleNode) {
    this.#node = node;
  }

  get role(): Role {
    return this.#role;
  }

  get because(): string {
    return this.#because;
  }

  get leaving(): boolean {
    return this.#leaving;
  }

  report(): NodeReport {
    return {
      node: this.#node.settings.node,
      run: this.#run,
      at: now(),
      // What is being given away is no longer claimed.
      role: this.#giving ? "standby" : this.#role,
      ready: this.#ready && !this.#leaving,
      witnesses: this.#witnesses,
    };
  }

  /**
   * The other node won't move its agents any more: it is silent, and so is its switch; or its switch has been without
   * a controller for so long that none comes back, and its free agents would sit there for nothing.
   */
  get peerIsGone(): boolean {
    const silence = now() - (this.#node.link.view().reportAt ?? this.#startedAt);
    return (
      silence > CONTROLLER_RETURNS || (silence > ROLE_TIMES.takeOver && now() - this.#answeredAt > ROLE_TIMES.takeOver)
    );
  }

  /** The switch came (back): what it has loaded is the truth. */
  async found(): Promise<void> {
    // Emergency and credentials may have been written while nobody could tell the switch.
    await this.#node.switch.reload();
    this.#role = (await this.#node.switch.isStandby()) ? "standby" : "owner";
    await this.#node.desk.restore(this.#role === "owner");
  }

  /** The switch is gone; what is on disk decides how it comes back: as standby. */
  lost(): void {
    this.#ready = false;
    this.#readyAt = Number.NEGATIVE_INFINITY;
    if (this.#role === "owner") this.#became("standby", "the switch of this node is gone");
    this.#writeRole("standby");
  }

  /** The node stays: a new start took back what it was told. */
  stay(): void {
    this.#leaving = false;
  }

  async look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      const began = now();
      const { planned, settings, link } = this.#node;
      const { peer } = link;
      const [ready, , served] = await Promise.all([
        this.#isReady(),
        this.#askWitnesses(),
        peer === undefined
          ? undefined
          : askOptions(settings.address, { host: peer.address, port: planned.value.ports.trunk }, ROLE_TIMES.answer),
        link.beat(),
      ]);
      if (served === 200) this.#servedAt = now();
      if (served !== undefined) this.#answeredAt = now();
      this.#ready = ready;
      // No answer is waited for so long: this process stood still, and what it did not hear says nothing.
      if (now() - began < ROLE_TIMES.fence) await this.#decide();
    } finally {
      this.#looking = false;
    }
  }

  async #decide(): Promise<void> {
    if (this.#giving) return;
    const { link, desk, mover, planned, settings } = this.#node;
    const { nodes, witnesses } = planned.value;
    // A node that leaves keeps its calls; it gave the role away, or does so as soon as somebody can take it.
    if (this.#leaving) {
      if (mover.state.kind === "alone" && this.#role === "owner" && link.refusal() === undefined)
        await this.handOver("the other node is ready now", Number.POSITIVE_INFINITY);
      return;
    }
    const view: View = {
      now: now(),
      startedAt: this.#startedAt,
      self: { first: nodes[0]?.name === settings.node, role: this.#role, ready: this.#ready },
      peer: link.peer === undefined ? undefined : { ...link.view(), servedAt: this.#servedAt },
      witnesses: { known: witnesses.length, seenAt: this.#witnessAt },
    };
    if (mustGiveAway(view)) {
      await this.handOver("no gateway reaches this node", Number.POSITIVE_INFINITY);
      return;
    }
    const decision = decideRole(view);
    this.#because = decision.because;
    if (decision.role !== this.#role) {
      await this.become(decision.role, decision.because);
      if (decision.role === "owner") await desk.adoptAll(this.#node.hostedByPeer());
    }
    // Also those whom an earlier run of this process, or a hand-over that stopped, left behind.
    const elsewhere = link.isFresh() && link.view().report?.role === "owner";
    if (this.#role === "standby" && elsewhere && desk.hosted.size > 0) void mover.run(Number.POSITIVE_INFINITY);
  }

  /** One slow answer is no failure; a switch that closes its event socket is one at once. */
  async #isReady(): Promise<boolean> {
    const control = this.#node.switch;
    try {
      if (control.connected && (await control.isReady())) {
        const running = await control.runningProfiles();
        if (this.#node.planned.value.allProfiles.every((profile) => running.includes(profile))) this.#readyAt = now();
      }
    } catch {
      // As old as the last good look.
    }
    return control.connected && now() - this.#readyAt <= ROLE_TIMES.fence;
  }

  /** Any answer counts, also a refusal: it says that this node still reaches the outside. */
  async #askWitnesses(): Promise<void> {
    const { planned, settings } = this.#node;
    const answers = await Promise.all(
      planned.value.witnesses.map((witness) => askOptions(settings.address, witness, ROLE_TIMES.answer)),
    );
    this.#witnesses = answers.filter((status) => status !== undefined).length;
    if (this.#witnesses > 0) this.#witnessAt = now();
  }

  /** Writes the role, makes the switch read it, and looks whether its trunk answers accordingly. One change at a time. */
  become(role: Role, because: string): Promise<void> {
    const done = this.#acting.then(() => this.#become(role, because));
    this.#acting = done.catch(() => undefined);
    return done;
  }

  async #become(role: Role, because: string): Promise<void> {
    const { planned, settings, switch: control } = this.#node;
    this.#writeRole(role);
    await control.reload();
    await control.rescan(planned.value.profiles);
    const trunk = { host: settings.address, port: planned.value.ports.trunk };
    const wanted = role === "owner" ? 200 : 503;
    if (planned.value.profiles.includes("trunk")) {
      const status = await askOptions(settings.address, trunk, ROLE_TIMES.answer);
      if (status !== wanted && !(role === "owner" && status === 503))
        throw new Error(`the trunk answers ${String(status)} as ${role}, not ${wanted}`);
    }
    if ((await control.isStandby()) !== (role === "standby")) throw new Error(`the switch did not become ${role}`);
    this.#became(role, because);
  }

  #became(role: Role, because: string): void {
    this.#role = role;
    this.#because = because;
    this.#node.say(`${role}: ${because}`);
    this.#node.record("node-role", { detail: { role, because } });
  }

  #writeRole(role: Role): void {
    writeDurably(
      join(this.#node.settings.spool, "control", "role.xml"),
      `<include>\n<X-PRE-PROCESS cmd="set" data="trunk_standby=${String(role === "standby")}"/>\n</include>\n`,
    );
  }

  /** The peer gives its calls away; from here on this node takes the new ones. */
  async takeOver(because: string): Promise<void> {
    this.#node.desk.forget();
    await this.become("owner", because);
  }

  /**
   * Gives the role to the other node and moves the agents one by one when they are free. Settles when the role is
   * over; `mover.state` tells the rest. Without a healthy peer nothing happens and the state is `alone`.
   */
  async handOver(by: string, deadline: number): Promise<HandOverState> {
    const { link, mover, desk } = this.#node;
    if (mover.state.kind === "moving") return mover.state;
    if (this.#role !== "owner") {
      // Agents who are here still wait for calls that only they can take.
      mover.state = { kind: "done" };
      if (desk.hosted.size > 0 && link.refusal() === undefined) mover.start(deadline);
      return mover.state;
    }
    const refusal = link.refusal();
    if (refusal !== undefined) {
      mover.state = aloneBecause(refusal);
      return mover.state;
    }
    // First the other opens, then this one closes: no caller finds both shut.
    this.#giving = true;
    try {
      await link.give(by);
      await this.become("standby", `handed over, ${by}`);
    } finally {
      this.#giving = false;
    }
    mover.start(deadline);
    return mover.state;
  }

  /** Hands over and does not take the role again until the switch has started anew. */
  async drain(by: string, seconds: number): Promise<HandOverState> {
    this.#leaving = true;
    try {
      return await this.handOver(by, Date.now() + seconds * 1000);
    } catch (error) {
      // Tried again while the node empties.
      this.#node.say(`the hand-over failed: ${errorText(error)}`);
      this.#node.mover.state = aloneBecause(errorText(error));
      return this.#node.mover.state;
    }
  }
}
