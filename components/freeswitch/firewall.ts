import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import type { Switch } from "./switch.ts";

/** What of a host beside the switch its containers publish, past the host's own input rules. */
export interface PublishedPorts {
  /** The database, for the nodes and nobody else. */
  readonly database: boolean;
  /** The desk, for the agents' networks. */
  readonly desk: boolean;
}

/** On Kubernetes nothing is published: an ingress and services stand in front. */
export const NOTHING_PUBLISHED: PublishedPorts = { database: false, desk: false };

const DATABASE_PORT = 5432;
const DESK_PORT = 443;
/** SIP messages that one leg sends and answers: set-up, media change, release, and twice as many repeats. */
const MESSAGES_PER_LEG = 10;
/** Greetings of one operator or desk in a second: each costs the controller a key exchange. */
const CONTROLLER_GREETINGS_PER_SECOND = 50;
/** A phone or a browser registers, pings and calls; a whole office may share one address. */
const AGENT_MESSAGES_PER_SECOND = 200;

/**
 * nftables rules of a media node. They govern the ports of the switch, and on Docker those that containers publish,
 * and leave every other port alone, so that loading them can't lock anybody out; loading twice is the same as once.
 * Addresses are IPv4 only: over IPv6 nobody reaches these ports.
 */
export function firewallRules(spec: Switch, published: PublishedPorts): string {
  const gateways = spec.groups.flatMap((group) => group.gateways.map((gateway) => gateway.address));
  const agents = spec.desk || spec.phones > 0;
  const lines = [
    `# ${spec.stack}: who may reach the switch`,
    "table inet hotline",
    "delete table inet hotline",
    "table inet hotline {",
    ...addressSet("trunks", gateways),
    ...addressSet(
      "peers",
      spec.peers.map((peer) => peer.address),
    ),
    ...addressSet("agents", agents ? spec.agentNetworks : []),
    ...addressSet(
      "nodes",
      spec.nodes.map((node) => node.address),
    ),
    ...addressSet("operators", spec.operatorNetworks),
    ...addressSet("monitoring", spec.monitoringNetworks),
    ...floodSet("trunk_messages"),
    ...floodSet("peer_messages"),
    ...floodSet("agent_messages"),
    ...floodSet("operator_greetings"),
    ...switchChain(spec, published.desk || published.database),
    ...publishedChain(
      published,
      spec.peers.filter(({ name }) => name === "platform-12345").map(({ address }) => address),
    ),
    "}",
  ];
  return `${lines.join("\n")}\n`;
}

/** `bridged`: containers of this host reach it over Docker's bridges. */
function switchChain(spec: Switch, bridged: boolean): readonly string[] {
  const rtp = `${spec.sizing.rtp.first}-${spec.sizing.rtp.last}`;
  const signalling = (port: number) => `meta l4proto { tcp, udp } th dport ${port}`;
  const trunkRate = spec.sizing.sessionsPerSecond * MESSAGES_PER_LEG;
  const openMedia = spec.groups.some((group) => group.kind === "sip-ims");
  const { trunk, agents, peers, wss, eventSocket, controller, metrics } = MEDIA_PORTS;
  const ports = [trunk, agents, peers, wss, eventSocket, controller, metrics];
  return [
    "  chain switch {",
    "    type filter hook input priority filter; policy accept;",
    '    iifname "lo" accept',
    "    # one source alone can't keep the switch busy: ten messages for each leg that it may start in a second",
    ...limited("trunks", { set: "trunk_messages", match: signalling(MEDIA_PORTS.trunk), rate: trunkRate }),
    ...limited("peers", { set: "peer_messages", match: signalling(MEDIA_PORTS.peers), rate: trunkRate }),
    ...(spec.nodes.length > 1
      ? [
          "    # the other node asks whether this one serves",
          `    ip saddr @nodes udp dport ${trunk} accept`,
          `    ip saddr @nodes tcp dport ${controller} accept`,
        ]
      : []),
    ...(bridged
      ? [
          "    # the desk and a monitoring beside the switch",
          `    iifname { "docker0", "br-*" } tcp dport { ${controller}, ${metrics} } accept`,
        ]
      : []),
    ...limited("operators", {
      set: "operator_greetings",
      match: `tcp dport ${controller}`,
      only: "ct state new",
      rate: CONTROLLER_GREETINGS_PER_SECOND,
    }),
    `    ip saddr @monitoring tcp dport ${metrics} accept`,
    ...(spec.desk
      ? limited("agents", {
          set: "agent_messages",
          match: `tcp dport ${MEDIA_PORTS.wss}`,
          only: "ct state new",
          rate: AGENT_MESSAGES_PER_SECOND,
        })
      : []),
    ...(spec.phones > 0
      ? limited("agents", {
          set: "agent_messages",
          match: signalling(MEDIA_PORTS.agents),
          rate: AGENT_MESSAGES_PER_SECOND,
        })
      : []),
    ...(openMedia
      ? [
          "    # a carrier's session border controller sends media from addresses of its own",
          `    meta nfproto ipv4 udp dport ${rtp} accept`,
        ]
      : ["trunks", "peers", "agents"].map((name) => `    ip saddr @${name} udp dport ${rtp} accept`)),
    `    meta l4proto { tcp, udp } th dport { ${ports.join(", ")} } drop`,
    `    udp dport ${rtp} drop`,
    "  }",
  ];
}

/** Who is in the set may send so many a second, with a second's worth in one burst; what is over is dropped. */
function limited(
  name: string,
  { set, match, rate, only }: { set: string; match: string; rate: number; only?: string },
): readonly string[] {
  const over = `update @${set} { ip saddr limit rate over ${rate}/second burst ${rate} packets } drop`;
  return [
    `    ip saddr @${name} ${match}${only === undefined ? "" : ` ${only}`} ${over}`,
    `    ip saddr @${name} ${match} accept`,
  ];
}

/**
 * Published ports never pass the input chain: Docker rewrites their destination first. So they are told apart before
 * that, where the packet still names the host. Containers reach them over their bridges.
 */
function publishedChain({ database, desk }: PublishedPorts, exchange: readonly string[]): readonly string[] {
  if (!database && !desk) return [];
  return [
    "  chain published {",
    "    type filter hook prerouting priority dstnat - 10; policy accept;",
    '    iifname { "lo", "docker0", "br-*" } accept',
    ...(database ? closed(DATABASE_PORT, "nodes") : []),
    ...(desk
      ? [
          // 12345 hands work orders in and out at the desk's own address.
          ...exchange.map((address) => `    fib daddr type local tcp dport ${DESK_PORT} ip saddr ${address} accept`),
          ...closed(DESK_PORT, "agents"),
        ]
      : []),
    "  }",
  ];
}

function closed(port: number, name: string): readonly string[] {
  return [
    `    fib daddr type local tcp dport ${port} ip saddr @${name} accept`,
    `    fib daddr type local tcp dport ${port} drop`,
  ];
}

function addressSet(name: string, elements: readonly string[]): readonly string[] {
  const listed = [...new Set(elements)].sort();
  return [
    `  set ${name} {`,
    "    type ipv4_addr",
    "    flags interval",
    "    auto-merge",
    ...(listed.length === 0 ? [] : [`    elements = { ${listed.join(", ")} }`]),
    "  }",
  ];
}

function floodSet(name: string): readonly string[] {
  return [
    `  set ${name} {`,
    "    type ipv4_addr",
    "    size 65536",
    "    flags dynamic, timeout",
    "    timeout 1m",
    "  }",
  ];
}
