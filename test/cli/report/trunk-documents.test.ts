import { describe, expect, it } from "vitest";
import { providerDeliveryDocument } from "../../../cli/report/provider-delivery.ts";
import { trunkDocuments } from "../../../cli/report/trunk-documents.ts";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { DELIVERY } from "../../../components/freeswitch/provider-delivery.ts";
import { CASE_NAMES, CASES, type CaseName } from "../../components/cases.ts";

const documentsOf = (name: CaseName, language: "zh" | "en") => trunkDocuments(planCallCenter(CASES[name]()), language);

describe("the delivery contract", () => {
  it("names in both languages the files that the nightly fetch asks for, where there is a provider", () => {
    for (const language of ["zh", "en"] as const) {
      const plan = planCallCenter(CASES["outsourced provider site"]());
      const text = providerDeliveryDocument(plan, language)["documents/provider-delivery.md"] ?? "";
      for (const file of Object.values(DELIVERY)) expect(text).toContain(file);
      expect(providerDeliveryDocument(planCallCenter(CASES["docker pair"]()), language)).toEqual({});
    }
  });
});

describe("the trunk documents", () => {
  it("are an order and a record for each group and a sheet for each box", () => {
    expect(Object.keys(documentsOf("kubernetes integrated", "zh"))).toEqual([
      "documents/trunk-requirements-0551.md",
      "documents/opening-test-0551.md",
      "documents/gateway-gw-0551-1.md",
      "documents/trunk-requirements-0553.md",
      "documents/opening-test-0553.md",
      "documents/gateway-sbc-0553-1.md",
      "documents/gateway-sbc-0553-2.md",
    ]);
    expect(Object.keys(documentsOf("outsourced provider site", "zh"))).toEqual([
      "documents/trunk-requirements-0551.md",
      "documents/opening-test-0551.md",
    ]);
  });

  it.each(CASE_NAMES.flatMap((name) => (["zh", "en"] as const).map((language) => [name, language] as const)))(
    "of %s leave no fact open and no table ragged in %s",
    (name, language) => {
      for (const [path, text] of Object.entries(documentsOf(name, language))) {
        expect(text, path).not.toMatch(/\{\w+\}|undefined|NaN/);
        const widths = text
          .split("\n\n")
          .filter((block) => block.startsWith("|"))
          .map(
            (block) =>
              new Set(
                block
                  .trim()
                  .split("\n")
                  .map((line) => line.split("|").length),
              ).size,
          );
        expect(widths, path).toEqual(widths.map(() => 1));
      }
    },
  );

  it("name the provider's site to the carrier, and the department's everywhere else", () => {
    const at = (name: CaseName) => documentsOf(name, "zh")["documents/trunk-requirements-0551.md"] ?? "";
    expect(at("outsourced provider site")).toContain("| 终接地点 | 服务商 未分配 的机房 |");
    expect(at("outsourced provider site")).toContain("1. 该群终接于服务商 未分配 的机房");
    expect(at("outsourced provider site")).not.toContain("交换机以 503");
    expect(at("outsourced edge")).toContain("| 终接地点 | 本单位，合肥 |");
  });

  it("say in Chinese what a carrier's engineer sets", () => {
    const sheet = documentsOf("docker pair", "zh")["documents/gateway-gw-0551-1.md"] ?? "";
    expect(sheet).toContain("# 网关参数表 · 安徽省 12333 · gw-0551-1 (0551 合肥市)");
    expect(sheet).toContain("| SIP | 对端（先选） | 10.1.0.11:5060 (host-a) |");
    expect(sheet).toContain("| 线路 | 时钟 | 由局方给出 |");
  });

  it("hold no word of the other language's choices", () => {
    for (const name of CASE_NAMES)
      for (const text of Object.values(documentsOf(name, "zh")))
        expect(text).not.toMatch(/flat-monthly|rental-plus-usage|call-back|platform-12345|circular|retry-with-zero/);
  });
});
