import { parse } from "yaml";
import type { DiffAnswer, Difference } from "../difference.ts";
import { at, isList, isProperties, isUnknown, type Properties, same, type Value } from "../value.ts";

const IDENTIFIER = "clusterIdentifier";
const CONNECTION = ["kubeconfig", "context", "cluster"];

/**
 * Differences of two provider configurations; another cluster means all its objects anew. As official (DiffConfig):
 * an unchanged clusterIdentifier rules a replace out, a changed one forces it, otherwise the active cluster decides.
 */
export function compareConnections(olds: Properties, news: Properties): DiffAnswer {
  const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
    (key) => !same(olds[key], news[key]),
  );
  if (changed.length === 0) return { differences: [], deleteBeforeReplace: false };
  const unknown = CONNECTION.find((key) => isUnknown(news[key]));
  const anotherCluster = isAnotherCluster(olds, news);
  const pinned = news[IDENTIFIER] !== undefined && same(olds[IDENTIFIER], news[IDENTIFIER]);
  const differences = changed.map((key): Difference => {
    const replaces =
      (key === IDENTIFIER && olds[key] !== undefined && news[key] !== undefined) ||
      key === "renderYamlToDirectory" ||
      key === unknown ||
      (anotherCluster && CONNECTION.includes(key));
    const kind = olds[key] === undefined ? "add" : news[key] === undefined ? "delete" : "update";
    return { path: [key], kind, replaces: replaces && !pinned };
  });
  return { differences, deleteBeforeReplace: false, detailed: false };
}

function isAnotherCluster(olds: Properties, news: Properties): boolean {
  const before = activeCluster(olds);
  const after = activeCluster(news);
  return before !== undefined && after !== undefined && !same(before, after);
}

/** Cluster that a kubeconfig points to; undefined for a path or a fingerprint, which say nothing about it. */
function activeCluster(configuration: Properties): Value | undefined {
  const kubeconfig = readKubeconfig(configuration["kubeconfig"]);
  const contextName = configuration["context"] ?? at(kubeconfig, "current-context");
  const clusterName =
    configuration["cluster"] ?? at(named(at(kubeconfig, "contexts"), contextName), "context", "cluster");
  return at(named(at(kubeconfig, "clusters"), clusterName), "cluster");
}

/** Namespace of objects that name none: the provider's, else that of the kubeconfig's context. */
export function defaultNamespace(configuration: Properties): Value {
  const kubeconfig = readKubeconfig(configuration["kubeconfig"]);
  const context = named(at(kubeconfig, "contexts"), configuration["context"] ?? at(kubeconfig, "current-context"));
  return configuration["namespace"] ?? at(context, "context", "namespace") ?? "default";
}

function readKubeconfig(text: Value | undefined): Properties {
  if (isProperties(text)) return text;
  if (typeof text !== "string" || !text.includes("\n")) return {};
  try {
    // YAML is a superset of the JSON that a kubeconfig may be written in; a parsed document holds only such values.
    const document = parse(text) as Value;
    return isProperties(document) ? document : {};
  } catch {
    return {};
  }
}

function named(list: Value | undefined, name: Value | undefined): Value | undefined {
  return isList(list) ? list.find((entry) => at(entry, "name") === name) : undefined;
}
