import { writePath } from "../../property-path.ts";
import type { DiffAnswer } from "../difference.ts";
import { withoutIgnored } from "../ignored.ts";
import type { CheckAnswer, CheckFailure, CheckQuestion, DiffQuestion, PlanningPackage } from "../package.ts";
import { at, isProperties, isUnknown, type Properties, revealedProperties } from "../value.ts";
import { readCheckpoint, withSecretsOf, writeCheckpoint } from "./checkpoint.ts";
import { compareObjects } from "./compare.ts";
import { compareConnections, defaultNamespace } from "./connection.ts";
import { type Kind, kindOf } from "./kinds.ts";
import { nameOf, namespaceOf, normalForm, pruned, withMetadata } from "./normal-form.ts";

const AUTONAMED = "pulumi.com/autonamed";
const MANAGED_BY = "app.kubernetes.io/managed-by";

/** Answers for pulumi-kubernetes v4.32.0 in server-side apply mode, without a cluster. */
export const KUBERNETES: PlanningPackage = {
  name: "kubernetes",
  version: "4.32.0",
  writePath,
  check,
  diff,
  diffConfiguration: compareConnections,
  rehearsedState: (_type, inputs) => writeCheckpoint(inputs),
  rehearsedId: (_type, inputs) => {
    const object = revealedProperties(inputs);
    return [namespaceOf(object), nameOf(object)].filter((part) => typeof part === "string").join("/");
  },
};

function check({ type, olds, news, configuration }: CheckQuestion): CheckAnswer {
  const kind = kindOf(type);
  const before = olds === undefined ? undefined : revealedProperties(olds);
  const named = adopted(normalForm(revealedProperties(news), kind), before);
  const object = inDefaultNamespace(named, kind, configuration);
  return { inputs: withSecretsOf(object, news), failures: before === undefined ? failuresOf(object, kind) : [] };
}

/** Takes over what an earlier run of the official plugin put into the object: a generated name, the owner's label. */
function adopted(object: Properties, before: Properties | undefined): Properties {
  if (before === undefined) return object;
  const name = nameOf(before);
  const generated = at(before, "metadata", "annotations", AUTONAMED) === "true";
  const isNamed = nameOf(object) !== undefined || name === undefined || !generated;
  const withName = isNamed
    ? object
    : withEntry(withMetadata(object, "name", name), "annotations", { [AUTONAMED]: "true" });
  // A label of another value is the program's own.
  return at(before, "metadata", "labels", MANAGED_BY) === "pulumi"
    ? withEntry(withName, "labels", { [MANAGED_BY]: "pulumi" })
    : withName;
}

function withEntry(object: Properties, map: string, entry: Properties): Properties {
  const entries = at(object, "metadata", map);
  return withMetadata(object, map, { ...(isProperties(entries) ? entries : {}), ...entry });
}

/** The provider's namespace for what names none; without one that is `default`. */
function inDefaultNamespace(object: Properties, kind: Kind, configuration: Properties): Properties {
  const namespace = namespaceOf(object);
  // One that isn't known yet is as good as none to the official plugin.
  if (!kind.namespaced || (typeof namespace === "string" && namespace !== "" && !isUnknown(namespace))) return object;
  return withMetadata(object, "namespace", defaultNamespace(configuration));
}

/** Without a cluster a generated name can't be foretold, so a new object must be given one. */
function failuresOf(object: Properties, kind: Kind): CheckFailure[] {
  const name = nameOf(object);
  if ((typeof name === "string" && name !== "") || isUnknown(name)) return [];
  const reason = `metadata.name of ${kind.kind} is missing; a planned object needs an explicit name.`;
  return [{ property: "metadata.name", reason }];
}

function diff({ type, urn, state, news, ignoreChanges, configuration }: DiffQuestion): DiffAnswer {
  const kind = kindOf(type);
  const checkpoint = readCheckpoint(state, urn);
  const next = placed(normalForm(revealedProperties(news), kind), kind);
  const recorded = pruned(checkpoint.live, normalForm(checkpoint.inputs, kind));
  const old = placed(withMetadata(recorded, "name", nameOf(checkpoint.live)), kind);
  const differences = withoutIgnored(compareObjects(old, next, replacedBy(kind, next, configuration)), ignoreChanges);
  const replaces = differences.some((difference) => difference.replaces || difference.replacesSilently === true);
  const generated = at(next, "metadata", "annotations", AUTONAMED) === "true";
  const sameIdentity = nameOf(next) === nameOf(old) && namespaceOf(next) === namespaceOf(old);
  // Two objects of one name can't live side by side.
  return { differences, deleteBeforeReplace: replaces && !generated && sameIdentity };
}

/** Namespaces written out, so that none and `default` compare equal. */
function placed(object: Properties, kind: Kind): Properties {
  const namespace = namespaceOf(object);
  return withMetadata(object, "namespace", kind.namespaced ? (namespace ?? "default") : undefined);
}

function replacedBy(kind: Kind, object: Properties, configuration: Properties): readonly string[] {
  const identity = ["metadata.name", "metadata.namespace"];
  const isFixed = (setting: string): boolean => !isOn(configuration[setting]) || object["immutable"] === true;
  if (kind.kind === "Secret" && isFixed("enableSecretMutable")) return [...identity, "type", "stringData", "data"];
  if (kind.kind === "ConfigMap" && isFixed("enableConfigMapMutable")) return [...identity, "binaryData", "data"];
  return [...identity, ...kind.replacedBy];
}

function isOn(setting: unknown): boolean {
  return setting === true || setting === "true";
}
