import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { sipDomain } from "../../planning/names.ts";
import type { Province } from "../../provinces/province.ts";
import { switchFilesOf } from "../components/switch-files.ts";
import { TrialSwitch } from "./freeswitch.ts";
import { Keypad } from "./keypad.ts";
import { type SipAnswer, SipLine } from "./sip-line.ts";
import { writeSounds } from "./sounds.ts";
import { TrunkGateway } from "./trunk-gateway.ts";

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

/** Loopback addresses of one trial's parties, none of which another test file has. */
export interface Places {
  readonly switch: string;
  readonly gateway: string;
  readonly agent: string;
  readonly platform: string;
}

/** A call center on a real switch, a caller with a keypad, an agent's telephone and a 12345 platform around it. */
export class TrialService {
  readonly node: TrialSwitch;
  readonly agent: TrunkGateway;
  readonly platform: TrunkGateway;
  readonly domain: string;
  readonly #line: SipLine;
  readonly #keypad: Keypad;
  readonly #places: Places;
  #seen = 0;

  private constructor(
    node: TrialSwitch,
    parties: { agent: TrunkGateway; platform: TrunkGateway; line: SipLine; keypad: Keypad },
    at: { places: Places; province: Province },
  ) {
    this.node = node;
    this.agent = parties.agent;
    this.platform = parties.platform;
    this.#line = parties.line;
    this.#keypad = parties.keypad;
    this.#places = at.places;
    this.domain = sipDomain(at.province.province);
  }

  static async start(binary: string, at: { places: Places; province: Province }): Promise<TrialService> {
    const { places, province } = at;
    const node = await TrialSwitch.prepare(binary, places.switch);
    const files = switchFilesOf(planCallCenter(province));
    node.write({ ...files, restart: { ...files.restart, "autoload_configs/logfile.conf.xml": LOG_FILE } });
    writeSounds(join(node.folder, "sounds"), files.reload["prompts.json"] ?? "", 200);
    const parties = {
      line: await SipLine.open(places.gateway),
      keypad: await Keypad.open(places.gateway, 40_000),
      agent: await TrunkGateway.open({ address: places.agent, port: 5066 }),
      platform: await TrunkGateway.open({ address: places.platform, port: MEDIA_PORTS.trunk }),
    };
    const service = new TrialService(node, parties, at);
    await node.start();
    writeFileSync(
      join(node.folder, "run/role.xml"),
      '<include>\n<X-PRE-PROCESS cmd="set" data="trunk_standby=false"/>\n</include>\n',
    );
    const reply = node.command("reloadxml");
    if (!reply.includes("+OK [Success]")) throw new Error(`reloadxml: ${reply}`);
    for (const profile of ["trunk", "peers"]) node.command(`sofia profile ${profile} rescan`);
    // What the switch prints reaches this process in blocks; a log file has each line at once.
    node.command("load mod_logfile");
    node.command("fsctl loglevel debug");
    return service;
  }

  async dispose(): Promise<void> {
    for (const party of [this.#keypad, this.#line, this.agent, this.platform]) party.close();
    await this.node.dispose();
  }

  /** Ends all calls and forgets what the telephones got. */
  async idle(): Promise<void> {
    this.node.command("hupall");
    await until(() => this.node.command("show channels count").includes("0 total"));
    for (const { incoming } of [this.agent, this.platform]) incoming.length = 0;
  }

  /** What was printed so far counts no more. */
  forget(): void {
    this.#seen = this.log.length;
  }

  /** Calls 12333; what was printed before it doesn't count. */
  async call(): Promise<SipAnswer> {
    this.forget();
    const answered = await this.#line.call({ host: this.#places.switch, port: MEDIA_PORTS.trunk }, "12333");
    if (answered.status !== 200) throw new Error(`12333 answered ${answered.status}`);
    this.#keypad.talkTo(answered.text);
    return answered;
  }

  /** Calls, chooses a queue in the menu, and waits until it is entered. */
  async toQueue(digit: string, queue: string): Promise<SipAnswer> {
    const answered = await this.call();
    await until(() => this.heard("menu"));
    await this.press(digit);
    await until(() => this.ran("callcenter", `${queue}@${this.domain}`));
    return answered;
  }

  press(keys: string): Promise<void> {
    return this.#keypad.press(keys);
  }

  get log(): string {
    try {
      return readFileSync(join(this.node.folder, "run/log/freeswitch.log"), "utf8");
    } catch {
      return "";
    }
  }

  /** Since the last call began. */
  get printed(): string {
    return this.log.slice(this.#seen);
  }

  ran(application: string, data = ""): boolean {
    return this.printed
      .split("\n")
      .some((text) => text.includes("EXECUTE [depth=") && text.includes(` ${application}(${data}`));
  }

  heard(prompt: string): boolean {
    return this.printed
      .split("\n")
      .some((text) => text.includes("done playing file") && text.endsWith(`/${prompt}.wav`));
  }

  /** The caller's, not the agent's. */
  get channel(): string {
    return /^([0-9a-f-]{36}),inbound/m.exec(this.node.command("show channels"))?.[1] ?? "";
  }

  variable(name: string): string {
    return this.node.command(`uuid_getvar ${this.channel} ${name}`).trim();
  }

  signIn(queues: readonly string[]): void {
    this.node.command("callcenter_config agent add 1001 callback");
    this.node.command(
      `callcenter_config agent set contact 1001 sofia/agents/sip:1001@${this.#places.agent}:${this.agent.port}`,
    );
    for (const queue of queues) this.node.command(`callcenter_config tier add ${queue}@${this.domain} 1001 1 1`);
    this.node.command("callcenter_config agent set status 1001 Available");
  }

  signOut(): void {
    this.node.command("callcenter_config agent del 1001");
  }
}

export async function until(holds: () => boolean, milliseconds = 15_000): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`not so after ${milliseconds} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
