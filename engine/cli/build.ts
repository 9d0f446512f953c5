import { execFile, spawn } from "node:child_process";
import { createWriteStream, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { coerce, gte } from "semver";
import { onExit } from "signal-exit";
import { makeTemporaryDirectory } from "../temporary-directory.ts";
import { executableIn } from "./cache.ts";
import { ENGINE_VERSION } from "./engine.ts";
import { type EngineProgress, type OnEngineProgress, Unobtainable } from "./progress.ts";

const MODULE = "github.com/pulumi/pulumi";
const MAIN = `${MODULE}/pkg/v3/cmd/pulumi`;
/** go.mod of the module at the pinned version. */
export const LEAST_GO = "1.25.11";
const TAIL_LINES = 12;

export type Go = { readonly usable: true } | { readonly usable: false; readonly reason: string };

export async function findGo(): Promise<Go> {
  try {
    const { stdout } = await promisify(execFile)("go", ["env", "GOVERSION"], { env: goEnvironment() });
    const version = coerce(stdout.trim().replace(/^go/, ""));
    if (version !== null && gte(version, LEAST_GO)) return { usable: true };
    return { usable: false, reason: `build: Go ${stdout.trim()} is older than ${LEAST_GO}` };
  } catch {
    return { usable: false, reason: "build: there is no go" };
  }
}

export interface BuildRequest {
  readonly directory: string;
  readonly go: Go;
  readonly onProgress: OnEngineProgress | undefined;
}

/**
 * Builds the engine from its Go module into directory/bin: about five minutes on two cores, and a compiler's cache of
 * 2 GB. Throws Unobtainable with the end of the log and the log's place.
 */
export async function buildEngine({ directory, go, onProgress }: BuildRequest): Promise<void> {
  if (!go.usable) throw new Unobtainable(go.reason);
  const { path: module, release } = makeTemporaryDirectory();
  const log = join(tmpdir(), `hotline-engine-build-${process.pid}.log`);
  const start = performance.now();
  const tell = (progress: Omit<EngineProgress, "seconds">): void =>
    onProgress?.({ ...progress, seconds: (performance.now() - start) / 1000 });
  try {
    // The module itself can't be installed by name, for it replaces a dependency; a module that requires it can.
    writeFileSync(
      join(module, "go.mod"),
      `module engine\ngo ${LEAST_GO}\nrequire (\n${MODULE}/pkg/v3 v${ENGINE_VERSION}\n${MODULE}/sdk/v3 v${ENGINE_VERSION}\n)\n`,
    );
    writeFileSync(join(module, "main.go"), `//go:build tools\n\npackage main\n\nimport _ "${MAIN}"\n`);
    const run = (args: readonly string[], onLine: (line: string) => void): Promise<string> =>
      runGo(args, { module, log, onLine });

    let fetched = 0;
    tell({ stage: "fetching-modules", done: 0 });
    const packages = await run(["list", "-mod=mod", "-deps", "-f", "{{.ImportPath}}", MAIN], (line) => {
      if (line.startsWith("go: downloading ")) tell({ stage: "fetching-modules", done: ++fetched });
    });
    const total = packages.trim().split("\n").length;
    let compiled = 0;
    tell({ stage: "compiling", done: 0, total });
    mkdirSync(join(directory, "bin"), { recursive: true });
    const version = `-X ${MODULE}/sdk/v3/go/common/version.Version=v${ENGINE_VERSION}`;
    await run(
      ["build", "-mod=mod", "-v", "-trimpath", "-ldflags", `-s -w ${version}`, "-o", executableIn(directory), MAIN],
      (line) => {
        if (/^[\w.-]+(\/[\w.~-]+)*$/.test(line)) tell({ stage: "compiling", done: ++compiled, total });
      },
    );
    // It is of use only where something failed.
    rmSync(log, { force: true });
  } finally {
    release();
  }
}

interface GoRun {
  readonly module: string;
  readonly log: string;
  readonly onLine: (line: string) => void;
}

/** Runs go in a module and returns its standard output; what it says goes to a log. */
async function runGo(args: readonly string[], { module, log, onLine }: GoRun): Promise<string> {
  const child = spawn("go", args, { cwd: module, env: goEnvironment(), stdio: ["ignore", "pipe", "pipe"] });
  const forget = onExit(() => {
    child.kill();
  });
  const file = createWriteStream(log, { flags: "a" });
  const tail: string[] = [];
  let [stdout, partial] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    file.write(text);
    const lines = (partial + text).split("\n");
    partial = lines.pop() ?? "";
    for (const line of lines) {
      onLine(line);
      tail.push(line);
    }
    tail.splice(0, tail.length - TAIL_LINES);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  forget();
  file.end();
  if (code === 0) return stdout;
  throw new Unobtainable(`build: go ${args[0] ?? ""} failed (log: ${log}): ${tail.slice(-3).join(" | ")}`);
}

/** The machine's own toolchain and no C compiler; a checkout's flags have no business here. */
function goEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, GOTOOLCHAIN: "local", GOFLAGS: "", GOWORK: "off", CGO_ENABLED: "0" };
}
