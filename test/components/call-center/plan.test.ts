import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { LONGEST_ID } from "../../../planning/names.ts";
import type { CallCenterPlan, ConfigSet, PlanItem } from "../../../planning/plan.ts";
import { itemOf, itemsOf, references } from "../../../planning/references.ts";
import type { Province } from "../../../provinces/province.ts";
import { CASE_NAMES, CASES } from "../cases.ts";

const ofKind = <K extends PlanItem["kind"]>(plan: CallCenterPlan, kind: K) =>
  itemsOf(plan).filter((item): item is Extract<PlanItem, { kind: K }> => item.kind === kind);
const partsOf = (plan: CallCenterPlan) => plan.parts.map((part) => part.part);
const hashes = (plan: CallCenterPlan, set: ConfigSet["set"]) =>
  Object.fromEntries(
    ofKind(plan, "config-set")
      .filter((item) => item.set === set)
      .map((item) => [item.name, item.hash]),
  );

describe.each(CASE_NAMES)("the plan of %s", (name) => {
  const plan = planCallCenter(CASES[name]());
  const items = itemsOf(plan);

  it("is the same twice, frozen to its leaves and survives JSON", () => {
    expect(JSON.stringify(planCallCenter(CASES[name]()))).toBe(JSON.stringify(plan));
    expect(JSON.stringify(JSON.parse(JSON.stringify(plan)))).toBe(JSON.stringify(plan));
    const walk = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      expect(Object.isFrozen(value)).toBe(true);
      Object.values(value).forEach(walk);
    };
    walk(plan);
  });

  it("has unique names, physical names that fit, and references to items built before", () => {
    expect(new Set(items.map((item) => item.name)).size).toBe(items.length);
    expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
    for (const { id } of [...items, ...plan.zones])
      expect(id).toMatch(new RegExp(`^[a-z][a-z0-9-]{0,${LONGEST_ID - 1}}(?<!-)$`));
    const built = new Set<string>();
    for (const item of items) {
      for (const reference of references(item)) expect(built, `${item.name} needs ${reference}`).toContain(reference);
      built.add(item.name);
    }
  });

  it("gives every workload probes without secrets and a drain by the rules", () => {
    for (const workload of ofKind(plan, "workload")) {
      const { drain, health } = workload;
      expect(drain.graceSeconds).toBeGreaterThanOrEqual(drain.deadlineSeconds + 30);
      expect(drain.updateSeconds).toBeGreaterThan(drain.graceSeconds + 300);
      for (const probe of [health.startup, health.liveness, health.readiness]) {
        expect(probe.timeoutSeconds).toBeGreaterThan(0);
        expect(JSON.stringify(probe.check)).not.toMatch(/password|-p /i);
      }
      if (workload.network === "host") {
        expect(drain.deadlineSeconds).toBeGreaterThanOrEqual(600);
        expect(drain.deadlineSeconds).toBeLessThanOrEqual(2700);
        expect(workload.environment["DRAIN_SECONDS"]).toEqual({ kind: "plain", value: String(drain.deadlineSeconds) });
      }
    }
  });

  it("rolls the standby before the owner, each a workload of its own with durable volumes", () => {
    const media = ofKind(plan, "workload").filter((item) => item.zone === "media");
    const owner = media.at(-1);
    expect(owner?.after).toEqual(["database-migration", ...media.slice(0, -1).map((item) => item.name)]);
    for (const workload of media) {
      const volumes = workload.mounts.flatMap(({ source }) =>
        source.kind === "volume" ? [itemOf(plan, "volume", source.volume)] : [],
      );
      expect(volumes.length).toBeGreaterThan(0);
      for (const volume of volumes) expect(volume).toMatchObject({ stateful: true, node: workload.node });
      expect(workload.mounts.some(({ source, path }) => source.kind === "memory" && path === "/run/hotline")).toBe(
        true,
      );
    }
  });

  it("mentions secrets by name only", () => {
    for (const set of ofKind(plan, "secret-set"))
      for (const [key, value] of Object.entries(set.keys)) if (key !== "username") expect(value.kind).toBe("secret");
    for (const workload of [...ofKind(plan, "workload"), ...ofKind(plan, "job")])
      for (const [variable, value] of Object.entries(workload.environment))
        if (/PASSWORD|KEY$/.test(variable)) expect(value.kind, variable).toBe("secret");
  });

  it("starts as owner only where there is no other node", () => {
    const media = ofKind(plan, "workload").filter((item) => item.zone === "media");
    const roles = new Set(media.map((item) => JSON.stringify(item.environment["START_ROLE"])));
    expect([...roles]).toEqual([JSON.stringify({ kind: "plain", value: media.length === 1 ? "owner" : "standby" })]);
  });

  it("has room for every call's two legs and says where the numbers come from", () => {
    const value = (figure: string) => plan.figures[figure]?.value ?? Number.NaN;
    expect(value("media.maxSessions")).toBeGreaterThanOrEqual(2 * value("media.channels") + value("media.seats"));
    expect(value("media.rtpPorts")).toBeGreaterThanOrEqual(4 * value("media.channels"));
    expect(value("media.maxSessions")).toBeGreaterThanOrEqual(plan.traffic.legs);
    for (const [figure, { origin }] of Object.entries(plan.figures)) {
      if (origin.kind !== "computed" || !/^(media|database|recording)\./.test(figure)) continue;
      for (const source of origin.from) expect(plan.figures, `${figure} reads ${source}`).toHaveProperty([source]);
    }
  });

  it("meters compute and storage of whatever has them", () => {
    for (const workload of ofKind(plan, "workload"))
      expect(workload.meters.map((meter) => meter.name)).toContain("vCPU");
    for (const volume of ofKind(plan, "volume"))
      expect(volume.meters).toEqual([{ name: "storage", unit: "GiB", quantity: volume.sizeGiB }]);
  });
});

describe("a call center's plan", () => {
  const oneMoreSeat = (province: Province): Province => {
    const { build } = province;
    if (build.mode === "outsourced" && build.retainedUnit !== undefined) {
      return {
        ...province,
        build: { ...build, retainedUnit: { ...build.retainedUnit, seats: build.retainedUnit.seats + 1 } },
      };
    }
    return {
      ...province,
      staffing: { ...province.staffing, seats: planCallCenter(province).traffic.agents.seats + 1 },
    };
  };

  it.each(CASE_NAMES.filter((name) => name !== "merged"))(
    "takes one more seat without rolling a media node: %s",
    (name) => {
      const before = CASES[name]();
      const [old, grown] = [planCallCenter(before), planCallCenter(oneMoreSeat(before))];
      expect(hashes(grown, "restart")).toEqual(hashes(old, "restart"));
      const media = (plan: CallCenterPlan) => ofKind(plan, "workload").filter((item) => item.zone === "media");
      expect(media(grown)).toEqual(media(old));
      expect(hashes(grown, "reload")).not.toEqual(hashes(old, "reload"));
    },
  );

  it("takes any number of seats without rolling a media node", () => {
    const province = CASES["docker single"]();
    const planned = planCallCenter(province).traffic.agents.seats;
    const restart = hashes(planCallCenter(province), "restart");
    fc.assert(
      fc.property(fc.integer({ min: planned, max: 1500 }), (seats) => {
        expect(hashes(planCallCenter({ ...province, staffing: { seats } }), "restart")).toEqual(restart);
      }),
      { numRuns: 25 },
    );
  });

  it("names restart sets by content: one more E1 rolls the node, a longer wait does not", () => {
    const province = CASES["docker single"]();
    const [network, ...others] = province.localNetworks;
    if (network === undefined) throw new Error("the case has no network");
    const old = planCallCenter(province);
    const wider = planCallCenter({
      ...province,
      localNetworks: [{ ...network, trunk: { type: "digital", signalling: "pri", e1: 5 } }, ...others],
    });
    expect(hashes(wider, "restart")).not.toEqual(hashes(old, "restart"));
    const id = (plan: CallCenterPlan) => itemOf(plan, "config-set", "media-restart-host-a").id;
    expect(id(wider)).not.toBe(id(old));
    const other = planCallCenter({
      ...province,
      queues: [{ name: "general", label: "综合", share: 1, overflow: "announcement" }],
    });
    expect(hashes(other, "restart")).toEqual(hashes(old, "restart"));
    expect(hashes(other, "reload")).not.toEqual(hashes(old, "reload"));
    expect(itemOf(other, "config-set", "media-reload-host-a").id).toBe(
      itemOf(old, "config-set", "media-reload-host-a").id,
    );
  });

  it("has the parts that each scope needs", () => {
    const all = ["database", "freeswitch", "agents"];
    expect(Object.fromEntries(CASE_NAMES.map((name) => [name, partsOf(planCallCenter(CASES[name]()))]))).toEqual({
      "docker single": all,
      "docker pair": all,
      "kubernetes integrated": all,
      "outsourced edge": all,
      "outsourced provider site": all,
      merged: all,
      "hotline analog": ["database", "freeswitch"],
    });
  });

  it("summarises each part in short values", () => {
    const plan = planCallCenter(CASES["kubernetes integrated"]());
    expect(plan.parts.find((part) => part.part === "freeswitch")?.summary).toMatchObject({
      scope: "complete",
      trunkType: "e1 + sip-ims",
      trunks: "8 E1 + 90 channels",
      carrier: "telecom + unicom",
      billing: "rental-plus-usage + package",
      channels: 330,
      queues: 3,
      nodes: 2,
    });
    for (const part of plan.parts)
      for (const value of Object.values(part.summary)) expect(String(value).length).toBeLessThan(80);
  });

  it("counts trunks, gateway ports and seats once", () => {
    const total = (name: Parameters<typeof planOf>[0]) => {
      const sums: Record<string, number> = {};
      for (const { meters } of itemsOf(planOf(name)))
        for (const meter of meters) sums[meter.name] = (sums[meter.name] ?? 0) + meter.quantity;
      return sums;
    };
    expect(total("kubernetes integrated")).toMatchObject({ "E1 trunks": 8, "SIP channels": 90, "gateway E1 ports": 8 });
    expect(total("docker single")).toMatchObject({ "E1 trunks": 4, "gateway E1 ports": 4 });
    expect(total("hotline analog")).toMatchObject({ "analog lines": 12, "gateway FXO ports": 16 });
    expect(total("docker pair")["seats"]).toBe(planOf("docker pair").traffic.agents.seats);
    expect(total("outsourced edge")["seats"]).toBe(6);
    expect(total("merged")).not.toHaveProperty("seats");
  });

  it("gives each Docker host sets of its own, and a cluster one", () => {
    const sets = (name: Parameters<typeof planOf>[0]) =>
      ofKind(planOf(name), "config-set").map((item) => `${item.name} ${String(item.node)}`);
    expect(sets("docker pair")).toEqual([
      "database-work host-a",
      "media-restart-host-a host-a",
      "media-reload-host-a host-a",
      "media-restart-host-b host-b",
      "media-reload-host-b host-b",
      "desk-config-host-a host-a",
      "desk-config-host-b host-b",
    ]);
    expect(sets("kubernetes integrated")).toEqual([
      "database-work undefined",
      "media-restart undefined",
      "media-reload undefined",
      "desk-config undefined",
    ]);
  });

  it("keeps the database to the nodes and zones that need it", () => {
    const pair = itemOf(planOf("docker pair"), "postgres", "database");
    expect(pair).toMatchObject({
      hosts: ["host-a", "host-b"],
      instances: 2,
      clientAddresses: ["10.1.0.11/32", "10.1.0.12/32"],
    });
    const cluster = itemOf(planOf("kubernetes integrated"), "postgres", "database");
    expect(cluster).toMatchObject({ hosts: [], instances: 3, synchronous: true, storageClass: "local-path" });
    expect(cluster.backup).toMatchObject({
      store: { location: "s3://hotline-backup/anhui", endpoint: "https://s3.internal.example", secret: "backup-store" },
    });
    expect(itemOf(planOf("hotline analog"), "postgres", "database").clients).toEqual(["data"]);
  });

  it("refuses a site that the province does not have", () => {
    expect(() => planCallCenter(CASES["docker single"](), "dr")).toThrow("anhui has no site dr");
  });

  function planOf(name: (typeof CASE_NAMES)[number]): CallCenterPlan {
    return planCallCenter(CASES[name]());
  }
});
