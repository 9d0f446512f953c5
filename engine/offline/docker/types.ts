import { Refusal } from "../package.ts";
import { CONTAINER } from "./container-fields.ts";
import type { DockerType } from "./field.ts";
import { IMAGE, NETWORK, VOLUME } from "./resource-fields.ts";

/** A name that two can't share is freed before it is taken anew; an image's is none (resources.go of pulumi-docker). */
const TYPES: Readonly<Record<string, DockerType>> = {
  "docker:index/network:Network": { fields: NETWORK, deleteBeforeReplace: "named", autonamed: true },
  "docker:index/volume:Volume": { fields: VOLUME, deleteBeforeReplace: "named", autonamed: true },
  "docker:index/remoteImage:RemoteImage": { fields: IMAGE, deleteBeforeReplace: "never", autonamed: false },
  "docker:index/container:Container": { fields: CONTAINER, deleteBeforeReplace: "always", autonamed: true },
};

export function dockerTypeOf(type: string): DockerType {
  const known = TYPES[type];
  if (known !== undefined) return known;
  throw new Refusal(
    `The planning provider does not know ${type}; it plans ${Object.keys(TYPES).join(", ")}. ` +
      "Add it to engine/offline/docker/types.ts, or preview with the official plugin.",
  );
}
