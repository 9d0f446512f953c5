import { z } from "zod";
import type { AgentRegistry } from "./agents.ts";
import { AgentRecord, type StatusWish } from "./agents.ts";
import type { Credentials } from "./credentials.ts";
import { Credential } from "./credentials.ts";
import type { Emergency } from "./emergency.ts";
import { EmergencyRecord } from "./emergency.ts";
import { errorText } from "./error-text.ts";
import type { MediaSwitch } from "./media-switch.ts";
import { now } from "./monotonic.ts";
import { type NodeReport, type PeerView, ROLE_TIMES } from "./role.ts";
import { ask, keyOf } from "./secure-channel.ts";
import type { ControllerFile, Settings } from "./settings.ts";

const Report = z.object({
  node: z.string(),
  run: z.string(),
  at: z.number(),
  role: z.enum(["owner", "standby"]),
  ready: z.boolean(),
  witnesses: z.number(),
});

/** What the nodes tell each other twice a second; the lists come when they changed, and now and then. */
export const Beat = z.object({
  report: Report,
  emergency: EmergencyRecord,
  agents: z.array(AgentRecord).optional(),
  credentials: z.array(Credential).optional(),
  /** Agents who are hosted there; a node of an older version says nothing. */
  hosts: z.array(z.string()).optional(),
});
export type Beat = z.infer<typeof Beat>;

const StatusAnswer = z.object({ taken: z.boolean() });

const GIVE_MILLISECONDS = 5_000;
/** Whoever asked waits 3 s for the answer, and a host that is gone drops packets: the next beats bring it there anyhow. */
const PUSH_MILLISECONDS = 1_000;
/** The lists are sent again without a change, for the peer may have lost them. */
const LISTS_EVERY = 10_000;

/** What the link needs of its node. */
export interface LinkedNode {
  readonly settings: Pick<Settings, "node" | "controlKey">;
  readonly planned: { readonly value: ControllerFile };
  readonly switch: Pick<MediaSwitch, "connected" | "reload">;
  readonly registry: AgentRegistry;
  readonly credentials: Credentials;
  readonly emergency: Emergency;
  readonly desk: {
    readonly hosted: ReadonlySet<string>;
    readonly follow: (changed: readonly AgentRecord[]) => Promise<void>;
  };
  readonly report: () => NodeReport;
  readonly takeEmergency: (record: EmergencyRecord) => Promise<unknown>;
}

/** The other node, over the authenticated link. */
export class PeerLink {
  readonly #controller: LinkedNode;
  #report: NodeReport | undefined;
  #reportAt: number | undefined;
  #hosts: ReadonlySet<string> | undefined;
  #listsSent = "";
  #listsAt = Number.NEGATIVE_INFINITY;
  #beating: Promise<void> | undefined;
  #taking: Promise<void> = Promise.resolve();

  constructor(controller: LinkedNode) {
    this.#controller = controller;
  }

  get peer(): { readonly name: string; readonly address: string } | undefined {
    return this.#controller.planned.value.nodes.find((node) => node.name !== this.#controller.settings.node);
  }

  view(): Omit<PeerView, "servedAt"> {
    return { report: this.#report, reportAt: this.#reportAt };
  }

  /** As the peer last said; undefined when it said nothing. */
  get hosts(): ReadonlySet<string> | undefined {
    return this.#hosts;
  }

  isFresh(): boolean {
    return this.#reportAt !== undefined && now() - this.#reportAt <= ROLE_TIMES.fence;
  }

  /** Why the role can't be given to the peer now; undefined when it can. */
  refusal(): string | undefined {
    if (this.peer === undefined) return "there is no other node";
    if (!this.isFresh()) return "the other node's controller does not answer";
    return this.#report?.ready === true ? undefined : "the other node is not ready";
  }

  /** An older report than the last one of the same run says nothing any more: false. */
  heard(report: NodeReport): boolean {
    if (this.#report !== undefined && this.#report.run === report.run && this.#report.at > report.at) return false;
    this.#report = report;
    this.#reportAt = now();
    return true;
  }

  /** Own news out, the peer's in. Silence is no error: the role rules count it. */
  beat(): Promise<void> {
    this.#beating ??= this.#beat().finally(() => {
      this.#beating = undefined;
    });
    return this.#beating;
  }

  async #beat(): Promise<void> {
    if (this.peer === undefined) return;
    const { agents, credentials, mark } = this.#lists();
    const due = mark !== this.#listsSent || now() - this.#listsAt > LISTS_EVERY;
    try {
      const answer = await this.#ask(
        "/link/beat",
        { ...this.news(), ...(due ? { agents, credentials } : {}) },
        ROLE_TIMES.answer,
      );
      if (due) {
        this.#listsSent = mark;
        this.#listsAt = now();
      }
      await this.take(Beat.parse(answer));
    } catch {
      // The role rules see how old the last report is.
    }
  }

  #lists() {
    const agents = [...this.#controller.registry.all()];
    const credentials = [...this.#controller.credentials.all()];
    const mark = [...agents.map((each) => each.changedAt), ...credentials.map((each) => each.expiresAt)].join();
    return { agents, credentials, mark };
  }

  news(): Beat {
    return {
      report: this.#controller.report(),
      emergency: this.#controller.emergency.current,
      hosts: [...this.#controller.desk.hosted],
    };
  }

  /** The report counts at once; the rest is taken in one after the other, so that an answer means that it is in. */
  take(beat: Beat): Promise<void> {
    if (this.heard(beat.report)) this.#hosts = beat.hosts === undefined ? undefined : new Set(beat.hosts);
    const taken = this.#taking.then(() => this.#take(beat));
    this.#taking = taken.catch(() => undefined);
    return taken;
  }

  async #take(beat: Beat): Promise<void> {
    const { registry, credentials, desk } = this.#controller;
    const news = credentials.merge(beat.credentials ?? []);
    if (news && this.#controller.switch.connected) await this.#controller.switch.reload();
    const changed = registry.merge(beat.agents ?? []);
    if (changed.length > 0) await desk.follow(changed);
    await this.#controller.takeEmergency(beat.emergency);
  }

  /** The peer opens its trunk and says so; rejects when it can't. */
  async give(by: string): Promise<void> {
    const body = { report: this.#controller.report(), by, agents: [...this.#controller.registry.all()] };
    this.heard(Report.parse(await this.#ask("/link/take", body, GIVE_MILLISECONDS)));
  }

  /** For an agent whom the peer may host; false when it does not. */
  async setStatus(id: string, { status, reason }: StatusWish): Promise<boolean> {
    const answer = await this.#ask("/link/status", { id, status, reason }, GIVE_MILLISECONDS);
    return StatusAnswer.parse(answer).taken;
  }

  async tell(path: string, body: unknown): Promise<void> {
    await this.#ask(path, body, GIVE_MILLISECONDS);
  }

  /** Sends what changed at once and tells whether the peer has taken it in. */
  async push(): Promise<boolean> {
    if (this.peer === undefined) return false;
    const { agents, credentials, mark } = this.#lists();
    try {
      await this.#ask("/link/beat", { ...this.news(), agents, credentials }, PUSH_MILLISECONDS);
      this.#listsSent = mark;
      return true;
    } catch {
      return false;
    }
  }

  async #ask(path: string, body: unknown, milliseconds: number): Promise<unknown> {
    const { peer } = this;
    if (peer === undefined) throw new Error("there is no other node");
    const { controlKey } = this.#controller.settings;
    const answer = await ask(
      {
        host: peer.address,
        port: this.#controller.planned.value.ports.controller,
        caller: "peer",
        key: keyOf(controlKey, "peer"),
      },
      { method: "POST", path, body },
      milliseconds,
    ).catch((error: unknown) => {
      throw new Error(`${peer.name}: ${errorText(error)}`, { cause: error });
    });
    if (answer.status >= 300)
      throw new Error(`${peer.name} answered ${answer.status} to ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
}
