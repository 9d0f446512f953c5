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
  const cheapest = (mode: Judged["mode"] | undefined): Judged | undefined =>
    options
      .filter((option) => mode === undefined || option.mode === mode)
      .reduce<Judged | undefined>(
        (least, each) => (least === undefined || each.present.fen < least.present.fen ? each : least),
        undefined,
      );
  const winner = cheapest(undefined);
  const over = cheapest(winner?.mode === "self-built" ? "outsourced" : "self-built");
  if (winner === undefined || over === undefined) return { kind: "nothing-to-compare", because: "one-option" };
  const rests: VerdictRests = { winner: winner.rests, over: over.rests, difference: given.differenceRests };
  const unknown = [...new Set([...winner.present.unknown, ...over.present.unknown])].sort();
  const unknownShare = Math.max(winner.unknownShare, over.unknownShare);
  const reasons: readonly (readonly [boolean, UnfitReason])[] = [
    [leastSourced(rests).share < finance.leastSourcedShare, "sourced-share-low"],
    [unknownShare > finance.mostUnknownShare, "prices-missing"],
    [given.stale, "prices-stale"],
    [given.expired, "book-expired"],
    [given.unlike, "unlike"],
    [given.volumeAssumed, "volume-default"],
  ];
  const unfitBecause = reasons.flatMap(([holds, reason]) => (holds ? [reason] : []));
  // A floor below all others may still rise above them.
  if (winner.present.unknown.length > 0) return { kind: "undecided", unknown, rests, fit: false, unfitBecause };
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
