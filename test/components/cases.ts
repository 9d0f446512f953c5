import { Province } from "../../provinces/province.ts";

const docker = (hosts: readonly { name: string; address: string; role?: string }[]) => ({
  main: { place: "合肥", platform: { kind: "docker", hosts }, agentNetworks: ["10.20.0.0/16"] },
});
const cluster = {
  main: {
    place: "合肥",
    platform: {
      kind: "kubernetes",
      mediaNodes: [
        { name: "media-a", address: "unassigned" },
        { name: "media-b", address: "unassigned", role: "standby" },
      ],
      storageClass: "local-path",
      ingressClass: "nginx",
      deskHost: "desk.12333.example",
    },
    registry: "unassigned",
  },
};
const digital = (areaCode: string, e1: number, more: Record<string, unknown> = {}) => ({
  areaCode,
  carrier: "telecom",
  trunk: { type: "digital", signalling: "pri", e1 },
  pilotNumber: "unassigned",
  billing: { mode: "rental-plus-usage" },
  ...more,
});
const outsourced = (ingress: string, retainedSeats: number) => ({
  mode: "outsourced",
  leases: { equipment: true, premises: true, people: true, service: true },
  ingress,
  provider: { name: "unassigned", sipAddress: "unassigned" },
  contract: { months: 12 },
  sla: { answeredPercent: 90, withinSeconds: 15, formula: "answered-in-time-of-offered" },
  pricing: { basis: "seat" },
  retainedUnit: { name: "unassigned", seats: retainedSeats },
});
const queues = [
  { name: "pension", label: "养老保险", share: 0.5, maxWaitSeconds: 120 },
  { name: "employment", label: "就业创业", share: 0.3, overflow: "announcement" },
  { name: "relations", label: "劳动关系", share: 0.2, digit: "9", overflow: "platform-12345" },
];
const province = (input: Record<string, unknown>): Province =>
  Province.parse({
    province: "anhui",
    status: "example",
    workMode: "call-center",
    build: { mode: "self-built" },
    merge: { mode: "independent" },
    hours: "office",
    localNetworks: [digital("0551", 4)],
    demand: { callsPerDay: 1500 },
    sites: docker([{ name: "host-a", address: "10.1.0.11" }]),
    ...input,
  });

/** Seven provinces that between them touch every branch of the plan. */
export const CASES = {
  "docker single": () =>
    province({
      localNetworks: [
        digital("0551", 4, {
          pilotNumber: "055165123456",
          calledNumberForms: ["pilot", "short-code", "area-code-short-code", "international", "last-digits"],
          gateways: [
            { name: "hefei-gw1", address: "10.9.0.1", ports: 2 },
            { name: "hefei-gw2", address: "10.9.0.2", ports: 2, sipPort: 5062 },
          ],
        }),
        { areaCode: "0552", routedTo: "0551" },
      ],
    }),
  "docker pair": () =>
    province({
      hours: "24x7",
      merge: { mode: "dual-number", platform12345: { sipAddress: "10.8.0.5" } },
      queues,
      sites: docker([
        { name: "host-a", address: "10.1.0.11" },
        { name: "host-b", address: "10.1.0.12" },
      ]),
    }),
  "kubernetes integrated": () =>
    province({
      workMode: "integrated",
      demand: { callsPerDay: 6000 },
      localNetworks: [
        digital("0551", 8),
        {
          areaCode: "0553",
          carrier: "unicom",
          trunk: { type: "digital", signalling: "sip-ims", channels: 90 },
          pilotNumber: "unassigned",
          billing: { mode: "package" },
        },
      ],
      queues,
      integration: { adapter: "https://adapter.internal.example/callers", authority: "own" },
      database: { backup: { store: "s3://hotline-backup/anhui", endpoint: "https://s3.internal.example" } },
      sites: cluster,
    }),
  "outsourced edge": () => province({ hours: "24x7", build: outsourced("department-edge", 6), sites: cluster }),
  "outsourced provider site": () => province({ hours: "24x7", build: outsourced("provider-site", 4), sites: cluster }),
  merged: () =>
    province({
      hours: "24x7",
      merge: { mode: "merged", platform12345: { sipAddress: "unassigned" } },
      sites: docker([{ name: "host-a", address: "unassigned" }]),
    }),
  "hotline analog": () =>
    province({
      workMode: "hotline",
      demand: { callsPerDay: 60 },
      localNetworks: [
        {
          areaCode: "0551",
          carrier: "telecom",
          trunk: { type: "analog", lines: 12 },
          pilotNumber: "unassigned",
          billing: { mode: "flat-monthly" },
        },
      ],
      staffing: { seats: 6 },
    }),
} as const satisfies Readonly<Record<string, () => Province>>;

export type CaseName = keyof typeof CASES;

export const CASE_NAMES = Object.keys(CASES).filter((name): name is CaseName => name in CASES);
