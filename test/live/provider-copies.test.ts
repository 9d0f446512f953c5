import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FETCH_SCRIPT } from "../../components/freeswitch/provider-delivery.ts";
import { freePort } from "./free-port.ts";
import { startMigrated } from "./hotline-database.ts";
import { findPostgres, type TrialPostgres } from "./postgres.ts";

/**
 * The nightly fetch of a provider's deliveries, with rsync, sha256sum and PostgreSQL, over a folder and over SSH. Does
 * not prove: the job's image, a provider's real server.
 */
const postgres = findPostgres();
const missing =
  "missing" in postgres
    ? postgres.missing
    : spawnSync("rsync", ["--version"]).error === undefined
      ? undefined
      : "no rsync on PATH";
const sshd = ["/usr/sbin/sshd", "/usr/local/sbin/sshd"].find((path) => existsSync(path));

/** A day before today, in Asia/Shanghai. */
function daysAgo(days: number): string {
  const date = new Date(Date.now() - days * 86_400_000);
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(date);
}

describe.skipIf(missing !== undefined)(
  `copies of a provider's records${missing === undefined ? "" : `: skipped, ${missing}`}`,
  { timeout: 60_000 },
  () => {
    let server: TrialPostgres;
    let folder: string;
    const as = { user: "postgres" };
    const query = (sql: string) => server.query("hotline", sql, as);

    beforeAll(async () => {
      if ("missing" in postgres) return;
      server = await startMigrated();
      folder = mkdtempSync(join(tmpdir(), "hotline-copies-"));
      writeFileSync(join(folder, "fetch.sh"), FETCH_SCRIPT);
      mkdirSync(join(folder, "outgoing"));
    }, 60_000);
    afterAll(async () => {
      await server.dispose();
      rmSync(folder, { recursive: true, force: true });
    });

    interface Delivery {
      readonly calls?: number;
      readonly recordings?: number;
      readonly records?: readonly Record<string, unknown>[];
    }

    /** Lays out a day as the contract says, two calls and one recording unless told otherwise. */
    function deliver(day: string, more: Delivery = {}): string {
      const at = join(folder, "outgoing", day);
      rmSync(at, { recursive: true, force: true });
      mkdirSync(join(at, "recordings"), { recursive: true });
      const recorded = randomUUID();
      const records = more.records ?? [
        { uuid: recorded, started_at: `${day}T09:00:00+08:00`, recording: `${recorded}.wav`, note: 'a "\\ 引号' },
        { uuid: randomUUID(), started_at: `${day}T00:10:00+08:00`, recording: null },
      ];
      const files: Record<string, string> = {
        "records.jsonl": records.map((record) => `${JSON.stringify(record)}\n`).join(""),
        "total.json": JSON.stringify({
          date: day,
          calls: more.calls ?? records.length,
          recordings: more.recordings ?? 1,
        }),
        [`recordings/${recorded}.wav`]: `sound of ${recorded}`,
      };
      for (const [path, text] of Object.entries(files)) writeFileSync(join(at, path), text);
      const sums = Object.entries(files).map(
        ([path, text]) => `${createHash("sha256").update(text).digest("hex")}  ${path}\n`,
      );
      writeFileSync(join(at, "manifest.sha256"), sums.join(""));
      return at;
    }

    function fetch(more: Record<string, string> = {}): { code: number | null; output: string } {
      const run = spawnSync("bash", [join(folder, "fetch.sh")], {
        env: {
          ...server.environment({ database: "hotline", user: "hotline_upkeep" }),
          COPIES: join(folder, "copies"),
          PROVIDER_SOURCE: `${join(folder, "outgoing")}/`,
          RETENTION_DAYS: "100",
          ...more,
        },
        encoding: "utf8",
      });
      return { code: run.status, output: `${run.stdout}${run.stderr}` };
    }

    const state = (day: string) => query(`SELECT state, problems FROM hotline.provider_delivery WHERE day = '${day}'`);
    const filed = (day: string) =>
      Number(
        query(
          `SELECT count(*) FROM hotline.provider_call_record WHERE (started_at AT TIME ZONE 'Asia/Shanghai')::date = '${day}'`,
        ),
      );

    it("files a sound day once, however often it runs, and leaves today alone", () => {
      deliver(daysAgo(3));
      deliver(daysAgo(0));
      const run = fetch();
      expect(run.code).toBe(4);
      expect(run.output).toContain(`hotline: ${daysAgo(3)}: filed`);
      expect(filed(daysAgo(3))).toBe(2);
      expect(state(daysAgo(3))).toBe("filed|{}");
      expect(filed(daysAgo(0))).toBe(0);
      expect(query("SELECT record->>'note' FROM hotline.provider_call_record WHERE record ? 'note'")).toBe(
        'a "\\ 引号',
      );
      // As after a crash between the database and the mark.
      unlinkSync(join(folder, "copies/filed", daysAgo(3)));
      fetch();
      expect(filed(daysAgo(3))).toBe(2);
    });

    it("says which days since the first were never delivered, and takes them when they come", () => {
      expect(state(daysAgo(2))).toBe('missing|{"nothing was delivered"}');
      for (const days of [1, 2]) deliver(daysAgo(days));
      expect(fetch().code).toBe(0);
      expect(state(daysAgo(2))).toBe("filed|{}");
    });

    it("counts from the contract's first day when it is given", () => {
      const run = fetch({ CONTRACT_START: daysAgo(5) });
      expect(run.code).toBe(4);
      expect(run.output).toContain(`${daysAgo(5)}: nothing was delivered`);
      expect(run.output).not.toContain(daysAgo(6));
    });

    it.each<readonly [string, (day: string) => void, RegExp]>([
      [
        "a recording that is not what the manifest says",
        (day) => appendFileSync(firstRecording(deliver(day)), "!"),
        /checksum: recordings\/.*FAILED/,
      ],
      ["a missing recording", (day) => unlinkSync(firstRecording(deliver(day))), /checksum: .*No such file/],
      ["a day that is not finished", (day) => unlinkSync(join(deliver(day), "manifest.sha256")), /not finished/],
      ["fewer calls than the total says", (day) => deliver(day, { calls: 3 }), /calls: 3 claimed, 2 delivered/],
      ["fewer recordings than the total says", (day) => deliver(day, { recordings: 2 }), /recordings: 2 claimed, 1/],
      [
        "a recording that the manifest does not list",
        (day) => writeFileSync(join(deliver(day), "recordings/extra.wav"), "x"),
        /the manifest lacks recordings\/extra.wav/,
      ],
      [
        "a call of another day, with a recording that is not there",
        (day) =>
          deliver(day, {
            records: [{ uuid: randomUUID(), started_at: `${daysAgo(20)}T10:00:00+08:00`, recording: "gone.wav" }],
          }),
        /started on another day/,
      ],
      [
        "a call twice",
        (day) => {
          const twice = { uuid: randomUUID(), started_at: `${day}T10:00:00+08:00`, recording: null };
          deliver(day, { records: [twice, twice] });
        },
        /is delivered 2 times/,
      ],
      ["no JSON", (day) => refused(day, "not json\n"), /the database refused the records/],
      [
        "no UUID",
        (day) => refused(day, `{"uuid":"7","started_at":"${day}T10:00:00+08:00","recording":"RECORDING"}\n`),
        /refused the records/,
      ],
      [
        "a manifest that points outside",
        (day) => appendFileSync(join(deliver(day), "manifest.sha256"), `${"0".repeat(64)}  ../../filed/x\n`),
        /names a path outside the day/,
      ],
    ])("keeps out, names and takes after correction: %s", (_, spoil, expected) => {
      const day = daysAgo(4);
      rmSync(join(folder, "copies/filed", day), { force: true });
      query(
        `DELETE FROM hotline.provider_call_record WHERE (started_at AT TIME ZONE 'Asia/Shanghai')::date = '${day}'`,
      );
      spoil(day);
      const run = fetch();
      expect(run.code, run.output).toBe(4);
      expect(run.output).toMatch(expected);
      expect(state(day)).toMatch(/^faulty/);
      expect(filed(day)).toBe(0);
      deliver(day);
      expect(fetch().code).toBe(0);
      expect(filed(day)).toBe(2);
    });

    it("follows no link that the provider puts there", () => {
      const day = daysAgo(6);
      symlinkSync("/etc/passwd", join(deliver(day), "recordings/link.wav"));
      fetch();
      expect(existsSync(join(folder, "copies/days", day, "recordings/link.wav"))).toBe(false);
    });

    it("deletes what is past its time and does not fetch it again", () => {
      const old = daysAgo(120);
      deliver(old);
      mkdirSync(join(folder, "copies/days", old), { recursive: true });
      const first = fetch();
      expect(first.output).toContain(`${old}: past its time, deleted`);
      expect(fetch().output).not.toContain(old);
      expect(existsSync(join(folder, "copies/days", old))).toBe(false);
    });

    it.skipIf(sshd === undefined)("comes by SSH with the department's key", { timeout: 60_000 }, async () => {
      const home = mkdtempSync(join(tmpdir(), "hotline-sshd-"));
      for (const key of ["host", "department"])
        execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", join(home, key)]);
      writeFileSync(join(home, "authorized"), readFileSync(join(home, "department.pub")), { mode: 0o600 });
      const port = await freePort();
      const config = [
        `HostKey ${join(home, "host")}`,
        `AuthorizedKeysFile ${join(home, "authorized")}`,
        `PidFile ${join(home, "pid")}`,
        "ListenAddress 127.0.0.1",
        `Port ${port}`,
        "PermitRootLogin prohibit-password",
        "PasswordAuthentication no",
        "StrictModes no",
        "UsePAM no",
      ];
      writeFileSync(join(home, "config"), `${config.join("\n")}\n`);
      if (process.getuid?.() === 0) mkdirSync("/run/sshd", { recursive: true });
      const daemon = spawn(sshd ?? "", ["-D", "-e", "-f", join(home, "config")], { stdio: "ignore" });
      try {
        await new Promise((resolve) => setTimeout(resolve, 1000));
        const day = daysAgo(7);
        deliver(day);
        const run = fetch({
          PROVIDER_SOURCE: `${userInfo().username}@127.0.0.1:${join(folder, "outgoing")}/`,
          PROVIDER_PORT: String(port),
          SSH_KEY_FILE: join(home, "department"),
        });
        expect(run.output).toContain(`${day}: filed`);
        expect(filed(day)).toBe(2);
      } finally {
        daemon.kill();
        rmSync(home, { recursive: true, force: true });
      }
    });

    /** A day whose records are replaced and whose checksums are right. */
    function refused(day: string, records: string): void {
      const at = deliver(day, { calls: 1 });
      const text = records.replace("RECORDING", basename(firstRecording(at)));
      const before = createHash("sha256")
        .update(readFileSync(join(at, "records.jsonl")))
        .digest("hex");
      const after = createHash("sha256").update(text).digest("hex");
      writeFileSync(join(at, "records.jsonl"), text);
      const manifest = join(at, "manifest.sha256");
      writeFileSync(manifest, readFileSync(manifest, "utf8").replace(before, after));
    }

    function firstRecording(at: string): string {
      const [, path = ""] = /(recordings\/\S+)/.exec(readFileSync(join(at, "manifest.sha256"), "utf8")) ?? [];
      return join(at, path);
    }
  },
);
