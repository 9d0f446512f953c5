import { describe, expect, test } from "vitest";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { secretsOf } from "../../planning/secrets.ts";
import { CASES } from "../components/cases.ts";

const needs = (name: keyof typeof CASES) =>
  new Map(secretsOf(planCallCenter(CASES[name]())).map((need) => [need.name, need.source]));

describe("secrets of the database", () => {
  test("a pair of Docker hosts replicates and backs up with secrets of their own; the backups' is never made anew", () => {
    const pair = needs("docker pair");
    expect(pair.get("database-replication-password")).toBe("generated");
    expect(pair.get("backup-passphrase")).toBe("kept");
  });

  test("a single host has nobody to replicate to", () => {
    expect(needs("docker single").has("database-replication-password")).toBe(false);
    expect(needs("docker single").get("backup-passphrase")).toBe("kept");
  });

  test("on Kubernetes the operator replicates and the object store encrypts", () => {
    const cluster = needs("kubernetes integrated");
    expect(cluster.has("database-replication-password")).toBe(false);
    expect(cluster.has("backup-passphrase")).toBe(false);
    expect(cluster.get("backup-access-key")).toBe("given");
  });
});
