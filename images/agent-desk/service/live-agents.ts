import type { AgentState, AgentView } from "../contract/agent.ts";
import type { QueueEvent, SwitchAgent } from "./switch-events.ts";

/** What a call does with an agent; between calls there is none. */
interface Phase {
  readonly kind: "ringing" | "talking" | "wrap-up";
  readonly callUuid: string | null;
  /** Unix milliseconds. */
  readonly since: number;
  /** Monotonic milliseconds. */
  readonly at: number;
}

interface LiveAgent {
  readonly status: SwitchAgent["status"];
  readonly reason: string | null;
  readonly queues: readonly string[];
  /** Unix milliseconds of the last change of status. */
  readonly since: number;
  /** Monotonic milliseconds of the last event about the status: a poll that was under way then is older. */
  readonly heardAt: number;
  readonly phase: Phase | undefined;
}

/** An answer of the switch about its agents may be as old as this; an event within it is newer. */
const POLL_AGE = 2_500;

const WRAP_UP_REASON = "wrap-up";
const UNREACHABLE_REASON = "unreachable";

/**
 * Agents as they are now: events at once, and once a second what the controller says, which mends whatever an event
 * that was missed left wrong. Times are Unix milliseconds but for `now`, which is monotonic.
 */
export class LiveAgents {
  readonly #agents = new Map<string, LiveAgent>();
  readonly #wrapUpSeconds: (queues: readonly string[]) => number;
  readonly #nameOf: (agent: string) => string;
  onChange: (view: AgentView) => void = () => undefined;

  constructor(of: { wrapUpSeconds: (queues: readonly string[]) => number; nameOf: (agent: string) => string }) {
    this.#wrapUpSeconds = of.wrapUpSeconds;
    this.#nameOf = of.nameOf;
  }

  has(agent: string): boolean {
    return this.#agents.has(agent);
  }

  all(): readonly AgentView[] {
    return [...this.#agents].map(([agent, live]) => this.#view(agent, live));
  }

  view(agent: string): AgentView {
    const live = this.#agents.get(agent);
    if (live !== undefined) return this.#view(agent, live);
    return {
      agent,
      displayName: this.#nameOf(agent),
      state: "signed-out",
      reason: null,
      since: new Date().toISOString(),
      queues: [],
      until: null,
      callUuid: null,
    };
  }

  /** Free of calls, as far as anything is known. */
  isFree(agent: string): boolean {
    const phase = this.#agents.get(agent)?.phase;
    return phase === undefined || phase.kind === "wrap-up";
  }

  hear(event: QueueEvent, now = performance.now()): void {
    const { agent } = event;
    if (agent === null || agent === "") return;
    const next = after(event, this.#agents.get(agent) ?? unheardOf(), now);
    if (next !== undefined) this.#set(agent, next);
  }

  /** What this desk itself just set, before the switch says so. */
  set(agent: string, status: SwitchAgent["status"], reason: string | null): void {
    const before = this.#agents.get(agent) ?? unheardOf();
    this.#set(agent, {
      ...before,
      status,
      reason,
      since: Date.now(),
      heardAt: performance.now(),
      phase: before.phase?.kind === "wrap-up" && status === "On Break" ? undefined : before.phase,
    });
  }

  /** The controller's list; whoever is not in it is signed out. */
  read(list: readonly SwitchAgent[], now = performance.now()): void {
    const listed = new Set(list.map(({ id }) => id));
    for (const [agent, live] of this.#agents)
      if (!listed.has(agent) && now - live.heardAt > POLL_AGE) {
        this.#agents.delete(agent);
        this.onChange(this.view(agent));
      }
    for (const row of list) this.#read(row, now);
  }

  #read(row: SwitchAgent, now: number): void {
    const before = this.#agents.get(row.id);
    const from = before ?? unheardOf();
    const newer = now - from.heardAt > POLL_AGE;
    // Within the time of a poll the reason may be newer here than the status is there.
    const settled = newer || row.status === from.status;
    this.#set(row.id, {
      status: settled ? row.status : from.status,
      reason: settled ? (newer || from.reason === null ? row.reason : from.reason) : from.reason,
      queues: row.queues.map(({ queue }) => queue),
      since: newer && row.status !== from.status ? Date.now() : from.since,
      heardAt: from.heardAt,
      phase: this.#phase(from, row, now),
    });
  }

  /** Events that were missed show here: a call that is long over, or one that nobody told of. */
  #phase({ phase, queues }: LiveAgent, row: SwitchAgent, now: number): Phase | undefined {
    if (phase?.kind === "wrap-up")
      return Date.now() - phase.since > this.#wrapUpSeconds(queues) * 1000 ? undefined : phase;
    // The node that answered knows nothing about a call on the other one.
    if (!row.hostedHere || row.state === null) return phase;
    if (phase !== undefined && now - phase.at < POLL_AGE) return phase;
    if (row.state === "In a queue call")
      return phase?.kind === "talking"
        ? phase
        : { kind: "talking", callUuid: phase?.callUuid ?? null, since: Date.now(), at: now };
    if (row.state === "Receiving")
      return phase?.kind === "ringing" ? phase : { kind: "ringing", callUuid: null, since: Date.now(), at: now };
    return undefined;
  }

  #set(agent: string, next: LiveAgent): void {
    const before = this.#agents.get(agent);
    this.#agents.set(agent, next);
    const view = this.#view(agent, next);
    if (before === undefined || !same(this.#view(agent, before), view)) this.onChange(view);
  }

  #wrapUpEnds({ since }: Phase, queues: readonly string[]): string {
    return new Date(since + this.#wrapUpSeconds(queues) * 1000).toISOString();
  }

  #view(agent: string, live: LiveAgent): AgentView {
    const state = stateOf(live);
    return {
      agent,
      displayName: this.#nameOf(agent),
      state,
      reason: state === "break" || state === "unreachable" ? live.reason : null,
      since: new Date(live.phase?.since ?? live.since).toISOString(),
      queues: [...live.queues],
      until: live.phase?.kind === "wrap-up" && state === "wrap-up" ? this.#wrapUpEnds(live.phase, live.queues) : null,
      callUuid: live.phase?.callUuid ?? null,
    };
  }
}

/** What an event makes of an agent; undefined when it says nothing about one. */
function after(event: QueueEvent, before: LiveAgent, now: number): LiveAgent | undefined {
  const since = Date.parse(event.happened_at);
  const phase = (kind: Phase["kind"]): Phase => ({ kind, callUuid: event.call_uuid, since, at: now });
  switch (event.kind) {
    case "agent-offered":
      return { ...before, phase: phase("ringing") };
    case "agent-answered":
      return { ...before, phase: phase("talking") };
    case "agent-refused":
      return { ...before, phase: undefined };
    case "agent-released":
      return { ...before, phase: phase("wrap-up") };
    case "agent-status": {
      const status = statusOf(event.detail["status"]);
      // Logged out on one node is a step of a hand-over; who signed out is missing from the controller's list.
      if (status === undefined || status === "Logged Out") return undefined;
      const given = event.detail["reason"];
      const repeated = before.status === status;
      return {
        ...before,
        status,
        reason: typeof given === "string" ? given : repeated ? before.reason : null,
        since: repeated ? before.since : since,
        heardAt: now,
        phase: before.phase?.kind === "wrap-up" && status === "On Break" ? undefined : before.phase,
      };
    }
    case "caller-joined":
    case "caller-left":
    case "satisfaction":
    case "call-back-requested":
    case "node-role":
    case "emergency":
      return undefined;
  }
}

function unheardOf(): LiveAgent {
  return {
    status: "Logged Out",
    reason: null,
    queues: [],
    since: Date.now(),
    heardAt: Number.NEGATIVE_INFINITY,
    phase: undefined,
  };
}

function stateOf({ status, reason, phase }: LiveAgent): AgentState {
  if (phase?.kind === "talking" || phase?.kind === "ringing") return phase.kind;
  switch (status) {
    case "Logged Out":
      return "signed-out";
    case "On Break":
      if (reason === UNREACHABLE_REASON) return "unreachable";
      return reason === WRAP_UP_REASON ? "wrap-up" : "break";
    case "Available":
    case "Available (On Demand)":
      return phase?.kind === "wrap-up" ? "wrap-up" : "ready";
  }
}

function statusOf(text: unknown): SwitchAgent["status"] | undefined {
  switch (text) {
    case "Available":
    case "Available (On Demand)":
    case "On Break":
    case "Logged Out":
      return text;
    default:
      return undefined;
  }
}

function same(a: AgentView, b: AgentView): boolean {
  return (
    a.state === b.state &&
    a.reason === b.reason &&
    a.since === b.since &&
    a.callUuid === b.callUuid &&
    a.displayName === b.displayName &&
    a.queues.join() === b.queues.join()
  );
}
