import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalQuantity, compareQuantities } from "../../../engine/offline/kubernetes/quantity.ts";

describe("canonicalQuantity", () => {
  it.each([
    ["1000m", "1"],
    ["0.5", "500m"],
    ["1500m", "1500m"],
    ["1024Mi", "1Gi"],
    ["1.5Gi", "1536Mi"],
    ["0.5Ki", "512"],
    ["2048", "2048"],
    ["1000", "1k"],
    ["1000k", "1M"],
    ["1e3", "1e3"],
    ["2e9", "2e9"],
    ["0", "0"],
    ["-1000m", "-1"],
    ["10Gi", "10Gi"],
    ["1n", "1n"],
    ["0.1n", "1n"],
    ["fast", "fast"],
    ["", ""],
  ])("writes %s as %s", (given, canonical) => {
    expect(canonicalQuantity(given)).toBe(canonical);
  });

  it("changes nothing the second time", () => {
    const suffix = fc.constantFrom("", "m", "k", "M", "G", "Ki", "Mi", "Gi", "Ti", "e3", "E6");
    const quantity = fc.tuple(fc.nat(1_000_000), suffix).map(([number, unit]) => `${number}${unit}`);
    fc.assert(
      fc.property(quantity, (given) => canonicalQuantity(canonicalQuantity(given)) === canonicalQuantity(given)),
    );
  });
});

describe("Two quantities", () => {
  it.each([
    ["1Gi", "1024Mi", 0],
    ["20Gi", "120Gi", -1],
    ["1Gi", "1G", 1],
    ["0.5", "499m", 1],
    ["-1", "0", -1],
    ["plenty", "1", 0],
  ])("%s and %s compare as %i", (left, right, expected) => {
    expect(compareQuantities(left, right)).toBe(expected);
    expect(compareQuantities(right, left)).toBe(-expected + 0);
  });
});
