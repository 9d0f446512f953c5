import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { hotline } from "./hotline.ts";

const folder = mkdtempSync(join(tmpdir(), "hotline-restore-"));
const provinces = join(folder, "provinces");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a restore that the stack file asks for is previewed by the real engine: new volumes, none replaced or deleted", () => {
  mkdirSync(provinces);
  mkdirSync(join(folder, "stacks"));
  cpSync(join(resolve(import.meta.dirname, "../.."), "provinces/anhui.yaml"), join(provinces, "anhui.yaml"));
  expect(hotline(["rehearse", "anhui", "--provinces", provinces])).toMatchObject({ code: 0 });
  // Without quotes, as people write it: the engine takes such a time apart.
  writeFileSync(
    join(folder, "stacks/Pulumi.anhui.yaml"),
    "config:\n  hotline:restoreDatabase:\n    generation: 2\n    target: 2026-11-24T09:00:00+08:00\n",
  );
  const { code, out } = hotline(["preview", "anhui", "--offline", "--provinces", provinces]);
  expect(code).toBe(0);
  expect(out).toContain("restoredTo: - => 2026-11-24T09:00:00+08:00");
  expect(out).toMatch(/4 to create, 1 to update, \d+ to replace, 0 to delete, .* 0 failed, 0 violations/);
  expect(out.split("\n").filter((line) => /^ {2}(?!\+).*Volume .*-(data|backups)(?![a-z])/.test(line))).toEqual([]);
});
