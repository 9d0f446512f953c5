import { CronExpressionParser } from "cron-parser";
import { writePath } from "../../property-path.ts";
import { at, isList, isUnknown, type Properties, textOf, type Value } from "../value.ts";
import { choice, portRejections } from "./pods.ts";
import { REASONS } from "./reasons.ts";
import { type Rejection, rejection } from "./rejection.ts";

/** What single kinds must keep to beyond what all do. */
export function kindRejections(token: string, object: Properties): Rejection[] {
  switch (token) {
    case "core/v1:Service":
      return serviceRejections(object);
    case "core/v1:PersistentVolumeClaim":
      return claimRejections(object);
    case "core/v1:Namespace":
      return ["enforce", "audit", "warn"].flatMap((mode) => {
        const label = `pod-security.kubernetes.io/${mode}`;
        return choice(at(object, "metadata", "labels", label), LEVELS, ["metadata", "labels", label]);
      });
    case "batch/v1:CronJob":
      return [
        ...scheduleRejections(at(object, "spec", "schedule"), { path: ["spec", "schedule"], fields: 5 }),
        ...timeZoneRejections(at(object, "spec", "timeZone")),
        ...choice(
          at(object, "spec", "concurrencyPolicy"),
          ["Allow", "Forbid", "Replace"],
          ["spec", "concurrencyPolicy"],
        ),
      ];
    case "apps/v1:Deployment":
      return rollingRejections(object);
    case "networking.k8s.io/v1:NetworkPolicy":
      return policyRejections(object);
    case "postgresql.cnpg.io/v1:ScheduledBackup":
      return scheduleRejections(at(object, "spec", "schedule"), { path: ["spec", "schedule"], fields: 6 });
    default:
      return [];
  }
}

export const LEVELS = ["privileged", "baseline", "restricted"] as const;
const ACCESS_MODES = ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"];

function serviceRejections(object: Properties): Rejection[] {
  const ports = at(object, "spec", "ports");
  const list = isList(ports) ? ports : [];
  const isPortless = at(object, "spec", "clusterIP") === "None" || at(object, "spec", "type") === "ExternalName";
  return [
    ...(list.length === 0 && !isPortless && !isUnknown(ports) ? [missing("spec.ports")] : []),
    ...choice(at(object, "spec", "type"), ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"], ["spec", "type"]),
    ...list.flatMap((port, index) => [
      ...portRejections(port, "port", ["spec", "ports", index]),
      ...(list.length > 1 && typeof at(port, "name") !== "string"
        ? [rejection("required", ["spec", "ports", index, "name"], REASONS.required(`spec.ports[${index}].name`))]
        : []),
    ]),
  ];
}

function claimRejections(object: Properties): Rejection[] {
  const modes = at(object, "spec", "accessModes");
  const storage = at(object, "spec", "resources", "requests", "storage");
  return [
    ...(isList(modes) && modes.length > 0 ? modes : []).flatMap((mode, index) =>
      choice(mode, ACCESS_MODES, ["spec", "accessModes", index]),
    ),
    ...(isUnknown(modes) || (isList(modes) && modes.length > 0) ? [] : [missing("spec.accessModes")]),
    ...(storage === undefined || storage === null ? [missing("spec.resources.requests.storage")] : []),
    ...(storage === "0" || storage === 0
      ? [rejection("quantity", STORAGE, REASONS.quantity(writePath(STORAGE), String(storage)))]
      : []),
  ];
}

/** Without a pod more and without one less nothing could roll. */
function rollingRejections(object: Properties): Rejection[] {
  const path = ["spec", "strategy", "rollingUpdate"];
  const isNone = (key: string): boolean => ["0", "0%"].includes(textOf(at(object, ...path, key)));
  if (!isNone("maxSurge") || !isNone("maxUnavailable")) return [];
  return [
    rejection("quantity", [...path, "maxUnavailable"], REASONS.quantity(`${path.join(".")}.maxUnavailable`, "0")),
  ];
}

const STORAGE = ["spec", "resources", "requests", "storage"] as const;

function missing(path: string): Rejection {
  return rejection("required", path.split("."), REASONS.required(path));
}

function policyRejections(object: Properties): Rejection[] {
  const types = at(object, "spec", "policyTypes");
  return [
    ...(isList(types) ? types : []).flatMap((type, index) =>
      choice(type, ["Ingress", "Egress"], ["spec", "policyTypes", index]),
    ),
    ...["ingress", "egress"].flatMap((direction) => {
      const rules = at(object, "spec", direction);
      return (isList(rules) ? rules : []).flatMap((rule, index) => ruleRejections(rule, ["spec", direction, index]));
    }),
  ];
}

function ruleRejections(rule: Value, path: readonly (string | number)[]): Rejection[] {
  const ports = at(rule, "ports");
  return (isList(ports) ? ports : []).flatMap((port, index): Rejection[] => {
    const at_ = [...path, "ports", index];
    const [first, last] = [at(port, "port"), at(port, "endPort")];
    const isRange = typeof first === "number" && typeof last === "number";
    return [
      ...(typeof first === "number" ? portRejections(port, "port", at_) : []),
      ...(isRange && (last < first || last > 65_535)
        ? [rejection("port", [...at_, "endPort"], REASONS.port(writePath([...at_, "endPort"]), String(last)))]
        : []),
    ];
  });
}

/** Go's time zones are told apart by case, unlike JavaScript's. */
function timeZoneRejections(zone: Value | undefined): Rejection[] {
  if (zone === undefined || zone === null || isUnknown(zone) || isTimeZone(zone)) return [];
  return [rejection("name", ["spec", "timeZone"], REASONS.name("spec.timeZone", textOf(zone)))];
}

function isTimeZone(zone: Value): boolean {
  return typeof zone === "string" && (zone === "UTC" || Intl.supportedValuesOf("timeZone").includes(zone));
}

function scheduleRejections(
  schedule: Value | undefined,
  { path, fields }: { readonly path: readonly string[]; readonly fields: number },
): Rejection[] {
  if (isUnknown(schedule) || isSchedule(schedule, fields)) return [];
  return [rejection("schedule", path, REASONS.schedule(writePath(path), textOf(schedule)))];
}

/** Five fields for the API server, six with seconds for the database operator, or an alias such as `@daily`. */
function isSchedule(schedule: Value | undefined, fields: number): boolean {
  if (typeof schedule !== "string") return false;
  if (/^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/.test(schedule)) return true;
  if (schedule.trim().split(/\s+/).length !== fields) return false;
  try {
    CronExpressionParser.parse(schedule);
    return !/[LW#?]/.test(schedule);
  } catch {
    return false;
  }
}
