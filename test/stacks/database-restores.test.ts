import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { secretsOf } from "../../planning/secrets.ts";
import { loadProvinces } from "../../provinces/load.ts";
import program from "../../stacks/index.ts";
import { at, only, type Recorded, record } from "../platforms/recorder.ts";

const PROVINCES = join(import.meta.dirname, "../../provinces");
beforeEach(() => vi.stubEnv("HOTLINE_LANG", "en"));
afterEach(() => {
  vi.unstubAllEnvs();
  pulumi.runtime.setAllConfig({});
});

/** The province's resources with a stack file that asks for a restore, or doesn't. */
async function resources(id: "anhui" | "guangdong", told?: unknown): Promise<readonly Recorded[]> {
  const province = loadProvinces(process.env["HOTLINE_PROVINCES"] ?? PROVINCES, [id]).provinces[0]?.province;
  if (province === undefined) throw new Error(`no ${id}`);
  const secrets = secretsOf(planCallCenter(province)).map(({ name }): [string, string] => [`hotline:${name}`, name]);
  pulumi.runtime.setAllConfig({
    ...Object.fromEntries(secrets),
    ...(told === undefined ? {} : { "hotline:restoreDatabase": JSON.stringify(told) }),
  });
  return record(() => program({ offline: true }), id);
}

const moment = "2026-11-24T09:00:00+08:00";
const stateful = (all: readonly Recorded[]) => all.filter(({ protect }) => protect).map(({ name }) => name);
const changed = (before: readonly Recorded[], after: readonly Recorded[]) =>
  stateful(before).filter((name) => {
    const then = before.find((resource) => resource.name === name);
    const now = after.find((resource) => resource.name === name);
    return JSON.stringify(now?.inputs) !== JSON.stringify(then?.inputs);
  });

describe("hotline:restoreDatabase on Docker", () => {
  test("makes new volumes beside the old, which stay as they are, and gives the server's place to the new one", async () => {
    const before = await resources("anhui");
    const after = await resources("anhui", { generation: 2, target: moment });
    expect(changed(before, after)).toEqual([]);
    expect(stateful(after).filter((name) => !stateful(before).includes(name))).toEqual([
      "anhui-database-database-host-a-data-g2",
      "anhui-database-database-host-a-backups-g2",
      "anhui-database-database-host-b-data-g2",
      "anhui-database-database-host-b-backups-g2",
    ]);
    const server = only(after, "anhui-database-database-host-a");
    expect(server.inputs["name"]).toBe("hotline-anhui-database-g2-host-a");
    const mounts = JSON.stringify(server.inputs["mounts"]);
    expect(mounts).toContain('"source":"hotline-anhui-database-g2-data","target":"/var/lib/postgresql/data"');
    expect(mounts).toContain('"source":"hotline-anhui-database-g2-backups","target":"/var/lib/pgbackrest"');
    expect(mounts).toContain(
      '{"readOnly":true,"source":"hotline-anhui-database-backups","target":"/var/lib/pgbackrest-source"',
    );
    // No two servers could hold the host's port: the old one goes first.
    expect(server.deleteBeforeReplace).toBe(true);
    expect(after.filter(({ name }) => /^anhui-database-database-host-.$/.test(name))).toHaveLength(2);
  });

  test("takes the time of a stack file that has it without quotes, as the engine hands it on", async () => {
    const scripts = async (target: string) =>
      JSON.stringify(
        only(await resources("anhui", { generation: 2, target }), "anhui-database-database-host-a-config-filler")
          .inputs["uploads"],
      );
    expect(await scripts("2026-11-24 09:00:00 +0800 +0800")).toContain(`target='${moment}'`);
    expect(await scripts("2026-11-24 01:00:00.5 +0000 UTC")).toContain("target='2026-11-24T01:00:00.5+00:00'");
  });

  test("begins on the host that has the backups", async () => {
    const after = await resources("anhui", { generation: "2", target: "latest", host: "host-b" });
    const first = (host: string) =>
      JSON.stringify(only(after, `anhui-database-database-${host}`).inputs["envs"]).includes("FIRST_PRIMARY=yes");
    expect([first("host-a"), first("host-b")]).toEqual([false, true]);
  });
});

describe("hotline:restoreDatabase on Kubernetes", () => {
  const folder = mkdtempSync(join(tmpdir(), "hotline-restores-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The example has no object store yet. */
  function withStore(): void {
    const text = readFileSync(join(PROVINCES, "guangdong.yaml"), "utf8");
    const store = "store: s3://backups/guangdong, endpoint: https://s3.example.gov.cn,";
    writeFileSync(join(folder, "guangdong.yaml"), text.replace("backup: { store: unassigned,", `backup: { ${store}`));
    vi.stubEnv("HOTLINE_PROVINCES", folder);
  }

  test("is refused where nothing was backed up", async () => {
    await expect(resources("guangdong", { generation: 2, target: moment })).rejects.toThrow(/RESTORE_WITHOUT_STORE/);
  });

  test("makes a cluster beside the old one, which is put to sleep first and keeps its volumes", async () => {
    withStore();
    const before = await resources("guangdong");
    const after = await resources("guangdong", { generation: 2, target: moment });
    const old = only(after, "guangdong-database-database");
    expect(at(old, "spec")).toEqual(at(only(before, "guangdong-database-database"), "spec"));
    expect(at(old, "metadata.annotations")).toEqual({
      "cnpg.io/hibernation": "on",
      "pulumi.com/waitFor": "jsonpath={.metadata.name}",
    });
    expect(at(only(after, "guangdong-database-database-backup"), "spec.suspend")).toBe(true);
    const restored = only(after, "guangdong-database-database-g2");
    expect(restored.dependsOn).toContain("guangdong-database-database");
    expect(at(restored, "metadata.name")).toBe("hotline-guangdong-database-g2");
    expect(at(restored, "metadata.annotations")).toEqual({
      "pulumi.com/waitFor": '["condition=Ready","condition=ContinuousArchiving"]',
    });
    expect(at(restored, "spec.bootstrap.recovery.recoveryTarget.targetTime")).toBe(moment);
    expect(at(only(after, "guangdong-database-database-g2-backup"), "spec")).not.toHaveProperty("suspend");
    expect(stateful(after).filter((name) => !stateful(before).includes(name))).toEqual([
      "guangdong-database-database-g2",
    ]);
  });
});

describe("a restore that nothing could begin from", () => {
  test.each([
    { told: { generation: 1, target: "latest" }, message: /RESTORE_GENERATION .*Make it 2 or more/ },
    { told: { generation: 2, target: "yesterday" }, message: /RESTORE_TARGET .*yesterday/ },
    { told: { generation: 2, target: "2026-11-24T09:00:00" }, message: /RESTORE_TARGET .*with an offset/ },
    { told: { generation: 2, target: "latest", host: "host-z" }, message: /RESTORE_HOST .*Use host-a, host-b/ },
    { told: { generation: 2, target: "latest", from: 4 }, message: /RESTORE_FROM .*Use 1\./ },
    { told: { generation: 2 }, message: /RESTORE_UNREADABLE .*docs\/database\.md/ },
    {
      told: [
        { generation: 3, target: "latest" },
        { generation: 2, target: "latest" },
      ],
      message: /RESTORE_GENERATION/,
    },
    { told: { generation: 2, target: "latest", time: "now" }, message: /RESTORE_UNREADABLE/ },
  ])("$told is refused", async ({ told, message }) => {
    await expect(resources("anhui", told)).rejects.toThrow(message);
  });
});
