import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { abstractNames } from "../../../planning/diff/abstract-names.ts";
import { groupItems } from "../../../planning/diff/groups.ts";
import { DIVISIONS, PROVINCE_IDS } from "../../../provinces/reference/divisions.ts";

describe("names taken out of a text", () => {
  const names = (stack: string, province: keyof typeof DIVISIONS, site = "main") =>
    abstractNames({ stack, province, site, name: DIVISIONS[province] });

  test("leave the same text for two provinces", () => {
    const text = (stack: string, zh: string, en: string) =>
      `hotline-${stack}-media-restart-0123456789 of ${en} ${zh} ${stack}.hotline.internal`;
    expect(names("anhui", "anhui")(text("anhui", "安徽省", "Anhui"))).toBe(
      names("henan", "henan")(text("henan", "河南省", "Henan")),
    );
  });

  test("are words: henan is no part of hainan or of henanese, shanxi none of shaanxi", () => {
    expect(names("henan", "henan")("hainan henanese henan-media x-henan")).toBe(
      "hainan henanese {stack}-media x-{stack}",
    );
    expect(names("shanxi", "shanxi")("shaanxi shanxi")).toBe("shaanxi {stack}");
  });

  test("tell a recovery site from its province", () => {
    expect(names("beijing-dr", "beijing", "dr")("hotline-beijing-dr-data beijing 北京市")).toBe(
      "hotline-{stack}-data {province} {province}",
    );
  });

  test("are all taken out, for every province", () => {
    for (const id of PROVINCE_IDS)
      expect(names(id, id)(`a-${id}-b ${DIVISIONS[id].zh}`)).toBe("a-{stack}-b {province}");
  });
});

describe("groups", () => {
  const key = (item: string): string => item;

  test("hold what the very same stacks have, most stacks first", () => {
    const stacks = [
      { stack: "a", items: ["x", "y"] },
      { stack: "b", items: ["x", "y", "z"] },
      { stack: "c", items: ["x"] },
    ];
    expect(groupItems(stacks, key)).toEqual([
      { items: ["x"], stacks: ["a", "b", "c"] },
      { items: ["y"], stacks: ["a", "b"] },
      { items: ["z"], stacks: ["b"] },
    ]);
  });

  test("lose nothing and invent nothing", () => {
    const arbitrary = fc.dictionary(fc.stringMatching(/^[a-f]$/), fc.uniqueArray(fc.stringMatching(/^[u-z]$/)), {
      maxKeys: 6,
    });
    fc.assert(
      fc.property(arbitrary, (given) => {
        const stacks = Object.entries(given).map(([stack, items]) => ({ stack, items }));
        const pairs = groupItems(stacks, key).flatMap((group) =>
          group.stacks.flatMap((stack) => group.items.map((item) => `${stack} ${item}`)),
        );
        expect(pairs.toSorted()).toEqual(
          stacks.flatMap(({ stack, items }) => items.map((item) => `${stack} ${item}`)).toSorted(),
        );
      }),
    );
  });
});
