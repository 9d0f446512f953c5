import { AT_START, CARRIERS, type CostLine, MONTHLY, present } from "./cost-line.ts";
import type { ServiceQuantities, TrunkQuantities } from "./quantities.ts";
import { meanCallCharge, monthlyCharge } from "./tariff.ts";
import { type Term, term } from "./term.ts";

/** A price that stands in the province file, in fen: the carrier's contract. */
export interface TariffPrice {
  readonly id: string;
  readonly fen: number;
  readonly per: "month" | "once" | "call";
  readonly areaCode: string;
  /** The contract and its day; without both nobody can check the price. */
  readonly source: string | undefined;
  readonly asOf: string | undefined;
}

const RENTAL = { e1: "trunk.e1.month", line: "trunk.analog.month", channel: "trunk.sipChannel.month" } as const;
const INSTALL = { e1: "trunk.install", line: "trunk.install", channel: "trunk.sipInstall" } as const;

/** Trunks by billing mode, data lines, calls back. `tariffs` are prices that the lines read besides the book's. */
export function telecomLines(
  service: Pick<ServiceQuantities, "trunks" | "answeredYear" | "talkSeconds">,
  lines: { readonly dataLines: number; readonly vpnLines: number; readonly forwardedChannels: number },
): { readonly lines: readonly CostLine[]; readonly tariffs: readonly TariffPrice[] } {
  const tariffs: TariffPrice[] = [];
  const documents = new Map(service.trunks.map(({ areaCode, billing }) => [areaCode, billing.tariff]));
  const priced: Priced = (price) => {
    const tariff = documents.get(price.areaCode);
    tariffs.push({ ...price, source: tariff?.source, asOf: tariff?.asOf });
    return price.id;
  };
  const line = (id: string, payment: CostLine["payment"], terms: readonly Term[]): CostLine => ({
    id: `telecom.${id}`,
    category: "telecom",
    payment,
    growth: CARRIERS,
    terms: merged(terms),
  });
  const links = (quantity: number, price: string, what: string): Term =>
    term({ quantity, unit: "line", figure: undefined, what }, ["price", price]);
  return {
    lines: present([
      line(
        "rental",
        MONTHLY,
        service.trunks.map((trunk) => rentalTerm(trunk, priced)),
      ),
      line(
        "installation",
        AT_START,
        service.trunks.map((trunk) => installTerm(trunk, priced)),
      ),
      line(
        "usage",
        MONTHLY,
        service.trunks.flatMap((trunk) => usageTerms(trunk, priced)),
      ),
      line(
        "calls-back",
        MONTHLY,
        service.trunks.map((trunk) => callBackTerm(trunk, service, priced)),
      ),
      line("data-lines", MONTHLY, [
        links(lines.dataLines, "line.data.month", "private lines"),
        links(lines.vpnLines, "line.vpn.month", "VPN lines"),
      ]),
      line("forwarding", MONTHLY, [
        term(
          {
            quantity: lines.forwardedChannels,
            unit: "channel",
            figure: "switch.channels",
            what: "second channel of every call that goes on to the provider",
          },
          ["price", "trunk.sipChannel.month"],
        ),
      ]),
    ]),
    tariffs,
  };
}

type Priced = (price: Omit<TariffPrice, "source" | "asOf">) => string;

function ordered({ areaCode, units, unit }: TrunkQuantities): Omit<Term, "factors"> {
  return { quantity: units, unit, figure: `trunks.${areaCode}.unitsOrdered`, what: "trunk units ordered" };
}

function rentalTerm(trunk: TrunkQuantities, priced: Priced): Term {
  const { areaCode, unit, billing } = trunk;
  if (billing.tariff === undefined) return term(ordered(trunk), ["price", RENTAL[unit]]);
  const id = `tariff.${areaCode}.rental`;
  const fen = billing.tariff.rentalFenPerMonth;
  return term(ordered(trunk), ["price", priced({ id, fen, per: "month", areaCode })]);
}

function installTerm(trunk: TrunkQuantities, priced: Priced): Term {
  const fen = trunk.billing.tariff?.installFen;
  const { areaCode, unit } = trunk;
  if (fen === undefined) return term(ordered(trunk), ["price", INSTALL[unit]]);
  return term(ordered(trunk), ["price", priced({ id: `tariff.${areaCode}.install`, fen, per: "once", areaCode })]);
}

/** What a month of incoming calls costs the center, by who pays. */
function usageTerms(trunk: TrunkQuantities, priced: Priced): readonly Term[] {
  const { areaCode, billing, calls } = trunk;
  const { mode, tariff } = billing;
  const minutesMonth = calls.reduce((sum, { perYear, seconds }) => sum + (perYear * seconds) / 60 / 12, 0);
  const callsMonth = calls.reduce((sum, { perYear }) => sum + perYear / 12, 0);
  const minutes = { quantity: minutesMonth, unit: "minute", figure: "demand", what: "incoming minutes a month" };
  const perCall = { quantity: callsMonth, unit: "call", figure: "demand", what: "incoming calls a month" };
  switch (mode) {
    case "caller-pays":
    case "rental-plus-usage":
      return [];
    case "flat-monthly":
    case "package": {
      if (tariff?.allowanceMinutes === undefined) return [];
      if (tariff.steps === undefined || tariff.steps.length === 0) {
        const above = Math.max(0, minutesMonth - tariff.allowanceMinutes);
        const over = { ...minutes, quantity: above, what: "incoming minutes a month above the allowance" };
        return [term(over, ["price", "voice.in.minute"])];
      }
      const fen = monthlyCharge({ ...tariff, rentalFenPerMonth: 0 }, { units: trunk.units, minutes: minutesMonth });
      const one = { quantity: 1, unit: "month", figure: undefined, what: "minutes above the allowance" };
      return [term(one, ["price", priced({ id: `tariff.${areaCode}.overage`, fen, per: "month", areaCode })])];
    }
    case "per-minute":
    case "called-pays":
    case "split": {
      if (tariff?.steps === undefined) return [term(minutes, ["price", "voice.in.minute"])];
      const fen = meanCharge(trunk);
      return [term(perCall, ["price", priced({ id: `tariff.${areaCode}.call`, fen, per: "call", areaCode })])];
    }
    case "per-call": {
      const [step] = tariff?.steps ?? [];
      if (step === undefined) return [term(perCall, ["price", "voice.in.call"])];
      const id = `tariff.${areaCode}.call`;
      return [term(perCall, ["price", priced({ id, fen: step.fenPerUnit, per: "call", areaCode })])];
    }
  }
}

/** Mean charge of an incoming call: each class of calls by its own mean length. */
function meanCharge({ calls, billing }: TrunkQuantities): number {
  const all = calls.reduce((sum, { perYear }) => sum + perYear, 0);
  const steps = billing.tariff?.steps ?? [];
  return calls.reduce((sum, { perYear, seconds }) => sum + (perYear * meanCallCharge(steps, seconds)) / all, 0);
}

/** Calls back are outgoing and paid by the center in every mode; by steps where the group's tariff is for usage. */
function callBackTerm(
  { areaCode, billing, share }: TrunkQuantities,
  { answeredYear, talkSeconds }: Pick<ServiceQuantities, "answeredYear" | "talkSeconds">,
  priced: Priced,
): Term {
  const answered = (answeredYear * share) / 12;
  const steps = billing.mode === "rental-plus-usage" ? billing.tariff?.steps : undefined;
  if (steps !== undefined) {
    const fen = meanCallCharge(steps, talkSeconds);
    const calls = { quantity: answered, unit: "call", figure: "demand", what: "answered calls a month" };
    const id = `tariff.${areaCode}.out`;
    return term(calls, ["percent", "voice.out.share"], ["price", priced({ id, fen, per: "call", areaCode })]);
  }
  const minutes = {
    quantity: (answered * talkSeconds) / 60,
    unit: "minute",
    figure: "demand",
    what: "talk minutes a month of answered calls",
  };
  return term(minutes, ["percent", "voice.out.share"], ["price", "voice.out.minute"]);
}

/** Terms of the same prices become one: sixteen groups of E1s read as their sum. */
function merged(terms: readonly Term[]): readonly Term[] {
  const groups = Map.groupBy(terms, ({ factors, what }) => `${what} ${JSON.stringify(factors)}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    if (group.length === 1) return [first];
    const quantity = group.reduce((sum, each) => sum + each.quantity, 0);
    return [{ ...first, quantity, figure: first.figure?.split(".")[0], what: `${first.what}, ${group.length} groups` }];
  });
}
