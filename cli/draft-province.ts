import { Ledger } from "../planning/figures.ts";
import { planTraffic } from "../planning/traffic.ts";
import type { Province } from "../provinces/province.ts";
import { areaCodesOf } from "../provinces/reference/area-codes.ts";
import { DIVISIONS, type ProvinceId, RECOMMENDED_CARRIER } from "../provinces/reference/divisions.ts";
import type { LocalNetwork } from "../provinces/schema/local-network.ts";
import type { Site } from "../provinces/schema/site.ts";

export interface DraftChoices {
  readonly build: "self-built" | "outsourced";
  readonly platform: "docker" | "kubernetes";
}

/** Below a draft: what most provinces will want to state, with the value that holds until they do. */
export const OPTIONAL_SECTIONS = `
# 以下可选；不写则按括号后的值计算。Optional; the values below hold until stated.
# demand:                    # 话务需求：先填实测值 The first thing to measure
#   callsPerHeadYear: 0.075  # 或 or callsPerDay
#   humanShare: 0.4
#   talkSeconds: 150
#   wrapUpSeconds: 50
# serviceTarget: { answeredPercent: 90, withinSeconds: 15 }  # 服务目标
# staffing: { shrinkage: 0.3, maxOccupancy: 0.85 }           # 人员
# queues:                    # 队列，占比合计为 1
#   - { name: general, label: 综合咨询, share: 1 }
# recording: { retentionDays: 730 }                          # 录音
# database: { backup: { store: unassigned, endpoint: unassigned } }
`;

/** A draft for a province: every local network with its own E1s, sized for the default traffic. */
export function draftProvince(id: ProvinceId, choices: DraftChoices): Province {
  const draft = (e1: (areaCode: string) => number): Province => ({
    province: id,
    status: "draft",
    workMode: "call-center",
    build: choices.build === "self-built" ? { mode: "self-built" } : outsourced(),
    merge: { mode: "independent" },
    hours: "office",
    localNetworks: areaCodesOf(id).map(({ areaCode }) => network(id, areaCode, e1(areaCode))),
    sites: { main: site(DIVISIONS[id].capital, choices.platform) },
  });
  const needed = new Map(
    planTraffic(
      draft(() => 1),
      new Ledger(),
    ).trunkGroups.map((group) => [group.areaCode, group.unitsNeeded]),
  );
  return draft((areaCode) => needed.get(areaCode) ?? 1);
}

function network(id: ProvinceId, areaCode: string, e1: number): LocalNetwork {
  return {
    areaCode,
    carrier: RECOMMENDED_CARRIER[DIVISIONS[id].carrierGroup],
    trunk: { type: "digital", signalling: "pri", e1 },
    pilotNumber: "unassigned",
    billing: { mode: "caller-pays" },
  };
}

function outsourced(): Province["build"] {
  return {
    mode: "outsourced",
    leases: { equipment: true, premises: true, people: true, service: true },
    ingress: "department-edge",
    provider: { name: "unassigned" },
    contract: { months: 12 },
    sla: { answeredPercent: 90, withinSeconds: 15, formula: "answered-in-time-of-offered" },
    pricing: { basis: "seat" },
    retainedUnit: { name: "unassigned", seats: 3 },
  };
}

function site(place: string, platform: DraftChoices["platform"]): Site {
  const nodes = ["a", "b"].map((letter) => ({ name: `media-${letter}`, address: "unassigned" as const }));
  return platform === "docker"
    ? { place, platform: { kind: "docker", hosts: [{ name: "host-a", address: "unassigned" }] } }
    : { place, platform: { kind: "kubernetes", mediaNodes: nodes, storageClass: "standard", ingressClass: "nginx" } };
}
