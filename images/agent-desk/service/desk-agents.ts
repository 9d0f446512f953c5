import { z } from "zod";
import type { AgentView, ForcedState, StateWish, TelephoneCredential } from "../contract/agent.ts";
import type { Actor } from "./audit.ts";
import { audit } from "./audit.ts";
import type { Controllers } from "./controllers.ts";
import type { DeskDatabase } from "./database.ts";
import type { Live } from "./live.ts";
import type { People } from "./people.ts";
import { conflict, errorText, forbidden, notFound, Refusal } from "./refusal.ts";
import type { DeskFile } from "./settings.ts";
import type { Streams } from "./streams.ts";
import type { SwitchAgent } from "./switch-events.ts";

/** A telephone's password; the page asks for the next one after two thirds of it. */
const CREDENTIAL_SECONDS = 1_800;
const REASON_OF_SUPERVISOR = "supervisor";
const REASON_OF_WRAP_UP = "wrap-up";

const Anything = z.unknown();
const Credential = z.object({ username: z.string(), realm: z.string(), password: z.string(), expiresAt: z.string() });

interface Given {
  readonly status: SwitchAgent["status"];
  readonly reason: string | null;
}

/** What the acts of agents need. */
export interface AgentParts {
  readonly file: () => DeskFile;
  readonly database: DeskDatabase;
  readonly controllers: Controllers;
  readonly people: People;
  readonly live: Live;
  readonly streams: Streams;
  readonly complain: (text: string) => void;
}

/** Agents at the switch: telephone, state, and what a supervisor does to them. The state itself lives there. */
export class DeskAgents {
  readonly #parts: AgentParts;
  /** What the agents of the pages open here last had, should the switch lose it. */
  readonly #given = new Map<string, Given>();
  readonly #asserting = new Set<string>();

  constructor(parts: AgentParts) {
    this.#parts = parts;
  }

  /** Signs the agent in at the switch, on break, unless it is; then gives a password for its telephone. */
  async telephone(agent: string): Promise<TelephoneCredential> {
    const { controllers, people, live, file } = this.#parts;
    // Whoever was made at another replica a moment ago is looked for once more.
    await people.refresh(!people.knows(agent));
    if (!people.knows(agent)) throw notFound();
    await this.#signIn(agent);
    if (!live.agents.has(agent)) live.agents.set(agent, "On Break", "signed-in");
    const { expiresAt, ...credential } = await controllers.ask(Credential, {
      method: "POST",
      path: `/v1/agents/${agent}/credential`,
      body: { seconds: CREDENTIAL_SECONDS },
    });
    return { ...credential, expiresAt, nodes: [...file().sip.nodes] };
  }

  async setState(agent: string, wish: StateWish): Promise<AgentView> {
    switch (wish.status) {
      case "ready":
        return this.#set(agent, { status: "Available", reason: null });
      case "break":
        if (!this.#parts.file().breakReasons.some(({ code }) => code === wish.reason))
          throw new Refusal(422, "malformed", { fields: [{ path: "reason", problem: "unknown" }] });
        return this.#set(agent, { status: "On Break", reason: wish.reason });
      case "wrap-up":
        return this.#set(agent, { status: "On Break", reason: REASON_OF_WRAP_UP });
      case "signed-out":
        await this.signOut(agent);
        return this.#parts.live.agents.view(agent);
    }
  }

  /** Refused in the middle of a call: it would be cut off from its telephone. */
  async signOut(agent: string): Promise<void> {
    const { controllers, live } = this.#parts;
    if (!live.agents.isFree(agent)) throw conflict();
    this.#given.delete(agent);
    if (!live.agents.has(agent)) return;
    await controllers.ask(Anything, { method: "DELETE", path: `/v1/agents/${agent}` });
    live.agents.set(agent, "Logged Out", null);
  }

  /** Into the audit log first; without it nothing is forced. */
  async force(actor: Actor, agent: string, { status, why }: ForcedState): Promise<AgentView> {
    const { database, live } = this.#parts;
    if (!live.agents.has(agent)) throw notFound();
    const before = live.agents.view(agent);
    await audit(database, actor, {
      action: "state-forced",
      object: agent,
      detail: { from: before.state, to: status, why },
    });
    switch (status) {
      case "ready":
        return this.#set(agent, { status: "Available", reason: null });
      case "break":
        return this.#set(agent, { status: "On Break", reason: REASON_OF_SUPERVISOR });
      case "signed-out":
        await this.signOut(agent);
        return live.agents.view(agent);
    }
  }

  /** The listener's own telephone rings; into the audit log first. */
  async listenIn(actor: Actor, of: { listener: string; agent: string; why: string }): Promise<void> {
    const { database, controllers, live } = this.#parts;
    if (of.listener === of.agent) throw forbidden();
    const call = live.callOf(of.agent);
    if (call === undefined || live.agents.view(of.agent).state !== "talking") throw conflict();
    await audit(database, actor, {
      action: "listened-in",
      object: of.agent,
      detail: { call: call.callUuid, listener: of.listener, why: of.why },
    });
    await controllers.askAt(Anything, call.mediaNode, {
      method: "POST",
      path: `/v1/calls/${call.callUuid}/listen`,
      body: { by: of.listener },
    });
  }

  /**
   * After each look at the switch: agents with a page open here, whom it does not know any more, are signed in again as
   * they were. It lost them, with its disk or both its nodes; in a planned hand-over the controllers move them. Only
   * who is free: somebody in a call is on a node that still serves it.
   */
  reassert(): void {
    const { streams, live } = this.#parts;
    for (const { agent } of streams.readers()) {
      if (agent === null) continue;
      const view = live.agents.view(agent);
      if (live.agents.has(agent)) {
        if (view.state === "ready") this.#given.set(agent, { status: "Available", reason: null });
        else if (view.state === "break") this.#given.set(agent, { status: "On Break", reason: view.reason });
        continue;
      }
      const given = this.#given.get(agent);
      if (given === undefined || this.#asserting.has(agent) || !live.agents.isFree(agent)) continue;
      this.#asserting.add(agent);
      void this.#reassert(agent, given).finally(() => this.#asserting.delete(agent));
    }
  }

  /** Levels or times were changed by an administrator: told to the switch if the agent is there. */
  async reshape(agent: string): Promise<void> {
    if (this.#parts.live.agents.has(agent)) await this.#signIn(agent);
  }

  async #reassert(agent: string, given: Given): Promise<void> {
    try {
      if (await this.#wasSignedOut(agent)) {
        this.#given.delete(agent);
        return;
      }
      await this.#signIn(agent);
      await this.#set(agent, given);
    } catch (error) {
      this.#parts.complain(`agent ${agent} could not be signed in again: ${errorText(error)}`);
    }
  }

  /** A sign-out leaves a trace at the switch for a day; a loss leaves none. */
  async #wasSignedOut(agent: string): Promise<boolean> {
    try {
      await this.#parts.controllers.ask(Anything, { method: "GET", path: `/v1/agents/${agent}` });
      return true;
    } catch (error) {
      if (error instanceof Refusal && error.code === "not-found") return false;
      throw error;
    }
  }

  async #signIn(agent: string): Promise<void> {
    const { controllers, people } = this.#parts;
    await controllers.ask(Anything, { method: "PUT", path: `/v1/agents/${agent}`, body: people.wishOf(agent) });
  }

  async #set(agent: string, given: Given): Promise<AgentView> {
    const { controllers, live } = this.#parts;
    await controllers.ask(Anything, {
      method: "PUT",
      path: `/v1/agents/${agent}/status`,
      body: { status: given.status, ...(given.reason === null ? {} : { reason: given.reason }) },
    });
    this.#given.set(agent, given);
    live.agents.set(agent, given.status, given.reason);
    return live.agents.view(agent);
  }
}
