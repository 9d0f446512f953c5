import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { transform } from "esbuild";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OLDEST_BROWSER, pageBuild } from "../../../images/agent-desk/bundle-page.ts";

/** What Chromium learned after version 86, and libraries like to use. Own sources are held to it by their tsconfig. */
const LATER = [
  /\.at\(-?\d/,
  /\bstructuredClone\(/,
  /\bObject\.hasOwn\(/,
  /\.findLast(?:Index)?\(/,
  /\.to(?:Sorted|Reversed|Spliced)\(/,
  /\bcrypto\.randomUUID\(/,
  /\bAbortSignal\.(?:timeout|any)\(/,
  /\bPromise\.(?:withResolvers|try)\(/,
  /\bObject\.groupBy\(/,
  /\bArray\.fromAsync\(/,
];

/** As it is put into the image. Does not prove: that an old browser was there to show it. */
describe("the built page", () => {
  const folder = mkdtempSync(join(tmpdir(), "hotline-built-"));
  let files: readonly { readonly name: string; readonly text: string }[] = [];

  beforeAll(async () => {
    await build(pageBuild(folder));
    files = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.\w+$/.test(name))
      .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const ending = (end: string) => files.filter(({ name }) => name.endsWith(end));

  it("is two pages with script and style in files of their own, none of them inline or from elsewhere", () => {
    expect(ending(".html").map(({ name }) => name)).toEqual(["citizen.html", "index.html"]);
    for (const { name, text } of ending(".html")) {
      expect(text, name).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
      for (const [, address] of text.matchAll(/(?:src|href)="([^"]*)"/g)) expect(address, name).toMatch(/^\/assets\//);
    }
    for (const { name, text } of ending(".css")) expect(text, name).not.toMatch(/url\((?!["']?data:)|@import/);
  });

  it("has in its scripts only what Chromium 86 knows", async () => {
    expect(OLDEST_BROWSER).toBe("chrome86");
    for (const { name, text } of ending(".js")) {
      // Syntax: an older target changes nothing. Optional chains are known since 80; esbuild mends a rare bug of theirs.
      const as = async (target: string) =>
        (await transform(text, { target, minify: true, supported: { "optional-chain": true } })).code;
      expect((await as("chrome86")) === (await as("esnext")), name).toBe(true);
      for (const later of LATER) expect(later.exec(text)?.[0], `${name} ${later.source}`).toBeUndefined();
    }
  });

  it("is small enough for a slow line: less than 250 kB compressed", () => {
    const bytes = files.reduce((sum, { text }) => sum + gzipSync(text).length, 0);
    // Measured 2026-11-24: 145 kB.
    expect(bytes).toBeLessThan(250_000);
  });
});
