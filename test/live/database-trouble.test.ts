import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { found, MEDIA, OWNER, REPORT, SUPERUSER, startMigrated, suite } from "./hotline-database.ts";
import type { TrialPostgres } from "./postgres.ts";

const uuid = (session: number, number: number) =>
  `00000000-0000-${String(session).padStart(4, "0")}-0000-${String(number).padStart(12, "0")}`;
const record = (session: number, number: number, called = "'12333'") =>
  `INSERT INTO hotline.call_record_intake (uuid, started_at, called_number) VALUES ('${uuid(session, number)}', '2024-05-01 09:00:00+08', ${called});\n`;

interface Writer {
  /** Records that the server said it has. */
  readonly acknowledged: () => number;
  /** What the client was told at the end; empty when all went well. */
  readonly ended: Promise<string>;
}

/** What a media node does: one record after the other, each counted when the server has confirmed it. */
function write(server: TrialPostgres, sql: string): Writer {
  const client = spawn("psql", ["--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--file", "-"], {
    env: server.environment({ database: "hotline", ...MEDIA }),
    stdio: ["pipe", "pipe", "pipe"],
  });
  let said = "";
  let acknowledged = 0;
  client.stdin.on("error", () => undefined);
  client.stdin.end(sql);
  client.stdout.setEncoding("utf8").on("data", (text: string) => {
    acknowledged += text.match(/^INSERT 0 /gm)?.length ?? 0;
  });
  client.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const ended = new Promise<string>((resolve) => client.once("close", (code) => resolve(code === 0 ? "" : said)));
  return { acknowledged: () => acknowledged, ended };
}

const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

/** Real faults on a real server. Does not prove: a lost disk or machine, see backups and standbys. */
describe.skipIf("missing" in found)(suite("trouble"), () => {
  const cleanUp: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  });

  /** Which of the acknowledged records are not there. */
  function lost(server: TrialPostgres, session: number, acknowledged: number): string {
    const sql = `SELECT count(*) FROM generate_series(0, ${acknowledged - 1}) AS number
      WHERE NOT EXISTS (SELECT FROM call_record WHERE uuid = ('00000000-0000-' || lpad('${session}', 4, '0') || '-0000-' || lpad(number::text, 12, '0'))::uuid)`;
    return server.query("hotline", sql, OWNER);
  }

  it("a server killed under load loses nothing that it acknowledged, and takes the rest when it is replayed", async () => {
    const server = await startMigrated();
    cleanUp.push(() => server.dispose());
    const sql = numbers(6).map((session) =>
      numbers(20_000)
        .map((number) => record(session, number))
        .join(""),
    );
    const writers = sql.map((text) => write(server, text));
    while (writers.some((writer) => writer.acknowledged() < 300)) await sleep(20);
    await server.crash();
    for (const { ended } of writers)
      expect(await ended).toMatch(/server closed the connection unexpectedly|terminating connection/);
    await server.startAgain();
    expect(readFileSync(server.logFile, "utf8")).toMatch(
      /database system was not properly shut down; automatic recovery/,
    );
    const counts = writers.map((writer) => writer.acknowledged());
    expect(Math.max(...counts)).toBeLessThan(20_000);
    expect(counts.map((count, session) => lost(server, session, count))).toEqual(counts.map(() => "0"));
    // At most the one record of each that was under way is there without having been confirmed.
    const there = Number(server.query("hotline", "SELECT count(*) FROM call_record", OWNER));
    const confirmed = counts.reduce((sum, count) => sum + count, 0);
    expect(there - confirmed).toBeGreaterThanOrEqual(0);
    expect(there - confirmed).toBeLessThanOrEqual(writers.length);
    const again = numbers(6).map((session) =>
      write(
        server,
        numbers(1000)
          .map((number) => record(session, number))
          .join(""),
      ),
    );
    for (const { ended } of again) expect(await ended).toBe("");
    expect(numbers(6).map((session) => lost(server, session, 1000))).toEqual(numbers(6).map(() => "0"));
    const doubled = "SELECT count(*) - count(DISTINCT uuid) FROM call_record";
    expect(server.query("hotline", doubled, OWNER)).toBe("0");
  });

  const mountable = canMount();
  it.skipIf(mountable !== true)(
    `a disk that fills loses nothing that was acknowledged, says so, and serves again with room${mountable === true ? "" : `: skipped, ${mountable}`}`,
    async () => {
      const disk = mkdtempSync(join(tmpdir(), "hotline-disk-"));
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=150m", "tmpfs", disk]);
      cleanUp.push(() => {
        execFileSync("umount", [disk]);
        rmSync(disk, { recursive: true });
      });
      const data = join(disk, "data");
      mkdirSync(data);
      const server = await startMigrated({
        dataFolder: data,
        settings: { max_wal_size: "48MB", min_wal_size: "32MB", shared_buffers: "16MB" },
      });
      cleanUp.push(() => server.dispose());
      // A hundred kB each that don't compress, so that it takes no hour.
      const large = "(SELECT string_agg(md5(random()::text), '') FROM generate_series(1, 3000))";
      const writer = write(
        server,
        numbers(3000)
          .map((number) => record(1, number, large))
          .join(""),
      );
      const said = await writer.ended;
      expect(said).toMatch(/No space left on device|server closed the connection|recovery mode|not yet accepting/);
      expect(readFileSync(server.logFile, "utf8")).toContain("No space left on device");
      const confirmed = writer.acknowledged();
      expect(confirmed).toBeGreaterThan(50);
      expect(confirmed).toBeLessThan(3000);
      execFileSync("mount", ["-o", "remount,size=400m", disk]);
      // It recovers by itself where the log could not be written, unless even that had no room.
      await server.startAgainIfEnded();
      expect(lost(server, 1, confirmed)).toBe("0");
      expect(
        await write(
          server,
          numbers(confirmed + 100)
            .map((number) => record(1, number))
            .join(""),
        ).ended,
      ).toBe("");
      expect(server.query("hotline", "SELECT count(*) FROM call_record", OWNER)).toBe(String(confirmed + 100));
    },
  );

  it("a storm of connections is refused with its reason, and those let in lose nothing", async () => {
    const server = await startMigrated({ settings: { max_connections: "20" } });
    cleanUp.push(() => server.dispose());
    const storm = numbers(80).map((session) => write(server, `${record(session, 0)}SELECT pg_sleep(0.3);`));
    const said = await Promise.all(storm.map((writer) => writer.ended));
    const refused = said.filter((text) => text !== "");
    expect(refused.length).toBeGreaterThan(0);
    for (const text of refused)
      expect(text).toMatch(/too many clients already|remaining connection slots are reserved/);
    const let_in = storm.filter((writer) => writer.acknowledged() === 1).length;
    expect(let_in).toBe(80 - refused.length);
    expect(server.query("hotline", "SELECT count(*) FROM call_record", OWNER)).toBe(String(let_in));
    // As the spool does: again until it is in.
    for (const session of numbers(80)) expect(await write(server, record(session, 0)).ended).toBe("");
    expect(server.query("hotline", "SELECT count(*) FROM call_record", OWNER)).toBe("80");
  });

  it("a crowd of reports leaves the switches their connections", async () => {
    const server = await startMigrated({ settings: { max_connections: "30" } });
    cleanUp.push(() => server.dispose());
    const crowd = numbers(28).map(() => server.session("hotline", "SELECT pg_sleep(2)", REPORT));
    await sleep(1000);
    const busy = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'hotline_report'";
    expect(server.query("postgres", busy, SUPERUSER)).toBe("10");
    expect(await write(server, record(1, 1)).ended).toBe("");
    const said = await Promise.all(crowd);
    expect(said.filter((text) => text.includes('too many connections for role "hotline_report"'))).toHaveLength(18);
  });
});

/** Or what is missing. */
function canMount(): true | string {
  const folder = mkdtempSync(join(tmpdir(), "hotline-mount-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], { stdio: "pipe" });
    execFileSync("umount", [folder]);
    return true;
  } catch {
    return "no right to mount a small file system";
  } finally {
    rmSync(folder, { recursive: true });
  }
}
