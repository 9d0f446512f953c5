import type { PlanItem } from "../../planning/plan.ts";
import type { TrunkGroupTraffic } from "../../planning/traffic-plan.ts";

export type { PlanItem } from "../../planning/plan.ts";
export type TrunkGroup = TrunkGroupTraffic;

/** What tells one item of a kind from the next, in a few words. */
export function describeItem(item: PlanItem): string {
  switch (item.kind) {
    case "workload": {
      const ports = item.ports.map((port) =>
        port.last === undefined ? `${port.port}/${port.protocol}` : `${port.port}-${port.last}/${port.protocol}`,
      );
      return `${item.image.reference} x${item.replicas}, ${item.network} network, ${item.resources.cpu} mCPU, ${item.resources.memory} MiB, ${ports.join(" ")}`;
    }
    case "postgres":
      return `${item.image.reference} x${item.instances}, ${item.storageGiB} GiB each${item.synchronous ? ", synchronous" : ""}`;
    case "volume":
      return `${item.sizeGiB} GiB, ${item.purpose}`;
    case "config-set":
      return `${Object.keys(item.files).length} files, ${item.set} set`;
    case "secret-set":
      return Object.keys(item.keys).join(" ");
    case "endpoint":
      return `${item.exposure.kind === "ingress" ? `https://${item.exposure.host}` : "internal"} -> ${item.workload}`;
    case "job":
      return `${item.image.reference}, ${item.schedule ?? "once"}`;
    case "certificate":
      return item.dnsNames.join(" ");
    case "host-firewall":
      return `nftables, ${item.nodes.join(" ")}`;
  }
}
