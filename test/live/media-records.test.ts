import { spawn } from "node:child_process";
import { appendFileSync, copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bootstrapSql } from "../../components/database/config.ts";
import { CALL_RECORD_WRITER } from "../../planning/call-record.ts";
import { QUEUE_EVENT_INTAKE } from "../../planning/queue-event.ts";
import { findFreeSwitch } from "./freeswitch.ts";
import { TrialPair } from "./media-pair.ts";
import { findPostgres, TrialPostgres } from "./postgres.ts";
import { QUEUE_EVENT_STAND_IN } from "./queue-event-stand-in.ts";

/**
 * Call records and queue events from a real switch to a real PostgreSQL that first is silent: it takes connections and
 * never answers, the worst way of being away. Does not prove: a cut network, a full disk.
 */
const found = { ...findFreeSwitch(), ...findPostgres() };
const OWNER = { user: "hotline", options: "-c search_path=hotline" };

describe.skipIf("missing" in found)(
  `records while the database is away${"missing" in found ? `: skipped, ${found.missing}` : ""}`,
  () => {
    let pair: TrialPair;
    let postgres: TrialPostgres;
    let silent: Server;
    const port = 55_432;

    beforeAll(async () => {
      if ("missing" in found) return;
      silent = createServer(() => undefined).listen(port, "127.0.0.1");
      postgres = await TrialPostgres.start(found.folder);
      postgres.query("postgres", "CREATE ROLE hotline LOGIN", { user: "postgres" });
      postgres.query("postgres", "CREATE DATABASE hotline OWNER hotline", { user: "postgres" });
      const sql = bootstrapSql({ title: "trial", workOrders: false, provider: false });
      postgres.run("hotline", sql.includes(QUEUE_EVENT_INTAKE) ? sql : `${sql}\n${QUEUE_EVENT_STAND_IN}`, {
        user: "postgres",
      });
      pair = await TrialPair.prepare(found.binary, 52);
      pair.a.startController();
      await pair.a.switch.start();
    });
    afterAll(async () => {
      await pair.dispose();
      await postgres.dispose();
      silent.close();
    });

    const spool = (...path: string[]) => join(pair.a.switch.folder, "spool", ...path);
    const count = (table: string) => Number(postgres.query("hotline", `SELECT count(*) FROM ${table}`, OWNER));

    /** The companion, until it has nothing left or the time is over. */
    async function replay(environment: NodeJS.ProcessEnv, milliseconds: number): Promise<string> {
      const child = spawn("bash", [join(pair.a.switch.folder, "restart/scripts/replay.sh")], {
        env: { ...environment, HOTLINE_SPOOL_DIR: spool(), PGCONNECT_TIMEOUT: "5" },
        stdio: ["ignore", "pipe", "pipe"],
      });
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (data: Buffer) => (output += data.toString()));
      const left = () =>
        ["call-records", "queue-events"].flatMap((folder) =>
          readdirSync(spool(folder)).filter((name) => /\.(sql|jsonl)\../.test(name)),
        ).length;
      const deadline = Date.now() + milliseconds;
      while (Date.now() < deadline && left() > 0) await pause(200);
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      return output;
    }

    const real = () => ({
      ...postgres.environment({
        database: "hotline",
        user: "hotline",
        options: `-c role=${CALL_RECORD_WRITER} -c timezone=Asia/Shanghai`,
      }),
    });

    it("hangs up at once while the database is silent, and keeps every record", async () => {
      await until(async () => (await pair.a.role()) === "owner", 20_000);
      const stalled = {
        PATH: process.env["PATH"] ?? "",
        PGHOST: "127.0.0.1",
        PGPORT: String(port),
        PGUSER: "hotline",
        PGDATABASE: "hotline",
      };
      const replayed = replay(stalled, 15_000);
      const worst: number[] = [];
      const calls: { hangUp: () => Promise<void> }[] = [];
      for (let index = 0; index < 30; index++) {
        const call = await pair.call(`1380000${String(1000 + index)}`);
        expect(call.node?.name).toBe("host-a");
        calls.push(call);
      }
      const queue = "callcenter_config queue count members general@anhui.hotline.internal";
      await until(() => pair.a.switch.command(queue).startsWith("30"), 15_000);
      for (const call of calls) {
        const began = performance.now();
        await call.hangUp();
        worst.push(performance.now() - began);
      }
      const began = performance.now();
      await until(() => pair.a.switch.command("show channels count").includes("0 total"), 10_000);
      console.log(
        `30 calls: longest BYE ${Math.max(...worst).toFixed(0)} ms, no channel left after ${(performance.now() - began).toFixed(0)} ms`,
      );
      expect(Math.max(...worst)).toBeLessThan(500);
      expect(performance.now() - began).toBeLessThan(2_000);
      await replayed;
      const records = readdirSync(spool("call-records")).flatMap((name) =>
        name.startsWith("cdr-spool") ? readFileSync(spool("call-records", name), "utf8").trim().split("\n") : [],
      );
      expect(records.filter((line) => line.startsWith("INSERT INTO call_record_intake ")).length).toBe(30);
      expect(pair.a.switch.log).not.toContain("Connection to database failed");
    }, 120_000);

    it("takes all of them in exactly once when it is back, also when a file is sent twice", async () => {
      // Everything set aside: the switch rotates every ten seconds, its controller every five.
      await until(
        () =>
          !readdirSync(spool("call-records")).some(
            (name) => name === "cdr-spool.sql" && readFileSync(spool("call-records", name)).length > 0,
          ),
        30_000,
      );
      await until(() => readFileSync(spool("queue-events/queue-events.jsonl")).length === 0, 30_000);
      const events = readdirSync(spool("queue-events")).filter((name) => name.startsWith("queue-events.jsonl."));
      const lines = events.reduce(
        (sum, name) => sum + readFileSync(spool("queue-events", name), "utf8").trim().split("\n").length,
        0,
      );
      expect(lines).toBeGreaterThan(60);
      for (const name of events) copyFileSync(spool("queue-events", name), spool("queue-events", `${name}-again`));
      for (const name of readdirSync(spool("call-records")))
        if (name.startsWith("cdr-spool.sql."))
          copyFileSync(spool("call-records", name), spool("call-records", `${name}-again`));
      expect(await replay(real(), 30_000)).toBe("");
      expect(count("call_record")).toBe(30);
      expect(count("queue_event")).toBe(lines);
      expect(
        Number(postgres.query("hotline", "SELECT count(*) FROM queue_event WHERE kind = 'caller-joined'", OWNER)),
      ).toBe(30);
      expect(
        postgres.query(
          "hotline",
          "SELECT count(*) FROM queue_event e JOIN call_record c ON c.uuid = e.call_uuid WHERE e.kind = 'caller-left' AND e.queue = 'general'",
          OWNER,
        ),
      ).toBe("30");
    }, 120_000);

    it("sets aside what the database refuses, line by line, and runs nothing that stands in it", async () => {
      const good = {
        uuid: "00000000-0000-4000-8000-000000000001",
        happened_at: "2026-11-24T00:00:00.000001Z",
        media_node: "host-a",
        kind: "satisfaction",
        queue: "general",
        agent: "2001",
        call_uuid: null,
        detail: { score: 1 },
      };
      const unknown = { ...good, uuid: "00000000-0000-4000-8000-000000000002", kind: "something-else" };
      const hostile = `{"uuid":"00000000-0000-4000-8000-000000000003","detail":"$line$); DROP TABLE queue_event; --"}`;
      writeFileSync(
        spool("queue-events/queue-events.jsonl.1-0000"),
        [JSON.stringify(unknown), hostile, JSON.stringify(good), "{half a li"].map((line) => `${line}\n`).join(""),
      );
      writeFileSync(
        spool("call-records/cdr-spool.sql.1"),
        "INSERT INTO call_record_intake (uuid) VALUES ('no uuid');\n",
      );
      appendFileSync(
        spool("call-records/cdr-spool.sql.1"),
        "INSERT INTO call_record_intake (uuid,started_at) VALUES ('00000000-0000-4000-8000-000000000009','2026-11-24 19:00:00');\n",
      );
      const before = { events: count("queue_event"), records: count("call_record") };
      await replay(real(), 30_000);
      expect(count("queue_event")).toBe(before.events + 1);
      expect(count("call_record")).toBe(before.records + 1);
      const refused = readFileSync(spool("queue-events/refused/queue-events.jsonl.1-0000"), "utf8").trim().split("\n");
      expect(refused).toEqual([JSON.stringify(unknown), hostile, "{half a li"]);
      expect(readFileSync(spool("call-records/refused/cdr-spool.sql.1"), "utf8")).toContain("no uuid");
    }, 60_000);
  },
);

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function until(holds: () => boolean | Promise<boolean>, milliseconds: number): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not so after ${milliseconds} ms: ${holds.toString()}`);
    await pause(100);
  }
}
