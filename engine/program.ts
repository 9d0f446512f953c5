import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { withoutProxyToItself } from "./cli/environment.ts";

export interface ProgramRequest {
  readonly stack: string;
  /** Checkout that holds Pulumi.yaml and stacks/. */
  readonly root: string;
  readonly provincesDirectory: string;
  /** Secrets the program will ask for, without the namespace `hotline:`. */
  readonly secretNames: readonly string[];
  /** Module whose default export is the program; by default stacks/index.ts of the checkout. */
  readonly programModule?: string | undefined;
}

/** A program that remembers what it threw, since the engine hands on the words alone. */
export interface LoadedProgram {
  readonly run: () => Promise<Record<string, unknown> | undefined>;
  readonly thrown: () => unknown;
}

type Program = (circumstances: { readonly offline: true }) => Promise<Record<string, unknown> | undefined>;

export async function loadProgram({ root, programModule }: ProgramRequest): Promise<LoadedProgram> {
  const path = programModule ?? join(root, "stacks", "index.ts");
  const module: unknown = await import(pathToFileURL(path).href);
  if (typeof module !== "object" || module === null || !("default" in module) || !isProgram(module.default)) {
    throw new TypeError(`${path} does not export a function by default`);
  }
  const program = module.default;
  let thrown: unknown;
  return {
    run: async () => {
      try {
        return await program({ offline: true });
      } catch (error) {
        thrown = error;
        throw error;
      }
    },
    thrown: () => thrown,
  };
}

function isProgram(value: unknown): value is Program {
  return typeof value === "function";
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs one program at a time in this process (a throw in one would fail the others), with the environment it reads.
 * What this machine happens to point to is hidden from it: a plan must not depend on where it is made.
 */
export function runAlone<Result>(request: ProgramRequest, work: () => Promise<Result>): Promise<Result> {
  const turn = last.then(() =>
    withEnvironment(
      {
        HOTLINE_PROVINCES: request.provincesDirectory,
        ...withoutProxyToItself(),
        KUBECONFIG: undefined,
        DOCKER_HOST: undefined,
      },
      work,
    ),
  );
  last = turn.catch(() => undefined);
  return turn;
}

async function withEnvironment<Result>(
  variables: Readonly<Record<string, string | undefined>>,
  work: () => Promise<Result>,
): Promise<Result> {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  setEnvironment(Object.entries(variables));
  try {
    return await work();
  } finally {
    setEnvironment(before);
  }
}

function setEnvironment(variables: readonly (readonly [string, string | undefined])[]): void {
  for (const [name, value] of variables) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
}
