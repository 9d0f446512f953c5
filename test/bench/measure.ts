import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

export interface Measurement {
  readonly wallSeconds: number;
  /** User and system time of the command and all its descendants. */
  readonly cpuSeconds: number;
  /** Highest sum of proportional set sizes over the process tree, sampled every 50 ms. */
  readonly peakMiB: number;
  readonly exitCode: number;
  readonly stdout: string;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
}

function processes(): readonly Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
        return [{ pid: Number(name), parent }];
      } catch {
        return []; // It ended between listing and reading.
      }
    });
}

function treeOf(root: number): readonly number[] {
  const all = processes();
  const tree = [root];
  for (const pid of tree) tree.push(...all.filter((process) => process.parent === pid).map((process) => process.pid));
  return tree;
}

function proportionalMiB(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Runs a command once. The shell's own time keyword is the portable way to the time of all descendants. */
export async function measure(
  command: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Measurement> {
  const quoted = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
  const child = spawn("bash", ["-c", `TIMEFORMAT='%R %U %S'; { time ${quoted} 2>/dev/null; } 2>&3`], {
    env: environment,
    stdio: ["ignore", "pipe", "inherit", "pipe"],
  });
  let stdout = "";
  let times = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
  child.stdio[3]?.on("data", (chunk: Buffer) => (times += chunk.toString()));
  let peakMiB = 0;
  const sampler = setInterval(() => {
    if (child.pid === undefined) return;
    const now = treeOf(child.pid).reduce((sum, pid) => sum + proportionalMiB(pid), 0);
    peakMiB = Math.max(peakMiB, now);
  }, 50);
  const exitCode = await new Promise<number>((resolve) => child.on("close", (code) => resolve(code ?? 1)));
  clearInterval(sampler);
  const [wall = 0, user = 0, system = 0] = times.trim().split(/\s+/).map(Number);
  return { wallSeconds: wall, cpuSeconds: user + system, peakMiB, exitCode, stdout };
}

export interface Spread {
  readonly minimum: number;
  readonly median: number;
  readonly maximum: number;
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((left, right) => left - right);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  return { minimum: at(0), median: at(Math.floor(sorted.length / 2)), maximum: at(sorted.length - 1) };
}
