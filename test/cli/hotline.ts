import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Circumstances {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Options of Node before the script. */
  readonly node?: readonly string[];
}

/** Runs the real command line in a process of its own, in English and without color unless told otherwise. */
export function hotline(args: readonly string[], circumstances: Circumstances = {}): Finished {
  const { cwd = ROOT, environment = {}, input = "", node = [] } = circumstances;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, resolve(ROOT, "bin/hotline.js"), ...args], {
    cwd,
    input,
    encoding: "utf8",
    maxBuffer: 64 * 2 ** 20,
    env: { ...process.env, LC_ALL: "C", NO_COLOR: "1", ...environment },
  });
  return { code: status, out: stdout, err: stderr };
}
