import type { Finding, Severity } from "../../provinces/finding.ts";
import { readText } from "../../provinces/load.ts";
import { formatFinding, severityOf } from "../../provinces/messages.ts";

/** A sound example: no finding at all. Ningxia has five local networks, the fewest of a province that is no municipality. */
export const SOUND = `province: ningxia
status: example
workMode: call-center
build: { mode: self-built }
merge: { mode: independent }
hours: office
localNetworks:
  - areaCode: "0951"
    carrier: telecom
    trunk: { type: digital, signalling: pri, e1: 4 }
    pilotNumber: unassigned
    billing: { mode: caller-pays }
    gateways:
      - { name: yinchuan-gw1, address: unassigned, ports: 4 }
  - { areaCode: "0952", routedTo: "0951" }
  - { areaCode: "0953", routedTo: "0951" }
  - { areaCode: "0954", routedTo: "0951" }
  - { areaCode: "0955", routedTo: "0951" }
demand: { callsPerDay: 800 }
recording: { retentionDays: 730 }
queues:
  - { name: general, label: 综合, share: 0.6 }
  - { name: pension, label: 养老保险, share: 0.4 }
database: { instances: 1 }
sites:
  main:
    place: 银川
    platform: { kind: docker, hosts: [{ name: host-a, address: unassigned }] }
`;

export const OUTSOURCED = `build:
  mode: outsourced
  leases: { equipment: true, premises: true, people: true, service: true }
  ingress: provider-site
  provider: { name: unassigned }
  contract: { months: 12 }
  sla: { answeredPercent: 90, withinSeconds: 15, formula: answered-in-time-of-offered }
  pricing: { basis: seat }
  retainedUnit: { name: unassigned, seats: 3 }
`;

/** `‸` stands before the place where a finding is expected. */
const MARK = "‸";

export interface Edit {
  readonly from: string;
  readonly to: string;
}

/** The sound file with its edits, marks taken out, and where they stood as `line:column`. */
export function marked(
  edits: readonly Edit[],
  base = SOUND,
): { readonly text: string; readonly places: readonly string[] } {
  let text = base;
  for (const { from, to } of edits) {
    if (text.split(from).length !== 2) throw new Error(`${from} does not occur exactly once`);
    text = text.replace(from, () => to);
  }
  const places = text.split("\n").flatMap((line, index) =>
    line
      .split(MARK)
      .slice(0, -1)
      .map((_, nth, parts) => `${index + 1}:${parts.slice(0, nth + 1).join("").length + 1}`),
  );
  return { text: text.replaceAll(MARK, ""), places };
}

export function findingsOf(text: string, file = "provinces/ningxia.yaml"): readonly Finding[] {
  return readText(text, file).findings.toSorted(
    (a, b) => (a.where.line ?? 0) - (b.where.line ?? 0) || (a.where.column ?? 0) - (b.where.column ?? 0),
  );
}

export function inBrief(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ where, code }) => `${where.line ?? "?"}:${where.column ?? "?"} ${code}`);
}

export function inWords(findings: readonly Finding[]): {
  readonly zh: readonly string[];
  readonly en: readonly string[];
} {
  return {
    zh: findings.map((finding) => formatFinding(finding, "zh")),
    en: findings.map((finding) => formatFinding(finding, "en")),
  };
}

export function ofSeverity(findings: readonly Finding[], severity: Severity): readonly Finding[] {
  return findings.filter((finding) => severityOf(finding.code) === severity);
}
