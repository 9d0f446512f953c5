import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { contentHash } from "../../planning/content-hash.ts";
import type { ObjectStore, Postgres } from "../../planning/plan.ts";
import { itemOf } from "../../planning/references.ts";
import { childName, metadata, options, type Target } from "./target.ts";

const BACKUP_PLUGIN = "barman-cloud.cloudnative-pg.io";
/** Name of the instance that is restored from, within the cluster's own description. */
const ORIGIN = "origin";
/** Six fields, seconds first, UTC: 02:00 in Shanghai. */
const BACKUP_HOUR = "0 0 18";
/**
 * Of the container beside PostgreSQL; equal, or the whole pod would lose its place as the last to be evicted. A standby
 * asks the archive some times before it takes over, each time a start of Python: less is a longer outage.
 */
const SIDECAR = { cpu: "600m", memory: "512Mi" };
const AUTHORITY_KEY = "ca.crt";

/** Where backups go and, for a restore, where they come from, with the authorities that vouch for them. */
export function objectStores(postgres: Postgres, target: Target): readonly pulumi.Resource[] {
  const { backup, restore } = postgres;
  return [
    ...(backup.store === undefined
      ? []
      : objectStore(postgres, target, {
          suffix: "store",
          name: postgres.id,
          store: backup.store,
          keepDays: backup.keepDays,
        })),
    ...(restore?.store === undefined
      ? []
      : objectStore(postgres, target, { suffix: ORIGIN, name: originName(postgres), store: restore.store })),
  ];
}

/** Write-ahead log and base backups by the plugin; the operator's own support for object stores is being removed. */
export function archiver(postgres: Postgres): { plugins?: readonly unknown[] } {
  if (postgres.backup.store === undefined) return {};
  const serverName = archiveName(postgres);
  return {
    plugins: [
      {
        name: BACKUP_PLUGIN,
        isWALArchiver: true,
        parameters: {
          barmanObjectName: postgres.id,
          ...(serverName === postgres.id ? {} : { serverName }),
        },
      },
    ],
  };
}

/**
 * Folder of the instance in its object store. A restored instance begins a new one: in that of the instance it came
 * from, archiving refuses to begin, while the cluster reports to be healthy.
 */
export function archiveName({ id, restore }: Postgres): string {
  if (restore === undefined) return id;
  const moment = restore.target.kind === "latest" ? "latest" : restore.target.time;
  return `${id}-${contentHash(`${restore.from} ${moment}`)}`;
}

/**
 * How a new cluster begins as another one was; undefined for one that begins empty. It needs no fewer connections than
 * the other had at that moment: with fewer, PostgreSQL pauses the recovery for ever, and says so in its log only.
 */
export function recovery(postgres: Postgres, target: Target) {
  const { restore } = postgres;
  if (restore === undefined) return undefined;
  return {
    bootstrap: {
      recovery: {
        source: ORIGIN,
        database: postgres.database,
        owner: postgres.owner,
        secret: { name: itemOf(target.placement.plan, "secret-set", postgres.ownerSecret).id },
        // Without a target everything that was archived is replayed.
        ...(restore.target.kind === "latest" ? {} : { recoveryTarget: { targetTime: restore.target.time } }),
      },
    },
    externalClusters: [
      {
        name: ORIGIN,
        plugin: {
          name: BACKUP_PLUGIN,
          parameters: { barmanObjectName: originName(postgres), serverName: restore.from },
        },
      },
    ],
  };
}

const originName = ({ id }: Postgres): string => `${id}-${ORIGIN}`;

interface Store {
  readonly suffix: string;
  readonly name: string;
  readonly store: ObjectStore;
  /** undefined: nothing is ever deleted there. */
  readonly keepDays?: number;
}

function objectStore(postgres: Postgres, target: Target, given: Store): readonly pulumi.Resource[] {
  const { suffix, name, store, keepDays } = given;
  const credentials = itemOf(target.placement.plan, "secret-set", store.secret).id;
  const authority = storeAuthority(postgres, target, given);
  return [
    ...authority,
    new k8s.apiextensions.CustomResource(
      childName(target, postgres, suffix),
      {
        apiVersion: "barmancloud.cnpg.io/v1",
        kind: "ObjectStore",
        metadata: metadata(target, postgres, { name }),
        spec: {
          ...(keepDays === undefined ? {} : { retentionPolicy: `${keepDays}d` }),
          configuration: {
            destinationPath: store.location,
            endpointURL: store.endpoint,
            ...(authority.length === 0 ? {} : { endpointCA: { name: authorityName(name), key: AUTHORITY_KEY } }),
            s3Credentials: {
              accessKeyId: { name: credentials, key: "access-key" },
              secretAccessKey: { name: credentials, key: "secret-key" },
            },
            // One at a time: several at once, started for each question of a standby too, only wait for one another.
            wal: { compression: "gzip" },
            // A spread checkpoint would let the backup wait for minutes.
            data: { compression: "gzip", immediateCheckpoint: true, jobs: 2 },
          },
          instanceSidecarConfiguration: { resources: { requests: SIDECAR, limits: SIDECAR } },
        },
      },
      options(target, { after: authority }),
    ),
  ];
}

/** A certificate is no secret, but the plugin reads it from nothing else. */
function storeAuthority(
  postgres: Postgres,
  target: Target,
  { suffix, name, store }: Store,
): readonly pulumi.Resource[] {
  if (store.authority === undefined) return [];
  return [
    new k8s.core.v1.Secret(
      childName(target, postgres, `${suffix}-authority`),
      {
        metadata: metadata(target, postgres, { name: authorityName(name) }),
        stringData: { [AUTHORITY_KEY]: store.authority },
      },
      options(target),
    ),
  ];
}

const authorityName = (store: string): string => `${store}-authority`;

export function schedule(
  postgres: Postgres,
  target: Target,
  { cluster, suspend }: { cluster: pulumi.Resource; suspend: boolean },
): readonly pulumi.Resource[] {
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
          // The first at once: until then there is nothing to restore.
          immediate: true,
          ...(suspend ? { suspend } : {}),
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
