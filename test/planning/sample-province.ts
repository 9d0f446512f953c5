import { Ledger } from "../../planning/figures.ts";
import { planTraffic } from "../../planning/traffic.ts";
import type { TrafficPlan } from "../../planning/traffic-plan.ts";
import { Province } from "../../provinces/province.ts";
import { DIVISIONS, type ProvinceId } from "../../provinces/reference/divisions.ts";

/** A valid province on one E1 trunk group in its capital; `changes` replaces top-level fields. */
export function sampleProvince(changes: Record<string, unknown> & { province?: ProvinceId } = {}): Province {
  const id = changes.province ?? "anhui";
  return Province.parse({
    province: id,
    status: "draft",
    workMode: "call-center",
    build: { mode: "self-built" },
    merge: { mode: "independent" },
    hours: "office",
    localNetworks: [network(DIVISIONS[id].capitalAreaCode, { type: "digital", signalling: "pri", e1: 10 })],
    sites: {
      main: { place: "A", platform: { kind: "docker", hosts: [{ name: "media-a", address: "unassigned" }] } },
    },
    ...changes,
  });
}

export function network(areaCode: string, trunk: Record<string, unknown>, more: Record<string, unknown> = {}): unknown {
  return { areaCode, trunk, pilotNumber: "unassigned", billing: { mode: "caller-pays" }, ...more };
}

export function trafficOf(province: Province): TrafficPlan {
  return planTraffic(province, new Ledger());
}
