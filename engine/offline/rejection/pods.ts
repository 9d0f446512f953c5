import { type PathStep, writePath } from "../../property-path.ts";
import { compareQuantities } from "../kubernetes/quantity.ts";
import { at, isList, isProperties, isUnknown, type Properties, textOf, type Value } from "../value.ts";
import { REASONS } from "./reasons.ts";
import { type Rejection, rejection } from "./rejection.ts";
import { isLabelName, labelRejections } from "./syntax.ts";

/** Where a kind keeps its pods' template. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  "apps/v1:Deployment": ["spec", "template"],
  "apps/v1:DaemonSet": ["spec", "template"],
  "apps/v1:StatefulSet": ["spec", "template"],
  "batch/v1:Job": ["spec", "template"],
  "batch/v1:CronJob": ["spec", "jobTemplate", "spec", "template"],
};

export interface PodTemplate {
  readonly path: readonly string[];
  readonly template: Properties;
  readonly pod: Properties;
}

export function podTemplateOf(token: string, object: Properties): PodTemplate | undefined {
  const path = TEMPLATES[token];
  if (path === undefined) return undefined;
  const template = at(object, ...path);
  const pod = at(template, "spec");
  return isProperties(template) && isProperties(pod) ? { path, template, pod } : undefined;
}

/** What a template of pods must keep to: selector, containers, mounts, ports, resources. */
export function podRejections(token: string, object: Properties): Rejection[] {
  const found = podTemplateOf(token, object);
  if (found === undefined) return TEMPLATES[token] === undefined ? [] : [missing([...TEMPLATES[token], "spec"])];
  const { path, template, pod } = found;
  const spec = [...path, "spec"];
  const claims = at(object, "spec", "volumeClaimTemplates");
  return [
    ...selectorRejections(token, object, template),
    ...labelRejections(at(template, "metadata", "labels"), [...path, "metadata", "labels"]),
    ...containersOf(pod, spec).flatMap((container) => containerRejections(container, volumesOf(pod, claims))),
    ...(isList(pod["containers"]) && pod["containers"].length > 0 ? [] : [missing([...spec, "containers"])]),
    ...duplicates(at(pod, "volumes"), "name", [...spec, "volumes"]),
    ...duplicateNames(pod, spec),
    ...(token.startsWith("batch/") && (pod["restartPolicy"] ?? "") === "" ? [missing([...spec, "restartPolicy"])] : []),
    ...choice(pod["restartPolicy"], restartPolicies(token), [...spec, "restartPolicy"]),
    ...jobSelector(token, object),
    ...hostPorts(pod, spec),
  ];
}

/** A job's selector is made for it. */
function jobSelector(token: string, object: Properties): Rejection[] {
  const selector = at(object, "spec", "selector");
  if (token !== "batch/v1:Job" || !isProperties(selector) || at(object, "spec", "manualSelector") === true) return [];
  return Object.keys(selector).length === 0 ? [] : [rejection("selector", ["spec", "selector"], REASONS.ownSelector)];
}

function missing(path: readonly PathStep[]): Rejection {
  return rejection("required", path, REASONS.required(writePath(path)));
}

function restartPolicies(token: string): readonly string[] {
  return token.startsWith("batch/") ? ["OnFailure", "Never"] : ["Always"];
}

export function choice(value: Value | undefined, choices: readonly string[], path: readonly PathStep[]): Rejection[] {
  if (value === undefined || value === null || isUnknown(value) || choices.includes(textOf(value))) return [];
  return [rejection("choice", path, REASONS.choice(writePath(path), JSON.stringify(value), choices))];
}

function selectorRejections(token: string, object: Properties, template: Properties): Rejection[] {
  if (!token.startsWith("apps/")) return [];
  const path = ["spec", "selector"];
  const wanted = at(object, ...path, "matchLabels");
  const labels = at(template, "metadata", "labels");
  if (isUnknown(at(object, ...path)) || isUnknown(wanted) || isUnknown(labels)) return [];
  if (!isProperties(wanted) || Object.keys(wanted).length === 0) {
    return at(object, ...path, "matchExpressions") === undefined ? [missing(path)] : [];
  }
  const isMatched = Object.entries(wanted).every(
    ([key, value]) => isUnknown(value) || isUnknown(at(labels, key)) || at(labels, key) === value,
  );
  return isMatched ? [] : [rejection("selector", path, REASONS.selector(writePath(path)))];
}

interface Container {
  readonly container: Properties;
  readonly path: readonly PathStep[];
}

function containersOf(pod: Properties, spec: readonly PathStep[]): Container[] {
  return ["initContainers", "containers"].flatMap((name) => {
    const list = pod[name];
    return (isList(list) ? list : []).flatMap((container, index) =>
      isProperties(container) ? [{ container, path: [...spec, name, index] }] : [],
    );
  });
}

function duplicateNames(pod: Properties, spec: readonly PathStep[]): Rejection[] {
  const names = containersOf(pod, spec).map(({ container }) => container["name"] ?? null);
  return repeated(names).map((name) =>
    rejection("duplicate", [...spec, "containers"], REASONS.duplicate("containers", name)),
  );
}

function duplicates(list: Value | undefined, key: string, path: readonly PathStep[]): Rejection[] {
  const values = (isList(list) ? list : []).map((element) => at(element, key) ?? null);
  return repeated(values).map((value) => rejection("duplicate", path, REASONS.duplicate(writePath(path), value)));
}

function repeated(values: readonly Value[]): string[] {
  const texts = values.filter((value): value is string => typeof value === "string" && !isUnknown(value));
  return [...new Set(texts.filter((value, index) => texts.indexOf(value) !== index))];
}

/** Names that can be mounted; undefined where not all are known. */
function volumesOf(pod: Properties, claims: Value | undefined): ReadonlySet<Value> | undefined {
  const lists = [pod["volumes"], claims].filter((list) => list !== undefined && list !== null);
  if (lists.some(isUnknown)) return undefined;
  const names = lists.flatMap((list) =>
    (isList(list) ? list : []).map((volume) => at(volume, "name") ?? at(volume, "metadata", "name") ?? null),
  );
  return names.some(isUnknown) ? undefined : new Set(names);
}

function containerRejections({ container, path }: Container, volumes: ReadonlySet<Value> | undefined): Rejection[] {
  const found: Rejection[] = [];
  const { name, image, volumeMounts, ports, resources } = container;
  if (!isUnknown(name) && !(typeof name === "string" && isLabelName(name))) {
    found.push(rejection("name", [...path, "name"], REASONS.name(writePath([...path, "name"]), textOf(name))));
  }
  if (image === undefined || image === null || image === "") found.push(missing([...path, "image"]));
  for (const [index, mount] of (isList(volumeMounts) ? volumeMounts : []).entries()) {
    const at_ = [...path, "volumeMounts", index];
    const [volume, mountPath] = [at(mount, "name"), at(mount, "mountPath")];
    if (mountPath === undefined || mountPath === null || mountPath === "") found.push(missing([...at_, "mountPath"]));
    if (volumes !== undefined && !isUnknown(volume) && !volumes.has(volume ?? null)) {
      found.push(
        rejection("reference", [...at_, "name"], REASONS.reference(writePath([...at_, "name"]), textOf(volume))),
      );
    }
  }
  found.push(...duplicates(volumeMounts, "mountPath", [...path, "volumeMounts"]));
  for (const [index, port] of (isList(ports) ? ports : []).entries()) {
    found.push(...portRejections(port, "containerPort", [...path, "ports", index]));
  }
  return [...found, ...resourceRejections(resources, [...path, "resources"])];
}

/** A port that must be there. */
export function portRejections(object: Value, key: string, path: readonly PathStep[]): Rejection[] {
  const value = at(object, key);
  if (isUnknown(value) || isUnknown(object)) return [];
  const isPort = typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 65_535;
  return isPort ? [] : [rejection("port", [...path, key], REASONS.port(writePath([...path, key]), textOf(value)))];
}

function resourceRejections(resources: Value | undefined, path: readonly PathStep[]): Rejection[] {
  const [requests, limits] = [at(resources, "requests"), at(resources, "limits")];
  if (!isProperties(requests) || !isProperties(limits)) return [];
  return Object.entries(requests).flatMap(([name, asked]) => {
    const limit = limits[name];
    const isAbove = typeof asked === "string" && typeof limit === "string" && compareQuantities(asked, limit) > 0;
    const at_ = [...path, "requests", name];
    return isAbove ? [rejection("quantity", at_, REASONS.aboveLimit(writePath(at_)))] : [];
  });
}

/** On the host's network a container's port is the host's. */
function hostPorts(pod: Properties, spec: readonly PathStep[]): Rejection[] {
  return containersOf(pod, spec).flatMap(({ container, path }) =>
    (isList(container["ports"]) ? container["ports"] : []).flatMap((port, index) => {
      const hostPort = at(port, "hostPort");
      if (hostPort === undefined || hostPort === null || hostPort === 0 || pod["hostNetwork"] !== true) return [];
      if (isUnknown(hostPort) || hostPort === at(port, "containerPort")) return [];
      const at_ = [...path, "ports", index, "hostPort"];
      return [rejection("port", at_, REASONS.port(writePath(at_), textOf(hostPort)))];
    }),
  );
}
