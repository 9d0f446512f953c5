import type { ExceptionalDays } from "../../planning/exceptional-days.ts";
import type { Expert } from "../../planning/experts.ts";
import type { RecordingFormat } from "../../planning/recording-volume.ts";
import type { PlannedRingGroup } from "../../planning/ring-groups.ts";
import type { Peer, Scope } from "../../planning/scope.ts";
import type { ServiceHours } from "../../planning/service-hours.ts";
import type { ServiceLanguage } from "../../planning/service-languages.ts";
import type { ServiceQueue } from "../../planning/service-queues.ts";
import type { SwitchSizing } from "./sizing.ts";
import type { TrunkGroup } from "./trunk-groups.ts";

/** All that the configuration of one call center's media nodes is made from. */
export interface Switch {
  readonly stack: string;
  readonly title: string;
  readonly scope: Scope["kind"];
  readonly groups: readonly TrunkGroup[];
  readonly peers: readonly Peer[];
  readonly queues: readonly ServiceQueue[];
  /** Calls that an outsourcing provider takes at once; undefined without one, or when it takes all. */
  readonly providerChannels: number | undefined;
  /** Telephones of work mode hotline; 0 elsewhere. */
  readonly phones: number;
  /** Agents with a desk in the browser. */
  readonly desk: boolean;
  readonly seats: number;
  /** To whom agents can pass a caller on by telephone. */
  readonly experts: readonly Expert[];
  /** Citizens call from a browser; never on a live line. */
  readonly demo: boolean;
  /** Groups of those telephones, in the order in which they ring; none elsewhere. */
  readonly ringGroups: readonly PlannedRingGroup[];
  readonly hours: ServiceHours;
  readonly exceptionalDays: ExceptionalDays;
  /** Languages beside Chinese that the menu offers. */
  readonly languages: readonly ServiceLanguage[];
  /** Texts of the department's own for an emergency, by name. */
  readonly announcements: Readonly<Record<string, string>>;
  /** Callers are asked for a mark when the agent has hung up. */
  readonly satisfaction: boolean;
  /** Callers are announced to the business adapter before an agent rings. */
  readonly callerData: boolean;
  /** Whom the node's controller asks what is known of a caller; undefined where nobody is. */
  readonly adapter: BusinessAdapter | undefined;
  readonly recording: { readonly enabled: boolean; readonly notice: boolean; readonly format: RecordingFormat };
  readonly agentNetworks: readonly string[];
  /** Who may talk to the nodes' controllers, by key. */
  readonly operatorNetworks: readonly string[];
  /** Who may read figures. */
  readonly monitoringNetworks: readonly string[];
  /** In the order in which gateways call them. */
  readonly nodes: readonly { readonly name: string; readonly address: string }[];
  readonly sizing: SwitchSizing;
  readonly database: DatabaseAddress;
}

/** The service before the department's business systems. */
export interface BusinessAdapter {
  /** https, without credentials. */
  readonly url: string;
  /** Its certificate is the department's own, and the authority's comes as a secret. */
  readonly ownAuthority: boolean;
}

/** Where call records go: hosts in order of preference. */
export interface DatabaseAddress {
  readonly hosts: readonly string[];
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/** Extension of the n-th telephone, from 0. */
export function phoneExtension(index: number): string {
  return String(1001 + index);
}

/** Name of a gateway in the configuration; one whose address is a stand-in says so. */
export function gatewayName(gateway: { readonly name: string; readonly assigned: boolean }): string {
  return gateway.assigned ? gateway.name : `unassigned-${gateway.name}`;
}

/** Group over which calls back go out: the one with the most channels. */
export function outboundGroup(groups: readonly TrunkGroup[]): TrunkGroup | undefined {
  return groups.reduce<TrunkGroup | undefined>(
    (best, group) => (best === undefined || group.channels > best.channels ? group : best),
    undefined,
  );
}
