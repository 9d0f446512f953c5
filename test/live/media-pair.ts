import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { planCallCenter } from "../../components/call-center/plan.ts";
import {
  type Answer,
  ask,
  type Caller,
  type Endpoint,
  follow,
  keyOf,
} from "../../images/media-controller/secure-channel.ts";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import type { CallCenterPlan } from "../../planning/plan.ts";
import { itemsOf } from "../../planning/references.ts";
import { Province } from "../../provinces/province.ts";
import { CASES } from "../components/cases.ts";
import { type Trees, TrialSwitch } from "./freeswitch.ts";
import { SipAgent } from "./sip-agent.ts";
import { TrunkGateway } from "./trunk-gateway.ts";

const KEYS = { control: "control-key-of-this-run", desk: "desk-key-of-this-run" } as const;
const CONTROLLER = join(import.meta.dirname, "../../images/media-controller/main.ts");
export const REALM = "anhui.hotline.internal";

/** One media node with its controller beside it. */
export class TrialNode {
  readonly name: string;
  readonly switch: TrialSwitch;
  #controller: ChildProcess | undefined;
  readonly #more: NodeJS.ProcessEnv;
  log = "";

  constructor(name: string, trial: TrialSwitch, more: NodeJS.ProcessEnv = {}) {
    this.name = name;
    this.switch = trial;
    this.#more = more;
  }

  get address(): string {
    return this.switch.address;
  }

  startController(): void {
    const words = [...this.switch.within, process.execPath, CONTROLLER];
    const child = spawn("env", words, {
      env: {
        ...this.switch.environment(),
        HOTLINE_RELOAD_DIR: join(this.switch.folder, "reload"),
        EVENT_SOCKET_PORT: String(this.switch.eventSocketPort),
        MEDIA_CONTROL_KEY: KEYS.control,
        MEDIA_DESK_KEY: KEYS.desk,
        ...this.#more,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#controller = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (data: Buffer) => {
        this.log += data.toString();
      });
  }

  signalController(signal: NodeJS.Signals): void {
    this.#controller?.kill(signal);
  }

  async killController(): Promise<void> {
    const child = this.#controller;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  }

  /** As an operator. */
  ask(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.#ask("operator", { method, path, body });
  }

  askAsDesk(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.#ask("desk", { method, path, body });
  }

  /** Every event that the desk hears from now on, with the time by this process's clock. */
  followAsDesk(): { readonly events: { readonly at: number; readonly event: unknown }[]; readonly stop: () => void } {
    const events: { at: number; event: unknown }[] = [];
    const stop = follow(this.#endpoint("desk"), "/v1/events", {
      line: (event) => events.push({ at: performance.now(), event }),
      end: (why) => events.push({ at: performance.now(), event: { kind: "end", why } }),
    });
    return { events, stop };
  }

  #ask(caller: Caller, call: { method: string; path: string; body: unknown }): Promise<Answer> {
    return ask(this.#endpoint(caller), call, 10_000);
  }

  #endpoint(caller: Caller): Endpoint {
    const key = keyOf(caller === "desk" ? KEYS.desk : KEYS.control, caller);
    return { host: this.address, port: MEDIA_PORTS.controller, caller, key };
  }

  async status(): Promise<Readonly<Record<string, unknown>>> {
    const { body } = await this.ask("GET", "/v1/status");
    return typeof body === "object" && body !== null ? { ...body } : {};
  }

  /** "owner" or "standby", or why there is no answer. */
  async role(): Promise<unknown> {
    try {
      return (await this.status())["role"];
    } catch (error) {
      return String(error);
    }
  }
}

/** Two media nodes with their controllers on loopback addresses, and a gateway that calls the first, then the second. */
export class TrialPair {
  readonly a: TrialNode;
  readonly b: TrialNode;
  readonly gateway: TrunkGateway;
  readonly #prefix: string;

  private constructor(nodes: { a: TrialNode; b: TrialNode }, gateway: TrunkGateway, prefix: string) {
    this.a = nodes.a;
    this.b = nodes.b;
    this.gateway = gateway;
    this.#prefix = prefix;
  }

  /** `net`: third figure of the loopback addresses, one for each test file. */
  static async prepare(
    binary: string,
    net: number,
    more: PairChanges & {
      drainSeconds?: number;
      controller?: NodeJS.ProcessEnv;
      switch?: NodeJS.ProcessEnv;
      /** Command before each program of the node, by its name. */
      within?: Readonly<Record<string, readonly string[]>>;
    } = {},
  ): Promise<TrialPair> {
    const prefix = more.prefix ?? loopback(net);
    const address = (last: number) => `${prefix}.${last}`;
    const trees = pairTrees(net, more);
    const node = async (name: string, last: number) => {
      const trial = await TrialSwitch.prepare(binary, address(last), {
        NODE_NAME: name,
        ...(more.drainSeconds === undefined ? {} : { DRAIN_SECONDS: String(more.drainSeconds) }),
        ...more.switch,
      });
      trial.within = more.within?.[name] ?? [];
      trial.write(trees);
      return new TrialNode(name, trial, more.controller ?? {});
    };
    const gateway = await TrunkGateway.open({ address: address(9), port: 5062 });
    return new TrialPair({ a: await node("host-a", 1), b: await node("host-b", 2) }, gateway, prefix);
  }

  get nodes(): readonly TrialNode[] {
    return [this.a, this.b];
  }

  async start(): Promise<void> {
    for (const node of this.nodes) node.startController();
    await Promise.all(this.nodes.map((node) => node.switch.start()));
  }

  /** As a gateway does: the first node, and on refusal or silence the second. */
  async call(caller: string): Promise<{ node: TrialNode | undefined; hangUp: () => Promise<void> }> {
    for (const node of this.nodes) {
      const tried = await Promise.race([
        this.gateway.call({ host: node.address, port: MEDIA_PORTS.trunk }, { called: "12333", caller }),
        new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 1_000)),
      ]);
      if (tried?.status === 200) return { node, hangUp: tried.hangUp };
    }
    return { node: undefined, hangUp: () => Promise.resolve() };
  }

  /** Signs an agent in over the API with a credential, and its telephone in at both nodes. */
  async agent(
    index: number,
    manner: { ring: () => number; talk: () => number; wrapUpSeconds: number },
    nodes = this.nodes,
  ): Promise<SipAgent> {
    const id = String(2000 + index);
    const owner = (await this.a.role()) === "owner" ? this.a : this.b;
    const put = await owner.askAsDesk("PUT", `/v1/agents/${id}`, {
      queues: [{ queue: "general" }],
      wrapUpSeconds: manner.wrapUpSeconds,
    });
    if (put.status !== 200) throw new Error(`sign-in: ${put.status} ${JSON.stringify(put.body)}`);
    const credential = await owner.askAsDesk("POST", `/v1/agents/${id}/credential`, { seconds: 600 });
    const password = passwordOf(credential.body);
    const agent = await SipAgent.open(
      { address: `${this.#prefix}.${100 + index}`, port: 5090 },
      { id, realm: REALM, password },
      { ringMilliseconds: manner.ring, talkMilliseconds: manner.talk },
    );
    for (const node of nodes) {
      const status = await agent.register({ address: node.address, port: MEDIA_PORTS.agents });
      if (status !== 200) throw new Error(`registration of ${id} at ${node.name}: ${status}`);
    }
    return agent;
  }

  async dispose(): Promise<void> {
    for (const node of this.nodes) {
      await node.killController();
      await node.switch.dispose();
    }
    this.gateway.close();
  }
}

const loopback = (net: number) => `127.12.${net}`;

function passwordOf(body: unknown): string {
  if (typeof body === "object" && body !== null && "password" in body && typeof body.password === "string")
    return body.password;
  throw new Error(`no credential: ${JSON.stringify(body)}`);
}

export interface PairChanges {
  /** First three figures of all addresses, where they are not on loopback. */
  readonly prefix?: string;
  readonly seats?: number;
  /** Top-level fields of the province instead of those of the pair. */
  readonly province?: Readonly<Record<string, unknown>>;
}

/** Configuration of such a pair; also for a node that runs elsewhere. */
export function pairTrees(net: number, changes: PairChanges = {}): Trees {
  const plan = pairPlan(net, changes);
  const files = (set: string) => {
    for (const item of itemsOf(plan))
      if (item.kind === "config-set" && item.zone === "media" && item.set === set) return item.files;
    throw new Error(`no ${set} set`);
  };
  return { restart: files("restart"), reload: files("reload") };
}

export function pairPlan(
  net: number,
  { prefix = loopback(net), seats, province: changes }: PairChanges,
): CallCenterPlan {
  const address = (last: number) => `${prefix}.${last}`;
  const province = Province.parse({
    ...CASES["docker pair"](),
    queues: undefined,
    satisfaction: false,
    ...(seats === undefined ? {} : { staffing: { seats } }),
    merge: { mode: "independent" },
    sites: {
      main: {
        place: "合肥",
        platform: {
          kind: "docker",
          hosts: [
            { name: "host-a", address: address(1) },
            { name: "host-b", address: address(2) },
          ],
        },
        agentNetworks: ["127.0.0.0/8", "10.0.0.0/8"],
      },
    },
    localNetworks: [
      {
        areaCode: "0551",
        carrier: "telecom",
        trunk: { type: "digital", signalling: "pri", e1: 2 },
        pilotNumber: "0551-65123456",
        billing: { mode: "flat-monthly" },
        gateways: [{ name: "hefei-gw1", address: address(9), sipPort: 5062, ports: 2 }],
        calledNumberForms: ["pilot", "short-code"],
      },
    ],
    ...changes,
  });
  return planCallCenter(province);
}
