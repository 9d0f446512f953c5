import { describe, expect, it } from "vitest";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { DeskFile } from "../../../images/agent-desk/service/settings.ts";
import { itemsOf } from "../../../planning/references.ts";
import { Province } from "../../../provinces/province.ts";
import { CASES } from "../../components/cases.ts";

const files = Object.entries(CASES).flatMap(([name, province]) =>
  [...itemsOf(planCallCenter(Province.parse(province())))].flatMap((item) => {
    const text = item.kind === "config-set" ? item.files["desk.json"] : undefined;
    return text === undefined ? [] : [{ name, text }];
  }),
);

describe("desk.json as the plan writes it", () => {
  it("comes with several kinds of call center, or this shows nothing", () => {
    expect(new Set(files.map(({ name }) => name)).size).toBeGreaterThan(3);
  });

  it.each(files)("is read by the service, to the last field: $name", ({ text }) => {
    const planned: unknown = JSON.parse(text);
    // A name that the service does not know would be dropped without a word.
    expect(DeskFile.parse(planned)).toEqual(planned);
  });
});
