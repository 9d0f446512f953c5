import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { planCallCenter } from "../../components/call-center/plan.ts";
import type { ExceptionalDays } from "../../planning/exceptional-days.ts";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { Province } from "../../provinces/province.ts";
import { HolidayDays } from "../../provinces/schema/holidays.ts";
import { switchFilesOf } from "../components/switch-files.ts";
import { findFreeSwitch } from "./freeswitch.ts";
import { SipLine } from "./sip-line.ts";
import { writeSounds } from "./sounds.ts";
import { TrialService, until } from "./trial-service.ts";

/**
 * Calls through the work modes on a real FreeSWITCH over loopback: keys by RFC 2833, an agent's telephone, marks, call
 * back, messages, hours. Does not prove: sound, browsers as telephones, a real 12345.
 */
const found = findFreeSwitch();
const PLACES = {
  switch: "127.12.33.61",
  gateway: "127.12.33.62",
  agent: "127.12.33.63",
  platform: "127.12.33.64",
};

function province(more: Record<string, unknown> = {}): Province {
  return Province.parse({
    province: "neimenggu",
    status: "draft",
    workMode: "integrated",
    build: { mode: "self-built" },
    merge: { mode: "dual-number", platform12345: { sipAddress: PLACES.platform } },
    hours: "24x7",
    languages: ["zh", "mn"],
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
      { name: "pension", label: "养老保险", share: 0.4, maxWaitSeconds: 10 },
      { name: "relations", label: "劳动关系", share: 0.2, maxWaitSeconds: 10, overflow: "platform-12345" },
      { name: "message", label: "留言", share: 0.2, maxWaitSeconds: 10, overflow: "voicemail" },
      {
        name: "sister",
        label: "综合",
        share: 0.2,
        maxWaitSeconds: 10,
        overflow: "sister-queue",
        sisterQueue: "message",
      },
    ],
    sites: {
      main: { place: "呼和浩特", platform: { kind: "docker", hosts: [{ name: "host-a", address: PLACES.switch }] } },
    },
    ...more,
  });
}

describe.skipIf("missing" in found)(
  `work modes on FreeSWITCH${"missing" in found ? `: skipped, ${found.missing}` : ""}`,
  { timeout: 90_000 },
  () => {
    let service: TrialService;

    beforeAll(async () => {
      if ("missing" in found) return;
      service = await TrialService.start(found.binary, { places: PLACES, province: province() });
    }, 90_000);
    afterAll(() => service.dispose());
    afterEach(() => service.idle());

    it("welcomes, tells of the recording, and leads by key into the queue", async () => {
      await service.toQueue("1", "pension");
      for (const prompt of ["welcome", "recording-notice", "menu", "mn/language-option"])
        expect(service.heard(prompt)).toBe(true);
      expect(service.node.command(`callcenter_config queue list members pension@${service.domain}`)).toContain(
        "|Waiting|",
      );
    });

    it("takes a key again when it leads nowhere", async () => {
      await service.call();
      await until(() => service.heard("menu"));
      await service.press("9");
      await until(() => service.heard("menu-invalid"));
      await service.press("2");
      await until(() => service.ran("callcenter", `relations@${service.domain}`));
    });

    it("says how many wait before the caller, in Chinese, and nothing to the first", async () => {
      await service.toQueue("1", "pension");
      expect(service.heard("queue-position-before")).toBe(false);
      expect(service.node.command("limit_usage hash waiting pension").trim()).toBe("1");
      await service.toQueue("1", "pension");
      for (const prompt of ["queue-position-before", "digits/1", "queue-position-after"])
        expect(service.heard(prompt)).toBe(true);
    });

    it("offers the province's language, with its own words of patience", async () => {
      await service.toQueue("8", "language-mn");
      expect(service.variable("caller_language")).toBe("mn");
      expect(service.node.command("callcenter_config queue list")).toMatch(/language-mn@\S+\|/);
    });

    it("records from the agent's answer, tells the adapter before it, and asks for a mark when the agent hangs up", async () => {
      service.signIn(["pension"]);
      await service.toQueue("1", "pension");
      await until(() => service.agent.incoming.length === 1);
      const steps = service.printed.split("\n").filter((text) => text.includes("EXECUTE [depth="));
      const told = steps.findIndex((text) =>
        text.includes(
          "Event-Subclass=hotline::caller,Hotline-Queue=pension,Hotline-Language=zh,Hotline-Trunk-Group=0471",
        ),
      );
      expect(told).toBeGreaterThan(-1);
      expect(steps.findIndex((text) => text.includes(" callcenter("))).toBeGreaterThan(told);
      await until(() => service.variable("cc_queue_answered_epoch") !== "_undef_");
      // Answered, so no longer among those who wait; still one of the queue's.
      await until(() => service.node.command("limit_usage hash waiting pension").trim() === "0");
      expect(service.node.command("limit_usage hash queue pension").trim()).toBe("1");
      expect(service.variable("cc_record_filename")).toMatch(/\/recordings\/\d{4}\/\d\d\/\d\d\/[0-9a-f-]{36}\.wav$/);
      const leg = /^([0-9a-f-]{36}),outbound/m.exec(service.node.command("show channels"))?.[1] ?? "";
      service.node.command(`uuid_kill ${leg}`);
      await until(() => service.heard("satisfaction"));
      await service.press("2");
      await until(() => service.heard("satisfaction-thanks"));
      expect(service.printed).toContain(
        `Event-Subclass=hotline::satisfaction,Hotline-Queue=pension@${service.domain},Hotline-Agent=1001,Hotline-Score=2`,
      );
      service.signOut();
    });

    it("keeps a request to be called back, at the number that calls", async () => {
      await service.toQueue("1", "pension");
      await until(() => service.heard("call-back-offer"), 30_000);
      expect(service.node.command("limit_usage hash queue pension").trim()).toBe("0");
      expect(service.node.command("limit_usage hash waiting pension").trim()).toBe("0");
      await service.press("1");
      await until(() => service.ran("event", "Event-Name=CUSTOM,Event-Subclass=hotline::call-back"));
      expect(service.printed).toContain("Hotline-Queue=pension,Hotline-Kind=call-back,Hotline-Number=055165550000");
    });

    it("asks for another number, ended by the hash key", async () => {
      await service.toQueue("1", "pension");
      await until(() => service.heard("call-back-offer"), 30_000);
      await service.press("2");
      await until(() => service.heard("call-back-number"));
      await service.press("04711234567#");
      await until(() => service.ran("event", "Event-Name=CUSTOM,Event-Subclass=hotline::call-back"));
      expect(service.printed).toContain("Hotline-Number=04711234567");
    });

    it("hands over to 12345 when nobody answers, but never back to where the call came from", async () => {
      service.platform.answer = () => 200;
      await service.toQueue("2", "relations");
      await until(() => service.platform.incoming.some(({ called }) => called === "12345"), 30_000);
      service.node.command("hupall");
      const calls = service.platform.incoming.length;
      service.forget();
      const back = await SipLine.open(PLACES.platform);
      const answered = await back.call({ host: PLACES.switch, port: MEDIA_PORTS.peers }, "12333");
      expect(answered.status).toBe(200);
      await until(() => service.heard("menu"));
      service.node.command(`uuid_transfer ${service.channel} overflow-relations XML hotline`);
      await until(() => service.heard("all-busy"));
      expect(service.platform.incoming.filter(({ called }) => called === "12345")).toHaveLength(calls);
      back.close();
    });

    it("goes on to the sister queue, and there takes a message", async () => {
      await service.toQueue("4", "sister");
      await until(() => service.ran("callcenter", `message@${service.domain}`), 30_000);
      await until(() => service.heard("voicemail"), 30_000);
      await until(() => service.ran("record"));
      const file = service.variable("cc_record_filename");
      await service.press("#");
      await until(() => service.heard("voicemail-saved"));
      expect(file).toMatch(/\/recordings\/voicemail\/\d{4}\/\d\d\/\d\d\/[0-9a-f-]{36}\.wav$/);
      expect(service.printed).toContain("Hotline-Queue=message,Hotline-Kind=voicemail");
    });

    describe("hours", () => {
      const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(new Date());
      const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
      const weekend = weekday === 0 || weekday === 6;
      const always = ["00:00-24:00"];
      const clock = new Intl.DateTimeFormat("en-GB", {
        timeZone: "Asia/Shanghai",
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
      });
      const [before, now, later] = [-2, 0, 3].map((minutes) => clock.format(Date.now() + minutes * 60_000));

      /** In place of the State Council's notice of this year. */
      const noticeOf = ({ daysOff = [], workDays = [] }: Partial<ExceptionalDays>) =>
        HolidayDays.parse({
          year: Number(today.slice(0, 4)),
          source: { title: "trial", number: "0", date: today },
          off: daysOff,
          work: workDays,
        });

      async function answer(hours: Record<string, readonly string[]>, days: Partial<ExceptionalDays> = {}) {
        const planned = province({ merge: { mode: "independent" }, hours, queues: undefined });
        const files = switchFilesOf(planCallCenter(planned, "main", { holidays: [noticeOf(days)] }));
        writeSounds(join(service.node.folder, "sounds"), files.reload["prompts.json"] ?? "", 200);
        service.node.write({ restart: {}, reload: files.reload });
        const version = /config_version=(\w+)/.exec(files.reload["vars.xml"] ?? "")?.[1] ?? "";
        expect(service.node.script("reload.sh", [version])).toMatchObject({ ok: true });
        await service.call();
        await until(() => service.heard("closed") || service.heard("welcome"));
        return service.heard("closed") ? "closed" : "open";
      }

      it("follow weekday and clock of China", async () => {
        const open = weekend ? { workdays: always, saturdays: always, sundays: always } : { workdays: always };
        expect(await answer(open)).toBe("open");
        expect(await answer({ workdays: weekend ? always : ["00:00-00:01"] })).toBe("closed");
        // Two openings in one condition, the second around this minute; the other way about none.
        if (before !== undefined && later !== undefined && before < later && before > "00:02") {
          const [narrow, gap] = [
            ["00:00-00:01", `${before}-${later}`],
            [`00:00-${before}`, `${later}-24:00`],
          ];
          const all = (openings: readonly string[]) => ({ workdays: openings, saturdays: openings, sundays: openings });
          expect(await answer(all(narrow))).toBe("open");
          expect(await answer(all(gap)), `at ${now ?? ""}`).toBe("closed");
        }
      });

      it("are closed on days off, but as holidays are open where the province says so", async () => {
        const open = { workdays: always, saturdays: always, sundays: always };
        expect(await answer(open, { daysOff: [today] })).toBe("closed");
        expect(await answer({ ...open, holidays: always }, { daysOff: [today] })).toBe("open");
        expect(await answer(open, { daysOff: ["2026-01-01", "2026-01-02"] })).toBe("open");
      });

      it("are those of a working day on weekends made up for, whatever the week says", async () => {
        // Whether today is one is up to the calendar alone: the week says the opposite.
        const closedToday = weekend ? { workdays: always } : { workdays: always, saturdays: [], sundays: [] };
        expect(await answer(closedToday, { workDays: [today] })).toBe("open");
        expect(
          await answer({ workdays: ["00:00-00:01"], saturdays: always, sundays: always }, { workDays: [today] }),
        ).toBe("closed");
      });
    });

    it("prints nothing that matters", () => {
      // The switch's records go to the spool by a name that is no server: mod_cdr_pg_csv says so each time.
      const matters =
        /\[(?:CRIT|ALERT)\]|COMPILE ERROR|Invalid Application|Parse error|Error Opening File|Couldn't play/;
      expect(service.log.split("\n").filter((text) => matters.test(text) && !text.includes("mod_cdr_pg_csv"))).toEqual(
        [],
      );
    });
  },
);
