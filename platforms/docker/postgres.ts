import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import { filesHash } from "../../planning/content-hash.ts";
import type { EnvironmentValue, Postgres } from "../../planning/plan.ts";
import { itemOf } from "../../planning/references.ts";
import { hardened } from "./container.ts";
import { filledVolume } from "./filled-volume.ts";
import { hostNamed, type Place, placesOf } from "./hosts.ts";
import { networksOf, onHostAddress } from "./network.ts";
import {
  BACKUP_FOLDER,
  CONFIG_FOLDER,
  DATA_FOLDER,
  OWNER_SECRET_FOLDER,
  postgresFiles,
  SOCKET_FOLDER,
} from "./postgres-files.ts";
import { POSTGRES_USER } from "./postgres-user.ts";
import { secretVolume } from "./secret-set.ts";
import { childName, labelsOf, options, physicalName, type Target } from "./target.ts";

const POSTGRES_PORT = 5432;
/** A fast shutdown writes a checkpoint first. */
const STOP_SECONDS = 120;
/** A standby copies the whole database when it joins. */
const ROLL_OUT_SECONDS = 3600;

/** One container a host, the first host's the primary: PostgreSQL with pgBackRest, the others streaming from it. */
export function realizePostgres(postgres: Postgres, target: Target): readonly pulumi.Resource[] {
  const resources: pulumi.Resource[] = [];
  // One after the other: a standby has nothing to copy before its primary runs.
  for (const place of placesOf(postgres, target.placement.plan, target.hosts)) {
    resources.push(...instance(postgres, target, { place, before: [...resources] }));
  }
  return resources;
}

function instance(
  postgres: Postgres,
  target: Target,
  { place, before }: { place: Place; before: readonly pulumi.Resource[] },
): readonly pulumi.Resource[] {
  const files = postgresFiles(postgres);
  // With its hash in the name, changed settings restart the server; nothing would read them otherwise.
  const config = `${postgres.id}-config-${filesHash(files)}`;
  const filled = filledVolume(target, postgres, {
    place,
    volume: config,
    image: postgres.image,
    files,
    folders: [],
    owner: "0:0",
    mode: "u=rwX,go=rX",
    tail: "config",
  });
  const data = keptVolume(postgres, target, { place, purpose: "data" });
  const backups = keptVolume(postgres, target, { place, purpose: "backups" });
  const container = new docker.Container(
    childName(target, postgres, [place.suffix]),
    {
      name: physicalName(postgres, place),
      ...serverArgs(postgres, target, place),
      mounts: [
        { type: "volume", source: config, target: CONFIG_FOLDER, readOnly: true },
        { type: "volume", source: volumeName(postgres, "data"), target: DATA_FOLDER, readOnly: false },
        { type: "volume", source: volumeName(postgres, "backups"), target: BACKUP_FOLDER, readOnly: false },
        ...secretFolders(postgres, target),
      ],
      labels: labelsOf(target, postgres),
    },
    options(target, {
      host: place.host,
      container: true,
      after: [...filled, data, backups, ...before],
      timeouts: { rollOut: ROLL_OUT_SECONDS, remove: STOP_SECONDS + 60 },
    }),
  );
  return [...filled, data, backups, container];
}

function serverArgs(postgres: Postgres, target: Target, { host }: Place) {
  const [primary] = postgres.hosts;
  const { uid, gid } = POSTGRES_USER;
  const memory = (sizeMiB: number) => `rw,size=${sizeMiB}m,mode=0700,uid=${uid},gid=${gid}`;
  return {
    ...hardened(
      target,
      {
        image: postgres.image,
        command: ["/bin/bash", `${CONFIG_FOLDER}/start.sh`],
        user: POSTGRES_USER,
        environment: {
          ...(primary === undefined || primary === host.name
            ? {}
            : {
                PRIMARY_ADDRESS: {
                  kind: "plain",
                  value: hostNamed(target.hosts, primary).address,
                } satisfies EnvironmentValue,
              }),
          ...storeVariables(postgres),
        },
        mounts: [],
        resources: postgres.resources,
      },
      host,
    ),
    tmpfs: { [SOCKET_FOLDER]: memory(16), "/tmp": memory(64) },
    shmSize: 256,
    networksAdvanced: networksOf(target, postgres.zone).map((name) => ({ name, aliases: [postgres.id] })),
    ports: [{ ...onHostAddress(host, { internal: POSTGRES_PORT, external: POSTGRES_PORT, protocol: "tcp" }) }],
    healthcheck: {
      tests: ["CMD", "pg_isready", "--quiet", `--host=${SOCKET_FOLDER}`, "--timeout=3"],
      interval: "10s",
      timeout: "5s",
      retries: 3,
      startPeriod: "10m0s",
    },
    wait: true,
    waitTimeout: ROLL_OUT_SECONDS,
    restart: "unless-stopped",
    stopTimeout: STOP_SECONDS,
    destroyGraceSeconds: STOP_SECONDS,
  };
}

/** The store's keys, under the names that pgBackRest reads. */
function storeVariables({ backup }: Postgres): Record<string, EnvironmentValue> {
  if (backup.store === undefined) return {};
  const { secret } = backup.store;
  return {
    PGBACKREST_REPO1_S3_KEY: { kind: "secret", set: secret, key: "access-key" },
    PGBACKREST_REPO1_S3_KEY_SECRET: { kind: "secret", set: secret, key: "secret-key" },
  };
}

function secretFolders({ ownerSecret, backup }: Postgres, { placement: { plan } }: Target) {
  const folder = (set: string, target: string) => ({
    type: "volume",
    source: secretVolume(itemOf(plan, "secret-set", set), POSTGRES_USER),
    target,
    readOnly: true,
  });
  return [
    folder(ownerSecret, OWNER_SECRET_FOLDER),
    ...(backup.store === undefined ? [] : [folder(backup.store.secret, `/run/secrets/${backup.store.secret}`)]),
  ];
}

function volumeName({ id }: Postgres, purpose: "data" | "backups"): string {
  return `${id}-${purpose}`;
}

function keptVolume(
  postgres: Postgres,
  target: Target,
  { place, purpose }: { place: Place; purpose: "data" | "backups" },
): docker.Volume {
  return new docker.Volume(
    childName(target, postgres, [place.suffix, purpose]),
    { name: volumeName(postgres, purpose), labels: labelsOf(target, postgres) },
    { ...options(target, { host: place.host, stateful: postgres.stateful }), ignoreChanges: ["labels"] },
  );
}
