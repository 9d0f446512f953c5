import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import * as settings from "@pulumi/pulumi/runtime/settings.js";
import * as state from "@pulumi/pulumi/runtime/state.js";

type Answer = (error: Error | null, response: unknown) => void;

/** The calls of a program to its engine, answered in the same process. */
export interface Monitor {
  registerResource(request: RegisterResourceRequest, answer: Answer): void;
  registerResourceOutputs(request: unknown, answer: Answer): void;
  readResource(request: unknown, answer: Answer): void;
  invoke(request: unknown, answer: Answer): void;
  call(request: unknown, answer: Answer): void;
  getDeploymentInfo(request: unknown, answer: Answer): void;
}

/** The SDK's own means for tests and inline programs, which its types leave out. The version is pinned. */
interface Internals {
  // eslint-disable-next-line max-params -- the SDK has it so.
  readonly setMockOptions: (monitor: Monitor, project: string, stack: string, preview: boolean) => void;
  readonly waitForRPCs: () => Promise<void>;
  readonly withLocalStorage: <Result>(work: () => Promise<Result>) => Promise<Result>;
  readonly getStore: () => Record<string, unknown>;
}

function isInternals(value: Readonly<Record<string, unknown>>): value is Record<string, unknown> & Internals {
  return ["setMockOptions", "waitForRPCs", "withLocalStorage", "getStore"].every(
    (name) => typeof value[name] === "function",
  );
}

const internals: Readonly<Record<string, unknown>> = { ...settings, ...state };

/** Runs work as the program of a preview of this stack, its calls answered by the monitor. */
export function asProgram<Result>(
  { monitor, project, stack }: { readonly monitor: Monitor; readonly project: string; readonly stack: string },
  work: () => Promise<Result>,
): Promise<Result> {
  if (!isInternals(internals)) throw new Error("this version of the Pulumi SDK can't run a program without an engine");
  const { setMockOptions, getStore, waitForRPCs, withLocalStorage } = internals;
  return withLocalStorage(async () => {
    setMockOptions(monitor, project, stack, true);
    const features = {
      supportsSecrets: true,
      supportsResourceReferences: true,
      supportsOutputValues: false,
      supportsDeletedWith: true,
      supportsReplaceWith: true,
      supportsAliasSpecs: true,
      supportsTransforms: false,
      supportsParameterization: true,
      supportsResourceHooks: true,
      supportsErrorHooks: true,
      supportsInvokeDependsOn: false,
    };
    Object.assign(getStore(), features);
    try {
      return await work();
    } finally {
      await waitForRPCs();
    }
  });
}
