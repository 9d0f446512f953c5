import { Refusal } from "../package.ts";
import {
  holdsSecret,
  isProperties,
  isSecret,
  omit,
  type Properties,
  revealedProperties,
  secret,
  type Value,
} from "../value.ts";

const INPUTS = "__inputs";
const API_VERSION = "__initialApiVersion";
const FIELD_MANAGER = "__fieldManager";

export interface Checkpoint {
  readonly inputs: Properties;
  readonly live: Properties;
}

/** Reads recorded state in either layout of the official plugin; secrets are unwrapped. Refuses any other. */
export function readCheckpoint(state: Properties, urn: string): Checkpoint {
  const plain = revealedProperties(state);
  const { inputs, live } = plain;
  if (isProperties(inputs) && isProperties(live)) return { inputs, live };
  const recorded = plain[INPUTS];
  if (isProperties(recorded)) return { inputs: recorded, live: omit(plain, INPUTS, API_VERSION, FIELD_MANAGER) };
  throw new Refusal(
    `The recorded state of ${urn} has no ${INPUTS}: it was written by a plugin version whose layout is not understood. ` +
      "Preview this stack with the official plugin.",
  );
}

/** What the official plugin would record for an object that the API server took exactly as it was given. */
export function writeCheckpoint(inputs: Properties): Properties {
  return {
    ...inputs,
    [INPUTS]: inputs,
    [API_VERSION]: inputs["apiVersion"] ?? "",
    [FIELD_MANAGER]: "pulumi-kubernetes",
  };
}

/** Marks in the first what is secret in the second; all data of a Secret object is. */
export function withSecretsOf(outputs: Properties, inputs: Properties): Properties {
  const isSecretObject = outputs["kind"] === "Secret";
  const marked = Object.entries(outputs).map(([key, value]): [string, Value] => {
    if (isSecretObject) return [key, key === "data" || key === "stringData" ? secret(value) : value];
    const input = inputs[key] ?? null;
    if (isProperties(value) && isProperties(input) && !isSecret(input)) return [key, withSecretsOf(value, input)];
    return [key, holdsSecret(input) ? secret(value) : value];
  });
  return Object.fromEntries(marked);
}
