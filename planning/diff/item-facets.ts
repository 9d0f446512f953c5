import type { Endpoint, EnvironmentValue, Job, PlanItem, Postgres, SecretValue, Volume, Workload } from "../plan.ts";
import type { Aspect, Field } from "./plan-change.ts";

/** A property of an item that a change can be told of. */
export interface Facet {
  readonly aspect: Aspect;
  readonly field: Field;
  readonly value: string | number | undefined;
  readonly unit?: string | undefined;
  /** What of the item has it: a variable, a parameter; the image's name. */
  readonly detail?: string | undefined;
  /** Shown in place of the value. */
  readonly hidden?: string | undefined;
}

/** Facets by a name of their own. Restart sets and jobs carry a hash in their physical names, which says nothing. */
export function facetsOf(item: PlanItem): ReadonlyMap<string, Facet> {
  const facets = facetList(item);
  return new Map(facets.map((facet) => [`${facet.aspect} ${facet.field} ${facet.detail ?? ""}`, facet]));
}

function facetList(item: PlanItem): readonly Facet[] {
  switch (item.kind) {
    case "workload":
      return [physicalName(item), ...workloadFacets(item)];
    case "postgres":
      return [physicalName(item), ...postgresFacets(item)];
    case "volume":
      return [physicalName(item), ...volumeFacets(item)];
    case "secret-set":
      return Object.entries(item.keys).map(([key, value]) => secretFacet(key, value));
    case "endpoint":
      return [physicalName(item), ...endpointFacets(item)];
    case "job":
      return jobFacets(item);
    case "certificate":
      return [];
    case "config-set":
      return item.set === "reload" ? [physicalName(item)] : [];
    case "host-firewall":
      return [{ aspect: "items", field: "node", value: item.nodes.join(", ") }];
  }
}

function physicalName({ id }: PlanItem): Facet {
  return { aspect: "items", field: "id", value: id };
}

function imageFacet(image: Workload["image"]): Facet {
  return { aspect: "images", field: "reference", value: image.reference, detail: image.image };
}

function workloadFacets(item: Workload): readonly Facet[] {
  return [
    imageFacet(item.image),
    ...item.companions.map(({ image }) => imageFacet(image)),
    { aspect: "workloads", field: "replicas", value: item.replicas },
    ...resourceFacets(item),
    { aspect: "workloads", field: "drain", value: item.drain.deadlineSeconds, unit: "s" },
    { aspect: "workloads", field: "command", value: item.command?.join(" ") },
    { aspect: "workloads", field: "ports", value: item.ports.map(portText).join(", ") },
    { aspect: "security", field: "network", value: item.network },
    { aspect: "items", field: "node", value: item.node },
    ...environmentFacets(item.environment),
  ];
}

function resourceFacets({ resources: { cpu, memory } }: Workload | Postgres | Job): readonly Facet[] {
  return [
    { aspect: "workloads", field: "cpu", value: cpu, unit: "m" },
    { aspect: "workloads", field: "memory", value: memory, unit: "MiB" },
  ];
}

function portText({ name, port, last, protocol }: Workload["ports"][number]): string {
  return `${name} ${port}${last === undefined ? "" : `-${last}`}/${protocol}`;
}

function environmentFacets(environment: Readonly<Record<string, EnvironmentValue>>): readonly Facet[] {
  return Object.entries(environment).map(([name, value]) => ({
    aspect: "workloads",
    field: "environment",
    detail: name,
    ...environmentValue(name, value),
  }));
}

function environmentValue(name: string, value: EnvironmentValue): Pick<Facet, "value" | "hidden"> {
  switch (value.kind) {
    case "plain":
      return plain(name, value.value);
    case "secret":
      return { value: SECRET };
    case "node-address":
    case "node-name":
      return { value: value.kind };
  }
}

/** Stands for a secret's value, which no plan holds. */
export const SECRET = "[secret]";

const TELLING = /pass|pwd|secret|token|credential|key/i;

function plain(name: string, value: string): Pick<Facet, "value" | "hidden"> {
  return TELLING.test(name) ? { value: `plain ${value}`, hidden: "plain" } : { value };
}

/** A key is told by what kind of value it has; the plain ones are names of logins. */
function secretFacet(key: string, value: SecretValue): Facet {
  const facet = { aspect: "security", field: "secret", detail: key } as const;
  return value.kind === "secret"
    ? { ...facet, value: `secret ${value.secret}`, hidden: "secret" }
    : { ...facet, value: `plain ${value.value}`, hidden: "plain" };
}

function postgresFacets(item: Postgres): readonly Facet[] {
  return [
    imageFacet(item.image),
    { aspect: "storage", field: "sizeGiB", value: item.storageGiB, unit: "GiB" },
    { aspect: "storage", field: "storageClass", value: item.storageClass },
    { aspect: "storage", field: "instances", value: item.instances },
    { aspect: "storage", field: "synchronous", value: String(item.synchronous) },
    ...resourceFacets(item),
    ...Object.entries(item.parameters).map(
      ([detail, value]): Facet => ({ aspect: "storage", field: "parameter", detail, value }),
    ),
    { aspect: "access", field: "from", value: [...item.clients, ...item.clientAddresses].join(", ") },
    { aspect: "items", field: "node", value: item.hosts.join(", ") },
  ];
}

function volumeFacets(item: Volume): readonly Facet[] {
  return [
    { aspect: "storage", field: "sizeGiB", value: item.sizeGiB, unit: "GiB" },
    { aspect: "storage", field: "storageClass", value: item.storageClass },
    { aspect: "items", field: "node", value: item.node },
  ];
}

function endpointFacets(item: Endpoint): readonly Facet[] {
  const { exposure, from } = item;
  return [
    { aspect: "access", field: "exposure", value: exposure.kind === "ingress" ? exposure.host : exposure.kind },
    { aspect: "access", field: "from", value: [...from.zones, ...from.networks].join(", ") },
    { aspect: "workloads", field: "ports", value: item.ports.map(portText).join(", ") },
  ];
}

function jobFacets(item: Job): readonly Facet[] {
  return [
    imageFacet(item.image),
    { aspect: "workloads", field: "schedule", value: item.schedule },
    ...resourceFacets(item),
    {
      aspect: "access",
      field: "reaches",
      value: item.reaches?.map(({ network, port }) => `${network}:${port}`).join(", "),
    },
    ...environmentFacets(item.environment),
  ];
}
