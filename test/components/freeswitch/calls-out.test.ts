import { describe, expect, it } from "vitest";
import { callsOut } from "../../../components/freeswitch/calls-out.ts";
import { trunkGroupsOf } from "../../../components/freeswitch/trunk-groups.ts";
import { channelVariable, element, xmlFile } from "../../../components/freeswitch/xml.ts";
import { DocumentationAddresses } from "../../../planning/documentation-addresses.ts";
import { Ledger } from "../../../planning/figures.ts";
import { planTraffic } from "../../../planning/traffic.ts";
import { Province } from "../../../provinces/province.ts";
import type { LocalNetwork } from "../../../provinces/schema/local-network.ts";
import { CASES } from "../cases.ts";

const hefei = {
  areaCode: "0551",
  carrier: "telecom",
  trunk: { type: "digital", signalling: "pri", e1: 4 },
  pilotNumber: "0551-65123456",
  billing: { mode: "flat-monthly" },
  gateways: [
    { name: "hefei-gw1", address: "10.9.0.1", ports: 2 },
    { name: "hefei-gw2", address: "10.9.0.2", ports: 2 },
  ],
};
const wuhu = {
  ...hefei,
  areaCode: "0553",
  trunk: { type: "digital", signalling: "sip-ims", channels: 30 },
  pilotNumber: "05533812345",
  gateways: [{ name: "wuhu-sbc", address: "10.9.0.3" }],
};
const bengbu = { areaCode: "0552", routedTo: "0551" };

interface Extension {
  readonly name: string;
  readonly conditions: readonly { readonly field: string; readonly expression: string }[];
  readonly actions: readonly { readonly application: string; readonly data: string }[];
}

function extensionsOf(networks: readonly Record<string, unknown>[]): readonly Extension[] {
  const base = CASES["docker single"]();
  const localNetworks = networks.map((network) => Province.shape.localNetworks.element.parse(network));
  const province: Province = { ...base, localNetworks: localNetworks satisfies LocalNetwork[] };
  const groups = trunkGroupsOf(province, planTraffic(province, new Ledger()), new DocumentationAddresses("peers"));
  const text = xmlFile(element("context", {}, callsOut(groups)));
  return [...text.matchAll(/<extension name="([^"]+)"[\s\S]*?<\/extension>/g)].map(([whole, name = ""]) => ({
    name,
    conditions: [...whole.matchAll(/<condition field="([^"]*)" expression="([^"]*)"/g)].map(
      ([, field = "", expression = ""]) => ({ field, expression }),
    ),
    actions: [...whole.matchAll(/<action application="([^"]*)" data="([^"]*)"/g)].map(
      ([, application = "", data = ""]) => ({ application, data }),
    ),
  }));
}

/** What the first matching extension does with a dialed number. */
function dial(number: string, networks: readonly Record<string, unknown>[] = [hefei, wuhu, bengbu]) {
  for (const { name, conditions, actions } of extensionsOf(networks)) {
    const [first] = conditions;
    const found = first?.field === "destination_number" ? new RegExp(first.expression).exec(number) : null;
    if (found === null || name === "without-zero-first") continue;
    const filled = (data: string) =>
      data.replaceAll("$1", found[1] ?? "").replaceAll(channelVariable("mobile"), number.replace(/^0(?=1[3-9])/, ""));
    const of = (application: string) =>
      actions.filter((each) => each.application === application).map(({ data }) => filled(data));
    return { name, bridges: of("bridge"), sets: of("set"), limits: of("limit"), transfers: of("transfer") };
  }
  return undefined;
}

describe("a call out", () => {
  it("within a local network goes over its own group, without area code, and tries the second gateway next", () => {
    expect(dial("055164440000")).toMatchObject({
      name: "out-local-0551",
      bridges: ["sofia/gateway/hefei-gw1/64440000", "sofia/gateway/hefei-gw2/64440000"],
      limits: ["hash trunk 0551 120 !NORMAL_CIRCUIT_CONGESTION"],
    });
    expect(dial("64440000")?.bridges[0]).toBe("sofia/gateway/hefei-gw1/64440000");
  });

  it("into another network that has a group goes over that one, in the form its carrier takes", () => {
    expect(dial("05533810000")).toMatchObject({
      name: "out-local-0553",
      bridges: ["sofia/gateway/wuhu-sbc/05533810000"],
    });
  });

  it("elsewhere goes over the largest group with 0 and area code", () => {
    expect(dial("055237654321")?.bridges[0]).toBe("sofia/gateway/hefei-gw1/055237654321");
    expect(dial("01065000000")?.bridges[0]).toBe("sofia/gateway/hefei-gw1/01065000000");
  });

  it("to a mobile tries it without 0, and with 0 when the carrier refuses the number", () => {
    const found = dial("13812345678");
    expect(found?.bridges).toEqual(["sofia/gateway/hefei-gw1/13812345678", "sofia/gateway/hefei-gw2/13812345678"]);
    expect(found?.transfers).toEqual(["mobile-with-zero XML agents"]);
    expect(dial("013812345678")?.bridges).toEqual(found?.bridges);
    const retry = extensionsOf([hefei]).find(({ name }) => name === "mobile-with-zero");
    expect(retry?.conditions[1]).toEqual({
      field: channelVariable("originate_disposition"),
      expression: "^(?:UNALLOCATED_NUMBER|INVALID_NUMBER_FORMAT|NO_ROUTE_DESTINATION)$",
    });
    expect(retry?.actions.filter(({ application }) => application === "bridge").map(({ data }) => data)).toEqual([
      `sofia/gateway/hefei-gw1/0${channelVariable("mobile")}`,
      `sofia/gateway/hefei-gw2/0${channelVariable("mobile")}`,
    ]);
  });

  it.each([
    ["with-zero", "013812345678"],
    ["plain", "13812345678"],
  ])("to a mobile follows outOfTownMobiles: %s", (outOfTownMobiles, dialed) => {
    const found = dial("13812345678", [{ ...hefei, dialing: { outOfTownMobiles } }]);
    expect(found?.bridges[0]).toBe(`sofia/gateway/hefei-gw1/${dialed}`);
    expect(found?.transfers).toEqual([]);
  });

  it("has keys made into tones on the leg of a trunk that takes no others, whatever is dialed", () => {
    const tones = "[execute_on_answer=start_dtmf_generate write]";
    const inBand = [{ ...hefei, dtmf: "in-band" }, wuhu, bengbu];
    for (const number of ["64440000", "13812345678", "01065000000", "055237654321"])
      for (const bridge of dial(number, inBand)?.bridges ?? ["none"])
        expect(bridge).toMatch(/^\[execute_on_answer=start_dtmf_generate write\]sofia\/gateway\/hefei-gw/);
    expect(dial("05533810000", inBand)?.bridges[0]).not.toContain(tones);
    expect(dial("64440000")?.bridges[0]).not.toContain(tones);
  });

  it("speaks E.164 to a carrier that takes nothing else", () => {
    const ims = [{ ...hefei, dialing: { numbers: "international" } }];
    expect(dial("13812345678", ims)?.bridges[0]).toBe("sofia/gateway/hefei-gw1/+8613812345678");
    expect(dial("64440000", ims)?.bridges[0]).toBe("sofia/gateway/hefei-gw1/+8655164440000");
    expect(dial("64440000", ims)?.sets).toContain("effective_caller_id_number=+8655165123456");
  });

  it("shows the group's own number and never the agent's", () => {
    for (const number of ["64440000", "13812345678", "01065000000"])
      expect(dial(number)?.sets, number).toContain("effective_caller_id_number=65123456");
    expect(dial("05533810000")?.sets).toContain("effective_caller_id_number=05533812345");
    expect(dial("64440000", [{ ...hefei, pilotNumber: "unassigned" }])?.sets).toContain(
      "effective_caller_id_number=anonymous",
    );
  });

  it.each(["110", "12345", "10086", "95588", "4008001234", "0085223456789", "+8613812345678", "0000", "1381234567"])(
    "to %s is not made",
    (number) => {
      expect(dial(number)).toBeUndefined();
    },
  );

  it("goes to the next gateway after congestion only, never after busy or no answer", () => {
    for (const number of ["64440000", "01065000000", "05533810000"]) {
      const [causes = ""] = dial(number)?.sets.filter((set) => set.startsWith("continue_on_fail=")) ?? [];
      expect(causes).toContain("NORMAL_CIRCUIT_CONGESTION");
      expect(causes).not.toMatch(/BUSY|NO_ANSWER|REJECTED|NO_USER|UNALLOCATED/);
    }
  });
});
