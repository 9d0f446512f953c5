import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getEngine } from "../../engine/cli/get.ts";
import type { PreviewRequest } from "../../engine/preview.ts";

/** A root of its own, so that no test sees another's rehearsals. */
export function temporaryRoot(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "hotline-test-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A request for the test program of the name, with the engine of this machine (got once, if it must be). */
export async function requestFor(root: string, program: string, stack = "anhui"): Promise<PreviewRequest> {
  return {
    engine: await getEngine(),
    root,
    stack,
    provincesDirectory: root,
    secretNames: ["database-password"],
    programModule: join(import.meta.dirname, "..", "engine", "programs", `${program}.ts`),
    timeoutSeconds: 120,
  };
}

/** Runs work with environment variables set, and puts the old ones back. */
export async function withVariables<Result>(
  variables: Readonly<Record<string, string>>,
  work: () => Promise<Result>,
): Promise<Result> {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  try {
    return await work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  }
}
