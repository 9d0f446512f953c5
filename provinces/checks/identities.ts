import type { FieldPath, Finding, FindingCode } from "../finding.ts";
import { dottedPath } from "../messages.ts";
import type { Province } from "../province.ts";
import { UNASSIGNED } from "../schema/field.ts";
import type { Site } from "../schema/site.ts";
import { both, type Facts } from "../wording.ts";
import { findingAt } from "./finding-at.ts";

interface Named {
  readonly path: FieldPath;
  readonly value: string;
}

/** Names and addresses that must tell things apart, and lists that must not repeat a value. */
export function checkIdentities(province: Province): readonly Finding[] {
  const inProvince = both("scope", { zh: "本省", en: "the province" });
  const inSite = both("scope", { zh: "本站点", en: "the site" });
  return [
    ...twice(gatewayFields(province, "name"), "NAME_TWICE", inProvince),
    ...twice(
      (province.queues ?? []).map(({ name }, index) => ({ path: ["queues", index, "name"], value: name })),
      "NAME_TWICE",
      inProvince,
    ),
    ...twice(
      (province.staffing?.shifts ?? []).map(({ name }, index) => ({
        path: ["staffing", "shifts", index, "name"],
        value: name,
      })),
      "NAME_TWICE",
      inProvince,
    ),
    ...Object.entries(province.sites).flatMap(([name, site]) =>
      twice(nodeFields(site, { name, field: "name" }), "NAME_TWICE", inSite),
    ),
    ...twice(
      addresses(province).filter(({ value }) => value !== UNASSIGNED),
      "ADDRESS_TWICE",
      {},
    ),
    ...lists(province).flatMap((list) =>
      twice(
        list.map((entry) => entry),
        "LIST_VALUE_TWICE",
        { field: dottedPath(list[0]?.path.slice(0, -1) ?? []) },
      ),
    ),
  ];
}

/** Every address of the file with its place. */
export function addresses(province: Province): readonly Named[] {
  const { build, merge } = province;
  return [
    ...gatewayFields(province, "address"),
    ...(merge.platform12345 === undefined
      ? []
      : [{ path: ["merge", "platform12345", "sipAddress"], value: merge.platform12345.sipAddress }]),
    ...(build.mode === "outsourced" && build.provider.sipAddress !== undefined
      ? [{ path: ["build", "provider", "sipAddress"], value: build.provider.sipAddress }]
      : []),
    ...Object.entries(province.sites).flatMap(([name, site]) => nodeFields(site, { name, field: "address" })),
  ];
}

function gatewayFields({ localNetworks }: Province, field: "name" | "address"): readonly Named[] {
  return localNetworks.flatMap(({ gateways }, network) =>
    (gateways ?? []).map((gateway, index) => ({
      path: ["localNetworks", network, "gateways", index, field],
      value: gateway[field],
    })),
  );
}

function nodeFields(
  { platform }: Site,
  { name, field }: { name: string; field: "name" | "address" },
): readonly Named[] {
  const [key, nodes] =
    platform.kind === "docker" ? (["hosts", platform.hosts] as const) : (["mediaNodes", platform.mediaNodes] as const);
  return nodes.map((node, index) => ({ path: ["sites", name, "platform", key, index, field], value: node[field] }));
}

function lists(province: Province): readonly (readonly Named[])[] {
  const named = (path: FieldPath, values: readonly string[] | undefined): readonly Named[] =>
    (values ?? []).map((value, index) => ({ path: [...path, index], value }));
  return [
    named(["languages"], province.languages),
    ...province.localNetworks.map((network, index) =>
      named(["localNetworks", index, "calledNumberForms"], network.calledNumberForms),
    ),
    ...(province.queues ?? []).map((queue, index) => named(["queues", index, "skills"], queue.skills)),
    ...Object.entries(province.sites).flatMap(([name, site]) => [
      named(["sites", name, "agentNetworks"], site.agentNetworks),
      named(["sites", name, "operatorNetworks"], site.operatorNetworks),
      named(["sites", name, "monitoringNetworks"], site.monitoringNetworks),
    ]),
  ];
}

function twice(named: readonly Named[], code: FindingCode, facts: Facts): readonly Finding[] {
  const first = new Map<string, FieldPath>();
  return named.flatMap(({ path, value }) => {
    const other = first.get(value);
    if (other !== undefined) return [findingAt(path, code, { ...facts, found: value, other: dottedPath(other) })];
    first.set(value, path);
    return [];
  });
}
