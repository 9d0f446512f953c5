import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { restoredPostgres } from "../../components/database/restore.ts";
import type { Postgres } from "../../planning/plan.ts";
import {
  DockerPostgres,
  findTools,
  OWNER_PASSWORD,
  plannedPostgres,
  type ServerArgs,
  type Tools,
} from "./docker-postgres.ts";
import { freePort } from "./free-port.ts";

/**
 * The container's own scripts with real PostgreSQL and pgBackRest, on this machine instead of in a container.
 * Does not prove: the versions in the image, an object store, the volumes' rights.
 */
const tools = findTools();
const missing = "missing" in tools ? `: skipped, ${tools.missing}` : "";

describe.skipIf("missing" in tools)(`backups and restores on Docker${missing}`, { timeout: 180_000 }, () => {
  const original: Postgres = plannedPostgres({ hosts: ["host-a"], instances: 1, replicationSecret: undefined });
  let port: number;
  let server: DockerPostgres;
  const started: DockerPostgres[] = [];
  /** Times of the database's own clock, after each row. */
  const moments: string[] = [];
  /** Log segment in which each row's commit is; rows 3 and 4 are in no backup. */
  const segmentOf: string[] = [];

  const make = (postgres: Postgres, more: Partial<ServerArgs> = {}): DockerPostgres => {
    const made = new DockerPostgres({
      tools: tools as Tools,
      postgres,
      address: "127.0.5.1",
      port,
      firstPrimary: true,
      ...more,
    });
    started.push(made);
    return made;
  };
  /** A copy of the repository which a test may spoil. */
  const copy = (): string => {
    const folder = mkdtempSync(join(tmpdir(), "hotline-repository-"));
    chmodSync(folder, 0o755);
    server.copyBackups(join(folder, "repository"));
    return join(folder, "repository");
  };
  const restoreTo = (target: string, more: Partial<ServerArgs> = {}): DockerPostgres =>
    make(restoredPostgres(original, { generation: 2, target }), { source: server.folders.backups, ...more });
  const segments = (repository: string): string[] =>
    readdirSync(join(repository, "archive", original.id), { recursive: true, encoding: "utf8" })
      .filter((path) => /[0-9A-F]{24}-[0-9a-f]{40}/.test(path))
      .sort()
      .map((path) => join(repository, "archive", original.id, path));

  const segmentFile = (repository: string, row: number): string => {
    const file = segments(repository).find((path) => path.includes(`${segmentOf[row]}-`));
    if (file === undefined) throw new Error(`no segment ${segmentOf[row]} in ${repository}`);
    return file;
  };

  beforeAll(async () => {
    if ("missing" in tools) return;
    port = await freePort();
    server = make(original);
    await server.start("check command end: completed successfully");
    server.query(
      "CREATE TABLE public.canary (id int PRIMARY KEY, at timestamptz DEFAULT clock_timestamp())",
      "hotline",
    );
    for (const id of [1, 2, 3, 4]) {
      server.query(`INSERT INTO public.canary (id) VALUES (${id})`, "hotline");
      segmentOf.push(server.query("SELECT pg_walfile_name(pg_current_wal_lsn())"));
      await sleep(1100);
      moments.push(server.query("SELECT clock_timestamp()"));
      server.query("SELECT pg_switch_wal()");
      if (id === 2) server.script("backup.sh", "scheduled");
    }
    await server.stop();
  });
  afterAll(async () => {
    for (const each of started) await each.dispose();
  });

  it("takes a full backup first, a differential one on the day after, and checks that the log arrives", () => {
    expect(server.pgbackrest("info")).toMatch(/full backup: [\s\S]*diff backup: /);
    expect(server.log().match(/check command end: completed successfully/g)).toHaveLength(1);
  });

  it("encrypts what is in the repository", () => {
    const files = segments(server.folders.backups);
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) expect(readFileSync(file).subarray(0, 8).toString()).toBe("Salted__");
    expect(
      readFileSync(join(server.folders.backups, "backup", original.id, "backup.info")).toString("latin1"),
    ).not.toContain("backrest");
  });

  it("brings back the rows before the moment and none after it, to a new instance that archives", async () => {
    const restored = restoreTo(moments[1] ?? "");
    await restored.start("new backup label = ");
    expect(restored.query("SELECT string_agg(id::text, ' ' ORDER BY id) FROM public.canary", "hotline")).toBe("1 2");
    expect(restored.log()).toContain(`RESTORED: from ${original.id} to `);
    expect(restored.query("SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8)")).toBe("00000002");
    expect(restored.query("SELECT last_archived_wal > '00000002' FROM pg_stat_archiver")).toBe("t");
    expect(restored.pgbackrest("info")).toContain("full backup: ");
    await restored.stop();
    // Once restored, it is a server like any other.
    await restored.start();
    expect(restored.query("SELECT count(*) FROM public.canary", "hotline")).toBe("2");
    await restored.stop();
  });

  it("brings back everything that was archived, and lets its owner in by the new stack's password", async () => {
    const restored = restoreTo("latest", { secrets: { "owner/password": "another" } });
    await restored.start("new backup label = ");
    expect(restored.query("SELECT count(*) FROM public.canary", "hotline")).toBe("4");
    const as = { user: original.owner, database: "hotline" };
    expect(restored.connect({ ...as, password: "another" }, "SELECT current_user")).toBe(original.owner);
    expect(() => restored.connect({ ...as, password: OWNER_PASSWORD }, "SELECT 1")).toThrow(
      /password authentication failed/,
    );
    await restored.stop();
  });

  it("leaves the repository that it reads as it was", () => {
    expect(server.pgbackrest("verify", `--stanza=${original.id}`, "--output=text")).not.toContain("status: error");
  });

  it("refuses a moment after the last commit, and names the latest possible one", async () => {
    const restored = restoreTo("2099-01-01T00:00:00+08:00");
    expect(await restored.runsOut()).toBe(1);
    const said = /RESTORE_TARGET_TOO_LATE: .* last commit in the repository, of (\S+ \S+): the latest/.exec(
      restored.log(),
    );
    const latest = Date.parse((said?.[1] ?? "").replace(" ", "T").replace(/\+00$/, "Z"));
    expect(latest).toBeGreaterThanOrEqual(Date.parse((moments[2] ?? "").replace(" ", "T").replace(/\+08$/, "+08:00")));
    expect(latest).toBeLessThan(Date.now());
    expect(existsSync(join(restored.folders.data, "pgdata"))).toBe(false);
  });

  it("refuses a moment before the first base backup, and names the earliest possible one", async () => {
    const restored = restoreTo("2020-01-01T00:00:00+08:00");
    expect(await restored.runsOut()).toBe(1);
    expect(restored.log()).toMatch(
      /RESTORE_TARGET_TOO_EARLY: .* the earliest possible time is \d{4}-\d\d-\d\d [\d:]+\+00/,
    );
  });

  it("refuses to restore where a database is", async () => {
    const restored = restoreTo("latest");
    await restored.start("new backup label = ");
    await restored.stop();
    expect(() => restored.script("restore.sh")).toThrow(/RESTORE_DATA_NOT_EMPTY/);
    // Its data are lost; its repository is not, and must not be written over.
    rmSync(join(restored.folders.data, "pgdata"), { recursive: true });
    expect(await restored.runsOut()).toBe(1);
    expect(restored.log()).toContain("RESTORE_ARCHIVE_NOT_EMPTY");
  });

  it("refuses to begin an empty database over the backups of one that was", async () => {
    const again = make(original);
    rmSync(again.folders.backups, { recursive: true });
    server.copyBackups(again.folders.backups);
    expect(await again.runsOut()).toBe(1);
    expect(again.log()).toContain("DATABASE_ARCHIVE_NOT_EMPTY");
  });

  it("says that the base backup is missing", async () => {
    const repository = copy();
    for (const backup of readdirSync(join(repository, "backup", original.id)))
      if (/^\d{8}-/.test(backup))
        renameSync(join(repository, "backup", original.id, backup), join(repository, `gone-${backup}`));
    const restored = restoreTo("latest", { source: repository });
    expect(await restored.runsOut()).toBe(1);
    expect(restored.log()).toContain("RESTORE_BASE_BACKUP_MISSING");
    expect(existsSync(join(restored.folders.data, "pgdata"))).toBe(false);
  });

  it("says that there never was a base backup", async () => {
    const repository = copy();
    rmSync(join(repository, "backup", original.id), { recursive: true });
    const restored = restoreTo("latest", { source: repository });
    expect(await restored.runsOut()).toBe(1);
    expect(restored.log()).toMatch(/RESTORE_(NO_BASE_BACKUP|NOTHING_THERE|REPOSITORY_UNREADABLE)/);
  });

  it("names a damaged log segment instead of ending there as if no more were meant", async () => {
    const repository = copy();
    const victim = segmentFile(repository, 2);
    const bytes = readFileSync(victim);
    bytes.fill(0xff, 200, 264);
    writeFileSync(victim, bytes);
    const restored = restoreTo("latest", { source: repository });
    expect(await restored.runsOut()).toBe(1);
    // What the damage decrypts to is different each time: rarely it can be unpacked, and PostgreSQL finds no log in it.
    expect(restored.log()).toMatch(
      new RegExp(`RESTORE_SEGMENT_DAMAGED: the log segment ${segmentOf[2]} can't be read|RESTORE_ENDED_EARLY: `),
    );
    // It does not begin again and again: the finding stands until somebody acts.
    expect(await restored.runsOut()).toBe(1);
    // A moment before the damage, under the same number: what the failed attempt left is given up.
    restored.configure(restoredPostgres(original, { generation: 2, target: moments[0] ?? "" }));
    await restored.start("new backup label = ");
    expect(restored.query("SELECT string_agg(id::text, ' ' ORDER BY id) FROM public.canary", "hotline")).toBe("1");
    await restored.stop();
  });

  it("finds a hole in the log", async () => {
    const repository = copy();
    rmSync(segmentFile(repository, 2));
    const restored = restoreTo("latest", { source: repository });
    expect(await restored.runsOut()).toBe(1);
    expect(restored.log()).toMatch(/RESTORE_ENDED_EARLY: the log goes on to [0-9A-F]{24}, but recovery ended at/);
  });

  it("says that the passphrase is another one", async () => {
    const restored = restoreTo("latest", { secrets: { "source/passphrase": "wrong" } });
    expect(await restored.runsOut()).toBe(1);
    expect(restored.log()).toContain("RESTORE_REPOSITORY_UNREADABLE");
  });

  it("has the weekly check find what is damaged", async () => {
    const spoiled = make(original);
    rmSync(spoiled.folders.backups, { recursive: true });
    server.copyBackups(spoiled.folders.backups);
    rmSync(spoiled.folders.data, { recursive: true });
    renameSync(server.folders.data, spoiled.folders.data);
    await spoiled.start();
    expect(spoiled.script("backup.sh", "verify")).not.toContain("damaged");
    const victim = segmentFile(spoiled.folders.backups, 2);
    const bytes = readFileSync(victim);
    bytes.fill(0xff, 200, 264);
    writeFileSync(victim, bytes);
    await expect(spoiled.scriptLater("backup.sh", "verify")).rejects.toThrow(/DATABASE_BACKUP_DAMAGED/);
    await spoiled.stop();
    renameSync(spoiled.folders.data, server.folders.data);
  });
});
