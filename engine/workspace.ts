import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { LocalWorkspace, type PulumiFn, Stack } from "@pulumi/pulumi/automation/index.js";
import { parse, stringify } from "yaml";
import { EngineCommand } from "./cli/command.ts";
import type { Engine } from "./cli/engine.ts";
import { fingerprinted, readStackFile, stackFilePath } from "./stack-file.ts";
import { makeTemporaryDirectory } from "./temporary-directory.ts";
import { ThrowawayKey } from "./throwaway-key.ts";

export interface WorkspaceRequest {
  readonly engine: Engine;
  /** Checkout that holds Pulumi.yaml and stacks/. */
  readonly root: string;
  readonly stack: string;
  readonly secretNames: readonly string[];
  /** Resources to compare with; empty for a new stack. */
  readonly resources: readonly unknown[];
  readonly program: PulumiFn;
  /** Value of PULUMI_DEBUG_PROVIDERS; empty: official plugins answer, which then find no cluster and no keys of ours. */
  readonly debugProviders: string;
  readonly extraArguments?: readonly string[] | undefined;
}

/** A stack of its own in a directory of its own; nothing of the checkout is written. */
export interface OfflineWorkspace {
  readonly stack: Stack;
  readonly unsetSecrets: readonly string[];
  readonly release: () => void;
}

/** Project name of a checkout; part of every URN. */
export function projectName(root: string): string {
  const file = join(root, "Pulumi.yaml");
  if (!existsSync(file)) return "hotline";
  const project: unknown = parse(readFileSync(file, "utf8"));
  const name = typeof project === "object" && project !== null && "name" in project ? project.name : undefined;
  return typeof name === "string" ? name : "hotline";
}

export async function makeOfflineWorkspace(request: WorkspaceRequest): Promise<OfflineWorkspace> {
  const { engine, root, stack, program } = request;
  const secrets = await ThrowawayKey.own();
  const { configuration, unsetSecrets } = fingerprinted(readStackFile(stackFilePath(root, stack)), {
    stack,
    secretNames: request.secretNames,
    seal: (text) => secrets.encrypt(text),
  });
  const directory = makeTemporaryDirectory();
  try {
    const project = projectName(root);
    const put = (path: string, text: string): void => {
      const file = join(directory.path, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    };
    put("Pulumi.yaml", stringify({ name: project, runtime: "nodejs" }));
    put(
      `Pulumi.${stack}.yaml`,
      stringify({
        secretsprovider: secrets.provider.url,
        encryptedkey: secrets.provider.encryptedkey,
        config: configuration,
      }),
    );
    // A file where the engine wants a folder: it then keeps no log, which takes 0.3 of a preview's CPU-seconds to
    // compress line by line, measured, and holds every property of every resource.
    put("home/logs", "");
    put("state/.pulumi/meta.yaml", stringify({ version: 1 }));
    put(`state/.pulumi/stacks/${project}/${stack}.json`, JSON.stringify(checkpoint(request, project, secrets)));

    const workspace = await LocalWorkspace.create({
      workDir: directory.path,
      pulumiHome: join(directory.path, "home"),
      program,
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- its constructor is private.
      pulumiCommand: new EngineCommand(engine, request.extraArguments),
      envVars: {
        PULUMI_BACKEND_URL: `file://${join(directory.path, "state")}`,
        ...secrets.variables,
        ...(request.debugProviders === ""
          ? { KUBECONFIG: join(directory.path, "no-cluster"), HOME: directory.path }
          : { PULUMI_DEBUG_PROVIDERS: request.debugProviders }),
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      },
    });
    // The state is there already and --stack is always given: selecting would start the engine once more for nothing.
    workspace.selectStack = () => Promise.resolve();
    return { stack: await Stack.select(stack, workspace), unsetSecrets, release: directory.release };
  } catch (error) {
    directory.release();
    throw error;
  }
}

/** A state file of the file backend. Secrets in it are plain, being fingerprints; the engine takes both forms. */
function checkpoint({ stack, resources }: WorkspaceRequest, project: string, secrets: ThrowawayKey): unknown {
  return {
    version: 3,
    checkpoint: {
      stack: `organization/${project}/${stack}`,
      latest: {
        manifest: { time: "0001-01-01T00:00:00Z", magic: "", version: "" },
        secrets_providers: { type: "cloud", state: secrets.provider },
        resources,
        metadata: {},
      },
    },
  };
}
