import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { comparisonPage } from "../../cli/report/comparison/page.ts";
import { sectionRows } from "../cli/report/markup-tables.ts";
import { comparisonFor } from "../cli/report/sample-comparison.ts";
import { findProgram } from "./programs.ts";

/** The page in a real browser without a network. Does not prove: other browsers, what a printer makes of grays. */
const found = findProgram("chromium", "chromium-browser", "google-chrome");

describe.skipIf("missing" in found)(
  `the comparison in Chromium${"missing" in found ? `: skipped, ${found.missing}` : ""}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "hotline-page-"));
    const markup = comparisonPage(comparisonFor(["jilin"], { draws: "1000" }), "zh");
    const page = join(folder, "page.html");
    beforeAll(() => writeFileSync(page, markup));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    /** Every name resolves to nothing, so that only what the page has itself can be shown. */
    function chromium(...args: readonly string[]): string {
      if ("missing" in found) throw new Error(found.missing);
      const { status, stdout, stderr } = spawnSync(
        found.path,
        [
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
          "--host-resolver-rules=MAP * ~NOTFOUND",
          `--user-data-dir=${join(folder, "profile")}`,
          "--window-size=1280,1000",
          ...args,
        ],
        { encoding: "utf8", maxBuffer: 64 * 2 ** 20, timeout: 100_000 },
      );
      if (status !== 0) throw new Error(`chromium ended with ${status ?? "a signal"}: ${stderr.slice(-2000)}`);
      return stdout;
    }

    /** What a page asks the network for. */
    function requested(of: string): readonly string[] {
      const log = join(folder, "net.json");
      chromium(`--log-net-log=${log}`, "--dump-dom", pathToFileURL(of).href);
      // The browser's own errands go to hosts of its own.
      return [...readFileSync(log, "utf8").matchAll(/"url":"(https?:[^"]+)"/g)].flatMap(([, url]) =>
        url?.includes("page-asks.example") === true ? [url] : [],
      );
    }

    it("is shown as it was written, figure for figure", () => {
      const shown = chromium("--dump-dom", pathToFileURL(page).href);
      for (const id of ["options", "years", "tornado", "simulation", "prices", "lines-self-built"])
        expect(sectionRows(shown, id)).toEqual(sectionRows(markup, id));
      expect(shown.match(/<svg/g)).toHaveLength(5);
    });

    it("asks the network for nothing, even if something were smuggled in", () => {
      const asking =
        '<img src="http://page-asks.example/a.png"><link rel="stylesheet" href="http://page-asks.example/a.css">';
      const smuggled = join(folder, "smuggled.html");
      writeFileSync(smuggled, markup.replace("</h1>", `</h1>${asking}`));
      expect(requested(page)).toEqual([]);
      expect(requested(smuggled)).toEqual([]);
      // Without the page's policy the same picture is asked for: the log would show it.
      const open = join(folder, "open.html");
      writeFileSync(open, markup.replace(/<meta http-equiv[^>]*>/, "").replace("</h1>", `</h1>${asking}`));
      expect(requested(open).length).toBeGreaterThan(0);
    });

    it("prints on several sheets of A4", () => {
      const pdf = join(folder, "page.pdf");
      chromium(`--print-to-pdf=${pdf}`, "--no-pdf-header-footer", pathToFileURL(page).href);
      const text = readFileSync(pdf, "latin1");
      const sheets = text.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      expect(sheets).toBeGreaterThan(4);
      expect(sheets).toBeLessThan(25);
      // Landscape, in points.
      expect(text).toMatch(/\/MediaBox\s*\[0 0 84[12](?:\.\d+)? 59[45](?:\.\d+)?\]/);
    });
  },
);
