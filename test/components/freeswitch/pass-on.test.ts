import { describe, expect, it } from "vitest";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { channelVariable } from "../../../components/freeswitch/xml.ts";
import { Province } from "../../../provinces/province.ts";
import { CASES } from "../cases.ts";
import { switchFilesOf } from "../switch-files.ts";

const files = (changes: Readonly<Record<string, unknown>> = {}) =>
  switchFilesOf(planCallCenter(Province.parse({ ...CASES["docker pair"](), ...changes })));
const network = (more: Readonly<Record<string, unknown>>, trunk = {}) => ({
  areaCode: "0551",
  carrier: "telecom",
  trunk: { type: "digital", signalling: "pri", e1: 2, ...trunk },
  pilotNumber: "0551-65123456",
  billing: { mode: "flat-monthly" },
  gateways: [{ name: "gw1", address: "10.9.0.1", ports: 2 }],
  ...more,
});
const expert = (number: string) => ({ experts: [{ name: "pension", label: "养老专家", number }] });

/** What is dialed for an expert, in the service's context. */
function dialed(number: string, networks: readonly unknown[] = [network({})]): string | undefined {
  const text = files({ desk: expert(number), localNetworks: networks }).reload["dialplan/hotline.xml"] ?? "";
  const extension = text.slice(text.indexOf('extension name="expert-pension"'));
  return /sofia\/gateway\/([^"]*)"/.exec(extension)?.[1];
}

describe("passing a caller on", () => {
  it("rings a colleague, whom the queues then leave alone, and brings a caller whom nobody takes back to the queue", () => {
    const { reload } = files();
    const text = reload["dialplan/hotline.xml"] ?? "";
    const extension = text.slice(text.indexOf('name="to-colleague"'), text.indexOf("no-such-number"));
    expect(extension).toContain("[execute_on_answer=callcenter_track $1]user/$1@anhui.hotline.internal");
    expect(extension).toContain("continue_on_fail=");
    expect(extension).toContain(`data="queue-${channelVariable("passed_on_from")} XML hotline"`);
    const kept = `passed_on_from=${channelVariable("in_queue")}`;
    // Where the caller leaves the queue its name is kept, before it is forgotten.
    expect(text.indexOf(kept)).toBeGreaterThan(0);
    expect(text.indexOf(kept)).toBeLessThan(text.indexOf('data="in_queue="'));
  });

  it("calls an expert over the expert's own network as a local call, with the line's own number", () => {
    expect(dialed("055162600000")).toBe("gw1/62600000");
    const text = files({ desk: expert("055162600000"), localNetworks: [network({})] }).reload["dialplan/hotline.xml"];
    expect(text).toContain("[origination_caller_id_number=65123456,origination_caller_id_name=65123456");
  });

  it("calls an expert elsewhere, or on a mobile, over the group with most channels", () => {
    const two = [
      network({}),
      network(
        { areaCode: "0552", pilotNumber: "0552-3123456", gateways: [{ name: "gw2", address: "10.9.0.3", ports: 1 }] },
        { e1: 1 },
      ),
    ];
    expect(dialed("05523999999", two)).toBe("gw2/3999999");
    expect(dialed("02881234567", two)).toBe("gw1/02881234567");
    expect(dialed("13812345678", two)).toBe("gw1/13812345678");
  });

  it("knows no expert whose telephone is unassigned", () => {
    const { reload } = files({ desk: expert("unassigned") });
    expect(JSON.stringify(reload)).not.toContain("expert-pension");
  });
});

describe("a caller whose agent's browser is gone", () => {
  it("is served again before those who came later, for the leg ends when it sends nothing for 20 s", () => {
    const { reload, restart } = files();
    expect(reload["directory/domain.xml"]).toContain(":media_timeout=20000:media_hold_timeout=300000}");
    const text = reload["dialplan/hotline.xml"] ?? "";
    const lost = text.slice(text.indexOf('name="lost-agent-pension"'), text.indexOf('name="served-pension"'));
    expect(lost).toContain('expression="^MEDIA_TIMEOUT$"');
    expect(lost).toContain("cc_base_score=3600");
    expect(lost).toContain('data="queue-pension XML hotline"');
    expect(restart["freeswitch.xml"]).toContain('data="hold_music=$${queue_tone}"');
  });

  it("is no concern of telephones, which may be silent for as long as they like", () => {
    const { reload } = switchFilesOf(planCallCenter(CASES["hotline analog"]()));
    expect(reload["directory/domain.xml"]).not.toContain("media_timeout");
  });
});

describe("citizens of the demo", () => {
  it("have a context of their own, which knows 12333 and nothing else, and never on a live line", () => {
    const demo = files({ desk: { demo: true }, status: "draft" }).reload;
    const text = demo["dialplan/citizens.xml"] ?? "";
    expect([...text.matchAll(/destination_number" expression="([^"]*)"/g)].map(([, expression]) => expression)).toEqual(
      ["^12333$"],
    );
    expect([...text.matchAll(/application="(?:bridge|transfer)" data="([^"]*)"/g)].map(([, data]) => data)).toEqual([
      "12333 XML hotline",
    ]);
    expect(demo["controller.json"]).toContain('"guests": true');
    for (const changes of [{}, { desk: { demo: true }, status: "live" }]) {
      const { reload } = files(changes);
      expect(Object.keys(reload)).not.toContain("dialplan/citizens.xml");
      expect(reload["controller.json"]).not.toContain("guests");
    }
  });
});
