#!/usr/bin/env node
// Starts the command line with the Node that package.json pins, whatever Node the machine came with:
// the sources are TypeScript and need one that strips types.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const packaged = join(root, "dist/cli/main.js");
const main = existsSync(join(root, "cli/main.ts")) ? join(root, "cli/main.ts") : packaged;

/** The pinned Node if it is installed, else this one if it is new enough. */
function pinnedNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve("node/package.json");
    const binary = join(dirname(manifest), process.platform === "win32" ? "bin/node.exe" : "bin/node");
    if (existsSync(binary)) return binary;
  } catch {
    // Not installed: decided below.
  }
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  process.stderr.write(
    `hotline needs Node 22.18 or newer and found ${process.versions.node}; the npm package "node" that brings one is missing.\nFix: run npm ci in ${root}\n`,
  );
  return process.exit(1);
}

const node = pinnedNode();
const path = `${dirname(node)}${process.platform === "win32" ? ";" : ":"}${process.env["PATH"] ?? ""}`;
const child = spawn(node, ["--disable-warning=ExperimentalWarning", main, ...process.argv.slice(2)], {
  stdio: "inherit",
  env: { ...process.env, PATH: path },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
