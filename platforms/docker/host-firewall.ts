import type * as pulumi from "@pulumi/pulumi";
import type { HostFirewall } from "../../planning/plan.ts";
import { filledVolume, imageAt } from "./filled-volume.ts";
import { placesOf } from "./hosts.ts";
import type { Target } from "./target.ts";

/** The rules for the host to load; a container that may load them itself would have to own the host. */
export function realizeHostFirewall(firewall: HostFirewall, target: Target): readonly pulumi.Resource[] {
  const { plan } = target.placement;
  return placesOf(firewall, plan, target.hosts).flatMap((place) =>
    filledVolume(target, firewall, {
      place,
      volume: firewall.id,
      image: imageAt(plan, firewall),
      files: { "hotline.nft": firewall.rules },
      folders: [],
      owner: "0:0",
      mode: "u=rwX,go=",
    }),
  );
}
