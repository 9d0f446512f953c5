import type { Province } from "../provinces/province.ts";
import type { OutsourcedBuild } from "../provinces/schema/build.ts";
import { UNASSIGNED } from "../provinces/schema/field.ts";
import type { DocumentationAddresses } from "./documentation-addresses.ts";

/** Who answers, and so what is built at the department. */
export type Scope =
  /** Menu, queues and desks for every call, also when only people or rooms are leased. */
  | { readonly kind: "complete" }
  /** Work mode hotline: the bound number rings phones. */
  | { readonly kind: "phones" }
  /** Number and trunks stay; calls are routed to the provider and overflow to retained seats. */
  | { readonly kind: "department-edge"; readonly build: OutsourcedBuild; readonly retainedSeats: number }
  /** The carrier terminates at the provider; the department takes transfers and keeps copies. */
  | { readonly kind: "provider-site"; readonly build: OutsourcedBuild; readonly retainedSeats: number }
  /** 12333 is translated to 12345: no agents here. */
  | { readonly kind: "merged" };

/** What the province builds. A merged line is only translated, whoever runs it. */
export function scopeOf(province: Province): Scope {
  if (province.merge.mode === "merged") return { kind: "merged" };
  const { build } = province;
  if (build.mode === "outsourced" && build.leases.equipment) {
    return { kind: build.ingress ?? "department-edge", build, retainedSeats: build.retainedUnit?.seats ?? 0 };
  }
  return { kind: province.workMode === "hotline" ? "phones" : "complete" };
}

/** A SIP peer that is no trunk: the outsourcing provider, or the 12345 platform. */
export interface Peer {
  readonly name: "provider" | "platform-12345";
  readonly address: string;
  readonly assigned: boolean;
}

/** Peers of the province; addresses not known yet are stand-ins. `addresses` is shared with the trunk gateways. */
export function peersOf(province: Province, addresses: DocumentationAddresses): readonly Peer[] {
  const { build, merge } = province;
  const scope = scopeOf(province);
  const peers: Peer[] = [];
  const add = (name: Peer["name"], given: string | undefined) => {
    const assigned = given !== undefined && given !== UNASSIGNED;
    peers.push({ name, address: assigned ? given : addresses.next(), assigned });
  };
  if (build.mode === "outsourced" && (scope.kind === "department-edge" || scope.kind === "provider-site"))
    add("provider", build.provider.sipAddress);
  if (merge.mode !== "independent") add("platform-12345", merge.platform12345?.sipAddress);
  return peers;
}

/** Seats of which the department equips the desk (or the phone). */
export function ownSeats(scope: Scope, planned: number): number {
  switch (scope.kind) {
    case "complete":
    case "phones":
      return planned;
    case "department-edge":
    case "provider-site":
      return scope.retainedSeats;
    case "merged":
      return 0;
  }
}
