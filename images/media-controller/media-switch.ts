import { CALL_EVENTS } from "../../planning/call-events.ts";
import { EventSocket, type EventSocketAddress, type SwitchEvent } from "./event-socket.ts";

/** Statuses as mod_callcenter spells them. */
export const AGENT_STATUSES = ["Available", "Available (On Demand)", "On Break", "Logged Out"] as const;
export type AgentStatus = (typeof AGENT_STATUSES)[number];

export interface SwitchAgent {
  readonly name: string;
  readonly status: string;
  /** Waiting, Receiving, In a queue call ... */
  readonly state: string;
  readonly wrapUpSeconds: number;
  /** Unix seconds. */
  readonly lastBridgeEnd: number;
  readonly readyTime: number;
}

export interface Member {
  readonly queue: string;
  readonly session: string;
  readonly state: string;
  /** Unix seconds. */
  readonly joined: number;
}

export interface Tier {
  readonly queue: string;
  readonly agent: string;
  readonly level: number;
  readonly position: number;
}

const EVENTS = `CUSTOM callcenter::info ${Object.values(CALL_EVENTS).join(" ")}`;
const RETRY_MILLISECONDS = 250;

/**
 * The switch of this node as its controller sees it: one connection for commands, one for events, both made anew
 * for as long as the controller runs. Every command rejects while the switch is away.
 */
export class MediaSwitch {
  readonly #address: () => EventSocketAddress;
  readonly #onEvent: (event: SwitchEvent) => void;
  #commands: EventSocket | undefined;
  #stopped = false;
  #events: EventSocket | undefined;
  /** Called when the commands' connection comes and goes. */
  onConnection: (there: boolean) => Promise<void> = () => Promise.resolve();

  constructor(address: () => EventSocketAddress, onEvent: (event: SwitchEvent) => void) {
    this.#address = address;
    this.#onEvent = onEvent;
    void this.#keepCommands();
    void this.#keepEvents();
  }

  get connected(): boolean {
    return this.#commands !== undefined;
  }

  stop(): void {
    this.#stopped = true;
    this.#commands?.close();
    this.#events?.close();
  }

  async #keepCommands(): Promise<void> {
    while (!this.#stopped) {
      try {
        const socket = await EventSocket.open(this.#address());
        this.#commands = socket;
        void this.onConnection(true);
        await socket.closed;
        this.#commands = undefined;
        void this.onConnection(false);
      } catch {
        // It is starting, or gone.
      }
      await pause(RETRY_MILLISECONDS);
    }
  }

  async #keepEvents(): Promise<void> {
    while (!this.#stopped) {
      try {
        const socket = await EventSocket.open(this.#address());
        this.#events = socket;
        await socket.subscribe(EVENTS, this.#onEvent);
        await socket.closed;
      } catch {
        // As above.
      }
      await pause(RETRY_MILLISECONDS);
    }
  }

  command(text: string): Promise<string> {
    return this.#commands === undefined
      ? Promise.reject(new Error("the switch is not there"))
      : this.#commands.api(text);
  }

  /** Throws unless the answer contains `wanted`. */
  async expect(text: string, wanted: string): Promise<void> {
    const reply = await this.command(text);
    if (!reply.includes(wanted)) throw new Error(`${text}: ${reply.trim()}`);
  }

  async isReady(): Promise<boolean> {
    return (await this.command("fsctl ready_check")).trim() === "true";
  }

  async runningProfiles(): Promise<readonly string[]> {
    const status = await this.command("sofia status");
    return [...status.matchAll(/^\s*(\S+)\s+profile\s+\S+\s+RUNNING/gm)].flatMap(([, name]) => name ?? []);
  }

  /** What the switch has loaded, not what the file says. */
  async isStandby(): Promise<boolean> {
    return (await this.command("global_getvar trunk_standby")).trim() !== "false";
  }

  reload(): Promise<void> {
    return this.expect("reloadxml", "+OK [Success]");
  }

  async rescan(profiles: readonly string[]): Promise<void> {
    for (const profile of profiles) await this.expect(`sofia profile ${profile} rescan`, "+OK scan complete");
  }

  async agents(): Promise<readonly SwitchAgent[]> {
    return rows(await this.command("callcenter_config agent list")).map((row) => ({
      name: row["name"] ?? "",
      status: row["status"] ?? "",
      state: row["state"] ?? "",
      wrapUpSeconds: Number(row["wrap_up_time"] ?? 0),
      lastBridgeEnd: Number(row["last_bridge_end"] ?? 0),
      readyTime: Number(row["ready_time"] ?? 0),
    }));
  }

  async agent(name: string): Promise<SwitchAgent | undefined> {
    return (await this.agents()).find((agent) => agent.name === name);
  }

  async tiers(): Promise<readonly Tier[]> {
    return rows(await this.command("callcenter_config tier list")).map((row) => ({
      queue: row["queue"] ?? "",
      agent: row["agent"] ?? "",
      level: Number(row["level"] ?? 1),
      position: Number(row["position"] ?? 1),
    }));
  }

  /** Names of the queues that are loaded. */
  async queues(): Promise<readonly string[]> {
    return rows(await this.command("callcenter_config queue list")).flatMap((row) => row["name"] ?? []);
  }

  /** Callers in a queue; those who left stay in the list for a minute as Abandoned. */
  async members(queue: string): Promise<readonly Member[]> {
    return rows(await this.command(`callcenter_config queue list members ${queue}`)).map((row) => ({
      queue,
      session: row["session_uuid"] ?? "",
      state: row["state"] ?? "",
      joined: Number(row["joined_epoch"] ?? 0),
    }));
  }

  /** Ids of callers' calls; what agents dial comes in too, and is not meant. */
  async callersIn(): Promise<readonly string[]> {
    return rows(await this.command("show channels as delim |"))
      .filter((row) => row["direction"] === "inbound" && row["context"] !== "agents")
      .map((row) => row["uuid"] ?? "");
  }

  async setAgent(name: string, key: string, value: string | number): Promise<void> {
    await this.expect(`callcenter_config agent set ${key} ${name} ${quoted(value)}`, "+OK");
  }
}

/** FreeSWITCH's tables: names, rows, then a count or +OK; columns by `|`. */
export function rows(text: string): readonly Readonly<Record<string, string>>[] {
  const lines = text.split("\n").map((line) => line.trimEnd());
  const names = lines[0]?.split("|") ?? [];
  if (names.length < 2) return [];
  return lines.slice(1).flatMap((line) => {
    const cells = line.split("|");
    if (cells.length < names.length) return [];
    return [Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""]))];
  });
}

function quoted(value: string | number): string {
  const text = String(value);
  if (/['\r\n]/.test(text)) throw new Error(`a value of the switch can't hold ${JSON.stringify(text)}`);
  return /\s/.test(text) ? `'${text}'` : text;
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
