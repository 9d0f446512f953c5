import { filesHash } from "../../planning/content-hash.ts";
import { DATABASE_LOGINS_SET, DATABASE_MIGRATION_JOB, DATABASE_ROLES } from "../../planning/database-roles.ts";
import { imageReference } from "../../planning/images.ts";
import { itemId } from "../../planning/names.ts";
import {
  DATABASE_NAME,
  DATABASE_PORT,
  databaseGeneration,
  databaseHosts,
  type PartRequest,
} from "../../planning/part-request.ts";
import type { ConfigSet, Job, PlanItem, SecretSet } from "../../planning/plan.ts";
import { MIGRATION_FILES } from "./migrations.ts";
import { settingsSql } from "./settings.ts";

const FILES_DIRECTORY = "/etc/hotline/database";
const LOGINS_DIRECTORY = "/run/secrets/logins";
/** Postgres' own user in the image. */
const POSTGRES_USER = { uid: 26, gid: 26 } as const;

/** What keeps the inside of the database as the plan wants it: files, logins, the migration and the upkeep. */
export function databaseWork(request: PartRequest): { before: readonly PlanItem[]; after: readonly PlanItem[] } {
  const files = workFiles(request);
  return { before: [files, logins(request)], after: [migration(request, files), upkeep(request)] };
}

/** In a set of their own and not in the image: a new version of the schema then needs no new image, and is in the plan. */
function workFiles(request: PartRequest): ConfigSet {
  const files = { ...MIGRATION_FILES, "settings.sql": settingsSql(request) };
  return {
    kind: "config-set",
    name: "database-work",
    id: itemId(request.identity.stack, "database-work"),
    zone: "data",
    meters: [],
    set: "reload",
    files: Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))),
    hash: filesHash(files),
    node: ownerName(request),
  };
}

/** As files: a rotated password reaches the next run of the upkeep without a restart. */
function logins(request: PartRequest): SecretSet {
  const others = Object.values(DATABASE_ROLES).filter(({ login }) => login !== DATABASE_ROLES.migration.login);
  return {
    kind: "secret-set",
    name: DATABASE_LOGINS_SET,
    id: itemId(request.identity.stack, DATABASE_LOGINS_SET),
    zone: "data",
    meters: [],
    type: "opaque",
    keys: Object.fromEntries(others.map(({ login, secret }) => [login, { kind: "secret", secret } as const])),
    node: ownerName(request),
  };
}

/**
 * Runs before the parts that need the tables. Its physical name holds the hash of what it runs, so that another
 * version, or another decision of the province, is another job; so is one for a restored database, whose schema is of
 * its moment.
 */
function migration(request: PartRequest, files: ConfigSet): Job {
  return {
    ...work(request, DATABASE_MIGRATION_JOB),
    id: itemId(request.identity.stack, DATABASE_MIGRATION_JOB, files.hash, ...databaseGeneration(request)),
    command: ["bash", `${FILES_DIRECTORY}/scripts/migrate.sh`],
    resources: { cpu: 200, memory: 256 },
    after: ["database"],
    deadlineSeconds: 3600,
  };
}

/** Passwords, months ahead, counts and deletion, every ten minutes. */
function upkeep(request: PartRequest): Job {
  return {
    ...work(request, "database-upkeep"),
    id: itemId(request.identity.stack, "database-upkeep"),
    command: ["bash", `${FILES_DIRECTORY}/scripts/upkeep.sh`],
    resources: { cpu: 50, memory: 64 },
    schedule: "*/10 * * * *",
    after: [DATABASE_MIGRATION_JOB],
    deadlineSeconds: 540,
  };
}

function work(request: PartRequest, name: string): Omit<Job, "id" | "command" | "resources" | "deadlineSeconds"> {
  const plain = (value: string) => ({ kind: "plain", value }) as const;
  return {
    kind: "job",
    name,
    zone: "data",
    meters: [],
    image: imageReference("database-tools", request.site.registry, request.site.imageTags),
    user: POSTGRES_USER,
    environment: {
      PGHOST: plain(databaseHosts(request).join(",")),
      PGPORT: plain(String(DATABASE_PORT)),
      PGDATABASE: plain(DATABASE_NAME),
      PGUSER: plain(DATABASE_ROLES.migration.login),
      PGPASSWORD: { kind: "secret", set: "database-owner", key: "password" },
      PGTARGETSESSIONATTRS: plain("read-write"),
      PGCONNECT_TIMEOUT: plain("5"),
      HOTLINE_LOGINS_DIR: plain(LOGINS_DIRECTORY),
      TZ: plain("Asia/Shanghai"),
    },
    mounts: [
      { source: { kind: "config", set: "database-work" }, path: FILES_DIRECTORY, readOnly: true },
      { source: { kind: "secret", set: DATABASE_LOGINS_SET }, path: LOGINS_DIRECTORY, readOnly: true },
      { source: { kind: "memory", sizeMiB: 16 }, path: "/tmp", readOnly: false },
    ],
    node: ownerName(request),
  };
}

function ownerName({ site, nodes }: PartRequest): string | undefined {
  return site.platform.kind === "docker" ? nodes.find((node) => node.role === "owner")?.name : undefined;
}
