import type { DocumentationAddresses } from "../../planning/documentation-addresses.ts";
import type { TrafficPlan, TrunkGroupTraffic } from "../../planning/traffic-plan.ts";
import type { Province } from "../../provinces/province.ts";
import { UNASSIGNED } from "../../provinces/schema/field.ts";
import type { CalledNumberForm, Gateway, LocalNetwork, Trunk } from "../../provinces/schema/local-network.ts";
import { calledNumberPattern, cityNumberPatterns, USUAL_FORMS } from "./called-numbers.ts";

/** A trunk group as the switch sees it: SIP peers, a limit, called numbers. */
export interface TrunkGroup {
  readonly areaCode: string;
  readonly carrier: string;
  readonly kind: "analog" | "e1" | "sip-ims";
  readonly unit: TrunkGroupTraffic["unit"];
  readonly units: number;
  /** Calls at once: lines, 30 per E1, or licensed channels. */
  readonly channels: number;
  readonly billing: string;
  readonly signalling: "analog" | "pri" | "isup" | "r2" | "sip-ims";
  /** Area codes whose calls it takes, its own first. */
  readonly serves: readonly string[];
  readonly hunting: "linear" | "circular" | "least-used";
  readonly dtmf: "rfc2833" | "in-band";
  readonly keepAlive: GatewayKeepAlive;
  readonly dialing: GroupDialing;
  /** In the order in which calls out try them. */
  readonly gateways: readonly TrunkGateway[];
  readonly calledNumberForms: readonly CalledNumberForm[];
  /** Undefined while the pilot is unassigned and no other form is delivered. */
  readonly calledNumbers: string | undefined;
  /** Called numbers that tell one of the other cities it serves, by area code. */
  readonly cityNumbers: readonly { readonly areaCode: string; readonly pattern: string }[];
  /** With its area code, digits only; undefined while unassigned. */
  readonly pilot: string | undefined;
  readonly pilotAssigned: boolean;
}

export interface GatewayKeepAlive {
  readonly everySeconds: number;
  readonly hitsToUp: number;
  readonly missesToDown: number;
}

export interface GroupDialing {
  readonly numbers: "local" | "area-code" | "international";
  readonly outOfTownMobiles: "retry-with-zero" | "with-zero" | "plain";
}

export interface TrunkGateway {
  readonly name: string;
  readonly address: string;
  readonly assigned: boolean;
  readonly sipPort: number;
  /** FXO or E1 ports of the box; 0 for a carrier's session border controller. */
  readonly ports: number;
}

const FXO_BOXES = [4, 8, 16, 32] as const;
const E1_BOXES = [1, 2, 4, 8, 16] as const;
const DEFAULT_SIP_PORT = 5060;
/** A silent gateway is left after half a minute; one lost packet changes nothing. */
export const USUAL_KEEP_ALIVE: GatewayKeepAlive = { everySeconds: 10, hitsToUp: 1, missesToDown: 3 };

/** The province's trunk groups, in the file's order. Unassigned gateways take their stand-ins from `addresses`. */
export function trunkGroupsOf(
  province: Province,
  traffic: TrafficPlan,
  addresses: DocumentationAddresses,
): readonly TrunkGroup[] {
  return traffic.trunkGroups.map((group) => {
    const network = province.localNetworks.find((candidate) => candidate.areaCode === group.areaCode);
    if (network?.trunk === undefined) throw new Error(`trunk group ${group.areaCode} has no trunk in the province`);
    const pilot = digits(network.pilotNumber);
    const forms = network.calledNumberForms ?? USUAL_FORMS;
    const kind = kindOf(network.trunk);
    return {
      areaCode: group.areaCode,
      carrier: network.carrier ?? "unknown",
      kind,
      unit: group.unit,
      units: group.unitsOrdered,
      channels: group.channelsOrdered,
      billing: network.billing?.mode ?? "unknown",
      signalling: network.trunk.type === "analog" ? "analog" : network.trunk.signalling,
      serves: group.serves,
      hunting: network.hunting ?? "circular",
      dtmf: network.dtmf ?? "rfc2833",
      keepAlive: keepAliveOf(network),
      dialing: dialingOf(network, kind),
      gateways: gatewaysOf(network, network.trunk, addresses),
      calledNumberForms: forms,
      calledNumbers: calledNumberPattern({ areaCodes: group.serves, pilot, forms }),
      cityNumbers: cityNumberPatterns({ areaCodes: group.serves, pilot, forms }),
      pilot,
      pilotAssigned: pilot !== undefined,
    };
  });
}

function keepAliveOf({ keepAlive }: LocalNetwork): GatewayKeepAlive {
  return {
    everySeconds: keepAlive?.everySeconds ?? USUAL_KEEP_ALIVE.everySeconds,
    hitsToUp: keepAlive?.hitsToUp ?? USUAL_KEEP_ALIVE.hitsToUp,
    missesToDown: keepAlive?.missesToDown ?? USUAL_KEEP_ALIVE.missesToDown,
  };
}

function dialingOf({ dialing }: LocalNetwork, kind: TrunkGroup["kind"]): GroupDialing {
  const numbers = dialing?.numbers ?? (kind === "sip-ims" ? "area-code" : "local");
  return {
    numbers,
    outOfTownMobiles: dialing?.outOfTownMobiles ?? (numbers === "international" ? "plain" : "retry-with-zero"),
  };
}

function kindOf(trunk: Trunk): TrunkGroup["kind"] {
  if (trunk.type === "analog") return "analog";
  return trunk.signalling === "sip-ims" ? "sip-ims" : "e1";
}

/** Digits of a pilot number; undefined when it is unassigned or left out. */
function digits(pilot: string | undefined): string | undefined {
  if (pilot === undefined || pilot === UNASSIGNED) return undefined;
  const found = pilot.replaceAll(/\D/g, "");
  return found === "" ? undefined : found;
}

function gatewaysOf(network: LocalNetwork, trunk: Trunk, addresses: DocumentationAddresses): readonly TrunkGateway[] {
  const given: readonly Gateway[] = network.gateways ?? usualGateways(network.areaCode, trunk);
  const needed = trunk.type === "analog" ? trunk.lines : "e1" in trunk ? trunk.e1 : 0;
  const boxes = trunk.type === "analog" ? FXO_BOXES : E1_BOXES;
  return given.map((gateway) => ({
    name: gateway.name,
    address: gateway.address === UNASSIGNED ? addresses.next() : gateway.address,
    assigned: gateway.address !== UNASSIGNED,
    sipPort: gateway.sipPort ?? DEFAULT_SIP_PORT,
    ports: needed === 0 ? 0 : (gateway.ports ?? smallestBox(boxes, Math.ceil(needed / given.length))),
  }));
}

/** As few boxes as possible, each the smallest that holds its share; two session border controllers for SIP-IMS. */
function usualGateways(areaCode: string, trunk: Trunk): readonly Gateway[] {
  if (trunk.type === "digital" && trunk.signalling === "sip-ims") {
    return [1, 2].map((index) => ({ name: `sbc-${areaCode}-${index}`, address: UNASSIGNED }));
  }
  const needed = trunk.type === "analog" ? trunk.lines : trunk.e1;
  const largest = trunk.type === "analog" ? 32 : 16;
  const count = Math.ceil(needed / largest);
  return Array.from({ length: count }, (_, index) => ({ name: `gw-${areaCode}-${index + 1}`, address: UNASSIGNED }));
}

function smallestBox(sizes: readonly number[], share: number): number {
  return sizes.find((size) => size >= share) ?? share;
}
