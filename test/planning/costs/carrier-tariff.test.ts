import { describe, expect, it } from "vitest";
import { checkProvince } from "../../../provinces/checks.ts";
import type { Province } from "../../../provinces/province.ts";
import { sampleProvince } from "../sample-province.ts";
import { compareOne, optionOf } from "./sample-prices.ts";

type Billing = NonNullable<Province["localNetworks"][number]["billing"]>;

/** The sample with one way to bill its trunks. */
function billed(billing: Billing): Province {
  const province = sampleProvince({ demand: { callsPerDay: 3000 } });
  return {
    ...province,
    localNetworks: province.localNetworks.map((network) =>
      network.trunk === undefined ? network : { ...network, billing },
    ),
  };
}
const codes = (billing: Billing) =>
  [...new Set(checkProvince(billed(billing)).map(({ code }) => code))].filter((code) => code.startsWith("TARIFF_"));
const tariffsOf = (billing: Billing) => {
  const comparison = compareOne(billed(billing), { detail: "summary" });
  return { comparison, prices: comparison.prices.filter(({ origin }) => origin === "tariff") };
};

describe("a carrier's tariff that nobody charges", () => {
  it.each<[string, Billing, readonly string[]]>([
    ["9,000,000 yuan a month", { mode: "caller-pays", tariff: { rentalFenPerMonth: 900_000_000 } }, ["TARIFF_ABSURD"]],
    ["yuan in place of fen", { mode: "caller-pays", tariff: { rentalFenPerMonth: 3000 } }, ["TARIFF_LOOKS_YUAN"]],
    [
      "500 yuan a minute",
      {
        mode: "per-minute",
        tariff: { rentalFenPerMonth: 300_000, steps: [{ unitSeconds: 60, fenPerUnit: 50_000 }] },
      },
      ["TARIFF_ABSURD"],
    ],
    [
      "an installation for a million",
      { mode: "caller-pays", tariff: { rentalFenPerMonth: 300_000, installFen: 100_000_000 } },
      ["TARIFF_ABSURD"],
    ],
  ])("is refused: %s", (_, billing, expected) => {
    expect(codes(billing)).toEqual(expected);
  });

  it.each<[string, Billing]>([
    ["the list price", { mode: "caller-pays", tariff: { rentalFenPerMonth: 300_000, installFen: 31_000 } }],
    ["a free one", { mode: "caller-pays", tariff: { rentalFenPerMonth: 0, installFen: 0 } }],
    ["all calls included", { mode: "flat-monthly", tariff: { rentalFenPerMonth: 2_000_000 } }],
    [
      "six-second units, and three minutes at once",
      {
        mode: "per-minute",
        tariff: {
          rentalFenPerMonth: 0,
          steps: [
            { upToSeconds: 180, unitSeconds: 180, fenPerUnit: 20 },
            { unitSeconds: 6, fenPerUnit: 7 },
          ],
        },
      },
    ],
    ["by call", { mode: "per-call", tariff: { rentalFenPerMonth: 0, steps: [{ unitSeconds: 1, fenPerUnit: 20 }] } }],
  ])("is not: %s", (_, billing) => {
    expect(codes(billing)).toEqual([]);
  });
});

describe("what a carrier's tariff rests on", () => {
  it("is assumed and undated without its contract", () => {
    const { prices } = tariffsOf({ mode: "caller-pays", tariff: { rentalFenPerMonth: 200_000 } });
    expect(prices.length).toBeGreaterThan(0);
    for (const price of prices)
      expect(price).toMatchObject({ confidence: "assumed", source: "", asOf: "", stale: false });
  });

  it("is the contract where it is named with its day, and grows stale", () => {
    const source = "contract AH-2026-012";
    const at = (asOf: string) =>
      tariffsOf({ mode: "caller-pays", tariff: { rentalFenPerMonth: 200_000, source, asOf } });
    expect(at("2026-05-01").prices[0]).toMatchObject({ confidence: "sourced", source, asOf: "2026-05-01" });
    const old = at("2020-05-01");
    expect(old.prices[0]).toMatchObject({ stale: true });
    expect(old.comparison.verdict.kind === "cheaper" && old.comparison.verdict.unfitBecause).toContain("prices-stale");
  });
});

describe("minutes above an allowance", () => {
  const usage = (billing: Billing) =>
    optionOf(compareOne(billed(billing)), "self-built").lines?.find(({ id }) => id === "telecom.usage");

  it("cost the price book's minute where the tariff has no steps: never nothing", () => {
    const line = usage({ mode: "flat-monthly", tariff: { rentalFenPerMonth: 300_000, allowanceMinutes: 1000 } });
    const [term] = line?.terms ?? [];
    expect(term?.factors.map(({ price }) => price)).toEqual(["voice.in.minute"]);
    const perMinute = usage({ mode: "called-pays" })?.terms[0]?.quantity ?? 0;
    // A thousand minutes of each trunk group are included.
    const groups = sampleProvince().localNetworks.filter(({ trunk }) => trunk !== undefined).length;
    expect(term?.quantity).toBeCloseTo(perMinute - 1000 * groups, 6);
    expect(line?.each.fen).toBeGreaterThan(0);
  });

  it("cost the first step where there is one, and nothing within the allowance", () => {
    const steps = [{ unitSeconds: 60, fenPerUnit: 10 }];
    const tariff = { rentalFenPerMonth: 300_000, steps };
    const over = usage({ mode: "package", tariff: { ...tariff, allowanceMinutes: 1000 } });
    expect(over?.terms[0]?.factors[0]?.price).toMatch(/^tariff\..*\.overage$/);
    expect(
      usage({ mode: "flat-monthly", tariff: { rentalFenPerMonth: 300_000, allowanceMinutes: 90_000_000 } }),
    ).toBeUndefined();
  });
});
