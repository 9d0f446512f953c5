import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { promisify } from "node:util";
import { gte, major, parse } from "semver";
import { UserError } from "../../provinces/finding.ts";
import { engineCache, executableIn } from "./cache.ts";
import { ENGINE_VERSION, type Engine } from "./engine.ts";
import { engineEnvironment } from "./environment.ts";

const VERSION_TIMEOUT_MS = 30_000;

/**
 * The engine that is there: named by HOTLINE_PULUMI, on PATH, or in the cache; undefined when there is none. Patch
 * releases of the pinned version are taken as they are, later 3.x with a note, older ones skipped. Throws UserError
 * when HOTLINE_PULUMI names something else, for then a decision of the user's would be ignored.
 */
export async function findEngine(environment: NodeJS.ProcessEnv = process.env): Promise<Engine | undefined> {
  const given = environment["HOTLINE_PULUMI"];
  if (given !== undefined && given !== "") return await givenEngine(resolve(given));
  const onPath = pathCandidates(environment);
  for (const command of onPath) {
    const engine = usable(command, await versionOf(command), "path");
    if (engine !== undefined) return engine;
  }
  const cached = executableIn(engineCache(environment));
  // Only a checked engine is put there, so its version needs no asking.
  return isExecutable(cached) ? { command: cached, version: ENGINE_VERSION, source: "cache" } : undefined;
}

async function givenEngine(command: string): Promise<Engine> {
  const found = isExecutable(command) ? await versionOf(command) : undefined;
  const engine = usable(command, found, "environment");
  if (engine !== undefined) return engine;
  const reason = found === undefined ? "no pulumi is there" : `version ${found}`;
  const facts = { found: command, reason, version: ENGINE_VERSION };
  throw new UserError([{ code: "ENGINE_GIVEN_UNUSABLE", where: {}, facts }]);
}

function usable(command: string, version: string | undefined, source: Engine["source"]): Engine | undefined {
  if (version === undefined || !gte(version, ENGINE_VERSION) || major(version) !== major(ENGINE_VERSION))
    return undefined;
  const isPinned = version.split(".")[1] === ENGINE_VERSION.split(".")[1];
  return { command, version, source, ...(isPinned ? {} : { differs: { wanted: ENGINE_VERSION } }) };
}

/** What an executable says of itself, as plain semver; undefined when it isn't Pulumi. */
export async function versionOf(command: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(command, ["version"], {
      env: engineEnvironment(command, {}),
      timeout: VERSION_TIMEOUT_MS,
    });
    return parse(stdout.trim())?.version;
  } catch {
    return undefined;
  }
}

function pathCandidates(environment: NodeJS.ProcessEnv): readonly string[] {
  const name = process.platform === "win32" ? "pulumi.exe" : "pulumi";
  const directories = (environment["PATH"] ?? "").split(delimiter).filter((directory) => directory !== "");
  return directories.map((directory) => join(resolve(directory), name)).filter(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
