import { describe, expect, test } from "vitest";
import type { CallCenterPlan, Postgres } from "../../planning/plan.ts";
import { at, only, type Recorded } from "./recorder.ts";
import { recordSample } from "./sample-center.ts";
import { samplePlan } from "./sample-plan.ts";

const CLUSTER = "anhui-database-database";

async function withPostgres(change: (postgres: Postgres) => Postgres): Promise<readonly Recorded[]> {
  const plan = samplePlan("kubernetes");
  const changed: CallCenterPlan = {
    ...plan,
    parts: plan.parts.map((part) => ({
      ...part,
      items: part.items.map((item) => (item.kind === "postgres" ? change(item) : item)),
    })),
  };
  return recordSample("kubernetes", changed);
}

const store = { location: "s3://hotline-anhui/base", endpoint: "https://s3.example", secret: "backup-store" };
const restored = (target: NonNullable<Postgres["restore"]>["target"], more: Partial<Postgres> = {}) =>
  withPostgres((postgres) => ({
    ...postgres,
    restore: { from: "hotline-beijing-database", store: { ...store, location: "s3://hotline-beijing/base" }, target },
    ...more,
  }));

describe("a cluster restored to a moment", () => {
  const moment = { kind: "time", time: "2026-03-01T09:30:00+08:00" } as const;

  test("begins from the other's archive, keeps the plan's owner and password, and never reads or runs the first SQL", async () => {
    const resources = await restored(moment);
    expect(at(only(resources, CLUSTER), "spec.bootstrap")).toEqual({
      recovery: {
        source: "origin",
        database: "hotline",
        owner: "hotline",
        secret: { name: "hotline-anhui-database-owner" },
        recoveryTarget: { targetTime: "2026-03-01T09:30:00+08:00" },
      },
    });
    expect(at(only(resources, CLUSTER), "spec.externalClusters")).toEqual([
      {
        name: "origin",
        plugin: {
          name: "barman-cloud.cloudnative-pg.io",
          parameters: { barmanObjectName: "hotline-anhui-database-origin", serverName: "hotline-beijing-database" },
        },
      },
    ]);
  });

  test("archives to a folder of its own, one for each origin and moment, and waits until it does", async () => {
    const folder = async (resources: Promise<readonly Recorded[]>) =>
      at(only(await resources, CLUSTER), "spec.plugins.0.parameters.serverName");
    const first = await folder(restored(moment));
    expect(first).toMatch(/^hotline-anhui-database-[0-9a-f]{10}$/);
    expect(await folder(restored(moment))).toBe(first);
    expect(await folder(restored({ kind: "time", time: "2026-03-01T09:31:00+08:00" }))).not.toBe(first);
    expect(await folder(restored({ kind: "latest" }))).not.toBe(first);
    expect(at(only(await restored(moment), CLUSTER), "metadata.annotations")).toEqual({
      "pulumi.com/waitFor": '["condition=Ready","condition=ContinuousArchiving"]',
    });
  });

  test("deletes nothing in the archive that it reads", async () => {
    const origin = only(await restored(moment), `${CLUSTER}-origin`);
    expect(at(origin, "spec")).not.toHaveProperty("retentionPolicy");
    expect(at(origin, "spec.configuration.destinationPath")).toBe("s3://hotline-beijing/base");
  });

  test("replays all that was archived where no moment is given", async () => {
    expect(at(only(await restored({ kind: "latest" }), CLUSTER), "spec.bootstrap.recovery")).not.toHaveProperty(
      "recoveryTarget",
    );
  });
});

describe("an object store", () => {
  test("that is met by an address is the only one that the instances reach on its port", async () => {
    const resources = await withPostgres((postgres) => ({
      ...postgres,
      backup: { ...postgres.backup, store: { ...store, endpoint: "http://192.0.2.9:9000" } },
    }));
    expect(at(only(resources, `${CLUSTER}-allow-replication`), "spec.egress")).toContainEqual({
      to: [{ ipBlock: { cidr: "192.0.2.9/32" } }],
      ports: [{ protocol: "TCP", port: 9000 }],
    });
  });

  test("with an authority of its own is trusted by that authority", async () => {
    const resources = await withPostgres((postgres) => ({
      ...postgres,
      backup: { ...postgres.backup, store: { ...store, authority: "-----BEGIN CERTIFICATE-----\n" } },
    }));
    expect(at(only(resources, `${CLUSTER}-store`), "spec.configuration.endpointCA")).toEqual({
      name: "hotline-anhui-database-authority",
      key: "ca.crt",
    });
    expect(only(resources, `${CLUSTER}-store-authority`).type).toBe("kubernetes:core/v1:Secret");
  });

  test("that is missing leaves a cluster without archive, backups, or a wait for them", async () => {
    const resources = await withPostgres((postgres) => ({
      ...postgres,
      backup: { ...postgres.backup, store: undefined },
    }));
    expect(resources.map(({ type }) => type.split(":").at(-1))).not.toContain("ScheduledBackup");
    expect(at(only(resources, CLUSTER), "spec")).not.toHaveProperty("plugins");
    expect(at(only(resources, CLUSTER), "metadata.annotations")).toEqual({ "pulumi.com/waitFor": "condition=Ready" });
  });
});

describe("a single instance", () => {
  test("does not forbid the drain of its node", async () => {
    const resources = await withPostgres((postgres) => ({ ...postgres, instances: 1, synchronous: false }));
    expect(at(only(resources, CLUSTER), "spec")).toMatchObject({
      instances: 1,
      enablePDB: false,
      affinity: { podAntiAffinityType: "preferred" },
    });
    expect(at(only(resources, CLUSTER), "spec.postgresql")).not.toHaveProperty("synchronous");
  });
});

describe("secrets that the database reads", () => {
  test("are taken at once when they change; others carry no such label", async () => {
    const resources = await recordSample("kubernetes");
    const labels = (name: string) => at(only(resources, name), "metadata.labels");
    expect(labels("anhui-database-database-owner")).toHaveProperty(["cnpg.io/reload"], "true");
    expect(labels("anhui-database-backup-store")).toHaveProperty(["cnpg.io/reload"], "true");
    expect(labels("anhui-freeswitch-event-socket")).not.toHaveProperty(["cnpg.io/reload"]);
  });
});
