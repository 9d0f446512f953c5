import type { Comparison, PriceStatus, ProvinceComparison } from "../planning/costs/comparison.ts";
import type { LineResult } from "../planning/costs/cost-view.ts";
import type { AdmissibleOption, Option } from "../planning/costs/option.ts";
import type { PriceBook } from "../provinces/prices/price.ts";
import type { ProvinceId } from "../provinces/reference/divisions.ts";
import type { Invocation } from "./command.ts";
import { comparisonOf, soundPrices } from "./comparing.ts";
import { withFolderAt } from "./git-folder.ts";
import { admissibleOf } from "./report/comparison/words.ts";
import { type PlannedProvince, select } from "./selection.ts";

/** Present value of an option then and now, in fen: `middle` is the design of then at the prices of now. */
export interface AgainstRow {
  readonly option: Pick<Option, "id" | "mode" | "leases" | "ingress">;
  /** What the files state, then and now; it need not be the same option. */
  readonly stated: boolean;
  readonly before: number;
  readonly middle: number;
  readonly after: number;
  /** A price is missing then or now: the sums are lower bounds. */
  readonly unknown: boolean;
}

export interface PriceChange {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** What the department pays: likely value, region and tax applied; null where there is none. */
  readonly before: number | null;
  readonly after: number | null;
}

export interface QuantityChange {
  readonly line: string;
  readonly what: string;
  readonly unit: string;
  readonly before: number;
  readonly after: number;
}

export interface AgainstResult {
  readonly province: ProvinceId;
  readonly name: { readonly zh: string; readonly en: string };
  /** The ref has no such province: nothing stands in `rows`. */
  readonly isNew: boolean;
  readonly rows: readonly AgainstRow[];
  readonly assumptions: readonly PriceChange[];
  /** Of the stated option. */
  readonly design: { readonly quantities: readonly QuantityChange[]; readonly prices: readonly PriceChange[] };
}

export interface AgainstRequest {
  readonly ref: string;
  readonly planned: readonly PlannedProvince[];
  readonly book: PriceBook;
}

/**
 * Separates what changed since a git ref: first the prices are changed under the old design, then the design at the new
 * prices; the two parts add up to the whole. Carriers' tariffs stand in the province file and count as design.
 */
export function compareAgainst(
  invocation: Invocation,
  { ref, planned, book }: AgainstRequest,
): readonly AgainstResult[] {
  return withFolderAt({ directory: invocation.provinces, ref }, (folder) => {
    // Only totals are read: no simulation worth the name is needed.
    const quick: Invocation = {
      ...invocation,
      value: (option) => (option === "draws" ? "100" : option === "budget" ? undefined : invocation.value(option)),
    };
    const then: Invocation = { ...quick, provinces: folder };
    const { book: oldBook } = soundPrices(then);
    const ids = new Set(planned.map(({ id }) => id));
    const old = select(then, []).planned.filter(({ id }) => ids.has(id));
    const [before, middle, after] = [
      comparisonOf(quick, old, oldBook),
      comparisonOf(quick, old, book),
      comparisonOf(quick, planned, book),
    ];
    return after.provinces.map((province) => changeOf(province, { before, middle, after }));
  });
}

interface Steps {
  readonly before: Comparison;
  readonly middle: Comparison;
  readonly after: Comparison;
}

function changeOf(now: ProvinceComparison, steps: Steps): AgainstResult {
  const { province, name } = now;
  const of = ({ provinces }: Comparison) => provinces.find((each) => each.province === province);
  const [old, mid] = [of(steps.before), of(steps.middle)];
  if (old === undefined || mid === undefined)
    return { province, name, isNew: true, rows: [], assumptions: [], design: { quantities: [], prices: [] } };
  const stated = ({ options }: ProvinceComparison) =>
    options.filter((option) => option.admissible).find((option) => option.stated);
  const [statedOld, statedMid, statedNow] = [stated(old), stated(mid), stated(now)];
  const ids = new Set([now.pair?.selfBuilt, now.pair?.outsourced]);
  const others = admissibleOf(now).filter((option) => ids.has(option.id) && option.id !== statedNow?.id);
  const byId = (where: ProvinceComparison, id: string) => admissibleOf(where).find((option) => option.id === id);
  return {
    province,
    name,
    isNew: false,
    rows: [
      ...rowOf(statedNow, { before: statedOld, middle: statedMid }),
      ...others.flatMap((option) => rowOf(option, { before: byId(old, option.id), middle: byId(mid, option.id) })),
    ],
    assumptions: [...financeChanges(steps), ...priceChanges(old.prices, mid.prices)],
    design: {
      quantities: quantityChanges(statedMid?.lines ?? [], statedNow?.lines ?? []),
      prices: priceChanges(
        mid.prices.filter(({ origin }) => origin === "tariff"),
        now.prices.filter(({ origin }) => origin === "tariff"),
      ),
    },
  };
}

function rowOf(
  option: AdmissibleOption | undefined,
  { before, middle }: { readonly before: AdmissibleOption | undefined; readonly middle: AdmissibleOption | undefined },
): readonly AgainstRow[] {
  if (option === undefined || before === undefined || middle === undefined) return [];
  const { id, mode, leases, ingress, stated, present } = option;
  return [
    {
      option: { id, mode, leases, ingress },
      stated,
      before: before.present.fen,
      middle: middle.present.fen,
      after: present.fen,
      unknown: [before, middle, option].some((each) => each.present.unknown.length > 0),
    },
  ];
}

function financeChanges({ before, after }: Steps): readonly PriceChange[] {
  const parameters = [
    ["finance.discount.pct", "折现率", "discount rate", "discountPercent"],
    ["finance.horizon.years", "测算期（年）", "horizon in years", "horizonYears"],
  ] as const;
  return parameters
    .map(([id, zh, en, key]) => ({ id, zh, en, before: before.finance[key], after: after.finance[key] }))
    .filter((change) => change.before !== change.after);
}

function priceChanges(old: readonly PriceStatus[], now: readonly PriceStatus[]): readonly PriceChange[] {
  const paid = ({ value, index, taxFactor }: PriceStatus): number | null =>
    value === null ? null : value.likely * index * taxFactor;
  const all = new Map([...old, ...now].map((price) => [price.id, price]));
  return [...all.values()]
    .map(({ id, zh, en }) => {
      const [one, other] = [old.find((price) => price.id === id), now.find((price) => price.id === id)];
      return {
        id,
        zh,
        en,
        before: one === undefined ? null : paid(one),
        after: other === undefined ? null : paid(other),
      };
    })
    .filter((change) => change.before !== change.after);
}

function quantityChanges(old: readonly LineResult[], now: readonly LineResult[]): readonly QuantityChange[] {
  const quantities = (lines: readonly LineResult[]) =>
    new Map(
      lines.flatMap(({ id, terms }) =>
        terms.map((term) => {
          const what = term.what.replace(/, \d+ groups$/, "");
          return [
            `${id} ${what} ${term.factors.map(({ price }) => price).join(" ")}`,
            { line: id, ...term, what },
          ] as const;
        }),
      ),
    );
  const [before, after] = [quantities(old), quantities(now)];
  const changes = [...new Map([...before, ...after])].flatMap(
    ([key, { line, what, unit }]): readonly QuantityChange[] => {
      const [one, other] = [before.get(key)?.quantity ?? 0, after.get(key)?.quantity ?? 0];
      return one === other ? [] : [{ line, what, unit, before: one, after: other }];
    },
  );
  // The same quantity at several prices (a seat's computer, headset, phone) is told once.
  const told = new Map(changes.map((change) => [JSON.stringify(change), change]));
  return [...told.values()];
}
