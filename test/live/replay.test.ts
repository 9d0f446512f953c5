import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SCRIPTS } from "../../components/freeswitch/scripts.ts";
import { startMigrated } from "./hotline-database.ts";
import { findPostgres, type TrialPostgres } from "./postgres.ts";
import { findProgram } from "./programs.ts";

/**
 * The companion that takes records and events to the database, on a real PostgreSQL: killed at any moment, cut off by
 * dropped packets, refused. Does not prove: a disk that lies about what it has written.
 */
const found = findPostgres();
/** Drops the packets of a wire that is cut. */
const dropper = findProgram("nft");
const OWNER = { user: "hotline_migration", options: "-c search_path=hotline" };
const PORT = 5432;

describe.skipIf("missing" in found)(
  `the replay companion${"missing" in found ? `: skipped, ${found.missing}` : ""}`,
  { timeout: 180_000 },
  () => {
    const folder = mkdtempSync(join(tmpdir(), "hotline-replay-"));
    const spool = (...path: string[]) => join(folder, "spool", ...path);
    let postgres: TrialPostgres;
    let records = 0;

    beforeAll(async () => {
      if ("missing" in found) return;
      writeFileSync(join(folder, "replay.sh"), SCRIPTS["scripts/replay.sh"] ?? "");
      postgres = await startMigrated();
    });
    afterAll(async () => {
      await postgres.dispose();
      rmSync(folder, { recursive: true, force: true });
    });
    beforeEach(() => {
      rmSync(spool(), { recursive: true, force: true });
      for (const name of ["call-records", "queue-events"]) mkdirSync(spool(name), { recursive: true });
      postgres.query("hotline", "TRUNCATE call_record, queue_event", OWNER);
      records = 0;
    });

    const count = (table: string) => Number(postgres.query("hotline", `SELECT count(*) FROM ${table}`, OWNER));
    const uuid = (kind: number, index: number) =>
      `${kind.toString(16).padStart(8, "0")}-0000-4000-8000-${index.toString(16).padStart(12, "0")}`;
    const record = () =>
      `INSERT INTO call_record_intake (uuid,started_at) VALUES ('${uuid(1, ++records)}','2026-11-24 19:00:00');`;
    const event = (index: number) =>
      JSON.stringify({
        uuid: uuid(2, index),
        happened_at: "2026-11-24T00:00:00.000001Z",
        media_node: "host-a",
        kind: "satisfaction",
        queue: "general",
        agent: "2001",
        call_uuid: null,
        detail: { score: 1 },
      });
    const lay = (path: string, lines: readonly string[]) =>
      writeFileSync(spool(path), lines.map((line) => `${line}\n`).join(""));
    const left = () =>
      ["call-records", "queue-events"].flatMap((name) =>
        readdirSync(spool(name)).filter((file) => /\.(sql|jsonl)\../.test(file)),
      ).length;

    const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
      ...postgres.environment({
        database: "hotline",
        user: "hotline_media",
        options: "-c timezone=Asia/Shanghai",
      }),
      PGCONNECT_TIMEOUT: "5",
      PGTARGETSESSIONATTRS: "read-write",
      HOTLINE_SPOOL_DIR: spool(),
      ...more,
    });

    function launch(
      within: readonly string[] = [],
      more: NodeJS.ProcessEnv = {},
    ): { child: ChildProcess; output: () => string } {
      const words = [...within, "bash", join(folder, "replay.sh")];
      const child = spawn("env", words, {
        env: environment(more),
        stdio: ["ignore", "pipe", "pipe"],
        detached: true,
      });
      let text = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (text += data.toString()));
      return { child, output: () => text };
    }

    /** The whole group, as when the container is killed. */
    async function kill({ child }: { child: ChildProcess }): Promise<void> {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      await ended;
    }

    it("loses and doubles nothing when it is killed again and again, at whatever step", async () => {
      const refused: string[] = [];
      for (let file = 0; file < 30; file++) {
        const lines = Array.from({ length: 40 }, record);
        const bad = `INSERT INTO call_record_intake (uuid,started_at) VALUES ('none ${file}','2026-11-24 19:00:00');`;
        refused.push(bad);
        lines.splice(7, 0, bad);
        lay(`call-records/cdr-spool.sql.2026-11-24-19-00-${String(10 + file)}`, lines);
        lay(
          `queue-events/queue-events.jsonl.${1000 + file}`,
          Array.from({ length: 20 }, (_, index) => event(file * 20 + index)),
        );
      }
      let kills = 0;
      for (let milliseconds = 60; left() > 0; milliseconds = 60 + ((milliseconds * 7) % 331)) {
        const companion = launch();
        await pause(milliseconds);
        await kill(companion);
        expect(++kills).toBeLessThan(300);
      }
      console.log(`killed ${kills} times on the way through 60 files`);
      expect(kills).toBeGreaterThan(10);
      expect([count("call_record"), count("queue_event")]).toEqual([records, 600]);
      const kept = readdirSync(spool("call-records/refused")).map((name) =>
        readFileSync(spool("call-records/refused", name), "utf8").trim(),
      );
      expect(kept.sort()).toEqual(refused.sort());
    });

    it.skipIf("missing" in dropper)(
      `gives a server up that vanishes in the middle of a file, says so once, and takes the rest when it is back${"missing" in dropper ? `: skipped, ${dropper.missing}` : ""}`,
      async () => {
        // A network of its own with a way to the server's socket; packets on it can be dropped.
        const holder = spawn("unshare", ["-n", "bash", "-c", "ip link set lo up; echo up; exec sleep 170"], {
          stdio: ["ignore", "pipe", "ignore"],
        });
        await new Promise((resolve, reject) => {
          holder.stdout.once("data", resolve);
          holder.once("exit", () => reject(new Error("no right to a network namespace")));
        });
        const inside = ["nsenter", "-t", String(holder.pid), "-n"] as const;
        const { PGHOST = "", PGPORT = "" } = environment();
        writeFileSync(
          join(folder, "way.mjs"),
          `import { connect, createServer } from "node:net";
createServer((from) => {
  const to = connect(${JSON.stringify(`${PGHOST}/.s.PGSQL.${PGPORT}`)});
  from.pipe(to).pipe(from);
  for (const end of [from, to]) end.on("error", () => { from.destroy(); to.destroy(); });
}).listen(${PORT}, "127.0.0.1");`,
        );
        const way = spawn("nsenter", ["-t", String(holder.pid), "-n", process.execPath, join(folder, "way.mjs")], {
          stdio: "ignore",
        });
        const nft = (rules: string) => execFileSync(inside[0], [...inside.slice(1), "nft", rules], { stdio: "pipe" });
        const drop = () => {
          nft("add table inet cut");
          nft("add chain inet cut cut { type filter hook output priority 0; }");
          nft(`add rule inet cut cut tcp dport ${PORT} drop`);
          nft(`add rule inet cut cut tcp sport ${PORT} drop`);
        };
        try {
          for (let file = 0; file < 3; file++)
            lay(`call-records/cdr-spool.sql.${file}`, Array.from({ length: 6_000 }, record));
          const companion = launch(inside, { PGHOST: "127.0.0.1", PGPORT: String(PORT) });
          await until(() => count("call_record") > 500, 30_000);
          drop();
          const cut = performance.now();
          await until(() => companion.output().includes("the database takes no call-records"), 60_000);
          const noticed = (performance.now() - cut) / 1000;
          await pause(12_000);
          expect(companion.output().match(/the database takes no call-records/g)?.length).toBeLessThanOrEqual(2);
          expect(left()).toBeGreaterThan(0);
          nft("delete table inet cut");
          const back = performance.now();
          await until(() => left() === 0, 90_000);
          console.log(
            `packets dropped: given up after ${noticed.toFixed(1)} s; all taken ${((performance.now() - back) / 1000).toFixed(1)} s after they passed again`,
          );
          expect(count("call_record")).toBe(18_000);
          expect(companion.output()).toContain("the database takes call-records again");
          expect(existsSync(spool("call-records/refused")) ? readdirSync(spool("call-records/refused")) : []).toEqual(
            [],
          );
          await kill(companion);
        } finally {
          way.kill("SIGKILL");
          holder.kill("SIGKILL");
        }
      },
    );

    it("keeps a file for a trouble that is the database's own, and sets nothing aside for it", async () => {
      lay("call-records/cdr-spool.sql.1", [record(), record()]);
      lay("queue-events/queue-events.jsonl.1", [event(1)]);
      postgres.query("hotline", `REVOKE INSERT ON hotline.call_record_intake FROM hotline_media`, {
        user: "postgres",
      });
      postgres.query("hotline", "ALTER TABLE hotline.queue_event RENAME TO being_restored", { user: "postgres" });
      const companion = launch();
      await pause(8_000);
      expect(left()).toBe(2);
      expect(companion.output()).toMatch(/the database takes no call-records: ERROR: {2}42501: permission denied/);
      postgres.query("hotline", `GRANT INSERT ON hotline.call_record_intake TO hotline_media`, {
        user: "postgres",
      });
      postgres.query("hotline", "ALTER TABLE hotline.being_restored RENAME TO queue_event", { user: "postgres" });
      await until(() => left() === 0, 20_000);
      expect([count("call_record"), count("queue_event")]).toEqual([2, 1]);
      for (const name of ["call-records", "queue-events"]) expect(readdirSync(spool(name, "refused"))).toEqual([]);
      await kill(companion);
    });

    it("takes every whole line beside one that was cut off or has an open quote, and logs no content", async () => {
      const [first, second, third] = [record(), record(), record()];
      const open =
        "INSERT INTO call_record_intake (uuid,caller_number) VALUES ('00000001-0000-4000-8000-0000000000aa','13900000001;";
      const glued = `INSERT INTO call_record_intake (uuid,started_at) VALUES ('00000001-0000-4000-8000-0000000000bb','2026-${record()}`;
      const half = "INSERT INTO call_record_intake (uuid,started_at) VALUES ('00000001-00";
      lay("call-records/cdr-spool.sql.1", [first, open, second, glued, third, half]);
      const companion = launch();
      await until(() => left() === 0, 20_000);
      expect(count("call_record")).toBe(3);
      expect(readFileSync(spool("call-records/refused/cdr-spool.sql.1"), "utf8").trim().split("\n")).toEqual([
        open,
        glued,
        half,
      ]);
      expect(companion.output()).toBe("hotline: 3 lines of cdr-spool.sql.1 are refused, the first with 22P02\n");
      await kill(companion);
    });
  },
);

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(holds: () => boolean, milliseconds: number): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`not so after ${milliseconds} ms: ${holds.toString()}`);
    await pause(100);
  }
}
