import { describe, expect, it } from "vitest";
import { DocumentationAddresses } from "../../planning/documentation-addresses.ts";
import { mediaNodes } from "../../planning/media-nodes.ts";
import { ownerFirst, standbyFirst } from "../../planning/part-request.ts";
import { ownSeats, peersOf, scopeOf } from "../../planning/scope.ts";
import { Site } from "../../provinces/schema/site.ts";
import { CASE_NAMES, CASES } from "../components/cases.ts";

describe("the scope", () => {
  it("follows from build, merge and work mode", () => {
    expect(Object.fromEntries(CASE_NAMES.map((name) => [name, scopeOf(CASES[name]()).kind]))).toEqual({
      "docker single": "complete",
      "docker pair": "complete",
      "kubernetes integrated": "complete",
      "outsourced edge": "department-edge",
      "outsourced provider site": "provider-site",
      merged: "merged",
      "hotline analog": "phones",
    });
  });

  it("is complete when only people are leased, and merged whoever runs it", () => {
    const edge = CASES["outsourced edge"]();
    if (edge.build.mode !== "outsourced") throw new Error("the case is outsourced");
    const people = { ...edge.build, leases: { equipment: false, premises: false, people: true, service: false } };
    expect(scopeOf({ ...edge, build: people }).kind).toBe("complete");
    expect(scopeOf({ ...edge, merge: CASES.merged().merge }).kind).toBe("merged");
    expect(ownSeats(scopeOf(edge), 50)).toBe(6);
    expect(ownSeats(scopeOf(CASES["docker single"]()), 50)).toBe(50);
    expect(ownSeats(scopeOf(CASES.merged()), 50)).toBe(0);
  });

  it("names the peers, with stand-ins for addresses that are not known", () => {
    const peers = (name: (typeof CASE_NAMES)[number]) => peersOf(CASES[name](), new DocumentationAddresses("peers"));
    expect(peers("docker pair")).toEqual([{ name: "platform-12345", address: "10.8.0.5", assigned: true }]);
    expect(peers("outsourced edge")).toEqual([{ name: "provider", address: "192.0.2.1", assigned: false }]);
    expect(peers("docker single")).toEqual([]);
  });
});

describe("media nodes", () => {
  const site = (nodes: readonly { name: string; address: string; role?: string }[]) =>
    Site.parse({ place: "合肥", platform: { kind: "docker", hosts: nodes } });

  it("make the first the owner unless another is named", () => {
    const roles = (nodes: Parameters<typeof site>[0]) => mediaNodes(site(nodes)).map((node) => node.role);
    const [a, b] = [
      { name: "a", address: "10.0.0.1" },
      { name: "b", address: "10.0.0.2" },
    ];
    expect(roles([a])).toEqual(["owner"]);
    expect(roles([a, b])).toEqual(["owner", "standby"]);
    expect(roles([a, { ...b, role: "owner" }])).toEqual(["standby", "owner"]);
    expect(roles([{ ...a, role: "standby" }, b])).toEqual(["standby", "owner"]);
  });

  it("are rolled standby first, and hold the primary database owner first", () => {
    const nodes = mediaNodes(
      site([
        { name: "a", address: "unassigned", role: "standby" },
        { name: "b", address: "10.0.0.2" },
      ]),
    );
    expect(standbyFirst(nodes).map((node) => node.name)).toEqual(["a", "b"]);
    expect(ownerFirst(nodes).map((node) => node.name)).toEqual(["b", "a"]);
    expect(nodes[0]).toMatchObject({ address: "192.0.2.101", assigned: false });
  });
});

describe("documentation addresses", () => {
  it("never repeat and never leave the ranges that carry no traffic", () => {
    const addresses = new DocumentationAddresses("peers");
    const taken = Array.from({ length: 4000 }, () => addresses.next());
    expect(new Set(taken).size).toBe(4000);
    for (const address of taken) expect(address).toMatch(/^(192\.0\.2|198\.18)\./);
    expect(taken.slice(97, 101)).toEqual(["192.0.2.98", "192.0.2.99", "198.18.0.1", "198.18.0.2"]);
  });
});
