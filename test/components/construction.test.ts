import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, test } from "vitest";
import { OutsourcedCallCenter, SelfBuiltCallCenter } from "../../components/call-center/component.ts";
import { DatabaseStack } from "../../components/database/component.ts";
import { BuiltResources } from "../../components/part.ts";
import type { Platform } from "../../components/platform.ts";
import { DockerPlatform } from "../../platforms/docker/platform.ts";
import { KubernetesPlatform } from "../../platforms/kubernetes/platform.ts";
import { loadProvinces } from "../../provinces/load.ts";
import type { Province } from "../../provinces/province.ts";
import { at, only, type Recorded, record } from "../platforms/recorder.ts";
import { recordSample } from "../platforms/sample-center.ts";
import { samplePlan } from "../platforms/sample-plan.ts";

const ROOT = join(import.meta.dirname, "../..");

function province(id: "fujian" | "yunnan"): Province {
  const found = loadProvinces(join(ROOT, "provinces"), [id]).provinces[0];
  if (found === undefined) throw new Error(`no ${id}`);
  return found.province;
}

const cluster = (): Platform => new KubernetesPlatform({ secrets: (name) => pulumi.secret(name) });

describe("identity", () => {
  test("the type tokens are these, each a constant of its class", () => {
    const files = ["call-center", "freeswitch", "database", "agents"].map((part) =>
      readFileSync(join(ROOT, "components", part, "component.ts"), "utf8"),
    );
    const tokens = files.flatMap((text) =>
      [...text.matchAll(/static readonly type = "([^"]+)"/g)].map(([, token]) => token),
    );
    expect(tokens).toEqual([
      "hotline:component:SelfBuiltCallCenter",
      "hotline:component:OutsourcedCallCenter",
      "hotline:component:FreeSwitchStack",
      "hotline:component:DatabaseStack",
      "hotline:component:AgentStack",
    ]);
  });

  test.each(["docker", "kubernetes"] as const)(
    "on %s every resource stands under its part, its name begins with its parent's",
    async (kind) => {
      const resources = await recordSample(kind);
      const parts = new Map([
        ["FreeSwitchStack", "anhui-freeswitch-"],
        ["DatabaseStack", "anhui-database-"],
        ["AgentStack", "anhui-agents-"],
      ]);
      for (const { chain, name, type } of resources.filter((each) => each.type.startsWith(kind))) {
        expect(chain[0], name).toBe("hotline:test:SampleCenter");
        const part = chain.length === 3 ? (chain[1]?.split(":").at(-1) ?? "") : undefined;
        const zone = kind === "docker" ? /:Network$/ : /:(Namespace|NetworkPolicy)$/;
        if (part === undefined) expect(type).toMatch(zone);
        expect(name.startsWith(part === undefined ? "anhui-" : (parts.get(part) ?? "unknown")), name).toBe(true);
      }
      expect(
        resources
          .filter(({ type }) => type.startsWith("hotline:component:"))
          .map(({ name, chain }) => `${name} ${chain.length}`)
          .sort(),
      ).toEqual(["anhui-agents 2", "anhui-database 2", "anhui-freeswitch 2"]);
    },
  );

  test.each(["docker", "kubernetes"] as const)("on %s nothing that a preview needs is unknown", async (kind) => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    for (const { inputs, name } of await recordSample(kind))
      expect(JSON.stringify(inputs), name).not.toContain(unknown);
  });
});

describe("a self-built center", () => {
  let resources: readonly Recorded[] = [];
  beforeAll(async () => {
    resources = await record(() => {
      new SelfBuiltCallCenter("fujian", { province: province("fujian"), platform: cluster() });
    }, "fujian");
  });

  test("is planned inside and registers its figures, not its plan", () => {
    const { inputs, chain } = only(resources, "fujian");
    expect(chain).toEqual(["hotline:component:SelfBuiltCallCenter"]);
    expect(inputs).toMatchObject({ province: "fujian", site: "main", buildMode: "self-built", platform: "kubernetes" });
    for (const [key, value] of Object.entries(inputs)) expect(JSON.stringify(value).length, key).toBeLessThan(60);
  });

  test("has its three parts, whose inputs are their summaries", () => {
    expect(
      resources
        .filter(({ type }) => type.startsWith("hotline:component:"))
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["fujian", "fujian-agents", "fujian-database", "fujian-freeswitch"]);
    expect(at(only(resources, "fujian-agents"), "agents")).toEqual(expect.any(Number));
    expect(at(only(resources, "fujian-freeswitch"), "trunkType")).toEqual(expect.any(String));
    expect(at(only(resources, "fujian-database"), "instances")).toBe(3);
  });
});

describe("what doesn't fit is refused without a stack trace", () => {
  test("a province of the other build mode, with the class to use", async () => {
    const build = () =>
      record(() => {
        new SelfBuiltCallCenter("yunnan", { province: province("yunnan"), platform: cluster() });
      });
    await expect(build()).rejects.toThrow(
      "build.mode  error COMPONENT_BUILD_MODE  Province yunnan is outsourced; this component takes self-built only. Use OutsourcedCallCenter.",
    );
    await expect(build()).rejects.toSatisfy((error) => pulumi.RunError.isInstance(error));
    const other = () =>
      record(() => {
        new OutsourcedCallCenter("fujian", { province: province("fujian"), platform: cluster() });
      });
    await expect(other()).rejects.toThrow("Use SelfBuiltCallCenter.");
  });

  test("a platform that the site is not planned for", async () => {
    const docker = () =>
      new DockerPlatform({ secrets: (name) => pulumi.secret(name), hosts: { one: { address: "192.0.2.1" } } });
    await expect(
      record(() => {
        new SelfBuiltCallCenter("fujian", { province: province("fujian"), platform: docker() });
      }),
    ).rejects.toThrow("fujian is planned for kubernetes, the platform given is docker");
  });
});

describe("a part on its own", () => {
  test("makes the zones that it needs", async () => {
    const resources = await record(() => {
      new DatabaseStack("evidence", { plan: samplePlan("kubernetes"), platform: cluster() });
    });
    const namespaces = resources.filter(({ type }) => type.endsWith(":Namespace"));
    expect(namespaces.map(({ name, chain }) => `${chain[0] ?? ""} ${name}`).sort()).toEqual([
      "hotline:component:DatabaseStack evidence-data",
      "hotline:component:DatabaseStack evidence-desk",
    ]);
  });

  test("needs what it refers to built before it", async () => {
    const plan = samplePlan("kubernetes");
    const parts = plan.parts.map((part) => ({ ...part, items: [...part.items].reverse() }));
    await expect(
      record(() => {
        new DatabaseStack("x", { plan: { ...plan, parts }, platform: cluster(), built: new BuiltResources() });
      }),
    ).rejects.toThrow("job upkeep refers to database-owner, which is not built before it");
  });

  test("must stand in the plan", async () => {
    const plan = { ...samplePlan("kubernetes"), parts: [] };
    await expect(
      record(() => {
        new DatabaseStack("x", { plan, platform: cluster() });
      }),
    ).rejects.toThrow('the plan of anhui has no part "database"');
  });
});
