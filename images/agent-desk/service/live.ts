import { z } from "zod";
import type { AgentView } from "../contract/agent.ts";
import type { Desk } from "../contract/desk.ts";
import type { QueueNow } from "../contract/queue-board.ts";
import { Breaks } from "./breaks.ts";
import type { Controllers } from "./controllers.ts";
import type { DeskDatabase } from "./database.ts";
import { LiveAgents } from "./live-agents.ts";
import { callView, type LiveCall, LiveCalls } from "./live-calls.ts";
import type { People } from "./people.ts";
import { errorText, Refusal } from "./refusal.ts";
import type { DeskFile } from "./settings.ts";
import type { Reader, Streams } from "./streams.ts";
import { type QueueEvent, SwitchAgents, SwitchEvent, SwitchQueues, SwitchStatus } from "./switch-events.ts";

const POLL_MILLISECONDS = 1_000;
/** Of so many polls one asks for the callers who wait, and one for the emergency. */
const QUEUES_EVERY = 2;
const STATUS_EVERY = 5;

const CallAnswer = z.object({
  number: z.string().nullable(),
  language: z.string().nullable(),
  trunk_group: z.string().nullable(),
});

/** What the live view is made of. */
export interface LiveParts {
  readonly file: () => DeskFile;
  readonly database: DeskDatabase;
  readonly controllers: Controllers;
  readonly people: People;
  readonly streams: Streams;
  readonly complain: (text: string) => void;
}

/** Agents, calls and queues as they are now, and what the open pages are told about them. */
export class Live {
  readonly #parts: LiveParts;
  readonly agents: LiveAgents;
  readonly calls: LiveCalls;
  readonly #breaks: Breaks;
  #waiting: readonly QueueNow[] = [];
  #emergency: Desk["emergency"] = null;
  #switch: "there" | "away" = "away";
  #timer: NodeJS.Timeout | undefined;
  #polls = 0;
  /** After the agents were read. */
  onPoll: () => void = () => undefined;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.calls = new LiveCalls(() => parts.file().businessSystems);
    this.agents = new LiveAgents({
      wrapUpSeconds: (queues) => parts.people.wrapUpSeconds(queues),
      nameOf: (agent) => parts.people.nameOf(agent),
    });
    this.agents.onChange = (view) => this.#tellOf(view);
    this.#breaks = new Breaks(parts.database, (agent) => this.agents.view(agent).reason);
  }

  get waiting(): readonly QueueNow[] {
    return this.#waiting;
  }

  get switch(): "there" | "away" {
    return this.#switch;
  }

  surroundings() {
    return {
      database: this.#parts.database.there ? ("there" as const) : ("away" as const),
      switch: this.#switch,
      emergency: this.#emergency,
    };
  }

  tellSurroundings(): void {
    this.#parts.streams.tell({ kind: "surroundings", ...this.surroundings() });
  }

  start(): void {
    this.#parts.controllers.follow((_node, event) => this.hear(event));
    const again = () => {
      this.#timer = setTimeout(() => void this.#poll().finally(again), POLL_MILLISECONDS);
      this.#timer.unref();
    };
    void this.#poll().finally(again);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  hear(raw: unknown): void {
    const parsed = SwitchEvent.safeParse(raw);
    if (!parsed.success) return;
    const event = parsed.data;
    const call = this.calls.hear(event);
    if (event.kind === "caller" || event.kind === "caller-data") {
      if (call !== undefined) this.#tellCall(call);
      return;
    }
    this.agents.hear(event);
    this.#breaks.hear(event);
    this.#tellAgentsCall(event, call);
  }

  /** The call that an agent has in hand, also for a page that was just loaded. */
  callOf(agent: string): LiveCall | undefined {
    const { callUuid } = this.agents.view(agent);
    return callUuid === null ? undefined : this.calls.get(callUuid);
  }

  /** Whether the agent has, or just had, this call. */
  isHandling(agent: string, callUuid: string): boolean {
    return this.agents.view(agent).callUuid === callUuid;
  }

  #tellAgentsCall(event: QueueEvent, call: LiveCall | undefined): void {
    const { agent, call_uuid: callUuid } = event;
    if (agent === null || callUuid === null) return;
    const own = (reader: Reader) => reader.agent === agent;
    switch (event.kind) {
      case "agent-offered":
      case "agent-answered":
        if (call === undefined) return;
        this.#parts.streams.tell({ kind: "call", call: callView(call) }, own);
        if (call.number === undefined && this.#parts.streams.hasAgent(agent)) void this.#askForNumber(call);
        return;
      case "agent-refused":
        this.#parts.streams.tell({ kind: "call-over", callUuid, why: "missed" }, own);
        return;
      case "agent-released":
        this.#parts.streams.tell({ kind: "call-over", callUuid, why: "released" }, own);
        return;
      case "agent-status":
      case "caller-joined":
      case "caller-left":
      case "satisfaction":
      case "call-back-requested":
      case "node-role":
      case "emergency":
    }
  }

  #tellCall(call: LiveCall): void {
    this.#parts.streams.tell(
      { kind: "call", call: callView(call) },
      ({ agent }) => agent !== null && this.isHandling(agent, call.callUuid),
    );
  }

  /** The ringing waits for none of this. */
  async #askForNumber(call: LiveCall): Promise<void> {
    try {
      const said = await this.#parts.controllers.askAt(CallAnswer, call.mediaNode, {
        method: "GET",
        path: `/v1/calls/${call.callUuid}`,
      });
      const learned = this.calls.learn(call.callUuid, {
        number: said.number,
        language: said.language,
        from: said.trunk_group,
      });
      if (learned !== undefined) this.#tellCall(learned);
    } catch (error) {
      if (!(error instanceof Refusal)) this.#parts.complain(errorText(error));
    }
  }

  #tellOf(view: AgentView): void {
    this.#parts.streams.tell(
      { kind: "agent", agent: view },
      (reader) => reader.agent === view.agent || reader.rights.includes("see-board"),
    );
  }

  async #poll(): Promise<void> {
    const { controllers, people, streams } = this.#parts;
    const turn = this.#polls++;
    try {
      await people.refresh();
      const [agents, queues, status] = await Promise.all([
        controllers.ask(SwitchAgents, { method: "GET", path: "/v1/agents" }),
        // Each answer costs the switch a look at every queue: only for somebody who looks.
        turn % QUEUES_EVERY === 0 && streams.size > 0
          ? controllers.ask(SwitchQueues, { method: "GET", path: "/v1/queues" })
          : undefined,
        turn % STATUS_EVERY === 0 ? controllers.ask(SwitchStatus, { method: "GET", path: "/v1/status" }) : undefined,
      ]);
      this.agents.read(agents);
      if (queues !== undefined) this.#setWaiting(queues);
      this.#setSwitch("there", status);
      this.calls.forgetOld();
      this.onPoll();
    } catch (error) {
      this.#setSwitch("away", undefined);
      if (!(error instanceof Refusal)) this.#parts.complain(`the switch could not be read: ${errorText(error)}`);
    }
  }

  #setWaiting(queues: readonly QueueNow[]): void {
    const before = JSON.stringify(this.#waiting);
    this.#waiting = queues;
    if (JSON.stringify(queues) !== before) this.#parts.streams.tell({ kind: "waiting", queues: [...queues] });
  }

  #setSwitch(state: "there" | "away", status: z.infer<typeof SwitchStatus> | undefined): void {
    const before = JSON.stringify(this.surroundings());
    this.#switch = state;
    if (status !== undefined) {
      const { state: emergency, by, why } = status.emergency;
      this.#emergency = emergency.kind === "off" ? null : { kind: emergency.kind, by, why };
    }
    if (JSON.stringify(this.surroundings()) !== before) this.tellSurroundings();
  }
}
