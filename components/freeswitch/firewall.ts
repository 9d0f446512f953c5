import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import type { Switch } from "./switch.ts";

/**
 * nftables rules of a media node. They govern the ports of the switch and leave every other port alone, so that
 * loading them can't lock anybody out; loading twice is the same as once.
 */
export function firewallRules(spec: Switch): string {
  const gateways = spec.groups.flatMap((group) => group.gateways.map((gateway) => gateway.address));
  const peers = spec.peers.map((peer) => peer.address);
  const rtp = `${spec.sizing.rtp.first}-${spec.sizing.rtp.last}`;
  const openMedia = spec.groups.some((group) => group.kind === "sip-ims");
  const ports = [MEDIA_PORTS.trunk, MEDIA_PORTS.agents, MEDIA_PORTS.peers, MEDIA_PORTS.wss, MEDIA_PORTS.eventSocket];
  const agents = spec.desk || spec.phones > 0;
  const lines = [
    `# ${spec.stack}: who may reach the switch`,
    "table inet hotline",
    "delete table inet hotline",
    "table inet hotline {",
    ...addressSet("trunks", gateways),
    ...addressSet("peers", peers),
    ...addressSet("agents", agents ? spec.agentNetworks : []),
    "  chain switch {",
    "    type filter hook input priority filter; policy accept;",
    '    iifname "lo" accept',
    `    ip saddr @trunks meta l4proto { tcp, udp } th dport ${MEDIA_PORTS.trunk} accept`,
    `    ip saddr @peers meta l4proto { tcp, udp } th dport ${MEDIA_PORTS.peers} accept`,
    ...(spec.desk ? [`    ip saddr @agents tcp dport ${MEDIA_PORTS.wss} accept`] : []),
    ...(spec.phones > 0
      ? [`    ip saddr @agents meta l4proto { tcp, udp } th dport ${MEDIA_PORTS.agents} accept`]
      : []),
    ...(openMedia
      ? [
          "    # a carrier's session border controller sends media from addresses of its own",
          `    udp dport ${rtp} accept`,
        ]
      : ["trunks", "peers", "agents"].map((name) => `    ip saddr @${name} udp dport ${rtp} accept`)),
    `    meta l4proto { tcp, udp } th dport { ${ports.join(", ")} } drop`,
    `    udp dport ${rtp} drop`,
    "  }",
    "}",
  ];
  return `${lines.join("\n")}\n`;
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
