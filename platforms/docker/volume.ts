import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import type { Volume } from "../../planning/plan.ts";
import { placesOf } from "./hosts.ts";
import { childName, labelsOf, options, type Target } from "./target.ts";

/** Its owner is the image's: Docker gives an empty volume the folder's content and rights at the mount point. */
export function realizeVolume(volume: Volume, target: Target): readonly pulumi.Resource[] {
  return placesOf(volume, target.placement.plan, target.hosts).map(
    ({ host, suffix }) =>
      new docker.Volume(
        childName(target, volume, [suffix]),
        { name: volume.id, labels: labelsOf(target, volume) },
        // Docker can change nothing of a volume: another label would mean another, empty one.
        { ...options(target, { host, stateful: volume.stateful }), ignoreChanges: ["labels"] },
      ),
  );
}
