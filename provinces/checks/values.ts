import { BlockList } from "node:net";
import type { FieldPath, Finding } from "../finding.ts";
import type { Province } from "../province.ts";
import { UNASSIGNED } from "../schema/field.ts";
import { findingAt } from "./finding-at.ts";
import { addresses } from "./identities.ts";

/** Addresses that no gateway, host or peer can have. */
const IMPOSSIBLE = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["192.0.2.0", 24],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  IMPOSSIBLE.addSubnet(network, prefix);

const NETWORKS = ["agentNetworks", "operatorNetworks", "monitoringNetworks"] as const;

/** Text that would corrupt what is made of it, and addresses that nobody can have. */
export function checkValues(province: Province): readonly Finding[] {
  const { sites } = province;
  return [
    ...checkTexts(province),
    ...addresses(province).flatMap(({ path, value }) =>
      value !== UNASSIGNED && IMPOSSIBLE.check(value) ? [findingAt(path, "ADDRESS_IMPOSSIBLE", { found: value })] : [],
    ),
    ...Object.entries(sites).flatMap(([name, site]) =>
      NETWORKS.flatMap((field) =>
        (site[field] ?? []).flatMap((network, index) =>
          network.endsWith("/0")
            ? [findingAt(["sites", name, field, index], "NETWORK_EVERYBODY", { found: network })]
            : [],
        ),
      ),
    ),
  ];
}

/** Control and format characters, and what no XML may hold: halves of a pair, code points that are no characters. */
const CORRUPTING = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

/** Every text in a file's value, however deep. */
export function checkTexts(value: unknown): readonly Finding[] {
  return textsOf(value, []).flatMap(([path, text]) => {
    const found = codePointsIn(text);
    return found === "" ? [] : [findingAt(path, "CONTROL_CHARACTER", { found })];
  });
}

function textsOf(value: unknown, path: FieldPath): readonly (readonly [FieldPath, string])[] {
  if (typeof value === "string") return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((element, index) => textsOf(element, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, [...path, key]));
}

function codePointsIn(text: string): string {
  const found = new Set(text.match(CORRUPTING));
  return [...found]
    .map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`)
    .join(", ");
}
