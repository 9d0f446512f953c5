import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { Message } from "../../provinces/messages/message.ts";
import { formatFinding, MESSAGES } from "../../provinces/messages.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const FOLDERS = ["provinces", "planning", "components", "platforms", "stacks", "engine", "cli"];
const MESSAGE_FOLDER = join(ROOT, "provinces/messages");

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));
}

const entries: readonly (readonly [string, Message])[] = Object.entries(MESSAGES);
const placeholders = (...texts: string[]): readonly string[] =>
  [...new Set(texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "")))].toSorted();

describe("a message", () => {
  it.each(entries)("has the same placeholders in both languages: %s", (_code, { zh, en }) => {
    expect(placeholders(zh.what, zh.fix)).toEqual(placeholders(en.what, en.fix));
  });

  it.each(entries)("is a sentence in its own script: %s", (_code, { zh, en }) => {
    expect(zh.what).toMatch(/[\u4e00-\u9fff]/);
    for (const text of [zh.what, zh.fix]) expect(text).toMatch(/(?:[。？！]|\})$/);
    for (const text of [en.what, en.fix]) expect(text).toMatch(/^[A-Z{0-9].*(?:[.?]|\})$/);
  });

  it("is used somewhere in the source", () => {
    const source = FOLDERS.flatMap((folder) => sources(join(ROOT, folder)))
      .filter((file) => !file.startsWith(MESSAGE_FOLDER))
      .map((file) => readFileSync(file, "utf8"))
      .join("\n");
    expect(entries.map(([code]) => code).filter((code) => !source.includes(`"${code}"`))).toEqual([]);
  });

  it("has a code of its own in all sections", () => {
    const codes = readdirSync(MESSAGE_FOLDER).flatMap((name) =>
      [...readFileSync(join(MESSAGE_FOLDER, name), "utf8").matchAll(/^ {2}([A-Z][A-Z0-9_]+): \{$/gm)].map(
        (match) => match[1] ?? "",
      ),
    );
    expect(codes.toSorted()).toEqual(entries.map(([code]) => code).toSorted());
  });
});

describe("formatFinding", () => {
  const finding = { code: "SITE_NAME", facts: { found: "$&", "found.zh": "站点$1" } } as const;

  it("names place, severity, code, fault and fix in one line", () => {
    expect(formatFinding({ ...finding, where: { file: "a.yaml", line: 3, column: 7 } }, "en")).toBe(
      "a.yaml:3:7  error SITE_NAME  The site name $& is malformed; it has at most 16 lower-case letters and digits and starts with a letter. For example dr.",
    );
    expect(formatFinding({ ...finding, where: { file: "a.yaml", line: 3, column: 7 } }, "zh")).toMatch(
      /^a\.yaml:3:7 {2}错误 SITE_NAME {2}站点名 站点\$1 不对/,
    );
  });

  it("does with less of a place", () => {
    expect(formatFinding({ ...finding, where: { file: "a.yaml" } }, "en")).toMatch(/^a\.yaml {2}error SITE_NAME/);
    expect(formatFinding({ ...finding, where: { path: ["sites", 0, "x"] } }, "en")).toMatch(
      /^sites\[0\]\.x {2}error SITE_NAME/,
    );
    expect(formatFinding({ ...finding, where: {} }, "en")).toMatch(/^error SITE_NAME/);
  });
});
