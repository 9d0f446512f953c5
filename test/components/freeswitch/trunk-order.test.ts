import { describe, expect, it } from "vitest";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { gatewaySettings } from "../../../components/freeswitch/gateway-sheet.ts";
import { openingTests } from "../../../components/freeswitch/opening-test.ts";
import { itemsOf } from "../../../planning/references.ts";
import type { TrunkOrder } from "../../../planning/trunk-order.ts";
import { Province } from "../../../provinces/province.ts";
import { CASE_NAMES, CASES, type CaseName } from "../cases.ts";

const ordersOf = (name: CaseName) => planCallCenter(CASES[name]()).trunkOrders;

function orderOf(name: CaseName, areaCode = "0551"): TrunkOrder {
  const order = ordersOf(name).find((each) => each.areaCode === areaCode);
  if (order === undefined) throw new Error(`${name} has no trunk order ${areaCode}`);
  return order;
}

/** Value of a setting on the sheet of the first box. */
function setting(order: TrunkOrder, name: string): string | undefined {
  const [box] = order.boxes;
  if (box === undefined) throw new Error("the order has no box");
  return gatewaySettings(order, box).find((each) => each.setting === name)?.value;
}

describe("a trunk order", () => {
  it("asks for what four E1s with two gateways need", () => {
    const order = orderOf("docker single");
    expect(order).toMatchObject({
      serves: ["0551", "0552"],
      units: 4,
      channels: 120,
      pilot: "055165123456",
      whenFull: { sipStatus: 503, cause: 34, hears: "busy-tone" },
      outward: { numbers: "local", shown: "65123456" },
    });
    expect(order.whenFull.divertTo).toBeUndefined();
    expect(order.requests).toContain("e1-interface");
    expect(order.requests).not.toContain("divert-on-busy");
    expect(order.boxes.map(({ name, units, channels }) => [name, units, channels])).toEqual([
      ["hefei-gw1", 2, 60],
      ["hefei-gw2", 2, 60],
    ]);
    expect(order.whenBusy[0]?.callers).toBeLessThan(order.channels);
  });

  it("gives each border controller the whole group, and says so to the carrier", () => {
    const order = orderOf("kubernetes integrated", "0553");
    expect(order.boxes.map(({ units, channels }) => [units, channels])).toEqual([
      [0, 90],
      [0, 90],
    ]);
    expect(order.requests).toEqual(expect.arrayContaining(["both-border-controllers", "keep-alive"]));
    expect(order.whenFull.divertTo?.areaCode).toBe("0551");
    expect(order.outward.numbers).toBe("area-code");
  });

  it("names the provider's site where the carrier ends there, and asks for what keeps the number the department's", () => {
    const order = orderOf("outsourced provider site");
    expect(order).toMatchObject({
      site: { kind: "provider", name: undefined, channels: 120, retainedSeats: 4 },
      channels: 120,
      boxes: [],
      whenBusy: [],
      // Transfers to the retained seats arrive at the peers' port.
      switch: { sipPort: 5080 },
    });
    expect(order.requests.slice(0, 3)).toEqual(["ends-at-provider", "carrier-list", "translate-short-code"]);
    expect(order.requests).toContain("e1-interface");
    for (const name of CASE_NAMES.filter((each) => each !== "outsourced provider site"))
      for (const { site, requests } of ordersOf(name)) {
        expect(site.kind).toBe("department");
        expect(requests).not.toContain("ends-at-provider");
      }
  });

  it("of a provider that is named and takes fewer calls than the trunk carries says both", () => {
    const base = CASES["outsourced provider site"]();
    if (base.build.mode !== "outsourced") throw new Error("not outsourced");
    const build = { ...base.build, provider: { name: "某服务商" }, contract: { months: 12, channels: 90 } };
    const [order] = planCallCenter(Province.parse({ ...base, build })).trunkOrders;
    expect(order?.site).toMatchObject({ name: "某服务商", channels: 90 });
  });

  it.each(CASE_NAMES)("names in %s only called numbers that the dialplan takes, for the city that it says", (name) => {
    const plan = planCallCenter(CASES[name]());
    const dialplan = itemsOf(plan).flatMap((item) =>
      item.kind === "config-set" && item.set === "reload" && "dialplan/public.xml" in item.files
        ? [item.files["dialplan/public.xml"] ?? ""]
        : [],
    )[0];
    for (const { areaCode, calledNumbers, site } of plan.trunkOrders) {
      if (site.kind === "provider") continue;
      const taken = pattern(dialplan ?? "", `called-${areaCode}`);
      for (const { number, city } of calledNumbers) {
        if (number === undefined) continue;
        expect(taken?.test(number), `${number} of ${areaCode}`).toBe(true);
        if (city !== areaCode) expect(pattern(dialplan ?? "", `city-${city}`)?.test(number), number).toBe(true);
      }
    }
  });
});

describe("a gateway sheet", () => {
  it("has both nodes, the owner first, and the RTP range that the firewall opens", () => {
    const order = orderOf("docker pair");
    expect(setting(order, "peer-owner")).toBe("10.1.0.11:5060 (host-a)");
    expect(setting(order, "peer-standby")).toBe("10.1.0.12:5060 (host-b)");
    const rules = itemsOf(planCallCenter(CASES["docker pair"]())).find((item) => item.kind === "host-firewall");
    const { first, last } = order.switch.rtp;
    expect(rules?.kind === "host-firewall" && rules.rules).toContain(`udp dport ${first}-${last} accept`);
    expect(setting(order, "rtp-to")).toContain(`${first}-${last}`);
  });

  it("sets an E1 as the carrier's user side with its clock and CRC-4", () => {
    const order = orderOf("docker single");
    expect(["clock", "crc4", "pri-side", "framing", "codec"].map((name) => setting(order, name))).toEqual([
      "from-carrier",
      "on",
      "user",
      "g704-multiframe",
      "G.711 A-law (PCMA), 20 ms",
    ]);
  });

  it("speaks of lines to an FXO box, and of no line to a border controller", () => {
    expect(setting(orderOf("hotline analog"), "fxo-ports")).toBe("12 / 16");
    expect(setting(orderOf("hotline analog"), "crc4")).toBeUndefined();
    expect(setting(orderOf("kubernetes integrated", "0553"), "licensed-calls")).toBe("90");
  });
});

describe("an opening record", () => {
  it("tries every called number, the call after the last, each box and both nodes", () => {
    const tests = openingTests(orderOf("docker pair"));
    const kinds = tests.map(({ test }) => test);
    expect(tests.find(({ test }) => test === "limit")?.facts).toEqual({ channels: 120, next: 121, cause: 34 });
    expect(tests.find(({ test }) => test === "box-lost")?.facts).toMatchObject({ left: 54, back: 18 });
    expect(kinds).toContain("standby");
    expect(kinds.filter((kind) => kind === "queue-full")).toHaveLength(3);
    expect(new Set(tests.map(({ id }) => id)).size).toBe(tests.length);
    expect(tests[0]?.id).toBe("0551-01");
  });

  it("tries no second node where there is one, and each city where there are two", () => {
    const tests = openingTests(orderOf("docker single"));
    expect(tests.map(({ test }) => test)).not.toContain("standby");
    expect(tests.filter(({ test }) => test === "dialed-in-city").map(({ facts }) => facts["city"])).toEqual([
      "0551",
      "0552",
    ]);
    expect(tests.filter(({ test }) => test === "called-number").length).toBe(9);
  });
});

describe("an opening record at a provider's site", () => {
  it("tries what the department can see: who answers, what is heard, shown, transferred and delivered", () => {
    const tests = openingTests(orderOf("outsourced provider site"));
    expect(tests.map(({ test }) => test)).toEqual([
      "provider-dialed",
      "provider-caller",
      "speech",
      "provider-keys",
      "provider-limit",
      "provider-shown",
      "provider-barred",
      "provider-retained",
      "provider-copies",
    ]);
    expect(tests[0]?.id).toBe("0551-01");
    expect(tests.find(({ test }) => test === "provider-limit")?.facts).toEqual({ channels: 120, next: 121, cause: 34 });
    expect(tests.find(({ test }) => test === "provider-retained")?.facts).toEqual({ seats: 4, port: 5080 });
  });
});

function pattern(dialplan: string, extension: string): RegExp | undefined {
  const [, body = ""] = new RegExp(`<extension name="${extension}"[^>]*>([\\s\\S]*?)</extension>`).exec(dialplan) ?? [];
  const [, expression] = /field="destination_number" expression="([^"]*)"/.exec(body) ?? [];
  return expression === undefined ? undefined : new RegExp(expression);
}

describe("the papers of one trunk group", () => {
  it("try an unassigned form of the number once, whatever the ways in which it would be delivered", () => {
    for (const name of CASE_NAMES)
      for (const order of ordersOf(name)) {
        const tried = openingTests(order).map(({ test, facts }) => JSON.stringify([test, facts]));
        expect(new Set(tried).size).toBe(tried.length);
      }
  });

  it("leave no choice to the reader of a gateway sheet: what the carrier decides is said to be its", () => {
    for (const name of CASE_NAMES)
      for (const order of ordersOf(name))
        for (const box of order.boxes)
          for (const { setting: key, value } of gatewaySettings(order, box))
            if (key !== "fxo-ports" && key !== "e1-ports") expect(value).not.toMatch(/ \/ |, -$/);
  });
});
