import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { recordedFrom } from "../../engine/fast/deciding.ts";
import { previewFast } from "../../engine/fast/preview.ts";
import { NOTICES } from "../../engine/recorded-state.ts";
import { secretsOf } from "../../planning/secrets.ts";
import { loadProvinces } from "../../provinces/load.ts";
import { type Finished, hotline } from "../cli/hotline.ts";

const CHECKOUT = resolve(import.meta.dirname, "../..");
export const TODAY = "2026-11-24";
const DAY_MS = 86_400_000;

/** Lines answered by 12345 have no menu, queues, or recordings to change. */
export const MERGED: ReadonlySet<string> = new Set(["guizhou", "hunan"]);

/** A department's repository in a temporary folder: province files under git, and snapshots of what is deployed. */
export class SeededRepository {
  readonly root = mkdtempSync(join(tmpdir(), "hotline-seeded-"));
  readonly provinces = join(this.root, "provinces");
  readonly snapshots = join(this.root, ".hotline", "snapshots");

  /** `ids` undefined: all provinces that come along. */
  static async create(ids?: readonly string[]): Promise<SeededRepository> {
    const repository = new SeededRepository();
    const { root, provinces } = repository;
    mkdirSync(provinces, { recursive: true });
    for (const name of readdirSync(join(CHECKOUT, "provinces")).filter((each) => each.endsWith(".yaml")))
      if (ids === undefined || ids.includes(name.slice(0, -5)))
        cpSync(join(CHECKOUT, "provinces", name), join(provinces, name));
    cpSync(join(CHECKOUT, "Pulumi.yaml"), join(root, "Pulumi.yaml"));
    writeFileSync(join(root, ".gitignore"), ".hotline/\n");
    repository.git("init", "--quiet", "--initial-branch", "main");
    repository.commit("Provinces as they are");
    await repository.#publish();
    return repository;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  git(...args: readonly string[]): string {
    const who = { NAME: "Test", EMAIL: "test@example.org", DATE: "2026-11-20T00:00:00Z" };
    const variables = Object.entries(who).flatMap(([key, value]) => [
      [`GIT_AUTHOR_${key}`, value],
      [`GIT_COMMITTER_${key}`, value],
    ]);
    return execFileSync("git", ["-C", this.root, ...args], {
      encoding: "utf8",
      env: {
        ...process.env,
        ...(Object.fromEntries(variables) as Record<string, string>),
        GIT_CONFIG_GLOBAL: "/dev/null",
      },
    });
  }

  commit(message: string): void {
    this.git("add", "-A");
    this.git("-c", "commit.gpgsign=false", "commit", "--quiet", "-m", message);
  }

  /** A pull request: a branch off main with one commit. */
  branch(name: string, edit: () => void): void {
    this.git("checkout", "--quiet", "-B", name, "main");
    edit();
    this.commit(name);
  }

  edit(id: string, change: (text: string) => string): void {
    const path = join(this.provinces, `${id}.yaml`);
    const text = readFileSync(path, "utf8");
    const next = change(text);
    if (next === text) throw new Error(`nothing changed in ${id}`);
    writeFileSync(path, next);
  }

  editEach(change: (text: string) => string): void {
    for (const name of readdirSync(this.provinces)) {
      const id = name.slice(0, -5);
      if (!MERGED.has(id)) this.edit(id, change);
    }
  }

  editSnapshot(id: string, change: (text: string) => string): void {
    const path = join(this.snapshots, `${id}.json`);
    writeFileSync(path, change(readFileSync(path, "utf8")));
  }

  /** As the workflow calls it, with the day fixed. */
  preview(folder: string, ...more: readonly string[]): Finished {
    const args = ["preview", "--all", "--offline", "--changed-since", "main", "--snapshots", this.snapshots];
    return hotline([...args, "--as-of", TODAY, "--report", folder, "--provinces", "provinces", ...more], {
      cwd: this.root,
    });
  }

  /** Snapshots of the day before, as if just these files had been deployed. */
  async #publish(): Promise<void> {
    mkdirSync(this.snapshots, { recursive: true });
    const { root, provinces } = this;
    for (const { id, province } of loadProvinces(provinces).provinces) {
      const plan = planCallCenter(province);
      const { rendered } = await previewFast({
        stack: id,
        root,
        provincesDirectory: provinces,
        programModule: join(CHECKOUT, "stacks", "index.ts"),
        secretNames: secretsOf(plan).map(({ name }) => name),
        state: false,
      });
      const snapshot = {
        hotline: "snapshot",
        format: 1,
        notice: NOTICES.snapshot,
        stack: id,
        at: new Date(Date.parse(TODAY) - DAY_MS).toISOString(),
        engine: "3.259.0",
        revision: this.git("rev-parse", "HEAD").trim(),
        resources: recordedFrom(rendered),
        planned: { province, plan },
      };
      writeFileSync(join(this.snapshots, `${id}.json`), JSON.stringify(snapshot));
    }
  }
}

/** A snapshot's date, so many days before the day of the preview. */
export function aged(text: string, days: number): string {
  const at = new Date(Date.parse(TODAY) - days * DAY_MS).toISOString();
  return text.replace(/"at":"[^"]*"/, `"at":"${at}"`);
}
