import { isQuantity } from "../kubernetes/quantity.ts";
import { at, isProperties, isUnknown, type Properties, same } from "../value.ts";
import { shrinkOf } from "./immutable.ts";
import { REASONS } from "./reasons.ts";
import { type Rejection, rejection } from "./rejection.ts";

/** What CloudNativePG's webhook refuses of a cluster (internal/webhook/v1/cluster_webhook.go, v1.27.1). */
export function databaseRejections(next: Properties, old: Properties | undefined): Rejection[] {
  return [...ownRejections(next), ...(old === undefined ? [] : changeRejections(old, next))];
}

function ownRejections(cluster: Properties): Rejection[] {
  const spec = (key: string) => at(cluster, "spec", key);
  const found: Rejection[] = [];
  const instances = spec("instances");
  if (typeof instances === "number" && instances < 1) {
    found.push(rejection("operator", ["spec", "instances"], REASONS.tooFew("spec.instances", 1)));
  }
  for (const storage of ["storage", "walStorage"]) {
    const size = at(spec(storage), "size");
    if (typeof size === "string" && !isUnknown(size) && !isQuantity(size)) {
      found.push(
        rejection(
          "quantity",
          ["spec", storage, "size"],
          REASONS.quantity(`spec.${storage}.size`, JSON.stringify(size)),
        ),
      );
    }
  }
  return found;
}

function changeRejections(old: Properties, next: Properties): Rejection[] {
  const found = ["storage", "walStorage"].flatMap((storage) => shrinkOf(old, next, ["spec", storage, "size"]));
  if (isProperties(at(old, "spec", "walStorage")) && at(next, "spec", "walStorage") === undefined) {
    found.push(rejection("operator", ["spec", "walStorage"], REASONS.removed("spec.walStorage")));
  }
  for (const key of ["postgresUID", "postgresGID"]) {
    if (!same(at(old, "spec", key), at(next, "spec", key))) {
      found.push(rejection("operator", ["spec", key], REASONS.immutable(`spec.${key}`)));
    }
  }
  const [image, parameters] = [
    ["spec", "imageName"],
    ["spec", "postgresql", "parameters"],
  ] as const;
  const isOther = (path: readonly string[]): boolean =>
    !isUnknown(at(next, ...path)) && !same(at(old, ...path), at(next, ...path));
  if (isOther(image) && isOther(parameters)) found.push(rejection("operator", image, REASONS.imageWithParameters));
  return found;
}
