import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { requireApproval } from "../../cli/approval.ts";
import { approvalLogPath, readApprovals, recordApproval } from "../../cli/approval-log.ts";
import { digestOf, normalForm } from "../../planning/approval/normal-form.ts";
import { UserError } from "../../provinces/finding.ts";
import { formatFinding } from "../../provinces/messages.ts";
import { change } from "./report/preview/sample.ts";

const path = { path: "spec.replicas", kind: "update", replaces: false, old: "1", new: "2" } as const;
const official = { stack: "fujian", changes: [change({ name: "fujian-desk", paths: [path] })] };

describe("A deployment", () => {
  const refusal = (work: () => void): readonly string[] => {
    try {
      work();
    } catch (error) {
      if (error instanceof UserError) return error.findings.map((finding) => formatFinding(finding, "en"));
      throw error;
    }
    return [];
  };

  test("goes on when the official preview is what was approved", () => {
    expect(refusal(() => requireApproval(digestOf(normalForm(official)), { official }))).toEqual([]);
  });

  test("is refused with the difference when it is not", () => {
    const approved = normalForm(official);
    const now = {
      ...official,
      changes: [
        change({
          name: "fujian-desk",
          operation: "replace",
          deleteBeforeReplace: true,
          paths: [{ ...path, replaces: true }],
        }),
      ],
    };
    const told = refusal(() => requireApproval(digestOf(approved), { approved, official: now }));
    expect(told).toEqual([
      expect.stringMatching(
        /^error APPROVAL_DIFFERS {2}What would be done to stack fujian is not what was approved: approved [0-9a-f]{64}, now [0-9a-f]{64}\./,
      ),
      expect.stringMatching(/fujian-desk: approved was update \(.*"1" => "2"\); now it is replace, deleted first/),
    ]);
    expect(refusal(() => requireApproval(digestOf(approved), { official: now }))[1]).toContain(
      "APPROVAL_REPORT_NEEDED",
    );
  });

  test("compares what the report hides, too: a secret that became plain is told as one, not by its text", () => {
    const leak = { ...path, path: "data.password", old: "[secret]", new: "hunter2" };
    const now = { ...official, changes: [change({ name: "fujian-desk", paths: [leak] })] };
    expect(
      refusal(() => requireApproval("0".repeat(64), { approved: normalForm(official), official: now })).join(),
    ).not.toContain("hunter2");
  });
});

describe("The log of approvals", () => {
  let folder: string;
  let log: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hotline-approvals-"));
    log = approvalLogPath(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const entry = (stack: string) =>
    ({
      at: "2026-11-24T08:00:00Z",
      stack,
      digest: "d",
      commit: "c",
      approver: "张三",
      operator: "李四",
      outcome: "done",
    }) as const;

  test("grows by a line each, and holds who approved and who deployed what", () => {
    expect(readApprovals(log)).toEqual([]);
    recordApproval(log, entry("anhui"));
    const first = readFileSync(log, "utf8");
    recordApproval(log, entry("henan"));
    expect(readFileSync(log, "utf8").startsWith(first)).toBe(true);
    expect(readApprovals(log).map(({ stack, approver, operator }) => [stack, approver, operator])).toEqual([
      ["anhui", "张三", "李四"],
      ["henan", "张三", "李四"],
    ]);
  });

  test("tells that a line was altered, removed or is none", () => {
    for (const stack of ["anhui", "henan", "hubei"]) recordApproval(log, entry(stack));
    const text = readFileSync(log, "utf8");
    const lines = text.trimEnd().split("\n");
    const broken = [
      text.replace("张三", "王五"),
      `${[lines[0], lines[2]].join("\n")}\n`,
      `${lines.slice(1).join("\n")}\n`,
      text.replace('"henan"', '"hebei"'),
    ];
    for (const each of broken) {
      writeFileSync(log, each);
      expect(() => readApprovals(log)).toThrow("APPROVAL_LOG_ALTERED");
      expect(() => recordApproval(log, entry("hunan"))).toThrow("APPROVAL_LOG_ALTERED");
      expect(readFileSync(log, "utf8")).toBe(each);
    }
    writeFileSync(log, text);
    appendFileSync(log, "not an entry\n");
    expect(() => readApprovals(log)).toThrow("APPROVAL_LOG_ALTERED");
  });
});
