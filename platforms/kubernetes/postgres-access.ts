import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { ObjectStore, Postgres } from "../../planning/plan.ts";
import { allow, peersInNamespace } from "./network-policy.ts";
import { childName, metadata, options, type Target } from "./target.ts";

const API_PORTS = [443, 6443];
const POSTGRES_PORT = 5432;
/** The instance manager's: the operator asks it for status, instances ask each other. */
const STATUS_PORT = 8000;
const METRICS_PORT = 9187;
const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;

/** Who may connect to PostgreSQL, and whom its instances reach: one another, the API server, the object stores. */
export function policies(postgres: Postgres, target: Target): readonly pulumi.Resource[] {
  const pods = { "cnpg.io/cluster": postgres.id };
  const clients = allow(target, {
    item: postgres,
    pods,
    ports: [tcp(POSTGRES_PORT)],
    zones: postgres.clients,
    addresses: postgres.clientAddresses,
  });
  const peers = { podSelector: { matchLabels: pods } };
  const operator = peersInNamespace(target.neighbors.databaseOperator);
  const database = [tcp(POSTGRES_PORT), tcp(STATUS_PORT)];
  const stores = [postgres.backup.store, postgres.restore?.store].filter((store) => store !== undefined);
  const replication = new k8s.networking.v1.NetworkPolicy(
    childName(target, postgres, "allow-replication"),
    {
      metadata: metadata(target, postgres, { name: `${postgres.id}-replication` }),
      spec: {
        podSelector: { matchLabels: pods },
        policyTypes: ["Ingress", "Egress"],
        ingress: [
          { from: [peers], ports: database },
          { from: [operator], ports: [tcp(STATUS_PORT)] },
          { from: [peersInNamespace(target.neighbors.monitoring)], ports: [tcp(METRICS_PORT)] },
        ],
        egress: [
          { to: [peers], ports: database },
          // The API server has an address that no selector matches.
          { ports: API_PORTS.map(tcp) },
          ...stores.map(toStore),
          { to: [operator] },
        ],
      },
    },
    options(target),
  );
  return [...clients, replication];
}

const tcp = (port: number) => ({ protocol: "TCP", port }) as const;

/** A store known by its address is met there only; one known by its name may be anywhere. */
function toStore({ endpoint }: ObjectStore): k8s.types.input.networking.v1.NetworkPolicyEgressRule {
  const { hostname, port, protocol } = new URL(endpoint);
  const ports = [tcp(port === "" ? (protocol === "http:" ? 80 : 443) : Number(port))];
  return IPV4.test(hostname) ? { to: [{ ipBlock: { cidr: `${hostname}/32` } }], ports } : { ports };
}
