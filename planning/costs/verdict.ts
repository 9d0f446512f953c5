import type { FinanceSummary, UnfitReason, Verdict, VerdictRests } from "./comparison.ts";
import type { Amount, Confidence } from "./cost-view.ts";
import type { TornadoBar } from "./sensitivity-view.ts";

type Rests = Readonly<Record<Confidence, number>>;

export interface Judged {
  readonly id: string;
  readonly mode: "self-built" | "outsourced";
  readonly present: Amount;
  readonly rests: Rests;
  readonly unknownShare: number;
}

/** Present values by draw of the cheapest of each mode. */
export interface PairDraws {
  readonly selfBuilt: Float64Array;
  readonly outsourced: Float64Array;
}

export interface Case {
  readonly options: readonly Judged[];
  readonly draws: PairDraws;
  /** The same with all prices of labor moving together. */
  readonly together: PairDraws;
  /** What the prices rest on in which the two differ. */
  readonly differenceRests: Rests;
  readonly tornado: readonly TornadoBar[];
  readonly finance: FinanceSummary;
  readonly stale: boolean;
  readonly expired: boolean;
  readonly unlike: boolean;
  readonly volumeAssumed: boolean;
}

/** Which is cheaper, by how much, how sure, what would flip it, and whether anybody should decide on it. */
export function verdictOf(given: Case): Verdict {
  const { options, tornado, finance } = given;
  const [selfBuilt, outsourced] = (["self-built", "outsourced"] as const).map((mode) =>
    cheapest(
      options.filter((option) => option.mode === mode),
      ({ present }) => present,
    ),
  );
  if (selfBuilt === undefined || outsourced === undefined) return { kind: "nothing-to-compare", because: "one-option" };
  const [winner, over] =
    selfBuilt.present.fen <= outsourced.present.fen ? [selfBuilt, outsourced] : [outsourced, selfBuilt];
  // A floor below may still rise above; and one of the other mode, not of the pair, may stay below.
  const open = [
    ...winner.present.unknown,
    ...options
      .filter(({ mode, present }) => mode === over.mode && present.fen < winner.present.fen)
      .flatMap(({ present }) => present.unknown),
  ];
  const rests: VerdictRests = { winner: winner.rests, over: over.rests, difference: given.differenceRests };
  const unknownShare = Math.max(winner.unknownShare, over.unknownShare);
  const reasons: readonly (readonly [boolean, UnfitReason])[] = [
    [leastSourced(rests).share < finance.leastSourcedShare, "sourced-share-low"],
    [unknownShare > finance.mostUnknownShare || open.length > 0, "prices-missing"],
    [given.stale, "prices-stale"],
    [given.expired, "book-expired"],
    [given.unlike, "unlike"],
    [given.volumeAssumed, "volume-default"],
  ];
  const unfitBecause = reasons.flatMap(([holds, reason]) => (holds ? [reason] : []));
  if (open.length > 0) {
    const unknown = [...new Set([...open, ...over.present.unknown])].sort();
    return { kind: "undecided", unknown, rests, fit: false, unfitBecause };
  }
  const byFen = over.present.fen - winner.present.fen;
  return {
    kind: "cheaper",
    winner: winner.id,
    over: over.id,
    byFen,
    byPercent: over.present.fen === 0 ? 0 : (100 * byFen) / over.present.fen,
    sureness: agreeing(given.draws, winner.mode),
    surenessTogether: agreeing(given.together, winner.mode),
    overUnknown: over.present.unknown,
    flippedBy: tornado.filter(({ flips }) => flips).map(({ price }) => price),
    rests,
    fit: unfitBecause.length === 0,
    unfitBecause,
  };
}

/** The cheapest of those with all their prices; the lowest floor where none has. */
export function cheapest<Option>(
  options: readonly Option[],
  presentOf: (option: Option) => Amount,
): Option | undefined {
  const priced = options.filter((option) => presentOf(option).unknown.length === 0);
  return (priced.length > 0 ? priced : options).reduce<Option | undefined>(
    (least, each) => (least === undefined || presentOf(each).fen < presentOf(least).fen ? each : least),
    undefined,
  );
}

/** The weakest of the three: a well sourced loser must not make up for a guessed winner. */
export function leastSourced(rests: VerdictRests): { readonly of: keyof VerdictRests; readonly share: number } {
  const sides = (["winner", "over", "difference"] as const).map((of) => ({ of, share: rests[of].sourced }));
  return sides.reduce((least, each) => (each.share < least.share ? each : least));
}

/** Share of draws in which the mode is the cheaper of the pair. */
function agreeing({ selfBuilt, outsourced }: PairDraws, mode: Judged["mode"]): number {
  const sign = mode === "self-built" ? 1 : -1;
  let count = 0;
  for (let draw = 0; draw < selfBuilt.length; draw++)
    if (sign * ((outsourced[draw] ?? 0) - (selfBuilt[draw] ?? 0)) > 0) count++;
  return selfBuilt.length === 0 ? 0 : count / selfBuilt.length;
}
