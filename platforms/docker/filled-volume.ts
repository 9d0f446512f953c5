import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import type { CallCenterPlan, ImageReference, PlanItem } from "../../planning/plan.ts";
import { itemsOf, references } from "../../planning/references.ts";
import type { Place } from "./hosts.ts";
import { LOGGING } from "./logging.ts";
import { childName, labelsOf, options, type Target } from "./target.ts";

const CONTENT = "/content";
const LISTS = "/filling";
const TIMEOUTS = { rollOut: 300, remove: 60 };

/** Takes away what an earlier filling left, makes the folders on which others are mounted, gives all to its reader. */
const SCRIPT = `set -eu
cd ${CONTENT}
find . -type f | while IFS= read -r file; do
  grep -qxF -- "$file" ${LISTS}/files || rm -f -- "$file"
done
while IFS= read -r folder; do mkdir -p -- "$folder"; done < ${LISTS}/folders
chown -R -- "$1" .
chmod -R -- "$2" .
`;

export interface Filling {
  /** Physical name of the volume. */
  readonly volume: string;
  readonly image: ImageReference;
  readonly files: Readonly<Record<string, pulumi.Input<string>>>;
  /** Folders that must exist in it: a read-only volume can't be given a mount point later. */
  readonly folders: readonly string[];
  readonly owner: string;
  /** As chmod reads it. */
  readonly mode: string;
  /** Tells several volumes of one item and place apart. */
  readonly tail?: string;
}

/**
 * A volume, and a container that lives a moment to fill it: files are copied into a created container's volumes,
 * then its command puts them in order. What reads the volume is read-only itself, so nothing can be copied into it.
 */
export function filledVolume(
  target: Target,
  item: PlanItem,
  filling: Filling & { readonly place: Place },
): readonly pulumi.Resource[] {
  const { place, volume: name, tail } = filling;
  const volume = new docker.Volume(
    childName(target, item, [place.suffix, tail]),
    { name, labels: labelsOf(target, item) },
    options(target, { host: place.host }),
  );
  const paths = Object.keys(filling.files);
  const filler = new docker.Container(
    childName(target, item, [place.suffix, tail, "filler"]),
    {
      name: `${name}-filler`,
      image: filling.image.reference,
      entrypoints: ["/bin/sh", "-c", SCRIPT, "filler", filling.owner, filling.mode],
      user: "0:0",
      networkMode: "none",
      mounts: [{ type: "volume", source: name, target: CONTENT, readOnly: false }],
      uploads: [
        ...Object.entries(filling.files).map(([path, content]) => ({ file: `${CONTENT}/${path}`, content })),
        { file: `${LISTS}/files`, content: lines(paths.map((path) => `./${path}`)) },
        // The provider takes no empty file.
        { file: `${LISTS}/folders`, content: lines([".", ...filling.folders]) },
      ],
      // It ends and stays, stopped: its being there is the record of what the volume holds.
      mustRun: false,
      attach: true,
      restart: "no",
      // With the prefix, for newer daemons give the names back with it and the provider compares.
      capabilities: { drops: ["ALL"], adds: ["CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER"] },
      securityOpts: ["no-new-privileges"],
      labels: labelsOf(target, item),
      ...LOGGING,
    },
    options(target, { host: place.host, after: [volume], container: true, timeouts: TIMEOUTS }),
  );
  return [volume, filler];
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join("");
}

/** An image that runs where the item is read: its first reader's, else any of the plan's. */
export function imageAt(plan: CallCenterPlan, item: PlanItem): ImageReference {
  const items = itemsOf(plan);
  const readers = items.filter((reader) => references(reader).includes(item.name));
  for (const candidate of [...readers, ...items]) if ("image" in candidate) return candidate.image;
  throw new Error(`plan ${plan.identity.stack} has no image with which to fill ${item.name}`);
}

/** Mount points inside the volume, relative to it: where its readers mount something deeper. */
export function mountPoints(plan: CallCenterPlan, set: string): readonly string[] {
  const containers = itemsOf(plan).flatMap((item) =>
    item.kind === "workload" ? [item, ...item.companions] : item.kind === "job" ? [item] : [],
  );
  const inside = containers.flatMap(({ mounts }) =>
    mounts
      .filter(({ source }) => source.kind === "config" && source.set === set)
      .flatMap(({ path: base }) =>
        mounts.flatMap(({ path }) => (path.startsWith(`${base}/`) ? [path.slice(base.length + 1)] : [])),
      ),
  );
  return [...new Set(inside)].sort();
}
