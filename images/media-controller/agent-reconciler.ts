import type { AgentDesk } from "./agent-desk.ts";
import type { AgentRecord, AgentRegistry } from "./agents.ts";
import { AGENT_STATUSES } from "./media-switch.ts";
import type { Role } from "./role.ts";

/** Seconds, one look each, for which a difference must stand: what is under way settles in less. */
const LOOKS = 3;

/** What finding strays needs of its node. */
export interface ReconciledNode {
  readonly role: Role;
  readonly desk: AgentDesk;
  readonly registry: AgentRegistry;
  /** Agents whom the other node hosts; undefined while it is silent. */
  hostedByPeer(): ReadonlySet<string> | undefined;
  say(text: string): void;
}

/**
 * Finds what crashes and lost events leave behind: an agent whom neither node hosts, or one whose status on the switch
 * is not the one that the desk sees.
 */
export class AgentReconciler {
  readonly #node: ReconciledNode;
  readonly #looks = new Map<string, number>();

  constructor(node: ReconciledNode) {
    this.#node = node;
  }

  async look(): Promise<void> {
    const { desk, registry, role } = this.#node;
    const elsewhere = this.#node.hostedByPeer();
    if (role !== "owner" || desk.moving || elsewhere === undefined) {
      this.#looks.clear();
      return;
    }
    const live = new Map(desk.latest.map((agent) => [agent.name, agent]));
    const standing = new Set<string>();
    for (const record of registry.present()) {
      if (elsewhere.has(record.id)) continue;
      const status = live.get(record.id)?.status;
      const stray = !desk.hosted.has(record.id);
      if (!stray && (status === undefined || status === record.status)) continue;
      standing.add(record.id);
      const looks = (this.#looks.get(record.id) ?? 0) + 1;
      this.#looks.set(record.id, looks);
      if (looks < LOOKS) continue;
      this.#looks.delete(record.id);
      await this.#settle(record, { stray, status });
    }
    for (const id of this.#looks.keys()) if (!standing.has(id)) this.#looks.delete(id);
  }

  async #settle(record: AgentRecord, { stray, status }: { stray: boolean; status: string | undefined }): Promise<void> {
    const { desk } = this.#node;
    if (stray) {
      this.#node.say(`no node hosts agent ${record.id}: this one does now`);
      await desk.adopt(record);
      return;
    }
    const known = AGENT_STATUSES.find((each) => each === status);
    // The switch gives breaks by itself, but logs nobody out.
    if (known === undefined || known === "Logged Out") {
      this.#node.say(`agent ${record.id} was logged out on the switch and is ${record.status} again`);
      await desk.repeat(record);
    } else desk.note(record, known);
  }
}
