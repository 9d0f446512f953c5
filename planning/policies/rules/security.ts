import type { PlanChange } from "../../diff/plan-change.ts";
import type { CallCenterPlan } from "../../plan.ts";
import type { Risk, RiskCode } from "../risk.ts";
import { kindOf, type ResourceChange, type StackPreview } from "../stack-preview.ts";

/** Secrets in plain text, privileges, networks opened, images that can be exchanged. */
export function securityRisks({ stack, after, changes, difference }: StackPreview): readonly Risk[] {
  if (after === undefined) return [];
  return [
    ...changes.flatMap((change) => resourceRisks(stack, change)),
    ...(difference?.changes ?? []).flatMap((change) => planRisks(stack, change)),
    // Of a new center every image is new.
    ...(difference?.kind === "new" ? imagesOf(after.plan).flatMap((reference) => imageRisks(stack, reference)) : []),
  ];
}

function risk(stack: string, code: RiskCode, of: Pick<Risk, "subject" | "facts" | "change">): Risk {
  return { rule: "security", code, stacks: [stack], ...of };
}

const HIDDEN = "[secret]";

function resourceRisks(stack: string, { name, type, operation, paths }: ResourceChange): readonly Risk[] {
  const facts = { subject: name };
  const revealed = paths.some(({ old, new: next }) => old === HIDDEN && next !== undefined && !next.includes(HIDDEN));
  const privileges = paths.flatMap((path) => privilegeOf(path));
  return [
    ...(revealed ? [risk(stack, "RISK_SECRET_PLAIN", { subject: name, facts })] : []),
    ...privileges.map((what) => risk(stack, "RISK_PRIVILEGED", { subject: name, facts: { ...facts, what } })),
    ...(kindOf(type) === "NetworkPolicy" && operation === "delete"
      ? [risk(stack, "RISK_NETWORK_POLICY_REMOVED", { subject: name, facts })]
      : []),
  ];
}

/** Fields of a pod or container by which it may do more than before. */
function privilegeOf({ path, old, new: next }: ResourceChange["paths"][number]): readonly string[] {
  if (old === next) return [];
  if (/(?:^|\.)(?:privileged|allowPrivilegeEscalation|hostNetwork|hostPID|hostIPC)$/.test(path) && next === "true")
    return [path];
  if (/(?:^|\.)(?:runAsNonRoot|readOnlyRootFilesystem)$/.test(path) && old === "true") return [path];
  if (path.includes("pod-security.kubernetes.io/enforce") && next === "privileged") return [`${path} = ${next}`];
  return /capabilities\.add/.test(path) && next !== undefined ? [`${path} ${next}`] : [];
}

function planRisks(stack: string, change: PlanChange): readonly Risk[] {
  const { aspect, field, subject, before, after } = change;
  if (aspect === "security" && field === "secret" && before === "secret" && after === "plain")
    return [risk(stack, "RISK_SECRET_PLAIN", { subject, facts: { subject }, change })];
  if (aspect === "workloads" && field === "environment" && before === HIDDEN && after === "plain")
    return [risk(stack, "RISK_SECRET_PLAIN", { subject, facts: { subject }, change })];
  if (aspect === "security" && field === "network" && after === "host")
    return [risk(stack, "RISK_HOST_NETWORK", { subject, facts: { subject }, change })];
  if (aspect === "security" && field === "zoneSecurity" && after === "host-network")
    return [risk(stack, "RISK_PRIVILEGED", { subject, facts: { subject, what: "host-network" }, change })];
  if (aspect === "access" && (field === "from" || field === "reaches"))
    return accessRisks(stack, change, addedTo(before, after));
  if (aspect === "images" && typeof after === "string") return imageRisks(stack, after, change);
  return [];
}

function addedTo(before: PlanChange["before"], after: PlanChange["after"]): readonly string[] {
  const list = (value: PlanChange["before"]): readonly string[] =>
    value === undefined
      ? []
      : String(value)
          .split(", ")
          .filter((entry) => entry !== "");
  const known = new Set(list(before));
  return list(after).filter((entry) => !known.has(entry));
}

const EVERYWHERE = /^(?:0\.0\.0\.0\/0|::\/0)/;

function accessRisks(stack: string, change: PlanChange, added: readonly string[]): readonly Risk[] {
  if (added.length === 0) return [];
  const { subject } = change;
  const open = added.filter((network) => EVERYWHERE.test(network));
  const of = (networks: readonly string[]) => ({ subject, facts: { subject, added: networks.join(", ") }, change });
  return open.length > 0
    ? [risk(stack, "RISK_OPEN_TO_ALL", of(open))]
    : [risk(stack, "RISK_ACCESS_WIDENED", of(added))];
}

function imagesOf({ parts }: CallCenterPlan): readonly string[] {
  const references = parts
    .flatMap(({ items }) => items)
    .flatMap((item) => {
      if (item.kind === "workload") return [item.image, ...item.companions.map(({ image }) => image)];
      return item.kind === "postgres" || item.kind === "job" ? [item.image] : [];
    })
    .map(({ reference }) => reference);
  return [...new Set(references)].sort();
}

/** A host before the first slash is a registry; `.invalid` can't be pulled from. */
const REGISTRY = /^(?:[\w-]+(?:\.[\w-]+)+(?::\d+)?|localhost(?::\d+)?|[\w-]+:\d+)\//;

function imageRisks(stack: string, reference: string, change?: PlanChange): readonly Risk[] {
  const host = REGISTRY.exec(reference)?.[0];
  if (host === undefined || host.endsWith(".invalid/") || reference.includes("@sha256:")) return [];
  return [risk(stack, "RISK_IMAGE_UNPINNED", { subject: reference, facts: { subject: reference }, change })];
}
