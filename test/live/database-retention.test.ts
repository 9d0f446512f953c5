import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RETENTION_SCRIPTS } from "../../components/freeswitch/retention.ts";
import {
  AUDITOR,
  DESK,
  found,
  MEDIA,
  OWNER,
  SCRIPTS,
  SUPERUSER,
  startMigrated,
  suite,
  UPKEEP,
} from "./hotline-database.ts";
import type { TrialPostgres } from "./postgres.ts";

const uuid = (id: number) => `00000000-0000-0000-0000-${String(id).padStart(12, "0")}`;
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const DAYS = 24 * 3600 * 1000;

describe.skipIf("missing" in found)(suite("deletion of records at their date"), () => {
  let server: TrialPostgres;
  const ask = (sql: string, as: { user: string } = OWNER) => server.query("hotline", sql, as);
  /** Kind, rows, held. */
  const preview = () =>
    ask("SELECT kind, sum(rows), sum(held) FROM deletion_preview() GROUP BY kind ORDER BY kind", AUDITOR);

  beforeAll(async () => {
    server = await startMigrated();
    // Ten calls in each of 40 months; three years are kept.
    ask(`INSERT INTO call_record (uuid, started_at, answered_at, ended_at, caller_number, direction)
      SELECT ('00000000-0000-0000-0000-' || lpad((month * 10 + n)::text, 12, '0'))::uuid, at, at, at, '055165550000', 'inbound'
      FROM generate_series(1, 40) AS month, generate_series(0, 9) AS n,
        LATERAL (SELECT instant(date_trunc('month', shanghai(now()))) - month * interval '1 month' + n * interval '1 hour' AS at) AS start`);
    ask("SELECT make_months_ahead(1)", UPKEEP);
    ask(
      `INSERT INTO queue_event (uuid, happened_at, kind, call_uuid) SELECT uuid, started_at, 'caller-joined', uuid FROM call_record`,
    );
    ask(`INSERT INTO provider_call_record (uuid, started_at, record) SELECT uuid, started_at, '{}' FROM call_record`);
    ask(`INSERT INTO work_order (class, content, status, opened_at, closed_at, call_uuid) VALUES
      ('a', 'old', 'closed', now() - interval '11 years', now() - interval '10 years 10 days', NULL),
      ('a', 'old and held', 'closed', now() - interval '11 years', now() - interval '10 years 10 days', '${uuid(400)}'),
      ('a', 'old and open', 'open', now() - interval '11 years', NULL, NULL),
      ('a', 'new', 'closed', now(), now(), NULL)`);
    ask("INSERT INTO work_order_step (work_order, actor, action) SELECT id, '1001', 'opened' FROM work_order");
    // Past the trigger, which stamps the time: only the superuser can, as a restore would.
    server.run(
      "hotline",
      "SET session_replication_role = replica; INSERT INTO hotline.audit_log (happened_at, actor, action) VALUES (now() - interval '1200 days', '1', 'old'), (now() - interval '1090 days', '2', 'kept'), (now(), '3', 'new')",
      SUPERUSER,
    );
    ask(`SELECT place_hold('${uuid(400)}', '诉讼', 'supervisor')`, DESK);
    // As if counted hour by hour since then; only the hours with calls, for there are 29,000 others.
    ask("UPDATE counted SET through = date_trunc('hour', now())");
    ask("INSERT INTO stale_hour SELECT DISTINCT date_trunc('hour', started_at) FROM call_record");
    expect(ask("SELECT count_hours(1000)", UPKEEP)).toBe("400");
  });
  afterAll(() => server.dispose());

  it("shows beforehand what would go and what the law holds", () => {
    // Months 37 to 40 are past 1095 days, the 37th for the greater part or in full; its share depends on the date.
    const expected = ask(
      "SELECT count(*) FILTER (WHERE uuid <> '" +
        uuid(400) +
        "') FROM call_record WHERE started_at < instant((shanghai(now())::date - 1095)::timestamp)",
    );
    expect(Number(expected)).toBeGreaterThanOrEqual(39);
    expect(preview()).toBe(
      [
        "audit-log|1|0",
        `call-record|${expected}|1`,
        `provider-call-record|${expected}|1`,
        `queue-event|${expected}|1`,
        "work-order|1|1",
      ].join("\n"),
    );
    expect(ask("SELECT count(*) FROM call_record")).toBe("400");
  });

  it("is shown by the script as well, for any day", () => {
    const folder = mkdtempSync(join(tmpdir(), "hotline-purge-"));
    writeFileSync(join(folder, "hotline_upkeep"), "trusted");
    const run = (...args: string[]) =>
      spawnSync("bash", [join(SCRIPTS, "hotline_purge"), ...args], {
        env: { ...server.environment({ database: "hotline", ...UPKEEP }), HOTLINE_LOGINS_DIR: folder },
        encoding: "utf8",
      });
    expect(run("preview").stdout).toMatch(/audit-log\s+\| \d{4}-\d{2} \|\s+1 \|/);
    expect(run("preview", "2999-01-01").stdout).toMatch(/call-record/);
    expect(run("preview", "yesterdayish")).toMatchObject({ status: 3 });
    expect(run()).toMatchObject({ status: 2, stderr: expect.stringContaining("usage") as string });
    rmSync(folder, { recursive: true });
  });

  it("refuses a date that is still to come", () => {
    expect(() => ask("SELECT delete_due(now() + interval '1 day')")).toThrow(/still to come/);
  });

  it("takes exactly what was shown, and proves it", () => {
    const shown = ask(
      "SELECT kind, part, rows, held FROM deletion_preview() WHERE rows > 0 ORDER BY kind, part",
      AUDITOR,
    );
    const keys = ask(
      "SELECT string_agg(uuid::text, ' ' ORDER BY uuid) FROM call_record WHERE uuid <> '" +
        uuid(400) +
        "' AND started_at < instant(date_trunc('month', shanghai(now()))) - interval '39 months'",
    );
    const counts = ask("SELECT sum(calls) FROM call_hour");
    const deleted = Number(ask("SELECT delete_due()"));
    expect(ask("SELECT kind, part, rows, held FROM deletion_log ORDER BY kind, part", AUDITOR)).toBe(shown);
    expect(ask("SELECT sum(rows) FROM deletion_log")).toBe(String(deleted));
    // The checksum can be taken again by whoever has a copy of the keys.
    expect(ask("SELECT sha256 FROM deletion_log WHERE kind = 'call-record' ORDER BY part LIMIT 1")).toBe(
      sha256(keys.split(" ").join("\n")),
    );
    expect(preview()).toBe(
      ["call-record|0|1", "provider-call-record|0|1", "queue-event|0|1", "work-order|0|1"].join("\n"),
    );
    // Counts name nobody and stay.
    expect(ask("SELECT sum(calls) FROM call_hour")).toBe(counts);
    expect(ask("SELECT sum(calls) FROM call_figure")).toBe(counts);
    expect(ask("SELECT string_agg(content, ', ' ORDER BY content) FROM work_order")).toBe(
      "new, old and held, old and open",
    );
    expect(ask("SELECT count(*) FROM work_order_step")).toBe("3");
    expect(ask("SELECT actor FROM audit_log WHERE action = 'old'")).toBe("");
  });

  it("drops months that are empty then, and keeps the month of the held call", () => {
    const months = (ago: number) =>
      ask(
        `SELECT to_regclass('call_record_' || to_char(shanghai(now()) - interval '${ago} months', 'YYYY_MM')) IS NOT NULL`,
      );
    expect([months(40), months(39), months(38), months(36)]).toEqual(["t", "f", "f", "t"]);
  });

  it("takes no second time what is gone, and goes on when the hold is lifted", () => {
    expect(ask("SELECT delete_due()")).toBe("0");
    expect(() => ask("SELECT lift_hold(99, 'auditor')", AUDITOR)).toThrow(/no standing hold/);
    ask("SELECT lift_hold(id, 'auditor') FROM legal_hold", AUDITOR);
    expect(ask("SELECT string_agg(action, ' ' ORDER BY id) FROM audit_log WHERE action LIKE 'hold%'", AUDITOR)).toBe(
      "hold-placed hold-lifted",
    );
    expect(ask("SELECT delete_due()")).toBe("4");
  });

  it("lets a record that comes in after its time change no counts", () => {
    const before = ask("SELECT sum(calls) FROM call_figure");
    ask(
      "INSERT INTO hotline.call_record_intake (uuid, started_at, direction) VALUES ('" +
        uuid(9999) +
        "', now() - interval '1200 days', 'inbound')",
      MEDIA,
    );
    expect(ask("SELECT sum(calls) FROM call_figure")).toBe(before);
    expect(ask("SELECT delete_due()")).toBe("1");
  });

  it("undoes the deletion when the proof can't be written", () => {
    ask(
      "INSERT INTO hotline.call_record_intake (uuid, started_at, direction) VALUES ('" +
        uuid(9998) +
        "', now() - interval '1200 days', 'inbound')",
      MEDIA,
    );
    ask("ALTER TABLE deletion_log ADD CONSTRAINT full_up CHECK (kind <> 'call-record') NOT VALID");
    expect(() => ask("SELECT delete_due()")).toThrow(/full_up/);
    expect(ask(`SELECT count(*) FROM call_record WHERE uuid = '${uuid(9998)}'`)).toBe("1");
    ask("ALTER TABLE deletion_log DROP CONSTRAINT full_up");
    expect(ask("SELECT delete_due()")).toBe("1");
  });

  it("never lets the audit log's period fall below 180 days", () => {
    expect(() => ask("UPDATE policy SET audit_days = 179")).toThrow(/policy_audit_days_check/);
    ask("UPDATE policy SET audit_days = 180");
    expect(() => ask("DELETE FROM audit_log WHERE action = 'new'")).toThrow(/must be kept/);
    expect(ask("SELECT delete_due()")).toBe("1");
    expect(ask("SELECT string_agg(action, ' ' ORDER BY id) FROM audit_log WHERE action IN ('kept', 'new')")).toBe(
      "new",
    );
  });

  it("is done by the upkeep once a day", () => {
    const clock = ask("SELECT shanghai(now())::time >= '02:00'");
    ask("SELECT delete_due_today()", UPKEEP);
    expect(ask("SELECT count(*) FROM upkeep")).toBe(clock === "t" ? "1" : "0");
  });
});

describe.skipIf("missing" in found)(suite("recordings on a media node"), () => {
  let server: TrialPostgres;
  const folder = mkdtempSync(join(tmpdir(), "hotline-recordings-"));
  const recordings = join(folder, "recordings");
  const ask = (sql: string, as: { user: string } = OWNER) => server.query("hotline", sql, as);

  beforeAll(async () => {
    server = await startMigrated();
    mkdirSync(recordings);
    writeFileSync(join(folder, "retention.sh"), RETENTION_SCRIPTS["scripts/retention.sh"] ?? "");
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await server.dispose();
  });

  function file(name: string, daysOld: number): string {
    const path = join(recordings, name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, name);
    const time = new Date(Date.now() - daysOld * DAYS - 600_000);
    utimesSync(path, time, time);
    return path;
  }
  function call(id: number, path: string, daysOld: number): void {
    ask(
      `INSERT INTO hotline.call_record_intake (uuid, started_at, media_node, recording) VALUES ('${uuid(id)}', now() - interval '${daysOld} days', 'media-a', '${path.replaceAll("'", "''''")}')`,
      MEDIA,
    );
  }
  function run(more: Readonly<Record<string, string>> = {}): string {
    const { stdout, stderr } = spawnSync("bash", [join(folder, "retention.sh"), "once"], {
      env: {
        ...server.environment({ database: "hotline", ...MEDIA }),
        RECORDINGS: recordings,
        NODE_NAME: "media-a",
        RETENTION_DAYS: "730",
        TMPDIR: folder,
        ...more,
      },
      encoding: "utf8",
    });
    return stdout + stderr;
  }

  it("get their checksum once they are finished, and one that changes later is in the audit log", () => {
    const path = file("2026/it's one.wav", 1);
    call(1, path, 1);
    expect(run()).toBe("");
    expect(ask("SELECT bytes, sha256, format, keep_until - shanghai(started_at)::date FROM recording")).toBe(
      `${"2026/it's one.wav".length}|${sha256("2026/it's one.wav")}|wav|730`,
    );
    expect(ask(`SELECT recording_seen('media-a', '${path.replaceAll("'", "''")}', 3, repeat('a', 64))`, MEDIA)).toBe(
      "changed",
    );
    expect(ask("SELECT action FROM audit_log", AUDITOR)).toBe("recording-changed");
  });

  it("go when they are due, with proof; what is held, young, of another node or outside stays", () => {
    const due = file("due.wav", 731);
    call(2, due, 731);
    const held = file("held.wav", 731);
    call(3, held, 731);
    ask(`SELECT place_hold('${uuid(3)}', '仲裁', 'supervisor')`, DESK);
    const young = file("young.wav", 729);
    call(4, young, 729);
    const longer = file("longer.wav", 900);
    call(5, longer, 900);
    ask(`UPDATE recording SET keep_until = CURRENT_DATE + 1, keep_until_given = true WHERE call_uuid = '${uuid(5)}'`);
    const orphan = file("deep/er/orphan.wav", 800);
    const outside = join(folder, "outside.wav");
    writeFileSync(outside, "x");
    call(6, outside, 800);
    symlinkSync(outside, join(recordings, "link.wav"));
    call(7, join(recordings, "link.wav"), 800);
    call(8, `${recordings}/../outside.wav`, 800);
    const said = run();
    expect(said).toContain(`deleted ${due}\n`);
    expect(said).toContain(`deleted ${orphan}\n`);
    expect(said.match(/not deleted, since it lies outside/g)).toHaveLength(3);
    expect([due, held, young, longer, orphan, outside].map((path) => existsSync(path))).toEqual([
      false,
      true,
      true,
      true,
      false,
      true,
    ]);
    expect(existsSync(join(recordings, "deep"))).toBe(false);
    const list = [orphan, due].sort().map((path) => `${path} ${sha256(path.slice(recordings.length + 1))}`);
    expect(ask("SELECT kind, part, rows, held, sha256 FROM deletion_log", AUDITOR)).toBe(
      `recording|media-a|2|1|${sha256(list.join("\n"))}`,
    );
    expect(ask("SELECT count(*) FROM recording WHERE removed_at IS NOT NULL AND proof IS NOT NULL")).toBe("2");
  });

  it("stay while the database is away", () => {
    const due = file("later.wav", 731);
    call(9, due, 731);
    const old = file("unknown.wav", 4000);
    const said = run({ PGHOST: "/nonexistent" });
    expect(said).toContain("nothing more is deleted now: the database is away");
    expect([due, old].map((path) => existsSync(path))).toEqual([true, true]);
    run();
    expect([due, old].map((path) => existsSync(path))).toEqual([false, false]);
  });

  it("are deleted at the next run when the node died between decision and deletion", () => {
    const due = file("again.wav", 731);
    call(10, due, 731);
    expect(ask(`SELECT delete_recording('media-a', '${due}', 1, NULL)`, MEDIA)).toBe("t");
    // Too late for a hold, and the audit log says so.
    ask(`SELECT place_hold('${uuid(10)}', '迟到', 'supervisor')`, DESK);
    expect(ask("SELECT detail ->> 'recordings_gone' FROM audit_log ORDER BY id DESC LIMIT 1", AUDITOR)).toBe("1");
    run();
    expect(existsSync(due)).toBe(false);
    expect(ask(`SELECT proof IS NOT NULL FROM recording WHERE call_uuid = '${uuid(10)}'`)).toBe("t");
  });

  it("are held by a hold that comes after the list and before the decision", () => {
    const due = file("race.wav", 731);
    call(11, due, 731);
    expect(ask("SELECT recordings_due('media-a', '{}')", MEDIA)).toContain("race.wav");
    ask(`SELECT place_hold('${uuid(11)}', '及时', 'supervisor')`, DESK);
    expect(ask(`SELECT delete_recording('media-a', '${due}', 1, NULL)`, MEDIA)).toBe("f");
    run();
    expect(existsSync(due)).toBe(true);
  });

  it("follow a changed period, but for those with a date of their own", () => {
    ask("UPDATE policy SET recording_days = 365");
    expect(ask(`SELECT keep_until - shanghai(started_at)::date FROM recording WHERE call_uuid = '${uuid(4)}'`)).toBe(
      "365",
    );
    expect(ask(`SELECT keep_until > CURRENT_DATE FROM recording WHERE call_uuid = '${uuid(5)}'`)).toBe("t");
  });
});
