import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MESSAGES, messageText, PARTS } from "../../../images/agent-desk/page/messages.ts";

const PAGE = join(import.meta.dirname, "../../../images/agent-desk/page");

/** Every source of the page but the catalogue. */
const sources = readdirSync(PAGE, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !/^(messages|dist)/.test(path))
  .map((path) => ({ path, text: readFileSync(join(PAGE, path), "utf8") }));

describe("the page's catalogue", () => {
  it("names no text twice", () => {
    const keys = Object.values(PARTS).flatMap((part) => Object.keys(part));
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
    expect(keys).toHaveLength(Object.keys(MESSAGES).length);
  });

  it("has Chinese in Chinese and English in English, with the same blanks", () => {
    const blanks = (text: string) => [...new Set([...text.matchAll(/\{\w+\}/g)].map(([blank]) => blank))].sort();
    for (const [key, { zh, en }] of Object.entries(MESSAGES)) {
      expect(blanks(zh), key).toEqual(blanks(en));
      // The switch of languages names the other one in its own.
      if (key !== "language") expect(en, key).not.toMatch(/[\u3000-\u9fff\uff00-\uffef]/);
      // Full-width marks in Chinese sentences.
      expect(zh, key).not.toMatch(/[\u4e00-\u9fff][,;:?!]/);
    }
  });

  it("fills blanks in, and leaves one that nobody fills", () => {
    expect(messageText("submitted", "en", { id: 7 })).toBe("Work order 7 was submitted.");
    expect(messageText("submitted", "zh")).toBe("工单 {id} 已提交。");
  });

  it("is used text by text", () => {
    const all = sources.map(({ text }) => text).join("\n");
    expect(Object.keys(MESSAGES).filter((key) => !new RegExp(`["\`]${key}["\`]`).test(all))).toEqual([]);
  });

  it("holds all texts: no other source has Chinese in it", () => {
    const marks = /[\u4e00-\u9fff]/;
    expect(
      sources.filter(({ text }) => marks.test(text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, ""))).map(({ path }) => path),
    ).toEqual([]);
  });
});
