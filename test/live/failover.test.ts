import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DockerPostgres, findTools, OWNER_PASSWORD, plannedPostgres, type ServerArgs } from "./docker-postgres.ts";
import { freePort } from "./free-port.ts";

/**
 * Two servers on two addresses of loopback, each with the scripts of its container. Does not prove: a real network
 * between hosts, Docker's restart of a container.
 */
const tools = findTools();
const missing = "missing" in tools ? `: skipped, ${tools.missing}` : "";

interface Pair {
  readonly a: DockerPostgres;
  readonly b: DockerPostgres;
}

const BACKED_UP = "check command end: completed successfully";

const started: DockerPostgres[] = [];
afterAll(async () => {
  for (const server of started) await server.dispose();
});

async function pairOf(synchronous: boolean, network: number): Promise<Pair> {
  if ("missing" in tools) throw new Error(tools.missing);
  const postgres = plannedPostgres({ synchronous });
  const shared = { tools, postgres, port: await freePort() };
  const [first, second] = [`127.0.${network}.1`, `127.0.${network}.2`];
  const a = new DockerPostgres({ ...shared, address: first, peer: second, firstPrimary: true } satisfies ServerArgs);
  const b = new DockerPostgres({ ...shared, address: second, peer: first } satisfies ServerArgs);
  started.push(a, b);
  return { a, b };
}

const streaming = ({ a }: Pair) =>
  a.query("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'") === "1";

const rows = (server: DockerPostgres) =>
  server.query("SELECT string_agg(id::text, ' ' ORDER BY id) FROM public.canary", "hotline").split(" ").map(Number);

describe.skipIf("missing" in tools)(`a pair of servers${missing}`, { timeout: 240_000 }, () => {
  let pair: Pair;

  beforeAll(async () => {
    if ("missing" in tools) return;
    pair = await pairOf(false, 6);
    await pair.a.start();
    pair.a.query("CREATE TABLE public.canary (id int PRIMARY KEY)", "hotline");
  });

  it("restarts alone before anybody has followed it: nobody can have been promoted", async () => {
    await pair.a.reached(() => pair.a.log().includes(BACKED_UP), "a first backup");
    await pair.a.stop();
    await pair.a.start();
    expect(pair.a.log()).not.toContain("DATABASE_PEER_SILENT");
  });

  it("has a standby that copies by its own login, encrypted", async () => {
    await pair.b.start();
    await pair.b.reached(() => streaming(pair), "streaming");
    pair.a.query("INSERT INTO public.canary VALUES (1)", "hotline");
    await pair.b.reached(() => rows(pair.b).includes(1), "the row");
    expect(pair.a.query("SELECT usename, application_name FROM pg_stat_replication")).toBe(
      "hotline_replication|server-2",
    );
    const encrypted = "SELECT bool_and(ssl), min(version) FROM pg_stat_ssl JOIN pg_stat_replication USING (pid)";
    expect(pair.a.query(encrypted)).toBe("t|TLSv1.3");
  });

  it("lets logins in by address, and what crosses the wire only encrypted", () => {
    const owner = { user: "hotline_migration", password: OWNER_PASSWORD };
    expect(
      pair.a.connect({ ...owner, mode: "require" }, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"),
    ).toBe("t");
    const replication = { user: "hotline_replication", password: "replication:secret" };
    expect(() => pair.a.connect(replication, "SELECT 1")).toThrow(/rejects connection/);
    expect(() => pair.a.connect({ ...replication, database: "postgres", mode: "disable" }, "SELECT 1")).toThrow(
      /no encryption/,
    );
    expect(() => pair.a.connect({ user: "postgres", password: "x", database: "postgres" }, "SELECT 1")).toThrow(
      /rejects connection/,
    );
    expect(() => pair.a.connect({ user: "hotline_migration", password: "replication:secret" }, "SELECT 1")).toThrow(
      /authentication failed/,
    );
  });

  it("is not promoted while the primary answers, nor when it merely doesn't", async () => {
    expect(() => pair.b.script("promote.sh", "--primary-is-off")).toThrow(/DATABASE_PRIMARY_ANSWERS/);
    await pair.a.reached(() => existsSync(join(pair.a.folders.data, "followed")), "the mark that somebody follows", 20);
    await pair.a.crash();
    expect(() => pair.b.script("promote.sh")).toThrow(/DATABASE_PRIMARY_UNKNOWN/);
    expect(pair.b.query("SELECT pg_is_in_recovery()")).toBe("t");
  });

  it("refuses to be primary again while its peer, which may have been promoted, is silent", async () => {
    await pair.b.stop();
    pair.a.launch();
    await pair.a.reached(() => pair.a.log().includes("DATABASE_PEER_SILENT"), "the question", 20);
    expect(pair.a.answers()).toBe(false);
    // The peer comes back as the standby that it was: all is as before.
    await pair.b.start();
    await pair.a.reached(() => pair.a.answers() && streaming(pair), "the primary", 30);
    expect(pair.a.log()).not.toContain("DATABASE_FENCED");
  });

  it("is promoted by a person's word, takes writes and archives", async () => {
    const acknowledged = pair.a.insertUntilGone("public.canary", 100_000);
    await sleep(2000);
    await pair.a.crash();
    const written = await acknowledged;
    expect(written.length).toBeGreaterThan(100);
    const said = await pair.b.scriptLater("promote.sh", "--primary-is-off");
    expect(said).toMatch(/DATABASE_PROMOTED: received to [0-9A-F]+\/[0-9A-F]+, last commit of 2/);
    pair.b.query("INSERT INTO public.canary VALUES (1000)", "hotline");
    const there = new Set(rows(pair.b));
    // Without synchronous replication what was under way to the standby is lost: a fraction of a second's work.
    const lost = written.filter((id) => !there.has(id));
    expect(lost.length).toBeLessThan(written.length / 10);
    expect(pair.b.query("SELECT left(last_archived_wal, 8) FROM pg_stat_archiver")).toBe("00000002");
  });

  it("fences the primary that comes back: it keeps what only it had, rewinds, and follows", async () => {
    await pair.a.start("DATABASE_FENCED");
    await pair.a.reached(() => pair.a.query("SELECT pg_is_in_recovery()") === "t", "a standby");
    await pair.a.reached(() => rows(pair.a).includes(1000), "the new primary's row");
    expect(rows(pair.a)).toEqual(rows(pair.b));
    expect(pair.b.query("SELECT application_name FROM pg_stat_replication WHERE state = 'streaming'")).toBe("server-1");
  });

  it("stops a primary that was cut off and never noticed that its peer was promoted", async () => {
    // A becomes primary while B, cut off, still is: as after a promotion on a wrong word.
    await pair.b.reached(() => existsSync(join(pair.b.folders.data, "followed")), "the mark", 20);
    await pair.a.cutOff(() => pair.a.scriptLater("promote.sh", "--primary-is-off"));
    pair.b.query("INSERT INTO public.canary VALUES (2000)", "hotline");
    expect(await pair.b.ended()).toBe(0);
    expect(pair.b.log()).toMatch(/DATABASE_SUPERSEDED: 127\.0\.6\.1 was promoted to time-line 3 while this server ran/);
    // What Docker does next.
    await pair.b.start("DATABASE_FENCED");
    await pair.b.reached(() => pair.b.query("SELECT pg_is_in_recovery()") === "t", "a standby");
    expect(pair.b.log()).toMatch(
      /DATABASE_COMMITS_SET_ASIDE: [1-9]\d* transactions were committed here and are not in 127\.0\.6\.1/,
    );
    expect(readdirSync(join(pair.b.folders.data, "set-aside")).length).toBeGreaterThan(0);
    await pair.b.reached(() => !rows(pair.b).includes(2000), "without the row that was never replicated");
  });

  it("does not begin an empty database when its data are lost and the peer has them", async () => {
    await pair.b.stop();
    const { a } = pair;
    await a.crash();
    a.loseData();
    await pair.b.start();
    expect(await a.runsOut()).toBe(1);
    expect(a.log()).toContain("DATABASE_PEER_HAS_DATA");
    await pair.b.scriptLater("promote.sh", "--primary-is-off");
    await a.start();
    expect(a.query("SELECT pg_is_in_recovery()")).toBe("t");
    expect(rows(a)).toEqual(rows(pair.b));
  });
});

describe.skipIf("missing" in tools)(`a synchronous pair${missing}`, { timeout: 240_000 }, () => {
  let pair: Pair;

  beforeAll(async () => {
    if ("missing" in tools) return;
    pair = await pairOf(true, 7);
    // Until a standby follows, commits would wait for one.
    pair.a.launch();
    await pair.a.reached(() => pair.a.answers(), "the primary");
    await pair.b.start();
    await pair.b.reached(() => streaming(pair), "streaming");
    pair.a.query("CREATE TABLE public.canary (id int PRIMARY KEY)", "hotline");
  });

  it("loses nothing that was acknowledged when the primary is killed under load", async () => {
    const acknowledged = pair.a.insertUntilGone("public.canary", 100_000);
    await sleep(3000);
    await pair.a.crash();
    const written = await acknowledged;
    expect(written.length).toBeGreaterThan(100);
    const said = await pair.b.scriptLater("promote.sh", "--primary-is-off");
    expect(said).toContain("DATABASE_ASYNCHRONOUS");
    const there = new Set(rows(pair.b));
    expect(written.filter((id) => !there.has(id))).toEqual([]);
  });

  it("commits alone until a standby follows, then waits for it again", async () => {
    expect(pair.b.query("SHOW synchronous_standby_names")).toBe("");
    pair.b.query("INSERT INTO public.canary VALUES (1)", "hotline");
    // As if it had died in the five seconds before it notices who follows.
    rmSync(join(pair.a.folders.data, "followed"), { force: true });
    await pair.a.start("DATABASE_FENCED");
    await pair.b.reached(() => pair.b.query("SHOW synchronous_standby_names") === "*", "synchronous again", 30);
    expect(pair.b.query("SELECT sync_state FROM pg_stat_replication")).toMatch(/sync|quorum/);
  });
});
