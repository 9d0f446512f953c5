import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { planCallCenter } from "../../components/call-center/plan.ts";
import type { ExceptionalDays } from "../../planning/exceptional-days.ts";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { Province } from "../../provinces/province.ts";
import { HolidayDays } from "../../provinces/schema/holidays.ts";
import { switchFilesOf } from "../components/switch-files.ts";
import { findFreeSwitch, TrialSwitch } from "./freeswitch.ts";
import { Keypad } from "./keypad.ts";
import { SipLine } from "./sip-line.ts";
import { writeSounds } from "./sounds.ts";
import { TrunkGateway } from "./trunk-gateway.ts";

/**
 * Calls through the work modes on a real FreeSWITCH over loopback: keys by RFC 2833, an agent's telephone, marks, call
 * back, messages, hours. Does not prove: sound, browsers as telephones, a real 12345.
 */
const found = findFreeSwitch();
const SWITCH = "127.12.33.61";
const TRUNK = { host: SWITCH, port: MEDIA_PORTS.trunk };
const GATEWAY = "127.12.33.62";
const AGENT = { address: "127.12.33.63", port: 5066 };
const PLATFORM = { address: "127.12.33.64", port: MEDIA_PORTS.trunk };
const DOMAIN = "neimenggu.hotline.internal";

const LOG_FILE = `<include>
  <configuration name="logfile.conf" description="logfile">
    <settings><param name="rotate-on-hup" value="false"/></settings>
    <profiles>
      <profile name="default">
        <settings><param name="rollover" value="0"/></settings>
        <mappings><map name="all" value="debug,info,notice,warning,err,crit,alert"/></mappings>
      </profile>
    </profiles>
  </configuration>
</include>
`;

function province(more: Record<string, unknown> = {}): Province {
  return Province.parse({
    province: "neimenggu",
    status: "draft",
    workMode: "integrated",
    build: { mode: "self-built" },
    merge: { mode: "dual-number", platform12345: { sipAddress: PLATFORM.address } },
    hours: "24x7",
    languages: ["zh", "mn"],
    localNetworks: [
      {
        areaCode: "0471",
        carrier: "unicom",
        trunk: { type: "digital", signalling: "pri", e1: 1 },
        pilotNumber: "04716512345",
        billing: { mode: "caller-pays" },
        gateways: [{ name: "huhehaote-gw1", address: GATEWAY, sipPort: 5062, ports: 1 }],
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
      main: { place: "呼和浩特", platform: { kind: "docker", hosts: [{ name: "host-a", address: SWITCH }] } },
    },
    ...more,
  });
}

describe.skipIf("missing" in found)(
  `work modes on FreeSWITCH${"missing" in found ? `: skipped, ${found.missing}` : ""}`,
  { timeout: 90_000 },
  () => {
    let node: TrialSwitch;
    let line: SipLine;
    let keypad: Keypad;
    let agent: TrunkGateway;
    let platform: TrunkGateway;
    let seen = 0;

    beforeAll(async () => {
      if ("missing" in found) return;
      node = await TrialSwitch.prepare(found.binary, SWITCH);
      const files = switchFilesOf(planCallCenter(province()));
      node.write({ ...files, restart: { ...files.restart, "autoload_configs/logfile.conf.xml": LOG_FILE } });
      writeSounds(join(node.folder, "sounds"), files.reload["prompts.json"] ?? "", 200);
      line = await SipLine.open(GATEWAY);
      keypad = await Keypad.open(GATEWAY, 40_000);
      agent = await TrunkGateway.open(AGENT);
      platform = await TrunkGateway.open(PLATFORM);
      await node.start();
      writeFileSync(
        join(node.folder, "run/role.xml"),
        '<include>\n<X-PRE-PROCESS cmd="set" data="trunk_standby=false"/>\n</include>\n',
      );
      expect(node.command("reloadxml")).toContain("+OK [Success]");
      for (const profile of ["trunk", "peers"]) node.command(`sofia profile ${profile} rescan`);
      // What the switch prints reaches this process in blocks; a log file has each line at once.
      expect(node.command("load mod_logfile")).toContain("+OK");
      node.command("fsctl loglevel debug");
    }, 90_000);
    afterAll(async () => {
      keypad.close();
      line.close();
      agent.close();
      platform.close();
      await node.dispose();
    });
    afterEach(async () => {
      node.command("hupall");
      await until(() => node.command("show channels count").includes("0 total"));
    });

    /** Calls 12333; what was printed before it doesn't count. */
    async function call() {
      seen = log().length;
      const answered = await line.call(TRUNK, "12333");
      expect(answered.status).toBe(200);
      keypad.talkTo(answered.text);
      return answered;
    }

    const log = () => {
      try {
        return readFileSync(join(node.folder, "run/log/freeswitch.log"), "utf8");
      } catch {
        return "";
      }
    };
    const printed = () => log().slice(seen);
    const ran = (application: string, data = "") =>
      printed()
        .split("\n")
        .some((text) => text.includes("EXECUTE [depth=") && text.includes(` ${application}(${data}`));
    const heard = (prompt: string) =>
      printed()
        .split("\n")
        .some((text) => text.includes("done playing file") && text.endsWith(`/${prompt}.wav`));
    const channel = () => /^([0-9a-f-]{36}),inbound/m.exec(node.command("show channels"))?.[1] ?? "";
    const variable = (name: string) => node.command(`uuid_getvar ${channel()} ${name}`).trim();

    async function toQueue(digit: string, queue: string) {
      const answered = await call();
      await until(() => heard("menu"));
      await keypad.press(digit);
      await until(() => ran("callcenter", `${queue}@${DOMAIN}`));
      return answered;
    }

    function signIn(queues: readonly string[]) {
      node.command("callcenter_config agent add 1001 callback");
      node.command(`callcenter_config agent set contact 1001 sofia/agents/sip:1001@${AGENT.address}:${AGENT.port}`);
      for (const queue of queues) node.command(`callcenter_config tier add ${queue}@${DOMAIN} 1001 1 1`);
      node.command("callcenter_config agent set status 1001 Available");
    }
    const signOut = () => node.command("callcenter_config agent del 1001");

    it("welcomes, tells of the recording, and leads by key into the queue", async () => {
      await toQueue("1", "pension");
      for (const prompt of ["welcome", "recording-notice", "menu", "mn/language-option"])
        expect(heard(prompt)).toBe(true);
      expect(node.command(`callcenter_config queue list members pension@${DOMAIN}`)).toContain("|Waiting|");
    });

    it("takes a key again when it leads nowhere", async () => {
      await call();
      await until(() => heard("menu"));
      await keypad.press("9");
      await until(() => heard("menu-invalid"));
      await keypad.press("2");
      await until(() => ran("callcenter", `relations@${DOMAIN}`));
    });

    it("says how many wait before the caller, in Chinese, and nothing to the first", async () => {
      await toQueue("1", "pension");
      expect(heard("queue-position-before")).toBe(false);
      expect(node.command("limit_usage hash waiting pension").trim()).toBe("1");
      await toQueue("1", "pension");
      for (const prompt of ["queue-position-before", "digits/1", "queue-position-after"])
        expect(heard(prompt)).toBe(true);
    });

    it("offers the province's language, with its own words of patience", async () => {
      await toQueue("8", "language-mn");
      expect(variable("caller_language")).toBe("mn");
      expect(node.command("callcenter_config queue list")).toMatch(/language-mn@\S+\|/);
    });

    it("records from the agent's answer, tells the adapter before it, and asks for a mark when the agent hangs up", async () => {
      signIn(["pension"]);
      await toQueue("1", "pension");
      await until(() => agent.incoming.length === 1);
      const steps = printed()
        .split("\n")
        .filter((text) => text.includes("EXECUTE [depth="));
      const told = steps.findIndex((text) =>
        text.includes(
          "Event-Subclass=hotline::caller,Hotline-Queue=pension,Hotline-Language=zh,Hotline-Trunk-Group=0471",
        ),
      );
      expect(told).toBeGreaterThan(-1);
      expect(steps.findIndex((text) => text.includes(" callcenter("))).toBeGreaterThan(told);
      await until(() => variable("cc_queue_answered_epoch") !== "_undef_");
      // Answered, so no longer among those who wait; still one of the queue's.
      await until(() => node.command("limit_usage hash waiting pension").trim() === "0");
      expect(node.command("limit_usage hash queue pension").trim()).toBe("1");
      expect(variable("cc_record_filename")).toMatch(/\/recordings\/\d{4}\/\d\d\/\d\d\/[0-9a-f-]{36}\.wav$/);
      const leg = /^([0-9a-f-]{36}),outbound/m.exec(node.command("show channels"))?.[1] ?? "";
      node.command(`uuid_kill ${leg}`);
      await until(() => heard("satisfaction"));
      await keypad.press("2");
      await until(() => heard("satisfaction-thanks"));
      expect(printed()).toContain(
        `Event-Subclass=hotline::satisfaction,Hotline-Queue=pension@${DOMAIN},Hotline-Agent=1001,Hotline-Score=2`,
      );
      signOut();
    });

    it("keeps a request to be called back, at the number that calls", async () => {
      await toQueue("1", "pension");
      await until(() => heard("call-back-offer"), 30_000);
      expect(node.command("limit_usage hash queue pension").trim()).toBe("0");
      expect(node.command("limit_usage hash waiting pension").trim()).toBe("0");
      await keypad.press("1");
      await until(() => ran("event", "Event-Name=CUSTOM,Event-Subclass=hotline::call-back"));
      expect(printed()).toContain("Hotline-Queue=pension,Hotline-Kind=call-back,Hotline-Number=055165550000");
    });

    it("asks for another number, ended by the hash key", async () => {
      await toQueue("1", "pension");
      await until(() => heard("call-back-offer"), 30_000);
      await keypad.press("2");
      await until(() => heard("call-back-number"));
      await keypad.press("04711234567#");
      await until(() => ran("event", "Event-Name=CUSTOM,Event-Subclass=hotline::call-back"));
      expect(printed()).toContain("Hotline-Number=04711234567");
    });

    it("hands over to 12345 when nobody answers, but never back to where the call came from", async () => {
      platform.answer = () => 200;
      await toQueue("2", "relations");
      await until(() => platform.incoming.some(({ called }) => called === "12345"), 30_000);
      node.command("hupall");
      const calls = platform.incoming.length;
      seen = log().length;
      const back = await SipLine.open(PLATFORM.address);
      const answered = await back.call({ host: SWITCH, port: MEDIA_PORTS.peers }, "12333");
      expect(answered.status).toBe(200);
      await until(() => heard("menu"));
      node.command(`uuid_transfer ${channel()} overflow-relations XML hotline`);
      await until(() => heard("all-busy"));
      expect(platform.incoming.filter(({ called }) => called === "12345")).toHaveLength(calls);
      back.close();
    });

    it("goes on to the sister queue, and there takes a message", async () => {
      await toQueue("4", "sister");
      await until(() => ran("callcenter", `message@${DOMAIN}`), 30_000);
      await until(() => heard("voicemail"), 30_000);
      await until(() => ran("record"));
      const file = variable("cc_record_filename");
      await keypad.press("#");
      await until(() => heard("voicemail-saved"));
      expect(file).toMatch(/\/recordings\/voicemail\/\d{4}\/\d\d\/\d\d\/[0-9a-f-]{36}\.wav$/);
      expect(printed()).toContain("Hotline-Queue=message,Hotline-Kind=voicemail");
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
        writeSounds(join(node.folder, "sounds"), files.reload["prompts.json"] ?? "", 200);
        node.write({ restart: {}, reload: files.reload });
        const version = /config_version=(\w+)/.exec(files.reload["vars.xml"] ?? "")?.[1] ?? "";
        expect(node.script("reload.sh", [version])).toMatchObject({ ok: true });
        await call();
        await until(() => heard("closed") || heard("welcome"));
        return heard("closed") ? "closed" : "open";
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
      expect(
        log()
          .split("\n")
          .filter((text) => matters.test(text) && !text.includes("mod_cdr_pg_csv")),
      ).toEqual([]);
    });
  },
);

async function until(holds: () => boolean, milliseconds = 15_000): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`not so after ${milliseconds} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
