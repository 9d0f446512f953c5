import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Placement, Platform, SecretSource } from "../../components/platform.ts";
import type { PlanItem, Zone } from "../../planning/plan.ts";
import { realizeConfigSet } from "./config-set.ts";
import { realizeEndpoint } from "./endpoint.ts";
import { realizeHostFirewall } from "./host-firewall.ts";
import { realizeJob } from "./job.ts";
import { realizeNamespace } from "./namespace.ts";
import { realizePostgres } from "./postgres.ts";
import { realizeSecretSet } from "./secret-set.ts";
import type { Neighbors, Target } from "./target.ts";
import { realizeVolume } from "./volume.ts";
import { realizeWorkload } from "./workload.ts";

export interface KubernetesPlatformArgs {
  /** Gives the values of the plan's secrets. */
  readonly secrets: SecretSource;
  /**
   * An own provider instead of one made from the two fields below. It must set `enableConfigMapMutable` and
   * `enableSecretMutable`: otherwise a changed configuration replaces every pod that reads it, the database included.
   */
  readonly provider?: k8s.Provider | undefined;
  /** Path or content. Default: KUBECONFIG, then the user's own. */
  readonly kubeconfig?: string | undefined;
  /** Default: the kubeconfig's current context. */
  readonly context?: string | undefined;
  /** Namespaces of the ingress controller, CloudNativePG, Prometheus. Default: `ingress-nginx`, `cnpg-system`, `monitoring`. */
  readonly neighbors?: Partial<Neighbors> | undefined;
}

/** Realises plans on a cluster. */
export class KubernetesPlatform implements Platform {
  readonly kind = "kubernetes";
  readonly #provider: k8s.Provider;
  readonly #secrets: SecretSource;
  readonly #neighbors: Neighbors;

  constructor({ secrets, provider, kubeconfig, context, neighbors }: KubernetesPlatformArgs) {
    this.#secrets = secrets;
    this.#neighbors = {
      ingress: neighbors?.ingress ?? "ingress-nginx",
      databaseOperator: neighbors?.databaseOperator ?? "cnpg-system",
      monitoring: neighbors?.monitoring ?? "monitoring",
    };
    this.#provider =
      provider ??
      new k8s.Provider("kubernetes", {
        enableConfigMapMutable: true,
        enableSecretMutable: true,
        ...(kubeconfig === undefined ? {} : { kubeconfig }),
        ...(context === undefined ? {} : { context }),
      });
  }

  zone(zone: Zone, placement: Placement): readonly pulumi.Resource[] {
    return realizeNamespace(zone, this.#target(placement));
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
      case "endpoint":
        return realizeEndpoint(item, target);
      case "job":
        return realizeJob(item, target);
      case "host-firewall":
        return realizeHostFirewall(item, target);
      case "certificate":
        // Issued elsewhere and given as the secret set it names, which stands in the plan by itself.
        return [];
    }
  }

  #target(placement: Placement): Target {
    return { placement, provider: this.#provider, secrets: this.#secrets, neighbors: this.#neighbors };
  }
}
