import { type Compiled, compile } from "./compiled.ts";
import { optionLines } from "./option-lines.ts";
import { candidates } from "./options.ts";
import { type PriceTable, withTariffs } from "./price-table.ts";
import { horizonOf, type ProvinceRequest, remembered, type Settings } from "./province-request.ts";
import { serviceQuantities } from "./quantities.ts";
import { difference, type Pair, priceBreakEven } from "./sensitivity.ts";
import type { BreakEven } from "./sensitivity-view.ts";
import { atVolume, volumeBreakEven } from "./volume.ts";
import type { Weighed } from "./weighed-option.ts";

/** Volume, seat price, wage and its growth at which both of the pair cost the same. */
export function breakEvensOf(given: {
  readonly pair: Pair;
  readonly outsourced: Weighed;
  readonly request: ProvinceRequest;
  readonly settings: Settings;
  readonly table: PriceTable;
  readonly callsPerDay: number;
}): readonly BreakEven[] {
  const { pair, outsourced } = given;
  const fee = outsourced.own.lines.find(({ id }) => id === "provider.fee");
  const seatPrice = fee?.terms[0]?.factors.findLast(({ kind }) => kind === "price")?.price;
  return [
    volume(given),
    ...(seatPrice === undefined ? [] : [priceBreakEven(pair, "seat-price", seatPrice)]),
    priceBreakEven(pair, "wage", "wage.agent"),
    priceBreakEven(pair, "wage-growth", "growth.wage.pct"),
  ].filter((found) => found !== undefined);
}

/** Both options of the pair, planned anew at each volume. */
function volume(given: Parameters<typeof breakEvensOf>[0]): BreakEven {
  const { pair, outsourced, request, settings, table, callsPerDay: now } = given;
  if (settings.detail === "summary")
    return {
      variable: "volume",
      price: undefined,
      unit: "calls/day",
      now,
      range: [now / 4, now * 4],
      result: { kind: "not-computed" },
    };
  return volumeBreakEven(now, (callsPerDay) => {
    const province = atVolume(request.province, callsPerDay, request.plan);
    const planOf = remembered(request.plan);
    const service = serviceQuantities(province, planOf(province));
    const all = candidates(province);
    const compiledOf = (id: string): Compiled => {
      const candidate = all.find((each) => each.id === id);
      if (candidate === undefined) throw new Error(`no option ${id}`);
      const own = optionLines({ candidate, file: province, plan: planOf(candidate.province), service, prices: table });
      const { staleAfterMonths } = settings.book;
      const place = { file: request.file, today: settings.today, staleAfterMonths, line: request.lineOf };
      const prices = withTariffs(table, own.tariffs, place);
      return compile(own.lines, {
        prices,
        horizon: horizonOf(own, settings.finance),
        ratePercent: settings.finance.discountPercent,
      });
    };
    return difference({
      selfBuilt: compiledOf("self-built"),
      outsourced: compiledOf(outsourced.candidate.id),
      prices: pair.prices,
    });
  });
}
