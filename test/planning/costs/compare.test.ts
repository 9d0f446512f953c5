import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { compareProvinces } from "../../../planning/costs/compare.ts";
import type { ProvinceComparison } from "../../../planning/costs/comparison.ts";
import type { AdmissibleOption } from "../../../planning/costs/option.ts";
import { candidates, optionId } from "../../../planning/costs/options.ts";
import { atVolume } from "../../../planning/costs/volume.ts";
import { checkProvince } from "../../../provinces/checks.ts";
import type { Province } from "../../../provinces/province.ts";
import { sampleProvince } from "../sample-province.ts";
import { bookWith, compareOne, EVERYTHING, optionOf, requestFor, TODAY } from "./sample-prices.ts";

const OUTSOURCED = {
  mode: "outsourced",
  leases: { equipment: true, premises: true, people: true, service: true },
  ingress: "department-edge",
  provider: { name: "unassigned" },
  contract: { months: 24 },
  sla: { answeredPercent: 90, withinSeconds: 15, formula: "answered-in-time-of-offered" },
  pricing: { basis: "seat" },
  retainedUnit: { name: "unassigned", seats: 3 },
};

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const admissible = (comparison: ProvinceComparison): readonly AdmissibleOption[] =>
  comparison.options.filter((option) => option.admissible);
const office = sampleProvince({ demand: { callsPerDay: 3000 } });

describe("the options of a province", () => {
  const comparison = compareOne(office);

  it("are self-built and the thirty combinations of flags and ingress, each judged by the checks", () => {
    expect(comparison.options).toHaveLength(31);
    expect(new Set(comparison.options.map(({ id }) => id)).size).toBe(31);
    expect(admissible(comparison)).toHaveLength(18);
    const refused = (id: string) =>
      comparison.options.find((option) => option.id === id)?.rules.map(({ code }) => code);
    expect(refused("people+service@provider-site")).toEqual(["INGRESS_WITHOUT_EQUIPMENT"]);
    expect(refused("equipment+service@department-edge")).toEqual(["SERVICE_WITHOUT_PEOPLE"]);
    for (const option of comparison.options)
      expect(option.admissible).toBe(!option.rules.some(({ severity }) => severity === "error"));
  });

  it.each([
    ["self-built", office],
    ["outsourced", sampleProvince({ demand: { callsPerDay: 3000 }, build: OUTSOURCED })],
    [
      "outsourced, dual-number, without a retained unit",
      sampleProvince({
        build: { ...OUTSOURCED, retainedUnit: undefined },
        merge: { mode: "dual-number", platform12345: { sipAddress: "unassigned" } },
        hours: "24x7",
      }),
    ],
  ])("have the same findings as a full check of each variant: %s", (_, province) => {
    const given = new Set(checkProvince(province).map((finding) => JSON.stringify(finding)));
    for (const candidate of candidates(province)) {
      const full = checkProvince(candidate.province)
        .filter((finding) => !given.has(JSON.stringify(finding)) || finding.where.path?.[0] === "build")
        .map(({ code }) => code);
      const told = new Set(candidate.rules.map(({ code }) => code));
      expect([...told].sort()).toEqual(
        [...new Set(full.filter((code) => told.has(code) || code !== "UNASSIGNED_DRAFT"))].sort(),
      );
    }
  });

  it("without a retained unit a line joined to 12345 can't be outsourced", () => {
    const province = sampleProvince({
      build: { ...OUTSOURCED, retainedUnit: undefined },
      merge: { mode: "dual-number", platform12345: { sipAddress: "unassigned" } },
      hours: "24x7",
      demand: { callsPerDay: 3000 },
    });
    const { options, verdict, comparable } = compareOne(province);
    expect(options.filter((option) => option.mode === "outsourced").every((option) => !option.admissible)).toBe(true);
    expect(options.find(({ stated }) => stated)?.rules.map(({ code }) => code)).toContain("RETAINED_UNIT_MISSING");
    expect(comparable).toBe(false);
    expect(verdict).toEqual({ kind: "nothing-to-compare", because: "one-option" });
  });

  it("mark what the file states", () => {
    expect(comparison.options.filter(({ stated }) => stated).map(({ id }) => id)).toEqual(["self-built"]);
    const outsourced = compareOne(sampleProvince({ demand: { callsPerDay: 3000 }, build: OUTSOURCED }));
    expect(outsourced.options.filter(({ stated }) => stated).map(({ id }) => id)).toEqual([EVERYTHING]);
    expect(optionOf(outsourced, EVERYTHING).contract).toMatchObject({
      months: 24,
      monthsFrom: "file",
      retainedSeats: 3,
    });
    expect(optionId(office.build)).toBe("self-built");
  });

  it("of a merged line are none: 12345 answers it", () => {
    const merge = { mode: "merged", platform12345: { sipAddress: "unassigned" } };
    const merged = compareOne(sampleProvince({ merge, hours: "24x7", demand: { callsPerDay: 3000 } }));
    expect(merged).toMatchObject({ comparable: false, options: [], verdict: { because: "merged" } });
  });
});

describe("money adds up to the fen", () => {
  it.each(admissible(compareOne(office)).map((option) => [option.id, option] as const))("in %s", (_, option) => {
    const lines = option.lines ?? [];
    expect(sum(lines.map(({ nominal }) => nominal.fen))).toBe(option.nominal.fen);
    expect(sum(lines.map(({ present }) => present.fen))).toBe(option.present.fen);
    expect(sum(option.monthly)).toBe(option.nominal.fen);
    expect(sum(option.byYear.map(({ nominal }) => nominal))).toBe(option.nominal.fen);
    expect(sum(option.byYear.map(({ present }) => present))).toBe(option.present.fen);
    expect(sum(option.byCategory.map(({ nominal }) => nominal))).toBe(option.nominal.fen);
    expect(sum(option.byCategory.map(({ present }) => present))).toBe(option.present.fen);
    for (const [year, { nominal }] of option.byYear.entries())
      expect(sum(lines.map(({ byYear }) => byYear[year] ?? 0))).toBe(nominal);
    for (const line of lines) {
      expect(Math.abs(sum(line.terms.map(({ yuan }) => yuan ?? 0)) * 100 - line.each.fen)).toBeLessThanOrEqual(0.5001);
      expect(sum(line.byYear)).toBe(line.nominal.fen);
    }
    expect(option.presentAt.find(({ ratePercent }) => ratePercent === 0)?.fen).toBe(option.nominal.fen);
    expect(option.presentAt.map(({ fen }) => fen)).toEqual(
      option.presentAt.map(({ fen }) => fen).sort((a, b) => b - a),
    );
    expect(sum(Object.values(option.rests))).toBeCloseTo(1, 12);
  });
});

describe("what must hold whatever the prices are", () => {
  const differenceWith = (values: Parameters<typeof bookWith>[0]): number => {
    const comparison = compareOne(office, { book: bookWith(values), draws: 1, detail: "summary" });
    return optionOf(comparison, EVERYTHING).present.fen - optionOf(comparison, "self-built").present.fen;
  };

  it("a higher wage never helps self-build", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 12_000 }), fc.integer({ min: 1, max: 8000 }), (wage, more) => {
        expect(differenceWith({ "wage.agent": wage + more })).toBeLessThan(differenceWith({ "wage.agent": wage }));
      }),
      { numRuns: 15 },
    );
  });

  it("a higher seat price never helps outsourcing", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 15_000 }), fc.integer({ min: 1, max: 8000 }), (price, more) => {
        const at = (seat: number): number => differenceWith({ "out.seatMonth.full": seat });
        expect(at(price + more)).toBeGreaterThan(at(price));
      }),
      { numRuns: 15 },
    );
  });

  it("more calls never cost less, by any option", () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 6000 }), fc.integer({ min: 1, max: 3000 }), (calls, more) => {
        const at = (callsPerDay: number): ProvinceComparison =>
          compareOne(
            atVolume(office, callsPerDay, (province) => planCallCenter(province)),
            { draws: 1, detail: "summary" },
          );
        const [few, many] = [at(calls), at(calls + more)];
        for (const { id, present } of admissible(few))
          expect(optionOf(many, id).present.fen).toBeGreaterThanOrEqual(present.fen);
      }),
      { numRuns: 10 },
    );
  });
});

describe("every break-even is substituted back", () => {
  const province = sampleProvince({ demand: { callsPerDay: 3000 } });
  const comparison = compareOne(province);
  const of = (variable: string) => comparison.breakEvens.find((each) => each.variable === variable);
  const differenceOf = ({ pair, ...rest }: ProvinceComparison): number =>
    optionOf({ pair, ...rest }, pair?.outsourced ?? "").present.fen -
    optionOf({ pair, ...rest }, "self-built").present.fen;

  it.each(["seat-price", "wage"] as const)("%s: a book with that price makes both cost the same", (variable) => {
    const found = of(variable);
    expect(found?.result).toMatchObject({ kind: "root", differenceFen: 0 });
    if (found?.result.kind !== "root" || found.price === undefined) throw new Error("no root");
    // A book holds whole fen: the difference left is what half a fen of the price makes.
    const at = Math.round(found.result.at * 100) / 100;
    const again = compareOne(province, { book: bookWith({ [found.price]: at }), draws: 1, detail: "summary" });
    const now = Math.abs(differenceOf({ ...comparison }));
    const left =
      optionOf(again, comparison.pair?.outsourced ?? "").present.fen - optionOf(again, "self-built").present.fen;
    expect(Math.abs(left)).toBeLessThan(now * 1e-4);
  });

  it("the volume lies between two neighbors with a change of sign, or in no part of the range", () => {
    const found = of("volume")?.result;
    if (found?.kind === "step") {
      expect(Math.sign(found.differenceBelowFen)).not.toBe(Math.sign(found.differenceAboveFen));
      expect(found.above / found.below).toBeLessThan(1.0021);
    } else expect(found).toMatchObject({ kind: "none-in-range" });
  });

  it("a volume found is confirmed by comparing the provinces of both neighbors", () => {
    // Paid by call, small lines are cheaper outsourced; with all else dear, the price by call decides.
    const dear = { "out.headMonth.people": 27_000, "out.seatMonth.system": 2900, "out.seatMonth.premises": 5900 };
    const byCall = sampleProvince({
      demand: { callsPerDay: 3000 },
      build: { ...OUTSOURCED, pricing: { basis: "call" } },
    });
    const first = compareOne(byCall, { book: bookWith(dear), draws: 1 });
    const price = first.breakEvens.find(({ variable }) => variable === "seat-price");
    expect(price?.price).toBe("out.perCall");
    if (price?.result.kind !== "root") throw new Error("no root");
    const book = bookWith({ ...dear, "out.perCall": Math.round(price.result.at * 100) / 100 });
    const near = compareOne(byCall, { book, draws: 1 });
    const found = near.breakEvens.find(({ variable }) => variable === "volume")?.result;
    if (found?.kind !== "step") throw new Error("no volume");
    const outsourced = near.pair?.outsourced ?? "";
    const at = (calls: number): number => {
      const changed = atVolume(byCall, calls, (each) => planCallCenter(each));
      const there = compareOne(changed, { book, draws: 1, detail: "summary" });
      return optionOf(there, outsourced).present.fen - optionOf(there, "self-built").present.fen;
    };
    // Lines are rounded to fen there, the difference as a whole here.
    expect(Math.abs(at(found.below) - found.differenceBelowFen)).toBeLessThan(50);
    expect(Math.abs(at(found.above) - found.differenceAboveFen)).toBeLessThan(50);
    expect(Math.sign(at(found.below))).not.toBe(Math.sign(at(found.above)));
  });

  it("says none in range where nothing could make them equal", () => {
    // People stay on the payroll in both, so their wage cancels out.
    const own = sampleProvince({ demand: { callsPerDay: 3000 } });
    const book = bookWith({
      "out.seatMonth.full": 29_000,
      "out.headMonth.staff": 29_000,
      "out.headMonth.people": 27_000,
      "out.seatMonth.staff": 27_000,
    });
    const found = compareOne(own, { book }).breakEvens.find(({ variable }) => variable === "wage");
    expect(found?.result.kind).toBe("none-in-range");
  });
});

describe("a missing price", () => {
  const book = bookWith({}, ["wage.it"]);
  const comparison = compareOne(office, { book });

  it("makes totals that need it lower bounds and is named in them, never 0", () => {
    const own = optionOf(comparison, "self-built");
    expect(own.present.unknown).toEqual(["wage.it"]);
    expect(own.nominal.unknown).toEqual(["wage.it"]);
    expect(own.unknownShare).toBeGreaterThan(0);
    const line = own.lines?.find(({ id }) => id === "people.technicians");
    expect(line?.each.unknown).toEqual(["wage.it"]);
    expect(line?.terms[0]?.yuan).toBeNull();
    const complete = optionOf(compareOne(office), "self-built");
    expect(own.present.fen).toBe(
      complete.present.fen - (complete.lines?.find(({ id }) => id === "people.technicians")?.present.fen ?? 0),
    );
  });

  it("leaves the verdict open, and fails the gate", () => {
    expect(comparison.verdict).toMatchObject({ kind: "undecided", unknown: ["wage.it"], fit: false });
    expect(comparison.verdict.kind === "undecided" && comparison.verdict.unfitBecause).toContain("prices-missing");
  });

  it("leaves the decision where the winner is priced and the other's floor alone is dearer", () => {
    // Nobody is hired where all people are leased: the winner's own total is exact.
    const decided = compareOne(office, { book: bookWith({ "out.seatMonth.full": 1500 }, ["hire.head"]) });
    expect(decided.verdict).toMatchObject({ kind: "cheaper", over: "self-built" });
    expect(optionOf(decided, "self-built").present.unknown).toEqual(["hire.head"]);
    expect(decided.verdict.kind === "cheaper" && decided.verdict.unfitBecause).toContain("prices-missing");
  });
});

describe("what looks alike and is not", () => {
  const stated = (changes: Record<string, unknown>, more: Record<string, unknown> = {}): ProvinceComparison =>
    compareOne(sampleProvince({ demand: { callsPerDay: 3000 }, build: { ...OUTSOURCED, ...changes }, ...more }), {
      detail: "summary",
    });

  it("70 heads on 50 seats against 50 contracted one-shift seats is named, and unfit for a decision", () => {
    const comparison = compareOne(
      sampleProvince({
        demand: { callsPerDay: 8200 },
        staffing: { seats: 50, heads: 70, shrinkage: 0.28 },
        build: { ...OUTSOURCED, pricing: { basis: "seat", minimumPerMonth: 50 } },
      }),
    );
    expect(comparison.demand).toMatchObject({ seats: 50, heads: 70 });
    expect(comparison.mismatches).toHaveLength(1);
    expect(comparison.mismatches[0]?.code).toBe("UNLIKE_HEADS_PER_SEAT");
    expect(comparison.mismatches[0]?.facts).toMatchObject({ seats: 50, heads: 70, headsPerSeat: 1.4, contracted: 50 });
    expect(comparison.verdict.kind === "cheaper" && comparison.verdict.unfitBecause).toContain("unlike");
    // Costed at equal staffed hours all the same: more one-shift seats than contracted.
    expect(optionOf(comparison, EVERYTHING).contract?.paidUnitsPerMonth).toBeGreaterThan(50);
  });

  it("a weaker promise, an impossible basis, a minimum far above the demand", () => {
    expect(stated({ sla: { ...OUTSOURCED.sla, withinSeconds: 30 } }).mismatches.map(({ code }) => code)).toEqual([
      "UNLIKE_SERVICE_LEVEL",
    ]);
    const onlyEquipment = { leases: { equipment: true, premises: false, people: false, service: false } };
    expect(stated({ ...onlyEquipment, pricing: { basis: "call" } }).mismatches.map(({ code }) => code)).toEqual([
      "UNLIKE_BASIS",
      // The other options take the file's basis where it can price them, and a call's price pays for no head.
      "UNLIKE_LABOR",
    ]);
    expect(stated({ pricing: { basis: "call", minimumPerMonth: 900_000 } }).mismatches.map(({ code }) => code)).toEqual(
      ["UNLIKE_MINIMUM"],
    );
    expect(stated({ pricing: { basis: "head", minimumPerMonth: 5 } }).mismatches.map(({ code }) => code)).toEqual([
      "UNLIKE_HEADS",
    ]);
  });

  it("nothing is named where the contract covers the staffed hours", () => {
    const like = compareOne(office);
    const units = Math.round(optionOf(like, EVERYTHING).contract?.unitsPerMonth ?? 0);
    expect(stated({ pricing: { basis: "seat", minimumPerMonth: units } }).mismatches).toEqual([]);
  });
});

describe("a minimum", () => {
  it("is paid even when the demand is lower", () => {
    const province = sampleProvince({
      demand: { callsPerDay: 3000 },
      build: { ...OUTSOURCED, pricing: { basis: "call", minimumPerMonth: 900_000 } },
    });
    const option = optionOf(compareOne(province), EVERYTHING);
    expect(option.contract).toMatchObject({ paidUnitsPerMonth: 900_000 });
    const fee = option.lines?.find(({ id }) => id === "provider.fee");
    const perCall = fee?.terms.find(({ factors }) => factors.some(({ price }) => price === "out.perCall"));
    expect(perCall?.yuan).toBeCloseTo(900_000 * 1.7, 6);
  });
});

describe("deductions", () => {
  const lineIn = (sla: Record<string, unknown>) =>
    optionOf(
      compareOne(
        sampleProvince({ demand: { callsPerDay: 3000 }, build: { ...OUTSOURCED, sla: { ...OUTSOURCED.sla, ...sla } } }),
      ),
      EVERYTHING,
    ).lines?.find(({ id }) => id === "deductions.service-level");

  it("lower the fee by their expected share, and by nothing where the contract caps them at none", () => {
    expect(lineIn({})?.each.fen).toBeLessThan(0);
    expect(lineIn({ deductionCapPercent: 0 })).toBeUndefined();
  });
});

describe("the same request", () => {
  const provinces: readonly Province[] = [
    office,
    sampleProvince({ province: "beijing", demand: { callsPerDay: 5000 } }),
  ];
  const all = (seed: number) =>
    JSON.stringify(
      compareProvinces({
        provinces: provinces.map(requestFor),
        book: bookWith(),
        today: TODAY,
        seed,
        draws: 500,
        budgetFen: undefined,
        detail: "summary",
      }),
    );

  it("gives the same bytes, another seed other percentiles but the same money", () => {
    expect(all(7)).toBe(all(7));
    const [one, other] = [all(7), all(8)].map((text) => JSON.parse(text) as { provinces: ProvinceComparison[] });
    const first = (comparison: { provinces: ProvinceComparison[] } | undefined) => comparison?.provinces[0]?.options[0];
    const [a, b] = [first(one), first(other)];
    if (a?.admissible !== true || b?.admissible !== true) throw new Error("no option");
    expect(a.distribution).not.toEqual(b.distribution);
    expect(a.present).toEqual(b.present);
  });

  it("draws a province alike whether it is compared alone or with others", () => {
    const alone = compareOne(office, { seed: 7, draws: 500, detail: "summary" });
    const together = (JSON.parse(all(7)) as { provinces: ProvinceComparison[] }).provinces[0];
    expect(together?.options).toEqual(JSON.parse(JSON.stringify(alone.options)));
  });

  it("survives JSON unchanged", () => {
    const comparison = compareOne(office);
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
  });
});

describe("region and tax", () => {
  it("raise wages and the provider's price of labor alike", () => {
    const beijing = compareOne(sampleProvince({ province: "beijing", demand: { callsPerDay: 3000 } }));
    const price = (comparison: ProvinceComparison, id: string) => comparison.prices.find((each) => each.id === id);
    expect(price(beijing, "wage.agent")).toMatchObject({ index: 1.4 });
    expect(price(beijing, "out.headMonth.staff")).toMatchObject({ index: 1.4 });
    expect(price(beijing, "srv.general")).toMatchObject({ index: 1 });
  });

  it("stay in a price without tax, as a department deducts none", () => {
    const book = bookWith();
    const net = new Map(book.common);
    const seat = net.get("out.seatMonth.full");
    if (seat === undefined || "missing" in seat) throw new Error("no price");
    net.set(seat.id, { ...seat, taxBasis: "excluded" });
    const comparison = compareOne(office, { book: { ...book, common: net } });
    expect(comparison.prices.find(({ id }) => id === seat.id)?.taxFactor).toBeCloseTo(1.06, 12);
  });
});
