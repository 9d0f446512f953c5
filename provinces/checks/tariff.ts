import type { FieldPath, Finding } from "../finding.ts";
import { CATALOG, type PriceId } from "../prices/catalog.ts";
import type { LocalNetwork, Trunk } from "../schema/local-network.ts";
import { both, type Facts } from "../wording.ts";
import { findingAt } from "./finding-at.ts";
import { networkName } from "./network-name.ts";

/** A sum that includes calls may be this many times the dearest bare rental. */
const CALLS_INCLUDED = 5;

type Tariff = NonNullable<NonNullable<LocalNetwork["billing"]>["tariff"]>;

/** Steps in order, and every price of a carrier's contract as believable as the price book's must be. */
export function checkTariff({ areaCode, billing, trunk }: LocalNetwork, path: FieldPath): readonly Finding[] {
  const tariff = billing?.tariff;
  if (billing === undefined || tariff === undefined) return [];
  const at = [...path, "billing", "tariff"];
  const facts = both("network", networkName(areaCode));
  const inclusive = billing.mode === "flat-monthly" || billing.mode === "package" ? CALLS_INCLUDED : 1;
  const rental = trunk === undefined ? undefined : rentalOf(trunk);
  return [
    ...stepOrder(tariff, at),
    ...(rental === undefined
      ? []
      : [
          ...believable(tariff.rentalFenPerMonth, {
            path: [...at, "rentalFenPerMonth"],
            bounds: [CATALOG[rental].bounds[0], CATALOG[rental].bounds[1] * inclusive],
            facts,
          }),
          ...believable(tariff.installFen ?? 0, {
            path: [...at, "installFen"],
            bounds: [0, CATALOG["trunk.install"].bounds[1]],
            facts,
          }),
        ]),
    ...(tariff.steps ?? []).flatMap(({ unitSeconds, fenPerUnit }, index) =>
      believable(fenPerUnit, {
        path: [...at, "steps", index, "fenPerUnit"],
        bounds: unitBounds(billing.mode, unitSeconds),
        facts,
      }),
    ),
  ];
}

function rentalOf(trunk: Trunk): PriceId {
  if (trunk.type === "analog") return "trunk.analog.month";
  return trunk.signalling === "sip-ims" ? "trunk.sipChannel.month" : "trunk.e1.month";
}

/** Yuan of a started unit: of a call where calls are charged whole, else of its share of minutes. */
function unitBounds(
  mode: NonNullable<LocalNetwork["billing"]>["mode"],
  unitSeconds: number,
): readonly [number, number] {
  if (mode === "per-call") return CATALOG["voice.in.call"].bounds;
  const [least, most] = CATALOG["voice.out.minute"].bounds;
  // A unit shorter than a minute is often dearer than its share; a whole call may cost what a minute does.
  return [(least * Math.min(unitSeconds, 60)) / 600, most * Math.max(1, unitSeconds / 60)];
}

/** What is free is free; else a sum in fen within bounds in yuan. */
function believable(
  fen: number,
  {
    path,
    bounds: [least, most],
    facts,
  }: { readonly path: FieldPath; readonly bounds: readonly [number, number]; readonly facts: Facts },
): readonly Finding[] {
  const yuan = fen / 100;
  if (fen === 0 || (yuan >= least && yuan <= most)) return [];
  const told = { ...facts, field: String(path.at(-1)), found: fen, yuan, least, most };
  const inYuan = yuan < least && fen >= least && fen <= most;
  return [findingAt(path, inYuan ? "TARIFF_LOOKS_YUAN" : "TARIFF_ABSURD", told)];
}

function stepOrder({ steps = [] }: Tariff, path: FieldPath): readonly Finding[] {
  const wrong = steps.findIndex((step, index) => {
    const before = steps[index - 1]?.upToSeconds ?? 0;
    return step.upToSeconds === undefined ? index < steps.length - 1 : step.upToSeconds <= before;
  });
  return wrong < 0 ? [] : [findingAt([...path, "steps", wrong], "TARIFF_STEPS", { step: wrong + 1 })];
}
