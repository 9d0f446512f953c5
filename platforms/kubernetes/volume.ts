import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Volume } from "../../planning/plan.ts";
import { childName, metadata, options, type Target } from "./target.ts";

/** A claim of its own, not a claim template: a StatefulSet that is replaced leaves it alone. */
export function realizeVolume(volume: Volume, target: Target): readonly pulumi.Resource[] {
  return [
    new k8s.core.v1.PersistentVolumeClaim(
      childName(target, volume),
      {
        metadata: metadata(target, volume, { annotations: { "hotline/purpose": volume.purpose } }),
        spec: {
          accessModes: ["ReadWriteOnce"],
          resources: { requests: { storage: `${volume.sizeGiB}Gi` } },
          ...(volume.storageClass === undefined ? {} : { storageClassName: volume.storageClass }),
        },
      },
      options(target, { stateful: volume.stateful }),
    ),
  ];
}
