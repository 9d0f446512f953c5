import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { Province } from "../../provinces/province.ts";
import { findFreeSwitch } from "./freeswitch.ts";
import { SipAgent } from "./sip-agent.ts";
import { writeSounds } from "./sounds.ts";
import { TrialService, until } from "./trial-service.ts";

/**
 * An agent passes a caller on by the telephone's own transfer (REFER), and callers whom nobody answers meet what the
 * province chose, on a real FreeSWITCH over loopback. Does not prove: a transfer after talking to the third party.
 */
const found = findFreeSwitch();
const PLACES = {
  switch: "127.12.33.81",
  gateway: "127.12.33.82",
  agent: "127.12.33.83",
  platform: "127.12.33.84",
};
const COLLEAGUE = { address: "127.12.33.85", port: 5066 };
const PASSWORD = "only-for-this-run";

const PROVINCE = Province.parse({
  province: "neimenggu",
  status: "draft",
  workMode: "call-center",
  build: { mode: "self-built" },
  merge: { mode: "dual-number", platform12345: { sipAddress: PLACES.platform } },
  hours: "24x7",
  localNetworks: [
    {
      areaCode: "0471",
      carrier: "unicom",
      trunk: { type: "digital", signalling: "pri", e1: 1 },
      pilotNumber: "04716512345",
      billing: { mode: "caller-pays" },
      gateways: [{ name: "huhehaote-gw1", address: PLACES.gateway, sipPort: 5062, ports: 1 }],
    },
  ],
  demand: { callsPerDay: 300 },
  queues: [
    { name: "pension", label: "养老保险", share: 0.4, maxWaitSeconds: 90 },
    { name: "relations", label: "劳动关系", share: 0.2, maxWaitSeconds: 60 },
    { name: "busy", label: "忙音", share: 0.2, maxWaitSeconds: 10, overflow: "busy-tone" },
    { name: "told", label: "提示", share: 0.2, maxWaitSeconds: 10, overflow: "announcement" },
  ],
  sites: {
    main: {
      place: "呼和浩特",
      platform: { kind: "docker", hosts: [{ name: "host-a", address: PLACES.switch }] },
      agentNetworks: ["127.0.0.0/8"],
    },
  },
});

describe.skipIf("missing" in found)(
  `transfers and overflow on FreeSWITCH${"missing" in found ? `: skipped, ${found.missing}` : ""}`,
  { timeout: 90_000 },
  () => {
    let service: TrialService;

    beforeAll(async () => {
      if ("missing" in found) return;
      service = await TrialService.start(found.binary, { places: PLACES, province: PROVINCE });
    }, 90_000);
    afterAll(() => service.dispose());
    afterEach(async () => {
      service.signOut();
      service.agent.answer = () => 200;
      await service.idle();
    });

    /** A caller who talks to the agent, and the agent's leg of that call. */
    async function talking() {
      service.signIn(["pension"]);
      await service.toQueue("1", "pension");
      await until(() => service.variable("cc_queue_answered_epoch") !== "_undef_");
      const [leg] = service.agent.incoming;
      if (leg === undefined) throw new Error("the agent was not rung");
      return { leg, caller: service.channel };
    }
    const legs = () => service.node.command("show channels");

    it("pass a caller on to 12345, who sees the caller's number; the agent is free and the caller stays", async () => {
      const { leg, caller } = await talking();
      expect(await service.agent.refer(leg, `12345@${service.domain}`)).toBe(202);
      await until(() => service.platform.incoming.length === 1);
      expect(service.platform.incoming[0]).toMatchObject({ called: "12345" });
      expect(service.platform.incoming[0]?.from).toContain("055165550000");
      await until(() => !legs().includes(`sip:1001@${PLACES.agent}`) && !/sofia\/agents\//.test(legs()));
      expect(service.channel).toBe(caller);
      expect(service.node.command(`uuid_getvar ${caller} endpoint_disposition`)).toContain("ANSWER");
      // Counted in no queue any more.
      await until(() => service.node.command("limit_usage hash queue pension").trim() === "0");
    });

    it("pass a caller on to a colleague by extension", async () => {
      writeFileSync(join(service.node.folder, "spool/control/directory/1002.xml"), entry("1002"));
      expect(service.node.command("reloadxml")).toContain("+OK [Success]");
      const colleague = await SipAgent.open(
        COLLEAGUE,
        { id: "1002", realm: service.domain, password: PASSWORD },
        { ringMilliseconds: () => 100, talkMilliseconds: () => 30_000 },
      );
      expect(await colleague.register({ address: PLACES.switch, port: MEDIA_PORTS.agents })).toBe(200);
      const { leg, caller } = await talking();
      expect(await service.agent.refer(leg, `1002@${service.domain}`)).toBe(202);
      await until(() => colleague.talking);
      expect(service.channel).toBe(caller);
      colleague.close();
    });

    it("pass a caller on into another queue, whose agent takes the call next", async () => {
      const { leg, caller } = await talking();
      service.forget();
      expect(await service.agent.refer(leg, `queue-relations@${service.domain}`)).toBe(202);
      await until(() => service.ran("callcenter", `relations@${service.domain}`));
      expect(service.node.command(`callcenter_config queue list members relations@${service.domain}`)).toContain(
        caller,
      );
      expect(service.node.command("limit_usage hash queue relations").trim()).toBe("1");
      expect(service.node.command("limit_usage hash queue pension").trim()).toBe("0");
      service.node.command(`callcenter_config tier add relations@${service.domain} 1001 1 1`);
      await until(() => service.agent.incoming.length === 2);
      await until(() => service.variable("cc_queue") === `relations@${service.domain}`);
    });

    it("to a number that nobody has ends the call with that cause and rings nobody", async () => {
      const { leg } = await talking();
      await service.agent.refer(leg, `13800000000@${service.domain}`);
      await until(() => legs().includes("0 total"));
      expect(service.platform.incoming).toEqual([]);
      await until(() => service.printed.includes("UNALLOCATED_NUMBER"));
    });

    it("give a caller whom nobody answers ten seconds of busy tone, then the end", async () => {
      await service.toQueue("3", "busy");
      await until(() => service.ran("playback", "tone_stream://"), 30_000);
      const began = Date.now();
      await until(() => legs().includes("0 total"), 20_000);
      const seconds = (Date.now() - began) / 1000;
      expect(seconds).toBeGreaterThan(8.5);
      expect(seconds).toBeLessThan(12);
      expect(service.printed).toContain("[USER_BUSY]");
    });

    it("tell a caller whom nobody answers that all are busy, then end", async () => {
      await service.toQueue("4", "told");
      await until(() => service.heard("all-busy"), 30_000);
      await until(() => legs().includes("0 total"));
      expect(service.ran("hangup", "NORMAL_CLEARING")).toBe(true);
    });

    it("ask a caller for patience after half a minute, and again after as long", async () => {
      // An agent who is there and refuses: without any, the queue gives up after 30 s.
      service.agent.answer = () => 486;
      service.signIn(["pension"]);
      service.node.command("callcenter_config agent set busy_delay_time 1001 60");
      writeSounds(join(service.node.folder, "sounds"), '"path": "hotline/please-wait.wav"', 2_000);
      await service.toQueue("1", "pension");
      const entered = Date.now();
      // The queue lays the announcement over its music, which leaves no line in the log.
      const asked = () => service.node.command(`uuid_buglist ${service.channel}`).includes("displace");
      await until(asked, 45_000);
      const first = (Date.now() - entered) / 1000;
      expect(first).toBeGreaterThan(28);
      expect(first).toBeLessThan(33);
      await until(() => !asked());
      await until(asked, 45_000);
      const second = (Date.now() - entered) / 1000;
      expect(second - first).toBeGreaterThan(28);
      expect(second - first).toBeLessThan(33);
      expect(service.node.command(`callcenter_config queue list members pension@${service.domain}`)).toContain(
        "|Waiting|",
      );
    });

    it("print nothing that matters", () => {
      const matters =
        /\[(?:CRIT|ALERT)\]|COMPILE ERROR|Invalid Application|Parse error|Error Opening File|Couldn't play/;
      expect(
        readFileSync(join(service.node.folder, "run/log/freeswitch.log"), "utf8")
          .split("\n")
          .filter((text) => matters.test(text) && !text.includes("mod_cdr_pg_csv")),
      ).toEqual([]);
    });
  },
);

function entry(id: string): string {
  return `<include>
  <user id="${id}">
    <params><param name="password" value="${PASSWORD}"/></params>
    <variables><variable name="user_context" value="agents"/></variables>
  </user>
</include>
`;
}
