import { describe, expect, it } from "vitest";
import { ABOLISHED, CURRENT } from "../../provinces/reference/area-code-table.ts";
import { abolishedAreaCode, areaCodesOf, divisionsOf } from "../../provinces/reference/area-codes.ts";
import { DIVISIONS, PROVINCE_IDS } from "../../provinces/reference/divisions.ts";

describe("the 31 provinces", () => {
  it("have codes and names of their own, 21 in the south and 10 in the north", () => {
    const all = PROVINCE_IDS.map((id) => DIVISIONS[id]);
    for (const key of ["zh", "en", "iso", "gb", "capital", "capitalAreaCode"] as const)
      expect(new Set(all.map((entry) => entry[key])).size).toBe(31);
    expect(all.filter((entry) => entry.carrierGroup === "south")).toHaveLength(21);
    expect(all.reduce((sum, entry) => sum + entry.population, 0)).toBe(1_409_778_724);
    expect(all.reduce((sum, entry) => sum + entry.prefectures, 0)).toBe(333);
  });

  it("are not mixed up where codes and pinyin are alike", () => {
    expect([DIVISIONS.shanxi.zh, DIVISIONS.shanxi.iso, DIVISIONS.shaanxi.zh, DIVISIONS.shaanxi.iso]).toEqual([
      "山西省",
      "CN-SX",
      "陕西省",
      "CN-SN",
    ]);
    expect(
      ["hebei", "henan", "hubei", "hunan", "hainan"].map(
        (id) => Object.entries(DIVISIONS).find(([key]) => key === id)?.[1].iso,
      ),
    ).toEqual(["CN-HE", "CN-HA", "CN-HB", "CN-HN", "CN-HI"]);
  });

  it("list their capital under its area code", () => {
    for (const id of PROVINCE_IDS) {
      const { capital, capitalAreaCode } = DIVISIONS[id];
      expect(
        areaCodesOf(id).map(({ areaCode }) => areaCode),
        id,
      ).toContain(capitalAreaCode);
      expect(
        divisionsOf(capitalAreaCode).some((entry) => entry.zh.startsWith(capital)),
        id,
      ).toBe(true);
    }
  });
});

describe("area codes", () => {
  it("are well formed and of one province each", () => {
    for (const { areaCode, gb, province } of CURRENT) {
      expect(areaCode).toMatch(/^0(10|2\d|[3-9]\d\d)$/);
      expect(gb.slice(0, 2)).toBe(DIVISIONS[province].gb.slice(0, 2));
    }
    for (const [code, entries] of Map.groupBy(CURRENT, (entry) => entry.areaCode))
      expect(new Set(entries.map((entry) => entry.province)).size, code).toBe(1);
  });

  it("cover every prefecture-level division", () => {
    for (const id of PROVINCE_IDS) {
      const prefectures = new Set(
        CURRENT.filter((entry) => entry.province === id && !entry.gb.startsWith("90", 2)).map((entry) => entry.gb),
      );
      expect(prefectures.size, id).toBe(DIVISIONS[id].prefectures === 0 ? 1 : DIVISIONS[id].prefectures);
    }
  });

  it("know merged networks", () => {
    const names = (code: string) => divisionsOf(code).map((entry) => entry.zh);
    expect(names("024")).toEqual(["沈阳市", "抚顺市", "本溪市", "铁岭市"]);
    expect(names("028")).toEqual(["成都市", "眉山市", "资阳市"]);
    expect(names("029")).toEqual(["西安市", "咸阳市"]);
    expect(names("0371")).toEqual(["郑州市", "开封市"]);
    expect(names("0731")).toEqual(["长沙市", "株洲市", "湘潭市"]);
    expect(names("0851")).toEqual(["贵阳市", "遵义市", "安顺市"]);
    expect(names("0898")).toEqual(["海口市", "三亚市", "三沙市", "儋州市"]);
  });

  it("put divisions that are only partly under a code last", () => {
    expect(divisionsOf("027").map(({ zh, secondary }) => [zh, secondary])).toEqual([
      ["武汉市", undefined],
      ["鄂州市", true],
    ]);
    expect(areaCodesOf("qinghai").map(({ areaCode }) => areaCode)).toContain("0979");
  });

  it("that are abolished name a current successor in the same province, and are not current themselves", () => {
    expect(ABOLISHED).toHaveLength(23);
    for (const { areaCode, successor, province } of ABOLISHED) {
      expect(divisionsOf(areaCode)).toEqual([]);
      expect(
        divisionsOf(successor).some((entry) => entry.province === province),
        areaCode,
      ).toBe(true);
    }
    expect(abolishedAreaCode("0565")).toMatchObject({ zh: "合肥市", successor: "0551", abolishedOn: "2012-12-08" });
    expect(abolishedAreaCode("0899")).toMatchObject({ zh: "三亚市", successor: "0898" });
    expect(abolishedAreaCode("0899")?.abolishedOn).toBeUndefined();
    expect(abolishedAreaCode("0551")).toBeUndefined();
  });

  it("are given with how well they are known", () => {
    expect(CURRENT).toHaveLength(362);
    expect(CURRENT.filter((entry) => entry.confidence === "high")).toHaveLength(344);
  });
});
