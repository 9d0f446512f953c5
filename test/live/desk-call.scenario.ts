import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { PASSWORD } from "../support/desk-people.ts";
import { DeskPage, TrialBrowser } from "./desk-page.ts";
import { cutSignaling, DeskSite } from "./desk-site.ts";
import { Ear } from "./ear.ts";
import { findFreeSwitch } from "./freeswitch.ts";
import { tonesOf } from "./key-tones.ts";
import type { TrialNode } from "./media-pair.ts";
import { Mouth } from "./mouth.ts";
import { findProgram } from "./programs.ts";

/**
 * Calls from the trunk to agents before the desk's page in real browsers, through all that the plan makes. Run in a
 * network namespace that nobody else uses; prints what it saw as one line of JSON. desk-call.test.ts judges it.
 */
const found = findFreeSwitch();
if ("missing" in found) throw new Error(found.missing);
const browserFound = findProgram("chromium", "chromium-browser", "google-chrome");
if ("missing" in browserFound) throw new Error(browserFound.missing);

const SERVICE = "12333";
/** What the caller hums, what waiting callers hear, what each agent's microphone hears (keys). */
const CALLER_HERTZ = 1300;
const CALLER = [CALLER_HERTZ];
const MUSIC_HERTZ = 450;
const VOICES = { first: "159", second: "74" } as const;

/** Either tone of a key may be the stronger one. */
const SECOND = Array.from(VOICES.second, tonesOf).flat();

const began = performance.now();
const say = (text: string) => console.error(`${((performance.now() - began) / 1000).toFixed(1)} ${text}`);
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(what: string, holds: () => boolean | Promise<boolean>, milliseconds = 30_000): Promise<number> {
  const start = performance.now();
  while (!(await holds())) {
    if (performance.now() - start > milliseconds) throw new Error(`${what}: not so after ${milliseconds} ms`);
    await pause(50);
  }
  return performance.now() - start;
}

const site = await DeskSite.start(found.binary, ["2001", "2002"]);
const { pair, desk } = site;
site.replay();
const ear = await Ear.open(pair.gateway.address, 40_000);
const mouth = new Mouth(ear);
const roles = async () => (await Promise.all(pair.nodes.map((node) => node.role()))).join(" ");

interface Call {
  readonly node: TrialNode;
  readonly at: number;
  readonly hangUp: () => Promise<void>;
}

/** As a gateway does: the first node, on refusal the second; the caller hums. */
async function callIn(caller: string): Promise<Call> {
  for (const node of pair.nodes) {
    const at = performance.now();
    const made = await pair.gateway.call({ host: node.address, port: MEDIA_PORTS.trunk }, { called: SERVICE, caller });
    if (made.status !== 200) continue;
    const port = Number(/m=audio (\d+)/.exec(made.text)?.[1]);
    mouth.speak({ host: node.address, port }, [CALLER_HERTZ]);
    return {
      node,
      at,
      hangUp: async () => {
        mouth.stop();
        await made.hangUp();
      },
    };
  }
  throw new Error(`nobody takes the call: ${await roles()}`);
}

/** Until the caller hears these keys from now on. */
async function callerHears(keys: string, milliseconds = 20_000): Promise<number> {
  ear.clear();
  return until(`the caller hears ${keys}`, () => ear.keys.includes(keys), milliseconds);
}

/** Share of the next seconds in which the caller hears music. */
async function musicShare(seconds: number): Promise<number> {
  ear.watch([MUSIC_HERTZ]);
  await pause(seconds * 1000);
  return ear.seconds(MUSIC_HERTZ) / seconds;
}

const open = async (login: string, keys: string) => {
  const browser = await TrialBrowser.open(browserFound.path, { keys, pin: site.pin });
  const agent = new DeskPage(await browser.page(site.origin));
  await agent.signIn(login, PASSWORD);
  return { browser, agent };
};

try {
  await until("start", async () => (await roles()) === "owner standby", 60_000);
  say("roles given");
  const first = await open("2001", VOICES.first);
  const second = await open("2002", VOICES.second);
  const [one, two] = [first.agent, second.agent];
  await one.ready();
  say("ready");

  // 1. A caller, an agent, and both hear each other.
  let call = await callIn("13900000001");
  await one.phase("ringing");
  const rang = performance.now() - call.at;
  const answeredAt = performance.now();
  await one.press("F2");
  await one.phase("talking");
  const talking = performance.now() - answeredAt;
  const agentHeard = await one.hears(CALLER);
  const callerHeard = await callerHears(VOICES.first);
  const [atAgent] = [await one.hear(1_500)];
  ear.watch([]);
  await pause(1_500);
  const direct = { rang, talking, agentHeard, callerHeard, atAgent, atCaller: ear.level };
  say(`talk ${JSON.stringify(direct)}`);

  // 2. On hold the caller hears music, the agent nothing.
  await one.press("F4");
  await pause(500);
  const music = await musicShare(6);
  const whileHeld = await one.hear(1_000);
  await one.press("F4");
  const hold = {
    music,
    whileHeld: whileHeld.decibels,
    backAtAgent: await one.hears(CALLER),
    backAtCaller: await callerHears(VOICES.first),
  };
  say(`hold ${JSON.stringify(hold)}`);

  // 3. A work order of the call.
  await one.page.locator("textarea").fill("咨询养老保险转移");
  await one.press("Control+Enter");
  await until("work order", () => site.query("SELECT count(*) FROM work_order") === "1");
  say("work order");

  // 4. The page is loaded anew in the middle of the call.
  let start = performance.now();
  await one.page.reload();
  const [reloadAgent, reloadCaller] = [
    await one.hears(CALLER).then(() => performance.now() - start),
    await callerHears(VOICES.first).then(() => performance.now() - start),
  ];
  const reload = { agentHears: reloadAgent, callerHears: reloadCaller, state: await one.state("talking") };
  say(`reload ${JSON.stringify(reload)}`);

  // 5. Signaling is cut without a word for nine seconds; speech goes on. The caller hangs up as soon as it is back.
  const heal = cutSignaling();
  await pause(9_000);
  const cut = { agentHears: await one.hears(CALLER, 2_000), callerHears: await callerHears(VOICES.first, 2_000) };
  heal();
  say(`cut ${JSON.stringify(cut)}`);
  await call.hangUp();
  const over = await one.phase("none");
  await one.state("ready");
  const joined = await until(
    "record and order",
    () =>
      site.query(
        "SELECT count(*) FROM work_order JOIN call_record ON call_uuid = uuid AND call_record.agent = '2001'",
      ) === "1",
    60_000,
  );
  const record = {
    over,
    joined,
    row: site.query(
      "SELECT call_record.agent, queue, queue_result, work_order.agent FROM work_order JOIN call_record ON call_uuid = uuid",
    ),
  };
  say(`record ${JSON.stringify(record)}`);

  // 6. Passed on to a colleague.
  call = await callIn("13900000002");
  await one.phase("ringing");
  await one.press("F2");
  await one.hears(CALLER);
  await one.press("F9");
  await one.page.getByRole("button", { name: "转接 坐席2002" }).click();
  await two.phase("ringing");
  await two.press("F2");
  const transfer = {
    callerHears: await callerHears(VOICES.second),
    colleagueHears: await two.hears(CALLER),
    left: await one.phase("none"),
  };
  say(`transfer ${JSON.stringify(transfer)}`);
  await call.hangUp();
  await two.phase("none");
  await one.state("ready");

  // 6b. A colleague who refuses loses nobody: the caller is back in the queue. Then on to an expert, over the trunk.
  call = await callIn("13900000007");
  await one.phase("ringing");
  await one.press("F2");
  await one.hears(CALLER);
  await one.press("F9");
  await one.page.getByRole("button", { name: "转接 坐席2002" }).click();
  await two.phase("ringing");
  start = performance.now();
  await two.page.getByRole("button", { name: "拒接" }).click();
  await one.phase("none");
  await one.phase("ringing");
  const backAfter = performance.now() - start;
  await one.press("F2");
  await one.hears(CALLER);
  await one.press("F9");
  await one.page.getByRole("button", { name: "转接 养老专家" }).click();
  await until("the expert is called", () => pair.gateway.incoming.length > 0);
  const [expert] = pair.gateway.incoming;
  const passedOn = {
    backAfter,
    called: expert?.called ?? "",
    from: /sip:([^@>]*)/.exec(expert?.from ?? "")?.[1] ?? "",
  };
  say(`passedOn ${JSON.stringify(passedOn)}`);
  await call.hangUp();
  await one.state("ready");

  // 7. A colleague is asked while the caller hears music; then the two are joined.
  call = await callIn("13900000003");
  await one.phase("ringing");
  await one.press("F2");
  await one.hears(CALLER);
  await one.press("F9");
  await one.page.getByRole("button", { name: "咨询 坐席2002" }).click();
  await two.phase("ringing");
  await two.press("F2");
  const asked = { agentHears: await one.hears(SECOND), music: await musicShare(6) };
  await one.page.getByRole("button", { name: "接通双方并退出" }).click();
  const consult = {
    ...asked,
    callerHears: await callerHears(VOICES.second),
    colleagueHears: await two.hears(CALLER),
  };
  say(`consult ${JSON.stringify(consult)}`);
  await call.hangUp();
  await two.phase("none");
  await one.state("ready");

  // 8. The desk that serves the pages is stopped and started in the middle of a call.
  call = await callIn("13900000004");
  await one.phase("ringing");
  await one.press("F2");
  await one.hears(CALLER);
  desk.signal("SIGTERM");
  await desk.ended();
  await pause(2_000);
  const withoutDesk = await one.hears(CALLER, 3_000);
  await desk.start();
  await until("signed in still", async () => (await one.page.getByLabel("密码").count()) === 0);
  await callerHears(VOICES.first, 3_000);
  await call.hangUp();
  await one.phase("none");
  const restart = { withoutDesk, ready: await one.state("ready") };
  say(`restart ${JSON.stringify(restart)}`);

  // 9. The queues go to the second node while the agent is free, and back while the agent talks.
  start = performance.now();
  await pair.a.ask("POST", "/v1/hand-over", { by: "trial", seconds: 120 });
  await until("the agent is on the second node", () => hosts(pair.b, "2001"));
  const freeMoved = performance.now() - start;
  call = await callIn("13900000005");
  const onSecond = call.node.name;
  await one.phase("ringing");
  const rangThere = performance.now() - call.at;
  await one.press("F2");
  await one.hears(CALLER);
  await pair.b.ask("POST", "/v1/hand-over", { by: "trial", seconds: 120 });
  await until("the first owns again", async () => (await pair.a.role()) === "owner");
  await pause(5_000);
  const stays = {
    agentHears: await one.hears(CALLER, 3_000),
    callerHears: await callerHears(VOICES.first, 3_000),
    onSecond: await hosts(pair.b, "2001"),
  };
  await call.hangUp();
  start = performance.now();
  await until("the agent follows", () => hosts(pair.a, "2001"), 60_000);
  const movedAfter = performance.now() - start;
  await one.state("ready");
  call = await callIn("13900000006");
  await one.phase("ringing");
  const handOver = {
    freeMoved,
    onSecond,
    rangThere,
    stays,
    movedAfter,
    backOn: call.node.name,
    rangAgain: performance.now() - call.at,
  };
  say(`handOver ${JSON.stringify(handOver)}`);

  // 10. The agent's browser is gone in the middle of the call: the caller comes to somebody else.
  await one.press("F2");
  await one.hears(CALLER);
  await two.ready();
  start = performance.now();
  await first.browser.close();
  await two.phase("ringing", 60_000);
  const lost = { rings: performance.now() - start, callerHears: 0, agentHears: 0 };
  await two.press("F2");
  lost.callerHears = await callerHears(VOICES.second);
  lost.agentHears = await two.hears(CALLER);
  say(`lost ${JSON.stringify(lost)}`);
  await call.hangUp();
  await two.phase("none");
  await two.state("ready");

  // 11. Two tabs of one browser: a citizen calls, an agent answers.
  const citizen = await second.browser.page(`${site.origin}/citizen.html`);
  start = performance.now();
  await citizen.getByRole("button", { name: "呼叫 12333" }).click();
  await two.phase("ringing");
  const citizenRang = performance.now() - start;
  await two.press("F2");
  await citizen.locator("[data-phase=talking]").waitFor();
  const tabs = { rang: citizenRang, agentHears: await two.hears(SECOND), citizenHears: 0, over: 0 };
  tabs.citizenHears = await new DeskPage(citizen).hears(SECOND);
  await citizen.getByRole("button", { name: "挂断" }).click();
  tabs.over = await two.phase("none");
  say(`tabs ${JSON.stringify(tabs)}`);
  await second.browser.close();

  console.log(
    JSON.stringify({ direct, hold, reload, cut, record, transfer, passedOn, consult, restart, handOver, lost, tabs }),
  );
} catch (error) {
  console.error(
    pair.nodes.map(({ log }) => log.split("\n").slice(-15).join("\n")).join("\n--\n"),
    desk.log.slice(-2_000),
  );
  console.error(
    pair.nodes
      .map(({ switch: { log } }) =>
        log
          .split("\n")
          .filter((line) => /\[(WARNING|ERR|CRIT)\]/.test(line))
          .slice(-12)
          .join("\n"),
      )
      .join("\n--\n"),
  );
  throw error;
} finally {
  mouth.stop();
  ear.close();
  await site.dispose();
}
process.exit(0);

async function hosts(node: TrialNode, agent: string): Promise<boolean> {
  const { body } = await node.ask("GET", "/v1/agents");
  return (
    Array.isArray(body) &&
    body.some((each: { id?: unknown; hostedHere?: unknown }) => each.id === agent && each.hostedHere === true)
  );
}
