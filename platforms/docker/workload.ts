import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import { contentHash } from "../../planning/content-hash.ts";
import type { Companion, Workload } from "../../planning/plan.ts";
import { itemsOf, zoneOf } from "../../planning/references.ts";
import { hardened, healthcheckOf } from "./container.ts";
import { type Host, type Place, placesOf } from "./hosts.ts";
import { networksOf, onHostAddress, type PublishedPort } from "./network.ts";
import { childName, labelsOf, options, physicalName, type Target } from "./target.ts";

/** What removing may take beyond the drain. */
const REMOVE_MARGIN_SECONDS = 120;

export function realizeWorkload(workload: Workload, target: Target): readonly pulumi.Resource[] {
  return placesOf(workload, target.placement.plan, target.hosts).flatMap((place) => {
    const container = mainContainer(workload, target, place);
    return [
      container,
      ...workload.companions.map((companion) => companionContainer(companion, target, { workload, place, container })),
    ];
  });
}

function mainContainer(workload: Workload, target: Target, place: Place): docker.Container {
  const { drain, health } = workload;
  const name = physicalName(workload, place);
  return new docker.Container(
    childName(target, workload, [place.suffix]),
    {
      name,
      ...hardened(target, workload, place.host),
      ...(workload.network === "host"
        ? { networkMode: "host" }
        : {
            networksAdvanced: networksOf(target, workload.zone).map((network) => ({
              name: network,
              aliases: aliasesOf(workload, target),
            })),
            ports: publishedPorts(workload, target, place.host).map((port) => ({ ...port })),
          }),
      healthcheck: healthcheckOf(health.readiness, health.startup),
      // The next container waits until this one is healthy: that is what chains standby and owner.
      wait: true,
      waitTimeout: drain.updateSeconds,
      restart: "unless-stopped",
      stopTimeout: drain.graceSeconds,
      destroyGraceSeconds: drain.graceSeconds,
      labels: labelsOf(target, workload),
    },
    options(target, {
      host: place.host,
      container: true,
      timeouts: { rollOut: drain.updateSeconds, remove: drain.graceSeconds + REMOVE_MARGIN_SECONDS },
    }),
  );
}

function companionContainer(
  companion: Companion,
  target: Target,
  beside: { workload: Workload; place: Place; container: docker.Container },
): docker.Container {
  const { workload, place, container } = beside;
  const name = physicalName(workload, place);
  return new docker.Container(
    childName(target, workload, [place.suffix, companion.name]),
    {
      name: `${name}-${companion.name}`,
      ...hardened(target, { ...companion, user: workload.user }, place.host),
      networkMode: workload.network === "host" ? "host" : `container:${name}`,
      restart: "unless-stopped",
      stopTimeout: workload.drain.graceSeconds,
      destroyGraceSeconds: workload.drain.graceSeconds,
      // It lives in the other's network, which a new container brings along: so it is replaced with it.
      labels: labelsOf(
        target,
        workload,
        workload.network === "host" ? {} : { "hotline/beside": contentHash(JSON.stringify(workload)) },
      ),
    },
    {
      ...options(target, {
        host: place.host,
        container: true,
        after: [container],
        timeouts: { rollOut: REMOVE_MARGIN_SECONDS, remove: workload.drain.graceSeconds + REMOVE_MARGIN_SECONDS },
      }),
      // The daemon gives it back with the other's id in place of its name.
      ignoreChanges: ["networkMode"],
    },
  );
}

function endpointsOf(workload: Workload, { placement: { plan } }: Target) {
  return itemsOf(plan).flatMap((item) => (item.kind === "endpoint" && item.workload === workload.name ? [item] : []));
}

/** Names under which other containers reach it: its own and its endpoints'. */
function aliasesOf(workload: Workload, target: Target): string[] {
  return [...new Set([workload, ...endpointsOf(workload, target)].map(({ id }) => id))];
}

/** An endpoint is a published port: to everybody who may come from outside, else for clients on the host network only. */
function publishedPorts(workload: Workload, target: Target, host: Host): readonly PublishedPort[] {
  const all = endpointsOf(workload, target).flatMap(({ ports, exposure, from }) => {
    const outside = exposure.kind === "ingress" || from.networks.length > 0;
    const hostClients = from.zones.some((zone) => zoneOf(target.placement.plan, zone).security === "host-network");
    return ports.flatMap(({ name, port, protocol }) => {
      const published = {
        internal: workload.ports.find((inner) => inner.name === name)?.port ?? port,
        external: port,
        protocol,
      };
      if (outside) return [{ ...published, ip: "0.0.0.0" }];
      return hostClients ? [onHostAddress(host, published)] : [];
    });
  });
  // As the provider reads them back.
  return all.sort((a, b) => a.internal - b.internal || (a.protocol < b.protocol ? -1 : 1));
}
