import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { QueueEventKind } from "../../planning/queue-event.ts";
import { AgentDesk } from "./agent-desk.ts";
import { AgentMover, type HandOverState } from "./agent-mover.ts";
import { AgentReconciler } from "./agent-reconciler.ts";
import { AgentRegistry } from "./agents.ts";
import type { BusinessAdapter } from "./business-adapter.ts";
import { Complaints } from "./complaints.ts";
import { Credentials } from "./credentials.ts";
import { type DeskEvent, DeskEvents } from "./desk-events.ts";
import { type DrainRequest, DrainRequests } from "./drain-requests.ts";
import { Emergency, type EmergencyRecord } from "./emergency.ts";
import { errorText } from "./error-text.ts";
import type { SwitchEvent } from "./event-socket.ts";
import { MediaSwitch, type Member, pause } from "./media-switch.ts";
import { PeerLink } from "./peer-link.ts";
import type { ownEvent } from "./queue-events.ts";
import { unloadEmptyQueues } from "./queue-keeper.ts";
import { type NodeReport, ROLE_TIMES, type Role } from "./role.ts";
import { RoleKeeper } from "./role-keeper.ts";
import { PlannedFile, type Settings } from "./settings.ts";
import { UnreachableAgents } from "./unreachable-agents.ts";

const LOOK_FOR_DRAINS = 200;
const ROTATE_EVERY = 5_000;

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
  readonly mover: AgentMover;
  readonly roles: RoleKeeper;
  readonly events: DeskEvents;
  readonly #drains: DrainRequests;
  readonly #reconciler: AgentReconciler;
  readonly #unreachable = new UnreachableAgents();
  readonly #complaints = new Complaints((text) => this.say(text));
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(settings: Settings) {
    this.settings = settings;
    this.planned = new PlannedFile(settings, (text) => this.complain(text));
    const folder = join(settings.spool, "control");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.events = new DeskEvents(this, join(settings.spool, "queue-events"));
    this.registry = new AgentRegistry(join(folder, "agents.json"));
    this.credentials = new Credentials(folder);
    this.emergency = new Emergency(settings.spool);
    this.#drains = new DrainRequests(folder);
    this.switch = new MediaSwitch(
      () => settings.eventSocket,
      (event) => this.#take(event),
    );
    this.desk = new AgentDesk(this);
    this.link = new PeerLink(this);
    this.mover = new AgentMover(this);
    this.roles = new RoleKeeper(this);
    this.#reconciler = new AgentReconciler(this);
    this.switch.onConnection = (there) => this.#connection(there);
  }

  get role(): Role {
    return this.roles.role;
  }

  get handOver(): HandOverState {
    return this.mover.state;
  }

  get because(): string {
    return this.roles.because;
  }

  get adapter(): BusinessAdapter | undefined {
    return this.events.adapter;
  }

  start(): void {
    const every = (milliseconds: number, work: () => Promise<void> | void) => {
      const once = async () => work();
      this.#timers.push(
        setInterval(() => void once().catch((error: unknown) => this.complain(errorText(error))), milliseconds),
      );
    };
    every(ROLE_TIMES.tick, () => this.roles.look());
    every(1_000, () => this.#upkeep());
    every(1_000, () => this.events.sync());
    every(1_000, () => this.#drains.showAlive());
    every(ROTATE_EVERY, () => this.events.rotate());
    every(LOOK_FOR_DRAINS, () => this.#drains.look((request) => this.#drain(request)));
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.switch.stop();
    this.events.close();
  }

  say(text: string): void {
    console.log(`hotline: ${text}`);
  }

  /** Of what may go wrong again and again. */
  complain(text: string): void {
    this.#complaints.about(text);
  }

  report(): NodeReport {
    return this.roles.report();
  }

  record(kind: QueueEventKind, event: Parameters<typeof ownEvent>[2]): void {
    this.events.record(kind, event);
  }

  listen(listener: (event: DeskEvent) => void): () => void {
    return this.events.listen(listener);
  }

  /** Agents whom the other node hosts; undefined while it is silent. */
  hostedByPeer(): ReadonlySet<string> | undefined {
    if (this.link.peer === undefined) return new Set();
    return this.link.isFresh() ? this.link.hosts : undefined;
  }

  #take(event: SwitchEvent): void {
    this.events.take(event);
    this.desk.heard(event);
    const unreachable = this.#unreachable.heard(event);
    if (unreachable === undefined) return;
    this.say(`agent ${unreachable} is on break: three offers in a row found no registered telephone`);
    void this.desk
      .giveBreak(unreachable, "unreachable")
      .catch((error: unknown) => this.complain(`agent ${unreachable}: ${errorText(error)}`));
  }

  /** The switch came or went. What fails is tried again while it stays. */
  async #connection(there: boolean): Promise<void> {
    if (!there) {
      this.desk.forget();
      try {
        this.roles.lost();
      } catch (error) {
        this.complain(errorText(error));
      }
      await this.link.beat();
      return;
    }
    this.say("the switch answers");
    while (this.switch.connected) {
      try {
        await this.roles.found();
        return;
      } catch (error) {
        this.complain(`the switch's agents can't be made: ${errorText(error)}`);
        await pause(1_000);
      }
    }
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
    if (this.role === "owner" && this.link.peer !== undefined && this.roles.peerIsGone) await this.desk.adoptAll();
    await this.#reconciler.look();
    if (this.planned.value.queues.length > 0) await unloadEmptyQueues(this);
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

  /** Asked for by the first process of the container. What it is answered follows what becomes of the hand-over. */
  async #drain(request: DrainRequest | undefined): Promise<void> {
    if (request === undefined) {
      this.roles.stay();
      return;
    }
    await this.roles.drain(request.by, request.seconds);
    let answered = "";
    while (this.roles.leaving) {
      if (this.handOver.kind !== answered) {
        answered = this.handOver.kind;
        this.#drains.answer(answered);
      }
      await pause(LOOK_FOR_DRAINS);
    }
  }
}
