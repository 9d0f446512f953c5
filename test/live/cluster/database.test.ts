import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import type { CallCenterPlan, Postgres } from "../../../planning/plan.ts";
import { itemOf, zoneOf } from "../../../planning/references.ts";
import { archiveName } from "../../../platforms/kubernetes/postgres-backup.ts";
import { Province } from "../../../provinces/province.ts";
import { findArchives } from "./archives.ts";
import { findCluster } from "./build.ts";
import { TestCluster } from "./cluster.ts";
import { DatabaseClient, longestGap, type Writing } from "./database-client.ts";
import { DeployedDatabase, findPlugin } from "./deploy.ts";
import { objectStoreOf } from "./object-store.ts";

/**
 * The database stack, deployed by the official engine and plugin to a real Kubernetes with CloudNativePG, its Barman
 * Cloud plugin and an S3 server. Does not prove: network policies (the bridge plugin enforces none), a cloud's storage
 * provisioner, sizes of production, cert-manager.
 */
const cluster = findCluster();
const plugin = findPlugin();
const images = findArchives(["postgres", "database-tools"]);
const missing = [cluster, plugin, images].find((found) => "missing" in found);
const CLUSTER = "test";
const MORE_CONNECTIONS = "150";
const NODES = 3;
/** Many times what is measured on a quiet machine, for this one may be anything but. */
const WAIT_SECONDS = 600;
const BUCKET = "hotline-guangdong";
const PASSWORDS = { "database-password": "only-for-this-run" };
const seconds = (since: number): number => (performance.now() - since) / 1000;
const told = (what: string, value: number): void => {
  process.stderr.write(`cluster: ${what}: ${value.toFixed(1)} s\n`);
};

describe.skipIf(missing !== undefined)(
  `the database on a real Kubernetes${missing !== undefined && "missing" in missing ? `: skipped, ${missing.missing}` : ""}`,
  { timeout: 2_400_000 },
  () => {
    let running: TestCluster;
    let deployed: DeployedDatabase;
    let started = false;
    let clients: readonly DatabaseClient[] = [];
    const plan = () => databasePlan("main");

    beforeAll(async () => {
      if ("missing" in cluster || "missing" in plugin || "missing" in images) return;
      // With nothing of an interrupted run.
      await TestCluster.at(CLUSTER)?.remove();
      running = await TestCluster.start({ ...cluster, ...images, name: CLUSTER, network: 51, nodes: NODES });
      const store = await running.startObjectStore();
      mkdirSync(join(store.folder, BUCKET), { recursive: true });
      await running.installDatabaseOperator();
      await running.provideVolumes({ storageClass: "local-ssd", perNode: 4, sizeGiB: 10 });
      started = true;
      deployed = new DeployedDatabase({
        plugin: plugin.folder,
        kubeconfig: running.kubeconfig,
        secrets: { ...PASSWORDS, "backup-access-key": store.accessKey, "backup-secret-key": store.secretKey },
      });
    });
    afterAll(async () => {
      if (started) deployed.dispose();
      await TestCluster.at(CLUSTER)?.remove();
    });

    it("becomes ready and archives before the deployment ends, and then has nothing to change", async () => {
      const up = await deployed.up(plan());
      told("three instances ready and archiving", up.seconds);
      expect(await condition("main", "Ready")).toBe("True");
      expect(await condition("main", "ContinuousArchiving")).toBe("True");
      expect(Object.keys(await deployed.preview(plan()))).toEqual(["same"]);
      clients = await Promise.all([1, 2, 3].map((node) => startClient(plan(), node)));
    });

    it("puts each instance on a node of its own, among the last to be evicted", async () => {
      const pods = await instances("main");
      expect(pods.map(({ node }) => node).sort()).toEqual(["node-1", "node-2", "node-3"]);
      expect(new Set(pods.map(({ quality }) => quality))).toEqual(new Set(["Guaranteed"]));
    });

    it("runs with the plan's settings, each as it was given", async () => {
      const { parameters } = postgresOf(plan());
      const given = Object.entries(parameters).map(([name, value]) => `('${name}', '${value}')`);
      expect(given.length).toBeGreaterThan(10);
      const differing = await anyClient().query(`
        SELECT name, current_setting(name), value
        FROM (VALUES ${given.join(", ")}) AS given (name, value) JOIN pg_settings USING (name)
        WHERE CASE
          WHEN unit IN ('B', 'kB', '8kB', 'MB') THEN pg_size_bytes(current_setting(name)) <> pg_size_bytes(value)
          WHEN unit IN ('ms', 's', 'min') THEN current_setting(name)::interval <> value::interval
          ELSE current_setting(name) <> value END`);
      expect(differing).toBe("");
      expect(await anyClient().query("SHOW data_checksums")).toBe("on");
    });

    it("lets its owner in with the secret's password and with no other", async () => {
      const { owner, database } = postgresOf(plan());
      expect(await anyClient().query("SELECT current_user, current_database()")).toBe(`${owner}|${database}`);
      await expect(anyClient().query("SELECT 1", { password: "wrong" })).rejects.toThrow("authentication failed");
      await expect(anyClient().query("COPY (SELECT 1) TO PROGRAM 'true'")).rejects.toThrow("permission denied");
    });

    it("takes a changed password from the secret", async () => {
      const secret = itemOf(plan(), "secret-set", "database-owner").id;
      const { owner } = postgresOf(plan());
      const set = (password: string) =>
        inZone("main", ["patch", "secret", secret, "-p", JSON.stringify({ stringData: { password } })]);
      await set("rotated");
      await anyClient().until("SELECT current_user", owner, { password: "rotated" });
      await set(PASSWORDS["database-password"]);
      await anyClient().until("SELECT current_user", owner);
    });

    it("has its tables and logins from the migration job, takes a call in as the media node and counts it as the report", async () => {
      const as = (login: string, sql: string) =>
        anyClient().query(sql, { user: `hotline_${login}`, password: `database-${login}-password-of-this-run` });
      await as(
        "media",
        `INSERT INTO hotline.call_record_intake
        (uuid, started_at, ended_at, seconds, direction, called_number, caller_number, trunk_group)
        SELECT gen_random_uuid(), now() - '1 minute'::interval, now(), 60, 'inbound', '12333', '02085550000', '020' FROM generate_series(1, 3)`,
      );
      expect(await as("report", "SELECT calls FROM hotline.figures_day WHERE queue = '*' AND city = '*'")).toBe("3");
      await expect(as("report", "SELECT caller_number FROM hotline.call_record")).rejects.toThrow("permission denied");
    });

    it("takes a base backup at once, and another when it is asked", async () => {
      await until(async () => (await backups("main")).length === 1, "a first backup");
      await allCompleted("main");
      const start = performance.now();
      await running.apply({
        apiVersion: "postgresql.cnpg.io/v1",
        kind: "Backup",
        metadata: { name: "asked", namespace: dataZone(plan()) },
        spec: {
          cluster: { name: postgresOf(plan()).id },
          method: "plugin",
          pluginConfiguration: { name: "barman-cloud.cloudnative-pg.io" },
        },
      });
      await until(async () => (await backups("main")).some(({ name }) => name === "asked"), "the backup");
      await allCompleted("main");
      told("base backup", seconds(start));
    });

    it("loses nothing that was acknowledged when the primary's pod is killed, and goes on", async () => {
      await anyClient().query("CREATE TABLE proof (id bigint PRIMARY KEY)");
      const primary = await primaryOf("main");
      const client = clientAwayFrom(primary.node);
      const writing = await startWriting(client);
      const start = performance.now();
      await inZone("main", ["delete", "pod", primary.name, "--grace-period=0", "--force"]);
      await until(async () => (await currentPrimary("main")) !== primary.name, "another primary");
      await writesOn(writing);
      await healthy("main");
      told("pod of the primary killed, three instances again", seconds(start));
      await expectNothingLost(writing, "pod of the primary killed", client);
    });

    it("loses nothing that was acknowledged when the primary's node dies, and takes the old primary back", async () => {
      const primary = await primaryOf("main");
      const node = Number(primary.node.replace("node-", ""));
      const client = clientAwayFrom(primary.node);
      const writing = await startWriting(client);
      await running.killNode(node);
      try {
        await until(async () => (await currentPrimary("main")) !== primary.name, "another primary");
        await writesOn(writing);
        await expectNothingLost(writing, "node of the primary killed", client);
      } finally {
        const start = performance.now();
        await running.startNode(node);
        await healthy("main");
        told("node started, three instances again", seconds(start));
      }
    });

    it("takes a changed setting that needs a restart with a hand-over, and loses nothing", async () => {
      const client = anyClient();
      const writing = await startWriting(client);
      const changed = edit(plan(), (postgres) => ({
        ...postgres,
        parameters: { ...postgres.parameters, max_connections: MORE_CONNECTIONS },
      }));
      await deployed.up(changed);
      await client.until("SHOW max_connections", MORE_CONNECTIONS);
      await healthy("main");
      await expectNothingLost(writing, "restart of all instances by hand-over", client);
    });

    it("goes on without its object store, says that it does not archive, and catches up", async () => {
      await anyClient().query("CREATE TABLE meanwhile (what text)");
      await running.stopObjectStore();
      let closed = "";
      try {
        await anyClient().query("INSERT INTO meanwhile VALUES ('the store was away')");
        closed = await asSuperuser("main", "SELECT pg_walfile_name(pg_switch_wal())");
        await until(async () => (await condition("main", "ContinuousArchiving")) === "False", "the failure to be told");
      } finally {
        await running.startObjectStore();
      }
      await until(async () => (await condition("main", "ContinuousArchiving")) === "True", "archiving to go on");
      await until(async () => (await lastArchived()) >= closed, `${closed} to be archived`);
    });

    describe("restored to a moment, as a new cluster from the same plan", () => {
      let moment = "";

      it("has what was there before the moment and nothing of what came after", async () => {
        await anyClient().query("CREATE TABLE remains (what text); INSERT INTO remains VALUES ('before')");
        await sleep(2000);
        moment = await anyClient().query(`SELECT to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.USTZH:TZM')`);
        await sleep(2000);
        await anyClient().query("INSERT INTO remains VALUES ('after')");
        const closed = await asSuperuser("main", "SELECT pg_walfile_name(pg_switch_wal())");
        await until(async () => (await lastArchived()) >= closed, `${closed} to be archived`);
        const up = await deployed.up(restored("dr", moment));
        told("restored to a moment, ready and archiving", up.seconds);
        const client = await startClient(restored("dr", moment), 1);
        expect(await client.query("SELECT string_agg(what, ',') FROM remains")).toBe("before");
        expect(await client.query("SELECT count(*) > 100 FROM proof")).toBe("t");
        expect(await client.query("SELECT calls FROM figures_day WHERE queue = '*' AND city = '*'")).toBe("3");
        expect(await client.query("SELECT pg_is_in_recovery()")).toBe("f");
      });

      it("archives, to a folder of its own, and is backed up", async () => {
        expect(await condition("dr", "ContinuousArchiving")).toBe("True");
        const closed = await asSuperuser("dr", "SELECT pg_walfile_name(pg_switch_wal())");
        await until(async () => (await lastArchived("dr")) >= closed, `${closed} to be archived`);
        // The first attempts, before the instance is ready, may fail.
        const working = "SELECT last_archived_time > coalesce(last_failed_time, '-infinity') FROM pg_stat_archiver";
        expect(await asSuperuser("dr", working)).toBe("t");
        await until(async () => (await backups("dr")).length === 1, "a first backup of the restored cluster");
        await allCompleted("dr");
        const folders = readdirSync(join(objectStoreOf(running.layout).folder, BUCKET, "base")).sort();
        expect(folders).toEqual([postgresOf(plan()).id, archiveName(postgresOf(restored("dr", moment)))]);
      });

      it("leaves the cluster that it came from as it was", async () => {
        expect(await anyClient().query("SELECT string_agg(what, ',' ORDER BY what) FROM remains")).toBe("after,before");
        expect(await condition("main", "ContinuousArchiving")).toBe("True");
      });
    });

    it("never starts a cluster that is to be restored to a moment after the last commit, and says which is the latest", async () => {
      const last = Date.parse(await anyClient().query("INSERT INTO remains VALUES ('last') RETURNING now()"));
      const closed = await asSuperuser("main", "SELECT pg_walfile_name(pg_switch_wal())");
      await until(async () => (await lastArchived()) >= closed, `${closed} to be archived`);
      const inAnHour = await anyClient().query(`SELECT to_char(now() + '1 hour', 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM')`);
      const ended = new AbortController();
      const up = deployed.up(restored("late", inAnHour), ended.signal).catch((error: unknown) => error);
      let log = "";
      await until(async () => {
        log += await inZone("late", [
          "logs",
          "-l",
          "cnpg.io/jobRole=full-recovery",
          "-c",
          "full-recovery",
          "--tail=-1",
        ]).catch(() => "");
        return log.includes("recovery ended before configured recovery target was reached");
      }, "the recovery to be refused");
      const latest = /last completed transaction was at log time ([\d-]+ [\d:.]+\+\d+)/.exec(log)?.[1] ?? "";
      // It is told when it commits, shortly after it began.
      expect(Date.parse(latest) - last).toBeGreaterThanOrEqual(0);
      expect(Date.parse(latest) - last).toBeLessThan(10_000);
      expect(await condition("late", "Ready")).toBe("False");
      ended.abort();
      expect(await up).toBeInstanceOf(Error);
    });

    const anyClient = (): DatabaseClient => {
      const [client] = clients;
      if (client === undefined) throw new Error("no client was started");
      return client;
    };

    function clientAwayFrom(node: string): DatabaseClient {
      const client = clients.find((_, index) => `node-${index + 1}` !== node);
      if (client === undefined) throw new Error(`all clients are on ${node}`);
      return client;
    }

    function startClient(of: CallCenterPlan, node: number): Promise<DatabaseClient> {
      const { id, image, database, owner } = postgresOf(of);
      return DatabaseClient.start({
        cluster: running,
        namespace: dataZone(of),
        node,
        image: image.reference,
        environment: {
          PGHOST: `${id}-rw`,
          PGDATABASE: database,
          PGUSER: owner,
          PGPASSWORD: PASSWORDS["database-password"],
          PGCONNECT_TIMEOUT: "2",
        },
      });
    }

    async function inZone(site: Site, args: readonly string[]): Promise<string> {
      return running.kubectl(["-n", dataZone(databasePlan(site)), ...args]);
    }

    async function condition(site: Site, type: string): Promise<string> {
      const path = `jsonpath={.status.conditions[?(@.type=="${type}")].status}`;
      return inZone(site, ["get", "cluster.postgresql.cnpg.io", postgresOf(databasePlan(site)).id, "-o", path]);
    }

    async function healthy(site: Site): Promise<void> {
      const { id, instances: wanted } = postgresOf(databasePlan(site));
      await until(async () => {
        const path = "jsonpath={.status.readyInstances} {.status.phase}";
        const state = await inZone(site, ["get", "cluster.postgresql.cnpg.io", id, "-o", path]);
        return state === `${wanted} Cluster in healthy state`;
      }, "the cluster to be healthy");
    }

    async function instances(site: Site): Promise<readonly { name: string; node: string; quality: string }[]> {
      const path = 'jsonpath={range .items[*]}{.metadata.name} {.spec.nodeName} {.status.qosClass}{"\\n"}{end}';
      const selector = `cnpg.io/cluster=${postgresOf(databasePlan(site)).id},cnpg.io/podRole=instance`;
      const lines = (await inZone(site, ["get", "pods", "-l", selector, "-o", path])).trim().split("\n");
      return lines
        .map((line) => line.split(" "))
        .map(([name = "", node = "", quality = ""]) => ({ name, node, quality }));
    }

    async function currentPrimary(site: Site): Promise<string> {
      const { id } = postgresOf(databasePlan(site));
      return inZone(site, ["get", "cluster.postgresql.cnpg.io", id, "-o", "jsonpath={.status.currentPrimary}"]);
    }

    async function primaryOf(site: Site): Promise<{ name: string; node: string }> {
      const name = await currentPrimary(site);
      const primary = (await instances(site)).find((instance) => instance.name === name);
      if (primary === undefined) throw new Error(`the primary ${name} has no pod`);
      return primary;
    }

    async function asSuperuser(site: Site, sql: string): Promise<string> {
      const { name } = await primaryOf(site);
      return (await inZone(site, ["exec", name, "-c", "postgres", "--", "psql", "-XqAt", "-c", sql])).trim();
    }

    async function lastArchived(site: Site = "main"): Promise<string> {
      return asSuperuser(site, "SELECT last_archived_wal FROM pg_stat_archiver");
    }

    async function backups(site: Site): Promise<readonly { name: string; phase: string }[]> {
      const path = 'jsonpath={range .items[*]}{.metadata.name} {.status.phase}{"\\n"}{end}';
      const lines = (await inZone(site, ["get", "backups.postgresql.cnpg.io", "-o", path])).trim().split("\n");
      return lines
        .filter(Boolean)
        .map((line) => line.split(" "))
        .map(([name = "", phase = ""]) => ({ name, phase }));
    }

    async function allCompleted(site: Site): Promise<void> {
      await until(async () => {
        const all = await backups(site);
        const failed = all.find(({ phase }) => phase === "failed");
        if (failed !== undefined) throw new Error(`backup ${failed.name} failed`);
        return all.every(({ phase }) => phase === "completed");
      }, "the backups to complete");
    }

    async function startWriting(client: DatabaseClient): Promise<Writing> {
      const writing = client.startWriting();
      await writesOn(writing);
      return writing;
    }

    async function writesOn(writing: Writing): Promise<void> {
      const before = writing.acknowledged().length;
      await until(() => Promise.resolve(writing.acknowledged().length >= before + 10), "ten more rows");
    }

    async function expectNothingLost(writing: Writing, what: string, client: DatabaseClient): Promise<void> {
      const rows = await writing.stop();
      told(`${what}, longest time without an acknowledged row (${rows.length} rows)`, longestGap(rows));
      const ids = rows.map(({ id }) => id).join(", ");
      expect(await client.query(`SELECT unnest(ARRAY[${ids}]::bigint[]) EXCEPT SELECT id FROM proof`)).toBe("");
    }

    function restored(site: Site, time: string): CallCenterPlan {
      return edit(databasePlan(site), (postgres) => ({
        ...postgres,
        // With fewer than there were at that time, PostgreSQL pauses the recovery for ever.
        parameters: { ...postgres.parameters, max_connections: MORE_CONNECTIONS },
        restore: { from: postgresOf(plan()).id, store: postgres.backup.store, target: { kind: "time", time } },
      }));
    }

    /** One network of the province at a size that leaves room for two clusters on the test machine's processors. */
    function databasePlan(site: Site): CallCenterPlan {
      const whole = planCallCenter(province(objectStoreOf(running.layout).endpoint), site);
      return edit(whole, (postgres) => ({
        ...postgres,
        ...(site === "main" ? { instances: 3, synchronous: true } : { instances: 1, synchronous: false }),
        resources: { ...postgres.resources, cpu: 300 },
      }));
    }
  },
);

async function until(reached: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + WAIT_SECONDS * 1000;
  while (!(await reached())) {
    if (performance.now() > deadline) throw new Error(`waited ${WAIT_SECONDS} s for ${what}`);
    await sleep(500);
  }
}

type Site = "main" | "dr" | "late";

const postgresOf = (plan: CallCenterPlan): Postgres => itemOf(plan, "postgres", "database");
const dataZone = (plan: CallCenterPlan): string => zoneOf(plan, "data").id;

function edit(plan: CallCenterPlan, change: (postgres: Postgres) => Postgres): CallCenterPlan {
  const parts = plan.parts.map((part) => ({
    ...part,
    items: part.items.map((item) => (item.kind === "postgres" ? change(item) : item)),
  }));
  return { ...plan, parts };
}

function province(endpoint: string): Province {
  const site = (place: string) => ({
    place,
    platform: {
      kind: "kubernetes",
      mediaNodes: [{ name: "media-a", address: "unassigned" }],
      storageClass: "local-ssd",
      ingressClass: "nginx",
    },
  });
  return Province.parse({
    province: "guangdong",
    status: "example",
    workMode: "integrated",
    build: { mode: "self-built" },
    merge: { mode: "independent" },
    hours: "24x7",
    localNetworks: [
      {
        areaCode: "020",
        carrier: "telecom",
        trunk: { type: "digital", signalling: "pri", e1: 4 },
        pilotNumber: "unassigned",
        billing: { mode: "caller-pays" },
      },
    ],
    demand: { callsPerDay: 2000 },
    database: { storageGiB: 5, backup: { store: `s3://${BUCKET}/base`, endpoint } },
    sites: { main: site("广州"), dr: site("韶关"), late: site("韶关") },
  });
}
