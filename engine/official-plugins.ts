import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { UserError } from "../provinces/finding.ts";
import type { Engine } from "./cli/engine.ts";
import { DOCKER } from "./offline/docker/docker.ts";
import { KUBERNETES } from "./offline/kubernetes/kubernetes.ts";

/** Where the official plugin of a platform lies: beside the engine or on PATH; undefined if it is not installed. */
export function officialPlugin({ command }: Pick<Engine, "command">, name: string): string | undefined {
  const file = `pulumi-resource-${name}${process.platform === "win32" ? ".exe" : ""}`;
  const folders = [dirname(command), ...(process.env["PATH"] ?? "").split(delimiter)].filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, file)).find((path) => existsSync(path));
}

/** @throws UserError PLUGIN_MISSING: nothing is downloaded behind the user's back. */
export function demandPlugins({ engine }: { readonly engine: Engine }, platform: "docker" | "kubernetes"): void {
  if (officialPlugin(engine, platform) !== undefined) return;
  const { version } = platform === "docker" ? DOCKER : KUBERNETES;
  const facts = { found: `pulumi-resource-${platform}`, name: platform, version: `v${version}` };
  throw new UserError([{ code: "PLUGIN_MISSING", where: {}, facts }]);
}
