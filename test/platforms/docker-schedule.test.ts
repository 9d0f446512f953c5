import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { LAST_RUN, scheduleScript } from "../../platforms/docker/schedule.ts";

const folder = mkdtempSync(join(tmpdir(), "hotline-schedule-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the real script for one minute of an invented clock: minute, hour, day, month, weekday. */
function runsAt(schedule: string, clock: string, exitCode = 0): { readonly ran: string; readonly last: string } {
  const [ran, last, minutes] = ["ran", "last", "minutes"].map((name) => join(folder, name)) as [string, string, string];
  for (const file of [ran, last, minutes]) writeFileSync(file, "");
  const command = (name: string, lines: string) => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${lines}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  command("date", `case "$1" in +%s) echo 0 ;; *) echo "${clock}" ;; esac`);
  command("timeout", `echo "$@" >> ${ran}; exit ${exitCode}`);
  // The second minute ends the test.
  command("sleep", `echo x >> ${minutes}; [ "$(wc -l < ${minutes})" -lt 2 ] || kill -TERM "$PPID"`);
  const script = scheduleScript(schedule, 300).replaceAll(LAST_RUN, last);
  execFileSync("/bin/sh", ["-c", script, "schedule", "psql", "two words"], {
    env: { PATH: `${folder}:/usr/bin:/bin` },
  });
  return { ran: readFileSync(ran, "utf8"), last: readFileSync(last, "utf8") };
}

describe("a schedule on Docker", () => {
  test("runs the command with its deadline in its minute", () => {
    expect(runsAt("20 2 * * *", "20 02 24 11 2").ran).toBe("300 psql two words\n");
  });

  test.each([
    ["20 2 * * *", "21 02 24 11 2"],
    ["20 2 * * *", "20 03 24 11 2"],
    ["0 2 */7 * *", "00 02 02 11 1"],
    ["0 2 * 1 *", "00 02 01 02 1"],
    ["0 2 * * 1-5", "00 02 22 11 0"],
  ])("%s does not run at %s", (schedule, clock) => {
    expect(runsAt(schedule, clock).ran).toBe("");
  });

  test.each([
    ["*/15 * * * *", "45 13 24 11 2"],
    ["0 2 */7 * *", "00 02 08 11 0"],
    ["0 2 * * 0", "00 02 22 11 0"],
    ["0 2 1 * 1", "00 02 23 11 1"],
    ["0 2 1 * 1", "00 02 01 12 2"],
    ["8,9 8-9 * * *", "09 08 24 11 2"],
  ])("%s runs at %s", (schedule, clock) => {
    expect(runsAt(schedule, clock).ran).not.toBe("");
  });

  test("keeps the exit status of the last run, for the health check", () => {
    expect(runsAt("* * * * *", "00 00 01 01 4", 7).last).toBe("7\n");
    expect(runsAt("0 0 2 1 *", "00 00 01 01 4").last).toBe("0\n");
  });

  test.each(["", "* * * *", "* * * * * *", "61 * * * *", "x * * * *"])("%j is refused", (schedule) => {
    expect(() => scheduleScript(schedule, 300)).toThrow();
  });
});
