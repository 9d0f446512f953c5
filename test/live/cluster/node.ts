import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { issueUser } from "./certificates.ts";
import { makeGroup } from "./control-groups.ts";
import { kubectl } from "./control-plane.ts";
import { addresses, certificateFolder, controlGroup, type Layout, POD_NETWORK, program } from "./layout.ts";
import { addAddress } from "./network.ts";
import { execute, launch, untilReady } from "./processes.ts";

export const CNI_PLUGINS = "/usr/lib/cni";
export const PAUSE_IMAGE = "hotline.test/pause:1";
const START_SECONDS = 90;
const KUBELET_PORT = 10_250;
const FIRST_HEALTH_PORT = 10_300;

export const nodeName = (index: number): string => `node-${index}`;
/** Control group of the node's programs and, below it, of its pods. */
export const nodeGroup = (layout: Layout, index: number): string => `${controlGroup(layout)}/${nodeName(index)}`;
const homeOf = (layout: Layout, index: number): string => join(layout.home, nodeName(index));
const socketOf = (layout: Layout, index: number): string => join(homeOf(layout, index), "containerd.sock");

/** A container runtime of the node's own: two kubelets on one would kill each other's pods. */
export async function startRuntime(layout: Layout, index: number): Promise<void> {
  const home = homeOf(layout, index);
  mkdirSync(join(home, "cni"), { recursive: true });
  writeFileSync(join(home, "containerd.toml"), runtimeConfig(layout, index));
  writeFileSync(join(home, "cni", "10-bridge.conflist"), JSON.stringify(podNetwork(layout, index)));
  const runtime = launch(layout, {
    name: `${nodeName(index)}-containerd`,
    command: ["containerd", "--config", join(home, "containerd.toml")],
    group: `${nodeGroup(layout, index)}/programs`,
  });
  await untilReady(() => containers(layout, index, ["version"]), {
    what: `containerd of ${nodeName(index)}`,
    seconds: START_SECONDS,
    running: [runtime],
  });
}

/** Its kubelet; the runtime runs already and has the images. Waits until the node is ready. */
export async function startKubelet(layout: Layout, index: number): Promise<void> {
  const home = homeOf(layout, index);
  const address = addresses(layout).node(index);
  const name = nodeName(index);
  await addAddress(layout, address);
  const kubeconfig = await issueUser(layout, {
    name,
    user: `system:node:${name}`,
    group: "system:nodes",
    servesAs: [`IP:${address}`, `DNS:${name}`],
  });
  makeGroup(nodeGroup(layout, index));
  writeFileSync(join(home, "kubelet.yaml"), stringify(kubeletConfig(layout, index)));
  const kubelet = launch(layout, {
    name: `${name}-kubelet`,
    command: [
      ...([program(layout, "kubelet"), `--config=${join(home, "kubelet.yaml")}`] as const),
      ...[`--kubeconfig=${kubeconfig}`, `--hostname-override=${name}`, `--node-ip=${address}`],
      `--root-dir=${join(home, "kubelet")}`,
    ],
    group: `${nodeGroup(layout, index)}/programs`,
  });
  await untilReady(
    async () => {
      // A node that was lost still counts as ready until it is missed.
      await kubectl(layout, ["wait", "--for=condition=Ready", `node/${name}`, "--timeout=2s"]);
    },
    { what: `${name} ready`, seconds: START_SECONDS, running: [kubelet] },
  );
}

/** Talks to the node's runtime. */
export async function containers(layout: Layout, index: number, args: readonly string[]): Promise<string> {
  return execute(["ctr", "--address", socketOf(layout, index), "--namespace", "k8s.io", ...args]);
}

export async function importImage(layout: Layout, index: number, archive: string): Promise<void> {
  if (!existsSync(archive)) throw new Error(`there is no image archive ${archive}`);
  await containers(layout, index, ["image", "import", archive]);
}

function runtimeConfig(layout: Layout, index: number): string {
  const home = homeOf(layout, index);
  return `version = 2
root = "${join(home, "containerd")}"
state = "${join(home, "run")}"
[grpc]
  address = "${socketOf(layout, index)}"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${PAUSE_IMAGE}"
  # A machine without CAP_SYS_RESOURCE can't lower a score.
  restrict_oom_score_adj = true
  # So that all mounts lie below the state folder and can be taken away with it.
  netns_mounts_under_state_dir = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "${CNI_PLUGINS}"
    conf_dir = "${join(home, "cni")}"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
`;
}

function podNetwork(layout: Layout, index: number): unknown {
  return {
    cniVersion: "0.4.0",
    name: nodeName(index),
    plugins: [
      {
        type: "bridge",
        bridge: `pods-${index}`,
        isGateway: true,
        hairpinMode: true,
        ipam: {
          type: "host-local",
          dataDir: join(homeOf(layout, index), "addresses"),
          ranges: [[{ subnet: POD_NETWORK.replace(/\.0\.0\/16$/, `.${index}.0/24`) }]],
          routes: [{ dst: "0.0.0.0/0" }],
        },
      },
    ],
  };
}

function kubeletConfig(layout: Layout, index: number): unknown {
  const home = homeOf(layout, index);
  const address = addresses(layout).node(index);
  const certificate = (file: string) => join(certificateFolder(layout), file);
  return {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    address,
    port: KUBELET_PORT,
    healthzPort: FIRST_HEALTH_PORT + index,
    authentication: { x509: { clientCAFile: certificate("ca.crt") }, anonymous: { enabled: false } },
    authorization: { mode: "Webhook" },
    tlsCertFile: certificate(`${nodeName(index)}.crt`),
    tlsPrivateKeyFile: certificate(`${nodeName(index)}.key`),
    containerRuntimeEndpoint: `unix://${socketOf(layout, index)}`,
    cgroupDriver: "cgroupfs",
    cgroupRoot: `/${nodeGroup(layout, index)}`,
    failCgroupV1: false,
    failSwapOn: false,
    clusterDomain: "cluster.local",
    clusterDNS: [addresses(layout).names],
    podLogsDir: join(home, "pod-logs"),
    volumePluginDir: join(home, "volume-plugins"),
    nodeLeaseDurationSeconds: 8,
    nodeStatusUpdateFrequency: "4s",
    syncFrequency: "10s",
    // Nothing is collected or evicted: images can't be pulled again, and the disk is the machine's.
    imageGCHighThresholdPercent: 100,
    evictionHard: { "memory.available": "100Mi", "nodefs.available": "1%", "imagefs.available": "1%" },
    makeIPTablesUtilChains: false,
    localStorageCapacityIsolation: false,
  };
}
