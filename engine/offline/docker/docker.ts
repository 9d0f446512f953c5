import { createHash } from "node:crypto";
import { readPath } from "../../property-path.ts";
import type { DiffAnswer, Difference } from "../difference.ts";
import { type CheckAnswer, type CheckQuestion, type DiffQuestion, type PlanningPackage, Refusal } from "../package.ts";
import {
  holdsSecret,
  isList,
  isUnknown,
  type Properties,
  revealedProperties,
  same,
  secret,
  type Value,
} from "../value.ts";
import { compareStates } from "./detailed.ts";
import { type DockerType, type Field, isBlock, nameIn, zeroOf } from "./field.ts";
import { completeInputs, DEFAULTS, unknownInputs, wrongInputs } from "./inputs.ts";
import { writeQuotedPath } from "./path.ts";
import { plannedState } from "./planned.ts";
import { typedObject, untypedObject } from "./typed.ts";
import { dockerTypeOf } from "./types.ts";

/** Answers for pulumi-docker v5.1.0, without a daemon. */
export const DOCKER: PlanningPackage = {
  name: "docker",
  version: "5.1.0",
  writePath: writeQuotedPath,
  check,
  diff,
  diffConfiguration,
  rehearsedState,
  rehearsedId: (_type, inputs) => nameOf(inputs),
};

function check({ type, olds, news }: CheckQuestion): CheckAnswer {
  const { fields, autonamed } = dockerTypeOf(type);
  const plain = revealedProperties(news);
  const before = olds === undefined ? undefined : revealedProperties(olds);
  const completed = completeInputs(plain, before, fields);
  const inputs = autonamed ? withName(completed, before) : completed;
  const failures = [
    ...unknownInputs(plain, fields, { type, path: "" }),
    ...wrongInputs(inputs, fields, { type, path: "" }),
  ];
  if (inputs["name"] === undefined && failures.every(({ property }) => property !== "name")) {
    failures.push({ property: "name", reason: `${type} needs an explicit name, or the preview couldn't tell it.` });
  }
  // The official plugin takes no secrets, so the engine marks whole properties again; here it is done in its place.
  const marked = Object.entries(inputs).map(([key, value]): [string, Value] => [
    key,
    holdsSecret(news[key] ?? null) ? secret(value) : value,
  ]);
  return { inputs: Object.fromEntries(marked), failures };
}

/** A name that is left out stays as it was, and is noted as made up. */
function withName(inputs: Properties, olds: Properties | undefined): Properties {
  const name = olds?.["name"];
  if (inputs["name"] !== undefined || name === undefined) return inputs;
  const noted = inputs[DEFAULTS];
  return { ...inputs, name, [DEFAULTS]: [...(isList(noted) ? noted : []), "name"].sort() };
}

function diff({ type, urn, state, oldInputs, news, ignoreChanges }: DiffQuestion): DiffAnswer {
  const { fields, deleteBeforeReplace } = dockerTypeOf(type);
  const recorded = fullState(type, revealedProperties(state), revealedProperties(oldInputs));
  demandKnownLayout(recorded, urn);
  const inputs = revealedProperties(news);
  const prior = typedObject(recorded, fields);
  const ignored = ignoreChanges.flatMap((path) => ignoredKeys(path, fields));
  const plan = plannedState(prior, typedObject(inputs, fields), { fields, ignored });
  if (same(prior, plan.state)) return { differences: [], deleteBeforeReplace: false };
  const compared = compareStates(
    { old: untypedObject(prior, fields), next: untypedObject(plan.state, fields) },
    inputs,
    fields,
  );
  const differences = withReplacement(compared, plan.replaces);
  const replaces = differences.some((difference) => difference.replaces);
  return { differences, changed: true, deleteBeforeReplace: replaces && isFreedFirst(deleteBeforeReplace, inputs) };
}

/** A made-up name can be another one; without notes the plugin takes a name for made up. */
function isFreedFirst(when: DockerType["deleteBeforeReplace"], inputs: Properties): boolean {
  const noted = inputs[DEFAULTS];
  return (
    when === "always" || (when === "named" && isList(noted) && !noted.includes("name") && inputs["name"] !== undefined)
  );
}

/** What the plan says of a replacement goes over what single properties say. */
function withReplacement(differences: readonly Difference[], replaces: boolean): readonly Difference[] {
  if (!replaces) return differences.map((difference) => ({ ...difference, replaces: false }));
  if (differences.some((difference) => difference.replaces)) return differences;
  return [...differences, { path: ["__meta"], kind: "update", replaces: true }];
}

/** Rehearsals of hotline 0.1.0 recorded inputs alone, and an image's digest; no deployment does. */
function fullState(type: string, state: Properties, oldInputs: Properties): Properties {
  const { imageId, repoDigest, ...inputs } = state;
  if (!same(inputs, oldInputs)) return state;
  const digests = imageId === undefined || repoDigest === undefined ? {} : { imageId, repoDigest };
  return { ...rehearsedState(type, oldInputs), ...digests };
}

/** Terraform's key of an ignored property, with what is below it. */
function ignoredKeys(path: string, fields: DockerType["fields"]): string[] {
  const [name] = readPath(path);
  return Object.entries(fields).flatMap(([key, field]) => (nameIn(key, field) === name ? [key] : []));
}

/** State of another provider version can mean something else. */
const SCHEMA_VERSIONS: ReadonlySet<string> = new Set(["0", "1", "2"]);

function demandKnownLayout(state: Properties, urn: string): void {
  const { __meta: meta = "{}", name } = state;
  const version = typeof meta === "string" ? /"schema_version":"(\d+)"/.exec(meta)?.[1] : "?";
  if (typeof name === "string" && (version === undefined || SCHEMA_VERSIONS.has(version))) return;
  throw new Refusal(
    `The recorded state of ${urn} has ${typeof name === "string" ? `schema version ${version}` : "no name"}: it was ` +
      "written by a plugin version whose layout is not understood. Preview this stack with the official plugin.",
  );
}

/** An update, whatever it is: the official plugin then looks for the old containers on the new host. */
function diffConfiguration(olds: Properties, news: Properties): DiffAnswer {
  const differences = [...new Set([...Object.keys(olds), ...Object.keys(news)])]
    .filter((key) => key !== "version" && !same(olds[key], news[key]))
    .map((key): Difference => {
      const kind = olds[key] === undefined ? "add" : news[key] === undefined ? "delete" : "update";
      return { path: [key], kind, replaces: false, inputOnly: true };
    });
  return { differences, deleteBeforeReplace: false };
}

/**
 * What the official plugin would record, with nothing in what only a daemon could say. An image's digest is what
 * containers refer to: a made-up one that changes with the image's name.
 */
function rehearsedState(type: string, inputs: Properties): Properties {
  const { fields } = dockerTypeOf(type);
  const nothing = typedObject({}, fields);
  const { state } = plannedState(nothing, typedObject(revealedProperties(inputs), fields), { fields, ignored: [] });
  const decided = Object.entries(fields).map(([key, field]): [string, Value] => {
    const value = state[key] ?? null;
    return [key, field.computed === true && (value === null || isUnknown(value)) ? undecided(field) : value];
  });
  const name = nameOf(inputs);
  const digest = `sha256:${createHash("sha256").update(`rehearsal:${name}`).digest("hex")}`;
  const image = { imageId: digest, repoDigest: `${name.replace(/:[^/:]*$/, "")}@${digest}` };
  const recorded = {
    ...untypedObject(Object.fromEntries(decided), fields),
    ...(type === "docker:index/remoteImage:RemoteImage" ? image : {}),
  };
  const marked = Object.entries(recorded).map(([key, value]): [string, Value] => [
    key,
    holdsSecret(inputs[key] ?? null) ? secret(value) : value,
  ]);
  return Object.fromEntries(marked);
}

function undecided(field: Field): Value {
  if (field.type === "map") return {};
  return isBlock(field) || field.type === "list" || field.type === "set" ? [] : zeroOf(field);
}

/** Empty where there is none. */
function nameOf(inputs: Properties): string {
  const { name } = revealedProperties(inputs);
  return typeof name === "string" ? name : "";
}
