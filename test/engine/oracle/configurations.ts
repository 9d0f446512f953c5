import type { Properties } from "../../../engine/offline/value.ts";
import type { PackageName } from "./provider.ts";

function kubeconfig(server: string, own: { token?: string; namespace?: string } = {}): string {
  const { token = "t", namespace = "default" } = own;
  return [
    "apiVersion: v1",
    "kind: Config",
    "current-context: main",
    `contexts: [{name: main, context: {cluster: c, user: u, namespace: ${namespace}}}, {name: other, context: {cluster: d, user: u}}]`,
    `clusters: [{name: c, cluster: {server: "${server}"}}, {name: d, cluster: {server: "https://d"}}]`,
    `users: [{name: u, user: {token: ${token}}}]`,
  ].join("\n");
}

const A = kubeconfig("https://a");
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Changes of a provider's configuration: from, to. */
export const CONFIGURATION_CHANGES: Readonly<Record<PackageName, readonly (readonly [Properties, Properties])[]>> = {
  kubernetes: [
    [{ kubeconfig: A }, { kubeconfig: A }],
    [{ kubeconfig: A }, { kubeconfig: kubeconfig("https://b") }],
    [{ kubeconfig: A }, { kubeconfig: kubeconfig("https://a", { token: "other" }) }],
    [{ kubeconfig: A }, { kubeconfig: kubeconfig("https://a", { namespace: "desk" }) }],
    [{ kubeconfig: A }, { kubeconfig: A, context: "other" }],
    [{ kubeconfig: A }, { kubeconfig: A, context: "main" }],
    [{ kubeconfig: A }, { kubeconfig: A, cluster: "d" }],
    [{ kubeconfig: A }, { kubeconfig: UNKNOWN }],
    [{ kubeconfig: A }, { kubeconfig: A, clusterIdentifier: "x" }],
    [
      { kubeconfig: A, clusterIdentifier: "x" },
      { kubeconfig: kubeconfig("https://b"), clusterIdentifier: "x" },
    ],
    [
      { kubeconfig: A, clusterIdentifier: "x" },
      { kubeconfig: A, clusterIdentifier: "y" },
    ],
    [{ kubeconfig: A, clusterIdentifier: "x" }, { kubeconfig: kubeconfig("https://b") }],
    [{ kubeconfig: A }, { kubeconfig: A, namespace: "desk" }],
    [{ kubeconfig: A, namespace: "desk" }, { kubeconfig: A }],
    [{ kubeconfig: A }, { kubeconfig: A, enableConfigMapMutable: "true" }],
    [{ kubeconfig: A }, { kubeconfig: A, renderYamlToDirectory: "out" }],
    [
      { kubeconfig: A, version: "4.31.0" },
      { kubeconfig: A, version: "4.32.0" },
    ],
  ],
  docker: [
    [{ host: "ssh://a" }, { host: "ssh://a" }],
    [{ host: "ssh://a" }, { host: "ssh://b" }],
    [{ host: "ssh://a" }, { host: "ssh://a", caMaterial: "x" }],
    [{ host: "ssh://a", certPath: "a" }, { host: "ssh://a" }],
    [
      { host: "ssh://a", context: "a" },
      { host: "ssh://a", context: "b" },
    ],
  ],
};
