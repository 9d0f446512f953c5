import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import type { Placement, Platform, SecretSource } from "../../components/platform.ts";
import type { PlanItem, Zone } from "../../planning/plan.ts";
import { realizeConfigSet } from "./config-set.ts";
import { realizeHostFirewall } from "./host-firewall.ts";
import type { Host, Hosts } from "./hosts.ts";
import { realizeJob } from "./job.ts";
import { realizeNetworks } from "./network.ts";
import { realizePostgres } from "./postgres.ts";
import { realizeSecretSet } from "./secret-set.ts";
import type { Target } from "./target.ts";
import { realizeVolume } from "./volume.ts";
import { realizeWorkload } from "./workload.ts";

interface DockerHostArgs {
  /** Address under which the others reach the host. */
  readonly address: string;
  /** Of the daemon, such as `ssh://root@192.0.2.101`. Default: DOCKER_HOST, then this machine's own. */
  readonly daemon?: string | undefined;
}

export interface DockerPlatformArgs {
  /** Gives the values of the plan's secrets. */
  readonly secrets: SecretSource;
  /** By the names in the province file, in its order; at least one. */
  readonly hosts: Readonly<Record<string, DockerHostArgs>>;
}

/** The npm package of this version was never published; 5.0.0 has the same interface. */
const PLUGIN_VERSION = "5.1.0";

/**
 * Realises plans on one Docker host or several. An image need not be declared: the daemon takes the one it has and
 * pulls one that it has not, and removing a call center leaves it for the next.
 */
export class DockerPlatform implements Platform {
  readonly kind = "docker";
  readonly #hosts: Hosts;
  readonly #secrets: SecretSource;

  constructor({ hosts, secrets }: DockerPlatformArgs) {
    const [first, ...others] = Object.entries(hosts).map(([name, args]) => newHost(name, args));
    if (first === undefined) throw new Error("a Docker platform needs a host");
    this.#hosts = [first, ...others];
    this.#secrets = secrets;
  }

  zone(zone: Zone, placement: Placement): readonly pulumi.Resource[] {
    return realizeNetworks(zone, this.#target(placement));
  }

  realize(item: PlanItem, placement: Placement): readonly pulumi.Resource[] {
    const target = this.#target(placement);
    switch (item.kind) {
      case "workload":
        return realizeWorkload(item, target);
      case "postgres":
        return realizePostgres(item, target);
      case "volume":
        return realizeVolume(item, target);
      case "config-set":
        return realizeConfigSet(item, target);
      case "secret-set":
        return realizeSecretSet(item, target);
      case "job":
        return realizeJob(item, target);
      case "host-firewall":
        return realizeHostFirewall(item, target);
      case "endpoint":
        // Its ports are published by its workload's container, which alone can do so.
        return [];
      case "certificate":
        // Issued elsewhere and given as the secret set it names, which stands in the plan by itself.
        return [];
    }
  }

  #target(placement: Placement): Target {
    return { placement, hosts: this.#hosts, secrets: this.#secrets };
  }
}

function newHost(name: string, { address, daemon }: DockerHostArgs): Host {
  const provider = new docker.Provider(`docker-${name}`, daemon === undefined ? {} : { host: daemon }, {
    version: PLUGIN_VERSION,
  });
  return { name, address, provider };
}
