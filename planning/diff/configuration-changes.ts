import { structuredPatch } from "diff";
import type { CallCenterPlan, ConfigSet } from "../plan.ts";
import { nodeless } from "./node-names.ts";
import type { PlanChange } from "./plan-change.ts";

/** Sums over the other files of a set, and the hash by which a node says what it has loaded: they follow the rest. */
const CHECKSUMS = "manifest.sha256";
const VERSION = "config_version=";

/** Files of configuration sets and firewall rules, line by line; the same on several nodes is one change. */
export function configurationChanges(before: CallCenterPlan, after: CallCenterPlan): readonly PlanChange[] {
  const names = [...new Set([...setsOf(before), ...setsOf(after)].map(({ name }) => name))];
  const changes = names.flatMap((name): readonly PlanChange[] => {
    const [old, now] = [before, after].map((plan) => setsOf(plan).find((set) => set.name === name));
    // A set that comes or goes is told with the items.
    if (old === undefined || now === undefined || old.hash === now.hash) return [];
    return fileChanges(old, now);
  });
  return [...mergeNodes(changes), ...firewallChanges(before, after)];
}

function setsOf({ parts }: CallCenterPlan): readonly ConfigSet[] {
  return parts.flatMap(({ items }) => items).filter((item) => item.kind === "config-set");
}

function fileChanges(old: ConfigSet, now: ConfigSet): readonly PlanChange[] {
  const paths = [...new Set([...Object.keys(old.files), ...Object.keys(now.files)])].sort();
  return paths.flatMap((path): readonly PlanChange[] => {
    const [before, after] = [old.files[path], now.files[path]];
    if (before === after || path === CHECKSUMS) return [];
    const lines = changedLines(before ?? "", after ?? "").filter((line) => !line.includes(VERSION));
    if (lines.length === 0) return [];
    return [
      {
        aspect: "configuration",
        subject: `${nodeless(now)}/${path}`,
        field: now.set,
        ...(before === undefined ? { after: "file" } : after === undefined ? { before: "file" } : {}),
        lines,
        zone: now.zone,
        ...(now.node === undefined ? {} : { nodes: [now.node] }),
      },
    ];
  });
}

/**
 * What `a` and `b` differ in, without context; lines trimmed, for indentation says nothing here. A passage that
 * changes alike at several places (once a queue, say) is told once, so that it reads the same for any number of them.
 */
export function changedLines(a: string, b: string): readonly string[] {
  const passages = structuredPatch("", "", a, b, "", "", { context: 0 }).hunks.map(({ lines }) =>
    lines.filter((line) => !line.startsWith("\\")).map((line) => `${line.slice(0, 1)} ${line.slice(1).trim()}`),
  );
  const distinct = new Map(passages.map((lines) => [lines.join("\n"), lines]));
  return [...distinct.values()].flat();
}

/** Changes that are equal but for their nodes become one with all of them. */
export function mergeNodes(changes: readonly PlanChange[]): readonly PlanChange[] {
  const merged = new Map<string, PlanChange>();
  for (const change of changes) {
    const key = JSON.stringify({ ...change, nodes: undefined });
    const nodes = [...new Set([...(merged.get(key)?.nodes ?? []), ...(change.nodes ?? [])])].sort();
    merged.set(key, { ...change, ...(nodes.length === 0 ? {} : { nodes }) });
  }
  return [...merged.values()];
}

function firewallChanges(before: CallCenterPlan, after: CallCenterPlan): readonly PlanChange[] {
  const rules = ({ parts }: CallCenterPlan) =>
    parts.flatMap(({ items }) => items).find((item) => item.kind === "host-firewall");
  const [old, now] = [rules(before), rules(after)];
  if (old === undefined || now === undefined || old.hash === now.hash) return [];
  const lines = changedLines(old.rules, now.rules);
  return [{ aspect: "security", subject: now.name, field: "firewall", lines, zone: now.zone }];
}
