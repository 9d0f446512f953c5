import type { FieldPath, Finding } from "../finding.ts";
import { dottedPath } from "../messages.ts";
import type { Province } from "../province.ts";
import { UNASSIGNED } from "../schema/field.ts";
import { both, listOf } from "../wording.ts";
import { hasDesk } from "./desk.ts";
import { findingAt } from "./finding-at.ts";
import { addresses } from "./identities.ts";
import { asksBusinessSystems } from "./integration.ts";

interface Fact {
  readonly path: FieldPath;
  /** Undefined where the field is left out and unassigned is its default. */
  readonly value: string | undefined;
}

// RFC 2606 and RFC 6761: names that can belong to nobody.
const RESERVED_NAME = /(?:^|\.)(?:example|invalid|test|localhost|example\.(?:com|net|org))$/i;

/** Live needs every fact, a draft is told which are open, and an example must hold none. */
export function checkAssignment(province: Province): readonly Finding[] {
  switch (province.status) {
    case "example":
      return realFacts(province).map(({ path }) =>
        findingAt(path, "EXAMPLE_NOT_UNASSIGNED", { field: dottedPath(path) }),
      );
    case "draft": {
      const open = openFacts(province);
      const fields = listOf(
        open.map(({ path }) => dottedPath(path)),
        6,
      );
      return open.length === 0
        ? []
        : [findingAt(["status"], "UNASSIGNED_DRAFT", { count: open.length, ...both("fields", fields) })];
    }
    case "live":
      return openFacts(province).map(({ path }) => findingAt(path, "UNASSIGNED_LIVE", { field: dottedPath(path) }));
  }
}

function realFacts(province: Province): readonly Fact[] {
  const numbers = [...pilotNumbers(province), ...addresses(province), ...experts(province)].filter(
    ({ value }) => value !== UNASSIGNED,
  );
  const hosts = hostNames(province).filter(({ value }) => {
    const host = value?.split(/[:/]/, 1)[0] ?? UNASSIGNED;
    return host !== UNASSIGNED && !RESERVED_NAME.test(host);
  });
  const urls = [...adapter(province), ...deskAddresses(province)].filter(({ value }) => isRealAddress(value));
  return [...numbers, ...hosts, ...urls];
}

function isRealAddress(value: string | undefined): boolean {
  return value !== undefined && value !== UNASSIGNED && !RESERVED_NAME.test(new URL(value).hostname);
}

function adapter(province: Province): readonly Fact[] {
  return asksBusinessSystems(province)
    ? [{ path: ["integration", "adapter"], value: province.integration?.adapter }]
    : [];
}

function deskAddresses({ desk, merge }: Province): readonly Fact[] {
  return [
    { path: ["desk", "oidc", "issuer"], value: desk?.oidc?.issuer },
    { path: ["merge", "platform12345", "workOrderAdapter"], value: merge.platform12345?.workOrderAdapter },
  ];
}

function experts({ desk }: Province): readonly Fact[] {
  return (desk?.experts ?? []).map(({ number }, index) => ({
    path: ["desk", "experts", index, "number"],
    value: number,
  }));
}

function openFacts(province: Province): readonly Fact[] {
  const { build, localNetworks, sites } = province;
  const facts: Fact[] = [
    ...pilotNumbers(province),
    ...addresses(province),
    ...hostNames(province).filter(({ value }) => value !== undefined),
    ...adapter(province),
    ...deskAddresses(province).filter(({ value }) => value !== undefined),
    ...experts(province),
  ];
  for (const [index, network] of localNetworks.entries())
    if (network.routedTo === undefined && network.gateways === undefined)
      facts.push({ path: ["localNetworks", index, "gateways"], value: undefined });
  if (build.mode === "outsourced") {
    facts.push({ path: ["build", "provider", "name"], value: build.provider.name });
    if (build.leases.equipment && build.provider.sipAddress === undefined)
      facts.push({ path: ["build", "provider", "sipAddress"], value: undefined });
    if (build.retainedUnit !== undefined)
      facts.push({ path: ["build", "retainedUnit", "name"], value: build.retainedUnit.name });
  }
  // A hotline rings phones and a merged line has no agents: neither has a desk.
  if (hasDesk(province))
    for (const [name, site] of Object.entries(sites))
      if (site.platform.deskHost === undefined)
        facts.push({ path: ["sites", name, "platform", "deskHost"], value: undefined });
  return facts.filter(({ value }) => value === undefined || value === UNASSIGNED);
}

function pilotNumbers({ localNetworks }: Province): readonly Fact[] {
  return localNetworks.flatMap(({ pilotNumber }, index) =>
    pilotNumber === undefined ? [] : [{ path: ["localNetworks", index, "pilotNumber"], value: pilotNumber }],
  );
}

function hostNames({ sites }: Province): readonly Fact[] {
  return Object.entries(sites).flatMap(([name, site]) => [
    { path: ["sites", name, "platform", "deskHost"], value: site.platform.deskHost },
    { path: ["sites", name, "registry"], value: site.registry },
    ...(site.platform.kind === "docker" ? site.platform.hosts : site.platform.mediaNodes).map(
      ({ browserHost }, index) => ({
        path: [
          "sites",
          name,
          "platform",
          site.platform.kind === "docker" ? "hosts" : "mediaNodes",
          index,
          "browserHost",
        ],
        value: browserHost,
      }),
    ),
  ]);
}
