import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import { vi } from "vitest";

/** A resource as it was sent to the engine, options included: mocks themselves see no options. */
export interface Recorded {
  readonly type: string;
  readonly name: string;
  /** Types of its ancestors below the stack, its own last. */
  readonly chain: readonly string[];
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deleteBeforeReplace: boolean;
  /** Logical names. */
  readonly dependsOn: readonly string[];
  readonly timeouts: { readonly create: string; readonly update: string; readonly delete: string };
  readonly provider: string;
}

interface Timeouts {
  getCreate(): string;
  getUpdate(): string;
  getDelete(): string;
}

interface Request {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProvider(): string;
  getProtect(): boolean;
  getRetainondelete(): boolean;
  getDeletebeforereplace(): boolean;
  getDependenciesList(): string[];
  getCustomtimeouts(): Timeouts | undefined;
  getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
}

const STACK_TYPE = "pulumi:pulumi:Stack";

/** Runs a program under mocks and gives what it registered, the stack itself left out. Throws what the program throws. */
export async function record(program: () => void | Promise<void>, stack = "anhui"): Promise<readonly Recorded[]> {
  const spy = vi.spyOn(MockMonitor.prototype, "registerResource");
  try {
    await pulumi.runtime.setMocks(
      {
        newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs as Record<string, unknown> }),
        call: () => ({}),
      },
      "hotline",
      stack,
      true,
    );
    try {
      await program();
    } finally {
      await pulumi.runtime.disconnect();
    }
    const requests = spy.mock.calls.map(([request]) => request as Request);
    return requests.filter((request) => request.getType() !== STACK_TYPE).map(read);
  } finally {
    spy.mockRestore();
  }
}

function read(request: Request): Recorded {
  const timeouts = request.getCustomtimeouts();
  const parents = (request.getParent().split("::")[2] ?? "")
    .split("$")
    .filter((type) => type !== STACK_TYPE && type !== "");
  return {
    type: request.getType(),
    name: request.getName(),
    chain: [...parents, request.getType()],
    inputs: request.getObject()?.toJavaScript() ?? {},
    protect: request.getProtect(),
    retainOnDelete: request.getRetainondelete(),
    deleteBeforeReplace: request.getDeletebeforereplace(),
    dependsOn: request.getDependenciesList().map((urn) => urn.split("::").at(-1) ?? ""),
    timeouts: {
      create: timeouts?.getCreate() ?? "",
      update: timeouts?.getUpdate() ?? "",
      delete: timeouts?.getDelete() ?? "",
    },
    provider: request.getProvider().split("::").at(-2) ?? "",
  };
}

/** Marks a secret in what is sent to the engine. */
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

export function holdsSecret({ inputs }: Recorded): boolean {
  return JSON.stringify(inputs).includes(SECRET_SIGNATURE);
}

export function only(recorded: readonly Recorded[], name: string): Recorded {
  const found = recorded.filter((resource) => resource.name === name);
  if (found.length !== 1 || found[0] === undefined)
    throw new Error(
      `${found.length} resources named ${name} among ${recorded.map((resource) => resource.name).join(", ")}`,
    );
  return found[0];
}

/** The value at a path of a resource's inputs. Throws when a step leads nowhere. */
export function at(resource: Recorded, path: string): unknown {
  return path.split(".").reduce<unknown>((value, step) => {
    const next =
      typeof value === "object" && value !== null ? Object.entries(value).find(([key]) => key === step) : undefined;
    if (next === undefined) throw new Error(`${resource.name} has no ${path}: nothing at ${step}`);
    return next[1];
  }, resource.inputs);
}
