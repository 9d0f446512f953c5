import type { OpType, StepEventMetadata, StepEventStateMetadata } from "@pulumi/pulumi/automation/index.js";
import type { EventRecorder } from "../events.ts";
import type { DiffAnswer, Difference } from "../offline/difference.ts";
import { DOCKER } from "../offline/docker/docker.ts";
import { KUBERNETES } from "../offline/kubernetes/kubernetes.ts";
import type { PlanningPackage } from "../offline/package.ts";
import { omit, type Properties, revealedProperties, same } from "../offline/value.ts";
import { type PathStep, readPath, writePath } from "../property-path.ts";
import { fromState } from "../state-secrets.ts";
import type { Registered } from "./monitor.ts";
import { formerUrns, type Place, type Registration, urnOf } from "./registration.ts";

/** One resource of a recorded state, as the engine writes it. */
export interface RecordedResource {
  readonly urn: string;
  readonly type: string;
  readonly custom?: boolean;
  readonly id?: string;
  readonly inputs?: Properties;
  readonly outputs?: Properties;
  readonly provider?: string;
  readonly parent?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
}

/** What a resource will be, as its provider would be asked for it. */
export interface RenderedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly parent: string;
  readonly provider: string;
  readonly inputs: Properties;
}

interface Verdict {
  /** The package that decided; its paths are written in its own way. */
  readonly planning?: PlanningPackage | undefined;
  readonly operation: "same" | "update" | "replace";
  readonly deleteFirst: boolean;
  readonly differences: readonly Difference[];
}

const SAME: Verdict = { operation: "same", deleteFirst: false, differences: [] };
const PROVIDER = "pulumi:providers:";

/**
 * Decides for each resource that a program registers what the engine would do with it, by the same tables that answer
 * the engine. What it does not do is follow a replacement into resources that take a value from the replaced one and
 * would be replaced only for that; the engine is asked for those.
 */
export class Deciding {
  readonly rendered: RenderedResource[] = [];
  readonly #place: Place;
  readonly #recorder: EventRecorder;
  readonly #recorded: ReadonlyMap<string, RecordedResource>;
  readonly #seen = new Set<string>();
  /** By URN, of the providers registered so far. */
  readonly #providers = new Map<string, { readonly inputs: Properties; readonly replaced: boolean }>();

  constructor(place: Place, recorded: readonly RecordedResource[], recorder: EventRecorder) {
    this.#place = place;
    this.#recorder = recorder;
    this.#recorded = new Map(recorded.map((resource) => [resource.urn, withOpenSecrets(resource)]));
  }

  register(registration: Registration): Registered {
    const { type, name, parent, custom } = registration;
    const urn = urnOf(this.#place, parent, { type, name });
    const old = this.#oldOf(urn, registration);
    if (old !== undefined) this.#seen.add(old.urn);
    const inputs = this.#checked(urn, old, registration);
    const verdict = old === undefined ? undefined : this.#verdict(urn, old, { ...registration, inputs });
    if (type.startsWith(PROVIDER))
      this.#providers.set(urn, { inputs: configurationOf(inputs), replaced: verdict?.operation === "replace" });
    const { protect, retainOnDelete, provider } = registration;
    this.rendered.push({ urn, type, name, custom, protect, retainOnDelete, parent, provider, inputs });
    this.#tell(urn, old, { registration: { ...registration, inputs }, verdict });
    if (!custom) return { urn, id: "", outputs: {} };
    if (old === undefined || verdict?.operation === "replace")
      // A program may hand on a provider's reference before the provider has an id.
      return { urn, id: type.startsWith(PROVIDER) ? "planned" : "", outputs: inputs };
    return { urn, id: old.id ?? "", outputs: verdict?.operation === "same" ? (old.outputs ?? inputs) : inputs };
  }

  /** Everything recorded that the program did not register is deleted. */
  finish(): void {
    for (const resource of this.#recorded.values()) {
      if (this.#seen.has(resource.urn)) continue;
      this.#recorder.record({
        sequence: 0,
        timestamp: 0,
        resourcePreEvent: { metadata: metadata("delete", resource.urn, { old: stateOf(resource) }) },
      });
    }
  }

  #oldOf(urn: string, registration: Registration): RecordedResource | undefined {
    const urns = [urn, ...formerUrns(this.#place, registration)];
    return urns.map((one) => this.#recorded.get(one)).find((resource) => resource !== undefined);
  }

  #checked(urn: string, old: RecordedResource | undefined, registration: Registration): Properties {
    const { type, inputs, version, ignoreChanges, custom } = registration;
    if (type.startsWith(PROVIDER)) return version === "" ? inputs : { ...inputs, version };
    const planning = custom ? packageOf(type) : undefined;
    if (planning === undefined) return inputs;
    const olds = old?.inputs;
    const news = olds === undefined ? inputs : withOldValues(inputs, olds, ignoreChanges);
    const { inputs: checked, failures } = planning.check({
      type,
      urn,
      olds,
      news,
      configuration: this.#providers.get(providerUrn(registration.provider))?.inputs ?? {},
    });
    for (const { property, reason } of failures)
      this.#recorder.diagnostics.push({ severity: "error", message: `${property}: ${reason}`, urn });
    return checked;
  }

  #verdict(urn: string, old: RecordedResource, registration: Registration): Verdict {
    const { type, inputs, custom } = registration;
    const olds = old.inputs ?? {};
    if (type.startsWith(PROVIDER)) {
      const planning = packageOf(type.slice(PROVIDER.length));
      const [before, after] = [configurationOf(olds), configurationOf(inputs)];
      if (planning === undefined || same(before, after)) return SAME;
      const verdict = verdictOf(planning, planning.diffConfiguration(before, after), registration);
      // The engine marks no path of a provider's configuration, also where it replaces the provider.
      return { ...verdict, differences: verdict.differences.map((each) => ({ ...each, replaces: false })) };
    }
    const planning = custom ? packageOf(type) : undefined;
    if (planning === undefined) return same(olds, inputs) ? SAME : { ...SAME, operation: "update" };
    const provider = this.#providers.get(providerUrn(registration.provider));
    if (provider?.replaced === true || providerUrn(old.provider ?? "") !== providerUrn(registration.provider))
      return { operation: "replace", deleteFirst: registration.deleteBeforeReplace ?? false, differences: [] };
    const answer = planning.diff({
      type,
      urn,
      state: old.outputs ?? {},
      oldInputs: olds,
      news: inputs,
      ignoreChanges: registration.ignoreChanges,
      configuration: provider?.inputs ?? {},
    });
    return verdictOf(planning, answer, registration);
  }

  #tell(
    urn: string,
    old: RecordedResource | undefined,
    { registration, verdict }: { registration: Registration; verdict: Verdict | undefined },
  ): void {
    const operation = verdict?.operation ?? "create";
    const told = (op: OpType): void =>
      this.#recorder.record({
        sequence: 0,
        timestamp: 0,
        resourcePreEvent: {
          metadata: metadata(op, urn, {
            old: old === undefined ? undefined : stateOf(old),
            new: stateOf({ ...registration, urn }),
            differences: verdict?.differences,
            planning: verdict?.planning,
          }),
        },
      });
    if (operation === "replace" && verdict?.deleteFirst === true) told("delete-replaced");
    told(operation);
  }
}

function verdictOf(
  planning: PlanningPackage,
  { differences, deleteBeforeReplace, changed = differences.length > 0 }: DiffAnswer,
  { replaceOnChanges, deleteBeforeReplace: asked }: Registration,
): Verdict {
  if (!changed) return SAME;
  const forced = replaceOnChanges.map(readPath);
  const told = differences.map((difference) => ({
    ...difference,
    replaces: difference.replaces || forced.some((prefix) => contains(prefix, difference.path)),
  }));
  const replaces = told.some((difference) => difference.replaces);
  return {
    planning,
    operation: replaces ? "replace" : "update",
    deleteFirst: replaces && (asked ?? deleteBeforeReplace),
    differences: told,
  };
}

function contains(prefix: readonly PathStep[], path: readonly PathStep[]): boolean {
  return prefix.length <= path.length && prefix.every((step, index) => step === "*" || step === path[index]);
}

function packageOf(type: string): PlanningPackage | undefined {
  return [KUBERNETES, DOCKER].find(({ name }) => type === name || type.startsWith(`${name}:`));
}

/** The state that the resources would leave if they were deployed just as they are: what another plan can be compared with. */
export function recordedFrom(rendered: readonly RenderedResource[]): readonly RecordedResource[] {
  return rendered.map((resource) => {
    const planning = resource.custom ? packageOf(resource.type) : undefined;
    if (planning === undefined) return { ...resource, id: "planned" };
    const { type, inputs } = resource;
    return { ...resource, id: planning.rehearsedId(type, inputs), outputs: planning.rehearsedState(type, inputs) };
  });
}

function withOpenSecrets(resource: RecordedResource): RecordedResource {
  const { inputs, outputs } = resource;
  return {
    ...resource,
    ...(inputs === undefined ? {} : { inputs: fromState(inputs) }),
    ...(outputs === undefined ? {} : { outputs: fromState(outputs) }),
  };
}

/** What a provider is told, without what the engine notes beside it. */
function configurationOf(inputs: Properties): Properties {
  return revealedProperties(omit(inputs, "__internal", "version"));
}

/** A reference is `urn::id`; the id of a new one is not known yet. */
function providerUrn(reference: string): string {
  return reference.slice(0, reference.lastIndexOf("::"));
}

/** The engine gives ignored properties their recorded value before the provider sees them. */
function withOldValues(news: Properties, olds: Properties, ignored: readonly string[]): Properties {
  const keys = ignored.filter((path) => readPath(path).length === 1);
  const kept = keys.flatMap((key) => (olds[key] === undefined ? [] : [[key, olds[key]] as const]));
  return keys.length === 0 ? news : { ...omit(news, ...keys), ...Object.fromEntries(kept) };
}

function stateOf(resource: {
  readonly urn: string;
  readonly type: string;
  readonly custom?: boolean;
  readonly id?: string;
  readonly inputs?: Properties;
  readonly outputs?: Properties;
  readonly parent?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
}): StepEventStateMetadata {
  const {
    urn,
    type,
    custom = false,
    id = "",
    parent = "",
    inputs = {},
    outputs = {},
    protect,
    retainOnDelete,
  } = resource;
  return {
    urn,
    type,
    custom,
    id,
    parent,
    inputs,
    outputs,
    provider: "",
    ...(protect === undefined ? {} : { protect }),
    ...(retainOnDelete === undefined ? {} : { retainOnDelete }),
  };
}

function metadata(
  op: OpType,
  urn: string,
  step: {
    readonly old?: StepEventStateMetadata | undefined;
    readonly new?: StepEventStateMetadata | undefined;
    readonly differences?: readonly Difference[] | undefined;
    readonly planning?: PlanningPackage | undefined;
  },
): StepEventMetadata {
  const { old, new: next, differences = [], planning } = step;
  return {
    op,
    urn,
    type: next?.type ?? old?.type ?? "",
    provider: "",
    ...(old === undefined ? {} : { old }),
    ...(next === undefined ? {} : { new: next }),
    detailedDiff: Object.fromEntries(
      differences.map(({ path, kind, replaces, inputOnly }) => [
        planning?.writePath(path) ?? writePath(path),
        { diffKind: replaces ? `${kind}-replace` : kind, inputDiff: inputOnly ?? false },
      ]),
    ),
  } as StepEventMetadata;
}
