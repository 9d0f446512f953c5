import type { AgentRecord, AgentRegistry, AgentWish, StatusWish } from "./agents.ts";
import type { SwitchEvent } from "./event-socket.ts";
import { AGENT_STATUSES, type AgentStatus, type MediaSwitch, type SwitchAgent } from "./media-switch.ts";
import type { Role } from "./role.ts";
import type { ControllerFile } from "./settings.ts";

/** How long an agent that was busy or could not be reached is left alone, in seconds. */
const DELAYS = { reject_delay_time: 5, busy_delay_time: 10, no_answer_delay_time: 5 } as const;

/** What the desk needs of its node. */
export interface DeskNode {
  readonly role: Role;
  readonly switch: MediaSwitch;
  readonly registry: AgentRegistry;
  readonly planned: { readonly value: ControllerFile };
  readonly link: {
    readonly push: () => Promise<boolean>;
    readonly refusal: () => string | undefined;
    readonly setStatus: (id: string, wish: StatusWish) => Promise<boolean>;
  };
}

/**
 * Agents as this node's switch has them. Every agent stands on both nodes; its live status is on one of them, the
 * node that hosts it, and it is Logged Out on the other, so that nobody is offered two calls.
 */
export class AgentDesk {
  readonly #controller: DeskNode;
  readonly hosted = new Set<string>();
  /** Agents go to the other node one by one: what the switch says about them then is the hand-over's doing. */
  moving = false;
  #latest: readonly SwitchAgent[] = [];

  constructor(controller: DeskNode) {
    this.#controller = controller;
  }

  /** As last read from the switch, at most a second ago. */
  get latest(): readonly SwitchAgent[] {
    return this.#latest;
  }

  /** A node that is cut off finds that nobody answers; what it thinks of an agent must not reach the other one. */
  get #judges(): boolean {
    return this.#controller.role === "owner" && !this.moving;
  }

  forget(): void {
    this.hosted.clear();
    this.#latest = [];
  }

  /** The switch came (back): its agents are made from what is known; live statuses of an owner are left alone. */
  async restore(owner: boolean): Promise<void> {
    const there = new Map((await this.#controller.switch.agents()).map((agent) => [agent.name, agent]));
    this.forget();
    for (const record of this.#controller.registry.present()) {
      const live = there.get(record.id);
      await this.#shape(record, live !== undefined);
      // On a standby these are left from a hand-over that an earlier run of this process did not finish.
      const left = live !== undefined && (live.status !== "Logged Out" || live.state !== "Waiting");
      if (owner || left) this.hosted.add(record.id);
      if (owner && live === undefined) await this.#setStatus(record.id, record.status);
    }
  }

  /**
   * This node answers for everybody now: each agent gets the last status that is known. Whom the other node says it
   * hosts may be in a call there; it moves them itself, each when free.
   */
  async adoptAll(hostedByPeer: ReadonlySet<string> = new Set()): Promise<void> {
    for (const record of this.#controller.registry.present())
      if (!this.hosted.has(record.id) && !hostedByPeer.has(record.id)) await this.adopt(record);
  }

  /** From the node that gives its calls away: the agent is free, and answers here from `readyTime` (Unix seconds) on. */
  async receive(record: AgentRecord, readyTime: number): Promise<void> {
    this.#controller.registry.merge([record]);
    await this.#shape(record, (await this.#controller.switch.agent(record.id)) !== undefined);
    if (readyTime > 0) await this.#controller.switch.setAgent(record.id, "ready_time", readyTime);
    this.hosted.add(record.id);
    await this.#setStatus(record.id, record.status);
  }

  async signIn(id: string, wish: AgentWish): Promise<AgentRecord> {
    const before = this.#controller.registry.get(id);
    const { queues } = this.#controller.planned.value;
    const unknown = wish.queues.find(({ queue }) => !queues.some(({ name }) => name === queue));
    if (unknown !== undefined) throw new RequestError(422, `there is no queue ${unknown.queue}`);
    const record = this.#controller.registry.put({
      id,
      wish,
      status: before?.status ?? "On Break",
      ...(before?.reason === undefined ? {} : { reason: before.reason }),
      gone: false,
    });
    await this.#shape(record, (await this.#controller.switch.agent(id)) !== undefined);
    if (before === undefined) {
      this.hosted.add(id);
      await this.#setStatus(id, record.status);
    }
    await this.#controller.link.push();
    return record;
  }

  async signOut(id: string): Promise<void> {
    const record = this.#known(id);
    this.#controller.registry.put({ ...record, status: "Logged Out", gone: true });
    await this.#remove(id);
    await this.#controller.link.push();
  }

  /** Where the agent is hosted: on the other node while a hand-over is under way; here when that one says no. */
  async setStatus(id: string, wish: StatusWish): Promise<AgentRecord> {
    const record = this.#note(id, wish);
    if (!(await this.#apply(id, wish.status))) {
      const there = this.#controller.link.refusal() === undefined && (await this.#controller.link.setStatus(id, wish));
      if (!there) await this.adopt(record);
    }
    await this.#controller.link.push();
    return record;
  }

  /** The other node was asked and does not host the agent; false when this one does not either. */
  async takeStatus(id: string, wish: StatusWish): Promise<boolean> {
    if (!this.hosted.has(id)) return false;
    this.#note(id, wish);
    return this.#apply(id, wish.status);
  }

  /** This node answers for the agent from now on. */
  async adopt(record: AgentRecord): Promise<void> {
    this.hosted.add(record.id);
    await this.#setStatus(record.id, record.status);
  }

  #note(id: string, { status, reason }: StatusWish): AgentRecord {
    const before = this.#known(id);
    return this.#controller.registry.put({
      id,
      wish: before.wish,
      gone: false,
      status,
      ...(reason === undefined ? {} : { reason }),
    });
  }

  /** False when the agent is not hosted here. */
  async #apply(id: string, status: AgentStatus): Promise<boolean> {
    if (!this.hosted.has(id)) return false;
    const live = await this.#controller.switch.agent(id);
    // Logged out by the hand-over but still talking: the new status goes along when it moves.
    if (!this.moving || live?.status !== "Logged Out") await this.#setStatus(id, status);
    return true;
  }

  /** The switch itself, or who watches it, made the agent unavailable. */
  async giveBreak(id: string, reason: string): Promise<void> {
    if (!this.hosted.has(id) || !this.#judges || this.#controller.registry.get(id) === undefined) return;
    this.#note(id, { status: "On Break", reason });
    await this.#setStatus(id, "On Break");
    await this.#controller.link.push();
  }

  /** The other node changed something. */
  async follow(changed: readonly AgentRecord[]): Promise<void> {
    if (!this.#controller.switch.connected) return;
    const there = new Set((await this.#controller.switch.agents()).map(({ name }) => name));
    for (const record of changed) {
      if (record.gone) await this.#remove(record.id);
      else await this.#shape(record, there.has(record.id));
    }
  }

  /** What the switch itself did to a status, such as On Break after an unanswered call. */
  heard(event: SwitchEvent): void {
    if (event["CC-Action"] !== "agent-status-change" || !this.#judges) return;
    const record = this.#controller.registry.get(event["CC-Agent"] ?? "");
    const status = AGENT_STATUSES.find((known) => known === event["CC-Agent-Status"]);
    // The switch logs nobody out by itself; that is the echo of a hand-over, or AgentReconciler looks after it.
    if (status === "Logged Out") return;
    if (record === undefined || status === undefined || !this.hosted.has(record.id) || record.status === status) return;
    this.note(record, status);
  }

  /** What the switch says about an agent counts: it is what callers meet. */
  note(record: AgentRecord, status: AgentStatus): void {
    this.#controller.registry.put({ id: record.id, wish: record.wish, gone: false, status, reason: "switch" });
  }

  /** Once more what is known, for the switch has lost it. */
  async repeat(record: AgentRecord): Promise<void> {
    await this.#setStatus(record.id, record.status);
  }

  async refresh(): Promise<void> {
    this.#latest = await this.#controller.switch.agents();
  }

  #known(id: string): AgentRecord {
    const record = this.#controller.registry.get(id);
    if (record === undefined) throw new RequestError(404, `no agent ${id} is signed in`);
    return record;
  }

  /** Agent, its times and its queues; never the status. */
  async #shape({ id, wish }: AgentRecord, there: boolean): Promise<void> {
    const { switch: control, planned } = this.#controller;
    const { domain } = planned.value;
    if (!there) await control.expect(`callcenter_config agent add ${id} callback`, "+OK");
    await control.setAgent(id, "contact", `[leg_timeout=${wish.ringSeconds}]user/${id}@${domain}`);
    await control.setAgent(id, "max_no_answer", wish.maxNoAnswer);
    await control.setAgent(id, "wrap_up_time", wish.wrapUpSeconds);
    for (const [name, value] of Object.entries(DELAYS)) await control.setAgent(id, name, value);
    // A queue that the plan no longer has would be refused, and with it everything that comes after.
    const known = new Set(planned.value.queues.map(({ name }) => name));
    const wanted = new Map(
      wish.queues.filter(({ queue }) => known.has(queue)).map((tier) => [`${tier.queue}@${domain}`, tier]),
    );
    const standing = (await control.tiers()).filter((tier) => tier.agent === id);
    for (const tier of standing)
      if (!wanted.has(tier.queue)) await control.expect(`callcenter_config tier del ${tier.queue} ${id}`, "+OK");
    for (const [queue, { level, position }] of wanted) {
      const same = standing.find((tier) => tier.queue === queue);
      if (same === undefined)
        await control.expect(`callcenter_config tier add ${queue} ${id} ${level} ${position}`, "+OK");
      else if (same.level !== level || same.position !== position) {
        await control.expect(`callcenter_config tier set level ${queue} ${id} ${level}`, "+OK");
        await control.expect(`callcenter_config tier set position ${queue} ${id} ${position}`, "+OK");
      }
    }
  }

  async #remove(id: string): Promise<void> {
    const { switch: control } = this.#controller;
    this.hosted.delete(id);
    if ((await control.agent(id)) === undefined) return;
    await control.setAgent(id, "status", "Logged Out");
    for (const tier of (await control.tiers()).filter(({ agent }) => agent === id))
      await control.expect(`callcenter_config tier del ${tier.queue} ${id}`, "+OK");
    await control.expect(`callcenter_config agent del ${id}`, "+OK");
  }

  async #setStatus(id: string, status: AgentStatus): Promise<void> {
    await this.#controller.switch.setAgent(id, "status", status);
  }
}

/** What the caller of the API did wrong. */
export class RequestError extends Error {
  readonly status: 404 | 409 | 422;

  constructor(status: 404 | 409 | 422, message: string) {
    super(message);
    this.status = status;
  }
}
