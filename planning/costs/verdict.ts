import type { FinanceSummary, UnfitReason, Verdict } from "./comparison.ts";
import type { Amount, Confidence } from "./cost-view.ts";
import type { TornadoBar } from "./sensitivity-view.ts";

export interface Judged {
  readonly id: string;
  readonly mode: "self-built" | "outsourced";
  readonly present: Amount;
  readonly rests: Readonly<Record<Confidence, number>>;
  readonly unknownShare: number;
}

export interface Case {
  readonly options: readonly Judged[];
  /** Present values by draw of the cheapest of each mode. */
  readonly selfBuiltDraws: Float64Array;
  readonly outsourcedDraws: Float64Array;
  readonly tornado: readonly TornadoBar[];
  readonly finance: FinanceSummary;
  readonly stale: boolean;
  readonly unlike: boolean;
  readonly volumeAssumed: boolean;
}

/** Which is cheaper, by how much, how sure, what would flip it, and whether anybody should decide on it. */
export function verdictOf(given: Case): Verdict {
  const { options, selfBuiltDraws, outsourcedDraws, tornado, finance } = given;
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
  const rests = combined(winner, over);
  const unknown = [...new Set([...winner.present.unknown, ...over.present.unknown])].sort();
  const unknownShare = Math.max(winner.unknownShare, over.unknownShare);
  const reasons: readonly (readonly [boolean, UnfitReason])[] = [
    [rests.sourced < finance.leastSourcedShare, "sourced-share-low"],
    [unknownShare > finance.mostUnknownShare, "prices-missing"],
    [given.stale, "prices-stale"],
    [given.unlike, "unlike"],
    [given.volumeAssumed, "volume-default"],
  ];
  const unfitBecause = reasons.flatMap(([holds, reason]) => (holds ? [reason] : []));
  // A floor below all others may still rise above them.
  if (winner.present.unknown.length > 0) return { kind: "undecided", unknown, fit: false, unfitBecause };
  const sign = winner.mode === "self-built" ? 1 : -1;
  let agreeing = 0;
  for (let draw = 0; draw < selfBuiltDraws.length; draw++)
    if (sign * ((outsourcedDraws[draw] ?? 0) - (selfBuiltDraws[draw] ?? 0)) > 0) agreeing++;
  const byFen = over.present.fen - winner.present.fen;
  return {
    kind: "cheaper",
    winner: winner.id,
    over: over.id,
    byFen,
    byPercent: over.present.fen === 0 ? 0 : (100 * byFen) / over.present.fen,
    sureness: selfBuiltDraws.length === 0 ? 0 : agreeing / selfBuiltDraws.length,
    flippedBy: tornado.filter(({ flips }) => flips).map(({ price }) => price),
    rests,
    fit: unfitBecause.length === 0,
    unfitBecause,
  };
}

/** Of both together, by their present values. */
function combined(one: Judged, other: Judged): Readonly<Record<Confidence, number>> {
  const all = Math.abs(one.present.fen) + Math.abs(other.present.fen);
  const share = (confidence: Confidence): number =>
    all === 0
      ? 0
      : (one.rests[confidence] * Math.abs(one.present.fen) + other.rests[confidence] * Math.abs(other.present.fen)) /
        all;
  return { sourced: share("sourced"), knowledge: share("knowledge"), assumed: share("assumed") };
}
