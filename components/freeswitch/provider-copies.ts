import { filesHash } from "../../planning/content-hash.ts";
import { DATABASE_ROLES } from "../../planning/database-roles.ts";
import { imageReference } from "../../planning/images.ts";
import { storageMeter } from "../../planning/meters.ts";
import { itemId } from "../../planning/names.ts";
import { DATABASE_NAME, DATABASE_PORT, databaseHosts, type PartRequest } from "../../planning/part-request.ts";
import type { PlanItem } from "../../planning/plan.ts";
import { FETCH_SCRIPT } from "./provider-delivery.ts";

/** The department's copies of a provider's records and recordings: volume, script and nightly job. */
export function providerCopies(
  request: PartRequest,
  copies: { sizeGiB: number; retentionDays: number; contractStart: string | undefined },
): readonly PlanItem[] {
  const { identity, site, peers, nodes } = request;
  const provider = peers.find((peer) => peer.name === "provider");
  if (provider === undefined || copies.sizeGiB === 0) return [];
  const id = (name: string) => itemId(identity.stack, name);
  const node = site.platform.kind === "docker" ? nodes.find((each) => each.role === "owner")?.name : undefined;
  const files = { "fetch.sh": FETCH_SCRIPT };
  const plain = (value: string) => ({ kind: "plain", value }) as const;
  return [
    {
      kind: "volume",
      name: "provider-copies",
      id: id("provider-copies"),
      zone: "data",
      meters: [storageMeter(copies.sizeGiB)],
      sizeGiB: copies.sizeGiB,
      storageClass: site.platform.kind === "kubernetes" ? site.platform.storageClass : undefined,
      node,
      stateful: true,
      purpose: "copies of the provider's call records and recordings",
    },
    {
      kind: "config-set",
      name: "provider-copies-script",
      id: id("provider-copies-script"),
      zone: "data",
      meters: [],
      set: "reload",
      files,
      hash: filesHash(files),
      node,
    },
    {
      kind: "secret-set",
      name: "provider-copies-key",
      id: id("provider-copies-key"),
      zone: "data",
      meters: [],
      type: "opaque",
      keys: {
        "ssh-key": { kind: "secret", secret: "provider-copies-key" },
        "database-password": { kind: "secret", secret: DATABASE_ROLES.upkeep.secret },
      },
      node,
    },
    {
      kind: "job",
      name: "provider-copies-fetch",
      id: id("provider-copies-fetch"),
      zone: "data",
      meters: [],
      image: imageReference("database-tools", site.registry, site.imageTags),
      command: ["bash", "/etc/hotline/scripts/fetch.sh"],
      user: { uid: 26, gid: 26 },
      environment: {
        PROVIDER_SOURCE: plain(`hotline@${provider.address}:outgoing/`),
        SSH_KEY_FILE: plain("/etc/hotline/key/ssh-key"),
        ...(copies.contractStart === undefined ? {} : { CONTRACT_START: plain(copies.contractStart) }),
        RETENTION_DAYS: plain(String(copies.retentionDays)),
        PGHOST: plain(databaseHosts(request).join(",")),
        PGPORT: plain(String(DATABASE_PORT)),
        PGDATABASE: plain(DATABASE_NAME),
        PGUSER: plain(DATABASE_ROLES.upkeep.login),
        PGTARGETSESSIONATTRS: plain("read-write"),
        PGPASSWORD: { kind: "secret", set: "provider-copies-key", key: "database-password" },
      },
      mounts: [
        { source: { kind: "config", set: "provider-copies-script" }, path: "/etc/hotline/scripts", readOnly: true },
        { source: { kind: "secret", set: "provider-copies-key" }, path: "/etc/hotline/key", readOnly: true },
        { source: { kind: "volume", volume: "provider-copies" }, path: "/copies", readOnly: false },
        { source: { kind: "memory", sizeMiB: 16 }, path: "/tmp", readOnly: false },
      ],
      resources: { cpu: 100, memory: 128 },
      schedule: "30 1 * * *",
      node,
      deadlineSeconds: 6 * 3600,
      reaches: [{ network: `${provider.address}/32`, port: 22 }],
    },
  ];
}
