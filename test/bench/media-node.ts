import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { Province } from "../../provinces/province.ts";
import { switchFilesOf } from "../components/switch-files.ts";
import { findFreeSwitch, TrialSwitch } from "../live/freeswitch.ts";
import { agent, caller } from "../live/sipp/scenario.ts";
import { findSipp, Sipp } from "../live/sipp/sipp.ts";
import { writeStream } from "../live/sipp/sound.ts";
import { writeSounds } from "../live/sounds.ts";

const ADDRESS = "127.12.64.1";
const GATEWAY = "127.12.64.9";
const PHONES = { address: "127.12.64.30", port: 5090 };
const E1 = 8;
const TICKS_PER_SECOND = 100;
/** 8 kHz, 16 bit. */
const BYTES_PER_SECOND = 16_000;
const CALLS_PER_SECOND = 10;
/** From the first INVITE to the agent's answer. */
const SETTLE_SECONDS = 25;

export interface HeldCalls {
  readonly calls: number;
  readonly failed: number;
  /** Cores that FreeSWITCH alone uses, an idle one's share taken off. */
  readonly coresEach: number;
  /** Seconds of sound in the recordings over seconds of talk: below 1 packets were lost or late. */
  readonly soundShare: number;
}

export interface CallRate {
  readonly perSecond: number;
  readonly calls: number;
  readonly failed: number;
  /** CPU seconds from INVITE to release, announcements, queue and offer to an agent included, without sound. */
  readonly cpuSecondsEach: number;
}

export interface MediaNodeFigures {
  readonly idleCores: number;
  readonly held: readonly HeldCalls[];
  readonly rates: readonly CallRate[];
  readonly residentMiB: number;
  /** What the plan counts for one channel, in cores: the request of a node of so many channels. */
  readonly planned: { readonly channels: number; readonly cores: number; readonly memoryMiB: number };
}

/**
 * A media node from generated files under SIPp's calls, over loopback: recorded A-law calls with sound both ways, and
 * calls a second. CPU time of FreeSWITCH alone, so that what else the machine does hardly counts.
 */
export async function benchMediaNode(load: {
  held: readonly number[];
  rates: readonly number[];
  seconds: number;
}): Promise<MediaNodeFigures | { missing: string }> {
  const [found, sipp] = [findFreeSwitch(), findSipp()];
  if ("missing" in found) return found;
  if ("missing" in sipp) return sipp;
  const seats = Math.max(...load.held, ...load.rates.map((rate) => rate * 4));
  const plan = planCallCenter(province(seats));
  const node = await TrialSwitch.prepare(found.binary, ADDRESS, { START_ROLE: "owner" });
  try {
    const files = switchFilesOf(plan);
    node.write(files);
    writeSounds(join(node.folder, "sounds"), files.reload["prompts.json"] ?? "", 200);
    const stream = writeStream(join(node.folder, "tone.alaw"));
    await node.start();
    // What is to be found out is not what the plan allows.
    node.command("fsctl sps 1000");
    for (let id = 1001; id <= 1000 + seats; id++) {
      node.command(`callcenter_config agent add ${id} callback`);
      node.command(`callcenter_config agent set contact ${id} sofia/agents/sip:${id}@${PHONES.address}:${PHONES.port}`);
      node.command(`callcenter_config tier add general@anhui.hotline.internal ${id} 1 1`);
      node.command(`callcenter_config agent set status ${id} Available`);
    }
    const bench = new Bench(node, sipp.binary);
    const idle = await bench.cores(load.seconds);
    const held: HeldCalls[] = [];
    for (const calls of load.held) held.push(await bench.held({ calls, seconds: load.seconds, stream, idle }));
    const rates: CallRate[] = [];
    for (const perSecond of load.rates) rates.push(await bench.rate({ perSecond, seconds: load.seconds, idle }));
    const figure = (name: string) => plan.figures[`media.${name}`]?.value ?? Number.NaN;
    return {
      idleCores: idle,
      held,
      rates,
      residentMiB: bench.residentMiB(),
      planned: { channels: figure("channels"), cores: figure("cpu") / 1_000, memoryMiB: figure("memory") },
    };
  } finally {
    await node.dispose();
  }
}

class Bench {
  readonly #node: TrialSwitch;
  readonly #sipp: string;
  readonly #pid: number;

  constructor(node: TrialSwitch, sipp: string) {
    this.#node = node;
    this.#sipp = sipp;
    this.#pid = Number(readFileSync(join(node.folder, "run/pid/freeswitch.pid"), "utf8"));
  }

  async cores(seconds: number): Promise<number> {
    const [before, since] = [this.#cpuSeconds(), performance.now()];
    await pause(seconds * 1_000);
    return (this.#cpuSeconds() - before) / ((performance.now() - since) / 1_000);
  }

  residentMiB(): number {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${this.#pid}/status`, "utf8"))?.[1]) / 1024;
  }

  async held(of: { calls: number; seconds: number; stream: string; idle: number }): Promise<HeldCalls> {
    const { calls, seconds, stream } = of;
    const sound = { kind: "stream", file: stream } as const;
    const phones = this.#phones(agent({ ring: 100, talk: 0, sound, end: "switch" }));
    const hold = calls / CALLS_PER_SECOND + SETTLE_SECONDS + seconds + 10;
    const load = this.#calls(caller({ sound, end: { by: "caller", hold: hold * 1_000 } }), {
      calls,
      perSecond: CALLS_PER_SECOND,
    });
    try {
      await this.#until(() => this.#count(/\|In a queue call\|/g) === calls, calls / CALLS_PER_SECOND + SETTLE_SECONDS);
      await pause(2_000);
      const [bytes, since] = [this.#recordedBytes(), performance.now()];
      const cores = await this.cores(seconds);
      const talked = ((performance.now() - since) / 1_000) * calls;
      const soundShare = (this.#recordedBytes() - bytes) / BYTES_PER_SECOND / talked;
      const { failed } = await load.done();
      await this.#until(() => this.#idle(), 30);
      return { calls, failed, coresEach: (cores - of.idle) / calls, soundShare };
    } finally {
      await load.stop();
      await phones.stop();
    }
  }

  async rate(of: { perSecond: number; seconds: number; idle: number }): Promise<CallRate> {
    const { perSecond, seconds } = of;
    const calls = perSecond * seconds;
    const phones = this.#phones(agent({ ring: 100, talk: 500, sound: { kind: "none" }, end: "agent" }));
    const [before, since] = [this.#cpuSeconds(), performance.now()];
    const load = this.#calls(caller({ sound: { kind: "none" }, end: { by: "switch", patience: 60_000 } }), {
      calls,
      perSecond,
    });
    try {
      const { failed } = await load.done();
      await this.#until(() => this.#idle(), 30);
      const idle = of.idle * ((performance.now() - since) / 1_000);
      return { perSecond, calls, failed, cpuSecondsEach: (this.#cpuSeconds() - before - idle) / calls };
    } finally {
      await load.stop();
      await phones.stop();
    }
  }

  #phones(scenario: string): Sipp {
    return Sipp.answers(this.#sipp, { scenario, at: PHONES });
  }

  #calls(scenario: string, of: { calls: number; perSecond: number }): Sipp {
    return Sipp.calls(this.#sipp, {
      scenario,
      from: { address: GATEWAY, port: 5071 },
      to: { host: ADDRESS, port: MEDIA_PORTS.trunk },
      service: "12333",
      ...of,
    });
  }

  /** User and system time, in seconds. */
  #cpuSeconds(): number {
    const stat = readFileSync(`/proc/${this.#pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  }

  #recordedBytes(): number {
    const folder = join(this.#node.folder, "recordings");
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  }

  #count(pattern: RegExp): number {
    return (this.#node.command("callcenter_config agent list").match(pattern) ?? []).length;
  }

  #idle(): boolean {
    return this.#node.command("show channels count").trim().startsWith("0 total");
  }

  async #until(holds: () => boolean, seconds: number): Promise<void> {
    const deadline = Date.now() + seconds * 1_000;
    while (!holds()) {
      if (Date.now() > deadline) throw new Error(`not so after ${seconds} s: ${holds.toString()}`);
      await pause(250);
    }
  }
}

function province(seats: number): Province {
  return Province.parse({
    province: "anhui",
    status: "example",
    workMode: "call-center",
    build: { mode: "self-built" },
    merge: { mode: "independent" },
    hours: "24x7",
    satisfaction: false,
    demand: { callsPerDay: 3_000 },
    staffing: { seats },
    localNetworks: [
      {
        areaCode: "0551",
        carrier: "telecom",
        trunk: { type: "digital", signalling: "pri", e1: E1 },
        pilotNumber: "055165123456",
        billing: { mode: "flat-monthly" },
        gateways: [{ name: "hefei-gw1", address: GATEWAY, sipPort: 5062, ports: E1 }],
      },
    ],
    sites: { main: { place: "合肥", platform: { kind: "docker", hosts: [{ name: "host-a", address: ADDRESS }] } } },
  });
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Lines for people: what was measured, next to what the plan counts. */
export function mediaNodeLines(figures: MediaNodeFigures): readonly string[] {
  const { planned, idleCores, residentMiB } = figures;
  const planEach = planned.cores / planned.channels;
  return [
    `media node: FreeSWITCH idle ${(100 * idleCores).toFixed(1)} % of a core, ${residentMiB.toFixed(0)} MiB at the end; the plan asks for ${planned.cores} cores and ${planned.memoryMiB} MiB for ${planned.channels} channels`,
    ...figures.held.map(
      ({ calls, failed, coresEach, soundShare }) =>
        `  ${calls} recorded A-law calls of two legs: ${(100 * coresEach).toFixed(2)} % of a core each, ${(1 / coresEach).toFixed(0)} a core; plan ${(100 * planEach).toFixed(2)} %, margin ${(planEach / coresEach).toFixed(1)}; sound complete to ${(100 * soundShare).toFixed(1)} %; ${failed} failed`,
    ),
    ...figures.rates.map(
      ({ perSecond, calls, failed, cpuSecondsEach }) =>
        `  ${perSecond} calls/s through announcement, queue and agent: ${(1_000 * cpuSecondsEach).toFixed(1)} CPU ms each, ${calls} calls, ${failed} failed`,
    ),
  ];
}
