import * as k8s from "@pulumi/kubernetes";

/** An object without a name: what it would be called, only the official plugin could say. */
export default function program(): Promise<void> {
  new k8s.core.v1.ConfigMap(
    "lost",
    { metadata: { namespace: "desk" }, data: {} },
    { provider: new k8s.Provider("cluster") },
  );
  return Promise.resolve();
}
