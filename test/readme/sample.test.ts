import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hotline } from "../cli/hotline.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "hotline-readme-"));
const provinces = join(folder, "provinces");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  mkdirSync(provinces);
  cpSync(join(ROOT, "provinces/fujian.yaml"), join(provinces, "fujian.yaml"));
  expect(hotline(["rehearse", "fujian", "--provinces", provinces])).toMatchObject({ code: 0 });
  const text = readFileSync(join(provinces, "fujian.yaml"), "utf8");
  writeFileSync(join(provinces, "fujian.yaml"), text.replace("method: load-cap", "method: load-cap\n  seats: 80"));
});

/** When it was and how long it took differs; the rest must not. */
const timeless = (text: string) =>
  text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "DATE")
    .replaceAll(/[\d.]+( s| 秒)$/gm, "N$1")
    .trim();

test.each([
  ["README.md", "en"],
  ["README.zh-CN.md", "zh"],
])("the preview in %s is what the command prints", (file, language) => {
  const sample = /<!-- sample: preview -->\n```text\n\$ [^\n]*\n([\s\S]*?)```\n<!-- end -->/.exec(
    readFileSync(join(ROOT, file), "utf8"),
  )?.[1];
  const { out } = hotline(["preview", "fujian", "--offline", "--lang", language, "--provinces", provinces]);
  expect(timeless(sample ?? "")).toBe(timeless(out));
});
