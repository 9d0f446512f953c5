import { existsSync } from "node:fs";
import { addresses, type Layout, linkName, namespaceName, namespacePath } from "./layout.ts";
import { execute } from "./processes.ts";

/** A network namespace and one link to it from the machine; no way from it to anywhere else. */
export async function makeNetwork(layout: Layout): Promise<void> {
  if (existsSync(namespacePath(layout))) return;
  const [namespace, link] = [namespaceName(layout), linkName(layout)];
  const { api, names, store, machine } = addresses(layout);
  await ip("netns", "add", namespace);
  await ip("link", "add", link, "type", "veth", "peer", "name", "machine", "netns", namespace);
  await ip("addr", "add", `${machine}/24`, "dev", link);
  await ip("link", "set", link, "up");
  await ip("-n", namespace, "link", "set", "lo", "up");
  for (const address of [api, names, store]) await addAddress(layout, address);
  await ip("-n", namespace, "link", "set", "machine", "up");
  await ip("-n", namespace, "route", "add", "default", "via", machine);
  // A new namespace starts with the kernel's defaults, not with the machine's.
  await inside(layout, "sysctl", "-q", "-w", "net.ipv4.ip_forward=1");
}

export async function addAddress(layout: Layout, address: string): Promise<void> {
  await ip("-n", namespaceName(layout), "addr", "replace", `${address}/24`, "dev", "machine");
}

/** Bridges and links of pods go with it. */
export async function removeNetwork(layout: Layout): Promise<void> {
  if (existsSync(namespacePath(layout))) await ip("netns", "delete", namespaceName(layout));
}

async function ip(...args: readonly string[]): Promise<string> {
  return execute(["ip", ...args]);
}

async function inside(layout: Layout, ...command: readonly [string, ...string[]]): Promise<string> {
  return execute(["nsenter", `--net=${namespacePath(layout)}`, "--", ...command]);
}
