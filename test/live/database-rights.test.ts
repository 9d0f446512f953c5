import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  AUDITOR,
  DESK,
  found,
  MEDIA,
  OWNER,
  REPORT,
  SUPERUSER,
  startMigrated,
  suite,
  UPKEEP,
} from "./hotline-database.ts";
import type { TrialPostgres } from "./postgres.ts";

const LOGINS = { media: MEDIA, desk: DESK, report: REPORT, auditor: AUDITOR, upkeep: UPKEEP } as const;
type Name = keyof typeof LOGINS;

/** What each login may do, in full: everything else is tried and must be refused. */
const ALLOWED: Readonly<Record<Name, Readonly<Record<string, string>>>> = {
  media: {
    INSERT: "call_record_intake queue_event_intake",
    EXECUTE: "delete_recording prove_removals recording_removed recording_seen recordings_due recordings_unseen",
  },
  desk: {
    SELECT:
      "agent agent_day agent_skill call_back call_record desk_account desk_break desk_queue_setting desk_session figures_day figures_hour figures_month legal_hold local_network policy provider_delivery queue_event recording service_class service_level_comparison service_queue skill work_order work_order_key work_order_step",
    INSERT:
      "agent agent_skill audit_log call_back desk_account desk_break desk_queue_setting desk_session queue_event_intake service_class service_level_evidence skill work_order work_order_key work_order_step",
    UPDATE:
      "agent agent_skill call_back desk_account desk_break desk_queue_setting desk_session service_class skill work_order",
    DELETE: "agent_skill desk_session",
    EXECUTE: "agent_figures call_backs desk_sign_in_try figures instant is_held place_hold ratio read_audit shanghai",
  },
  report: {
    SELECT:
      "agent agent_day agent_skill counted figures_day figures_hour figures_month heartbeat local_network policy provider_delivery service_class service_level_comparison service_level_evidence service_queue skill unfiled",
    EXECUTE: "agent_figures figures instant ratio shanghai",
  },
  auditor: {
    SELECT:
      "audit_log deletion_log heartbeat legal_hold policy recording service_level_comparison service_level_evidence unfiled upkeep",
    EXECUTE: "deletion_preview instant is_held lift_hold place_hold ratio shanghai",
  },
  upkeep: {
    SELECT: "heartbeat provider_delivery unfiled upkeep",
    INSERT: "provider_call_record provider_delivery",
    UPDATE: "provider_delivery",
    EXECUTE: "beat count_days count_hours delete_due_today deletion_preview make_months_ahead",
  },
};

/** Tries everything on everything, undoes it, and tells what was not refused for want of a right. */
const TRY_ALL = `
DO $body$
DECLARE
  attempt record;
  passed text[] := '{}';
  tried integer := 0;
BEGIN
  FOR attempt IN
    SELECT action, relname AS name, CASE action
        WHEN 'SELECT' THEN format('SELECT * FROM hotline.%I LIMIT 0', relname)
        WHEN 'INSERT' THEN format('INSERT INTO hotline.%I DEFAULT VALUES', relname)
        WHEN 'UPDATE' THEN format('UPDATE hotline.%I SET %I = NULL WHERE false', relname, attname)
        WHEN 'DELETE' THEN format('DELETE FROM hotline.%I WHERE false', relname)
        ELSE format('TRUNCATE hotline.%I', relname)
      END AS statement
    FROM pg_class, (VALUES ('SELECT', 0), ('INSERT', 8), ('UPDATE', 4), ('DELETE', 16), ('TRUNCATE', 0)) AS possible (action, bit),
      LATERAL (SELECT attname FROM pg_attribute WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
        AND attidentity = '' AND attgenerated = '' ORDER BY attnum LIMIT 1) AS changeable
    -- What no view can do needs no right.
    WHERE relnamespace = 'hotline'::regnamespace AND relkind IN ('r', 'p', 'v')
      AND (bit & pg_relation_is_updatable(pg_class.oid, true)) = bit AND (action <> 'TRUNCATE' OR relkind <> 'v')
    UNION ALL
    SELECT 'EXECUTE', proname, format('SELECT hotline.%I(%s)', proname, (
        SELECT string_agg('NULL::' || format_type(type, -1), ', ' ORDER BY place) FROM unnest(proargtypes) WITH ORDINALITY AS argument (type, place)))
    FROM pg_proc WHERE pronamespace = 'hotline'::regnamespace AND prorettype <> 'trigger'::regtype
  LOOP
    tried := tried + 1;
    BEGIN
      EXECUTE attempt.statement;
      RAISE EXCEPTION 'undone';
    EXCEPTION
      WHEN insufficient_privilege THEN NULL;
      WHEN OTHERS THEN passed := passed || (attempt.action || ' ' || attempt.name);
    END;
  END LOOP;
  PERFORM set_config('test.passed', array_to_string(passed, E'\\n'), false), set_config('test.tried', tried::text, false);
END $body$;
SELECT current_setting('test.tried') || E'\\n' || current_setting('test.passed');`;

/** Rights on a few columns are tried one by one below; a whole row stays closed. */
describe.skipIf("missing" in found)(suite("the rights of each login"), () => {
  let server: TrialPostgres;

  beforeAll(async () => {
    server = await startMigrated();
  });
  afterAll(() => server.dispose());

  it.each(Object.keys(LOGINS) as Name[])("are for %s these, and every other action is refused", (name) => {
    const [tried = "", ...passed] = server.run("hotline", TRY_ALL, LOGINS[name]).split("\n");
    expect(Number(tried)).toBeGreaterThan(200);
    const allowed = Object.entries(ALLOWED[name]).flatMap(([action, names]) =>
      names.split(" ").map((each) => `${action} ${each}`),
    );
    expect([...passed].sort()).toEqual([...allowed].sort());
  });

  it("shows by trying as the owner that the attempts themselves can succeed", () => {
    const [tried = "", ...passed] = server.run("hotline", TRY_ALL, OWNER).split("\n");
    // All but the emptying of the two tables that nobody empties; the third is kept by its references before.
    expect(Number(tried) - passed.length).toBe(2);
  });

  it.each([
    ["the report reads a caller's number", REPORT, "SELECT caller_number FROM call_record"],
    ["the report reads the path of a recording", REPORT, "SELECT recording FROM call_record"],
    ["the report reads what an event adds", REPORT, "SELECT detail FROM queue_event"],
    ["the report reads what an order says", REPORT, "SELECT content FROM work_order"],
    ["the report reads an order's caller", REPORT, "SELECT caller_number FROM work_order"],
    ["the desk makes tables", DESK, "CREATE TABLE hotline.mine (a int)"],
    ["the desk makes tables in public", DESK, "CREATE TABLE public.mine (a int)"],
    ["the desk makes a schema", DESK, "CREATE SCHEMA mine"],
    ["the desk sets its own password's owner", DESK, "ALTER ROLE hotline_report PASSWORD 'x'"],
    ["the desk gives itself a right", DESK, "GRANT hotline_auditor TO hotline_desk"],
    ["the desk turns a trigger off", DESK, "ALTER TABLE hotline.audit_log DISABLE TRIGGER append_only"],
    ["the desk turns all triggers off", DESK, "SET session_replication_role = replica"],
    ["media becomes the owner", MEDIA, "SET ROLE hotline_migration"],
    ["media becomes the desk", MEDIA, "SET ROLE hotline_desk"],
    ["the upkeep becomes the owner", UPKEEP, "SET ROLE hotline_migration"],
    ["the auditor reads passwords", AUDITOR, "SELECT * FROM pg_authid"],
    ["the report reads files", REPORT, "COPY (SELECT 1) TO '/tmp/x'"],
    ["the report runs programs", REPORT, "COPY (SELECT 1) TO PROGRAM 'true'"],
    ["the owner becomes superuser", OWNER, "ALTER ROLE hotline_migration SUPERUSER"],
    ["the owner reads files", OWNER, "SELECT pg_read_file('/etc/passwd')"],
  ])("forbid: %s", (_, as, sql) => {
    expect(() => server.query("hotline", sql, as)).toThrow(/permission denied|must be|must have/);
  });

  it("keep strangers out of the database", () => {
    server.query("postgres", "CREATE ROLE stranger LOGIN", SUPERUSER);
    expect(() => server.query("hotline", "SELECT 1", { user: "stranger" })).toThrow(/permission denied for database/);
  });

  it.each([
    ["change", "UPDATE audit_log SET actor = 'nobody'"],
    ["delete", "DELETE FROM audit_log"],
    ["empty", "TRUNCATE audit_log"],
    ["change", "UPDATE deletion_log SET rows = 1"],
    ["delete", "DELETE FROM deletion_log"],
    ["empty", "TRUNCATE deletion_log CASCADE"],
    ["change", "UPDATE service_level_evidence SET measured = 100"],
    ["delete", "DELETE FROM service_level_evidence"],
    ["empty", "TRUNCATE service_level_evidence"],
  ])("do not let even the owner %s what is append-only: %s", (_, sql) => {
    server.query("hotline", "INSERT INTO audit_log (actor, action) VALUES ('1001', 'listen-in')", DESK);
    server.query(
      "hotline",
      "INSERT INTO service_level_evidence (month, measure, owed, measured, source) VALUES ('2026-10-01', 'asa', 15, 12, 'department')",
      DESK,
    );
    server.query(
      "hotline",
      "INSERT INTO deletion_log (kind, part, rows, days_kept, sha256) VALUES ('test', 'x', 1, 1, repeat('a', 64))",
      OWNER,
    );
    for (const as of [OWNER, SUPERUSER])
      expect(() => server.query("hotline", `SET search_path = hotline; ${sql}`, as)).toThrow(
        /append-only|must be kept/,
      );
  });

  it("write down who wrote an audit entry and when, whatever the entry says", () => {
    server.query(
      "hotline",
      "INSERT INTO audit_log (actor, action, happened_at, login) VALUES ('1002', 'export', '2001-01-01', 'hotline_auditor')",
      DESK,
    );
    expect(
      server.query(
        "hotline",
        "SELECT login, happened_at > now() - interval '1 minute' FROM audit_log WHERE actor = '1002'",
        AUDITOR,
      ),
    ).toBe("hotline_desk|t");
  });
});
