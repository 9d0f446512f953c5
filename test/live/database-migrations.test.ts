import { execFileSync, spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { bootstrapSql } from "../../components/database/bootstrap.ts";
import { MIGRATION_FILES } from "../../components/database/migrations.ts";
import { itemOf } from "../../planning/references.ts";
import { CASE_NAMES, CASES } from "../components/cases.ts";
import {
  addDatabase,
  changes,
  found,
  migrate,
  OWNER,
  SCRIPTS,
  SUPERUSER,
  startBare,
  suite,
} from "./hotline-database.ts";
import { TrialPostgres } from "./postgres.ts";

/** Sqitch, psql and PostgreSQL of Debian. Does not prove: the image, the job's network. */
function missing(): string | undefined {
  if ("missing" in found) return found.missing;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.some((folder) => existsSync(join(folder, "sqitch"))) ? undefined : "no sqitch on PATH";
}

const FIRST_VERSION = readFileSync(join(import.meta.dirname, "fixtures/schema-0.1.0.sql"), "utf8");
/** Rows of every table of 0.1.0. */
const ROWS = `
INSERT INTO call_record_intake (uuid, started_at, caller_number, queue) VALUES
  ('00000000-0000-0000-0000-000000000001', '2026-01-31 23:59:59+08', '055165550000', 'pension'),
  ('00000000-0000-0000-0000-000000000002', '2026-11-24 09:00:00+08', NULL, NULL);
INSERT INTO queue_event (queue, event, agent) VALUES ('pension', 'joined', NULL), ('pension', 'stared out of the window', '1001');
INSERT INTO work_order (class, content) VALUES ('咨询', '养老金何时到账');
INSERT INTO provider_call_record (uuid, started_at, record) VALUES ('00000000-0000-0000-0000-000000000003', now(), '{}');
INSERT INTO service_level_evidence VALUES ('2026-10-01', 'serviceLevel', 90, 91.5, 'provider');
INSERT INTO audit_log (actor, action) VALUES ('1001', 'listen-in');`;
/** Everything that a database has: tables with columns, functions, views, rights. */
const SHAPE = `
WITH acls AS (SELECT oid, array_to_string(ARRAY(SELECT acl::text FROM unnest(relacl) AS acl ORDER BY 1), ' ') AS acl FROM pg_class),
mine AS (SELECT * FROM pg_class WHERE relnamespace = 'hotline'::regnamespace AND NOT relispartition AND relkind NOT IN ('i', 'I'))
SELECT string_agg(line, E'\\n' ORDER BY line COLLATE "C") FROM (
  SELECT concat_ws(' ', relname, relkind, relowner::regrole, acl) AS line FROM mine JOIN acls USING (oid)
  UNION ALL SELECT concat_ws(' ', mine.oid::regclass, pg_get_indexdef(indexrelid)) FROM pg_index JOIN mine ON mine.oid = indrelid
  UNION ALL SELECT concat_ws(' ', mine.oid::regclass, attname, format_type(atttypid, -1), attnotnull, attacl)
    FROM pg_attribute JOIN mine ON mine.oid = attrelid WHERE attnum > 0 AND NOT attisdropped
  UNION ALL SELECT concat_ws(' ', oid::regprocedure, proowner::regrole, md5(prosrc),
    array_to_string(ARRAY(SELECT acl::text FROM unnest(proacl) AS acl ORDER BY 1), ' '))
    FROM pg_proc WHERE pronamespace = 'hotline'::regnamespace
  UNION ALL SELECT concat_ws(' ', conrelid::regclass, pg_get_constraintdef(pg_constraint.oid)) FROM pg_constraint JOIN mine ON mine.oid = conrelid
  UNION ALL SELECT concat_ws(' ', tgrelid::regclass, tgname) FROM pg_trigger JOIN mine ON mine.oid = tgrelid WHERE NOT tgisinternal
) AS lines`;

describe.skipIf(missing() !== undefined)(suite("migrations", missing()), () => {
  let server: TrialPostgres;
  let next = 0;
  const folders: string[] = [];

  beforeAll(async () => {
    server = await startBare();
    migrate(server);
  });
  afterAll(async () => {
    for (const folder of folders) rmSync(folder, { recursive: true });
    await server.dispose();
  });

  function freshDatabase(): string {
    const name = `fresh_${next++}`;
    addDatabase(server, name);
    return name;
  }

  /** The job's files, laid out as the job mounts them, with settings and passwords of its own. */
  function work(more: Readonly<Record<string, string>> = {}): string {
    const folder = mkdtempSync(join(tmpdir(), "hotline-migrations-"));
    folders.push(folder);
    const set = itemOf(planCallCenter(CASES["docker pair"]()), "config-set", "database-work").files;
    for (const [path, text] of Object.entries({ ...set, ...more })) {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return folder;
  }

  function run(
    folder: string,
    database: string,
    more: Readonly<Record<string, string>> = {},
  ): { code: number | null; said: string } {
    const { status, stdout, stderr } = spawnSync("bash", [join(folder, "scripts/migrate.sh")], {
      env: { ...environment(folder, database), ...more },
      encoding: "utf8",
    });
    return { code: status, said: stdout + stderr };
  }

  const environment = (folder: string, database: string) => ({
    ...server.environment({ database, ...OWNER }),
    HOTLINE_LOGINS_DIR: join(folder, "logins"),
    HOTLINE_WAIT_SECONDS: "2",
  });
  const shape = (database: string) => server.query(database, SHAPE, OWNER);

  it("are the files of the plan, each of them in it", () => {
    const listed = changes().map((change) => `deploy/${change}.sql`);
    expect(Object.keys(MIGRATION_FILES).filter((path) => path.startsWith("deploy/"))).toEqual([...listed].sort());
  });

  it("make an empty database, and change nothing when they run again", () => {
    const database = freshDatabase();
    const first = run(work({ "logins/hotline_media": "m" }), database);
    expect(first).toMatchObject({ code: 0 });
    expect(first.said).toContain("+ rights");
    expect(shape(database)).toBe(shape("hotline"));
    const again = run(work({ "logins/hotline_media": "m" }), database);
    expect(again).toMatchObject({ code: 0 });
    expect(again.said).toContain("up-to-date");
    expect(server.query(database, "SELECT within_seconds, call_record_days FROM hotline.policy", OWNER)).toBe(
      "15|1095",
    );
    expect(server.query(database, "SELECT string_agg(name, ' ' ORDER BY name) FROM hotline.service_queue", OWNER)).toBe(
      "employment pension relations",
    );
  });

  it("are run by two at once without harm", async () => {
    const database = freshDatabase();
    const folder = work({ "logins/hotline_media": "m" });
    const start = () =>
      new Promise<number | null>((resolve) => {
        spawn("bash", [join(folder, "scripts/migrate.sh")], {
          env: environment(folder, database),
          stdio: "ignore",
        }).once("exit", resolve);
      });
    const both = await Promise.all([start(), start()]);
    expect(both).toEqual([0, 0]);
    expect(shape(database)).toBe(shape("hotline"));
    expect(server.query(database, "SELECT count(*) FROM hotline_migrations.changes", OWNER)).toBe(
      String(changes().length),
    );
  });

  it.each(changes())("come from the version that ends with %s to this one", (change) => {
    const database = freshDatabase();
    const folder = work({ "logins/hotline_media": "m" });
    execFileSync("sqitch", ["deploy", "--to", change, "db:pg:"], {
      cwd: folder,
      env: {
        ...server.environment({ database, ...OWNER }),
        SQITCH_SYSTEM_CONFIG: "/dev/null",
        SQITCH_USER_CONFIG: "/dev/null",
      },
      stdio: "pipe",
    });
    const record =
      "INSERT INTO hotline.call_record (uuid, started_at, recording) VALUES ('00000000-0000-0000-0000-000000000001', '2026-11-24', '/a/b.wav')";
    // The baseline alone has no month: version 0.1.0 made them apart.
    if (change !== "baseline" && change !== "policy") server.query(database, record, OWNER);
    expect(run(folder, database)).toMatchObject({ code: 0 });
    expect(shape(database)).toBe(shape("hotline"));
    if (change !== "baseline" && change !== "policy")
      expect(server.query(database, "SELECT path FROM hotline.recording", OWNER)).toBe("/a/b.wav");
  });

  it("go on after a run that was cut short between the change and its entry", () => {
    const database = freshDatabase();
    migrate(server, database, "figures");
    expect(run(work({ "logins/hotline_media": "m" }), database)).toMatchObject({ code: 0 });
    expect(shape(database)).toBe(shape("hotline"));
  });

  it("refuse a file that was changed after it ran, and a database that is newer", () => {
    const database = freshDatabase();
    const logins = { "logins/hotline_media": "m" };
    expect(run(work(logins), database)).toMatchObject({ code: 0 });
    const changed = run(
      work({ ...logins, "deploy/people.sql": `${MIGRATION_FILES["deploy/people.sql"]}\n--` }),
      database,
    );
    expect(changed.code).toBe(1);
    expect(changed.said).toMatch(/diverge at change people[\s\S]*it is newer, or a file was changed after it ran/);
    const plan = MIGRATION_FILES["sqitch.plan"] ?? "";
    const older = run(work({ ...logins, "sqitch.plan": plan.slice(0, plan.indexOf("rights [")) }), database);
    expect(older.code).toBe(1);
    expect(older.said).toContain("it is newer");
  });

  it("tell a person at psql what each table, view and function is", () => {
    const silent = server.query(
      "hotline",
      `SELECT string_agg(name, ' ') FROM (
         SELECT relname AS name FROM pg_class WHERE relnamespace = 'hotline'::regnamespace AND relkind IN ('r', 'p', 'v')
           AND relname !~ '_[0-9]{4}_?[0-9]{2}$' AND obj_description(oid, 'pg_class') IS NULL
         UNION ALL SELECT proname FROM pg_proc
           WHERE pronamespace = 'hotline'::regnamespace AND obj_description(oid, 'pg_proc') IS NULL) AS found`,
      OWNER,
    );
    expect(silent).toBe("");
  });

  it("leave what was done when a later file fails, and say where", () => {
    const database = freshDatabase();
    const broken = run(work({ "deploy/evidence.sql": "BEGIN; SELECT 1/0; COMMIT;" }), database);
    expect(broken.code).not.toBe(0);
    expect(broken.said).toMatch(/division by zero/);
    expect(
      server.query(
        database,
        "SELECT string_agg(change, ' ' ORDER BY committed_at) FROM hotline_migrations.changes",
        OWNER,
      ),
    ).toBe("baseline policy intake people work-orders");
    expect(run(work({ "logins/hotline_media": "m" }), database)).toMatchObject({ code: 0 });
  });

  it("say that the database does not answer", () => {
    const { code, said } = run(work(), "hotline", { PGHOST: "/nonexistent" });
    expect(code).toBe(1);
    expect(said).toMatch(/did not answer within 2 s: .*No such file/);
  });

  it.each(CASE_NAMES)("take the settings of %s", (name) => {
    const sql = itemOf(planCallCenter(CASES[name]()), "config-set", "database-work").files["settings.sql"] ?? "";
    for (let time = 0; time < 2; time++) expect(() => server.run("hotline", sql, OWNER)).not.toThrow();
  });
});

describe.skipIf(missing() !== undefined)(suite("a database of version 0.1.0", missing()), () => {
  let server: TrialPostgres;
  const owner = { user: "hotline" };

  beforeAll(async () => {
    server = await firstVersion(FIRST_VERSION);
    server.run("hotline", ROWS, owner);
    for (let time = 0; time < 2; time++) server.run("hotline", bootstrapSql("x"), SUPERUSER);
    migrate(server);
  });
  afterAll(() => server.dispose());
  const ask = (sql: string) => server.query("hotline", sql, OWNER);

  async function firstVersion(sql: string): Promise<TrialPostgres> {
    if ("missing" in found) throw new Error(found.missing);
    const made = await TrialPostgres.start(found.folder);
    made.query("postgres", "CREATE ROLE hotline LOGIN", SUPERUSER);
    made.query("postgres", "CREATE DATABASE hotline OWNER hotline", SUPERUSER);
    made.run("hotline", sql, SUPERUSER);
    return made;
  }

  it("is taken over with all its rows", () => {
    expect(ask("SELECT string_agg(tableoid::regclass::text, ' ' ORDER BY started_at) FROM call_record")).toBe(
      "call_record_2026_01 call_record_2026_11",
    );
    expect(ask("SELECT kind, queue FROM queue_event")).toBe("caller-joined|pension");
    expect(ask("SELECT event FROM queue_event_0_1 ORDER BY id")).toBe("joined\nstared out of the window");
    expect(ask("SELECT class, content, status FROM work_order")).toBe("咨询|养老金何时到账|open");
    expect(ask("SELECT count(*) FROM provider_call_record")).toBe("1");
    expect(ask("SELECT measured, owed FROM service_level_evidence")).toBe("91.5|90");
    expect(ask("SELECT actor, action FROM audit_log")).toBe("1001|listen-in");
  });

  it("belongs to the new owner, and the old login is closed", () => {
    const foreign =
      "SELECT count(*) FROM pg_class WHERE relnamespace = 'hotline'::regnamespace AND relowner <> 'hotline_migration'::regrole";
    expect(ask(foreign)).toBe("0");
    expect(() => server.query("hotline", "SELECT 1", owner)).toThrow(/not permitted to log in/);
    expect(
      server.query("postgres", "SELECT count(*) FROM pg_auth_members WHERE member = 'hotline'::regrole", SUPERUSER),
    ).toBe("0");
  });

  it("has the shape of a new one, but for the events that it keeps", () => {
    addDatabase(server, "new");
    migrate(server, "new");
    const lines = (database: string) =>
      server
        .query(database, SHAPE, OWNER)
        .split("\n")
        // The primary key of the evidence was made anew and has another place among the columns' order.
        .filter((line) => !line.startsWith("queue_event_0_1"));
    expect(lines("hotline")).toEqual(lines("new"));
  });

  it("without work orders, as the work mode hotline had it, gets them", async () => {
    const phones = await firstVersion(
      FIRST_VERSION.replace(/CREATE TABLE work_order[\s\S]*?(?=CREATE TABLE provider)/, ""),
    );
    expect(() => phones.query("hotline", "SELECT FROM work_order", owner)).toThrow(/does not exist/);
    phones.run("hotline", bootstrapSql("x"), SUPERUSER);
    migrate(phones);
    expect(phones.query("hotline", "SELECT count(*) FROM work_order", OWNER)).toBe("0");
    await phones.dispose();
  });
});

describe.skipIf(missing() !== undefined)(suite("the upkeep", missing()), () => {
  let server: TrialPostgres;
  const folder = mkdtempSync(join(tmpdir(), "hotline-upkeep-"));

  beforeAll(async () => {
    server = await startBare();
    migrate(server);
    mkdirSync(join(folder, "logins"));
    writeFileSync(join(folder, "logins/hotline_upkeep"), "trusted here");
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await server.dispose();
  });
  const run = () => {
    const { status, stdout, stderr } = spawnSync("bash", [join(SCRIPTS, "upkeep.sh")], {
      env: { ...server.environment({ database: "hotline", ...OWNER }), HOTLINE_LOGINS_DIR: join(folder, "logins") },
      encoding: "utf8",
    });
    return { code: status, said: stdout + stderr };
  };
  const ask = (sql: string) => server.query("hotline", sql, OWNER);

  it("does all that is due, and tells of records without a month", () => {
    ask(
      "INSERT INTO call_record (uuid, started_at, direction) VALUES (gen_random_uuid(), now() - interval '5 hours', 'inbound'), (gen_random_uuid(), '9999-01-01', 'inbound')",
    );
    const { code, said } = run();
    expect(said).toMatch(/^hotline: warning: 1 of call_record wait for a month of their own, the newest of 9999-01-01/);
    expect(code).toBe(0);
    expect(ask("SELECT sum(calls) FROM call_hour")).toBe("1");
    expect(ask("SELECT count(*), max(source) FROM heartbeat")).toBe("1|upkeep");
  });

  it("goes on with the rest when one step fails, and says which", () => {
    ask("ALTER TABLE heartbeat ADD CONSTRAINT broken CHECK (false) NOT VALID");
    ask("INSERT INTO stale_hour SELECT hour FROM call_hour");
    const { code, said } = run();
    expect(code).toBe(1);
    expect(said).toContain("hotline: failed: quietly SELECT hotline.beat('upkeep')");
    expect(ask("SELECT count(*) FROM stale_hour")).toBe("0");
  });
});

describe.skipIf(missing() !== undefined)(suite("passwords", missing()), () => {
  let server: TrialPostgres;
  const folder = mkdtempSync(join(tmpdir(), "hotline-passwords-"));
  const owned = { ...OWNER, password: "owner's own" };

  beforeAll(async () => {
    server = await startBare({
      passwords: true,
      settings: { log_statement: "all", password_encryption: "scram-sha-256" },
    });
    server.query("postgres", "ALTER ROLE hotline_migration PASSWORD 'owner''s own'", SUPERUSER);
    cpSync(join(import.meta.dirname, "../../components/database/scripts"), join(folder, "scripts"), {
      recursive: true,
    });
    mkdirSync(join(folder, "logins"));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await server.dispose();
  });

  function carry(passwords: Readonly<Record<string, string>>): { code: number | null; said: string } {
    for (const [login, password] of Object.entries(passwords)) writeFileSync(join(folder, "logins", login), password);
    const { status, stdout, stderr } = spawnSync("bash", [join(folder, "scripts/passwords.sh")], {
      env: { ...server.environment({ database: "hotline", ...owned }), HOTLINE_LOGINS_DIR: join(folder, "logins") },
      encoding: "utf8",
    });
    return { code: status, said: stdout + stderr };
  }
  const logsIn = (user: string, password: string) => server.query("hotline", "SELECT current_user", { user, password });

  it("open nothing before they are set", () => {
    expect(() => logsIn("hotline_media", "")).toThrow(/no password|password authentication failed/);
  });

  it("are set, once, and changed when the secret changes", () => {
    const odd = "p'a\"s\\s $w%o:rd";
    expect(carry({ hotline_media: odd, hotline_desk: "desk-1" })).toEqual({
      code: 0,
      said: "hotline: password of hotline_desk set\nhotline: password of hotline_media set\n",
    });
    expect(logsIn("hotline_media", odd)).toBe("hotline_media");
    expect(carry({})).toEqual({ code: 0, said: "" });
    expect(carry({ hotline_desk: "desk-2\n" })).toEqual({ code: 0, said: "hotline: password of hotline_desk set\n" });
    expect(logsIn("hotline_desk", "desk-2")).toBe("hotline_desk");
    expect(() => logsIn("hotline_desk", "desk-1")).toThrow(/authentication failed/);
  });

  it("stand in no log, not even one of every statement", () => {
    const log = readFileSync(server.logFile, "utf8");
    expect(log).toContain("ALTER ROLE hotline_desk PASSWORD 'SCRAM-SHA-256$4096:");
    for (const password of ["desk-1", "desk-2", "p'a"]) expect(log).not.toContain(password);
  });

  it("must be there, and of characters that need no normalization", () => {
    expect(carry({ hotline_report: "" })).toEqual({
      code: 1,
      said: "hotline: the password of hotline_report is missing\n",
    });
    expect(carry({ hotline_report: "密码" }).said).toContain("other than printable ASCII");
    rmSync(join(folder, "logins/hotline_report"));
  });

  it("of anybody else are not its business", () => {
    expect(carry({ hotline_replication: "x" }).said).toMatch(/does not exist|must be superuser|permission denied/);
    rmSync(join(folder, "logins/hotline_replication"));
    expect(() => server.query("hotline", "ALTER ROLE postgres PASSWORD 'x'", owned)).toThrow(
      /must be superuser|permission denied/,
    );
  });
});
