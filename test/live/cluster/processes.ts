import { execFile, spawn } from "node:child_process";
import { mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { makeGroup, membersFile } from "./control-groups.ts";
import { type Layout, namespacePath } from "./layout.ts";

const run = promisify(execFile);
/** Output of a listing of everything in a cluster. */
const MOST_OUTPUT = 64 * 1024 ** 2;

/** Runs a program to its end; throws with what it said. */
export async function execute(
  command: readonly [string, ...string[]],
  { input, environment }: { input?: string; environment?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  const [file, ...args] = command;
  const running = run(file, args, {
    maxBuffer: MOST_OUTPUT,
    ...(environment === undefined ? {} : { env: environment }),
  });
  if (input !== undefined) running.child.stdin?.end(input);
  try {
    return (await running).stdout;
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
    throw new Error(`${command.join(" ").slice(0, 300)}\n${said}`, { cause: error });
  }
}

export interface Launch {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Control group by which it is found and ended. */
  readonly group: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts a program that outlives this process, in the cluster's network and in its control group. */
export function launch(layout: Layout, { name, command, group, environment }: Launch): Running {
  const log = join(layout.home, "log", `${name}.log`);
  mkdirSync(dirname(log), { recursive: true });
  makeGroup(group);
  const output = openSync(log, "a");
  // nsenter, for `ip netns exec` would hide the control groups behind a /sys of its own.
  const child = spawn(
    "sh",
    [
      "-c",
      'echo $$ > "$0" && net="$1" && shift && exec nsenter --net="$net" -- "$@"',
      membersFile(group),
      namespacePath(layout),
      ...command,
    ],
    { detached: true, stdio: ["ignore", output, output], env: { ...process.env, ...environment } },
  );
  child.unref();
  return { name, log, isRunning: () => child.exitCode === null && child.signalCode === null };
}

export interface Running {
  readonly name: string;
  readonly log: string;
  readonly isRunning: () => boolean;
}

/** Waits until `ready` does not throw. Throws its last error, or the end of the log of a program that ended. */
export async function untilReady(
  ready: () => Promise<unknown>,
  { what, seconds, running = [] }: { what: string; seconds: number; running?: readonly Running[] },
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const ended = running.find((program) => !program.isRunning());
    if (ended !== undefined) throw new Error(`${ended.name} ended:\n${readFileSync(ended.log, "utf8").slice(-2000)}`);
    try {
      await ready();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s`, { cause: error });
      await sleep(200);
    }
  }
}
