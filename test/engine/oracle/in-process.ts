import type { Difference } from "../../../engine/offline/difference.ts";
import type { PlanningPackage } from "../../../engine/offline/package.ts";
import { type Properties, revealedProperties } from "../../../engine/offline/value.ts";
import type { Checked, DiffAnswer, DiffRequest } from "./provider.ts";
import type { Answering } from "./question.ts";

/** Our answers without a server between, for thousands of questions; the samples go over gRPC. */
export class InProcess implements Answering {
  readonly #planning: PlanningPackage;
  readonly #configuration: Properties;

  constructor(planning: PlanningPackage, configuration: Properties) {
    this.#planning = planning;
    this.#configuration = configuration;
  }

  check(type: string, news: Properties, olds?: Properties): Promise<Checked> {
    const { inputs, failures } = this.#planning.check({
      type,
      urn: "subject",
      olds,
      news,
      configuration: this.#configuration,
    });
    return Promise.resolve({ inputs: revealedProperties(inputs), failures: failures.map(({ property }) => property) });
  }

  diff(type: string, { state, oldInputs, news, ignoreChanges = [] }: DiffRequest): Promise<DiffAnswer> {
    const { differences, deleteBeforeReplace, changed } = this.#planning.diff({
      type,
      urn: "subject",
      state,
      oldInputs,
      news,
      ignoreChanges,
      configuration: this.#configuration,
    });
    const replaces = differences.some(({ replaces: forces, replacesSilently }) => forces || replacesSilently === true);
    return Promise.resolve({
      operation: replaces ? "replace" : (changed ?? differences.length > 0) ? "update" : "none",
      deleteBeforeReplace,
      paths: differences.map((difference) => this.#path(difference)).sort(),
    });
  }

  #path({ path, kind, replaces, inputOnly }: Difference): string {
    const name = `${kind.toUpperCase()}${replaces ? "_REPLACE" : ""}`;
    return `${this.#planning.writePath(path)}: ${name}${inputOnly === true ? " (input)" : ""}`;
  }
}
