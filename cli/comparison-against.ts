import { basename } from "node:path";
import type { Comparison, PriceStatus, ProvinceComparison } from "../planning/costs/comparison.ts";
import type { LineResult } from "../planning/costs/cost-view.ts";
import type { AdmissibleOption, ContractTerms, Option } from "../planning/costs/option.ts";
import type { Finding } from "../provinces/finding.ts";
import { severityOf } from "../provinces/messages.ts";
import type { PriceBook } from "../provinces/prices/price.ts";
import type { ProvinceId } from "../provinces/reference/divisions.ts";
import type { Invocation } from "./command.ts";
import { comparisonOf, soundPrices } from "./comparing.ts";
import { withFolderAt } from "./git-folder.ts";
import { admissibleOf } from "./report/comparison/words.ts";
import { type PlannedProvince, select } from "./selection.ts";

/**
 * Present value of an option then and now, in fen: `middle` is the design of then at the prices of now, `agreed` that
 * with the contract terms and carriers' tariffs of now.
 */
export interface AgainstRow {
  readonly option: Pick<Option, "id" | "mode" | "leases" | "ingress">;
  /** What the files state, then and now; it need not be the same option. */
  readonly stated: boolean;
  readonly before: number;
  readonly middle: number;
  readonly agreed: number;
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

/** A term of the stated contract: price basis, minimum, months, handing over, cap of deductions. */
export interface TermChange {
  readonly term: "basis" | "minimum" | "months" | "transition" | "cap" | "retained";
  readonly before: string | number | null;
  readonly after: string | number | null;
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
  /** The ref's file has these errors: nothing can be compared with it. */
  readonly faults: readonly Finding[];
  /** What the file of now states is costed, and should find its counterpart in `rows`. */
  readonly hasStated: boolean;
  readonly rows: readonly AgainstRow[];
  readonly assumptions: readonly PriceChange[];
  /** Of the stated option: what was agreed with the provider and the carriers. */
  readonly terms: { readonly contract: readonly TermChange[]; readonly prices: readonly PriceChange[] };
  /** Of the stated option. */
  readonly design: { readonly quantities: readonly QuantityChange[] };
}

export interface AgainstRequest {
  readonly ref: string;
  readonly planned: readonly PlannedProvince[];
  readonly book: PriceBook;
}

/**
 * Separates what changed since a git ref: first the prices are changed under the old design, then what was agreed with
 * provider and carriers, then the design; the three parts add up to the whole.
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
    const { planned: all, findings } = select(then, [], { texts: false });
    const old = all.filter(({ id }) => ids.has(id));
    const [before, middle, agreed, after] = [
      comparisonOf(quick, old, oldBook),
      comparisonOf(quick, old, book),
      comparisonOf(
        quick,
        old.map((each) => withTermsOf(each, planned)),
        book,
      ),
      comparisonOf(quick, planned, book),
    ];
    // A file that is broken there is not absent: to call the province new would let any rise pass.
    const faultsOf = (id: string) =>
      findings.filter(({ code, where }) => severityOf(code) === "error" && isFileOf(where.file, id));
    return after.provinces.map((province) =>
      changeOf(province, { before, middle, agreed, after, faults: faultsOf(province.province) }),
    );
  });
}

function isFileOf(file: string | undefined, id: string): boolean {
  return file !== undefined && basename(file).replace(/\.ya?ml$/, "") === id;
}

/** The province of then with the contract terms and tariffs of now, where it has such. */
function withTermsOf(old: PlannedProvince, planned: readonly PlannedProvince[]): PlannedProvince {
  const now = planned.find(({ id }) => id === old.id)?.loaded.province;
  if (now === undefined) return old;
  const { province } = old.loaded;
  const build =
    province.build.mode === "outsourced" && now.build.mode === "outsourced"
      ? { ...province.build, contract: now.build.contract, pricing: now.build.pricing, sla: now.build.sla }
      : province.build;
  const localNetworks = province.localNetworks.map((network) => {
    const billing = now.localNetworks.find(({ areaCode }) => areaCode === network.areaCode)?.billing;
    return network.billing === undefined || billing === undefined ? network : { ...network, billing };
  });
  return { ...old, loaded: { ...old.loaded, province: { ...province, build, localNetworks } } };
}

interface Steps {
  readonly before: Comparison;
  readonly middle: Comparison;
  readonly agreed: Comparison;
  readonly after: Comparison;
  readonly faults: readonly Finding[];
}

function changeOf(now: ProvinceComparison, steps: Steps): AgainstResult {
  const { province, name } = now;
  const stated = (where: ProvinceComparison) => admissibleOf(where).find((option) => option.stated);
  const of = ({ provinces }: Comparison) => provinces.find((each) => each.province === province);
  const [old, mid, agreed] = [of(steps.before), of(steps.middle), of(steps.agreed)];
  if (old === undefined || mid === undefined || agreed === undefined)
    return {
      province,
      name,
      isNew: steps.faults.length === 0,
      faults: steps.faults,
      hasStated: stated(now) !== undefined,
      rows: [],
      assumptions: [],
      terms: { contract: [], prices: [] },
      design: { quantities: [] },
    };
  const [statedOld, statedMid, statedAgreed, statedNow] = [stated(old), stated(mid), stated(agreed), stated(now)];
  const ids = new Set([now.pair?.selfBuilt, now.pair?.outsourced]);
  const others = admissibleOf(now).filter((option) => ids.has(option.id) && option.id !== statedNow?.id);
  const byId = (where: ProvinceComparison, id: string) => admissibleOf(where).find((option) => option.id === id);
  return {
    province,
    name,
    isNew: false,
    faults: [],
    hasStated: statedNow !== undefined,
    rows: [
      ...rowOf(statedNow, { before: statedOld, middle: statedMid, agreed: statedAgreed }),
      ...others.flatMap((option) =>
        rowOf(option, {
          before: byId(old, option.id),
          middle: byId(mid, option.id),
          agreed: byId(agreed, option.id),
        }),
      ),
    ],
    assumptions: [...financeChanges(steps), ...priceChanges(old.prices, mid.prices)],
    terms: {
      contract: termChanges(statedMid?.contract, statedNow?.contract),
      prices: priceChanges(
        mid.prices.filter(({ origin }) => origin === "tariff"),
        now.prices.filter(({ origin }) => origin === "tariff"),
      ),
    },
    design: { quantities: quantityChanges(statedAgreed?.lines ?? [], statedNow?.lines ?? []) },
  };
}

function termChanges(old: ContractTerms | undefined, now: ContractTerms | undefined): readonly TermChange[] {
  const terms = [
    ["basis", "basis"],
    ["minimum", "minimumPerMonth"],
    ["months", "months"],
    ["transition", "transitionMonths"],
    ["cap", "deductionCapPercent"],
    ["retained", "retainedSeats"],
  ] as const;
  return terms
    .map(([term, key]) => ({ term, before: old?.[key] ?? null, after: now?.[key] ?? null }))
    .filter(({ before, after }) => before !== after);
}

type Stage = "before" | "middle" | "agreed";

function rowOf(
  option: AdmissibleOption | undefined,
  { before, middle, agreed }: Readonly<Record<Stage, AdmissibleOption | undefined>>,
): readonly AgainstRow[] {
  if (option === undefined || before === undefined || middle === undefined || agreed === undefined) return [];
  const { id, mode, leases, ingress, stated, present } = option;
  return [
    {
      option: { id, mode, leases, ingress },
      stated,
      before: before.present.fen,
      middle: middle.present.fen,
      agreed: agreed.present.fen,
      after: present.fen,
      unknown: [before, middle, agreed, option].some((each) => each.present.unknown.length > 0),
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
