import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Endpoint, Port, Streams } from "../../planning/plan.ts";
import { itemOf } from "../../planning/references.ts";
import { allow, type PolicyPort, peersInNamespace } from "./network-policy.ts";
import { childName, metadata, options, selectorLabels, type Target } from "./target.ts";

/** Readiness of the workload is what is waited for; the service's endpoints and the ingress' address follow in their own time. */
const SKIP_AWAIT = { "pulumi.com/skipAwait": "true" };

/** A service, an ingress where exposed, and the policies that let its clients, and nobody else, connect. */
export function realizeEndpoint(endpoint: Endpoint, target: Target): readonly pulumi.Resource[] {
  const workload = itemOf(target.placement.plan, "workload", endpoint.workload);
  const inner = (port: Port): number => workload.ports.find(({ name }) => name === port.name)?.port ?? port.port;
  const pods = selectorLabels(target, workload);
  const service = new k8s.core.v1.Service(
    childName(target, endpoint),
    {
      metadata: metadata(target, endpoint, { annotations: SKIP_AWAIT }),
      spec: {
        type: "ClusterIP",
        selector: pods,
        // A service has no port ranges: RTP goes to the node itself.
        ports: endpoint.ports
          .filter(({ last }) => last === undefined)
          .map((port) => ({
            name: port.name,
            port: port.port,
            targetPort: inner(port),
            protocol: port.protocol.toUpperCase(),
          })),
      },
    },
    options(target),
  );
  const policies = allow(target, {
    item: endpoint,
    pods,
    ports: endpoint.ports.map((port) => policyPort(port, inner(port))),
    zones: endpoint.from.zones,
    addresses: endpoint.from.networks,
    peers: endpoint.exposure.kind === "ingress" ? [peersInNamespace(target.neighbors.ingress)] : [],
  });
  return [service, ...ingress(endpoint, target, service), ...policies];
}

function ingress(endpoint: Endpoint, target: Target, service: pulumi.Resource): readonly pulumi.Resource[] {
  const { exposure, from } = endpoint;
  const [port] = endpoint.ports;
  if (exposure.kind === "internal" || port === undefined) return [];
  return [
    new k8s.networking.v1.Ingress(
      childName(target, endpoint, "ingress"),
      {
        metadata: metadata(target, endpoint, {
          annotations: {
            ...SKIP_AWAIT,
            // Clients meet the ingress controller, so only it can refuse them by address; the standard has no field for that.
            ...(from.networks.length === 0
              ? {}
              : { "nginx.ingress.kubernetes.io/whitelist-source-range": from.networks.join(",") }),
            ...streamSettings(exposure.streams),
          },
        }),
        spec: {
          ...(exposure.className === undefined ? {} : { ingressClassName: exposure.className }),
          tls: [
            { hosts: [exposure.host], secretName: itemOf(target.placement.plan, "secret-set", exposure.tlsSecret).id },
          ],
          rules: [
            {
              host: exposure.host,
              http: {
                paths: [
                  {
                    path: "/",
                    pathType: "Prefix",
                    backend: { service: { name: endpoint.id, port: { name: port.name } } },
                  },
                ],
              },
            },
          ],
        },
      },
      options(target, { after: [service] }),
    ),
  ];
}

/** The standard has no fields for these either; they are those of ingress-nginx. */
function streamSettings({ idleSeconds, bodyMiB }: Streams): Record<string, string> {
  const nginx = (name: string) => `nginx.ingress.kubernetes.io/${name}`;
  return {
    [nginx("proxy-buffering")]: "off",
    [nginx("proxy-read-timeout")]: String(idleSeconds),
    [nginx("proxy-send-timeout")]: String(idleSeconds),
    [nginx("proxy-body-size")]: `${bodyMiB}m`,
    // A desk that answered nothing may have taken the request all the same: the page repeats it with its own key.
    [nginx("proxy-next-upstream")]: "error",
    [nginx("force-ssl-redirect")]: "true",
  };
}

function policyPort({ last, protocol }: Port, port: number): PolicyPort {
  return { protocol: protocol === "udp" ? "UDP" : "TCP", port, ...(last === undefined ? {} : { endPort: last }) };
}
