import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { AGENT_STATES } from "../contract/agent.ts";
import type { DeskParts } from "./service.ts";

/** Figures of one instance; they name nobody. */
export class DeskMetrics {
  readonly #registry = new Registry();
  readonly #refusals: Counter;

  constructor(parts: DeskParts) {
    const { streams, live, database } = parts;
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#refusals = new Counter({
      name: "hotline_desk_refusals_total",
      help: "Requests refused, by reason.",
      labelNames: ["reason"],
      registers,
    });
    const gauge = (name: string, help: string, value: () => number) =>
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(value());
        },
      });
    gauge("hotline_desk_streams", "Pages that listen to this instance.", () => streams.size);
    gauge("hotline_desk_stream_behind_bytes", "Most that a page left unread since the last look.", () =>
      streams.takeLongestBehind(),
    );
    gauge("hotline_desk_database_up", "1: the database answers.", () => Number(database.there));
    gauge("hotline_desk_switch_up", "1: a media node's controller answers.", () => Number(live.switch === "there"));
    new Gauge({
      name: "hotline_desk_agents",
      help: "Agents by state, as this instance knows them.",
      labelNames: ["state"],
      registers,
      collect() {
        const states = live.agents.all().map(({ state }) => state);
        for (const state of AGENT_STATES) this.set({ state }, states.filter((each) => each === state).length);
      },
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  scrape(): Promise<string> {
    return this.#registry.metrics();
  }

  refused(reason: string): void {
    this.#refusals.inc({ reason });
  }
}
