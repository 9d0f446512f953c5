import { join } from "node:path";

/**
 * Where everything of a test cluster is. It has a network namespace of its own, so that several clusters can run beside
 * one another; one link leads to it from the machine, over which its API server is reached.
 */
export interface Layout {
  readonly name: string;
  /** Folder of its state, logs and kubeconfig. Short: sockets lie in it. */
  readonly home: string;
  /** Folder of the built programs. */
  readonly programs: string;
  /** Third number of its addresses, 172.30.N.0/24; each cluster of a machine has another. */
  readonly network: number;
}

export const SERVICE_NETWORK = "10.96.0.0/16";
export const API_SERVICE_ADDRESS = "10.96.0.1";
export const POD_NETWORK = "10.244.0.0/16";
export const API_PORT = 6443;
export const STORE_PORT = 9000;

/** Addresses on the cluster's end of the link, and the machine's end of it. */
export function addresses({ network }: Layout) {
  const at = (last: number) => `172.30.${network}.${last}`;
  return { api: at(1), names: at(2), store: at(3), machine: at(254), node: (index: number) => at(10 + index) };
}

export const namespaceName = ({ name }: Layout): string => `hotline-${name}`;
export const namespacePath = (layout: Layout): string => `/run/netns/${namespaceName(layout)}`;
/** At most 15 characters: an interface's name. */
export const linkName = ({ network }: Layout): string => `hotline${network}`;
export const controlGroup = ({ name }: Layout): string => `hotline-${name}`;
export const certificateFolder = ({ home }: Layout): string => join(home, "certificates");
export const kubeconfigOf = (layout: Layout, user: string): string =>
  join(certificateFolder(layout), `${user}.kubeconfig`);
export const program = ({ programs }: Layout, name: string): string => join(programs, "bin", name);
