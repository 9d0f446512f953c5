import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { LocalWorkspace, Stack } from "@pulumi/pulumi/automation/index.js";
import { DatabaseStack } from "../../../components/database/component.ts";
import { EngineCommand } from "../../../engine/cli/command.ts";
import { getEngine } from "../../../engine/cli/get.ts";
import type { CallCenterPlan } from "../../../planning/plan.ts";
import { KubernetesPlatform } from "../../../platforms/kubernetes/platform.ts";

const PLUGIN = "pulumi-resource-kubernetes";

/** Folder of the official provider plugin, which comes from the vendor's download only, or what is missing. */
export function findPlugin(): { folder: string } | { missing: string } {
  const engine = process.env["HOTLINE_PULUMI"];
  const folders = [...(engine === undefined ? [] : [dirname(engine)]), ...(process.env["PATH"] ?? "").split(delimiter)];
  const folder = folders.find((candidate) => existsSync(join(candidate, PLUGIN)));
  return folder === undefined ? { missing: `no ${PLUGIN} on PATH` } : { folder };
}

export interface DeployRequest {
  readonly plugin: string;
  readonly kubeconfig: string;
  readonly secrets: Readonly<Record<string, string>>;
}

/** A database stack deployed for real: the official engine and plugin, a state of its own in a folder of its own. */
export class DeployedDatabase {
  readonly #folder = mkdtempSync(join(tmpdir(), "hotline-deployed-"));
  readonly #request: DeployRequest;
  readonly #made = new Set<string>();

  constructor(request: DeployRequest) {
    this.#request = request;
  }

  /** Seconds that it took until the engine said it is done, and what it printed. */
  async up(plan: CallCenterPlan, signal?: AbortSignal): Promise<{ seconds: number; output: string }> {
    const stack = await this.#stack(plan);
    const start = performance.now();
    const { stdout } = await stack.up({ color: "never", ...(signal === undefined ? {} : { signal }) });
    return { seconds: (performance.now() - start) / 1000, output: stdout };
  }

  /** What a deployment would do now: counts by operation. */
  async preview(plan: CallCenterPlan): Promise<Readonly<Record<string, number>>> {
    const stack = await this.#stack(plan);
    return { ...(await stack.preview({ color: "never" })).changeSummary };
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #stack(plan: CallCenterPlan): Promise<Stack> {
    const { plugin, kubeconfig, secrets } = this.#request;
    const workspace = await LocalWorkspace.create({
      workDir: this.#folder,
      pulumiHome: join(this.#folder, "home"),
      projectSettings: {
        name: "hotline",
        runtime: "nodejs",
        backend: { url: `file://${this.#folder}` },
      },
      program: () => {
        const platform = new KubernetesPlatform({
          secrets: (name) => pulumi.secret(secrets[name] ?? `${name}-of-this-run`),
          kubeconfig,
        });
        new DatabaseStack(plan.identity.stack, { plan, platform });
        return Promise.resolve();
      },
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- its constructor is private.
      pulumiCommand: new EngineCommand(await getEngine()),
      envVars: {
        PATH: `${plugin}${delimiter}${process.env["PATH"] ?? ""}`,
        PULUMI_CONFIG_PASSPHRASE: "only-for-this-run",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      },
    });
    const { stack } = plan.identity;
    if (this.#made.has(stack)) return Stack.select(stack, workspace);
    this.#made.add(stack);
    return Stack.create(stack, workspace);
  }
}
