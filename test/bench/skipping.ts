import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { contentAt, contentNow, inputsHash } from "../../engine/rendered-hash.ts";
import { Repository } from "../../engine/revision/git.ts";
import { PROVINCE_IDS } from "../../provinces/reference/divisions.ts";
import { type Measurement, measure } from "./measure.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** What it takes to find that none of 31 provinces changed, in a repository of their own. */
export async function benchSkipping(runs: number): Promise<{
  readonly command: readonly Measurement[];
  readonly millisecondsEach: number;
}> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "hotline-skip-")));
  try {
    const provinces = join(folder, "provinces");
    mkdirSync(provinces);
    for (const id of PROVINCE_IDS) cpSync(join(ROOT, "provinces", `${id}.yaml`), join(provinces, `${id}.yaml`));
    for (const args of [
      ["init", "-q"],
      ["add", "."],
      ["commit", "-q", "-m", "all"],
    ])
      spawnSync("git", ["-C", folder, "-c", "user.name=nobody", "-c", "user.email=nobody@example.invalid", ...args]);
    const script = `cd '${folder}' && '${process.execPath}' '${join(ROOT, "bin/hotline.js")}' preview --all --changed-since HEAD --format json`;
    const command: Measurement[] = [];
    for (let run = 0; run < runs; run++) command.push(await measure(["bash", "-c", script]));
    return { command, millisecondsEach: hashing(provinces) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function hashing(provinces: string): number {
  const before = process.cpuUsage();
  const repository = Repository.around(provinces);
  const request = { provinces, toolkit: ROOT };
  const [now, then] = [contentNow(request), contentAt(repository, repository.commit("HEAD").commit, request)];
  for (const province of PROVINCE_IDS) {
    const stack = {
      province,
      stack: province,
      folder: "provinces",
      snapshots: join(provinces, "../.hotline/snapshots"),
    };
    if (inputsHash(now, stack) !== inputsHash(then, stack)) throw new Error(`${province} seems to have changed`);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / PROVINCE_IDS.length;
}
