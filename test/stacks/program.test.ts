import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { secretsOf } from "../../planning/secrets.ts";
import { loadProvinces } from "../../provinces/load.ts";
import program from "../../stacks/index.ts";
import { findTarget } from "../../stacks/target.ts";
import { record } from "../platforms/recorder.ts";

const PROVINCES = join(import.meta.dirname, "../../provinces");
const folder = mkdtempSync(join(tmpdir(), "hotline-stacks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => vi.stubEnv("HOTLINE_LANG", "en"));
afterEach(() => {
  vi.unstubAllEnvs();
  pulumi.runtime.setAllConfig({});
});

function province(id: "fujian" | "anhui" | "guangdong") {
  const found = loadProvinces(PROVINCES, [id]).provinces[0];
  if (found === undefined) throw new Error(`no ${id}`);
  return found.province;
}

function giveSecrets(id: "fujian" | "anhui", more: Record<string, string> = {}): void {
  const secrets = secretsOf(planCallCenter(province(id))).map(({ name }): [string, string] => [
    `hotline:${name}`,
    `value-of-${name}`,
  ]);
  pulumi.runtime.setAllConfig(
    { ...Object.fromEntries(secrets), ...more },
    secrets.map(([key]) => key),
  );
}

describe("the stack's name", () => {
  test("says which province and site, also for a site of its own and a name within another", () => {
    const found = (stack: string) => {
      const target = findTarget(stack);
      return `${target.province.province} ${target.site}`;
    };
    expect(["fujian", "guangdong", "guangdong-dr", "shanxi", "shaanxi"].map(found)).toEqual([
      "fujian main",
      "guangdong main",
      "guangdong dr",
      "shanxi main",
      "shaanxi main",
    ]);
  });

  test.each(["fujian-dr", "main", "fujianese"])("%s, which no file has, is refused with those there are", (stack) => {
    expect(() => findTarget(stack)).toThrow(
      new RegExp(`^error STACK_UNKNOWN  No province file has the stack ${stack}; .* has .*fujian`),
    );
  });
});

describe("the program", () => {
  test("builds the province of the stack with the secrets of the stack file", async () => {
    giveSecrets("fujian");
    const resources = await record(program, "fujian");
    expect(resources.find(({ type }) => type === "hotline:component:SelfBuiltCallCenter")?.name).toBe("fujian");
    expect(
      JSON.stringify(resources.filter(({ type }) => type.endsWith(":Secret")).map(({ inputs }) => inputs)),
    ).toContain("value-of-event-socket-password");
  });

  test("leaves out trunk groups whose networks are not open, and connects them when the stack file says so", async () => {
    const text = readFileSync(join(PROVINCES, "fujian.yaml"), "utf8").replace("status: example", "status: draft");
    writeFileSync(join(folder, "fujian.yaml"), text);
    vi.stubEnv("HOTLINE_PROVINCES", folder);
    const groups = planCallCenter(province("fujian")).traffic.trunkGroups.map(({ areaCode }) => areaCode);
    const connected = async (told?: string) => {
      giveSecrets("fujian", told === undefined ? {} : { "hotline:connectTrunks": told });
      const found = (await record(program, "fujian")).find(({ type }) => type === "hotline:component:FreeSwitchStack");
      return found?.inputs["trunkGroups"];
    };
    expect(groups).toEqual(["0591"]);
    expect(await connected()).toBe(0);
    expect(await connected(" 0591 ")).toBe(1);
    expect(await connected("all")).toBe(1);
    await expect(connected("0551")).rejects.toThrow(/^error CONNECT_TRUNK_UNKNOWN {2}0551 of hotline:connectTrunks/);
    rmSync(join(folder, "fujian.yaml"));
  });

  test("names the command that makes a missing secret", async () => {
    await expect(record(program, "fujian")).rejects.toThrow(
      /^error SECRET_MISSING {2}Stack fujian has no secret [a-z-]+ .* Run hotline secrets init fujian\.$/,
    );
  });

  test("does not put two Docker hosts onto one daemon for want of an address", async () => {
    giveSecrets("anhui");
    await expect(record(program, "anhui")).rejects.toThrow(
      /DOCKER_HOST_MISSING .* --path hotline:dockerHosts\.[a-z-]+ /,
    );
    expect(await record(() => program({ offline: true }), "anhui")).not.toEqual([]);
  });

  test("connects each host as the stack file says", async () => {
    const hosts = province("anhui").sites.main.platform;
    if (hosts.kind !== "docker") throw new Error("anhui is no longer the Docker example");
    const daemons = Object.fromEntries(hosts.hosts.map(({ name }) => [name, `ssh://${name}`]));
    giveSecrets("anhui", { "hotline:dockerHosts": JSON.stringify(daemons) });
    const providers = (await record(program, "anhui")).filter(({ type }) => type === "pulumi:providers:docker");
    expect(providers.map(({ inputs }) => inputs["host"]).sort()).toEqual(Object.values(daemons).sort());
  });

  test("reads province files from elsewhere and shows their errors, place first, instead of building", async () => {
    cpSync(join(PROVINCES, "fujian.yaml"), join(folder, "fujian.yaml"));
    writeFileSync(
      join(folder, "fujian.yaml"),
      readFileSync(join(PROVINCES, "fujian.yaml"), "utf8").replace("workMode:", "workMod:"),
    );
    vi.stubEnv("HOTLINE_PROVINCES", folder);
    await expect(record(program, "fujian")).rejects.toThrow(/fujian\.yaml:\d+:\d+ {2}error FIELD_TYPO {2}/);
    vi.stubEnv("HOTLINE_LANG", "zh_CN.UTF-8");
    await expect(record(program, "fujian")).rejects.toThrow("没有字段 workMod");
  });
});
