import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SCRIPTS as MEDIA_SCRIPTS } from "../../components/freeswitch/scripts.ts";
import { CALL_RECORD, CALL_RECORD_INTAKE } from "../../planning/call-record.ts";
import { QUEUE_EVENT, QUEUE_EVENT_INTAKE, QUEUE_EVENT_KINDS } from "../../planning/queue-event.ts";
import { DESK, found, MEDIA, OWNER, startMigrated, suite, UPKEEP } from "./hotline-database.ts";
import type { TrialPostgres } from "./postgres.ts";

const uuid = (id: number) => `00000000-0000-0000-0000-${String(id).padStart(12, "0")}`;
/** One line, as the switch's module spools it. */
const record = (id: number, at: string, caller = "'055165550000'") =>
  `INSERT INTO call_record_intake (uuid,started_at,ended_at,seconds,called_number,caller_number,trunk_group,callback_requested) VALUES ('${uuid(id)}','${at}',NULL,12,'12333',${caller},'0551','true');`;
const event = (id: number, kind: string, at = "2026-11-24 09:00:00.123456") =>
  `INSERT INTO queue_event_intake (uuid, happened_at, media_node, kind, queue, agent, call_uuid, detail)
   VALUES ('${uuid(id)}', '${at}', 'media-a', '${kind}', 'pension', NULL, NULL, '{"a": 1}');`;

/** The way into a real PostgreSQL. Does not prove: the switch's own writing, see test/live of the media node. */
describe.skipIf("missing" in found)(suite("what the switches hand in"), () => {
  let server: TrialPostgres;
  const ask = (sql: string) => server.query("hotline", sql, OWNER);

  beforeAll(async () => {
    server = await startMigrated();
  });
  afterAll(() => server.dispose());

  it.each([
    [CALL_RECORD_INTAKE, CALL_RECORD],
    [QUEUE_EVENT_INTAKE, QUEUE_EVENT],
  ])("has in %s the columns that the switches write, in order and type", (intake, columns) => {
    const there = ask(
      `SELECT attname || ' ' || format_type(atttypid, -1) FROM pg_attribute WHERE attrelid = '${intake}'::regclass AND attnum > 0 ORDER BY attnum`,
    );
    const types: Readonly<Record<string, string>> = { timestamptz: "timestamp with time zone" };
    expect(there.split("\n")).toEqual(columns.map(({ column, type }) => `${column} ${types[type] ?? type}`));
  });

  it("takes every kind of event, once, and refuses one that nobody knows", () => {
    for (const [index, kind] of QUEUE_EVENT_KINDS.entries())
      for (let run = 0; run < 2; run++) server.query("hotline", event(index + 1, kind), MEDIA);
    expect(ask("SELECT count(*), count(DISTINCT kind) FROM queue_event")).toBe(
      `${QUEUE_EVENT_KINDS.length}|${QUEUE_EVENT_KINDS.length}`,
    );
    expect(() => server.query("hotline", event(99, "caller-joked"), MEDIA)).toThrow(/queue_event_kind/);
    expect(ask("SELECT happened_at = '2026-11-24 01:00:00.123456+00' FROM queue_event LIMIT 1")).toBe("t");
  });

  it("files a record once, however often it is replayed", () => {
    for (let run = 0; run < 3; run++) server.query("hotline", record(1, "2026-11-24 09:00:00"), MEDIA);
    expect(ask("SELECT count(*), min(started_at) = '2026-11-24 01:00:00+00' FROM call_record")).toBe("1|t");
  });

  it("undoes the apostrophes that the switch doubles", () => {
    server.query("hotline", record(4, "2026-11-24 10:00:00", "'O''''Brien'"), MEDIA);
    expect(ask("SELECT caller_number FROM call_record WHERE caller_number LIKE 'O%'")).toBe("O'Brien");
  });

  it("lets a call of a month that nobody made wait in the default partition, and moves it when the month is made", () => {
    server.query("hotline", record(2, "2031-05-01 00:00:00"), MEDIA);
    server.query("hotline", record(3, "2031-04-30 23:59:59"), MEDIA);
    const where = "SELECT tableoid::regclass FROM call_record WHERE started_at > '2031-01-01' ORDER BY started_at";
    expect(ask(where)).toBe("call_record_default\ncall_record_default");
    expect(ask("SELECT rows FROM unfiled WHERE kind = 'call_record'")).toBe("2");
    server.query("hotline", "SELECT make_months_ahead(3)", UPKEEP);
    expect(ask(where)).toBe("call_record_2031_04\ncall_record_2031_05");
    expect(ask("SELECT rows FROM unfiled WHERE kind = 'call_record'")).toBe("0");
  });

  it("keeps a record of an absurd date, and makes no month for it", () => {
    server.query("hotline", record(5, "1970-01-01 08:00:00"), MEDIA);
    server.query("hotline", record(6, "9999-01-01 08:00:00"), MEDIA);
    server.query("hotline", "SELECT make_months_ahead(3)", UPKEEP);
    expect(ask("SELECT rows FROM unfiled WHERE kind = 'call_record'")).toBe("2");
    expect(ask("SELECT count(*) FROM pg_class WHERE relname ~ 'call_record_(1970|9999)'")).toBe("0");
  });

  it("takes records at once while a new month waits for a long report", async () => {
    const report = "BEGIN; SELECT count(*) FROM call_record; SELECT pg_sleep(2.5); COMMIT;";
    const reading = server.session("hotline", report, OWNER);
    await sleep(500);
    const making = server.session("hotline", "SELECT make_month('call_record', '2040-01-15')", OWNER);
    await sleep(500);
    const waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
    expect(server.query("postgres", waiting, { user: "postgres" })).toBe("1");
    server.query("hotline", record(7, "2026-11-24 11:00:00"), MEDIA);
    expect(server.query("postgres", waiting, { user: "postgres" })).toBe("1");
    expect(await Promise.all([reading, making])).toEqual(["", ""]);
    expect(ask("SELECT count(*) FROM call_record_2040_01")).toBe("0");
  });

  it("files what eight replayers hand in at once, each record once", async () => {
    const lines = Array.from({ length: 2000 }, (_, index) => record(10_000 + index, "2026-11-25 09:00:00"));
    const shuffled = (seed: number) => lines.map((_, index) => lines[(index * 7 + seed * 251) % lines.length]);
    const errors = await Promise.all(
      Array.from({ length: 8 }, (_, seed) => server.session("hotline", shuffled(seed).join("\n"), MEDIA)),
    );
    expect(errors).toEqual(Array.from({ length: 8 }, () => ""));
    expect(ask(`SELECT count(*), count(DISTINCT uuid) FROM call_record WHERE uuid >= '${uuid(10_000)}'`)).toBe(
      "2000|2000",
    );
  });

  it("has a spool replayed exactly once, and keeps apart what it refuses", async () => {
    const spool = mkdtempSync(join(tmpdir(), "hotline-spool-"));
    const records = join(spool, "call-records");
    mkdirSync(records);
    writeFileSync(
      join(records, "cdr-spool.sql.1"),
      `${record(11, "2026-11-24 11:00:00")}\n${record(12, "2026-11-24 11:00:01")}\n`,
    );
    writeFileSync(join(records, "cdr-spool.sql.2"), `${record(12, "2026-11-24 11:00:01")}\n`);
    writeFileSync(join(records, "cdr-spool.sql.3"), `${record(13, "no time")}\n${record(14, "2026-11-24 11:00:02")}\n`);
    writeFileSync(join(records, "cdr-spool.sql"), record(15, "2026-11-24 11:00:03"));
    const environment = { ...server.environment({ database: "hotline", ...MEDIA }), HOTLINE_SPOOL_DIR: spool };
    const replay = spawn("bash", ["-c", MEDIA_SCRIPTS["scripts/replay.sh"] ?? ""], {
      env: environment,
      stdio: "ignore",
    });
    const ended = new Promise((resolve) => replay.once("exit", resolve));
    for (let tries = 0; tries < 100 && !existsSync(join(records, "refused/cdr-spool.sql.3")); tries++) await sleep(100);
    replay.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(readdirSync(records).sort()).toEqual(["cdr-spool.sql", "refused"]);
    const filed = `SELECT string_agg(right(uuid::text, 2), ' ' ORDER BY uuid) FROM call_record WHERE uuid BETWEEN '${uuid(11)}' AND '${uuid(15)}'`;
    expect(ask(filed)).toBe("11 12 14");
    rmSync(spool, { recursive: true });
  });

  it("keeps a work order's status and its end together", () => {
    server.query("hotline", "INSERT INTO work_order (class, content) VALUES ('咨询', '养老金何时到账')", DESK);
    expect(() => server.query("hotline", "UPDATE work_order SET status = 'closed'", DESK)).toThrow(/check constraint/);
    server.query("hotline", "UPDATE work_order SET status = 'closed', closed_at = now()", DESK);
  });

  it("takes classes of two, four and six digits, each below its parent", () => {
    ask("INSERT INTO service_class VALUES ('01', '一'), ('0102', '二'), ('010203', '三')");
    expect(ask("SELECT string_agg(coalesce(parent, '-'), ' ' ORDER BY code) FROM service_class")).toBe("- 01 0102");
    for (const code of ["1", "012", "0102030", "ab", "020101"])
      expect(() => ask(`INSERT INTO service_class VALUES ('${code}', 'x')`)).toThrow(/service_class/);
    expect(() => server.query("hotline", "UPDATE work_order SET class_code = '99'", DESK)).toThrow(/foreign key/);
  });
});
