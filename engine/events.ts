import type {
  DiagnosticEvent,
  EngineEvent,
  StepEventMetadata,
  StepEventStateMetadata,
} from "@pulumi/pulumi/automation/index.js";
import type { Change, Counts, Diagnostic, Operation, PathChange, PreviewedResource, Violation } from "./change.ts";
import { changedLines } from "./changed-lines.ts";
import { isStatefulKind } from "./offline/kubernetes/kinds.ts";
import { compareQuantities } from "./offline/kubernetes/quantity.ts";
import type { Proposal } from "./offline/rejection/rejection.ts";
import {
  isList,
  isProperties,
  isSecret,
  isUnknown,
  mapProperties,
  type Properties,
  type Value,
  withoutNotes,
  withSecretsHidden,
} from "./offline/value.ts";
import { type PathStep, readPath, writePath } from "./property-path.ts";
import { refusalOf, securityLevels } from "./refusals.ts";

const LONGEST_VALUE = 120;

/** The engine's steps by operation; those that stand for no change of their own are left out. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  same: "same",
  create: "create",
  update: "update",
  delete: "delete",
  replace: "replace",
  "create-replacement": "replace",
  "delete-replaced": "replace",
  import: "create",
  "import-replacement": "replace",
};

interface Folded {
  readonly operation: Operation;
  readonly deleteFirst: boolean;
  readonly steps: readonly StepEventMetadata[];
}

/** Collects the engine's events of one run and folds them into changes, one a resource. */
export class EventRecorder {
  readonly diagnostics: Diagnostic[] = [];
  readonly #folded = new Map<string, Folded>();
  readonly #language: "zh" | "en";

  /** @param language of the reasons why a change will be refused */
  constructor(language: "zh" | "en" = "en") {
    this.#language = language;
  }

  readonly record = (event: EngineEvent): void => {
    if (event.diagnosticEvent !== undefined) this.#diagnose(event.diagnosticEvent);
    if (event.resourcePreEvent !== undefined) this.#fold(event.resourcePreEvent.metadata);
  };

  #diagnose({ severity, message, urn, ephemeral }: DiagnosticEvent): void {
    // The engine also sends "debug", which its types don't list.
    if (ephemeral === true || !isShown(severity)) return;
    const text = message.replace(/<\{%[^%]*%\}>/g, "").trim();
    if (text === "") return;
    this.diagnostics.push({ severity, message: text, ...(urn === undefined || urn === "" ? {} : { urn }) });
  }

  /** A replacement arrives as up to three steps: delete-replaced, replace, create-replacement, in the order of doing. */
  #fold(step: StepEventMetadata): void {
    const operation = OPERATIONS[step.op];
    if (operation === undefined) return;
    const before = this.#folded.get(step.urn);
    const isReplace = operation === "replace" || before?.operation === "replace";
    this.#folded.set(step.urn, {
      operation: isReplace ? "replace" : operation,
      deleteFirst: before?.deleteFirst ?? step.op === "delete-replaced",
      steps: [...(before?.steps ?? []), step],
    });
  }

  counts(): Counts {
    const counts = { create: 0, update: 0, replace: 0, delete: 0, same: 0 };
    for (const { operation } of this.#folded.values()) counts[operation]++;
    return counts;
  }

  /** Resources that will be there, of providers only: components and the providers themselves have no manifest. */
  resources(): PreviewedResource[] {
    return [...this.#folded.entries()].flatMap(([urn, { steps }]) => {
      const wanted = steps.map((step) => step.new ?? undefined).findLast((state) => state !== undefined);
      if (wanted?.custom !== true || wanted.type.startsWith("pulumi:")) return [];
      const inputs = mapProperties(withoutNotes(wanted.inputs as Properties), withSecretsHidden);
      return [{ urn, type: wanted.type, name: nameOf(urn), inputs }];
    });
  }

  changes(): Change[] {
    // The engine works in parallel, so its order differs from run to run.
    const levels = securityLevels([...this.#folded.values()].map(wantedOf));
    return [...this.#folded.entries()]
      .filter(([, { operation }]) => operation !== "same")
      .sort(([left], [right]) => (componentFirst(left) < componentFirst(right) ? -1 : 1))
      .map(([urn, folded]) => {
        const refused = refusalOf(proposalOf(folded), levels)?.[this.#language];
        return { ...toChange([urn, folded]), ...(refused === undefined ? {} : { refused }) };
      });
  }
}

function wantedOf({ steps }: Folded): StepEventStateMetadata | undefined {
  return steps.map((step) => step.new ?? undefined).findLast((state) => state !== undefined);
}

/** What the target would be asked to take: of a replacement, a new object. */
function proposalOf(folded: Folded): Proposal | undefined {
  const { operation, steps } = folded;
  const wanted = wantedOf(folded);
  if (operation === "same" || operation === "delete" || wanted?.custom !== true) return undefined;
  const recorded = steps.map((step) => step.old ?? undefined).find((state) => state !== undefined);
  return {
    type: wanted.type,
    next: wanted.inputs as Properties,
    ...(operation === "update" && recorded !== undefined ? { old: recorded.inputs as Properties } : {}),
  };
}

/** Sorts a component before what it contains, whose URN goes on with a dollar sign. */
function componentFirst(urn: string): string {
  return urn.replaceAll("$", "~");
}

function isShown(severity: string): severity is Diagnostic["severity"] {
  return severity === "error" || severity === "warning" || severity === "info";
}

function toChange([urn, { operation, deleteFirst, steps }]: readonly [string, Folded]): Change {
  const type = steps[0]?.type ?? "";
  const states = steps.flatMap(statesOf);
  const inputs = states.map((state) => state.inputs).filter(isRecord);
  return {
    urn,
    type,
    name: nameOf(urn),
    operation,
    ...(operation === "replace" ? { deleteBeforeReplace: deleteFirst } : {}),
    paths: operation === "update" || operation === "replace" ? pathChanges(steps) : [],
    protected: states.some(({ protect }) => protect === true),
    stateful:
      isStatefulKind(type) ||
      states.some(({ retainOnDelete }) => retainOnDelete === true) ||
      inputs.some(hasClaimTemplates),
  };
}

/** Logical name of a resource. */
export function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** Recorded and wanted state of a step; the engine sends null where its types say undefined. */
function statesOf({ old, new: next }: StepEventMetadata): StepEventStateMetadata[] {
  return [old ?? undefined, next ?? undefined].filter((state) => state !== undefined);
}

function hasClaimTemplates(inputs: Readonly<Record<string, unknown>>): boolean {
  const templates = valueAt(inputs, ["spec", "volumeClaimTemplates"]);
  return Array.isArray(templates) && templates.length > 0;
}

/** Exact paths where the provider gave them; of a component, and of a replaced dependent, the inputs that differ. */
function pathChanges(steps: readonly StepEventMetadata[]): PathChange[] {
  const old = steps.map((step) => step.old?.inputs).find(isRecord) ?? {};
  const next = steps.map((step) => step.new?.inputs).findLast(isRecord) ?? {};
  const detailed = steps.map((step) => step.detailedDiff).find((diff) => Object.keys(diff ?? {}).length > 0);
  const values = (path: readonly PathStep[]): Pick<PathChange, "old" | "new" | "lines"> => {
    const [before, after] = [valueAt(old, path), valueAt(next, path)];
    const lines = changedLines(before, after);
    return lines === undefined ? { old: shortValue(before), new: shortValue(after) } : { lines };
  };
  if (detailed !== undefined) {
    return Object.entries(detailed).map(([path, { diffKind }]) => ({
      path,
      kind: kindOf(diffKind),
      replaces: diffKind.endsWith("-replace"),
      ...values(readPath(path)),
    }));
  }
  return [...new Set([...Object.keys(old), ...Object.keys(next)])]
    .filter((key) => JSON.stringify(old[key]) !== JSON.stringify(next[key]))
    .map((key) => ({
      path: writePath([key]),
      kind: key in old ? (key in next ? "update" : "delete") : "add",
      replaces: false,
      ...values([key]),
    }));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function kindOf(diffKind: string): PathChange["kind"] {
  const kind = diffKind.replace("-replace", "");
  return kind === "add" || kind === "delete" ? kind : "update";
}

function valueAt(value: unknown, path: readonly PathStep[]): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (typeof inner !== "object" || inner === null) return undefined;
    // What is inside a secret is as secret.
    return isSecret(inner as Value) ? inner : (inner as Readonly<Record<PathStep, unknown>>)[step];
  }, value);
}

function shortValue(value: unknown): string | undefined {
  if (value === undefined || value === null || isUnknown(value as Value)) return undefined;
  // Events carry JSON.
  const shown = withSecretsHidden(value as Value);
  const text = typeof shown === "string" ? shown : JSON.stringify(inOrder(shown));
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE - 1)}…`;
}

/** Keys sorted, since the engine sorts them and a program doesn't; without docker's note of what are defaults. */
function inOrder(value: Value): Value {
  if (isList(value)) return value.map(inOrder);
  if (!isProperties(value)) return value;
  const keys = Object.keys(value).filter((key) => key !== "__defaults");
  return Object.fromEntries(keys.sort().map((key) => [key, inOrder(value[key] ?? null)]));
}

/** Replaces and deletes of what is protected or holds data, and updates that can't do what they say. */
export function violationsOf(changes: readonly Change[]): Violation[] {
  return changes.flatMap(({ urn, type, name, operation, protected: isProtected, stateful, paths }): Violation[] => {
    if ((operation === "replace" || operation === "delete") && (isProtected || stateful))
      return [{ urn, type, name, operation, reason: isProtected ? "protected" : "stateful" }];
    if (operation === "update" && paths.some(shrinks)) return [{ urn, type, name, operation, reason: "shrinks" }];
    if (operation === "update" && stateful && paths.some(stays))
      return [{ urn, type, name, operation, reason: "stays" }];
    return [];
  });
}

const STORAGE = new Set(["spec.resources.requests.storage", "spec.storage.size", "spec.walStorage.size"]);

/** A claim only grows: the API server refuses a smaller one, and so does CloudNativePG's webhook. */
function shrinks({ path, old, new: next }: PathChange): boolean {
  if (!STORAGE.has(path) || old === undefined || next === undefined) return false;
  return compareQuantities(next, old) < 0;
}

const STORAGE_CLASS = new Set(["spec.storage.storageClass", "spec.walStorage.storageClass"]);

/** CloudNativePG takes another class without a word, and gives it to new instances only: half here, half there. */
function stays({ path }: PathChange): boolean {
  return STORAGE_CLASS.has(path);
}
