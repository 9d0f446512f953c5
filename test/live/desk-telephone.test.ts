import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { Province } from "../../provinces/province.ts";
import { findFreeSwitch } from "./freeswitch.ts";
import { findProgram } from "./programs.ts";
import { waveFile } from "./sounds.ts";
import { TrialService, until } from "./trial-service.ts";

/**
 * The telephone of the desk's page in a real Chromium, on a real FreeSWITCH with generated files, over WSS and SRTP on
 * loopback. Does not prove: other browsers, a LAN that loses packets, what a person hears.
 */
const found = findFreeSwitch();
const browserFound = findProgram("chromium", "chromium-browser", "google-chrome");
const missing = "missing" in found ? found.missing : "missing" in browserFound ? browserFound.missing : undefined;
const PLACES = { switch: "127.12.33.101", gateway: "127.12.33.102", agent: "127.12.33.103", platform: "127.12.33.104" };
const PASSWORD = "only-for-this-run";
const AGENT = "1001";

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
  queues: [{ name: "pension", label: "养老保险", share: 1, maxWaitSeconds: 90 }],
  sites: {
    main: {
      place: "呼和浩特",
      platform: { kind: "docker", hosts: [{ name: "host-a", address: PLACES.switch }] },
      agentNetworks: ["127.0.0.0/8"],
    },
  },
});

describe.skipIf(missing !== undefined)(
  `the desk's telephone on FreeSWITCH${missing === undefined ? "" : `: skipped, ${missing}`}`,
  { timeout: 90_000 },
  () => {
    const folder = mkdtempSync(join(tmpdir(), "hotline-telephone-"));
    let service: TrialService;
    let server: Server;
    let browser: Browser;
    let context: BrowserContext;
    let page: Page;
    const command = (text: string) => service.node.command(text);

    beforeAll(async () => {
      if ("missing" in found || "missing" in browserFound) return;
      service = await TrialService.start(found.binary, { places: PLACES, province: PROVINCE });
      for (const id of [AGENT, "1002"]) {
        writeFileSync(join(service.node.folder, `spool/control/directory/${id}.xml`), entry(id));
      }
      expect(command("reloadxml")).toContain("+OK [Success]");
      writeFileSync(join(service.node.folder, "tone.wav"), tone(8_000));
      await build({
        root: join(import.meta.dirname, "fixtures/desk-telephone"),
        configFile: false,
        logLevel: "error",
        build: { outDir: folder, emptyOutDir: true, target: "chrome86" },
      });
      server = await serve(folder);
      const microphone = join(service.node.folder, "voice.wav");
      writeFileSync(microphone, voice(32_000));
      browser = await chromium.launch({
        executablePath: browserFound.path,
        args: [
          "--no-sandbox",
          "--use-fake-device-for-media-stream",
          `--use-file-for-fake-audio-capture=${microphone}`,
          "--use-fake-ui-for-media-stream",
          "--autoplay-policy=no-user-gesture-required",
          // The network has a loopback interface only, which browsers leave out otherwise.
          "--allow-loopback-in-peer-connection",
          "--disable-features=WebRtcHideLocalIpsWithMdns",
        ],
      });
    }, 120_000);
    afterAll(async () => {
      await browser.close();
      server.close();
      await service.dispose();
      rmSync(folder, { recursive: true, force: true });
    });

    beforeEach(async () => {
      context = await browser.newContext({ ignoreHTTPSErrors: true, permissions: ["microphone"] });
      page = await context.newPage();
      await page.goto(address(AGENT));
      await page.waitForFunction(() => window.telephone.reachable.value);
    });
    afterEach(async () => {
      command(`callcenter_config agent del ${AGENT}`);
      await context.close();
      await service.idle();
    });

    function address(id: string): string {
      const { port } = server.address() as AddressInfo;
      const query = new URLSearchParams({
        agent: id,
        realm: service.domain,
        password: PASSWORD,
        url: `wss://${PLACES.switch}:${MEDIA_PORTS.wss}`,
      });
      return `http://127.0.0.1:${port}/?${query.toString()}`;
    }

    const agentLeg = () =>
      command("show channels")
        .split("\n")
        .find((line) => line.includes("sofia/agents/") && line.includes(",outbound,"))
        ?.split(",")[0] ?? "";
    const phase = () => page.evaluate(() => window.telephone.call.value?.phase.value ?? "none");
    const inState = (wanted: string) =>
      page.waitForFunction((state) => window.telephone.call.value?.phase.value === state, wanted);
    const recovered = () => page.waitForFunction(() => window.telephone.call.value?.trouble.value === "none");

    /** The loudest sample that came from the browser's microphone, as the switch recorded it. */
    async function heardFromAgent(): Promise<number> {
      const file = join(service.node.folder, `run/heard-${Date.now()}.wav`);
      const leg = agentLeg();
      command(`uuid_setvar ${leg} RECORD_STEREO true`);
      command(`uuid_record ${leg} start ${file}`);
      await pause(2_500);
      command(`uuid_record ${leg} stop ${file}`);
      await pause(300);
      const bytes = readFileSync(file);
      // Left is what the leg sent.
      const samples = Array.from({ length: Math.floor((bytes.length - 44) / 4) }, (_, at) =>
        bytes.readInt16LE(44 + at * 4),
      );
      return Math.max(...samples.map(Math.abs));
    }

    /** Packets and audio energy that reached the ear within a second and a half, while the switch sounds a tone. */
    async function heardByAgent(): Promise<{ packets: number; energy: number }> {
      const words = `${agentLeg()} %s ${join(service.node.folder, "tone.wav")}`;
      command(`uuid_displace ${words.replace("%s", "start")} 0 l`);
      const figures = await page.evaluate(async () => {
        const connection = window.telephone.call.value?.session.connection;
        const read = async () => {
          let figures = { packets: 0, energy: 0 };
          (await connection?.getStats())?.forEach((each) => {
            if (each["type"] === "inbound-rtp")
              figures = { packets: Number(each["packetsReceived"]), energy: Number(each["totalAudioEnergy"]) };
          });
          return figures;
        };
        const before = await read();
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        const after = await read();
        return { packets: after.packets - before.packets, energy: after.energy - before.energy };
      });
      command(`uuid_displace ${words.replace("%s", "stop")}`);
      return figures;
    }

    /** A caller waits in the queue; the browser rings and answers. */
    async function talking(): Promise<string> {
      command(`callcenter_config agent add ${AGENT} callback`);
      command(`callcenter_config agent set contact ${AGENT} user/${AGENT}@${service.domain}`);
      command(`callcenter_config tier add pension@${service.domain} ${AGENT} 1 1`);
      command(`callcenter_config agent set status ${AGENT} Available`);
      await service.call();
      await inState("ringing");
      await page.evaluate(() => window.telephone.call.value?.answer());
      await inState("talking");
      await until(() => agentLeg() !== "");
      const leg = agentLeg();
      return leg;
    }

    it("answers a queue's call in A-law, and both hear each other", async () => {
      await talking();
      expect(await heardFromAgent()).toBeGreaterThan(1_000);
      const { packets, energy } = await heardByAgent();
      expect(packets).toBeGreaterThan(60);
      expect(energy).toBeGreaterThan(0.001);
      await page.waitForFunction(() => window.telephone.call.value?.quality.value?.codec === "PCMA");
    });

    it("goes on with the call after the page was loaded anew: the same leg, the caller stays, both hear each other", async () => {
      const leg = await talking();
      const began = Date.now();
      await page.reload();
      await inState("talking");
      await recovered();
      const seconds = (Date.now() - began) / 1000;
      // Measured: 0.4 to 0.6 s (Chromium 156, FreeSWITCH 1.10.12, 2026-11-24).
      expect(seconds).toBeLessThan(10);
      expect(agentLeg()).toBe(leg);
      expect(await page.evaluate(() => window.telephone.recovery.value)).toBe("found");
      expect(await heardFromAgent()).toBeGreaterThan(1_000);
      expect((await heardByAgent()).energy).toBeGreaterThan(0.001);
      // And it is a whole call still: held, taken back, and ended by the agent.
      await page.evaluate(() => window.telephone.call.value?.hold(true));
      await until(() => command("show channels").includes(",HELD,"));
      await page.evaluate(() => window.telephone.call.value?.hold(false));
      await until(() => !command("show channels").includes(",HELD,"));
      await page.evaluate(() => window.telephone.call.value?.hangUp());
      await until(() => agentLeg() === "");
    });

    it("says so when the caller hung up while the page was loading", async () => {
      const leg = await talking();
      await page.goto("about:blank");
      command(`uuid_kill ${leg}`);
      await page.goto(address(AGENT));
      await page.waitForFunction(() => window.telephone.recovery.value === "gone");
      expect(await phase()).toBe("over");
    });

    it("keeps the call while the network is away, and goes on when it is back", async () => {
      const leg = await talking();
      await context.setOffline(true);
      await page.evaluate(() => {
        // A cut network closes no connection by itself; the browser's own notice of it does.
        const [line] = window.telephone.lines.value;
        const ua = line?.ua as { transport: { socket: { _ws: WebSocket } } } | undefined;
        ua?.transport.socket._ws.close();
      });
      await page.waitForFunction(() => window.telephone.call.value?.trouble.value === "connection-cut");
      expect(await phase()).toBe("talking");
      await context.setOffline(false);
      await recovered();
      expect(agentLeg()).toBe(leg);
      expect((await heardByAgent()).energy).toBeGreaterThan(0.001);
    });

    it("asks the switch every ten seconds whether it is there, and keeps a connection on which it answers", async () => {
      await page.evaluate(() => {
        const [line] = window.telephone.lines.value;
        line?.state.subscribe((state) => {
          if (state !== "ready") document.title = `was ${state}`;
        });
      });
      await pause(28_000);
      expect(await page.title()).toBe("telephone");
    });

    it("refuses a second call, is one telephone over two tabs, and passes the caller on", async () => {
      const leg = await talking();
      expect(command(`originate {originate_timeout=5}user/${AGENT}@${service.domain} &park`)).toContain("USER_BUSY");
      const second = await context.newPage();
      await second.goto(address(AGENT));
      await second.waitForFunction(() => window.telephone.state.value === "elsewhere");
      await second.close();
      expect(await page.evaluate(() => window.telephone.call.value?.transfer("12345"))).toBe(true);
      await until(() => service.platform.incoming.length === 1);
      await until(() => agentLeg() !== leg);
      expect(await phase()).toBe("over");
    });

    it("asks a colleague while the caller waits, and joins the two", async () => {
      const colleague = await context.newPage();
      await colleague.goto(address("1002"));
      await colleague.waitForFunction(() => window.telephone.reachable.value);
      const leg = await talking();
      await page.evaluate(() => window.telephone.dial("1002"));
      await colleague.waitForFunction(() => window.telephone.call.value?.phase.value === "ringing");
      await colleague.evaluate(() => window.telephone.call.value?.answer());
      await page.waitForFunction(() => window.telephone.consultation.value?.phase.value === "talking");
      expect(await page.evaluate(() => window.telephone.call.value?.held.value)).toBe(true);
      expect(await page.evaluate(() => window.telephone.joinConsultation())).toBe(true);
      await until(() => !command("show channels").includes(leg));
      expect(await colleague.evaluate(() => window.telephone.call.value?.phase.value)).toBe("talking");
      expect(command(`uuid_exists ${service.channel}`)).toContain("true");
    });
  },
);

/** What the tests use of the page's telephone (images/agent-desk/page/telephone/telephone.ts), as they run in the page. */
interface CallOnPage {
  readonly phase: { readonly value: string };
  readonly trouble: { readonly value: string };
  readonly held: { readonly value: boolean };
  readonly quality: { readonly value: { readonly codec: string | null } | undefined };
  readonly session: { readonly connection: { getStats(): Promise<Map<string, Record<string, unknown>>> } };
  answer(): Promise<void>;
  hold(on: boolean): void;
  hangUp(): void;
  transfer(to: string): Promise<boolean>;
}
declare const document: { title: string };
declare const window: {
  readonly telephone: {
    readonly state: { readonly value: string };
    readonly reachable: { readonly value: boolean };
    readonly recovery: { readonly value: string };
    readonly lines: {
      readonly value: readonly {
        readonly ua: unknown;
        readonly state: { subscribe(told: (state: string) => void): void };
      }[];
    };
    readonly call: { readonly value: CallOnPage | null };
    readonly consultation: { readonly value: CallOnPage | null };
    dial(target: string): Promise<unknown>;
    joinConsultation(): Promise<boolean>;
  };
};

/** 440 Hz, A-law's rate, so many samples. */
function tone(samples: number): Buffer {
  return waveFile(Int16Array.from({ length: samples }, (_, at) => 8_000 * Math.sin((2 * Math.PI * 440 * at) / 8_000)));
}

/** Vowels of a second each, as harmonics of a voice: the browser's noise suppression takes a plain tone for noise. */
function voice(samples: number): Buffer {
  return waveFile(
    Int16Array.from({ length: samples }, (_, at) => {
      const seconds = at / 8_000;
      const pitch = 140 + 25 * Math.sin(2 * Math.PI * 0.7 * seconds);
      const loud = Math.max(0, Math.sin(2 * Math.PI * 3 * seconds)) * 6_000;
      return [1, 2, 3, 4, 5, 6].reduce((sum, n) => sum + (loud / n) * Math.sin(2 * Math.PI * pitch * n * seconds), 0);
    }),
  );
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function serve(folder: string): Promise<Server> {
  const types: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript" };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://127.0.0.1").pathname;
    const file = join(folder, path === "/" ? "index.html" : path);
    try {
      const body = readFileSync(file);
      response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function entry(id: string): string {
  return `<include>
  <user id="${id}">
    <params><param name="password" value="${PASSWORD}"/></params>
    <variables><variable name="user_context" value="agents"/></variables>
  </user>
</include>
`;
}
