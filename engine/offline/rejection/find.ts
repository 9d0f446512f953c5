import type { Properties } from "../value.ts";
import { dockerRejections } from "./docker.ts";
import { immutableRejections } from "./immutable.ts";
import { kindRejections } from "./kinds.ts";
import { databaseRejections } from "./operator.ts";
import { podSecurityRejections } from "./pod-security.ts";
import { podRejections } from "./pods.ts";
import type { Proposal, Rejection } from "./rejection.ts";
import { dataRejections, metadataRejections, typeRejections } from "./syntax.ts";

/**
 * Why the target will not accept an object, judged from its checked inputs, without secrets' envelopes; the first is
 * what it would say first. Empty: nothing is known against it. `securityLevel` is that of the object's namespace.
 */
export function findRejections({ type, old, next }: Proposal, securityLevel?: string): readonly Rejection[] {
  if (type.startsWith("docker:")) return dockerRejections(type, next, old);
  if (!type.startsWith("kubernetes:")) return [];
  const token = type.slice("kubernetes:".length);
  return [
    ...typeRejections(token, next),
    ...metadataRejections(token, next),
    ...podRejections(token, next),
    ...dataRejections(token, next),
    ...kindRejections(token, next),
    ...(token === "postgresql.cnpg.io/v1:Cluster" ? databaseRejections(next, old) : []),
    ...(old === undefined ? [] : immutableRejections(token, old, next)),
    ...podSecurityRejections(token, next, securityLevel),
  ];
}

/** Level that a namespace enforces, by its labels; undefined: none. */
export function securityLevelOf(namespace: Properties): string | undefined {
  const { metadata } = namespace;
  const labels = typeof metadata === "object" && metadata !== null && "labels" in metadata ? metadata["labels"] : null;
  if (typeof labels !== "object" || labels === null || !("pod-security.kubernetes.io/enforce" in labels))
    return undefined;
  const level = labels["pod-security.kubernetes.io/enforce"];
  return typeof level === "string" ? level : undefined;
}
