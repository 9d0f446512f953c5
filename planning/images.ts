import { UNASSIGNED } from "../provinces/schema/field.ts";
import type { ImageName, ImageReference } from "./plan.ts";

/** As Debian trixie packages it (17.12-0+deb13u1); CloudNativePG reads it from the start of the tag. */
const POSTGRES_VERSION = "17.12";

/** The folder that each is built from, below images/. */
export const IMAGE_FOLDERS: Readonly<Record<ImageName, string>> = {
  freeswitch: "freeswitch",
  "media-controller": "media-controller",
  postgres: "database",
  "database-tools": "database-tools",
  "agent-desk": "agent-desk",
};

export const IMAGE_VERSIONS: Readonly<Record<ImageName, string>> = {
  freeswitch: "1.10.12",
  "media-controller": "0.1.0",
  postgres: POSTGRES_VERSION,
  "database-tools": POSTGRES_VERSION,
  "agent-desk": "0.1.0",
};

/** Prefix of a site's images; `.invalid` never resolves, so an unassigned registry can't be pulled from by accident. */
function imagePrefix(registry: string | undefined): string {
  if (registry === undefined) return "hotline";
  return registry === UNASSIGNED ? `${UNASSIGNED}.invalid/hotline` : registry.replace(/\/+$/, "");
}

/** A tag of the site's own counts before ours: FreeSWITCH built in another version is another image. */
export function imageReference(
  image: ImageName,
  registry: string | undefined,
  tags: Readonly<Partial<Record<ImageName, string | undefined>>> = {},
): ImageReference {
  return { image, reference: `${imagePrefix(registry)}/${image}:${tags[image] ?? IMAGE_VERSIONS[image]}` };
}
