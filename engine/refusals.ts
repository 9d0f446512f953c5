import type { Phrase } from "../provinces/wording.ts";
import { findRejections, securityLevelOf } from "./offline/rejection/find.ts";
import type { Proposal, RejectionRule } from "./offline/rejection/rejection.ts";
import { at, holdsSecret, isList, isProperties, isSecret, type Properties, type Value } from "./offline/value.ts";

const MAY_BE_SECRET: ReadonlySet<RejectionRule> = new Set(["required", "secret-data"]);

/** What each namespace among the objects enforces, by its name. */
export function securityLevels(
  objects: readonly ({ readonly type: string; readonly inputs: Readonly<Record<string, unknown>> } | undefined)[],
): ReadonlyMap<string, string> {
  const levels = new Map<string, string>();
  for (const object of objects) {
    if (object?.type !== "kubernetes:core/v1:Namespace") continue;
    const inputs = object.inputs as Properties;
    const [name, level] = [at(inputs, "metadata", "name"), securityLevelOf(inputs)];
    if (typeof name === "string" && level !== undefined) levels.set(name, level);
  }
  return levels;
}

/** Why the target won't take a proposal; its secrets are left out, for nothing is known of them. */
export function refusalOf(proposal: Proposal | undefined, levels: ReadonlyMap<string, string>): Phrase | undefined {
  if (proposal === undefined) return undefined;
  const { type, old } = proposal;
  const next = openly(proposal.next);
  const namespace = at(next, "metadata", "namespace");
  const level = typeof namespace === "string" ? levels.get(namespace) : undefined;
  const found = findRejections({ type, next, ...(old === undefined ? {} : { old: openly(old) }) }, level);
  // What is missing may just be secret.
  const hidden = holdsSecret(proposal.next);
  return found.find(({ rule }) => !hidden || !MAY_BE_SECRET.has(rule))?.reason;
}

function openly(properties: Properties): Properties {
  const plain = (value: Value): Value => {
    if (isList(value)) return value.filter((inner) => !isSecret(inner)).map(plain);
    return isProperties(value) ? openly(value) : value;
  };
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, value]) => (isSecret(value) ? [] : [[key, plain(value)] as const])),
  );
}
