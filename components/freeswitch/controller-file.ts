import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { sipDomain } from "../../planning/names.ts";
import { DIVISIONS, PROVINCE_IDS } from "../../provinces/reference/divisions.ts";
import { emergencyAnnouncements } from "./prompts.ts";
import { gatewayName, outboundGroup, type Switch } from "./switch.ts";

/** A number to which calls may be diverted in an emergency, and the bridge that leads there. */
interface Route {
  readonly number: string;
  readonly dial: string;
  /** Calls that may be diverted there at once. */
  readonly channels: number;
}

/** What the node's controller must know of the plan; it reads the file again whenever it changes. */
export function controllerFile(spec: Switch): string {
  const profiles = [...(spec.groups.length > 0 ? ["trunk"] : []), ...(spec.peers.length > 0 ? ["peers"] : [])];
  const content = {
    domain: sipDomain(spec.stack),
    nodes: spec.nodes,
    ports: { controller: MEDIA_PORTS.controller, metrics: MEDIA_PORTS.metrics, trunk: MEDIA_PORTS.trunk },
    profiles,
    allProfiles: [...profiles, ...(spec.desk || spec.phones > 0 ? ["agents"] : [])],
    queues: spec.queues.map(({ name, capacity }) => ({ name, capacity })),
    trunks: spec.groups.map((group) => ({
      group: group.areaCode,
      channels: group.channels,
      gateways: group.gateways.map(gatewayName),
    })),
    witnesses: witnesses(spec),
    ...(spec.demo ? { guests: true } : {}),
    ...(spec.adapter === undefined ? {} : { adapter: { url: spec.adapter.url } }),
    emergency: { announcements: emergencyAnnouncements(spec), routes: routes(spec) },
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** Who tells a node that it is not cut off: everything outside that answers OPTIONS. */
function witnesses(spec: Switch): readonly { readonly host: string; readonly port: number }[] {
  return [
    ...spec.groups.flatMap((group) => group.gateways.map(({ address, sipPort }) => ({ host: address, port: sipPort }))),
    ...spec.peers.map(({ address }) => ({ host: address, port: MEDIA_PORTS.trunk })),
  ];
}

/** 12345 by its own trunk where there is one, else through the network; other provinces' lines by their capitals' codes. */
function routes(spec: Switch): readonly Route[] {
  const group = outboundGroup(spec.groups);
  const throughNetwork = (number: string): readonly Route[] => {
    if (group === undefined) return [];
    const dialed = group.dialing.numbers === "international" ? `+86${number.replace(/^0/, "")}` : number;
    return [
      {
        number,
        dial: group.gateways.map((gateway) => `sofia/gateway/${gatewayName(gateway)}/${dialed}`).join("|"),
        // Each takes one to come in and one to go out.
        channels: Math.floor(group.channels / 2),
      },
    ];
  };
  const peer = spec.peers.find(({ name }) => name === "platform-12345");
  const incoming = spec.groups.reduce((sum, { channels }) => sum + channels, 0);
  const own = new Set(spec.groups.map(({ areaCode }) => areaCode));
  const sisters = PROVINCE_IDS.map((province) => DIVISIONS[province].capitalAreaCode).filter((code) => !own.has(code));
  return [
    ...(peer === undefined
      ? throughNetwork("12345")
      : [{ number: "12345", dial: `sofia/gateway/${peer.name}/12345`, channels: incoming }]),
    ...sisters.flatMap((areaCode) => throughNetwork(`${areaCode}12333`)),
  ];
}
