import type { TrunkBox, TrunkOrder } from "../../planning/trunk-order.ts";

/** One setting of a box: its key, for the documents' words, and the value to be set. */
export interface GatewaySetting {
  readonly group: "line" | "sip" | "media" | "numbers" | "causes";
  readonly setting: string;
  readonly value: string;
}

/** How a box, or the carrier's border controller, is set so that it fits the generated switch. Order: as one works. */
export function gatewaySettings(order: TrunkOrder, box: TrunkBox): readonly GatewaySetting[] {
  const { nodes, sipPort, rtp } = order.switch;
  const { keepAlive } = box;
  return [
    ...line(order, box),
    { group: "sip", setting: "own-address", value: `${box.address}:${box.sipPort}` },
    ...nodes.map(({ name, address, role }) => ({
      group: "sip" as const,
      setting: `peer-${role}`,
      value: `${address}:${sipPort} (${name})`,
    })),
    { group: "sip", setting: "transport", value: "UDP" },
    { group: "sip", setting: "registration", value: "none" },
    { group: "sip", setting: "next-peer-on", value: nodes.length > 1 ? "503, 500, 408, 3 s" : "only-peer" },
    { group: "sip", setting: "keep-alive", value: `OPTIONS, ${keepAlive.everySeconds} s` },
    { group: "sip", setting: "calls-at-once", value: String(box.channels) },
    { group: "media", setting: "codec", value: "G.711 A-law (PCMA), 20 ms" },
    { group: "media", setting: "silence-suppression", value: "off" },
    { group: "media", setting: "echo-cancellation", value: order.kind === "sip-ims" ? "-" : "on, 64 ms" },
    {
      group: "media",
      setting: "dtmf",
      value: order.dtmf === "rfc2833" ? "RFC 2833, payload type 101" : "in-band",
    },
    {
      group: "media",
      setting: "rtp-to",
      value: `${nodes.map(({ address }) => address).join(", ")}: UDP ${rtp.first}-${rtp.last}`,
    },
    { group: "numbers", setting: "called", value: order.calledNumberForms.join(", ") },
    { group: "numbers", setting: "calling", value: "From" },
    { group: "numbers", setting: "withheld", value: "From: anonymous, Privacy: id" },
    { group: "numbers", setting: "outgoing", value: order.outward.numbers },
    { group: "causes", setting: "to-carrier", value: "503: 34, 486: 17, 404: 1, 480: 19, 403: 21" },
    { group: "causes", setting: "from-carrier", value: "34, 42: 503; 17: 486; 1, 28: 404; 19: 480; 38, 41: 500" },
  ];
}

function line({ kind, signalling, hunting, pilot }: TrunkOrder, box: TrunkBox): readonly GatewaySetting[] {
  const set = (setting: string, value: string): GatewaySetting => ({ group: "line", setting, value });
  const hunt = set("hunting", hunting);
  switch (kind) {
    case "sip-ims":
      return [set("licensed-calls", String(box.channels)), hunt];
    case "analog":
      return [
        set("fxo-ports", `${box.units} / ${box.ports}`),
        set("hot-line", pilot ?? "12333"),
        set("caller-id", "FSK, DTMF"),
        set("answer-after", "caller-id"),
        set("release-tone", "450 Hz, 350/350 ms"),
        set("loop-break", "400 ms"),
        hunt,
      ];
    case "e1":
      return [
        set("e1-ports", `${box.units} / ${box.ports}`),
        set("line-code", "HDB3"),
        set("framing", "g704-multiframe"),
        set("crc4", "on"),
        set("impedance", "from-carrier"),
        set("clock", "from-carrier"),
        ...signallingOf(signalling),
        hunt,
      ];
  }
}

function signallingOf(signalling: TrunkOrder["signalling"]): readonly GatewaySetting[] {
  const set = (setting: string, value: string): GatewaySetting => ({ group: "line", setting, value });
  switch (signalling) {
    case "pri":
      return [
        set("signalling", "PRI (30B+D, Q.931)"),
        set("pri-side", "user"),
        set("d-channel", "TS16"),
        set("voice-channels", "TS1-15, TS17-31"),
        set("channel-selection", "descending"),
      ];
    case "isup":
      return [
        set("signalling", "ISUP (SS7)"),
        set("signalling-link", "TS16"),
        set("point-codes", "from-carrier"),
        set("circuit-codes", "from-carrier"),
        set("voice-channels", "TS1-15, TS17-31"),
      ];
    case "r2":
      return [
        set("signalling", "R2 MFC"),
        set("line-signalling", "TS16"),
        set("called-digits", "from-carrier"),
        set("voice-channels", "TS1-15, TS17-31"),
      ];
    case "analog":
    case "sip-ims":
      return [];
  }
}
