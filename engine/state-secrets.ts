import {
  isList,
  isProperties,
  isSecret,
  mapProperties,
  omit,
  type Properties,
  secret,
  type Value,
} from "./offline/value.ts";

/** A secret as a state without a passphrase holds it: its JSON, in an envelope. */
export function inState(value: Value): Value {
  const envelope = secret(value);
  return isProperties(envelope)
    ? { ...omit(envelope, "value"), plaintext: JSON.stringify(envelope["value"] ?? null) }
    : envelope;
}

/** Properties of a state as the engine hands them to a provider: secrets hold their value. */
export function fromState(properties: Properties): Properties {
  return mapProperties(properties, opened);
}

function opened(value: Value): Value {
  if (isSecret(value)) {
    const { plaintext } = value;
    return typeof plaintext === "string" ? secret(opened(JSON.parse(plaintext) as Value)) : value;
  }
  if (isList(value)) return value.map(opened);
  return isProperties(value) ? fromState(value) : value;
}
