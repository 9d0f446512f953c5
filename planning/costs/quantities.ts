import type { Province } from "../../provinces/province.ts";
import type { Heads, Seats, Seconds } from "../../provinces/units.ts";
import type { CallCenterPlan } from "../plan.ts";

/** vCPU of a general-purpose server that workloads may fill. */
const VCPU_PER_SERVER = 32;

/** What the department itself builds and keeps in one variant of its call center. */
export interface OwnQuantities {
  readonly servers: number;
  readonly storageTb: number;
  readonly sites: number;
  readonly e1Ports: number;
  readonly fxoPorts: number;
  /** Seats with a desk on the department's own platform. */
  readonly deskSeats: Seats;
  /** Further sites, which share the recovery percentage. */
  readonly recoverySites: number;
}

/** What the service is, whoever renders it: the same for every option. */
export interface ServiceQuantities {
  readonly seats: Seats;
  readonly heads: Heads;
  /** Staffed hours of all seats in a week and in a year. */
  readonly hoursWeek: number;
  readonly hoursYear: number;
  /** Hours a year in which anybody is there. */
  readonly openHoursYear: number;
  readonly callsYear: number;
  readonly answeredYear: number;
  readonly talkMinutesYear: number;
  readonly talkSeconds: Seconds;
  readonly workMode: Province["workMode"];
  readonly securityLevel: 2 | 3;
  readonly trunks: readonly TrunkQuantities[];
}

/** A trunk group with what its billing needs. */
export interface TrunkQuantities {
  readonly areaCode: string;
  readonly unit: "line" | "e1" | "channel";
  readonly units: number;
  readonly channels: number;
  readonly billing: NonNullable<Province["localNetworks"][number]["billing"]>;
  /** Calls a year that talk to people or not, with the mean time each holds the trunk. */
  readonly calls: readonly { readonly perYear: number; readonly seconds: Seconds }[];
  /** Share of the province's answered calls, for calls back. */
  readonly share: number;
}

export function serviceQuantities(province: Province, plan: CallCenterPlan): ServiceQuantities {
  const { traffic, figures } = plan;
  const { agents } = traffic;
  const figure = (name: string): number => figures[name]?.value ?? 0;
  const daysWeek = province.hours === "office" ? 5 : 7;
  const hoursDay = agents.shifts.reduce((sum, shift) => sum + shift.seats * shift.hours, 0);
  // Seats that the file gives beyond the need are staffed like the others.
  const given = agents.seats / Math.max(1, agents.seatsNeeded);
  const humanYear = traffic.callsPerYear * figure("demand.humanShare");
  const answeredYear = plan.identity.mergeMode === "merged" ? 0 : humanYear * (1 - agents.abandonPercent / 100);
  const talkSeconds = figure("demand.talkSeconds");
  return {
    seats: agents.seats,
    heads: agents.heads,
    hoursWeek: hoursDay * daysWeek * given,
    hoursYear: hoursDay * traffic.serviceDays * given,
    openHoursYear: (province.hours === "office" ? 9 : 24) * traffic.serviceDays,
    callsYear: traffic.callsPerYear,
    answeredYear,
    talkMinutesYear: (answeredYear * talkSeconds) / 60,
    talkSeconds,
    workMode: province.workMode,
    securityLevel: plan.identity.securityLevel,
    trunks: traffic.trunkGroups.flatMap((group) => {
      const network = province.localNetworks.find(({ areaCode }) => areaCode === group.areaCode);
      if (network?.billing === undefined) return [];
      return [
        {
          areaCode: group.areaCode,
          unit: group.unit,
          units: group.unitsOrdered,
          channels: group.channelsOrdered,
          billing: network.billing,
          calls: [
            { perYear: humanYear * group.share, seconds: figure("trunks.humanSeconds") },
            {
              perYear: (traffic.callsPerYear - humanYear) * group.share,
              seconds: figure("demand.selfServiceSeconds"),
            },
          ],
          share: group.share,
        },
      ];
    }),
  };
}

/** Hardware of a variant from its own plan: hosts by name on Docker; on Kubernetes media nodes and what the rest fills. */
export function ownQuantities(province: Province, plan: CallCenterPlan): OwnQuantities {
  const site = province.sites[plan.identity.site];
  if (site === undefined) throw new Error(`${plan.identity.province} has no site ${plan.identity.site}`);
  const items = plan.parts.flatMap((part) => part.items);
  const sum = (name: string): number =>
    items
      .flatMap((item) => item.meters)
      .filter((meter) => meter.name === name)
      .reduce((total, meter) => total + meter.quantity, 0);
  return {
    servers:
      site.platform.kind === "docker"
        ? site.platform.hosts.length
        : clusterServers(site.platform.mediaNodes.length, items),
    storageTb: (sum("storage") * 1024 ** 3) / 1e12,
    sites: 1,
    e1Ports: sum("gateway E1 ports"),
    fxoPorts: sum("gateway FXO ports"),
    deskSeats: sum("seats"),
    recoverySites: Object.keys(province.sites).length - 1,
  };
}

/** Media nodes take the host network each; database instances stand apart from one another. */
function clusterServers(mediaNodes: number, items: CallCenterPlan["parts"][number]["items"]): number {
  const instances = Math.max(0, ...items.map((item) => (item.kind === "postgres" ? item.instances : 0)));
  const shared = items
    .filter((item) => item.zone !== "media")
    .flatMap((item) => item.meters)
    .reduce((sum, meter) => sum + (meter.name === "vCPU" ? meter.quantity : 0), 0);
  return mediaNodes + Math.max(instances, Math.ceil(shared / VCPU_PER_SERVER));
}
