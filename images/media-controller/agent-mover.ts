import type { AgentDesk } from "./agent-desk.ts";
import type { AgentRegistry } from "./agents.ts";
import { errorText } from "./error-text.ts";
import { nextMoves } from "./hand-over.ts";
import { type MediaSwitch, type Member, pause } from "./media-switch.ts";
import type { Role } from "./role.ts";

const MOVE_EVERY = 200;
/** By then the other node has taken the agents by itself, for it does not hear this one either. */
const GIVE_UP_AFTER = 10_000;

export type HandOverState =
  | { readonly kind: "none" }
  | { readonly kind: "moving"; readonly left: number; readonly since: number }
  | { readonly kind: "done" }
  | { readonly kind: "alone"; readonly because: string };

export function aloneBecause(because: string): HandOverState {
  return { kind: "alone", because };
}

/** What moving needs of the node that gives its calls away. */
export interface MovingNode {
  readonly role: Role;
  readonly switch: MediaSwitch;
  readonly desk: AgentDesk;
  readonly registry: AgentRegistry;
  readonly link: { readonly tell: (path: string, body: unknown) => Promise<void> };
  readonly members: () => Promise<readonly Member[]>;
  readonly say: (text: string) => void;
}

/** Moves agents to the other node one by one, each when it is free. */
export class AgentMover {
  readonly #node: MovingNode;
  state: HandOverState = { kind: "none" };

  constructor(node: MovingNode) {
    this.#node = node;
  }

  /** As `run`, and says at once that it is under way. */
  start(deadline: number): void {
    this.state = { kind: "moving", left: this.#node.desk.hosted.size, since: Date.now() };
    void this.run(deadline);
  }

  /** Until nobody is left; after `deadline` (Unix milliseconds) no longer for the sake of callers who wait. */
  async run(deadline: number): Promise<void> {
    if (this.#node.desk.moving) return;
    this.#node.desk.moving = true;
    const since = Date.now();
    const pending = new Set<string>();
    let failingSince: number | undefined;
    try {
      for (;;) {
        // The role came back meanwhile, for the other node is gone or cut off: so do the agents who are still here.
        if (this.#node.role === "owner") {
          this.state = { kind: "none" };
          this.#node.say("the hand-over ends: this node owns again");
          return;
        }
        try {
          const left = await this.#step(pending, Date.now() > deadline);
          if (left === 0) break;
          this.state = { kind: "moving", left, since };
          failingSince = undefined;
        } catch (error) {
          // The next look starts from what the switch says; the other node may only have been slow.
          failingSince ??= Date.now();
          if (Date.now() - failingSince > GIVE_UP_AFTER) throw error;
        }
        await pause(MOVE_EVERY);
      }
      await this.#node.link.tell("/link/moved", {});
      this.state = { kind: "done" };
      this.#node.say(`handed over in ${((Date.now() - since) / 1000).toFixed(1)} s`);
    } catch (error) {
      this.#node.say(`the hand-over stopped: ${errorText(error)}`);
      this.state = aloneBecause(errorText(error));
    } finally {
      this.#node.desk.moving = false;
      if (this.#node.role === "owner") await this.#keep(pending);
    }
  }

  /** Those who were logged out to be moved after their call stay. */
  async #keep(pending: ReadonlySet<string>): Promise<void> {
    for (const id of pending) {
      const record = this.#node.registry.get(id);
      if (record === undefined || !this.#node.desk.hosted.has(id)) continue;
      await this.#node.desk
        .repeat(record)
        .catch((error: unknown) => this.#node.say(`agent ${id} stays logged out: ${errorText(error)}`));
    }
  }

  /** How much is left: agents and calls. */
  async #step(pending: Set<string>, late: boolean): Promise<number> {
    const [agents, tiers, members, calls] = await Promise.all([
      this.#node.switch.agents(),
      this.#node.switch.tiers(),
      this.#node.members(),
      this.#node.switch.callersIn(),
    ]);
    const queued = new Set(members.filter(({ state }) => state !== "Abandoned").map(({ session }) => session));
    const elsewhere = calls.filter((id) => !queued.has(id)).length;
    const hosted = agents.filter(({ name }) => this.#node.desk.hosted.has(name));
    const moves = nextMoves({
      agents: hosted,
      tiers,
      members: late ? [] : members,
      elsewhere: late ? 0 : elsewhere,
      pending,
    });
    for (const id of moves.release) {
      // Logged out first and read again: between the list and now a call may have been offered.
      await this.#node.switch.setAgent(id, "status", "Logged Out");
      const agent = await this.#node.switch.agent(id);
      if (agent?.state === "Waiting") await this.#move(id, agent);
      else pending.add(id);
    }
    for (const id of moves.finish) {
      const agent = await this.#node.switch.agent(id);
      if (agent?.state !== "Waiting") continue;
      await this.#move(id, agent);
      pending.delete(id);
    }
    const loggedOut = hosted.filter(
      ({ name, status }) => status === "Logged Out" && !pending.has(name) && this.#node.desk.hosted.has(name),
    );
    for (const agent of loggedOut) {
      if (agent.state === "Waiting") await this.#move(agent.name, agent);
      // By an earlier run of this process, in the middle of a call.
      else pending.add(agent.name);
    }
    return moves.done && pending.size === 0 ? 0 : this.#node.desk.hosted.size + queued.size + elsewhere;
  }

  /** The time after a call travels with the agent. */
  async #move(id: string, agent: { lastBridgeEnd: number; readyTime: number; wrapUpSeconds: number }): Promise<void> {
    const readyTime = Math.max(
      agent.readyTime,
      agent.lastBridgeEnd === 0 ? 0 : agent.lastBridgeEnd + agent.wrapUpSeconds,
    );
    const record = this.#node.registry.get(id);
    if (record !== undefined) await this.#node.link.tell("/link/agent", { record, readyTime });
    this.#node.desk.hosted.delete(id);
  }
}
