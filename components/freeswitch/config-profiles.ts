import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import type { Switch } from "./switch.ts";
import { comment, element, include, params, type XmlNode, xmlFile } from "./xml.ts";

type Settings = Readonly<Record<string, string | number | boolean>>;

/** Same for every profile: fixed addresses, A-law, RFC 2833, and no start without its socket. */
const COMMON: Settings = {
  dialplan: "XML",
  "sip-ip": "$${media_address}",
  "rtp-ip": "$${media_address}",
  "shutdown-on-fail": true,
  "user-agent-string": "hotline",
  "manage-presence": false,
  "rtp-timer-name": "soft",
  "dtmf-type": "rfc2833",
  "rfc2833-pt": 101,
  "inbound-codec-negotiation": "greedy",
  "accept-blind-reg": false,
  "hold-music": "$${queue_tone}",
  "watchdog-enabled": false,
  // A paused or full node says so to pings: gateways then call the other one. 1.10.12 does it anyway, later ones ask.
  "sip-options-respond-503-on-busy": true,
};

/** SIP profiles by path: only those that somebody uses. */
export function profileFiles(spec: Switch): Readonly<Record<string, string>> {
  return {
    ...(spec.groups.length > 0 ? { "sip_profiles/trunk.xml": trunkProfile() } : {}),
    ...(spec.peers.length > 0 ? { "sip_profiles/peers.xml": peerProfile() } : {}),
    ...(spec.desk || spec.phones > 0 ? { "sip_profiles/agents.xml": agentProfile(spec) } : {}),
  };
}

function trunkProfile(): string {
  return profile("trunk", ["Gateways and session border controllers; whoever is not in the list trunks gets 403."], {
    gateways: "../../reload/gateways/trunk.xml",
    settings: {
      context: "public",
      "sip-port": MEDIA_PORTS.trunk,
      ...byAddress("trunks"),
      "profile-standby": "$${trunk_standby}",
      ...aLaw(),
    },
  });
}

function peerProfile(): string {
  return profile("peers", ["The outsourcing provider and the 12345 platform."], {
    gateways: "../../reload/gateways/peers.xml",
    settings: {
      context: "peers",
      "sip-port": MEDIA_PORTS.peers,
      ...byAddress("peers"),
      "profile-standby": "$${trunk_standby}",
      ...aLaw(),
    },
  });
}

function agentProfile(spec: Switch): string {
  return profile("agents", [spec.desk ? "Agents' browsers, by WSS with SRTP." : "Telephones of the hotline."], {
    settings: {
      context: "agents",
      "sip-port": MEDIA_PORTS.agents,
      "auth-calls": true,
      "auth-subscriptions": true,
      "challenge-realm": "$${sip_domain}",
      "force-register-domain": "$${sip_domain}",
      "force-register-db-domain": "$${sip_domain}",
      "inbound-reg-force-matching-username": true,
      "max-registrations-per-extension": 2,
      "nonce-ttl": 60,
      "enable-timer": false,
      "disable-transfer": false,
      ...(spec.desk
        ? {
            "wss-binding": `$\${media_address}:${MEDIA_PORTS.wss}`,
            "tls-cert-dir": "$${certs_dir}",
            "tls-version": "tlsv1.2",
            "apply-candidate-acl": "agents",
            // Offered comfort noise, Chromium cuts the beginnings of words off (its voice detection).
            "suppress-cng": true,
            "inbound-codec-prefs": "PCMA,OPUS",
            "outbound-codec-prefs": "PCMA,OPUS",
          }
        : aLaw()),
    },
  });
}

/**
 * How long a silent gateway or peer is given before a ping or a call counts as lost. SIP's own 32 s would leave an
 * agent in silence that long before the next gateway is tried; in 8 s a request is sent five times.
 */
export const SILENCE_SECONDS = 8;

function byAddress(list: string): Settings {
  return { "auth-calls": false, "apply-inbound-acl": list, "timer-T1X64": SILENCE_SECONDS * 1000 };
}

function aLaw(): Settings {
  return { "inbound-codec-prefs": "PCMA", "outbound-codec-prefs": "PCMA" };
}

function profile(name: string, notes: readonly string[], content: { settings: Settings; gateways?: string }): string {
  const children: readonly XmlNode[] = [
    ...notes.map(comment),
    ...(content.gateways === undefined ? [] : [element("gateways", {}, [include(content.gateways)])]),
    element("domains", {}, [element("domain", { name: "$${sip_domain}", alias: name === "agents", parse: false })]),
    element("settings", {}, params({ ...COMMON, ...content.settings })),
  ];
  return xmlFile(element("include", {}, [element("profile", { name }, children)]));
}
