import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import { filesHash } from "../../planning/content-hash.ts";
import type { EnvironmentValue, Postgres } from "../../planning/plan.ts";
import { itemOf } from "../../planning/references.ts";
import { hardened } from "./container.ts";
import { filledVolume } from "./filled-volume.ts";
import { hostNamed, type Place, placesOf } from "./hosts.ts";
import { networksOf, onHostAddress } from "./network.ts";
import { postgresFiles } from "./postgres-files.ts";
import { FOLDERS, POSTGRES_PORT } from "./postgres-place.ts";
import { POSTGRES_USER } from "./postgres-user.ts";
import { secretVolume } from "./secret-set.ts";
import { childName, labelsOf, options, physicalName, type Target } from "./target.ts";

/** A fast shutdown writes a checkpoint, then tries three times to archive the last segment. */
const STOP_SECONDS = 180;
/** A standby copies the whole database when it joins. */
const ROLL_OUT_SECONDS = 3600;

/**
 * One container a host: PostgreSQL with pgBackRest. The first host's begins as primary and the other's streams from it;
 * who is primary afterwards is the data folders' business (see fence.sh), not the plan's. A restored instance's container
 * takes the place of the one before, whose volumes stay.
 */
export function realizePostgres(postgres: Postgres, target: Target): readonly pulumi.Resource[] {
  const resources: pulumi.Resource[] = [];
  // One after the other: a standby has nothing to copy before its primary runs.
  for (const former of postgres.formers ?? [])
    for (const place of placesOf(former, target.placement.plan, target.hosts))
      resources.push(...keptVolumes(former, target, place));
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
  const peers = postgres.hosts.map((name) => hostNamed(target.hosts, name).address);
  const files = postgresFiles(postgres, {
    folders: FOLDERS,
    listen: "*",
    port: POSTGRES_PORT,
    peers: peers.length > 1 ? peers : [],
  });
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
  const kept = keptVolumes(postgres, target, place);
  const container = new docker.Container(
    childName(target, postgres, [place.suffix]),
    {
      name: physicalName(postgres, place),
      ...serverArgs(postgres, target, place),
      mounts: [
        { type: "volume", source: config, target: FOLDERS.config, readOnly: true },
        { type: "volume", source: volumeName(postgres, "data"), target: FOLDERS.data, readOnly: false },
        { type: "volume", source: volumeName(postgres, "backups"), target: FOLDERS.backups, readOnly: false },
        ...sourceFolder(postgres),
        ...secretFolders(postgres, target),
      ],
      labels: labelsOf(target, postgres),
    },
    options(target, {
      host: place.host,
      container: true,
      after: [...filled, ...kept, ...before],
      timeouts: { rollOut: ROLL_OUT_SECONDS, remove: STOP_SECONDS + 60 },
    }),
  );
  return [...filled, ...kept, container];
}

function serverArgs(postgres: Postgres, target: Target, { host }: Place) {
  const [primary] = postgres.hosts;
  const peer = postgres.hosts.find((name) => name !== host.name);
  const { uid, gid } = POSTGRES_USER;
  const memory = (sizeMiB: number) => `rw,size=${sizeMiB}m,mode=0700,uid=${uid},gid=${gid}`;
  return {
    ...hardened(
      target,
      {
        image: postgres.image,
        command: ["/bin/bash", `${FOLDERS.config}/start.sh`],
        user: POSTGRES_USER,
        environment: {
          SERVER_NAME: { kind: "plain", value: host.name },
          ...(primary === host.name
            ? { FIRST_PRIMARY: { kind: "plain", value: "yes" } satisfies EnvironmentValue }
            : {}),
          ...(peer === undefined
            ? {}
            : {
                PEER_ADDRESS: {
                  kind: "plain",
                  value: hostNamed(target.hosts, peer).address,
                } satisfies EnvironmentValue,
              }),
        },
        mounts: [],
        resources: postgres.resources,
      },
      host,
    ),
    tmpfs: { [FOLDERS.run]: memory(16), "/tmp": memory(64) },
    shmSize: 256,
    networksAdvanced: networksOf(target, postgres.zone).map((name) => ({ name, aliases: [postgres.id] })),
    ports: [{ ...onHostAddress(host, { internal: POSTGRES_PORT, external: POSTGRES_PORT, protocol: "tcp" }) }],
    healthcheck: {
      tests: ["CMD", "pg_isready", "--quiet", `--host=${FOLDERS.run}`, "--timeout=3"],
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

/** Backups of the instance that is restored from, where they are on the same host. */
function sourceFolder({ restore }: Postgres) {
  if (restore === undefined || restore.store !== undefined) return [];
  return [{ type: "volume", source: `${restore.from}-backups`, target: FOLDERS.source, readOnly: true }];
}

function secretFolders(postgres: Postgres, { placement: { plan } }: Target) {
  const { ownerSecret, replicationSecret, backup, restore } = postgres;
  const sets = {
    owner: ownerSecret,
    replication: replicationSecret,
    backup: backup.cipherSecret,
    "backup-store": backup.store?.secret,
    source: restore?.cipherSecret,
    "source-store": restore?.store?.secret,
  };
  return Object.entries(sets).flatMap(([folder, set]) =>
    set === undefined
      ? []
      : [
          {
            type: "volume",
            source: secretVolume(itemOf(plan, "secret-set", set), POSTGRES_USER),
            target: `${FOLDERS.secrets}/${folder}`,
            readOnly: true,
          },
        ],
  );
}

function volumeName({ id }: Postgres, purpose: "data" | "backups"): string {
  return `${id}-${purpose}`;
}

function keptVolumes(postgres: Postgres, target: Target, place: Place): readonly docker.Volume[] {
  const generation = postgres.generation === undefined ? undefined : `g${postgres.generation}`;
  return (["data", "backups"] as const).map(
    (purpose) =>
      new docker.Volume(
        childName(target, postgres, [place.suffix, purpose, generation]),
        { name: volumeName(postgres, purpose), labels: labelsOf(target, postgres) },
        { ...options(target, { host: place.host, stateful: postgres.stateful }), ignoreChanges: ["labels"] },
      ),
  );
}
