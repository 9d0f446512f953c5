import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { GITHUB_WORKFLOW, GITLAB_PIPELINE } from "../../cli/pull-request-files.ts";
import { ForgeStandIn } from "../cli/forge/stand-in.ts";
import { SeededRepository } from "./seeded-repository.ts";

const CHECKOUT = resolve(import.meta.dirname, "../..");
const TOKEN = "not-a-real-token";

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Shell {
  readonly code: number | null;
  readonly out: string;
}

/** The shell of a runner: bash that stops at the first failure, as GitHub calls it. */
function bash(script: string, cwd: string, environment: Readonly<Record<string, string>>): Promise<Shell> {
  const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", LC_ALL: "C.UTF-8", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (out += data.toString()));
  return new Promise((done) => child.on("close", (code) => done({ code, out })));
}

/**
 * The steps of both pipelines in a department's repository, with its own branch of snapshots and a forge that answers.
 * What it does not prove: actions of others (checkout, cache, upload), the expressions that GitHub fills in, `npm ci`.
 */
describe("The pipelines", () => {
  let repository: SeededRepository;
  let remote: string;
  beforeAll(async () => {
    repository = await SeededRepository.create(["ningxia", "fujian"]);
    const { root, snapshots } = repository;
    writeFileSync(join(root, ".gitignore"), ".hotline/\nnode_modules\n");
    repository.commit("Ignore");
    // What deployments would have pushed: a branch that holds nothing but snapshots.
    remote = mkdtempSync(join(tmpdir(), "hotline-remote-"));
    repository.git("init", "--quiet", "--bare", remote);
    repository.git("remote", "add", "origin", remote);
    const index = join(root, ".hotline", "index");
    await bash(
      `GIT_INDEX_FILE="${index}" git --work-tree="${snapshots}" add -f -A . && tree=$(GIT_INDEX_FILE="${index}" git write-tree) &&
      commit=$(git -c user.name=Test -c user.email=test@example.org commit-tree "$tree" -m Snapshots) &&
      git push --quiet origin "$commit:refs/heads/hotline-snapshots" main`,
      root,
      {},
    );
    rmSync(snapshots, { recursive: true });
    mkdirSync(join(root, "node_modules", ".bin"), { recursive: true });
    symlinkSync(join(CHECKOUT, "bin", "hotline.js"), join(root, "node_modules", ".bin", "hotline"));
    writeFileSync(join(root, "package.json"), JSON.stringify({ name: "department", private: true }));
  }, 120_000);
  afterAll(() => {
    repository.remove();
    rmSync(remote, { recursive: true, force: true });
  });

  /** The fast tier and a fixed day, so that the steps need no engine; all else is as it stands. */
  const hastened = (script: string): string => script.replace("--offline", "--offline --tier fast --as-of 2026-11-24");
  const pullRequest = (name: string, change: (text: string) => string): string => {
    repository.branch(name, () => repository.edit("fujian", change));
    rmSync(join(repository.root, ".hotline"), { recursive: true, force: true });
    return repository.git("rev-parse", "main").trim();
  };
  const lowered = (text: string): string => `${text}\nrecording: { retentionDays: 200 }\n`;
  const grown = (text: string): string => `${text}\ndatabase: { storageGiB: 400 }\n`;

  test("are the files of this repository, too", () => {
    expect(readFileSync(join(CHECKOUT, ".github/workflows/preview.yml"), "utf8")).toBe(GITHUB_WORKFLOW);
    expect(readFileSync(join(CHECKOUT, ".gitlab/preview.gitlab-ci.yml"), "utf8")).toBe(GITLAB_PIPELINE);
  });

  test("ask for no more rights than they need, and run nothing of a fork with a token that writes", () => {
    const workflow = parse(GITHUB_WORKFLOW) as { on: unknown; permissions: unknown };
    expect(workflow.permissions).toEqual({ contents: "read", "pull-requests": "write" });
    expect(Object.keys(workflow.on as object)).toEqual(["pull_request"]);
    // A title or branch of a request never stands in a script.
    const steps = (parse(GITHUB_WORKFLOW) as { jobs: { preview: { steps: readonly Step[] } } }).jobs.preview.steps;
    for (const { run = "" } of steps)
      expect(run.replace(/\$\{\{ steps\.preview\.outputs\.code \}\}/, "")).not.toMatch(/\$\{\{/);
  });

  async function runGitHub(
    name: string,
    change: (text: string) => string,
    forge: ForgeStandIn,
  ): Promise<readonly Shell[]> {
    const base = pullRequest(name, change);
    const { root } = repository;
    const files = {
      GITHUB_OUTPUT: join(root, ".git", "output"),
      GITHUB_STEP_SUMMARY: join(root, ".git", "summary.md"),
    };
    for (const path of Object.values(files)) writeFileSync(path, "");
    const api = await forge.listen();
    const values: Readonly<Record<string, string>> = {
      "github.event.pull_request.base.sha": base,
      "github.server_url": "https://forge.example",
      "github.repository": "dept/12333",
      "github.event.pull_request.head.sha": repository.git("rev-parse", "HEAD").trim(),
      "github.token": TOKEN,
      "github.event.pull_request.number": "7",
    };
    const { steps } = (parse(GITHUB_WORKFLOW) as { jobs: { preview: { steps: readonly Step[] } } }).jobs.preview;
    const shells: Shell[] = [];
    for (const { run, env = {}, name: title } of steps) {
      if (run === undefined || title === "Install") continue;
      const filled = (text: string): string =>
        text.replaceAll(/\$\{\{ (.*?) \}\}/g, (_, key: string) =>
          key === "steps.preview.outputs.code"
            ? (/^code=(\d+)$/m.exec(readFileSync(files.GITHUB_OUTPUT, "utf8"))?.[1] ?? "")
            : (values[key] ?? `unknown ${key}`),
        );
      const variables = Object.fromEntries(Object.entries(env).map(([key, value]) => [key, filled(value)]));
      shells.push(
        await bash(hastened(filled(run)), root, {
          ...files,
          ...variables,
          GITHUB_REPOSITORY: "dept/12333",
          GITHUB_API_URL: api,
        }),
      );
    }
    return shells;
  }

  test("comment, annotate and refuse on GitHub, and bring the comment up to date", { timeout: 120_000 }, async () => {
    const forge = new ForgeStandIn("github", TOKEN);
    try {
      const refused = await runGitHub("lowered", lowered, forge);
      expect(refused.map(({ code }) => code)).toEqual([0, 0, 0, 0, 3]);
      expect(refused[2]?.out).toMatch(
        /^::error file=provinces\/fujian\.yaml,line=\d+,col=\d+,title=RISK_RETENTION_LOWERED::/m,
      );
      expect(readFileSync(join(repository.root, ".git", "summary.md"), "utf8")).toContain("不能合并");
      expect(existsSync(join(repository.root, ".hotline/report/preview.html"))).toBe(true);
      expect(forge.comments).toHaveLength(1);
      expect(forge.comments[0]?.body).toContain("https://forge.example/dept/12333/blob/");
      // The snapshots came from their branch.
      expect(forge.comments[0]?.body).toContain("与状态快照比较（1 天前）");
      forge.close();
      const again = new ForgeStandIn("github", TOKEN);
      for (const { body, own } of forge.comments) again.add(body, own);
      try {
        const allowed = await runGitHub("grown", grown, again);
        expect(allowed.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
        expect(again.comments).toHaveLength(1);
        expect(again.comments[0]?.body).toContain("未发现风险");
      } finally {
        again.close();
      }
    } finally {
      forge.close();
    }
  });

  test("comment and refuse on GitLab, with Code Quality for the lines", { timeout: 120_000 }, async () => {
    const forge = new ForgeStandIn("gitlab", TOKEN);
    try {
      const base = pullRequest("lowered-there", lowered);
      const { script } = (parse(GITLAB_PIPELINE) as { hotline: { script: readonly string[] } }).hotline;
      const lines = script.filter((line) => line !== "npm ci").map(hastened);
      const { code, out } = await bash(lines.join("\n"), repository.root, {
        GITLAB_CI: "true",
        CI_API_V4_URL: await forge.listen(),
        CI_PROJECT_ID: "dept/12333",
        CI_MERGE_REQUEST_IID: "7",
        CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
        CI_PROJECT_URL: "https://forge.example/dept/12333",
        CI_COMMIT_SHA: "0000",
        CI_PROJECT_DIR: repository.root,
        HOTLINE_GITLAB_TOKEN: TOKEN,
      });
      expect([code, out]).toEqual([3, expect.any(String)]);
      expect(forge.comments).toHaveLength(1);
      const issues = JSON.parse(
        readFileSync(join(repository.root, ".hotline/report/code-quality.json"), "utf8"),
      ) as readonly {
        check_name: string;
        severity: string;
        fingerprint: string;
        location: { path: string; lines: { begin: number } };
      }[];
      expect(issues.find(({ check_name }) => check_name === "RISK_RETENTION_LOWERED")).toMatchObject({
        severity: "blocker",
        location: { path: "provinces/fujian.yaml" },
      });
      expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
    } finally {
      forge.close();
    }
  });
});
