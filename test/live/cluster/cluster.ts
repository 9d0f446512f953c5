import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { chown, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { archiveOf, CLUSTER_IMAGES } from "./build.ts";
import { makeCertificates } from "./certificates.ts";
import { killGroup, removeGroup } from "./control-groups.ts";
import { kubectl, startControlPlane } from "./control-plane.ts";
import { installDatabaseOperator } from "./database-operator.ts";
import { controlGroup, kubeconfigOf, type Layout } from "./layout.ts";
import { makeNetwork, removeNetwork } from "./network.ts";
import { importImage, nodeGroup, nodeName, startKubelet, startRuntime } from "./node.ts";
import { type ObjectStore, startObjectStore, stopObjectStore } from "./object-store.ts";
import { execute } from "./processes.ts";

export interface ClusterRequest {
  /** Folder of the built programs, from findCluster. */
  readonly programs: string;
  /** Short: interfaces, control groups and sockets are named by it. */
  readonly name: string;
  readonly network: number;
  /** 1 to 200. */
  readonly nodes: number;
  /** Imported into every node besides the cluster's own. */
  readonly archives?: readonly string[];
}

/** A real Kubernetes of several nodes on this machine, in a network of its own. Its state lives in `home` until removed. */
export class TestCluster {
  readonly layout: Layout;
  readonly nodes: number;

  private constructor(layout: Layout, nodes: number) {
    this.layout = layout;
    this.nodes = nodes;
  }

  /** Starts it, from its state where there is one; ready when every node is. */
  static async start({ programs, name, network, nodes, archives = [] }: ClusterRequest): Promise<TestCluster> {
    const layout: Layout = { name, home: `/var/lib/hotline-${name}`, programs, network };
    mkdirSync(layout.home, { recursive: true });
    writeFileSync(join(layout.home, "cluster.json"), JSON.stringify({ layout, nodes }));
    const cluster = new TestCluster(layout, nodes);
    // What an interrupted run left, or a running one.
    await cluster.stop();
    await makeNetwork(layout);
    await makeCertificates(layout);
    await startControlPlane(layout);
    await cluster.#each((node) => cluster.startNode(node, archives));
    return cluster;
  }

  /** A cluster that an earlier process started. */
  static at(name: string): TestCluster | undefined {
    const file = `/var/lib/hotline-${name}/cluster.json`;
    if (!existsSync(file)) return undefined;
    const { layout, nodes } = JSON.parse(readFileSync(file, "utf8")) as { layout: Layout; nodes: number };
    return new TestCluster(layout, nodes);
  }

  get kubeconfig(): string {
    return kubeconfigOf(this.layout, "admin");
  }

  kubectl(args: readonly string[], input?: string): Promise<string> {
    return kubectl(this.layout, args, input);
  }

  async apply(...objects: readonly unknown[]): Promise<void> {
    const documents = objects.map((object) => stringify(object)).join("---\n");
    await this.kubectl(["apply", "--server-side", "--force-conflicts", "-f", "-"], documents);
  }

  /** Numbers from 1. Images are imported where they are not there yet. */
  async startNode(node: number, archives: readonly string[] = []): Promise<void> {
    await startRuntime(this.layout, node);
    const marker = join(this.layout.home, nodeName(node), "imported.json");
    const imported: string[] = existsSync(marker) ? (JSON.parse(readFileSync(marker, "utf8")) as string[]) : [];
    for (const archive of [...CLUSTER_IMAGES.map((image) => archiveOf(this.layout.programs, image)), ...archives]) {
      if (imported.includes(archive)) continue;
      await importImage(this.layout, node, archive);
      imported.push(archive);
      writeFileSync(marker, JSON.stringify(imported));
    }
    await startKubelet(this.layout, node);
  }

  /** As a power cut does: kubelet, runtime and every container, with no chance to say good-bye. */
  async killNode(node: number): Promise<void> {
    await killGroup(nodeGroup(this.layout, node));
    await unmountBelow(join(this.layout.home, nodeName(node), "run"));
  }

  startObjectStore(): Promise<ObjectStore> {
    return startObjectStore(this.layout);
  }

  stopObjectStore(): Promise<void> {
    return stopObjectStore(this.layout);
  }

  installDatabaseOperator(): Promise<void> {
    return installDatabaseOperator(this.layout);
  }

  /** Storage without a provisioner: a class, and on each node so many folders of it. */
  async provideVolumes(request: { storageClass: string; perNode: number; sizeGiB: number }): Promise<void> {
    const { storageClass, perNode, sizeGiB } = request;
    await this.apply({
      apiVersion: "storage.k8s.io/v1",
      kind: "StorageClass",
      metadata: { name: storageClass },
      provisioner: "kubernetes.io/no-provisioner",
      volumeBindingMode: "WaitForFirstConsumer",
    });
    for (let node = 1; node <= this.nodes; node++)
      for (let index = 1; index <= perNode; index++) {
        const name = `${nodeName(node)}-${storageClass}-${index}`;
        const path = join(this.layout.home, "volumes", name);
        await mkdir(path, { recursive: true });
        await chown(path, 26, 26);
        await this.apply(localVolume({ name, path, storageClass, sizeGiB, node: nodeName(node) }));
      }
  }

  /** Ends every process; state and network stay, so that it can be started again. */
  async stop(): Promise<void> {
    await killGroup(controlGroup(this.layout));
    await unmountBelow(this.layout.home);
  }

  /** Ends it and takes everything of it away. */
  async remove(): Promise<void> {
    await this.stop();
    removeGroup(controlGroup(this.layout));
    await removeNetwork(this.layout);
    rmSync(this.layout.home, { recursive: true, force: true });
  }

  async #each(work: (node: number) => Promise<void>): Promise<void> {
    // One after another: importing images is bound by the disk.
    for (let node = 1; node <= this.nodes; node++) await work(node);
  }
}

interface LocalVolume {
  readonly name: string;
  readonly path: string;
  readonly storageClass: string;
  readonly sizeGiB: number;
  readonly node: string;
}

function localVolume({ name, path, storageClass, sizeGiB, node }: LocalVolume): unknown {
  return {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name },
    spec: {
      capacity: { storage: `${sizeGiB}Gi` },
      accessModes: ["ReadWriteOnce"],
      persistentVolumeReclaimPolicy: "Retain",
      storageClassName: storageClass,
      local: { path },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: "kubernetes.io/hostname", operator: "In", values: [node] }] },
          ],
        },
      },
    },
  };
}

/** Mounts that killed containers left; the deepest first. */
async function unmountBelow(folder: string): Promise<void> {
  const mounts = readFileSync("/proc/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" ")[1] ?? "")
    .filter((path) => path.startsWith(`${folder}/`));
  for (const path of mounts.reverse()) await execute(["umount", "--lazy", path]);
}
