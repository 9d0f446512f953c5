import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PreviewReport } from "../../cli/report/preview/report.ts";
import { aged, SeededRepository } from "./seeded-repository.ts";

/** What a pull request does, and how the command must end. */
interface Case {
  readonly code: 0 | 1 | 3;
  readonly edit: (repository: SeededRepository) => void;
  /** Codes of its risks, in the order of the table. */
  readonly risks: readonly string[];
}

const SECRET = "hunter2-in-plain-sight";

const CASES: Readonly<Record<string, Case>> = {
  "dialplan-everywhere": {
    code: 0,
    edit: (repository) => repository.editEach((text) => `${text}\nsatisfaction: false\n`),
    risks: ["RISK_BLAST_RADIUS"],
  },
  "one-more-e1-in-henan": {
    code: 0,
    edit: (repository) => repository.edit("henan", (text) => text.replace("e1: 4", "e1: 5")),
    risks: [],
  },
  "storage-that-replaces": {
    code: 3,
    edit: (repository) =>
      repository.edit("fujian", (text) =>
        `${text}\ndatabase: { storageGiB: 500 }\n`.replace("storageClass: local-ssd", "storageClass: big-ssd"),
      ),
    risks: ["RISK_DATA_LOST", "RISK_STORAGE_STAYS"],
  },
  "province-removed": {
    code: 3,
    edit: ({ provinces }) => rmSync(join(provinces, "ningxia.yaml")),
    risks: ["RISK_PROVINCE_REMOVED"],
  },
  "secret-in-plain": {
    code: 3,
    edit: ({ root }) => {
      mkdirSync(join(root, "stacks"), { recursive: true });
      writeFileSync(join(root, "stacks", "Pulumi.anhui.yaml"), `config:\n  hotline:database-password: ${SECRET}\n`);
    },
    risks: ["RISK_SECRET_COMMITTED"],
  },
  "retention-lowered": {
    code: 3,
    edit: (repository) => repository.edit("zhejiang", (text) => `${text}\nrecording: { retentionDays: 200 }\n`),
    risks: ["RISK_REJECTED", "RISK_RETENTION_LOWERED"],
  },
  "image-without-digest": {
    code: 3,
    edit: (repository) =>
      repository.edit("shandong", (text) =>
        text.replace(/^( {4})platform:/m, "$1registry: registry.example/12333\n$&"),
      ),
    risks: ["RISK_IMAGE_UNPINNED"],
  },
  "namespace-renamed": {
    code: 3,
    edit: (repository) => {
      // As a release with other names would have left it.
      repository.editSnapshot("chongqing", (text) => text.replaceAll("hotline-chongqing-data", "chongqing-12333-data"));
      repository.edit("chongqing", (text) => text.replace(/place: .*/, "place: 渝北"));
    },
    risks: ["RISK_DATA_LOST", "RISK_ZONE_RENAMED"],
  },
  "waiver-expired": {
    code: 3,
    edit: (repository) =>
      repository.edit(
        "sichuan",
        (text) =>
          `${text}\nwaivers:\n  - { rule: compliance, reason: 录音已移交省档案馆, by: 张三, until: 2026-10-31 }\ndatabase: { retention: { auditDays: 400 } }\n`,
      ),
    risks: ["RISK_RETENTION_LOWERED", "RISK_WAIVER_EXPIRED"],
  },
  "waiver-valid": {
    code: 0,
    edit: (repository) =>
      repository.edit(
        "sichuan",
        (text) =>
          `${text}\nwaivers:\n  - { rule: compliance, subject: auditLog, reason: 审计日志已由省平台留存, by: 李四, until: 2026-11-24 }\ndatabase: { retention: { auditDays: 400 } }\n`,
      ),
    risks: ["RISK_RETENTION_LOWERED"],
  },
  "snapshot-40-days-old": {
    code: 0,
    edit: (repository) => {
      repository.editSnapshot("hubei", (text) => aged(text, 40));
      repository.edit("hubei", (text) => `${text}\ndatabase: { storageGiB: 400 }\n`);
    },
    risks: ["RISK_STALE"],
  },
};

/** Hashes that change with every release say nothing here. */
function stable(text: string, { commit, since }: PreviewReport): string {
  return [commit, since?.commit]
    .filter((hash) => hash !== undefined)
    .reduce((all, hash) => all.replaceAll(hash.slice(0, 10), "<commit>"), text)
    .replaceAll(/\b[0-9a-f]{64}\b/g, "<digest>");
}

describe("A pull request", () => {
  let repository: SeededRepository;
  beforeAll(async () => {
    repository = await SeededRepository.create();
  }, 300_000);
  afterAll(() => repository.remove());

  const reported = (name: string, more: readonly string[] = ["--tier", "fast", "--lang", "zh"]) => {
    const folder = join(repository.root, ".hotline", "reports", `${name}-${more.join("")}`);
    const { code, out, err } = repository.preview(folder, ...more);
    if (!existsSync(join(folder, "preview.json"))) throw new Error(err);
    const file = (each: string): string => readFileSync(join(folder, each), "utf8");
    const report = JSON.parse(file("preview.json")) as PreviewReport;
    return { code, out, err, folder, report, file };
  };

  /** Snapshots lie beside the branches: each case starts from its own copy of those that it edits. */
  const kept = new Map<string, string>();
  const seed = (name: string, edit: Case["edit"]): void => {
    for (const [path, text] of kept) writeFileSync(path, text);
    for (const id of ["chongqing", "hubei"]) {
      const path = join(repository.snapshots, `${id}.json`);
      kept.set(path, kept.get(path) ?? readFileSync(path, "utf8"));
    }
    repository.branch(name, () => edit(repository));
  };

  test.each(Object.entries(CASES))("%s", { timeout: 300_000 }, async (name, { code, edit, risks }) => {
    seed(name, edit);
    const found = reported(name);
    expect(found.report.risks.map((risk) => risk.code)).toEqual(risks);
    expect(found.code).toBe(code);
    const comment = found.file("comment.md");
    expect(comment.length).toBeLessThanOrEqual(60_000);
    expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(65_536);
    for (const text of [
      found.out,
      found.err,
      ...["comment.md", "preview.md", "preview.html", "preview.json", "annotations.txt", "code-quality.json"].map(
        found.file,
      ),
    ])
      expect(text).not.toContain(SECRET);
    await expect(stable(comment, found.report)).toMatchFileSnapshot(`golden/${name}.md`);
    await expect(found.file("annotations.txt")).toMatchFileSnapshot(`golden/${name}.annotations.txt`);
  });

  test("gives the same bytes twice", { timeout: 300_000 }, () => {
    seed("retention-lowered", CASES["retention-lowered"]?.edit ?? (() => undefined));
    const [once, again] = [reported("once"), reported("again")];
    for (const name of ["comment.md", "preview.html", "preview.json", "annotations.txt", "code-quality.json"])
      expect(again.file(name)).toBe(once.file(name));
  });

  test("all at once", { timeout: 600_000 }, async () => {
    seed("all-at-once", () => {
      for (const [name, { edit }] of Object.entries(CASES))
        if (name !== "waiver-valid" && name !== "retention-lowered") edit(repository);
      repository.edit("jiangsu", (text) => text.replace("recording:\n", "recording:\n  retentionDays: 365\n"));
    });
    const found = reported("all-at-once");
    expect(found.code).toBe(3);
    expect(new Set(found.report.risks.map(({ code }) => code))).toEqual(
      new Set(Object.values(CASES).flatMap(({ risks }) => risks)),
    );
    expect(JSON.stringify(found.report)).not.toContain(SECRET);
    await expect(stable(found.file("comment.md"), found.report)).toMatchFileSnapshot("golden/all-at-once.md");
    const english = reported("all-at-once", ["--tier", "fast", "--lang", "en"]);
    await expect(stable(english.file("comment.md"), english.report)).toMatchFileSnapshot("golden/all-at-once.en.md");
  });
});
