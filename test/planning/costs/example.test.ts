import { describe, expect, it } from "vitest";
import { compile } from "../../../planning/costs/compiled.ts";
import type { CostLine } from "../../../planning/costs/cost-line.ts";
import { seatLikeness } from "../../../planning/costs/likeness.ts";
import type { ContractTerms } from "../../../planning/costs/option.ts";
import { cost } from "../../../planning/costs/option-result.ts";
import { ownLines } from "../../../planning/costs/own-lines.ts";
import { priceTable } from "../../../planning/costs/price-table.ts";
import { feeOf, providerLines } from "../../../planning/costs/provider-lines.ts";
import { priceBreakEven } from "../../../planning/costs/sensitivity.ts";
import { telecomLines } from "../../../planning/costs/telecom-lines.ts";
import { bookWith, TODAY } from "./sample-prices.ts";

// Arithmetic of the worked example: 50 seats, 70 heads, 4 servers, 20 TB, 3 E1, 2 technicians, 2,976 h a year, 5 years,
// no discounting, no growth. As a comparison it is unlike: see the last test.
const FLAT = {
  "growth.wage.pct": 0,
  "growth.rent.pct": 0,
  "growth.telecom.pct": 0,
  "growth.general.pct": 0,
  "out.escalation.pct": 0,
  "out.deduction.pct": 0,
  "out.transition.pct": 0,
  "out.exit": 0,
  "out.custom.year": 0,
} as const;

function tableWith(values: Parameters<typeof bookWith>[0] = {}) {
  return priceTable(bookWith({ ...FLAT, ...values }), "anhui", TODAY);
}

const SELF_BUILT: readonly CostLine[] = [
  ...ownLines({
    hardware: { servers: 4, storageTb: 20, sites: 1, e1Ports: 3, fxoPorts: 0, deskSeats: 50, recoverySites: 0 },
    equippedSeats: 50,
    roomSeats: 50,
    heads: 70,
    supervisedHeads: 70,
    itStaff: "staff.it",
    openHoursYear: 2976,
    securityLevel: 3,
    assessments: { grading: 1, cryptography: 0 },
    renewalMonths: 60,
    horizonMonths: 60,
  }),
  ...telecomLines(
    {
      trunks: [
        { areaCode: "0551", unit: "e1", units: 3, channels: 90, billing: { mode: "caller-pays" }, calls: [], share: 1 },
      ],
      answeredYear: 0,
      talkSeconds: 150,
    },
    { dataLines: 1, vpnLines: 0, forwardedChannels: 0 },
  ).lines,
];

function provided(basis: "seat" | "head", months: number): readonly CostLine[] {
  const leases = new Set(
    basis === "seat" ? (["equipment", "premises", "people", "service"] as const) : (["people", "service"] as const),
  );
  const service = { seats: 50, heads: 70, hoursWeek: 50 * 40, answeredYear: 0, talkMinutesYear: 0 };
  const fee = feeOf({ leases, basis, service, seatHoursWeek: 40, minimumPerMonth: undefined });
  const contract: ContractTerms = {
    basis,
    basisFrom: "file",
    months,
    monthsFrom: "file",
    transitionMonths: 3,
    minimumPerMonth: undefined,
    unitsPerMonth: fee.unitsPerMonth,
    paidUnitsPerMonth: fee.paidUnitsPerMonth,
    deductionCapPercent: 10,
    retainedSeats: 0,
  };
  return providerLines(fee, { leases, contract, service });
}

function costed(lines: readonly CostLine[], contractMonths: number, values: Parameters<typeof bookWith>[0] = {}) {
  const horizon = { months: 60, contractMonths };
  return cost(lines, { prices: tableWith(values), horizon, ratePercent: 0, ratesPercent: [0], derivations: true });
}

describe("the worked example, to the fen", () => {
  const own = costed(SELF_BUILT, 60);
  const line = (id: string) => own.lines.find((each) => each.id === id);

  it("builds for 1,100,055.00", () => {
    expect(own.initial).toEqual({ fen: 110_005_500, unknown: [] });
    expect(line("hardware.purchase")?.each.fen).toBe(59_050_000);
    expect(line("integration.purchase")?.each.fen).toBe(14_762_500);
    expect(line("premises.fitout")?.each.fen).toBe(20_000_000);
    expect(line("hiring.first")?.each.fen).toBe(16_100_000);
    expect(line("telecom.installation")?.each.fen).toBe(93_000);
  });

  it("runs for 7,436,318.50 a year", () => {
    const labor = ["people.agents", "people.supervisors", "people.technicians"].map((id) => line(id)?.byYear[1] ?? 0);
    expect(labor.reduce((sum, fen) => sum + fen, 0)).toBe(675_648_000);
    expect(line("premises.rent")?.byYear[1]).toBe(28_800_000);
    expect(line("power.electricity")?.byYear[1]).toBe(4_377_600);
    expect(line("maintenance.yearly")?.byYear[1]).toBe(7_381_250);
    expect((line("telecom.rental")?.byYear[1] ?? 0) + (line("telecom.data-lines")?.byYear[1] ?? 0)).toBe(14_400_000);
    expect(line("hiring.turnover")?.byYear[1]).toBe(4_025_000);
    expect(line("security.grading")?.byYear[1]).toBe(9_000_000);
    for (const year of [1, 2, 3, 4]) expect(own.byYear[year]?.nominal).toBe(743_631_850);
  });

  it("costs 38,281,647.50 in five years: 12,760.55 a seat-month, 9,114.68 a head-month", () => {
    expect(own.nominal.fen).toBe(3_828_164_750);
    expect(own.present.fen).toBe(3_828_164_750);
    expect(own.nominal.fen / 100 / (50 * 60)).toBeCloseTo(12_760.55, 2);
    expect(own.nominal.fen / 100 / (70 * 60)).toBeCloseTo(9_114.68, 2);
  });

  it("outsourced by seat costs 25,325,600, by head without rooms and equipment 28,625,600", () => {
    expect(costed(provided("seat", 60), 60).nominal.fen).toBe(2_532_560_000);
    expect(costed(provided("head", 60), 60).nominal.fen).toBe(2_862_560_000);
  });

  it("outsourced with 5% a year at renewal costs 27,848,630 but for the further tenders", () => {
    const yearly = costed(provided("seat", 12), 12, { "out.escalation.pct": 5 });
    const of = (id: string) => yearly.lines.find((each) => each.id === id);
    const fen =
      (of("provider.fee")?.nominal.fen ?? 0) +
      (of("people.retained")?.nominal.fen ?? 0) +
      (of("provider.setup")?.each.fen ?? 0);
    expect(fen).toBe(2_784_863_000);
    expect((of("provider.setup")?.nominal.fen ?? 0) - (of("provider.setup")?.each.fen ?? 0)).toBe(
      Math.round(2_000_000 * (1.05 + 1.05 ** 2 + 1.05 ** 3 + 1.05 ** 4)),
    );
  });

  it("breaks even at a full seat price of 12,318.68", () => {
    const prices = tableWith();
    const compiled = (lines: readonly CostLine[]) =>
      compile(lines, { prices, horizon: { months: 60, contractMonths: 60 }, ratePercent: 0 });
    const pair = { selfBuilt: compiled(SELF_BUILT), outsourced: compiled(provided("seat", 60)), prices };
    const found = priceBreakEven(pair, "seat-price", "out.seatMonth.full");
    expect(found?.result).toMatchObject({ kind: "root", differenceFen: 0 });
    expect(found?.result.kind === "root" && found.result.at).toBeCloseTo(12_318.6825, 4);
  });

  it("is unlike as a comparison: 70 heads on 50 seats for 2,976 hours against 50 one-shift seats", () => {
    expect(
      seatLikeness({ seats: 50, heads: 70, staffedHoursYear: 50 * 2976, contractedSeats: 50, seatHoursWeek: 40 }),
    ).toEqual({
      code: "UNLIKE_HEADS_PER_SEAT",
      facts: {
        seats: 50,
        heads: 70,
        headsPerSeat: 1.4,
        contracted: 50,
        staffedHoursYear: 148_800,
        coveredHoursYear: 104_000,
        alike: 71.54,
      },
    });
  });
});
