import { contentHash } from "./content-hash.ts";
import type { Identity, PartName, ZoneName } from "./plan.ts";

/**
 * Longest physical name. The tightest rule decides: CloudNativePG takes 50 for a cluster, Kubernetes 52 for
 * a StatefulSet and a CronJob (63 less the suffixes that their controllers append).
 */
export const LONGEST_ID = 50;

/** Stack of a province at a site: `anhui` for the main site, `anhui-dr` for another. */
export function stackName(province: string, site = "main"): string {
  return site === "main" ? province : `${province}-${site}`;
}

/**
 * Physical name from ordered parts: lower case, digits and hyphens, a letter first. What is too long is cut and
 * ends in a hash of the whole, so that two long names never become one. Throws on a part that leaves nothing.
 */
export function physicalId(parts: readonly string[]): string {
  const cleaned = parts.map((part) =>
    part
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-+|-+$/g, ""),
  );
  if (cleaned.length === 0 || cleaned.some((part) => part === ""))
    throw new Error(`no physical name can be made of ${JSON.stringify(parts)}`);
  const joined = cleaned.join("-");
  const id = /^[a-z]/.test(joined) ? joined : `n-${joined}`;
  if (id.length <= LONGEST_ID) return id;
  const hash = contentHash(id).slice(0, 7);
  return `${id.slice(0, LONGEST_ID - hash.length - 1).replace(/-+$/, "")}-${hash}`;
}

/** Physical name of a zone: the namespace or network `hotline-anhui-media`. */
export function zoneId(stack: string, zone: ZoneName): string {
  return physicalId(["hotline", stack, zone]);
}

/** Physical name of an item; the stack is part of it, since container names share one host. */
export function itemId(stack: string, ...rest: readonly string[]): string {
  return physicalId(["hotline", stack, ...rest]);
}

/** SIP domain of agents and queues; part of every password hash, so it never follows an address. */
export function sipDomain(stack: string): string {
  return `${stack}.hotline.internal`;
}

/** Labels of everything that belongs to a stack; values are valid on Kubernetes and on Docker. */
export function labels(
  identity: Pick<Identity, "province" | "site" | "stack">,
  part?: PartName,
): Readonly<Record<string, string>> {
  return {
    "app.kubernetes.io/managed-by": "hotline",
    "app.kubernetes.io/part-of": "hotline",
    "app.kubernetes.io/instance": identity.stack,
    ...(part === undefined ? {} : { "app.kubernetes.io/component": part }),
    "hotline/province": identity.province,
    "hotline/site": identity.site,
  };
}
