import { describe, expect, it } from "vitest";
import { sampleProvince } from "../sample-province.ts";
import { bookWith, compareOne, EVERYTHING, optionOf, outsourcedAt } from "./sample-prices.ts";

const around = (hours: "office" | "24x7", seats = 3) =>
  compareOne(
    sampleProvince({
      demand: { callsPerDay: 3000 },
      hours,
      build: { ...outsourcedAt({ basis: "seat" }), retainedUnit: { name: "unassigned", seats } },
    }),
  );

describe("shifts", () => {
  it.each(["office", "24x7"] as const)("count in a seat-month, so that desks and hours are comparable: %s", (hours) => {
    const comparison = around(hours);
    const { oneShiftSeats } = comparison.demand;
    for (const id of ["self-built", EVERYTHING]) {
      const option = optionOf(comparison, id);
      expect(option.fenPerSeatMonth).toBeCloseTo(option.nominal.fen / ((oneShiftSeats ?? 0) * 60), 6);
    }
  });

  it("are unknown where the book does not say what one covers", () => {
    const province = sampleProvince({ demand: { callsPerDay: 3000 } });
    const comparison = compareOne(province, { book: bookWith({}, ["out.seat.hoursWeek"]), detail: "summary" });
    expect(optionOf(comparison, "self-built").fenPerSeatMonth).toBeNull();
  });

  it("are kept by retained seats as by all others", () => {
    for (const hours of ["office", "24x7"] as const) {
      const comparison = around(hours, 6);
      const { seats, heads } = comparison.demand;
      const line = optionOf(comparison, EVERYTHING).lines?.find(({ id }) => id === "people.retained");
      expect(line?.terms[0]?.quantity).toBe(Math.ceil((6 * heads) / seats));
    }
    const at = (hours: "office" | "24x7") => around(hours).demand;
    // Around the clock a seat takes more than twice the heads.
    expect(at("24x7").heads / at("24x7").seats).toBeGreaterThan((2 * at("office").heads) / at("office").seats);
  });
});

describe("retained seats", () => {
  it("that nobody drafted are told as they are costed", () => {
    const comparison = compareOne(sampleProvince({ demand: { callsPerDay: 3000 } }));
    const option = optionOf(comparison, EVERYTHING);
    expect(option.contract?.retainedSeats).toBe(2);
    const equipped = option.lines
      ?.find(({ id }) => id === "hardware.purchase")
      ?.terms.find(({ factors }) => factors.some(({ price }) => price === "seat.pc"));
    expect(equipped?.quantity).toBe(2);
  });
});

describe("hardware at the end of the horizon", () => {
  const residualIn = (years: number, life = 5) => {
    const comparison = compareOne(sampleProvince({ demand: { callsPerDay: 3000 } }), {
      book: bookWith({ "finance.horizon.years": years, "life.hardware.years": life, "growth.general.pct": 0 }),
    });
    const lines = optionOf(comparison, "self-built").lines ?? [];
    const of = (id: string) => lines.find((line) => line.id === id);
    return { bought: of("hardware.purchase"), left: of("hardware.residual") };
  };

  it("is worth nothing when its life is over", () => {
    expect(residualIn(5).left).toBeUndefined();
    expect(residualIn(10).left).toBeUndefined();
  });

  it.each([
    [6, 5, 4 / 5],
    [3, 5, 2 / 5],
    [5, 3, 1 / 3],
  ])("after %d years with a life of %d is worth its unused share", (years, life, share) => {
    const { bought, left } = residualIn(years, life);
    expect(left?.each.fen).toBeCloseTo(-share * (bought?.each.fen ?? 0), -1);
    expect(left?.payment).toEqual({
      kind: "residual",
      boughtMonth: Math.floor((12 * years - 1) / (12 * life)) * 12 * life,
    });
    // Paid once, after the last month.
    expect(left?.byYear.slice(0, -1).every((fen) => fen === 0)).toBe(true);
    expect(left?.byYear.at(-1)).toBe(left?.each.fen);
  });

  it("moves at the price level of the year in which it was bought", () => {
    const comparison = compareOne(sampleProvince({ demand: { callsPerDay: 3000 } }), {
      book: bookWith({ "finance.horizon.years": 6, "growth.general.pct": 4 }),
    });
    const left = optionOf(comparison, "self-built").lines?.find(({ id }) => id === "hardware.residual");
    expect((left?.nominal.fen ?? 0) / (left?.each.fen ?? 1)).toBeCloseTo(1.04 ** 5, 6);
  });
});
