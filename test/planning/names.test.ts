import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { imageReference } from "../../planning/images.ts";
import { itemId, LONGEST_ID, labels, physicalId, sipDomain, stackName, zoneId } from "../../planning/names.ts";

describe("names", () => {
  it("names the stack after the province, and after the site where it is not the main one", () => {
    expect(stackName("anhui")).toBe("anhui");
    expect(stackName("anhui", "main")).toBe("anhui");
    expect(stackName("anhui", "dr")).toBe("anhui-dr");
  });

  it("names zones and items", () => {
    expect((["media", "data", "desk"] as const).map((zone) => zoneId("anhui", zone))).toEqual([
      "hotline-anhui-media",
      "hotline-anhui-data",
      "hotline-anhui-desk",
    ]);
    expect(itemId("anhui-dr", "media-a", "0123456789")).toBe("hotline-anhui-dr-media-a-0123456789");
    expect(sipDomain("anhui")).toBe("anhui.hotline.internal");
  });

  it("makes valid names of anything that has a letter or digit", () => {
    const part = fc
      .string({ minLength: 1, maxLength: 40 })
      .filter((text) => /[a-z0-9]/i.test(text.replaceAll(/[^\x20-\x7e]/g, "")));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
        const id = physicalId(parts);
        expect(id.length).toBeLessThanOrEqual(LONGEST_ID);
        expect(id).toMatch(/^[a-z]([a-z0-9-]*[a-z0-9])?$/);
        expect(physicalId(parts)).toBe(id);
      }),
    );
  });

  it("keeps long names apart", () => {
    const long = "a".repeat(60);
    expect(physicalId([long, "b"])).not.toBe(physicalId([long, "c"]));
    expect(physicalId([long, "b"])).toHaveLength(LONGEST_ID);
  });

  it("refuses to make a name of nothing", () => {
    expect(() => physicalId([])).toThrow("no physical name");
    expect(() => physicalId(["hotline", "合肥"])).toThrow("no physical name");
  });

  it("labels by stack, with values that Kubernetes takes", () => {
    const found = labels({ province: "anhui", site: "dr", stack: "anhui-dr" }, "freeswitch");
    expect(found).toMatchObject({
      "app.kubernetes.io/instance": "anhui-dr",
      "app.kubernetes.io/component": "freeswitch",
      "hotline/site": "dr",
    });
    for (const value of Object.values(found)) expect(value).toMatch(/^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?$/);
  });
});

describe("image references", () => {
  it("use the site's registry, local images, or a name that never resolves", () => {
    expect(imageReference("freeswitch", "registry.example/12333/")).toEqual({
      image: "freeswitch",
      reference: "registry.example/12333/freeswitch:1.10.12",
    });
    expect(imageReference("freeswitch", undefined, { freeswitch: "1.11.2" }).reference).toBe(
      "hotline/freeswitch:1.11.2",
    );
    expect(imageReference("agent-desk", undefined).reference).toBe("hotline/agent-desk:0.1.0");
    expect(imageReference("postgres", "unassigned").reference).toMatch(
      /^unassigned\.invalid\/hotline\/postgres:17\.\d+$/,
    );
  });
});
