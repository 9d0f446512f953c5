#!/usr/bin/env node
// Starts the command line with the Node that package.json pins, whatever Node the machine came with: the sources are
// TypeScript and need one that strips types. Plain JavaScript, so that the compile cache is on before the first of them
// is read: a warm one saves a tenth of a second and 20 MB.
import { spawn } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import module, { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const self = fileURLToPath(import.meta.url);
const root = dirname(dirname(self));

/** The pinned Node, undefined where the npm package is not installed. */
function pinnedNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve("node/package.json");
    const binary = join(dirname(manifest), process.platform === "win32" ? "bin/node.exe" : "bin/node");
    return existsSync(binary) ? realpathSync(binary) : undefined;
  } catch {
    return undefined;
  }
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const stripsTypes = major > 22 || (major === 22 && minor >= 18);
const pinned = pinnedNode();

if (stripsTypes && (pinned === undefined || pinned === realpathSync(process.execPath))) {
  module.enableCompileCache();
  const sources = join(root, "cli/main.ts");
  await import(pathToFileURL(existsSync(sources) ? sources : join(root, "dist/cli/main.js")).href);
} else if (pinned === undefined) {
  process.stderr.write(
    `hotline needs Node 22.18 or newer and found ${process.versions.node}; the npm package "node" that brings one is missing.\nFix: run npm ci in ${root}\n`,
  );
  process.exitCode = 1;
} else {
  const child = spawn(pinned, [self, ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, PATH: `${dirname(pinned)}${delimiter}${process.env["PATH"] ?? ""}` },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
