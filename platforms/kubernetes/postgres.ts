import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Postgres } from "../../planning/plan.ts";
import { itemOf } from "../../planning/references.ts";
import { allow, peersInNamespace } from "./network-policy.ts";
import { childName, metadata, options, type Target } from "./target.ts";

const API_PORTS = [443, 6443];
const BACKUP_PLUGIN = "barman-cloud.cloudnative-pg.io";
const POSTGRES_PORT = 5432;
/** The instance manager's: the operator asks it for status, instances ask each other. */
const STATUS_PORT = 8000;
/** A first start, or the join of a standby, copies the whole database. */
const ROLL_OUT_SECONDS = 3600;
const REMOVE_SECONDS = 900;
/** Six fields, seconds first, UTC: 02:00 in Shanghai. */
const BACKUP_HOUR = "0 0 18";

/** A CloudNativePG cluster, its bootstrap SQL, backups to an object store, and who may connect. */
export function realizePostgres(postgres: Postgres, target: Target): readonly pulumi.Resource[] {
  const pods = { "cnpg.io/cluster": postgres.id };
  const bootstrap = new k8s.core.v1.ConfigMap(
    childName(target, postgres, "bootstrap"),
    {
      metadata: metadata(target, postgres, { name: `${postgres.id}-bootstrap` }),
      data: { "bootstrap.sql": postgres.bootstrap },
    },
    options(target),
  );
  const store = objectStore(postgres, target);
  const cluster = new k8s.apiextensions.CustomResource(
    childName(target, postgres),
    {
      apiVersion: "postgresql.cnpg.io/v1",
      kind: "Cluster",
      metadata: metadata(target, postgres, { annotations: { "pulumi.com/waitFor": "condition=Ready" } }),
      spec: clusterSpec(postgres, target),
    },
    options(target, {
      stateful: postgres.stateful,
      timeouts: { rollOut: ROLL_OUT_SECONDS, remove: REMOVE_SECONDS },
      after: [bootstrap, ...store],
    }),
  );
  return [bootstrap, ...store, cluster, ...schedule(postgres, target, cluster), ...policies(postgres, target, pods)];
}

function clusterSpec(postgres: Postgres, target: Target) {
  const { cpu, memory } = postgres.resources;
  const quantities = { cpu: `${cpu}m`, memory: `${memory}Mi` };
  return {
    instances: postgres.instances,
    imageName: postgres.image.reference,
    imagePullPolicy: "IfNotPresent",
    enableSuperuserAccess: false,
    primaryUpdateStrategy: "unsupervised",
    primaryUpdateMethod: "switchover",
    // Equal, so that the database is the last to be evicted.
    resources: { requests: quantities, limits: quantities },
    storage: {
      size: `${postgres.storageGiB}Gi`,
      resizeInUseVolumes: true,
      ...(postgres.storageClass === undefined ? {} : { storageClass: postgres.storageClass }),
    },
    affinity: {
      enablePodAntiAffinity: true,
      topologyKey: "kubernetes.io/hostname",
      podAntiAffinityType: postgres.instances > 1 ? "required" : "preferred",
    },
    postgresql: {
      parameters: { ...postgres.parameters },
      // Preferred: with no standby left writes go on, for calls must not stop.
      ...(postgres.synchronous ? { synchronous: { method: "any", number: 1, dataDurability: "preferred" } } : {}),
    },
    bootstrap: {
      initdb: {
        database: postgres.database,
        owner: postgres.owner,
        secret: { name: itemOf(target.placement.plan, "secret-set", postgres.ownerSecret).id },
        encoding: "UTF8",
        dataChecksums: true,
        postInitApplicationSQLRefs: { configMapRefs: [{ name: `${postgres.id}-bootstrap`, key: "bootstrap.sql" }] },
      },
    },
    ...(postgres.backup.store === undefined
      ? {}
      : { plugins: [{ name: BACKUP_PLUGIN, isWALArchiver: true, parameters: { barmanObjectName: postgres.id } }] }),
  };
}

/** The API server's usual ports, and the object store's. */
function outsidePorts({ backup }: Postgres): readonly number[] {
  if (backup.store === undefined) return API_PORTS;
  const { port, protocol } = new URL(backup.store.endpoint);
  const store = port === "" ? (protocol === "http:" ? 80 : 443) : Number(port);
  return [...new Set([...API_PORTS, store])];
}

function objectStore(postgres: Postgres, target: Target): readonly pulumi.Resource[] {
  const { backup } = postgres;
  if (backup.store === undefined) return [];

  const { location, endpoint, secret } = backup.store;
  const credentials = itemOf(target.placement.plan, "secret-set", secret).id;
  return [
    new k8s.apiextensions.CustomResource(
      childName(target, postgres, "store"),
      {
        apiVersion: "barmancloud.cnpg.io/v1",
        kind: "ObjectStore",
        metadata: metadata(target, postgres),
        spec: {
          retentionPolicy: `${backup.keepDays}d`,
          configuration: {
            destinationPath: location,
            endpointURL: endpoint,
            s3Credentials: {
              accessKeyId: { name: credentials, key: "access-key" },
              secretAccessKey: { name: credentials, key: "secret-key" },
            },
            wal: { compression: "gzip" },
            data: { compression: "gzip" },
          },
        },
      },
      options(target),
    ),
  ];
}

function schedule(postgres: Postgres, target: Target, cluster: pulumi.Resource): readonly pulumi.Resource[] {
  const { backup } = postgres;
  if (backup.store === undefined) return [];
  return [
    new k8s.apiextensions.CustomResource(
      childName(target, postgres, "backup"),
      {
        apiVersion: "postgresql.cnpg.io/v1",
        kind: "ScheduledBackup",
        metadata: metadata(target, postgres),
        spec: {
          schedule: `${BACKUP_HOUR} ${backup.fullEveryDays === 1 ? "*" : `*/${backup.fullEveryDays}`} * *`,
          immediate: true,
          backupOwnerReference: "self",
          cluster: { name: postgres.id },
          method: "plugin",
          pluginConfiguration: { name: BACKUP_PLUGIN },
        },
      },
      options(target, { after: [cluster] }),
    ),
  ];
}

function policies(postgres: Postgres, target: Target, pods: Record<string, string>): readonly pulumi.Resource[] {
  const clients = allow(target, {
    item: postgres,
    pods,
    ports: [{ protocol: "TCP", port: POSTGRES_PORT }],
    zones: postgres.clients,
    addresses: postgres.clientAddresses,
  });
  const peers = { podSelector: { matchLabels: pods } };
  const database = [
    { protocol: "TCP", port: POSTGRES_PORT },
    { protocol: "TCP", port: STATUS_PORT },
  ];
  const replication = new k8s.networking.v1.NetworkPolicy(
    childName(target, postgres, "allow-replication"),
    {
      metadata: metadata(target, postgres, { name: `${postgres.id}-replication` }),
      spec: {
        podSelector: { matchLabels: pods },
        policyTypes: ["Ingress", "Egress"],
        ingress: [
          { from: [peers], ports: database },
          {
            from: [peersInNamespace(target.neighbors.databaseOperator)],
            ports: [{ protocol: "TCP", port: STATUS_PORT }],
          },
        ],
        egress: [
          { to: [peers], ports: database },
          // The instance manager's API server and the object store have addresses that no selector matches.
          { ports: outsidePorts(postgres).map((port) => ({ protocol: "TCP", port })) },
          { to: [peersInNamespace(target.neighbors.databaseOperator)] },
        ],
      },
    },
    options(target),
  );
  return [...clients, replication];
}
