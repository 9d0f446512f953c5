import { imageReference } from "../../planning/images.ts";
import { computeMeters, storageMeter } from "../../planning/meters.ts";
import { itemId } from "../../planning/names.ts";
import {
  DATABASE_NAME,
  DATABASE_OWNER,
  databaseId,
  ownerFirst,
  type PartRequest,
} from "../../planning/part-request.ts";
import type { PartPlan, PlanItem, Postgres, Restore, SecretSet } from "../../planning/plan.ts";
import { retentionOf } from "../../planning/retention.ts";
import { backupOf, backupSecrets } from "./backups.ts";
import { bootstrapSql } from "./bootstrap.ts";
import { databaseWork } from "./jobs.ts";
import { lastRestored } from "./restore.ts";
import { reasonsOf, serverSettings, valuesOf } from "./server-settings.ts";

/** Call records with indexes and events, in the database, per call. */
const KIB_PER_CALL = 3;
const GIB_BEFORE_THE_FIRST_CALL = 10;

/** PostgreSQL of call records, work orders and evidence, with backups and daily upkeep. */
export function planDatabase(request: PartRequest): PartPlan {
  const { identity, site } = request;
  const postgres = lastRestored(postgresItem(request), request.restores);
  const work = databaseWork(request);
  const items: readonly PlanItem[] = [
    ownerSecret(request),
    ...backupSecrets(request, postgres),
    ...work.before,
    postgres,
    ...work.after,
  ];
  return {
    part: "database",
    summary: {
      instances: postgres.instances,
      synchronous: postgres.synchronous,
      storageGiB: postgres.storageGiB,
      cpu: postgres.resources.cpu,
      memoryMiB: postgres.resources.memory,
      backup: postgres.backup.store?.location ?? (identity.platform === "docker" ? "local" : "none"),
      backupKeepDays: postgres.backup.keepDays,
      ...(postgres.restore === undefined ? {} : restoreSummary(postgres, postgres.restore)),
      place: site.place,
    },
    items,
  };
}

function restoreSummary({ generation = 1 }: Postgres, { from, target }: Restore): PartPlan["summary"] {
  return { generation, restoredFrom: from, restoredTo: target.kind === "latest" ? "latest" : target.time };
}

function postgresItem(request: PartRequest): Postgres {
  const { identity, site, province, ledger, nodes } = request;
  const { stack } = identity;
  const given = province.database ?? {};
  const callsPerDay = ledger.value("demand.callsPerDay");
  const callsPerYear = ledger.value("demand.callsPerYear");
  const docker = site.platform.kind === "docker";
  const instances = ledger.choose("database.instances", "instances", {
    given: given.instances,
    field: "database.instances",
    otherwise: docker ? nodes.length : 3,
    because: docker ? "one on each Docker host" : "a primary and two standbys, so that one may fail during maintenance",
  });
  const monthsKept = ledger.computed("database.monthsKept", "months", {
    value: Math.ceil(retentionOf(province).callRecords / (365 / 12)) + 1,
    formula: "days that call records are kept, in months, and the running one",
    from: [],
  });
  const grown = ledger.computed("database.expectedGiB", "GiB", {
    value: Math.ceil(GIB_BEFORE_THE_FIRST_CALL + (1.5 * callsPerYear * (monthsKept / 12) * KIB_PER_CALL) / 1024 ** 2),
    formula: "10 + 1.5 x callsPerYear x monthsKept / 12 x 3 KiB",
    from: ["demand.callsPerYear", "database.monthsKept"],
  });
  const storageGiB = ledger.choose("database.storageGiB", "GiB", {
    given: given.storageGiB,
    field: "database.storageGiB",
    otherwise: Math.ceil(grown / 10) * 10,
    because: "database.expectedGiB in steps of 10",
  });
  const memory = ledger.computed("database.memory", "MiB", {
    value: Math.min(16_384, Math.max(1024, Math.ceil((1024 + callsPerDay / 10) / 512) * 512)),
    formula: "1024 + callsPerDay / 10, 1 to 16 GiB",
    from: ["demand.callsPerDay"],
  });
  const cpu = ledger.computed("database.cpu", "mCPU", {
    value: Math.min(8000, Math.ceil((500 + callsPerDay / 20) / 250) * 250),
    formula: "500 + callsPerDay / 20, at most 8000",
    from: ["demand.callsPerDay"],
  });
  const connections = ledger.computed("database.connections", "connections", {
    value: Math.ceil((40 + 4 * nodes.length + 20 * Math.ceil(callsPerDay / 20_000)) / 100) * 100,
    formula: "40 + 4 x media nodes + 20 for each 20,000 calls a day, in steps of 100",
    from: ["demand.callsPerDay"],
  });
  const resources = { cpu, memory };
  const settings = serverSettings({ memory, cpu, storageGiB, connections, instances, callsPerDay });
  return {
    kind: "postgres",
    name: "database",
    id: databaseId(stack),
    zone: "data",
    meters: [...computeMeters([resources], instances), storageMeter(storageGiB, instances)],
    image: imageReference("postgres", site.registry, site.imageTags),
    instances,
    synchronous: given.synchronous ?? instances >= 3,
    database: DATABASE_NAME,
    owner: DATABASE_OWNER,
    ownerSecret: "database-owner",
    storageGiB,
    storageClass: site.platform.kind === "kubernetes" ? site.platform.storageClass : undefined,
    resources,
    parameters: valuesOf(settings),
    reasons: reasonsOf(settings),
    backup: backupOf(request),
    replicationSecret: docker && instances > 1 ? "database-replication" : undefined,
    bootstrap: bootstrapSql(`12333 ${identity.name.zh} (${stack})`),
    clients: request.scope.kind === "phones" ? ["data"] : ["data", "desk"],
    clientAddresses: nodes.map((node) => `${node.address}/32`),
    hosts: docker
      ? ownerFirst(nodes)
          .slice(0, instances)
          .map((node) => node.name)
      : [],
    stateful: true,
  };
}

function ownerSecret({ identity }: PartRequest): SecretSet {
  return {
    kind: "secret-set",
    name: "database-owner",
    id: itemId(identity.stack, "database-owner"),
    zone: "data",
    meters: [],
    type: "basic-auth",
    keys: {
      username: { kind: "plain", value: DATABASE_OWNER },
      password: { kind: "secret", secret: "database-password" },
    },
  };
}
