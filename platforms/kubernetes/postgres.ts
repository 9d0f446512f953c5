import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Postgres } from "../../planning/plan.ts";
import { itemOf } from "../../planning/references.ts";
import { policies } from "./postgres-access.ts";
import { archiver, objectStores, recovery, schedule } from "./postgres-backup.ts";
import { childName, metadata, options, type Target } from "./target.ts";

/** A first start, the join of a standby and a recovery copy the whole database. */
const ROLL_OUT_SECONDS = 3600;
const REMOVE_SECONDS = 900;
/** The operator stops the instances and keeps their volumes; what is asleep has nothing to wait for. */
const ASLEEP = { "cnpg.io/hibernation": "on", "pulumi.com/waitFor": "jsonpath={.metadata.name}" };

/** Whether the instance serves; one that was replaced by a restored one sleeps, and its volumes stay. */
interface Service {
  readonly asleep: boolean;
  readonly before: readonly pulumi.Resource[];
}

/**
 * The cluster that serves. Those before it are put to sleep first: nobody may write where nobody looks any more, and
 * what they shut down with is archived before it is read.
 */
export function realizePostgres(postgres: Postgres, target: Target): readonly pulumi.Resource[] {
  const formers = (postgres.formers ?? []).flatMap((former) => cluster(former, target, { asleep: true, before: [] }));
  return [...formers, ...cluster(postgres, target, { asleep: false, before: formers })];
}

/** A CloudNativePG cluster, its bootstrap SQL, backups to an object store, and who may connect. */
function cluster(postgres: Postgres, target: Target, { asleep, before }: Service): readonly pulumi.Resource[] {
  const bootstrap = new k8s.core.v1.ConfigMap(
    childName(target, postgres, "bootstrap"),
    {
      metadata: metadata(target, postgres, { name: `${postgres.id}-bootstrap` }),
      data: { "bootstrap.sql": postgres.bootstrap },
    },
    options(target),
  );
  const stores = objectStores(postgres, target);
  const access = policies(postgres, target);
  const server = new k8s.apiextensions.CustomResource(
    childName(target, postgres),
    {
      apiVersion: "postgresql.cnpg.io/v1",
      kind: "Cluster",
      metadata: metadata(target, postgres, {
        annotations: asleep ? ASLEEP : { "pulumi.com/waitFor": readiness(postgres) },
      }),
      spec: clusterSpec(postgres, target),
    },
    options(target, {
      stateful: postgres.stateful,
      timeouts: { rollOut: ROLL_OUT_SECONDS, remove: REMOVE_SECONDS },
      // Its instances reach one another, and the store, only once they may.
      after: [bootstrap, ...stores, ...access, ...before],
    }),
  );
  return [bootstrap, ...stores, ...access, server, ...schedule(postgres, target, { cluster: server, suspend: asleep })];
}

/**
 * A cluster that serves but does not archive looks healthy, and can't be restored. Waits for a new cluster: a change of
 * one that stands is handed over only, for the condition is then still the one from before.
 */
function readiness({ backup }: Postgres): string {
  return backup.store === undefined
    ? "condition=Ready"
    : JSON.stringify(["condition=Ready", "condition=ContinuousArchiving"]);
}

function clusterSpec(postgres: Postgres, target: Target) {
  const { cpu, memory } = postgres.resources;
  const quantities = { cpu: `${cpu}m`, memory: `${memory}Mi` };
  const several = postgres.instances > 1;
  const origin = recovery(postgres, target);
  return {
    instances: postgres.instances,
    imageName: postgres.image.reference,
    imagePullPolicy: "IfNotPresent",
    enableSuperuserAccess: false,
    // Standbys first, then one of them takes over: an upgrade costs seconds, not a restart of the primary.
    primaryUpdateStrategy: "unsupervised",
    primaryUpdateMethod: "switchover",
    // A polite shutdown refuses new sessions while the old ones, which switches keep for days, linger: fast at once. What
    // is acknowledged is on disk, so a server that can't archive its last log need not be waited for: not for 30 minutes,
    // nor, in a hand-over, for an hour, as is the default.
    smartShutdownTimeout: 0,
    stopDelay: 30,
    switchoverDelay: 30,
    // With one instance it would forbid every drain of its node for ever.
    enablePDB: several,
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
      podAntiAffinityType: several ? "required" : "preferred",
    },
    postgresql: {
      parameters: { ...postgres.parameters },
      // Preferred: with no standby left writes go on, for calls must not stop.
      ...(postgres.synchronous ? { synchronous: { method: "any", number: 1, dataDurability: "preferred" } } : {}),
    },
    bootstrap: origin?.bootstrap ?? { initdb: initialDatabase(postgres, target) },
    ...(origin === undefined ? {} : { externalClusters: origin.externalClusters }),
    ...archiver(postgres),
  };
}

/**
 * The operator keeps the owner's password as it is in the secret. Not by a managed role, which would take from the owner
 * what the bootstrap SQL grants it: it sets the passwords of the other logins.
 */
function initialDatabase(postgres: Postgres, target: Target) {
  return {
    database: postgres.database,
    owner: postgres.owner,
    secret: { name: ownerSecret(postgres, target) },
    encoding: "UTF8",
    dataChecksums: true,
    postInitApplicationSQLRefs: { configMapRefs: [{ name: `${postgres.id}-bootstrap`, key: "bootstrap.sql" }] },
  };
}

function ownerSecret(postgres: Postgres, target: Target): string {
  return itemOf(target.placement.plan, "secret-set", postgres.ownerSecret).id;
}
