import type * as pulumi from "@pulumi/pulumi";
import type { ConfigSet } from "../../planning/plan.ts";
import { filledVolume, imageAt, mountPoints } from "./filled-volume.ts";
import { placesOf } from "./hosts.ts";
import type { Target } from "./target.ts";

/** A restart set's volume has a new name with new content, so its readers are replaced; a reload set's is filled again. */
export function realizeConfigSet(set: ConfigSet, target: Target): readonly pulumi.Resource[] {
  const { plan } = target.placement;
  return placesOf(set, plan, target.hosts).flatMap((place) =>
    filledVolume(target, set, {
      place,
      volume: set.id,
      image: imageAt(plan, set),
      files: set.files,
      folders: mountPoints(plan, set.name),
      owner: "0:0",
      mode: "u=rwX,go=rX",
    }),
  );
}
