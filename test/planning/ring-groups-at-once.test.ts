import { describe, expect, it } from "vitest";
import { checkCapacity } from "../../planning/capacity.ts";
import { Ledger } from "../../planning/figures.ts";
import { phonesRungAtOnce } from "../../planning/ring-groups.ts";
import { planTraffic } from "../../planning/traffic.ts";
import type { Province } from "../../provinces/province.ts";
import { CASES } from "../components/cases.ts";

const together = { name: "front", label: "前台", phones: 30 } as const;
const inTurn = { name: "back", label: "后台", order: "in-turn" } as const;

describe("telephones that one call rings", () => {
  it("are those of the largest group that rings together", () => {
    expect(phonesRungAtOnce({}, 254)).toBe(254);
    expect(phonesRungAtOnce({ ringGroups: [together, inTurn] }, 254)).toBe(30);
    expect(phonesRungAtOnce({ ringGroups: [inTurn] }, 254)).toBe(1);
  });

  it("are named as the cause where fewer would fit on one node, and the trunks where none would", () => {
    const province = (more: Partial<Province>, channels: number): readonly string[] => {
      const base = CASES["hotline analog"]();
      const wide = { ...base, staffing: { ...base.staffing, seats: 120 }, ...more };
      const traffic = { ...planTraffic(wide, new Ledger()), channels };
      return checkCapacity(wide, traffic).map(({ code }) => code);
    };
    expect(province({}, 480)).toContain("PHONES_RUNG_AT_ONCE");
    expect(province({ ringGroups: [inTurn] }, 480)).not.toContain("PHONES_RUNG_AT_ONCE");
    expect(province({}, 90_000)).toContain("CHANNELS_TOO_MANY");
  });
});
