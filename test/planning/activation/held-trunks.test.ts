import { describe, expect, it } from "vitest";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { checkHeldTrunks, heldTrunkGroups, trunkOpenings } from "../../../planning/activation/held-trunks.ts";
import type { CallCenterPlan } from "../../../planning/plan.ts";
import { formatFinding } from "../../../provinces/messages.ts";
import type { Province } from "../../../provinces/province.ts";
import { network, sampleProvince, trafficOf } from "../sample-province.ts";

const E1 = { type: "digital", signalling: "pri", e1: 4 };

function province(opened: readonly string[], status = "live"): Province {
  const dates = { requestedOn: "2026-03-02", openedOn: "2026-03-16" };
  return sampleProvince({
    status,
    localNetworks: [network("0551", E1), network("0553", E1), { areaCode: "0552", routedTo: "0553" }],
    activation: {
      filedOn: "2026-03-02",
      filingNoticeOn: "2026-03-06",
      networks: Object.fromEntries(opened.map((areaCode) => [areaCode, dates])),
    },
  });
}
const held = (from: Province, connect?: "all" | readonly string[]) =>
  heldTrunkGroups(from, trafficOf(from).trunkGroups, connect);
const configOf = (plan: CallCenterPlan) =>
  JSON.stringify(
    plan.parts.flatMap(({ items }) => items).filter(({ kind }) => kind === "config-set" || kind === "host-firewall"),
  );

describe("a trunk group", () => {
  it("is held back until 12333 is open in one of the networks that it serves", () => {
    expect(held(province([]))).toEqual(["0551", "0553"]);
    expect(held(province(["0551"]))).toEqual(["0553"]);
    expect(held(province(["0552"]))).toEqual(["0551"]);
    expect(held(province(["0551", "0552", "0553"]))).toEqual([]);
  });

  it("is connected all the same where that is told, one by one or all", () => {
    expect(held(province([]), ["0553"])).toEqual(["0551"]);
    expect(held(province([]), "all")).toEqual([]);
  });

  it("of an example is never held back, of a draft it is", () => {
    expect(held(province([], "example"))).toEqual([]);
    expect(held(province([], "draft"))).toEqual(["0551", "0553"]);
  });

  it("that ends at the provider is none to hold back", () => {
    const build = {
      mode: "outsourced",
      leases: { equipment: true, premises: true, people: true, service: true },
      ingress: "provider-site",
      provider: { name: "unassigned" },
      contract: { months: 12 },
      sla: { answeredPercent: 90, withinSeconds: 15, formula: "answered-in-time-of-offered" },
      pricing: { basis: "seat" },
    };
    const from = sampleProvince({ status: "live", build });
    expect(held(from)).toEqual([]);
    expect(held(sampleProvince({ status: "live", build: { ...build, ingress: "department-edge" } }))).toEqual(["0551"]);
  });

  it("says which of its networks are open", () => {
    const from = province(["0552"]);
    expect(trunkOpenings(from, trafficOf(from).trunkGroups)).toEqual([
      { areaCode: "0551", opened: [], closed: ["0551"] },
      { areaCode: "0553", opened: ["0552"], closed: ["0553"] },
    ]);
  });

  it("is told of with the way out", () => {
    const from = province(["0551"]);
    expect(checkHeldTrunks(from, trafficOf(from).trunkGroups).map((finding) => formatFinding(finding, "en"))).toEqual([
      "activation  note TRUNKS_HELD_BACK  12333 is not open in the networks of 1 of 2 trunk groups; deploying does not connect 0553. Give openedOn in activation.networks once it is; for a trial before, set hotline:connectTrunks in the stack file.",
    ]);
    expect(checkHeldTrunks(province(["0551", "0553"]), trafficOf(from).trunkGroups)).toEqual([]);
  });
});

describe("a plan with trunk groups held back", () => {
  const from = province(["0551"]);

  it("has them in its traffic, but in no file of the switch", () => {
    const all = planCallCenter(from);
    const plan = planCallCenter(from, "main", { heldTrunks: ["0553"] });
    expect(plan.traffic).toEqual(all.traffic);
    expect(configOf(all)).toContain("gw-0553-1");
    expect(configOf(plan)).toContain("gw-0551-1");
    expect(configOf(plan)).not.toContain("gw-0553-1");
  });

  it("gives the connected ones the same addresses as before, so that an opening changes nothing else", () => {
    const addressOf = (plan: CallCenterPlan) =>
      /<gateway name=[^>]*gw-0553-1.*?proxy.*?(\d+\.\d+\.\d+\.\d+)/.exec(configOf(plan))?.[1];
    expect(addressOf(planCallCenter(from))).toMatch(/^192\.0\.2\./);
    expect(addressOf(planCallCenter(from, "main", { heldTrunks: ["0551"] }))).toBe(addressOf(planCallCenter(from)));
  });

  it("can be deployed before any network is open", () => {
    const plan = planCallCenter(from, "main", { heldTrunks: ["0551", "0553"] });
    expect(configOf(plan)).not.toContain("gw-055");
    expect(plan.parts.map(({ part }) => part)).toEqual(planCallCenter(from).parts.map(({ part }) => part));
  });
});
