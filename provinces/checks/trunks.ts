import type { FieldPath, Finding } from "../finding.ts";
import type { Province } from "../province.ts";
import { DIVISIONS, RECOMMENDED_CARRIER } from "../reference/divisions.ts";
import type { Gateway, LocalNetwork, Trunk } from "../schema/local-network.ts";
import { both, type Facts, listOf, type Phrase } from "../wording.ts";
import { findingAt } from "./finding-at.ts";
import { networkName } from "./network-name.ts";
import { pilotNumberFault } from "./pilot-number.ts";
import { checkTariff } from "./tariff.ts";

/** Carrier, pilot number, trunk, gateways and tariff of each local network. */
export function checkTrunks({
  province,
  localNetworks,
}: Pick<Province, "province" | "localNetworks">): readonly Finding[] {
  const recommended = RECOMMENDED_CARRIER[DIVISIONS[province].carrierGroup];
  const findings = localNetworks.flatMap((network, index) => {
    const path: FieldPath = ["localNetworks", index];
    const facts = both("network", networkName(network.areaCode));
    const pilot =
      network.pilotNumber === undefined ? undefined : pilotNumberFault(network.pilotNumber, network.areaCode);
    return [
      ...(network.carrier === undefined || network.carrier === recommended
        ? []
        : [
            findingAt([...path, "carrier"], "CARRIER_NOT_RECOMMENDED", {
              ...facts,
              found: network.carrier,
              recommended,
            }),
          ]),
      ...(pilot === undefined ? [] : [findingAt([...path, "pilotNumber"], pilot.code, pilot.facts)]),
      ...(network.trunk === undefined
        ? []
        : checkTrunk(network.trunk, { path, facts, gateways: network.gateways ?? [] })),
      ...checkTariff(network, path),
    ];
  });
  return [...findings, ...signallingNotes(localNetworks)];
}

interface TrunkPlace {
  readonly path: FieldPath;
  readonly facts: Facts;
  readonly gateways: readonly Gateway[];
}

function checkTrunk(trunk: Trunk, { path, facts, gateways }: TrunkPlace): readonly Finding[] {
  if (trunk.type === "analog") {
    const many =
      trunk.lines > 16
        ? [findingAt([...path, "trunk", "lines"], "TRUNK_ANALOG_MANY", { ...facts, found: trunk.lines })]
        : [];
    return [...many, ...checkPorts(trunk.lines, { path, facts, gateways, unit: { zh: "模拟线", en: "analog lines" } })];
  }
  if (trunk.signalling === "sip-ims")
    return gateways.flatMap((gateway, index) =>
      gateway.ports === undefined
        ? []
        : [
            findingAt([...path, "gateways", index, "ports"], "GATEWAY_PORTS_WITH_SIP", {
              ...facts,
              name: gateway.name,
            }),
          ],
    );
  return checkPorts(trunk.e1, { path, facts, gateways, unit: { zh: " E1", en: "E1s" } });
}

/** A remark on a signalling once a province, however many networks use it. */
function signallingNotes(networks: readonly LocalNetwork[]): readonly Finding[] {
  return (["isup", "r2"] as const).flatMap((signalling) => {
    const uses = networks.flatMap(({ trunk, areaCode }, index) =>
      trunk?.type === "digital" && trunk.signalling === signalling ? [{ areaCode, index }] : [],
    );
    const first = uses[0];
    if (first === undefined) return [];
    const path = ["localNetworks", first.index, "trunk", "signalling"];
    const names = listOf(
      uses.map(({ areaCode }) => networkName(areaCode)),
      3,
    );
    return [findingAt(path, signalling === "isup" ? "TRUNK_ISUP" : "TRUNK_R2", both("networks", names))];
  });
}

/** A gateway without a stated number of ports takes the box that fits, so only stated ones can be too few. */
function checkPorts(
  needed: number,
  { path, facts, gateways, unit }: TrunkPlace & { unit: Phrase },
): readonly Finding[] {
  if (gateways.length === 0 || gateways.some((gateway) => gateway.ports === undefined)) return [];
  const found = gateways.reduce((sum, gateway) => sum + (gateway.ports ?? 0), 0);
  return found >= needed
    ? []
    : [findingAt([...path, "gateways"], "GATEWAY_PORTS_TOO_FEW", { ...facts, ...both("unit", unit), needed, found })];
}
