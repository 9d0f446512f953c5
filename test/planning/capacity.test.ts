import { describe, expect, it } from "vitest";
import { checkCapacity } from "../../planning/capacity.ts";
import type { Finding } from "../../provinces/finding.ts";
import { describeFinding, severityOf } from "../../provinces/messages.ts";
import { network, sampleProvince, trafficOf } from "./sample-province.ts";

const analog = (lines: number): Record<string, unknown> => ({ type: "analog", lines });
const e1 = (count: number): Record<string, unknown> => ({ type: "digital", signalling: "pri", e1: count });

function findingsOf(changes: Record<string, unknown>): Finding[] {
  const province = sampleProvince(changes);
  return checkCapacity(province, trafficOf(province));
}

const codes = (findings: readonly Finding[]): string[] => findings.map((finding) => finding.code);

/** 1000 calls a day: 6.9625 erlangs on 14 channels, 5 erlangs on 9 seats, 13 heads. */
const demand = { callsPerDay: 1000 };

describe("trunks", () => {
  it("are an error one line short, with the lines that lack", () => {
    expect(codes(findingsOf({ demand, localNetworks: [network("0551", analog(14))] }))).toEqual([]);
    const [finding, ...rest] = findingsOf({ demand, localNetworks: [network("0551", analog(13))] });
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ code: "TRUNK_TOO_SMALL", where: { path: ["localNetworks", 0, "trunk", "lines"] } });
    expect(finding?.facts).toMatchObject({ ordered: 13, needed: 14, erlangs: "6.96", target: 1 });
    expect(finding && severityOf(finding.code)).toBe("error");
    expect(finding && describeFinding(finding, "en").fix).toBe("Order 1 more analog lines.");
    expect(finding && describeFinding(finding, "zh")).toEqual({
      what: "0551 的中继不够：订 13 条模拟线，6.96 爱尔兰需要 14 条模拟线；忙时呼损 1.45%，目标 1%。",
      fix: "增加 1 条模拟线。",
    });
  });

  it("are cheapest put right by another group that has room", () => {
    const localNetworks = [network("0551", e1(1)), network("0552", e1(4), { demandShare: 0.2 })];
    const [finding] = findingsOf({ demand: { callsPerDay: 4000 }, localNetworks });
    expect(finding).toMatchObject({ code: "TRUNK_TOO_SMALL", where: { path: ["localNetworks", 0, "trunk", "e1"] } });
    expect(finding && describeFinding(finding, "en").fix).toBe(
      'Cheapest: routedTo: "0552", whose group has room (calls then cross local networks), and no trunk here; or order 1 more E1.',
    );
  });

  it("are a warning far above the need, a note where an E1 carries a handful", () => {
    const found = findingsOf({
      demand: { callsPerDay: 2000 },
      localNetworks: [network("0551", e1(3), { demandShare: 0.9 }), network("0552", e1(1))],
    });
    expect(codes(found)).toEqual(["TRUNK_OVERSIZED", "TRUNK_E1_FOR_FEW"]);
    expect(found.map((finding) => severityOf(finding.code))).toEqual(["warning", "note"]);
    expect(found[0]?.facts).toMatchObject({ ordered: 3, needed: 1, spare: 60 });
    expect(found[1]?.facts).toMatchObject({ network: "0552", needed: 6 });
  });

  it("are a note outside 120 to 150% of the seats, unless needed or split over networks", () => {
    expect(codes(findingsOf({ demand, localNetworks: [network("0551", analog(20))] }))).toEqual(["CHANNELS_PER_SEAT"]);
    const split = [network("0551", analog(14)), network("0552", analog(14))];
    expect(codes(findingsOf({ demand, localNetworks: split }))).toEqual([]);
    const [scarce] = findingsOf({ demand, localNetworks: [network("0551", analog(14))], staffing: { seats: 12 } });
    expect(scarce).toMatchObject({ code: "CHANNELS_PER_SEAT", facts: { channels: 14, seats: 12, found: "116.7" } });
  });
});

it("more channels than a media node has RTP ports for are an error", () => {
  const absurd = ["0551", "0552"].map((code) =>
    network(code, { type: "digital", signalling: "sip-ims", channels: 6000 }),
  );
  const found = findingsOf({ demand, localNetworks: absurd });
  expect(codes(found)).toContain("CHANNELS_TOO_MANY");
  expect(found.find(({ code }) => code === "CHANNELS_TOO_MANY")?.facts).toEqual({ found: 12_000, allowed: 6840 });
});

describe("what a provider contracts for", () => {
  // 1000 calls a day are 6.9625 erlangs: 14 channels at 1%, 13 lose 1.45%. Two E1s carry 60.
  const localNetworks = [network("0551", e1(2))];
  const of = (channels: number | undefined, ingress: string, seats = 0) =>
    findingsOf({
      demand,
      localNetworks,
      build: {
        mode: "outsourced",
        leases: { equipment: true, premises: true, people: true, service: true },
        ingress,
        provider: { name: "unassigned" },
        contract: { months: 12, ...(channels === undefined ? {} : { channels }) },
        sla: { answeredPercent: 90, withinSeconds: 15, formula: "answered-in-time-of-offered" },
        pricing: { basis: "seat" },
        ...(seats === 0 ? {} : { retainedUnit: { name: "unassigned", seats } }),
      },
    }).filter(({ code }) => code.startsWith("CONTRACT"));

  it.each(["department-edge", "provider-site"])("is a warning above what the trunks of %s carry", (ingress) => {
    expect(of(60, ingress)).toEqual([]);
    const [finding] = of(61, ingress);
    expect(finding).toMatchObject({
      code: "CONTRACT_CHANNELS_UNUSED",
      where: { path: ["build", "contract", "channels"] },
      facts: { found: 61, channels: 60 },
    });
    expect(finding && severityOf(finding.code)).toBe("warning");
  });

  it("is an error below what the demand needs where nobody takes the rest, with the share that is lost", () => {
    expect(of(14, "provider-site")).toEqual([]);
    const [finding] = of(13, "provider-site");
    expect(finding).toMatchObject({
      code: "CONTRACT_CHANNELS_FEW",
      facts: { found: 13, needed: 14, elsewhere: "1.45" },
    });
    expect(finding && severityOf(finding.code)).toBe("error");
    // At the provider's site retained seats take transfers only.
    expect(codes(of(13, "provider-site", 3))).toEqual(["CONTRACT_CHANNELS_FEW"]);
    expect(codes(of(13, "department-edge"))).toEqual(["CONTRACT_CHANNELS_FEW"]);
  });

  it("is a warning where retained seats take the rest", () => {
    const [finding] = of(13, "department-edge", 3);
    expect(finding).toMatchObject({ code: "CONTRACT_CHANNELS_OVERFLOW", facts: { needed: 14, seats: 3 } });
    expect(finding && severityOf(finding.code)).toBe("warning");
    expect(of(undefined, "department-edge", 3)).toEqual([]);
  });
});

describe("recordings", () => {
  const heavy = { callsPerDay: 30_000, humanShare: 0.8, talkSeconds: 180 };
  const e1s = [network("0551", e1(12))];

  it("beyond one volume are a warning, with the way to half the space", () => {
    const found = findingsOf({ demand: heavy, localNetworks: e1s, recording: { retentionDays: 1095 } });
    const finding = found.find(({ code }) => code === "RECORDINGS_LARGE");
    expect(finding && severityOf(finding.code)).toBe("warning");
    expect(finding).toMatchObject({ where: { path: ["recording", "format"] }, facts: { found: 56, days: 1095 } });
  });

  it("say so too when A-law is not enough, and nothing once it is", () => {
    const of = (recording: Record<string, unknown>) =>
      codes(findingsOf({ demand: heavy, localNetworks: e1s, recording })).filter((code) => code.startsWith("REC"));
    expect(of({ retentionDays: 1095, format: "alaw" })).toEqual(["RECORDINGS_LARGE_ALAW"]);
    expect(of({ retentionDays: 365, format: "alaw" })).toEqual([]);
    expect(of({ enabled: false, retentionDays: 1095 })).toEqual([]);
  });
});

describe("demand", () => {
  it("is an error, and the only one, beyond three times the whole country's", () => {
    const found = findingsOf({ demand: { callsPerDay: 2_000_000 } });
    expect(codes(found)).toEqual(["DEMAND_ABSURD"]);
    expect(found[0]?.facts).toEqual({ erlangs: 13_925, allowed: 10_000, calls: 2_000_000 });
  });
});

describe("seats and heads", () => {
  const localNetworks = [network("0551", analog(14))];

  it("are errors one short, and say what callers would meet", () => {
    const found = findingsOf({ demand, localNetworks, staffing: { seats: 8, heads: 12 } });
    expect(codes(found)).toEqual(["SEATS_TOO_FEW", "HEADS_TOO_FEW"]);
    expect(found[0]).toMatchObject({
      where: { path: ["staffing", "seats"] },
      facts: { found: 8, needed: 9, more: 1, target: 90, within: 15, erlangs: "5.00" },
    });
    expect(Number(found[0]?.facts["level"])).toBeGreaterThan(85);
    expect(found[1]).toMatchObject({
      where: { path: ["staffing", "heads"] },
      facts: { found: 12, needed: 13, shifts: 9 },
    });
    expect(codes(findingsOf({ demand, localNetworks, staffing: { seats: 9, heads: 13 } }))).toEqual([]);
  });

  it("are an error above what the channels can keep busy: 14 calls of 150 s with 50 s of wrap-up occupy 18.7", () => {
    expect(codes(findingsOf({ demand, localNetworks, staffing: { seats: 18 } }))).toEqual(["CHANNELS_PER_SEAT"]);
    const found = findingsOf({ demand, localNetworks, staffing: { seats: 19 } });
    expect(codes(found)).toEqual(["SEATS_EXCEED_CHANNELS"]);
    expect(found[0]?.facts).toEqual({ found: 19, channels: 14, most: 18 });
  });

  it("are a warning where shifts leave the open line alone", () => {
    const shifts = [
      { name: "上午", start: "08:30", hours: 3.5 },
      { name: "下午", start: "14:00", hours: 3.5 },
    ];
    const found = findingsOf({ demand, localNetworks, staffing: { shifts } });
    expect(codes(found)).toEqual(["SHIFTS_LEAVE_GAP"]);
    expect(found[0]?.facts).toEqual({ gaps: "12:00-14:00" });
  });

  it("are an error there on a line that must answer around the clock", () => {
    const shifts = [{ name: "白班", start: "08:00", hours: 8 }];
    const merge = { mode: "dual-number", platform12345: { sipAddress: "unassigned" } };
    const found = findingsOf({ demand, hours: "24x7", merge, localNetworks, staffing: { shifts } });
    expect(found.find(({ code }) => code === "SHIFTS_LEAVE_DUTY")?.facts).toEqual({ gaps: "00:00-08:00, 16:00-24:00" });
  });

  it("are nobody's concern on a merged line", () => {
    const merge = { mode: "merged", platform12345: { sipAddress: "unassigned" } };
    expect(codes(findingsOf({ demand, hours: "24x7", merge, localNetworks: [network("0551", e1(1))] }))).toEqual([]);
  });
});
