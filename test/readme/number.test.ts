import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const path = join(import.meta.dirname, "../../docs/number.md");
const text = readFileSync(path, "utf8");

test("every item of the original slides has a row, in order, with code and test that exist", () => {
  const rows = text.split("\n").filter((line) => /^\| S\d\d/.test(line));
  expect(rows.map((row) => row.slice(2, 5))).toEqual(
    Array.from({ length: 33 }, (_, index) => `S${String(index + 1).padStart(2, "0")}`),
  );
  for (const row of rows) expect(row.split("|")[4], row).toMatch(/\.test\.ts\)/);
});

test("every file that it names is there", () => {
  const links = [...text.matchAll(/\]\((\.\.\/[^)]+)\)/g)].map((match) => match[1] ?? "");
  expect(links.length).toBeGreaterThan(60);
  expect(links.filter((link) => !existsSync(join(path, "..", link)))).toEqual([]);
});
