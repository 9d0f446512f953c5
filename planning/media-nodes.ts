import { UNASSIGNED } from "../provinces/schema/field.ts";
import type { Node, Site } from "../provinces/schema/site.ts";
import { DocumentationAddresses } from "./documentation-addresses.ts";

/** A host or node on which FreeSWITCH runs. */
export interface MediaNode {
  readonly name: string;
  /** As given, or one kept for documentation when unassigned. */
  readonly address: string;
  readonly assigned: boolean;
  readonly role: "owner" | "standby";
  /** Under which browsers reach it: a host name, else the address. */
  readonly browserHost: string;
}

/** The nodes that carry media at a site, in the file's order. */
export function mediaNodes(site: Site): readonly MediaNode[] {
  const nodes: readonly Node[] = site.platform.kind === "docker" ? site.platform.hosts : site.platform.mediaNodes;
  const addresses = new DocumentationAddresses("nodes");
  return nodes.map((node, index) => {
    const address = node.address === UNASSIGNED ? addresses.next() : node.address;
    return {
      name: node.name,
      address,
      assigned: node.address !== UNASSIGNED,
      role: node.role ?? ownerFirst(nodes, index),
      browserHost: node.browserHost === undefined || node.browserHost === UNASSIGNED ? address : node.browserHost,
    };
  });
}

/** Without a role the first is the owner, unless another is named owner. */
function ownerFirst(nodes: readonly Node[], index: number): "owner" | "standby" {
  const named = nodes.findIndex((node) => node.role === "owner");
  return (named === -1 ? firstWithoutRole(nodes) : named) === index ? "owner" : "standby";
}

function firstWithoutRole(nodes: readonly Node[]): number {
  return nodes.findIndex((node) => node.role === undefined);
}
