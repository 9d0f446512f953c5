import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { QueueEventKind } from "../../planning/queue-event.ts";
import { AgentDesk } from "./agent-desk.ts";
import { AgentMover, type HandOverState } from "./agent-mover.ts";
import { AgentRegistry } from "./agents.ts";
import { BusinessAdapter, type CallerData } from "./business-adapter.ts";
import { Credentials } from "./credentials.ts";
import { type DrainRequest, DrainRequests } from "./drain-requests.ts";
import { writeDurably } from "./durable-file.ts";
import { Emergency, type EmergencyRecord } from "./emergency.ts";
import { errorText } from "./error-text.ts";
import type { SwitchEvent } from "./event-socket.ts";
import { EventSpool } from "./event-spool.ts";
import { MediaSwitch, type Member, pause } from "./media-switch.ts";
import { now } from "./monotonic.ts";
import { PeerLink } from "./peer-link.ts";
import { type CallerNotice, callerNoticeOf, ownEvent, type QueueEvent, queueEventOf } from "./queue-events.ts";
import { decideRole, mustGiveAway, type NodeReport, ROLE_TIMES, type Role, type View } from "./role.ts";
import { PlannedFile, type Settings } from "./settings.ts";
import { askOptions } from "./sip-options.ts";

const LOOK_FOR_DRAINS = 200;
const ROTATE_EVERY = 5_000;

/** What the desk's stream carries; only queue events are stored. */
export type DeskEvent = QueueEvent | CallerNotice | CallerData;

/** Everything that one node's controller knows and does, apart from how it is asked. */
export class NodeController {
  readonly settings: Settings;
  readonly planned: PlannedFile;
  readonly switch: MediaSwitch;
  readonly registry: AgentRegistry;
  readonly credentials: Credentials;
  readonly emergency: Emergency;
  readonly desk: AgentDesk;
  readonly link: PeerLink;
  readonly #spool: EventSpool;
  readonly #drains: DrainRequests;
  readonly #mover: AgentMover;
  readonly #startedAt = now();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #listeners = new Set<(event: DeskEvent) => void>();
  #adapter: BusinessAdapter | undefined;
  #role: Role = "standby";
  #ready = false;
  #readyAt = Number.NEGATIVE_INFINITY;
  /** The other node is taking the role over at this moment. */
  #giving = false;
  readonly #run = randomUUID();
  #because = "starting";
  /** The node is about to stop: it must not take the role. */
  #leaving = false;
  #witnessAt: number | undefined;
  #witnesses = 0;
  #servedAt: number | undefined;
  #acting: Promise<void> = Promise.resolve();
  #deciding = false;

  constructor(settings: Settings) {
    this.settings = settings;
    this.planned = new PlannedFile(settings.reloadDirectory);
    const folder = join(settings.spool, "control");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#spool = new EventSpool(join(settings.spool, "queue-events"));
    this.registry = new AgentRegistry(join(folder, "agents.json"));
    this.credentials = new Credentials(folder);
    this.emergency = new Emergency(settings.spool);
    this.#drains = new DrainRequests(folder);
    this.switch = new MediaSwitch(
      () => settings.eventSocket,
      (event) => this.#take(event),
    );
    this.switch.onConnection = (there) => void this.#connection(there);
    this.desk = new AgentDesk(this);
    this.link = new PeerLink(this);
    this.#mover = new AgentMover(this);
  }

  get role(): Role {
    return this.#role;
  }

  get handOver(): HandOverState {
    return this.#mover.state;
  }

  get because(): string {
    return this.#because;
  }

  get servedByPeerAt(): number | undefined {
    return this.#servedAt;
  }

  start(): void {
    const every = (milliseconds: number, work: () => Promise<void> | void) => {
      this.#timers.push(
        setInterval(() => {
          void Promise.resolve(work()).catch((error: unknown) => this.say(errorText(error)));
        }, milliseconds),
      );
    };
    every(ROLE_TIMES.tick, () => this.#look());
    every(1_000, () => this.#upkeep());
    every(1_000, () => this.#spool.sync());
    every(1_000, () => this.#drains.showAlive());
    every(ROTATE_EVERY, () => this.#spool.rotate());
    every(LOOK_FOR_DRAINS, () => this.#drains.look((request) => this.#drain(request)));
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.switch.stop();
    this.#adapter?.close();
    this.#spool.close();
  }

  say(text: string): void {
    console.log(`hotline: ${text}`);
  }

  report(): NodeReport {
    return {
      node: this.settings.node,
      run: this.#run,
      at: now(),
      // What is being given away is no longer claimed.
      role: this.#giving ? "standby" : this.#role,
      ready: this.#ready && !this.#leaving,
      witnesses: this.#witnesses,
    };
  }

  record(kind: QueueEventKind, event: Parameters<typeof ownEvent>[2]): void {
    this.#append(ownEvent(this.settings.node, kind, event));
  }

  /** Queue events and callers as they come, for the desk. Gives the way to stop listening. */
  listen(listener: (event: DeskEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #append(event: QueueEvent): void {
    this.#spool.append(event);
    this.#tell(event);
  }

  #tell(event: DeskEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** As the plan names it now; undefined where nobody is to be asked. */
  get adapter(): BusinessAdapter | undefined {
    const url = this.planned.value.adapter?.url;
    const { adapter } = this.settings;
    if (this.#adapter?.url !== url) {
      this.#adapter?.close();
      this.#adapter =
        url === undefined || adapter === undefined
          ? undefined
          : new BusinessAdapter({ url, ...adapter }, (text) => this.say(text));
    }
    return this.#adapter;
  }

  /** The desk hears of the caller at once, and later what is known; nothing on this way can hold up the call. */
  #announce(caller: CallerNotice): void {
    this.#tell(caller);
    if (caller.number !== null) void this.adapter?.ask(caller).then((data) => this.#tell(data));
  }

  #take(event: SwitchEvent): void {
    const meant = queueEventOf(event, this.settings.node);
    if (meant !== undefined) this.#append(meant);
    const caller = callerNoticeOf(event, this.settings.node);
    if (caller !== undefined) this.#announce(caller);
    this.desk.heard(event);
  }

  async #connection(there: boolean): Promise<void> {
    if (!there) {
      this.#ready = false;
      this.#readyAt = Number.NEGATIVE_INFINITY;
      this.desk.forget();
      // What is on disk decides how the switch comes back: as standby.
      this.#writeRole("standby");
      if (this.#role === "owner") this.#became("standby", "the switch of this node is gone");
      await this.link.beat();
      return;
    }
    this.say("the switch answers");
    this.#role = (await this.switch.isStandby()) ? "standby" : "owner";
    await this.desk.restore(this.#role === "owner");
  }

  /** Looks at the switch, the peer and the witnesses, then decides. */
  async #look(): Promise<void> {
    if (this.#deciding) return;
    this.#deciding = true;
    try {
      const began = now();
      const peer = this.link.peer;
      const { ports } = this.planned.value;
      const [ready, , served] = await Promise.all([
        this.#isReady(),
        this.#askWitnesses(),
        peer === undefined
          ? undefined
          : askOptions(this.settings.address, { host: peer.address, port: ports.trunk }, ROLE_TIMES.answer),
        this.link.beat(),
      ]);
      if (served === 200) this.#servedAt = now();
      this.#ready = ready;
      // No answer is waited for so long: this process stood still, and what it did not hear says nothing.
      if (now() - began < ROLE_TIMES.fence) await this.#decide();
    } finally {
      this.#deciding = false;
    }
  }

  async #decide(): Promise<void> {
    if (this.#giving) return;
    const peer = this.link.peer;
    const { nodes, witnesses } = this.planned.value;
    const view: View = {
      now: now(),
      startedAt: this.#startedAt,
      self: { first: nodes[0]?.name === this.settings.node, role: this.#role, ready: this.#ready && !this.#leaving },
      peer: peer === undefined ? undefined : { ...this.link.view(), servedAt: this.#servedAt },
      witnesses: { known: witnesses.length, seenAt: this.#witnessAt },
    };
    if (!this.#leaving && mustGiveAway(view)) {
      await this.handOverRole("no gateway reaches this node", Number.POSITIVE_INFINITY);
      return;
    }
    const decision = decideRole(view);
    this.#because = decision.because;
    // A node that leaves keeps its calls; it gave the role away or drains alone.
    if (decision.role === this.#role || this.#leaving) return;
    await this.become(decision.role, decision.because);
    if (decision.role === "owner") await this.desk.adoptAll();
    else if (this.link.view().report?.role === "owner") void this.#mover.run(Number.POSITIVE_INFINITY);
  }

  /** One slow answer is no failure; a switch that closes its event socket is one at once. */
  async #isReady(): Promise<boolean> {
    try {
      if (this.switch.connected && (await this.switch.isReady())) {
        const running = await this.switch.runningProfiles();
        if (this.planned.value.allProfiles.every((profile) => running.includes(profile))) this.#readyAt = now();
      }
    } catch {
      // As old as the last good look.
    }
    return this.switch.connected && now() - this.#readyAt <= ROLE_TIMES.fence;
  }

  /** Any answer counts, also a refusal: it says that this node still reaches the outside. */
  async #askWitnesses(): Promise<void> {
    const answers = await Promise.all(
      this.planned.value.witnesses.map((witness) => askOptions(this.settings.address, witness, ROLE_TIMES.answer)),
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
    this.#writeRole(role);
    await this.switch.reload();
    await this.switch.rescan(this.planned.value.profiles);
    const trunk = { host: this.settings.address, port: this.planned.value.ports.trunk };
    const wanted = role === "owner" ? 200 : 503;
    if (this.planned.value.profiles.includes("trunk")) {
      const status = await askOptions(this.settings.address, trunk, ROLE_TIMES.answer);
      if (status !== wanted && !(role === "owner" && status === 503))
        throw new Error(`the trunk answers ${String(status)} as ${role}, not ${wanted}`);
    }
    if ((await this.switch.isStandby()) !== (role === "standby")) throw new Error(`the switch did not become ${role}`);
    this.#became(role, because);
  }

  #became(role: Role, because: string): void {
    this.#role = role;
    this.#because = because;
    this.say(`${role}: ${because}`);
    this.record("node-role", { detail: { role, because } });
  }

  #writeRole(role: Role): void {
    writeDurably(
      join(this.settings.spool, "control", "role.xml"),
      `<include>\n<X-PRE-PROCESS cmd="set" data="trunk_standby=${String(role === "standby")}"/>\n</include>\n`,
    );
  }

  async #upkeep(): Promise<void> {
    if (!this.switch.connected) return;
    const signedOut = this.registry.all().filter((record) => record.gone);
    const over = this.credentials.expire(signedOut.map(({ id }) => id));
    if (over.length > 0) {
      await this.switch.reload();
      for (const id of over.filter((each) => this.registry.get(each) === undefined))
        await this.switch.command(`sofia profile agents flush_inbound_reg ${id}@${this.planned.value.domain}`);
    }
    await this.desk.refresh();
    // Of a hand-over that the other node did not live to finish.
    const view = this.link.view();
    if (this.#role === "owner" && this.link.peer !== undefined && now() - (view.reportAt ?? 0) > ROLE_TIMES.takeOver)
      await this.desk.adoptAll();
  }

  /** Takes what somebody switched, here or on the other node, and moves the callers who wait. */
  async takeEmergency(record: EmergencyRecord): Promise<number> {
    if (!this.emergency.take(record, this.planned.value.emergency)) return 0;
    const { state, by, why } = record;
    this.say(`emergency ${state.kind} by ${by}: ${why}`);
    this.record("emergency", {
      detail: {
        state: state.kind,
        by,
        why,
        ...(state.kind === "off" ? {} : { announcement: state.announcement }),
        ...(state.kind === "divert" ? { number: state.number } : {}),
      },
    });
    if (!this.switch.connected) return 0;
    await this.switch.reload();
    if (state.kind === "off") return 0;
    const waiting = (await this.members()).filter((member) => member.state === "Waiting" || member.state === "Trying");
    // The context's first extension is the emergency's, whatever number is called.
    await Promise.all(
      waiting.map((member) => this.switch.command(`uuid_transfer ${member.session} 12333 XML hotline`)),
    );
    return waiting.length;
  }

  async members(): Promise<readonly Member[]> {
    const { queues, domain } = this.planned.value;
    const lists = await Promise.all(queues.map((queue) => this.switch.members(`${queue.name}@${domain}`)));
    return lists.flat();
  }

  /** The peer gives its calls away; from here on this node takes the new ones. */
  async takeOver(because: string): Promise<void> {
    this.desk.forget();
    await this.become("owner", because);
  }

  /**
   * Gives the role to the other node and moves the agents one by one when they are free. Settles when the role is
   * over; `handOver` tells the rest. Without a healthy peer nothing happens and the state is `alone`.
   */
  async handOverRole(by: string, deadline: number): Promise<HandOverState> {
    if (this.#mover.state.kind === "moving") return this.#mover.state;
    if (this.#role !== "owner") {
      this.#mover.state = { kind: "done" };
      return this.#mover.state;
    }
    const refusal = this.link.refusal();
    if (refusal !== undefined) {
      this.#mover.state = { kind: "alone", because: refusal };
      return this.#mover.state;
    }
    // First the other opens, then this one closes: no caller finds both shut.
    this.#giving = true;
    try {
      await this.link.give(by);
      await this.become("standby", `handed over, ${by}`);
    } finally {
      this.#giving = false;
    }
    this.#mover.state = { kind: "moving", left: this.desk.hosted.size, since: Date.now() };
    void this.#mover.run(deadline);
    return this.#mover.state;
  }

  /** Asked for by the first process of the container, or by `hotline drain`. */
  async #drain(request: DrainRequest | undefined): Promise<void> {
    if (request === undefined) {
      this.#leaving = false;
      return;
    }
    const state = await this.drain(request.by, request.seconds);
    this.#drains.answer(state.kind);
    while (this.handOver.kind === "moving") await pause(LOOK_FOR_DRAINS);
    this.#drains.answer(this.handOver.kind);
  }

  /** Hands over and does not take the role again until the switch has started anew. */
  async drain(by: string, seconds: number): Promise<HandOverState> {
    const state = await this.handOverRole(by, Date.now() + seconds * 1000);
    this.#leaving = true;
    return state;
  }
}
