import { homedir } from "node:os";
import { join } from "node:path";
import { ENGINE_VERSION } from "./engine.ts";

/** `~/.cache/hotline/engine/3.259.0`, or below XDG_CACHE_HOME. The executable is its bin/pulumi. */
export function engineCache(environment: NodeJS.ProcessEnv): string {
  const given = environment["XDG_CACHE_HOME"];
  const cache = given === undefined || given === "" ? join(environment["HOME"] ?? homedir(), ".cache") : given;
  return join(cache, "hotline", "engine", ENGINE_VERSION);
}

export function executableIn(directory: string): string {
  return join(directory, "bin", process.platform === "win32" ? "pulumi.exe" : "pulumi");
}
