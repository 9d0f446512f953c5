import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  API_PORT,
  addresses,
  certificateFolder,
  controlGroup,
  kubeconfigOf,
  type Layout,
  POD_NETWORK,
  program,
  SERVICE_NETWORK,
} from "./layout.ts";
import { execute, launch, type Running, untilReady } from "./processes.ts";

const ETCD = "http://127.0.0.1:2379";
const ETCD_PEER = "http://127.0.0.1:2380";
const START_SECONDS = 120;

/** etcd, API server, controllers, scheduler, service proxy and names; they hold the cluster's state over a restart. */
export async function startControlPlane(layout: Layout): Promise<void> {
  const at = addresses(layout);
  const certificate = (file: string) => join(certificateFolder(layout), file);
  const start = (name: string, args: readonly string[]): Running =>
    launch(layout, { name, command: [program(layout, name), ...args], group: `${controlGroup(layout)}/control` });

  const running = [
    start("etcd", [
      ...[`--data-dir=${join(layout.home, "etcd")}`, "--unsafe-no-fsync", "--log-level=warn"],
      ...[`--listen-client-urls=${ETCD}`, `--advertise-client-urls=${ETCD}`],
      ...[`--listen-peer-urls=${ETCD_PEER}`, `--initial-advertise-peer-urls=${ETCD_PEER}`],
      `--initial-cluster=default=${ETCD_PEER}`,
    ]),
    start("kube-apiserver", [
      ...[`--etcd-servers=${ETCD}`, `--service-cluster-ip-range=${SERVICE_NETWORK}`],
      ...[`--bind-address=${at.api}`, `--advertise-address=${at.api}`, `--secure-port=${API_PORT}`],
      ...[
        "--authorization-mode=Node,RBAC",
        "--kubelet-preferred-address-types=InternalIP",
        "--enable-admission-plugins=NodeRestriction",
        "--allow-privileged=true",
      ],
      `--client-ca-file=${certificate("ca.crt")}`,
      ...[`--tls-cert-file=${certificate("apiserver.crt")}`, `--tls-private-key-file=${certificate("apiserver.key")}`],
      `--kubelet-certificate-authority=${certificate("ca.crt")}`,
      `--kubelet-client-certificate=${certificate("apiserver.crt")}`,
      `--kubelet-client-key=${certificate("apiserver.key")}`,
      "--service-account-issuer=https://kubernetes.default.svc",
      `--service-account-key-file=${certificate("sa.pub")}`,
      `--service-account-signing-key-file=${certificate("sa.key")}`,
      // Pods of a lost node are given up soon: a test waits for it.
      "--default-not-ready-toleration-seconds=10",
      "--default-unreachable-toleration-seconds=10",
    ]),
  ];
  await untilReady(() => kubectl(layout, ["get", "--raw", "/readyz"]), {
    what: "the API server",
    seconds: START_SECONDS,
    running,
  });
  start("kube-controller-manager", [
    ...[`--kubeconfig=${kubeconfigOf(layout, "controller-manager")}`, "--leader-elect=false"],
    ...["--use-service-account-credentials=true", `--service-account-private-key-file=${certificate("sa.key")}`],
    ...[`--root-ca-file=${certificate("ca.crt")}`, "--bind-address=127.0.0.1"],
    `--cert-dir=${join(layout.home, "controller-manager")}`,
    // With the kubelet's lease of 8 s a lost node is noticed after 12 s.
    ...["--node-monitor-period=1s", "--node-monitor-grace-period=12s"],
  ]);
  start("kube-scheduler", [
    ...[`--kubeconfig=${kubeconfigOf(layout, "scheduler")}`, "--leader-elect=false", "--bind-address=127.0.0.1"],
    `--cert-dir=${join(layout.home, "scheduler")}`,
  ]);
  start("kube-proxy", [`--config=${proxyConfig(layout)}`, "--hostname-override=node-1"]);
  start("coredns", ["-conf", namesConfig(layout)]);
}

export async function kubectl(layout: Layout, args: readonly string[], input?: string): Promise<string> {
  return execute([program(layout, "kubectl"), "--kubeconfig", kubeconfigOf(layout, "admin"), ...args], {
    ...(input === undefined ? {} : { input }),
  });
}

/** One for all nodes, for they share the cluster's network; it changes no setting of the machine's connection tracking. */
function proxyConfig(layout: Layout): string {
  const path = join(layout.home, "kube-proxy.json");
  writeFileSync(
    path,
    JSON.stringify({
      apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
      kind: "KubeProxyConfiguration",
      mode: "nftables",
      bindAddress: addresses(layout).api,
      clusterCIDR: POD_NETWORK,
      clientConnection: { kubeconfig: kubeconfigOf(layout, "proxy") },
      conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: "0s", tcpCloseWaitTimeout: "0s" },
    }),
  );
  return path;
}

function namesConfig(layout: Layout): string {
  const path = join(layout.home, "Corefile");
  const { names } = addresses(layout);
  writeFileSync(
    path,
    `.:53 {
  bind ${names}
  errors
  ready ${names}:8181
  kubernetes cluster.local in-addr.arpa {
    kubeconfig ${kubeconfigOf(layout, "admin")}
  }
  cache 5
}
`,
  );
  return path;
}
