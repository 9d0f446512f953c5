import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ROOT = "/sys/fs/cgroup";
/** The hierarchy by which members are found; every process of a cluster is started inside it. */
const MEMBERS = "pids";

/** The kubelet is given version 1's folders here; a machine with version 2 alone has none. */
export function missingControlGroups(): string | undefined {
  return existsSync(join(ROOT, MEMBERS, "cgroup.procs")) ? undefined : "no control groups of version 1";
}

function hierarchies(): readonly string[] {
  return readdirSync(ROOT).filter((name) => name !== "unified" && existsSync(join(ROOT, name, "cgroup.procs")));
}

/** A group in every hierarchy, its parents too. A fresh cpuset has no CPU until it is given its parent's. */
export function makeGroup(path: string): void {
  for (const hierarchy of hierarchies()) {
    let folder = join(ROOT, hierarchy);
    for (const step of path.split("/")) {
      const parent = folder;
      folder = join(folder, step);
      mkdirSync(folder, { recursive: true });
      if (hierarchy !== "cpuset") continue;
      for (const file of ["cpuset.cpus", "cpuset.mems"])
        writeFileSync(join(folder, file), readFileSync(join(parent, file), "utf8").trim());
    }
  }
}

/** File to which a process writes itself to belong to the group. */
export const membersFile = (path: string): string => join(ROOT, MEMBERS, path, "cgroup.procs");

/** Kills what is in the group and below it; nothing else can be in there, for only the cluster's programs were put in. */
export async function killGroup(path: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const members = foldersBelow(join(ROOT, MEMBERS, path)).flatMap((folder) =>
      readFileSync(join(folder, "cgroup.procs"), "utf8").split("\n").filter(Boolean).map(Number),
    );
    if (members.length === 0) return;
    for (const pid of members) kill(pid);
    await sleep(100);
  }
  throw new Error(`processes of ${path} are still there after SIGKILL`);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}

export function removeGroup(path: string): void {
  for (const hierarchy of hierarchies())
    for (const folder of foldersBelow(join(ROOT, hierarchy, path))) rmdirSync(folder);
}

/** The folder and all below it, deepest first; none where it does not exist. */
function foldersBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const inner = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...inner.flatMap(({ name }) => foldersBelow(join(folder, name))), folder];
}
