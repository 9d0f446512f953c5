import type { ProvinceComparison } from "./comparison.ts";
import type { Amount } from "./cost-view.ts";
import { LEAST_LABOR_SHARE } from "./likeness.ts";
import type { Mix, NationalComparison, NationalRow } from "./national-view.ts";
import type { AdmissibleOption } from "./option.ts";

/** Steps into which a budget is cut when the best mix is looked for. */
const STEPS = 10_000;

/** The matrix of provinces, totals, and the best mix where a budget is given. */
export function compareNation(
  provinces: readonly ProvinceComparison[],
  budgetFen: number | undefined,
): NationalComparison {
  const comparable = provinces.filter(({ comparable: can }) => can);
  const total = (pick: (province: ProvinceComparison) => AdmissibleOption | undefined): Amount => {
    const picked = comparable.map(pick).filter((option) => option !== undefined);
    return {
      fen: picked.reduce((sum, { present }) => sum + present.fen, 0),
      unknown: [...new Set(picked.flatMap(({ present }) => present.unknown))].sort(),
    };
  };
  return {
    rows: provinces.map(rowOf),
    totals: {
      allSelfBuilt: total((province) => optionById(province, province.pair?.selfBuilt)),
      allOutsourced: total((province) => optionById(province, province.pair?.outsourced)),
      asStated: total((province) => admissibleOf(province).find(({ stated }) => stated)),
      cheapestEach: total((province) => cheapestOf(likeOf(province))),
    },
    mix: budgetFen === undefined ? undefined : mixOf(comparable, budgetFen),
  };
}

function rowOf(province: ProvinceComparison): NationalRow {
  const selfBuilt = optionById(province, province.pair?.selfBuilt);
  const outsourced = optionById(province, province.pair?.outsourced);
  const { verdict } = province;
  const priced = [selfBuilt, outsourced].every((option) => option?.present.unknown.length === 0);
  const winner = verdict.kind === "cheaper" ? optionById(province, verdict.winner) : undefined;
  return {
    province: province.province,
    winner: winner?.id,
    selfBuilt: selfBuilt?.present,
    outsourced: outsourced?.id,
    outsourcedPresent: outsourced?.present,
    differenceFen:
      selfBuilt === undefined || outsourced === undefined || !priced
        ? undefined
        : outsourced.present.fen - selfBuilt.present.fen,
    sureness: verdict.kind === "cheaper" ? verdict.sureness : undefined,
    fit: verdict.kind === "cheaper" && verdict.fit,
    unlike: winner !== undefined && !isLike(winner),
  };
}

function admissibleOf({ options }: ProvinceComparison): readonly AdmissibleOption[] {
  return options.filter((option) => option.admissible);
}

/** Whether its fee pays for the service that all are costed for; self-built always does. */
function isLike({ byBasis }: AdmissibleOption): boolean {
  const share = byBasis.find(({ used }) => used)?.laborShare ?? null;
  return share === null || share >= LEAST_LABOR_SHARE;
}

function likeOf(province: ProvinceComparison): readonly AdmissibleOption[] {
  return admissibleOf(province).filter(isLike);
}

function optionById(province: ProvinceComparison, id: string | undefined): AdmissibleOption | undefined {
  return admissibleOf(province).find((option) => option.id === id);
}

function cheapestOf(options: readonly AdmissibleOption[]): AdmissibleOption | undefined {
  return options.reduce<AdmissibleOption | undefined>(
    (least, each) => (least === undefined || each.present.fen < least.present.fen ? each : least),
    undefined,
  );
}

export interface MixChoice {
  readonly option: string;
  readonly firstYearFen: number;
  readonly presentFen: number;
}

/**
 * One choice of each group with the least sum of present values whose first-year sums stay within the budget: the
 * multiple-choice knapsack, by dynamic programming over the budget in steps. First-year payments above the least of
 * their group are counted, rounded up to steps, so a result never exceeds the budget.
 */
export function bestMix(
  groups: readonly (readonly MixChoice[])[],
  budgetFen: number,
): readonly MixChoice[] | undefined {
  const least = groups.map((group) => Math.min(...group.map(({ firstYearFen }) => firstYearFen)));
  const free = budgetFen - least.reduce((sum, fen) => sum + fen, 0);
  if (free < 0 || groups.some((group) => group.length === 0)) return undefined;
  const step = stepOf(budgetFen);
  const room = Math.floor(free / step);
  let best = new Float64Array(room + 1);
  const chosen: Int32Array[] = [];
  for (const [index, group] of groups.entries()) {
    const next = new Float64Array(room + 1).fill(Number.POSITIVE_INFINITY);
    const from = new Int32Array(room + 1).fill(-1);
    for (const [choice, { firstYearFen, presentFen }] of group.entries()) {
      const steps = Math.ceil((firstYearFen - (least[index] ?? 0)) / step);
      for (let spent = steps; spent <= room; spent++) {
        const sum = (best[spent - steps] ?? 0) + presentFen;
        if (sum < (next[spent] ?? 0)) {
          next[spent] = sum;
          from[spent] = choice;
        }
      }
    }
    best = next;
    chosen.push(from);
  }
  let spent = room;
  const picks: MixChoice[] = [];
  for (let index = groups.length - 1; index >= 0; index--) {
    const choice = groups[index]?.[chosen[index]?.[spent] ?? -1];
    if (choice === undefined) return undefined;
    picks.unshift(choice);
    spent -= Math.ceil((choice.firstYearFen - (least[index] ?? 0)) / step);
  }
  return picks;
}

function stepOf(budgetFen: number): number {
  return Math.max(1, Math.ceil(budgetFen / STEPS));
}

/** Only of options that are like and have all their prices: a lower bound can't be held to a budget. */
function mixOf(provinces: readonly ProvinceComparison[], budgetFen: number): Mix {
  const priced = provinces.map((province) =>
    likeOf(province).filter(({ present, nominal }) => present.unknown.length + nominal.unknown.length === 0),
  );
  const like = provinces.map(likeOf);
  const leftOut = like.flat().length - priced.flat().length;
  const shared = { budgetFen, stepFen: stepOf(budgetFen), leftOut };
  const without = provinces.filter((_, index) => priced[index]?.length === 0);
  if (without.length > 0) {
    const unknown = new Set(like.flat().flatMap(({ present }) => present.unknown));
    const ids = without.map(({ province }) => province);
    return { ...shared, result: { kind: "prices-missing", provinces: ids, unknown: [...unknown].sort() } };
  }
  const groups = priced.map((options) =>
    options.map(({ id, byYear, present }) => ({
      option: id,
      firstYearFen: byYear[0]?.nominal ?? 0,
      presentFen: present.fen,
    })),
  );
  const picks = bestMix(groups, budgetFen);
  if (picks === undefined) {
    const leastFen = groups.reduce((sum, group) => sum + Math.min(...group.map(({ firstYearFen }) => firstYearFen)), 0);
    return { ...shared, result: { kind: "budget-too-small", leastFen } };
  }
  const choices = picks.flatMap((choice, index) => {
    const province = provinces[index]?.province;
    return province === undefined ? [] : [{ province, ...choice }];
  });
  return {
    ...shared,
    result: {
      kind: "found",
      choices,
      firstYearFen: picks.reduce((sum, { firstYearFen }) => sum + firstYearFen, 0),
      presentFen: picks.reduce((sum, { presentFen }) => sum + presentFen, 0),
    },
  };
}
