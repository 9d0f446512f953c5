import type * as docker from "@pulumi/docker";
import type { CallCenterPlan, EnvironmentValue, ImageReference, Mount, Probe, Resources } from "../../planning/plan.ts";
import { environmentSecrets, itemOf } from "../../planning/references.ts";
import type { Seconds } from "../../provinces/units.ts";
import type { Host } from "./hosts.ts";
import { LOGGING } from "./logging.ts";
import { secretVolume } from "./secret-set.ts";
import type { Target } from "./target.ts";

/** What workloads, their companions and jobs have in common. */
export interface ContainerSource {
  readonly image: ImageReference;
  readonly command?: readonly string[] | undefined;
  readonly user: { readonly uid: number; readonly gid: number };
  readonly environment: Readonly<Record<string, EnvironmentValue>>;
  readonly mounts: readonly Mount[];
  readonly resources: Resources;
}

const SECRETS_FOLDER = "/run/secrets";

/** Arguments of a container that may do nothing but its work. */
export function hardened(target: Target, source: ContainerSource, host: Host) {
  const { uid, gid } = source.user;
  if (source.command === undefined && environmentSecrets(source.environment).length > 0) {
    throw new Error(`a container of ${source.image.reference} has secret variables and must state its command`);
  }
  return {
    image: source.image.reference,
    // As on Kubernetes, a command takes the place of the image's entry point.
    ...(source.command === undefined ? {} : { entrypoints: withSecrets(source.environment, source.command) }),
    user: `${uid}:${gid}`,
    envs: Object.entries(source.environment).flatMap(([name, value]) => environmentVariable(host, name, value)),
    mounts: [...mountsOf(target, source), ...secretMounts(target, source)],
    tmpfs: Object.fromEntries(
      source.mounts.flatMap(({ source: from, path }) =>
        from.kind === "memory" ? [[path, `rw,size=${from.sizeMiB}m,mode=0700,uid=${uid},gid=${gid}`]] : [],
      ),
    ),
    readOnly: true,
    capabilities: { drops: ["ALL"] },
    securityOpts: ["no-new-privileges"],
    memory: source.resources.memory,
    memorySwap: source.resources.memory,
    // A weight and no limit: throttling is heard as gaps in speech.
    cpuShares: Math.max(2, Math.round((source.resources.cpu * 1024) / 1000)),
    ...LOGGING,
  } satisfies docker.ContainerArgs;
}

function environmentVariable(host: Host, name: string, value: EnvironmentValue): readonly string[] {
  switch (value.kind) {
    case "plain":
      return [`${name}=${value.value}`];
    case "secret":
      return [];
    case "node-address":
      return [`${name}=${host.address}`];
    case "node-name":
      return [`${name}=${host.name}`];
  }
}

/**
 * Docker has no secrets outside a swarm, and what stands in a container's environment is shown by `docker inspect`
 * and makes the whole list a secret: so the value is read from a file when the command starts.
 */
export function withSecrets(environment: ContainerSource["environment"], command: readonly string[]): string[] {
  const exports = Object.entries(environment).flatMap(([name, value]) =>
    value.kind === "secret" ? [`${name}="$(cat '${SECRETS_FOLDER}/${value.set}/${value.key}')" && export ${name}`] : [],
  );
  return exports.length === 0
    ? [...command]
    : ["/bin/sh", "-c", [...exports, 'exec "$@"'].join(" && "), "with-secrets", ...command];
}

function mountsOf({ placement: { plan } }: Target, source: ContainerSource): docker.types.input.ContainerMount[] {
  return source.mounts.flatMap(({ source: from, path, readOnly }) => {
    const volume = volumeBehind(plan, from, source.user);
    return volume === undefined ? [] : [{ type: "volume", source: volume, target: path, readOnly }];
  });
}

/** Physical name of the volume; undefined for memory. */
function volumeBehind(plan: CallCenterPlan, from: Mount["source"], user: ContainerSource["user"]): string | undefined {
  switch (from.kind) {
    case "config":
      return itemOf(plan, "config-set", from.set).id;
    case "volume":
      return itemOf(plan, "volume", from.volume).id;
    case "secret":
      return secretVolume(itemOf(plan, "secret-set", from.set), user);
    case "memory":
      return undefined;
  }
}

function secretMounts(
  { placement: { plan } }: Target,
  { environment, user }: ContainerSource,
): docker.types.input.ContainerMount[] {
  return environmentSecrets(environment).map((set) => ({
    type: "volume",
    source: secretVolume(itemOf(plan, "secret-set", set), user),
    target: `${SECRETS_FOLDER}/${set}`,
    readOnly: true,
  }));
}

/** Docker asks one question; the answer that counts for a roll-out is readiness. */
export function healthcheckOf(readiness: Probe, startup: Probe): docker.types.input.ContainerHealthcheck {
  const { check, everySeconds, timeoutSeconds, failures } = readiness;
  return {
    tests:
      check.kind === "command"
        ? ["CMD", ...check.command]
        : [
            "CMD",
            "curl",
            "--fail",
            "--silent",
            "--show-error",
            "--output",
            "/dev/null",
            `http://127.0.0.1:${check.port}${check.path}`,
          ],
    interval: duration(everySeconds),
    timeout: duration(timeoutSeconds),
    retries: failures,
    startPeriod: duration(startup.everySeconds * startup.failures),
  };
}

/** As Go prints it: the provider compares with what the daemon gives back. */
function duration(seconds: Seconds): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  return `${hours > 0 ? `${hours}h` : ""}${hours > 0 || minutes > 0 ? `${minutes}m` : ""}${rest}s`;
}
