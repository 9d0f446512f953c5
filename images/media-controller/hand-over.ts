import type { Member, SwitchAgent, Tier } from "./media-switch.ts";

/** What stands on the node that gives its calls away. */
export interface Remaining {
  readonly agents: readonly SwitchAgent[];
  readonly tiers: readonly Tier[];
  readonly members: readonly Member[];
  /** Calls that came in and stand in no queue: in the menu, an announcement, an opinion poll. */
  readonly elsewhere: number;
  /** Agents already logged out here that were caught ringing or talking. */
  readonly pending: ReadonlySet<string>;
}

export interface NextMoves {
  /** To be logged out here, and moved if they are still free then. */
  readonly release: readonly string[];
  /** Logged out here before, free now: only the other node has to be told. */
  readonly finish: readonly string[];
  /** Nobody waits, talks or listens here, and every agent is gone. */
  readonly done: boolean;
}

/**
 * One step of moving agents one by one. Whoever is free and not needed by the callers left here goes: each queue
 * keeps as many of its free agents as it has callers waiting, plus one for each call that may still enter it.
 */
export function nextMoves({ agents, tiers, members, elsewhere, pending }: Remaining): NextMoves {
  const waiting = members.filter(({ state }) => state === "Waiting" || state === "Trying");
  const here = agents.filter(({ status, name }) => status !== "Logged Out" && !pending.has(name));
  const free = here.filter(({ state }) => state === "Waiting");
  const answering = free.filter(({ status }) => status.startsWith("Available"));
  const needed = new Set<string>();
  for (const queue of new Set(tiers.map((tier) => tier.queue))) {
    const demand = waiting.filter((member) => member.queue === queue).length + elsewhere;
    const able = answering.filter((agent) => tiers.some((tier) => tier.queue === queue && tier.agent === agent.name));
    for (const agent of able.slice(0, demand)) needed.add(agent.name);
  }
  const finish = agents.filter(({ name, state }) => pending.has(name) && state === "Waiting").map(({ name }) => name);
  return {
    release: free.filter(({ name }) => !needed.has(name)).map(({ name }) => name),
    finish,
    done:
      here.length === 0 && pending.size === 0 && members.every(({ state }) => state === "Abandoned") && elsewhere === 0,
  };
}
