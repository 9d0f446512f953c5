import { describe, expect, it } from "vitest";
import type { AgentView } from "../../../images/agent-desk/contract/agent.ts";
import { LiveAgents } from "../../../images/agent-desk/service/live-agents.ts";
import type { QueueEvent, SwitchAgent } from "../../../images/agent-desk/service/switch-events.ts";

const CALL = "11111111-2222-4333-8444-555555555555";

function board(wrapUpSeconds = 50) {
  const told: AgentView[] = [];
  const agents = new LiveAgents({ wrapUpSeconds: () => wrapUpSeconds, nameOf: (agent) => `坐席${agent}` });
  agents.onChange = (view) => told.push(view);
  return { agents, told };
}

function event(kind: QueueEvent["kind"], detail: QueueEvent["detail"] = {}): QueueEvent {
  return {
    kind,
    uuid: CALL,
    happened_at: new Date().toISOString(),
    media_node: "a",
    queue: "general",
    agent: "2001",
    call_uuid: CALL,
    detail,
  };
}

function row(more: Partial<SwitchAgent> = {}): SwitchAgent {
  return {
    id: "2001",
    status: "Available",
    reason: null,
    queues: [{ queue: "general" }],
    hostedHere: true,
    state: "Waiting",
    ...more,
  };
}

describe("an agent as the desk shows it", () => {
  it("follows a call by its events, and goes on to the work after it", () => {
    const { agents, told } = board();
    agents.read([row()]);
    for (const kind of ["agent-offered", "agent-answered", "agent-released"] as const) agents.hear(event(kind));
    expect(told.map(({ state }) => state)).toEqual(["ready", "ringing", "talking", "wrap-up"]);
    expect(told.at(-1)?.callUuid).toBe(CALL);
    expect(Date.parse(told.at(-1)?.until ?? "") - Date.parse(told.at(-1)?.since ?? "")).toBe(50_000);
  });

  it("does not take an answer of the switch for news that is older than an event", () => {
    const { agents } = board();
    agents.read([row()], 0);
    agents.hear(event("agent-answered"), 10_000);
    agents.read([row({ state: "Waiting" })], 11_000);
    expect(agents.view("2001").state).toBe("talking");
    agents.hear(event("agent-status", { status: "On Break" }), 20_000);
    agents.read([row({ state: "In a queue call" })], 21_000);
    expect(agents.view("2001")).toMatchObject({ state: "talking" });
  });

  it("mends what a missed event left wrong", () => {
    const { agents } = board();
    agents.read([row()], 0);
    agents.hear(event("agent-answered"), 0);
    // The end of the call was missed.
    agents.read([row({ state: "Waiting" })], 5_000);
    expect(agents.view("2001").state).toBe("ready");
    // The beginning was.
    agents.read([row({ state: "In a queue call" })], 10_000);
    expect(agents.view("2001").state).toBe("talking");
    agents.read([row({ status: "On Break", reason: "meal" })], 20_000);
    expect(agents.view("2001")).toMatchObject({ state: "break", reason: "meal" });
    agents.read([], 30_000);
    expect(agents.view("2001").state).toBe("signed-out");
  });

  it("leaves a call alone that the other node has while the agents move", () => {
    const { agents } = board();
    agents.read([row()], 0);
    agents.hear(event("agent-answered"), 0);
    agents.hear(event("agent-status", { status: "Logged Out" }), 1_000);
    for (const at of [5_000, 60_000]) agents.read([row({ hostedHere: false, state: "Waiting" })], at);
    expect(agents.view("2001").state).toBe("talking");
    expect(agents.isFree("2001")).toBe(false);
    agents.hear(event("agent-released"), 61_000);
    expect(agents.view("2001").state).toBe("wrap-up");
  });

  it("tells a telephone that does not answer from a break, and work that goes on from both", () => {
    const { agents } = board();
    for (const [reason, state] of [
      ["unreachable", "unreachable"],
      ["wrap-up", "wrap-up"],
      ["meal", "break"],
    ] as const) {
      agents.read([row({ status: "On Break", reason })], 0);
      agents.read([row({ status: "On Break", reason })], 10_000);
      expect(agents.view("2001").state).toBe(state);
    }
  });

  it("says nothing when nothing changed", () => {
    const { agents, told } = board();
    for (let index = 0; index < 5; index++) agents.read([row()], index * 1_000);
    expect(told).toHaveLength(1);
  });
});
