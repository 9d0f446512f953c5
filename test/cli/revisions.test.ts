import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Change } from "../../engine/change.ts";
import type { PreviewOutcome, SkippedStack } from "../../engine/outcome.ts";
import { hotline } from "./hotline.ts";

const EXAMPLES = resolve(import.meta.dirname, "../../provinces");
const IDS = ["fujian", "ningxia", "hainan"];
let folder: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "hotline-revisions-")));
  mkdirSync(join(folder, "provinces"));
  for (const id of IDS) cpSync(join(EXAMPLES, `${id}.yaml`), join(folder, "provinces", `${id}.yaml`));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: hotline\nruntime: nodejs\n");
  git("init", "-q", "-b", "main");
  commit("three provinces");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function git(...args: readonly string[]): void {
  const who = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.invalid", "-c", "commit.gpgsign=false"];
  const { status, stderr } = spawnSync("git", ["-C", folder, ...who, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

function commit(message: string): void {
  git("add", ".");
  git("commit", "-q", "--allow-empty", "-m", message);
}

function edit(id: string, from: string, to: string): void {
  const path = join(folder, "provinces", `${id}.yaml`);
  const text = readFileSync(path, "utf8");
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

interface Told {
  readonly outcomes: readonly PreviewOutcome[];
  readonly skipped: readonly SkippedStack[];
}

/** Of the folder's own root, so that its own provinces are read. */
function told(args: readonly string[]): Told & { readonly code: number | null } {
  const { out, code, err } = hotline([...args, "--format", "json"], { cwd: folder });
  if (out === "") throw new Error(err);
  const parsed = JSON.parse(out) as readonly PreviewOutcome[] | Told;
  return { code, ...("outcomes" in parsed ? parsed : { outcomes: parsed, skipped: [] }) };
}

function changesOf(outcomes: readonly PreviewOutcome[], stack: string): readonly Change[] {
  const outcome = outcomes.find((one) => one.stack === stack);
  if (outcome?.kind !== "planned") throw new Error(`${stack}: ${JSON.stringify(outcome)}`);
  return outcome.result.changes;
}

it("skips every province whose bytes are as at the revision, without loading one", () => {
  const { outcomes, skipped, code } = told(["preview", "--all", "--tier", "fast", "--changed-since", "main"]);
  expect(code).toBe(0);
  expect(outcomes).toEqual([]);
  expect(skipped.map(({ stack, reason }) => `${stack} ${reason.kind} ${reason.ref}`).sort()).toEqual([
    "fujian same-files main",
    "hainan same-files main",
    "ningxia same-files main",
  ]);
  expect(new Set(skipped.map(({ reason }) => reason.digest)).size).toBe(3);
});

it("tells a file that only reads otherwise from one that says otherwise, and both from what changes nothing", () => {
  edit("fujian", "province: fujian", "# a remark\nprovince: fujian");
  edit("ningxia", "queues:", "staffing:\n  seats: 29\nqueues:");
  const { outcomes, skipped } = told(["preview", "--all", "--tier", "fast", "--changed-since", "main"]);
  expect(Object.fromEntries(skipped.map(({ stack, reason }) => [stack, reason.kind]))).toEqual({
    fujian: "same-configuration",
    hainan: "same-files",
  });
  expect(outcomes.map(({ stack }) => stack)).toEqual(["ningxia"]);
  git("checkout", "-q", ".");
});

it("compares two revisions without any state: what changed, what came, what went", () => {
  git("branch", "before");
  edit("ningxia", "queues:", "staffing:\n  seats: 29\nqueues:");
  rmSync(join(folder, "provinces", "hainan.yaml"));
  cpSync(join(EXAMPLES, "qinghai.yaml"), join(folder, "provinces", "qinghai.yaml"));
  commit("one changed, one gone, one new");
  const { outcomes } = told(["diff", "before..main"]);
  expect(outcomes.map(({ stack }) => stack)).toEqual(["fujian", "qinghai", "ningxia", "hainan"]);
  expect(changesOf(outcomes, "fujian")).toEqual([]);
  expect(new Set(changesOf(outcomes, "qinghai").map(({ operation }) => operation))).toEqual(new Set(["create"]));
  expect(new Set(changesOf(outcomes, "hainan").map(({ operation }) => operation))).toEqual(new Set(["delete"]));
  const agents = changesOf(outcomes, "ningxia").find(({ name }) => name === "ningxia-agents");
  expect(agents?.paths).toContainEqual(expect.objectContaining({ path: "agents", new: "29" }));
  const [first] = outcomes;
  expect(first?.kind === "planned" ? first.result.comparedWith : undefined).toMatchObject({
    kind: "revision",
    ref: "before",
  });
});

it("compares a revision with the files as they lie, and says the same twice", () => {
  edit("fujian", "method: load-cap", "method: load-cap\n  seats: 80");
  const args = ["diff", "main..", "--lang", "en"];
  const [one, two] = [hotline(args, { cwd: folder }), hotline(args, { cwd: folder })];
  expect(one.out).toContain("fujian");
  const steady = (text: string): string => text.replaceAll(/\d+\.\d s?/g, "");
  expect(steady(two.out)).toBe(steady(one.out));
  expect(changesOf(told(["diff", "main.."]).outcomes, "fujian").map(({ name }) => name)).toContain("fujian-agents");
  git("checkout", "-q", ".");
});

it("says what is no range, no revision, no repository", () => {
  const said = (args: readonly string[], cwd = folder): string => hotline([...args, "--lang", "en"], { cwd }).err;
  expect(said(["diff", "main"])).toContain("RANGE_MALFORMED");
  expect(said(["diff", "main...HEAD"])).toContain("RANGE_MALFORMED");
  expect(said(["diff", "nowhere..HEAD"])).toContain("REVISION_UNKNOWN");
  expect(said(["diff", "--all..HEAD"])).not.toBe("");
  expect(said(["preview", "--all", "--changed-since", "-x"])).not.toBe("");
  const lost = mkdtempSync(join(tmpdir(), "hotline-lost-"));
  cpSync(join(folder, "provinces"), join(lost, "provinces"), { recursive: true });
  expect(said(["diff", "main..HEAD"], lost)).toContain("REVISION_NOT_GIT");
  rmSync(lost, { recursive: true });
});

it("publishes, shows and compares with a snapshot, whose age it tells", () => {
  const rehearsed = hotline(["rehearse", "ningxia"], { cwd: folder });
  expect(rehearsed.code).toBe(0);
  const record = JSON.parse(
    readFileSync(join(folder, ".hotline/rehearsals/ningxia/rehearsal-not-a-state.json"), "utf8"),
  ) as { resources: unknown[] };
  const exported = JSON.stringify({ version: 3, deployment: { manifest: {}, resources: record.resources } });
  expect(hotline(["state", "show", "ningxia"], { cwd: folder }).err).toContain("SNAPSHOT_MISSING");
  const snapshots = ["--snapshots", join(folder, "published")];
  const published = hotline(["state", "publish", "ningxia", "--from", "-", ...snapshots], {
    cwd: folder,
    input: exported,
  });
  expect(published).toMatchObject({ code: 0, err: "" });
  const shown = JSON.parse(
    hotline(["state", "show", "ningxia", "--format", "json", ...snapshots], { cwd: folder }).out,
  ) as Record<string, unknown>;
  expect(shown).toMatchObject({ hotline: "snapshot", format: 1, stack: "ningxia", dirty: false, resources: 47 });
  expect(shown["revision"]).toMatch(/^[0-9a-f]{40}$/);
  const { outcomes } = told(["preview", "ningxia", "--tier", "fast", "--as-of", "2999-01-01", ...snapshots]);
  const [only] = outcomes;
  if (only?.kind !== "planned") throw new Error("not planned");
  expect(only.result.changes).toEqual([]);
  expect(only.result.comparedWith).toMatchObject({ kind: "snapshot", revision: shown["revision"] });
  expect("ageDays" in only.result.comparedWith ? only.result.comparedWith.ageDays : 0).toBeGreaterThan(300_000);
});

it("verifies the fast tier by the engine", () => {
  const { out, code } = hotline(["preview", "fujian", "--tier", "fast", "--verify", "--lang", "en"], { cwd: folder });
  expect(out).toContain("fast and plan agree");
  expect([0, 3]).toContain(code);
});
