import { describe, expect, it } from "vitest";
import { nextMoves, type Remaining } from "../../../images/media-controller/hand-over.ts";
import type { SwitchAgent } from "../../../images/media-controller/media-switch.ts";

const agent = (name: string, more: Partial<SwitchAgent> = {}): SwitchAgent => ({
  name,
  status: "Available",
  state: "Waiting",
  wrapUpSeconds: 10,
  lastBridgeEnd: 0,
  readyTime: 0,
  ...more,
});
const tier = (queue: string, name: string) => ({ queue, agent: name, level: 1, position: 1 });
const member = (queue: string, state: string) => ({ queue, state, session: `${queue}-${state}`, joined: 0 });
const remaining = (more: Partial<Remaining>): Remaining => ({
  agents: [],
  tiers: [],
  members: [],
  elsewhere: 0,
  pending: new Set(),
  ...more,
});

describe("moving agents to the other node", () => {
  it("keeps as many free agents of each queue as callers wait in it", () => {
    const moves = nextMoves(
      remaining({
        agents: [agent("1"), agent("2"), agent("3"), agent("4")],
        tiers: [tier("pension", "1"), tier("pension", "2"), tier("employment", "3"), tier("employment", "4")],
        members: [member("pension", "Waiting"), member("employment", "Abandoned")],
      }),
    );
    expect(moves).toEqual({ release: ["2", "3", "4"], finish: [], done: false });
  });

  it("keeps one of every queue for a call that still stands in the menu", () => {
    const moves = nextMoves(
      remaining({
        agents: [agent("1"), agent("2"), agent("3")],
        tiers: [tier("pension", "1"), tier("pension", "2"), tier("employment", "3")],
        elsewhere: 1,
      }),
    );
    expect(moves.release).toEqual(["2"]);
  });

  it("leaves an agent who rings or talks alone, and takes one on break along", () => {
    const moves = nextMoves(
      remaining({
        agents: [
          agent("1", { state: "In a queue call" }),
          agent("2", { state: "Receiving" }),
          agent("3", { status: "On Break" }),
        ],
        tiers: ["1", "2", "3"].map((name) => tier("pension", name)),
        members: [member("pension", "Answered"), member("pension", "Trying")],
      }),
    );
    expect(moves).toEqual({ release: ["3"], finish: [], done: false });
  });

  it("finishes whoever was caught in a call once it is over", () => {
    const caught = agent("1", { status: "Logged Out", state: "In a queue call" });
    expect(nextMoves(remaining({ agents: [caught], pending: new Set(["1"]) }))).toEqual({
      release: [],
      finish: [],
      done: false,
    });
    const free = { ...caught, state: "Waiting" };
    expect(nextMoves(remaining({ agents: [free], pending: new Set(["1"]) })).finish).toEqual(["1"]);
  });

  it("is done when nobody is left to talk, to wait or to be asked", () => {
    expect(nextMoves(remaining({ members: [member("pension", "Abandoned")] })).done).toBe(true);
    expect(nextMoves(remaining({ elsewhere: 1 })).done).toBe(false);
    expect(nextMoves(remaining({ members: [member("pension", "Answered")] })).done).toBe(false);
  });
});
