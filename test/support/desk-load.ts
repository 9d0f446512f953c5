import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { DeskKeys } from "../../images/agent-desk/service/desk-keys.ts";
import { SessionTokens } from "../../images/agent-desk/service/session-token.ts";
import { DESK, OWNER } from "../live/hotline-database.ts";
import type { TrialPostgres } from "../live/postgres.ts";
import { DeskBrowser, type DeskStream, field } from "./desk-browser.ts";
import { expectStatus, until } from "./desk-people.ts";
import { TrialController } from "./trial-controller.ts";
import { DESK_KEY, SESSION_KEY, TrialDesk } from "./trial-desk.ts";

export interface Spread {
  readonly median: number;
  readonly p99: number;
  readonly maximum: number;
}

export interface DeskLoadFigures {
  readonly agents: number;
  readonly supervisors: number;
  /** From an event's departure at the controller to its arrival in the agent's page, milliseconds. */
  readonly events: Spread & { readonly count: number; readonly perSecond: number };
  /** All agents set a state at the same moment: from the request to the event in the page, milliseconds. */
  readonly atOnce: Spread;
  readonly residentMiB: number;
  readonly proportionalMiB: number;
  /** Of one core, while the events came. */
  readonly cores: number;
  /** Events that never arrived. */
  readonly lost: number;
}

/**
 * One desk process, a page's stream and telephone for each agent, some supervisors who see everything, and calls that
 * ring, are answered and end. The pages and the controller share the machine with it.
 */
export async function deskLoad(
  server: TrialPostgres,
  {
    agents,
    supervisors,
    perSecond,
    seconds,
  }: { agents: number; supervisors: number; perSecond: number; seconds: number },
): Promise<DeskLoadFigures> {
  const controller = await TrialController.start(DESK_KEY);
  const desk = await TrialDesk.start({
    server,
    controllers: [{ name: "node-a", address: "127.0.0.1" }],
    controllerPort: controller.port,
    file: { wrapUpSeconds: 0 },
  });
  const streams: DeskStream[] = [];
  try {
    people(server, agents, supervisors);
    const browsers = await signedIn(server, desk, agents + supervisors);
    for (const browser of browsers) streams.push(await browser.follow());
    for (let first = 0; first < agents; first += 20)
      await Promise.all(
        browsers
          .slice(first, Math.min(agents, first + 20))
          .map((browser) => expectStatus(200, browser.post("telephone"))),
      );
    await new Promise((resolve) => setTimeout(resolve, 2_000));

    const atOnce = await together(browsers.slice(0, agents), streams);
    const before = cpuSeconds(desk.pid);
    const began = performance.now();
    const { latencies, sent } = await calls({ controller, streams, agents, perSecond, seconds });
    const cores = (cpuSeconds(desk.pid) - before) / ((performance.now() - began) / 1000);
    return {
      agents,
      supervisors,
      events: { ...spread(latencies), count: latencies.length, perSecond: sent / seconds },
      atOnce,
      ...memory(desk.pid),
      cores,
      lost: sent - latencies.length,
    };
  } finally {
    for (const stream of streams) stream.close();
    await desk.dispose();
    await controller.stop();
  }
}

const extension = (index: number) => String(2000 + index);

function people(server: TrialPostgres, agents: number, supervisors: number): void {
  server.query(
    "hotline",
    `INSERT INTO skill VALUES ('general', '综合') ON CONFLICT DO NOTHING;
     INSERT INTO agent (name, display_name) SELECT (2000 + n)::text, '坐席' || n FROM generate_series(0, ${agents + supervisors - 1}) AS n;
     INSERT INTO agent_skill SELECT name, 'general' FROM agent;
     INSERT INTO desk_account (login, display_name, roles, agent, identity, must_change_password, second_factor)
       SELECT 'a' || n, '坐席' || n, CASE WHEN n < ${agents} THEN '{agent}' ELSE '{supervisor}' END::text[], (2000 + n)::text, 'local', false, 'x'
       FROM generate_series(0, ${agents + supervisors - 1}) AS n`,
    OWNER,
  );
}

/** With sessions as the desk makes them; four hundred passwords would only measure Argon2id. */
async function signedIn(server: TrialPostgres, desk: TrialDesk, count: number): Promise<readonly DeskBrowser[]> {
  const tokens = new SessionTokens(new DeskKeys(SESSION_KEY, "test"), "test");
  const now = Math.floor(Date.now() / 1000);
  const all = Array.from({ length: count }, (_, index) => ({ sid: randomUUID(), login: `a${index}`, index }));
  server.run(
    "hotline",
    `INSERT INTO desk_session (id, login, ends_at) VALUES ${all
      .map(({ sid, login }) => `('${sid}', '${login}', now() + interval '1 hour')`)
      .join(", ")}`,
    DESK,
  );
  return Promise.all(
    all.map(async ({ sid, login, index }) => {
      const browser = new DeskBrowser(desk.origin);
      const token = await tokens.sign({
        sid,
        login,
        name: login,
        agent: extension(index),
        roles: ["agent"],
        listenIn: false,
        identity: "local",
        secondFactor: true,
        needs: "nothing",
        iat: now,
        exp: now + 3_600,
      });
      browser.cookie = `__Host-desk=${token}`;
      return browser;
    }),
  );
}

/** The beginning of a shift. */
async function together(browsers: readonly DeskBrowser[], streams: readonly DeskStream[]): Promise<Spread> {
  const marks = streams.map(({ events }) => events.length);
  const began = performance.now();
  const answers = await Promise.all(browsers.map((browser) => browser.put("state", { status: "ready" })));
  const refused = answers.find(({ status }) => status !== 200);
  if (refused !== undefined) throw new Error(`a state was refused: ${JSON.stringify(refused.body)}`);
  const arrivals = browsers.map(
    (_, index) => () =>
      streams[index]?.events.slice(marks[index]).find(({ event }) => field(event, "agent", "state") === "ready"),
  );
  await until(() => arrivals.every((arrival) => arrival() !== undefined), 30_000);
  return spread(arrivals.map((arrival) => (arrival()?.at ?? Number.POSITIVE_INFINITY) - began));
}

/** Agent by agent in turn a call rings, is answered and ends. */
async function calls(of: {
  controller: TrialController;
  streams: readonly DeskStream[];
  agents: number;
  perSecond: number;
  seconds: number;
}): Promise<{ latencies: readonly number[]; sent: number }> {
  const kinds = ["agent-offered", "agent-answered", "agent-released"] as const;
  const states = { "agent-offered": "ringing", "agent-answered": "talking", "agent-released": "ready" };
  const departures: { at: number; index: number; call: string; state: string }[] = [];
  const calls = Array.from({ length: of.agents }, () => randomUUID());
  const began = performance.now();
  for (let sent = 0; sent < of.perSecond * of.seconds; sent++) {
    const due = began + (sent * 1000) / of.perSecond;
    const early = due - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    const index = sent % of.agents;
    const kind = kinds[Math.floor(sent / of.agents) % kinds.length] ?? "agent-offered";
    if (kind === "agent-offered") calls[index] = randomUUID();
    const call = calls[index] ?? "";
    of.controller.numbers.set(call, `1380000${extension(index)}`);
    departures.push({ at: performance.now(), index, call, state: states[kind] });
    of.controller.call(kind, extension(index), call);
  }
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const latencies = departures.flatMap(({ at, index, call, state }) => {
    // Without wrap-up time the end of a call may show as wrap-up until the next look at the switch.
    const wanted = (event: Readonly<Record<string, unknown>>) =>
      field(event, "agent", "callUuid") === call &&
      (state === "ready" ? field(event, "agent", "state") === "wrap-up" : field(event, "agent", "state") === state);
    const arrival = of.streams[index]?.events.find((each) => each.at >= at && wanted(each.event));
    return arrival === undefined ? [] : [arrival.at - at];
  });
  return { latencies, sent: departures.length };
}

function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { median: at(0.5), p99: at(0.99), maximum: sorted.at(-1) ?? Number.NaN };
}

function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  const ticks = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
  return (Number(fields[11]) + Number(fields[12])) / ticks;
}

/** Resident, and of that the share that no other process uses too. */
function memory(pid: number): Pick<DeskLoadFigures, "residentMiB" | "proportionalMiB"> {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1]) / 1024;
  return { residentMiB: of("Rss"), proportionalMiB: of("Pss") };
}
