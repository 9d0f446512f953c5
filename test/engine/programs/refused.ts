import * as k8s from "@pulumi/kubernetes";

/** An object without a namespace: where it would go, only a kubeconfig could say. */
export default function program(): Promise<void> {
  new k8s.core.v1.ConfigMap(
    "lost",
    { metadata: { name: "lost" }, data: {} },
    { provider: new k8s.Provider("cluster") },
  );
  return Promise.resolve();
}
