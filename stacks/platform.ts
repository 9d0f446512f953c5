import * as pulumi from "@pulumi/pulumi";
import type { Platform, SecretSource } from "../components/platform.ts";
import { mediaNodes } from "../planning/media-nodes.ts";
import type { Province } from "../provinces/province.ts";
import { refuse } from "./refusal.ts";

interface Place {
  readonly stack: string;
  readonly province: Province;
  readonly site: string;
  /** Nothing is touched, so no host needs a connection. */
  readonly offline: boolean;
}

/** The platform of the site, connected as the stack file says. Loads one provider package, not both. */
export async function newPlatform({ stack, province, site: name, offline }: Place): Promise<Platform> {
  const config = new pulumi.Config("hotline");
  const secrets = secretsOf(config, stack);
  const site = province.sites[name];
  if (site === undefined) throw new Error(`province ${province.province} has no site ${name}`);
  switch (site.platform.kind) {
    case "kubernetes": {
      const { KubernetesPlatform } = await import("../platforms/kubernetes/platform.ts");
      return new KubernetesPlatform({
        secrets,
        kubeconfig: config.get("kubeconfig"),
        context: config.get("kubeContext"),
      });
    }
    case "docker": {
      const { DockerPlatform } = await import("../platforms/docker/platform.ts");
      const daemons = config.getObject<Record<string, string>>("dockerHosts") ?? {};
      const nodes = mediaNodes(site);
      const lost = nodes.length > 1 && !offline ? nodes.find((node) => daemons[node.name] === undefined) : undefined;
      if (lost !== undefined) refuse([{ code: "DOCKER_HOST_MISSING", where: {}, facts: { stack, host: lost.name } }]);
      return new DockerPlatform({
        secrets,
        hosts: Object.fromEntries(
          nodes.map((node) => [node.name, { address: node.address, daemon: daemons[node.name] }]),
        ),
      });
    }
  }
}

/** Values stand encrypted in the stack file; the program only reads them. */
function secretsOf(config: pulumi.Config, stack: string): SecretSource {
  return (secret) =>
    config.getSecret(secret) ?? refuse([{ code: "SECRET_MISSING", where: {}, facts: { stack, secret } }]);
}
