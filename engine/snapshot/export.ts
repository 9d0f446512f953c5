import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { EngineCommand } from "../cli/command.ts";
import type { Engine } from "../cli/engine.ts";

/** Passphrase of the caller's environment, as the engine would read it; undefined: none is set. */
export function passphraseOf(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const given = environment["PULUMI_CONFIG_PASSPHRASE"] ?? "";
  if (given !== "") return given;
  const file = environment["PULUMI_CONFIG_PASSPHRASE_FILE"] ?? "";
  return file !== "" && existsSync(file) ? readFileSync(resolve(file), "utf8").trim() : undefined;
}

/** The state of a deployed stack from its own backend, secrets encrypted as they are there. Throws EngineFailure. */
export async function exportState({
  engine,
  root,
  stack,
}: {
  readonly engine: Engine;
  readonly root: string;
  readonly stack: string;
}): Promise<string> {
  const own = Object.entries(process.env).filter(([name]) => name.startsWith("PULUMI_"));
  const variables = Object.fromEntries(own.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  const { stdout } = await new EngineCommand(engine).exec(["stack", "export", "--stack", stack], {
    cwd: root,
    variables,
  });
  return stdout;
}
