import { imageReference } from "../../planning/images.ts";
import { computeMeters, storageMeter } from "../../planning/meters.ts";
import { itemId } from "../../planning/names.ts";
import {
  DATABASE_NAME,
  DATABASE_OWNER,
  DATABASE_PORT,
  databaseHosts,
  databaseId,
  ownerFirst,
  type PartRequest,
} from "../../planning/part-request.ts";
import type { Job, ObjectStore, PartPlan, PlanItem, Postgres, SecretSet } from "../../planning/plan.ts";
import { UNASSIGNED } from "../../provinces/schema/field.ts";
import { bootstrapSql, serverParameters } from "./config.ts";

/** Call records with indexes and events, in the database, per call. */
const KIB_PER_CALL = 3;
const YEARS_KEPT = 3;
const GIB_BEFORE_THE_FIRST_CALL = 10;

/** Postgres' own user in the image. */
const POSTGRES_USER = { uid: 26, gid: 26 } as const;

/** PostgreSQL of call records, work orders and evidence, with backups and daily upkeep. */
export function planDatabase(request: PartRequest): PartPlan {
  const { identity, site } = request;
  const postgres = postgresItem(request);
  const items: readonly PlanItem[] = [ownerSecret(request), ...storeSecrets(request), postgres, upkeep(request)];
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
      place: site.place,
    },
    items,
  };
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
  const grown = ledger.computed("database.expectedGiB", "GiB", {
    value: Math.ceil(GIB_BEFORE_THE_FIRST_CALL + (1.5 * callsPerYear * YEARS_KEPT * KIB_PER_CALL) / 1024 ** 2),
    formula: "10 + 1.5 x callsPerYear x 3 years x 3 KiB",
    from: ["demand.callsPerYear"],
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
  const store = backupStore(request);
  const resources = { cpu, memory };
  return {
    kind: "postgres",
    name: "database",
    id: databaseId(stack),
    zone: "data",
    meters: [...computeMeters([resources], instances), storageMeter(storageGiB, instances)],
    image: imageReference("postgres", site.registry),
    instances,
    synchronous: given.synchronous ?? instances >= 3,
    database: DATABASE_NAME,
    owner: DATABASE_OWNER,
    ownerSecret: "database-owner",
    storageGiB,
    storageClass: site.platform.kind === "kubernetes" ? site.platform.storageClass : undefined,
    resources,
    parameters: serverParameters({ memoryMiB: memory, connections }),
    backup: {
      store,
      fullEveryDays: given.backup?.fullEveryDays ?? 1,
      keepDays: given.backup?.keepDays ?? 30,
    },
    bootstrap: bootstrapSql({
      title: `12333 ${identity.name.zh} (${stack})`,
      workOrders: request.scope.kind !== "phones",
      provider: request.scope.kind === "department-edge" || request.scope.kind === "provider-site",
    }),
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

/** The object store once both its path and its address are known. */
function backupStore({ province }: PartRequest): ObjectStore | undefined {
  const { store = UNASSIGNED, endpoint = UNASSIGNED } = province.database?.backup ?? {};
  if (store === UNASSIGNED || endpoint === UNASSIGNED) return undefined;
  return { location: store, endpoint, secret: "backup-store" };
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

function storeSecrets(request: PartRequest): readonly SecretSet[] {
  if (backupStore(request) === undefined) return [];
  return [
    {
      kind: "secret-set",
      name: "backup-store",
      id: itemId(request.identity.stack, "backup-store"),
      zone: "data",
      meters: [],
      type: "opaque",
      keys: {
        "access-key": { kind: "secret", secret: "backup-access-key" },
        "secret-key": { kind: "secret", secret: "backup-secret-key" },
      },
    },
  ];
}

/** Makes the months of call records ahead, so that a full month never waits for a call. */
function upkeep(request: PartRequest): Job {
  const { identity, site } = request;
  const resources = { cpu: 50, memory: 64 };
  return {
    kind: "job",
    name: "database-upkeep",
    id: itemId(identity.stack, "database-upkeep"),
    zone: "data",
    meters: [],
    image: imageReference("database-tools", site.registry),
    command: ["psql", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--command", "SELECT hotline.make_months_ahead(3)"],
    user: POSTGRES_USER,
    environment: {
      PGHOST: { kind: "plain", value: databaseHosts(request).join(",") },
      PGPORT: { kind: "plain", value: String(DATABASE_PORT) },
      PGDATABASE: { kind: "plain", value: DATABASE_NAME },
      PGUSER: { kind: "secret", set: "database-owner", key: "username" },
      PGPASSWORD: { kind: "secret", set: "database-owner", key: "password" },
      PGCONNECT_TIMEOUT: { kind: "plain", value: "5" },
      PGTARGETSESSIONATTRS: { kind: "plain", value: "read-write" },
    },
    mounts: [],
    resources,
    schedule: "20 2 * * *",
    deadlineSeconds: 300,
    ...(site.platform.kind === "docker" ? { node: ownerName(request) } : {}),
  };
}

function ownerName({ nodes }: PartRequest): string | undefined {
  return nodes.find((node) => node.role === "owner")?.name;
}
