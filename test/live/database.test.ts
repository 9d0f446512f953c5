import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { SCRIPTS } from "../../components/freeswitch/scripts.ts";
import { itemOf } from "../../planning/references.ts";
import { CASE_NAMES, CASES } from "../components/cases.ts";
import { findPostgres, TrialPostgres } from "./postgres.ts";

/** The bootstrap SQL on a real PostgreSQL. Does not prove: replication, backups, the version in the image. */
const found = findPostgres();
const MEDIA = { user: "hotline", options: "-c role=hotline_media -c timezone=Asia/Shanghai" };
const DESK = { user: "hotline", options: "-c role=hotline_desk" };
const REPORT = { user: "hotline", options: "-c role=hotline_report" };
const OWNER = { user: "hotline" };

const record = (id: number, at: string, more = { caller: "'055165550000'" }) =>
  `INSERT INTO call_record_intake (uuid, started_at, ended_at, seconds, called_number, caller_number, trunk_group, callback_requested)
   VALUES ('00000000-0000-0000-0000-${String(id).padStart(12, "0")}', '${at}', NULL, 12, '12333', ${more.caller}, '0551', 'true');`;

describe.skipIf("missing" in found)(
  `the database's first SQL${"missing" in found ? `: skipped, ${found.missing}` : ""}`,
  () => {
    let server: TrialPostgres;

    beforeAll(async () => {
      if ("missing" in found) return;
      server = await TrialPostgres.start(found.folder);
      server.query("postgres", "CREATE ROLE hotline LOGIN", { user: "postgres" });
      server.query("postgres", "CREATE DATABASE hotline OWNER hotline", { user: "postgres" });
      server.run("hotline", bootstrap("docker pair"), { user: "postgres" });
    });
    afterAll(() => server.dispose());

    function bootstrap(name: (typeof CASE_NAMES)[number]): string {
      return itemOf(planCallCenter(CASES[name]()), "postgres", "database").bootstrap;
    }

    it("gives everything to the owner", () => {
      const foreign =
        "SELECT count(*) FROM pg_class WHERE relnamespace = 'hotline'::regnamespace AND relowner <> 'hotline'::regrole";
      expect(server.query("hotline", foreign, OWNER)).toBe("0");
    });

    it("files a record once, however often it is replayed", () => {
      for (let run = 0; run < 3; run++) server.query("hotline", record(1, "2026-11-24 09:00:00"), MEDIA);
      expect(
        server.query("hotline", "SELECT count(*), min(started_at) = '2026-11-24 01:00:00+00' FROM call_record", OWNER),
      ).toBe("1|t");
    });

    it("makes a month that nobody made ahead, with its border at midnight in China", () => {
      server.query("hotline", record(2, "2031-05-01 00:00:00"), MEDIA);
      server.query("hotline", record(3, "2031-04-30 23:59:59"), MEDIA);
      const where = "SELECT tableoid::regclass FROM call_record WHERE started_at > '2031-01-01' ORDER BY started_at";
      expect(server.query("hotline", where, OWNER)).toBe("call_record_2031_04\ncall_record_2031_05");
    });

    it("undoes the apostrophes that the switch doubles", () => {
      server.query("hotline", record(4, "2026-11-24 10:00:00", { caller: "'O''''Brien'" }), MEDIA);
      expect(
        server.query(
          "hotline",
          "SELECT caller_number FROM call_record WHERE seconds = 12 AND caller_number LIKE 'O%'",
          OWNER,
        ),
      ).toBe("O'Brien");
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
      writeFileSync(
        join(records, "cdr-spool.sql.3"),
        `${record(13, "no time")}\n${record(14, "2026-11-24 11:00:02")}\n`,
      );
      writeFileSync(join(records, "cdr-spool.sql"), record(15, "2026-11-24 11:00:03"));
      const environment = { ...server.environment({ database: "hotline", ...MEDIA }), HOTLINE_SPOOL_DIR: spool };
      const replay = spawn("bash", ["-c", SCRIPTS["scripts/replay.sh"] ?? ""], { env: environment, stdio: "ignore" });
      const ended = new Promise((resolve) => replay.once("exit", resolve));
      for (let tries = 0; tries < 100 && !existsSync(join(records, "refused/cdr-spool.sql.3")); tries++)
        await sleep(100);
      replay.kill("SIGTERM");
      expect(await ended).toBe(0);
      expect(readdirSync(records).sort()).toEqual(["cdr-spool.sql", "refused"]);
      const filed =
        "SELECT string_agg(right(uuid::text, 2), ' ' ORDER BY uuid) FROM call_record WHERE uuid > '00000000-0000-0000-0000-000000000010'";
      expect(server.query("hotline", filed, OWNER)).toBe("11 12 14");
      rmSync(spool, { recursive: true });
    });

    it.each([
      ["the switch reads records", MEDIA, "SELECT * FROM call_record"],
      ["the switch reads its intake", MEDIA, "SELECT * FROM call_record_intake"],
      ["the switch makes months", MEDIA, "SELECT make_months_ahead(1)"],
      [
        "the switch writes records past the intake",
        MEDIA,
        "INSERT INTO call_record (uuid, started_at) VALUES (gen_random_uuid(), now())",
      ],
      ["the desk changes a record", DESK, "UPDATE call_record SET seconds = 0"],
      ["the desk deletes a record", DESK, "DELETE FROM call_record"],
      ["the desk rewrites the audit log", DESK, "UPDATE audit_log SET actor = 'nobody'"],
      ["the desk deletes a work order", DESK, "DELETE FROM work_order"],
      ["a report writes", REPORT, "INSERT INTO audit_log (actor, action) VALUES ('a', 'b')"],
      ["the desk makes tables", DESK, "CREATE TABLE hotline.mine (a int)"],
    ])("forbids: %s", (_, as, sql) => {
      expect(() => server.query("hotline", sql, as)).toThrow(/permission denied/);
    });

    it("lets each role do its work", () => {
      server.query("hotline", "INSERT INTO queue_event (queue, event) VALUES ('pension', 'joined')", MEDIA);
      server.query("hotline", "INSERT INTO work_order (class, content) VALUES ('咨询', '养老金何时到账')", DESK);
      server.query("hotline", "UPDATE work_order SET status = 'closed', closed_at = now()", DESK);
      server.query("hotline", "INSERT INTO audit_log (actor, action) VALUES ('1001', 'listen-in')", DESK);
      expect(
        server.query("hotline", "SELECT (SELECT count(*) FROM queue_event) + (SELECT count(*) FROM audit_log)", REPORT),
      ).toBe("2");
      expect(() => server.query("hotline", "UPDATE work_order SET status = 'open'", DESK)).toThrow(/check constraint/);
    });

    it.each(CASE_NAMES)("runs as a whole for %s", (name) => {
      const database = `other_${CASE_NAMES.indexOf(name)}`;
      server.query("postgres", `CREATE DATABASE ${database} OWNER hotline`, { user: "postgres" });
      // Roles belong to the server, and the settings to the database that is really meant.
      const sql = bootstrap(name)
        .replaceAll(/^CREATE ROLE .*$/gm, "")
        .replaceAll("DATABASE hotline", `DATABASE ${database}`);
      expect(() => server.run(database, sql, { user: "postgres" })).not.toThrow();
      const tables = server.query(
        database,
        "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'hotline'::regnamespace AND NOT relispartition",
        OWNER,
      );
      const outsourced = name.startsWith("outsourced") ? " provider_call_record" : "";
      const evidence = name.startsWith("outsourced") ? " service_level_evidence" : "";
      const orders = name === "hotline analog" ? "" : " work_order";
      expect(tables).toBe(`audit_log${outsourced} queue_event${evidence}${orders}`);
    });
  },
);
