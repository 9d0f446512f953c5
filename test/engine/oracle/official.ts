import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Properties } from "../../../engine/offline/value.ts";
import { type PackageName, Provider } from "./provider.ts";
import { type Answer, ask, type Question } from "./question.ts";
import { dockerState, storedByServer } from "./state.ts";

/** As the stacks configure their providers. */
export const CONFIGURATIONS: Readonly<Record<PackageName, Readonly<Record<string, string>>>> = {
  kubernetes: { namespace: "default", enableConfigMapMutable: "true", enableSecretMutable: "true" },
  docker: { host: "unix:///var/run/docker.sock" },
};

/** The official plugin, started again when it ends by itself, which the docker one does now and then. */
export class Official {
  readonly #name: PackageName;
  readonly #program: string;
  /** Rendering YAML is the one way in which the kubernetes plugin creates without a cluster. */
  readonly #folder = mkdtempSync(join(tmpdir(), "hotline-oracle-"));
  #provider: Provider | undefined;

  constructor(name: PackageName, program: string) {
    this.#name = name;
    this.#program = program;
  }

  close(): void {
    this.#provider?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async run<Result>(work: (provider: Provider) => Promise<Result>): Promise<Result> {
    try {
      return await work(await this.#started());
    } catch (error) {
      if (!isGone(error)) throw error;
      this.#provider?.close();
      this.#provider = undefined;
      return await work(await this.#started());
    }
  }

  /** What it would have recorded for an object, as the program asks for it. */
  async deployed(type: string, object: Properties, served: boolean): Promise<Omit<Question, "edits">> {
    return this.run(async (provider) => {
      const { inputs } = await provider.check(type, object);
      const isDocker = this.#name === "docker";
      const created = await provider.create(type, inputs, isDocker);
      const state = isDocker ? dockerState(created) : served ? storedByServer(created) : created;
      return { type, object, oldInputs: inputs, state };
    });
  }

  ask(question: Question): Promise<Answer> {
    return this.run(async (provider) => {
      const answer = await ask(provider, question);
      if (answer.refused !== undefined && isGone(answer.refused)) throw new Error(answer.refused);
      return answer;
    });
  }

  async #started(): Promise<Provider> {
    if (this.#provider !== undefined) return this.#provider;
    const provider = await Provider.official(this.#program);
    const own = this.#name === "kubernetes" ? { renderYamlToDirectory: this.#folder } : {};
    await provider.configure(this.#name, { ...CONFIGURATIONS[this.#name], ...own });
    this.#provider = provider;
    return provider;
  }
}

function isGone(error: unknown): boolean {
  return /UNAVAILABLE|ECONNREFUSED|Connection dropped/.test(error instanceof Error ? error.message : String(error));
}
