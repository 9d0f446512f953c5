import type { SwitchEvent } from "./event-socket.ts";

/** Offers in a row to a telephone that is not there; mod_callcenter waits 5 s between two, and never gives up by itself. */
const ENOUGH = 3;

/**
 * Finds agents who are ready while their telephone is not registered: mod_callcenter counts such offers towards no
 * limit, so the same agent would be tried for ever and callers wait behind a dead seat.
 */
export class UnreachableAgents {
  readonly #failures = new Map<string, number>();

  /** The agent who has just failed for the last time, if any. */
  heard(event: SwitchEvent): string | undefined {
    const agent = event["CC-Agent"] ?? "";
    switch (event["CC-Action"] ?? "") {
      case "bridge-agent-start":
      case "agent-status-change":
        this.#failures.delete(agent);
        return undefined;
      case "bridge-agent-fail": {
        if (event["CC-Hangup-Cause"] !== "USER_NOT_REGISTERED") return undefined;
        const failures = (this.#failures.get(agent) ?? 0) + 1;
        this.#failures.set(agent, failures);
        if (failures < ENOUGH) return undefined;
        this.#failures.delete(agent);
        return agent;
      }
      default:
        return undefined;
    }
  }
}
