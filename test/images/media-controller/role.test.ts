import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decideRole,
  mustGiveAway,
  type NodeReport,
  ROLE_TIMES,
  type Role,
  type View,
} from "../../../images/media-controller/role.ts";

const STEP = 100;

/** Which of the three ways are open. */
interface Network {
  readonly link: boolean;
  readonly gatewaysOfA: boolean;
  readonly gatewaysOfB: boolean;
}
const WHOLE: Network = { link: true, gatewaysOfA: true, gatewaysOfB: true };

interface Node {
  readonly first: boolean;
  role: Role;
  up: boolean;
  startedAt: number;
  report: NodeReport | undefined;
  reportAt: number | undefined;
  servedAt: number | undefined;
  seenAt: number | undefined;
}

/** Two nodes by the real rules, on a clock of its own; a change of role takes `slowness` milliseconds. */
class Site {
  now = 0;
  readonly a: Node = blank(true);
  readonly b: Node = blank(false);
  /** Moments at which both took calls. */
  both = 0;

  run(milliseconds: number, network: Network): void {
    for (const end = this.now + milliseconds; this.now < end; this.now += STEP) {
      for (const [self, other, gateways] of [
        [this.a, this.b, network.gatewaysOfA],
        [this.b, this.a, network.gatewaysOfB],
      ] as const) {
        if (!self.up) continue;
        if (network.link && other.up) {
          self.report = { node: "other", run: "1", at: 0, role: other.role, ready: true, witnesses: 1 };
          self.reportAt = this.now;
          if (other.role === "owner") self.servedAt = this.now;
        }
        if (gateways) self.seenAt = this.now;
      }
      if (this.now % ROLE_TIMES.tick === 0)
        for (const node of [this.a, this.b]) if (node.up) node.role = decideRole(this.view(node)).role;
      if (this.a.role === "owner" && this.b.role === "owner") this.both += STEP;
    }
  }

  view(node: Node): View {
    return {
      now: this.now,
      startedAt: node.startedAt,
      self: { first: node.first, role: node.role, ready: true },
      peer: { report: node.report, reportAt: node.reportAt, servedAt: node.servedAt },
      witnesses: { known: 1, seenAt: node.seenAt },
    };
  }

  lose(node: Node): void {
    node.up = false;
    node.role = "standby";
  }

  restart(node: Node): void {
    Object.assign(node, blank(node.first), { startedAt: this.now });
  }

  get roles(): string {
    return `${this.a.up ? this.a.role : "gone"} ${this.b.up ? this.b.role : "gone"}`;
  }
}

function blank(first: boolean): Node {
  return {
    first,
    role: "standby",
    up: true,
    startedAt: 0,
    report: undefined,
    reportAt: undefined,
    servedAt: undefined,
    seenAt: undefined,
  };
}

function running(): Site {
  const site = new Site();
  site.run(2_000, WHOLE);
  expect(site.roles).toBe("owner standby");
  return site;
}

/** The cases of README.md, one by one. */
describe("roles of two nodes", () => {
  it("start as standby, and the first becomes owner", () => {
    expect(running().both).toBe(0);
  });

  it("the standby takes over when the owner is gone, within the stated time", () => {
    const site = running();
    site.lose(site.a);
    site.run(ROLE_TIMES.takeOver, WHOLE);
    expect(site.roles).toBe("gone standby");
    site.run(2 * ROLE_TIMES.tick, WHOLE);
    expect(site.roles).toBe("gone owner");
  });

  it("a node that comes back stays standby, for ever", () => {
    const site = running();
    site.lose(site.a);
    site.run(10_000, WHOLE);
    site.restart(site.a);
    site.run(60_000, WHOLE);
    expect(site.roles).toBe("standby owner");
    expect(site.both).toBe(0);
  });

  it("an owner that is cut off from all steps down before the other takes over", () => {
    const site = running();
    const alone: Network = { link: false, gatewaysOfA: false, gatewaysOfB: true };
    site.run(ROLE_TIMES.fence + 2 * ROLE_TIMES.tick, alone);
    expect(site.roles).toBe("standby standby");
    site.run(5_000, alone);
    expect(site.roles).toBe("standby owner");
    expect(site.both).toBe(0);
  });

  it("a standby that is cut off from all stays standby", () => {
    const site = running();
    site.run(60_000, { link: false, gatewaysOfA: true, gatewaysOfB: false });
    expect(site.roles).toBe("owner standby");
  });

  it("with only the link cut both own, and the second yields when it is back", () => {
    const site = running();
    site.run(20_000, { ...WHOLE, link: false });
    expect(site.roles).toBe("owner owner");
    site.run(1_000, WHOLE);
    expect(site.roles).toBe("owner standby");
  });

  it("with everything cut nobody owns, and one does when the gateways are back", () => {
    const site = running();
    site.run(20_000, { link: false, gatewaysOfA: false, gatewaysOfB: false });
    expect(site.roles).toBe("standby standby");
    site.run(10_000, WHOLE);
    expect(["owner standby", "standby owner"]).toContain(site.roles);
  });

  it("gateways away for both changes nothing while the link stands", () => {
    const site = running();
    site.run(60_000, { link: true, gatewaysOfA: false, gatewaysOfB: false });
    expect(site.roles).toBe("owner standby");
  });

  it("the second waits for a first that starts late, then takes its place", () => {
    const site = new Site();
    site.a.up = false;
    site.run(ROLE_TIMES.firstStart, WHOLE);
    expect(site.roles).toBe("gone standby");
    site.run(2 * ROLE_TIMES.tick, WHOLE);
    expect(site.roles).toBe("gone owner");
  });

  it("the owner's silent controller is no reason while its trunk serves", () => {
    const view = running().view(blank(false));
    const late: View = {
      ...view,
      now: 30_000,
      startedAt: 0,
      peer: {
        report: { node: "a", run: "1", at: 0, role: "owner", ready: true, witnesses: 1 },
        reportAt: 10_000,
        servedAt: 29_500,
      },
      witnesses: { known: 1, seenAt: 29_500 },
    };
    expect(decideRole(late).role).toBe("standby");
  });

  it("an owner that no gateway reaches gives the role to the node that they reach, and only then", () => {
    const site = running();
    site.run(ROLE_TIMES.takeOver + 2_000, { link: true, gatewaysOfA: false, gatewaysOfB: true });
    const view = site.view(site.a);
    expect(mustGiveAway(view)).toBe(true);
    const report = view.peer?.report;
    if (report === undefined) throw new Error("no report");
    const but = (witnesses: number, ready: boolean) =>
      mustGiveAway({
        ...view,
        peer: { ...view.peer, report: { ...report, witnesses, ready }, reportAt: view.now, servedAt: undefined },
      });
    expect([but(1, true), but(0, true), but(1, false)]).toEqual([true, false, false]);
    expect(mustGiveAway({ ...view, witnesses: { known: 1, seenAt: view.now } })).toBe(false);
  });

  it("settles on exactly one owner after any sequence of cuts, losses and returns", () => {
    const network = fc.record({ link: fc.boolean(), gatewaysOfA: fc.boolean(), gatewaysOfB: fc.boolean() });
    const happening = fc.record({
      network,
      loses: fc.constantFrom("none", "a", "b"),
      milliseconds: fc.integer({ min: 1, max: 80 }),
    });
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 8 }), (happenings) => {
        const site = new Site();
        for (const { network: ways, loses, milliseconds } of happenings) {
          if (loses === "a") site.lose(site.a);
          if (loses === "b") site.lose(site.b);
          site.run(milliseconds * STEP, ways);
          for (const node of [site.a, site.b]) if (!node.up) site.restart(node);
        }
        site.run(40_000, WHOLE);
        expect(["owner standby", "standby owner"]).toContain(site.roles);
        // From here on nothing moves.
        const settled = site.roles;
        site.both = 0;
        site.run(20_000, WHOLE);
        expect([site.roles, site.both]).toEqual([settled, 0]);
      }),
    );
  });

  it("never has two owners while one of them can be reached by nobody", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), fc.boolean(), (steps, second) => {
        const site = running();
        const cut: Network = second
          ? { link: false, gatewaysOfA: true, gatewaysOfB: false }
          : { link: false, gatewaysOfA: false, gatewaysOfB: true };
        site.run(steps * STEP, cut);
        expect(site.both).toBe(0);
        // Whoever stepped down stays so for as long as it is cut off.
        const apart = second ? site.b : site.a;
        const role = apart.role;
        site.run(30_000, cut);
        expect([role, apart.role].join(" ")).toMatch(/standby$/);
      }),
    );
  });
});
