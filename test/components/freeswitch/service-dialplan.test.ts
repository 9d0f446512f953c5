import { describe, expect, it } from "vitest";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { channelVariable } from "../../../components/freeswitch/xml.ts";
import { Province } from "../../../provinces/province.ts";
import { CASES } from "../cases.ts";
import { switchFilesOf } from "../switch-files.ts";

const service = (province: Province) => switchFilesOf(planCallCenter(province)).reload["dialplan/hotline.xml"] ?? "";
const extensions = (text: string) =>
  [...text.matchAll(/<extension name="([^"]+)"[\s\S]*?<\/extension>/g)].map(([whole, name = ""]) => ({ name, whole }));

describe("a ring group", () => {
  const group = (order: string) => {
    const ringGroups = [{ name: "front", label: "前台", phones: 4, ringSeconds: 12, order, noAnswer: "announcement" }];
    const text = service(Province.parse({ ...CASES["hotline analog"](), ringGroups }));
    return extensions(text).find(({ name }) => name === "ring-front")?.whole ?? "";
  };

  it("rings together for its time, in turn for each telephone's: the whole time must hold all of them", () => {
    expect(group("together")).toContain('data="call_timeout=12"');
    expect(group("together").match(/user\/\d{4}@[^,"]+,/g)).toHaveLength(3);
    expect(group("in-turn").match(/\[leg_timeout=12\]user\/\d{4}@/g)).toHaveLength(4);
    const [, whole] = /data="call_timeout=(\d+)"/.exec(group("in-turn")) ?? [];
    expect(Number(whole)).toBeGreaterThanOrEqual(4 * 12);
  });
});

describe("a caller who is passed on", () => {
  it("leaves the queue's count before any extension that one can be passed to, and nowhere else", () => {
    const all = extensions(service(CASES["docker pair"]()));
    const place = (name: string) => all.findIndex((each) => each.name === name);
    const { whole = "" } = all[place("passed-on")] ?? {};
    const [, expression = ""] = /field="destination_number" expression="([^"]*)"/.exec(whole) ?? [];
    expect(whole).toContain('continue="true"');
    expect(whole).toContain(`hash queue ${channelVariable("in_queue")}`);
    for (const name of ["queue-pension", "to-12345", "to-colleague"]) {
      expect(place("passed-on")).toBeLessThan(place(name));
      expect(new RegExp(expression).test(name === "to-12345" ? "12345" : name === "to-colleague" ? "1002" : name)).toBe(
        true,
      );
    }
    // Steps of the way through the queue itself.
    for (const step of ["enter-pension", "after-pension", "overflow-pension", "12333", "rated"])
      expect(new RegExp(expression).test(step), step).toBe(false);
  });
});
