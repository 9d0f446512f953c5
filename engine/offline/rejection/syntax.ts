import { type PathStep, writePath } from "../../property-path.ts";
import { compareQuantities, isQuantity } from "../kubernetes/quantity.ts";
import { bare, fieldsOfType, typeOfKind } from "../kubernetes/typed-form.ts";
import { at, isList, isProperties, isUnknown, type Properties, textOf, type Value } from "../value.ts";
import { REASONS } from "./reasons.ts";
import { type Rejection, rejection } from "./rejection.ts";
import { CHOICES, FORMS, KEYS, missingFields, NOT_NEGATIVE, repeatedKeys } from "./structs.ts";

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const STARTS_WITH_LETTER = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const DATA_KEY = /^[-._a-zA-Z0-9]+$/;
const LONGEST_LABEL = 63;
const LONGEST_SUBDOMAIN = 253;

interface NameSyntax {
  readonly pattern: RegExp;
  readonly longest: number;
}

const SUBDOMAIN_NAME: NameSyntax = { pattern: SUBDOMAIN, longest: LONGEST_SUBDOMAIN };
const LABEL_NAME: NameSyntax = { pattern: LABEL, longest: LONGEST_LABEL };

/** Names that are more than a DNS subdomain, by kind. */
const NAMES: Readonly<Record<string, NameSyntax>> = {
  "core/v1:Namespace": LABEL_NAME,
  "core/v1:Service": { pattern: STARTS_WITH_LETTER, longest: LONGEST_LABEL },
  "batch/v1:CronJob": { pattern: SUBDOMAIN, longest: 52 },
  "postgresql.cnpg.io/v1:Cluster": { pattern: STARTS_WITH_LETTER, longest: 50 },
};

export function isLabelName(text: string): boolean {
  return text.length <= LONGEST_LABEL && LABEL.test(text);
}

/** What every object must keep to: its name and namespace, labels and annotations. */
export function metadataRejections(token: string, object: Properties): Rejection[] {
  const { name, namespace } = isProperties(object["metadata"]) ? object["metadata"] : {};
  const isPathName = token.startsWith("rbac.authorization.k8s.io/") || token.startsWith("policy/");
  const found: Rejection[] = [];
  const demand = (path: readonly string[], value: Value | undefined, isValid: (text: string) => boolean): void => {
    if (isUnknown(value) || value === undefined) return;
    if (typeof value === "string" && isValid(value)) return;
    found.push(rejection("name", path, REASONS.name(writePath(path), textOf(value))));
  };
  const { pattern, longest } = NAMES[token] ?? SUBDOMAIN_NAME;
  demand(["metadata", "name"], name, (text) =>
    isPathName
      ? !/[/%]/.test(text) && text !== "." && text !== ".." && text !== ""
      : text.length <= longest && pattern.test(text),
  );
  demand(["metadata", "namespace"], namespace, isLabelName);
  return [
    ...found,
    ...labelRejections(at(object, "metadata", "labels"), ["metadata", "labels"]),
    ...keyRejections(at(object, "metadata", "annotations"), ["metadata", "annotations"]),
  ];
}

/** Labels are texts of at most 63 letters, digits, dashes, underscores and dots; so are the last parts of their keys. */
export function labelRejections(labels: Value | undefined, path: readonly PathStep[]): Rejection[] {
  if (!isProperties(labels)) return [];
  const values = Object.entries(labels).flatMap(([key, value]) => {
    if (typeof value !== "string" || isUnknown(value) || value === "") return [];
    const isValid = value.length <= LONGEST_LABEL && QUALIFIED.test(value);
    return isValid ? [] : [rejection("label", [...path, key], REASONS.label(writePath([...path, key]), value))];
  });
  return [...keyRejections(labels, path), ...values];
}

function keyRejections(map: Value | undefined, path: readonly PathStep[]): Rejection[] {
  if (!isProperties(map)) return [];
  return Object.keys(map).flatMap((key) => {
    const parts = key.toLowerCase().split("/");
    const name = key.split("/").at(-1) ?? "";
    const prefix = parts.length > 1 ? parts[0] : undefined;
    const isValid =
      parts.length <= 2 &&
      name.length <= LONGEST_LABEL &&
      QUALIFIED.test(name) &&
      (prefix === undefined || (prefix.length <= LONGEST_SUBDOMAIN && SUBDOMAIN.test(prefix)));
    return isValid ? [] : [rejection("label", [...path, key], REASONS.label(writePath(path), key))];
  });
}

/**
 * Values that are not of their field's type, fields that there are not or must be, and whatever else the types of the
 * API say of single fields. A built-in object that the official plugin could read has no unknown field left.
 */
export function typeRejections(token: string, object: Properties): Rejection[] {
  const type = typeOfKind(token);
  return type === undefined ? [] : typed(object, type, { path: [], field: "" });
}

interface Spot {
  readonly path: readonly PathStep[];
  /** `core/v1.Container.env`: where a value is declared. */
  readonly field: string;
}

function typed(value: Value, type: string, spot: Spot): Rejection[] {
  const { path, field } = spot;
  if (isUnknown(value) || value === null) return [];
  const wrong = (): Rejection[] => [rejection("type", path, REASONS.type(writePath(path)))];
  if (type.startsWith("*")) return typed(value, type.slice(1), spot);
  if (type.startsWith("[]")) {
    if (!isList(value)) return wrong();
    const repeated = repeatedKeys(value, KEYS[field] ?? []).filter(() => KEYS[field] !== undefined);
    return [
      ...repeated.map((key) => rejection("duplicate", path, REASONS.duplicate(writePath(path), key))),
      ...value.flatMap((element, index) => typed(element, type.slice(2), { path: [...path, index], field })),
    ];
  }
  if (type.startsWith("{}")) {
    if (!isProperties(value)) return wrong();
    const isSelector =
      field === "meta/v1.LabelSelector.matchLabels" || /\.nodeSelector$|^core\/v1\.ServiceSpec\.selector$/.test(field);
    return [
      ...(isSelector ? labelRejections(value, path) : []),
      ...Object.entries(value).flatMap(([key, inner]) => typed(inner, type.slice(2), { path: [...path, key], field })),
    ];
  }
  const fields = fieldsOfType(type);
  return fields === undefined ? scalar(value, type, spot) : structure(value, { type, fields, path });
}

function structure(
  value: Value,
  { type, fields, path }: { type: string; fields: Readonly<Record<string, string>>; path: readonly PathStep[] },
): Rejection[] {
  if (!isProperties(value)) return [rejection("type", path, REASONS.type(writePath(path)))];
  const missing = missingFields(type, value).map((key) => {
    const whole = key === "" ? path : [...path, key];
    return rejection("required", whole, REASONS.required(writePath(whole)));
  });
  const inner = Object.entries(value).flatMap(([key, each]) => {
    const fieldType = fields[key];
    const whole = [...path, key];
    if (fieldType === undefined) return [rejection("type", whole, REASONS.unknownField(writePath(whole)))];
    return typed(each, bare(fieldType), { path: whole, field: `${type}.${key}` });
  });
  return [...missing, ...inner];
}

function scalar(value: Value, type: string, { path, field }: Spot): Rejection[] {
  if (!isOfType(value, type)) return [rejection("type", path, REASONS.type(writePath(path)))];
  if (type === "quantity") return quantity(value, path);
  const choices = CHOICES[field];
  if (choices !== undefined && !choices.includes(textOf(value))) {
    return [rejection("choice", path, REASONS.choice(writePath(path), JSON.stringify(value), choices))];
  }
  if (typeof value === "string" && FORMS[field]?.test(value) === false) {
    return [rejection("name", path, REASONS.name(writePath(path), textOf(value)))];
  }
  const isBelow = NOT_NEGATIVE.has(field) && typeof value === "number" && value < 0;
  return isBelow ? [rejection("quantity", path, REASONS.quantity(writePath(path), textOf(value)))] : [];
}

function isOfType(value: Value, type: string): boolean {
  switch (type) {
    case "string":
    case "bytes":
    case "time":
      return typeof value === "string";
    case "bool":
      return typeof value === "boolean";
    case "int":
      return Number.isInteger(value);
    case "intOrString":
      return typeof value === "string" || Number.isInteger(value);
    default:
      return true;
  }
}

function quantity(value: Value, path: readonly PathStep[]): Rejection[] {
  const text = typeof value === "string" || typeof value === "number" ? textOf(value) : "";
  const isUsable = isQuantity(text) && compareQuantities(text, "0") >= 0;
  return isUsable ? [] : [rejection("quantity", path, REASONS.quantity(writePath(path), JSON.stringify(value)))];
}

const SECRET_KEYS: Readonly<Record<string, readonly string[]>> = {
  "kubernetes.io/tls": ["tls.crt", "tls.key"],
  "kubernetes.io/dockerconfigjson": [".dockerconfigjson"],
  "kubernetes.io/ssh-auth": ["ssh-privatekey"],
};
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const LARGEST_DATA = 1024 * 1024;

/** Data of configuration and secrets: keys, sizes, base64, and what a secret's type asks for. */
export function dataRejections(token: string, object: Properties): Rejection[] {
  if (token !== "core/v1:ConfigMap" && token !== "core/v1:Secret") return [];
  const maps = ["data", "binaryData", "stringData"].flatMap((name) => {
    const map = object[name];
    return isProperties(map) ? [[name, map] as const] : [];
  });
  const found = maps.flatMap(([name, map]) =>
    Object.entries(map).flatMap(([key, value]): Rejection[] => {
      if (isUnknown(value)) return [];
      const isBase64 = name === "binaryData" || (name === "data" && token === "core/v1:Secret");
      const isValid = DATA_KEY.test(key) && key.length <= LONGEST_SUBDOMAIN && key !== "." && key !== "..";
      const isText =
        value === null || (typeof value === "string" && (!isBase64 || BASE64.test(value.replace(/[\r\n]/g, ""))));
      return isValid && isText
        ? []
        : [rejection("secret-data", [name, key], REASONS.secretData(writePath([name, key])))];
    }),
  );
  const size = maps
    .flatMap(([, map]) => Object.values(map))
    .reduce<number>((sum, each) => sum + textOf(each).length, 0);
  if (size > LARGEST_DATA * 1.4) found.push(rejection("secret-data", ["data"], REASONS.secretData("data")));
  const keys = new Set(maps.flatMap(([, map]) => Object.keys(map)));
  const wanted = token === "core/v1:Secret" ? (SECRET_KEYS[textOf(object["type"])] ?? []) : [];
  const isKnown = ["data", "stringData"].every((name) => !isUnknown(object[name]));
  const missing = isKnown ? wanted.filter((key) => !keys.has(key)) : [];
  return [...found, ...missing.map((key) => rejection("secret-data", ["data", key], REASONS.secretKey(key)))];
}
