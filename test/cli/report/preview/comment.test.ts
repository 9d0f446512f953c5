import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { githubAnnotations } from "../../../../cli/report/preview/annotations.ts";
import { commentMarker, commentOf, MOST_BYTES, MOST_CHARACTERS } from "../../../../cli/report/preview/comment.ts";
import { documentOf } from "../../../../cli/report/preview/document.ts";
import { reportFiles } from "../../../../cli/report/preview/files.ts";
import { markdownOf } from "../../../../cli/report/preview/markdown.ts";
import { previewPage } from "../../../../cli/report/preview/page.ts";
import { fileOf, IDS, plannedOf, withValue } from "../../../planning/diff/planned.ts";
import { change, preview, reportOn } from "./sample.ts";

const base = new Map(IDS.map((id) => [id, plannedOf(fileOf(id))]));
const planned = (id: string) => base.get(id) ?? plannedOf(fileOf(id));

describe("The comment", () => {
  test("says in one sentence that nothing changes, and marks itself so", () => {
    const report = reportOn(IDS.map((id) => preview(planned(id), [])));
    const text = commentOf(report, { language: "en" });
    expect(text.split("\n")[0]).toBe("<!-- hotline-preview:all nothing -->");
    expect(text).toContain("**Nothing changes.** 0 of 31 stacks change, 31 unchanged, no change of cost.");
    expect(text).not.toContain("--approved");
  });

  test("puts what blocks first, and the sentence before it", () => {
    const lost = change({ name: "fujian-database-database", operation: "delete", stateful: true });
    const text = commentOf(reportOn([preview(planned("fujian"), [lost])]), { language: "en" });
    const order = ["Not to be merged: 1 risk to be corrected", "### Risks (1)", "### Skipped", "deploy --approved"];
    const places = order.filter((part) => part !== "### Skipped").map((part) => text.indexOf(part));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test("fits with hundreds of resources and risks in every province, and keeps the worst", () => {
    const many = (id: string) => [
      ...Array.from({ length: 120 }, (_, index) =>
        change({
          name: `${id}-数据-${index}`,
          operation: "delete",
          stateful: index % 2 === 0,
          refused: index % 3 === 0 ? `原因 ${IDS.indexOf(id)}-${index}` : undefined,
          paths: [
            {
              path: "data",
              kind: "update",
              replaces: false,
              lines: Array.from({ length: 16 }, () => `+ 录音 ${id} ${index}`),
            },
          ],
        }),
      ),
    ];
    const report = reportOn(IDS.map((id) => preview(planned(id), many(id))));
    expect(report.risks.length).toBeGreaterThan(500);
    for (const language of ["zh", "en"] as const) {
      const text = commentOf(report, { language });
      expect(text.length).toBeLessThanOrEqual(MOST_CHARACTERS);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_BYTES);
      expect(text).toContain(language === "zh" ? "**阻\u2060断**" : "**blocks**");
      expect(text).toContain("preview.html");
      expect(text.match(/<details>/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0);
    }
  });

  test("fits whatever the limit, cutting the least telling first", () => {
    const edited = (id: string) => plannedOf(withValue(fileOf(id), ["recording", "retentionDays"], 200));
    const report = reportOn(
      ["fujian", "zhejiang", "shandong"].map((id) => preview(edited(id), [change({ name: `${id}-x` })], planned(id))),
    );
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 30_000 }), (mostBytes) => {
        const text = commentOf(report, { language: "zh", mostBytes });
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(mostBytes);
        expect(text.startsWith(commentMarker())).toBe(true);
      }),
      { numRuns: 40 },
    );
    const short = commentOf(report, { language: "zh", mostBytes: 2600 });
    expect(short).toContain("录音的保留期由 730 天缩短为 200 天");
    expect(short).not.toContain("```diff");
  });

  test("is the same for the same preview, whichever order the resources came in", () => {
    const changes = ["b", "a", "c"].map((name) => change({ name: `fujian-${name}` }));
    const digest = (list: typeof changes) => reportOn([preview(planned("fujian"), list)]).digest;
    expect(digest(changes)).toBe(digest(changes.toReversed()));
    const files = () => reportFiles(reportOn([preview(planned("fujian"), changes)]), { language: "zh" });
    expect(files()).toEqual(files());
  });
});

describe("Foreign words", () => {
  const hostile = "x | y `z` <script>alert(1)</script> @everyone **bold** [a](javascript:1) ```\n## head";

  test("stay words in Markdown and HTML", () => {
    const file = withValue(
      fileOf("fujian"),
      ["waivers"],
      [{ rule: "data-loss", reason: hostile.replace("\n", " "), by: "某人", until: "2027-01-01" }],
    );
    const lost = change({
      name: `fujian-${hostile}`,
      operation: "delete",
      stateful: true,
      paths: [{ path: hostile, kind: "update", replaces: false, old: hostile, new: "b" }],
    });
    const report = reportOn([preview(plannedOf(file), [lost])]);
    const page = previewPage(report, { language: "zh" });
    expect(page).not.toContain("<script");
    expect(page).toContain("default-src &#39;none&#39;".replaceAll("&#39;", "'"));
    const text = markdownOf(documentOf(report, { language: "zh" }));
    const outside = text.replaceAll(/(`{3,})diff\n[\s\S]*?\n\s*\1/g, "");
    expect(outside).not.toMatch(/<script|@everyone|(?<!\\)\*\*bold|(?<!\\)\[a(?<!\\)\]|^## head/m);
    for (const row of text.split("\n").filter((line) => /^\| (?:\*\*|已)/.test(line)))
      expect(row.replaceAll("\\|", "").split("|")).toHaveLength(5);
  });

  test("don't start a workflow command of their own", () => {
    const lost = change({ name: "fujian-a\n::error::pwned%0A::warning", operation: "delete", stateful: true });
    const text = githubAnnotations(
      reportOn([
        preview(plannedOf(withValue(fileOf("fujian"), ["recording", "retentionDays"], 300)), [lost], planned("fujian")),
      ]),
      "en",
    );
    expect(text).toMatch(
      /^::error file=provinces\/fujian\.yaml,line=\d+,col=1,title=RISK_RETENTION_LOWERED::Recordings are kept/m,
    );
    for (const line of text.trimEnd().split("\n")) expect(line).toMatch(/^::(?:error|warning|notice) file=/);
  });
});

describe("Secrets", () => {
  test("stand in no form of the report, though the engine had let them through", () => {
    const leaks = [
      change({
        name: "fujian-a",
        paths: [
          { path: "data.password", kind: "update", replaces: false, old: "[secret]", new: "hunter2-became-plain" },
          { path: "data.x", kind: "update", replaces: false, old: "a", new: "password: hunter2-by-name" },
          { path: "data.y", kind: "update", replaces: false, lines: ["- a", "+ api_token=hunter2-in-a-line"] },
        ],
      }),
    ];
    const report = reportOn([preview(planned("fujian"), leaks)]);
    for (const text of Object.values(reportFiles(report, { language: "zh" }))) expect(text).not.toContain("hunter2");
    expect(report.risks.map(({ code }) => code)).toEqual(["RISK_SECRET_PLAIN"]);
  });

  test("are not seen in digests of images", () => {
    const image = `registry.example/a@sha256:${"0123456789abcdef".repeat(4)}`;
    const pinned = change({
      name: "fujian-a",
      paths: [{ path: "image", kind: "update", replaces: false, old: "a", new: image }],
    });
    expect(commentOf(reportOn([preview(planned("fujian"), [pinned])]), { language: "en" })).toContain(image);
  });
});

describe("Groups and exceptions", () => {
  const retained = (id: string, days: number) =>
    preview(plannedOf(withValue(fileOf(id), ["database", "retention"], { callRecordDays: days })), [], planned(id));

  test("tell the same change of many once, and who differs by name", () => {
    const ids = IDS.filter((id) => id !== "guizhou" && id !== "hunan");
    const report = reportOn(ids.map((id) => retained(id, id === "anhui" ? 1500 : 1200)));
    const [first] = report.groups;
    expect(first?.stacks).toHaveLength(ids.length - 1);
    const text = commentOf(report, { language: "en" });
    expect(text).toMatch(
      /\*\*Anhui\*\*: `retention call records` days 1,095 → 1,500 days; 28 others: days 1,095 → 1,200 days/,
    );
  });

  test("tell who lacks what all the others have", () => {
    const ids = ["anhui", "fujian", "henan", "hubei", "gansu"];
    const stays = preview(plannedOf(withValue(fileOf("hubei"), ["database", "storageGiB"], 900)), [], planned("hubei"));
    const report = reportOn([...ids.filter((id) => id !== "hubei").map((id) => retained(id, 1200)), stays]);
    expect(commentOf(report, { language: "zh" })).toContain("没有这项变更，而其他 4 个堆栈有");
  });
});
