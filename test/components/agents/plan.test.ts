import { describe, expect, it } from "vitest";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { DeskFile } from "../../../images/agent-desk/service/settings.ts";
import type { CallCenterPlan, Endpoint, PlanItem, Workload } from "../../../planning/plan.ts";
import { itemsOf } from "../../../planning/references.ts";
import { secretsOf } from "../../../planning/secrets.ts";
import { Province } from "../../../provinces/province.ts";
import { CASES, type CaseName } from "../cases.ts";

const planOf = (name: CaseName, changes: Readonly<Record<string, unknown>> = {}): CallCenterPlan =>
  planCallCenter(Province.parse({ ...CASES[name](), ...changes }));

function itemsOfDesk(plan: CallCenterPlan): readonly PlanItem[] {
  return [...itemsOf(plan)].filter(({ zone }) => zone === "desk");
}

function workloadOf(plan: CallCenterPlan): Workload {
  for (const item of itemsOfDesk(plan)) if (item.kind === "workload") return item;
  throw new Error("no desk");
}

function endpointOf(plan: CallCenterPlan): Endpoint {
  for (const item of itemsOfDesk(plan)) if (item.kind === "endpoint") return item;
  throw new Error("no endpoint");
}

function fileOf(plan: CallCenterPlan): unknown {
  for (const item of itemsOfDesk(plan))
    if (item.kind === "config-set") return JSON.parse(item.files["desk.json"] ?? "");
  throw new Error("no desk.json");
}

const oidc = { issuer: "https://sso.internal.example:8443/realms/hrss", clientId: "hotline-desk" };

describe("desk.json", () => {
  it.each([
    "docker single",
    "docker pair",
    "kubernetes integrated",
    "outsourced edge",
    "outsourced provider site",
    "merged",
  ] as const)("of %s is what the desk's service reads, every field of it", (name) => {
    const file = fileOf(planOf(name, name === "merged" ? {} : { desk: { oidc, demo: true } }));
    expect(DeskFile.parse(file)).toEqual(file);
  });

  it("leads browsers to the names that the certificate holds, and the service to the addresses, the owner first", () => {
    const hosts = [
      { name: "host-a", address: "10.1.0.11", role: "standby", browserHost: "a.12333.example" },
      { name: "host-b", address: "10.1.0.12", role: "owner" },
    ];
    const { sip, controllers } = DeskFile.parse(
      fileOf(planOf("docker pair", { sites: { main: { place: "合肥", platform: { kind: "docker", hosts } } } })),
    );
    expect(sip.nodes).toEqual([
      { name: "host-b", url: "wss://10.1.0.12:7443" },
      { name: "host-a", url: "wss://a.12333.example:7443" },
    ]);
    expect(controllers).toEqual({
      port: 7480,
      nodes: [
        { name: "host-b", address: "10.1.0.12" },
        { name: "host-a", address: "10.1.0.11" },
      ],
    });
  });

  it("asks everybody for a second factor at level 3, those who can do more at level 2", () => {
    const factorsAt = (securityLevel: 2 | 3, desk = {}) =>
      DeskFile.parse(fileOf(planOf("docker single", { securityLevel, desk }))).identity.secondFactorFor;
    expect(factorsAt(3)).toEqual(["agent", "supervisor", "quality", "administrator", "auditor"]);
    expect(factorsAt(2)).toEqual(["supervisor", "quality", "administrator", "auditor"]);
    expect(factorsAt(3, { secondFactor: "nobody" })).toEqual([]);
  });

  it("has local accounts until an identity provider is known, and beside it only where they are wanted", () => {
    const localWith = (desk: unknown) => DeskFile.parse(fileOf(planOf("docker single", { desk }))).identity.local;
    expect(localWith({})).toBe(true);
    expect(localWith({ oidc: { ...oidc, issuer: "unassigned" }, localAccounts: false })).toBe(true);
    expect(localWith({ oidc })).toBe(false);
    expect(localWith({ oidc, localAccounts: true })).toBe(true);
  });

  it("names experts by what the dialplan takes, without their numbers", () => {
    const desk = { experts: [{ name: "pension", label: "养老专家", number: "055162600000" }] };
    const plan = planOf("docker single", { desk });
    expect(DeskFile.parse(fileOf(plan)).experts).toEqual([{ label: "养老专家", dial: "expert-pension" }]);
    expect(JSON.stringify(itemsOfDesk(plan))).not.toContain("62600000");
  });
});

describe("the desk's workload", () => {
  it("grows with the seats on Kubernetes, may double under load, and is one a host on Docker", () => {
    const sized = (seats: number) => {
      const { replicas, scaling } = workloadOf(planOf("kubernetes integrated", { staffing: { seats } }));
      return { replicas, scaling };
    };
    expect(sized(150)).toEqual({ replicas: 2, scaling: { most: 4, cpuPercent: 70 } });
    expect(sized(401)).toEqual({ replicas: 4, scaling: { most: 8, cpuPercent: 70 } });
    expect(workloadOf(planOf("docker pair"))).toMatchObject({ replicas: 1, scaling: undefined });
  });

  it("reaches the nodes' controllers, and by port what the department runs itself; nothing else", () => {
    const reachesOf = (name: CaseName, changes = {}) => workloadOf(planOf(name, changes)).reaches;
    expect(reachesOf("docker pair")).toEqual([
      { network: "10.1.0.11/32", port: 7480 },
      { network: "10.1.0.12/32", port: 7480 },
    ]);
    expect(reachesOf("docker single", { desk: { oidc } })?.slice(1)).toEqual([{ network: "0.0.0.0/0", port: 8443 }]);
    const platform12345 = { sipAddress: "unassigned", workOrderAdapter: "https://adapter.internal.example/orders" };
    expect(reachesOf("merged", { merge: { mode: "merged", platform12345 } })).toEqual([
      { network: "0.0.0.0/0", port: 443 },
    ]);
    expect(reachesOf("merged")).toEqual([]);
  });

  it("is given the secrets that it has a use for", () => {
    const secretsWith = (name: CaseName, changes = {}) => {
      const needed = secretsOf(planOf(name, changes)).map(({ name: secret }) => secret);
      return [
        "desk-authority",
        "desk-oidc-client",
        "desk-session-key",
        "media-desk-key",
        "platform-12345-token",
      ].filter((secret) => needed.some((each) => each === secret));
    };
    expect(secretsWith("docker single")).toEqual(["desk-session-key", "media-desk-key"]);
    expect(secretsWith("docker single", { desk: { oidc, authority: "own" } })).toEqual([
      "desk-authority",
      "desk-oidc-client",
      "desk-session-key",
      "media-desk-key",
    ]);
    expect(secretsWith("merged")).toEqual(["desk-session-key", "platform-12345-token"]);
    const { environment, mounts } = workloadOf(planOf("docker single", { desk: { authority: "own" } }));
    expect(environment["NODE_EXTRA_CA_CERTS"]).toEqual({
      kind: "plain",
      value: "/etc/hotline/authority/authority.pem",
    });
    expect(mounts.map(({ path }) => path)).toContain("/etc/hotline/authority");
    expect(environment["MEDIA_DESK_KEY"]).toMatchObject({ kind: "secret", key: "media-desk-key" });
  });

  it("needs one certificate with every name that a browser opens", () => {
    const hosts = [
      { name: "host-a", address: "10.1.0.11", browserHost: "a.12333.example" },
      { name: "host-b", address: "10.1.0.12" },
    ];
    const platform = { kind: "docker", hosts, deskHost: "desk.12333.example" };
    const certificates = itemsOfDesk(planOf("docker pair", { sites: { main: { place: "合肥", platform } } })).filter(
      ({ kind }) => kind === "certificate",
    );
    expect(certificates).toHaveLength(2);
    for (const certificate of certificates)
      expect(certificate).toMatchObject({ dnsNames: ["desk.12333.example", "a.12333.example", "10.1.0.12"] });
    expect(itemsOfDesk(planOf("merged")).some(({ kind }) => kind === "certificate")).toBe(false);
  });

  it("asks whatever stands before it to let events through as they come, for an hour of silence", () => {
    expect(endpointOf(planOf("kubernetes integrated")).exposure).toMatchObject({
      kind: "ingress",
      streams: { buffered: false, idleSeconds: 3600, bodyMiB: 2 },
    });
    expect(endpointOf(planOf("merged")).exposure).toEqual({ kind: "internal" });
  });

  it("is open to its agents, and to 12345 where work orders are exchanged", () => {
    const platform = (workOrders: string) => ({
      mode: "dual-number",
      platform12345: { sipAddress: "10.8.0.5", workOrders },
    });
    const networksOf = (workOrders: string) =>
      endpointOf(planOf("docker pair", { merge: platform(workOrders) })).from.networks;
    expect(networksOf("exchange")).toEqual(["10.20.0.0/16", "10.8.0.5/32"]);
    expect(networksOf("none")).toEqual(["10.20.0.0/16"]);
  });
});
