import type { CalledNumberSample, TrunkOrder } from "../../planning/trunk-order.ts";

/** One line of the opening record: what is tried, with which facts, and what must be seen. */
export interface OpeningTest {
  /** `0551-03`: stays the same as long as the order does. */
  readonly id: string;
  readonly test: OpeningTestKind;
  readonly facts: Readonly<Record<string, string | number>>;
}

export type OpeningTestKind =
  | "alarms"
  | "box-up"
  | "called-number"
  | "called-number-open"
  | "dialed-in-city"
  | "caller-fixed"
  | "caller-mobile"
  | "caller-withheld"
  | "speech"
  | "release"
  | "keys"
  | "limit"
  | "box-lost"
  | "standby"
  | "stranger"
  | "call-local"
  | "call-far"
  | "call-mobile"
  | "call-mobile-far"
  | "call-barred"
  | "queue-full"
  | "provider-dialed"
  | "provider-caller"
  | "provider-keys"
  | "provider-limit"
  | "provider-shown"
  | "provider-barred"
  | "provider-retained"
  | "provider-copies";

/** What is tried before a trunk group goes into service. Numbers and limits are those that the switch is built with. */
export function openingTests(order: TrunkOrder): readonly OpeningTest[] {
  const { site } = order;
  const tests = site.kind === "provider" ? testsAtProvider(order, site) : testsAtDepartment(order);
  return tests.map((test, index) => ({ id: `${order.areaCode}-${String(index + 1).padStart(2, "0")}`, ...test }));
}

type UnnumberedTest = Omit<OpeningTest, "id">;

/** What the department can see of a group that ends elsewhere: who answers, what is heard, what is delivered. */
function testsAtProvider(
  order: TrunkOrder,
  site: Extract<TrunkOrder["site"], { readonly kind: "provider" }>,
): readonly UnnumberedTest[] {
  const { areaCode, channels, serves, outward, whenFull } = order;
  return [
    ...serves.map((city) => ({ test: "provider-dialed" as const, facts: { city, areaCode } })),
    { test: "provider-caller", facts: { areaCode } },
    { test: "speech", facts: { minutes: 3 } },
    { test: "provider-keys", facts: { dtmf: order.dtmf } },
    { test: "provider-limit", facts: { channels, next: channels + 1, cause: whenFull.cause } },
    { test: "provider-shown", facts: { shown: outward.shown ?? "" } },
    { test: "provider-barred", facts: {} },
    ...(site.retainedSeats > 0
      ? [{ test: "provider-retained" as const, facts: { seats: site.retainedSeats, port: order.switch.sipPort } }]
      : []),
    { test: "provider-copies", facts: {} },
  ];
}

function isLike(one: CalledNumberSample, other: CalledNumberSample): boolean {
  return one.number === other.number && one.form === other.form && one.city === other.city;
}

function testsAtDepartment(order: TrunkOrder): readonly UnnumberedTest[] {
  const { areaCode, channels, boxes, serves, outward } = order;
  const nodes = order.switch.nodes;
  const shown = outward.shown ?? "";
  return [
    ...(order.kind === "e1"
      ? boxes.map(({ name, units }) => ({ test: "alarms" as const, facts: { box: name, units } }))
      : []),
    ...boxes.map(({ name, address }) => ({ test: "box-up" as const, facts: { box: name, address } })),
    ...order.calledNumbers
      .filter(
        (sample, index, all) => sample.number !== undefined || index === all.findIndex((each) => isLike(each, sample)),
      )
      .map(({ form, number, city }) =>
        number === undefined
          ? { test: "called-number-open" as const, facts: { form, city } }
          : { test: "called-number" as const, facts: { form, number, city } },
      ),
    ...serves.map((city) => ({ test: "dialed-in-city" as const, facts: { city, areaCode } })),
    { test: "caller-fixed", facts: { areaCode } },
    { test: "caller-mobile", facts: {} },
    { test: "caller-withheld", facts: {} },
    { test: "speech", facts: { minutes: 3 } },
    { test: "release", facts: { seconds: order.kind === "analog" ? 10 : 1 } },
    { test: "keys", facts: { dtmf: order.dtmf } },
    { test: "limit", facts: { channels, next: channels + 1, cause: order.whenFull.cause } },
    ...boxes.map(({ name, keepAlive }) => ({
      test: "box-lost" as const,
      facts: { box: name, left: keepAlive.leftWithinSeconds, back: keepAlive.backWithinSeconds },
    })),
    ...(nodes.length > 1
      ? [{ test: "standby" as const, facts: { owner: nodes[0]?.name ?? "", standby: nodes[1]?.name ?? "" } }]
      : []),
    { test: "stranger", facts: { port: order.switch.sipPort } },
    ...(order.whenBusy.length === 0
      ? []
      : order.whenBusy.map(({ queue, callers, afterSeconds, overflow }) => ({
          test: "queue-full" as const,
          facts: { queue, callers, seconds: afterSeconds, overflow },
        }))),
    { test: "call-local", facts: { shown } },
    { test: "call-far", facts: { numbers: outward.numbers, shown } },
    { test: "call-mobile", facts: { shown } },
    { test: "call-mobile-far", facts: { rule: outward.outOfTownMobiles, shown } },
    { test: "call-barred", facts: {} },
  ];
}
