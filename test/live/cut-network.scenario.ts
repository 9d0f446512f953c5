import { execFileSync, spawn } from "node:child_process";
import { findFreeSwitch } from "./freeswitch.ts";
import { type TrialNode, TrialPair } from "./media-pair.ts";
import type { SipAgent } from "./sip-agent.ts";

/**
 * Two media nodes, each in a network namespace of its own, on a bridge with the gateway and the agents' telephones.
 * Packets are dropped by nftables, so that nobody hears of it. Run in a network namespace that nobody else uses;
 * prints what it saw as one line of JSON. cut-network.test.ts judges it.
 */
const PREFIX = "10.57.0";
const found = findFreeSwitch();
if ("missing" in found) throw new Error(found.missing);

const sh = (text: string) => execFileSync("bash", ["-c", text], { stdio: "pipe" });
const holders = new Map<string, number>();
const began = performance.now();
/** Longest life of what is started here, should this process be killed. */
const LIFE_SECONDS = 280;

sh("ip link set lo up; ip link add br0 type bridge; ip link set br0 up");
for (const last of [9, 101, 102, 103, 104]) sh(`ip addr add ${PREFIX}.${last}/24 dev br0`);
for (const [index, name] of ["host-a", "host-b"].entries()) {
  const holder = spawn("unshare", ["-n", "sleep", String(LIFE_SECONDS)], { stdio: "ignore" });
  const { pid } = holder;
  if (pid === undefined) throw new Error("no namespace");
  holders.set(name, pid);
  await pause(300);
  sh(`ip link add v${index} type veth peer name eth0 netns ${pid}; ip link set v${index} master br0; ip link set v${index} up
nsenter -t ${pid} -n bash -c 'ip link set lo up; ip addr add ${PREFIX}.${index + 1}/24 dev eth0; ip link set eth0 up'`);
}
const inside = (name: string) => ["nsenter", "-t", String(holders.get(name)), "-n"];
/** Nothing passes between this node and the other, or between it and everybody. */
function cut(name: string, whom: "other" | "everybody"): void {
  const match = (side: "saddr" | "daddr") =>
    whom === "everybody" ? "oifname eth0" : `ip ${side} ${PREFIX}.${name === "host-a" ? 2 : 1}`;
  const rules = `table inet cut {
    chain in { type filter hook input priority -10; ${whom === "everybody" ? "iifname eth0" : match("saddr")} drop; }
    chain out { type filter hook output priority -10; ${match("daddr")} drop; }
  }`;
  execFileSync("nsenter", [...inside(name).slice(1), "nft", "-f", "-"], {
    input: rules,
    stdio: ["pipe", "pipe", "pipe"],
  });
}
const heal = (name: string) => execFileSync("nsenter", [...inside(name).slice(1), "nft", "delete table inet cut"]);

const pair = await TrialPair.prepare(found.binary, 0, {
  prefix: PREFIX,
  within: { "host-a": inside("host-a"), "host-b": inside("host-b") },
});
const agents: SipAgent[] = [];
const doubles = () => agents.reduce((sum, agent) => sum + agent.doubleOffers, 0);

/** What each node says of itself, over a way that a cut may have closed. */
async function roles(): Promise<string> {
  const role = async (node: TrialNode) =>
    String(await Promise.race([node.role(), pause(1_500).then(() => "silent")])).replace(
      /^.*(?:Error|timeout).*$/s,
      "silent",
    );
  return (await Promise.all(pair.nodes.map(role))).join(" ");
}

/** A caller every 1.2 s, as a gateway places them; who took each, and when. */
const calls: { readonly at: number; readonly node: string }[] = [];
let calling = false;
async function callers(): Promise<void> {
  for (let index = 0; calling; index++) {
    const at = performance.now();
    const { node } = await pair.call(`139${String(10_000_000 + index)}`);
    calls.push({ at, node: node?.name ?? "nobody" });
    await pause(1_200);
  }
}

/** From now on until it holds; throws after too long. */
async function until(what: string, holds: () => boolean | Promise<boolean>, milliseconds = 30_000): Promise<number> {
  const start = performance.now();
  while (!(await holds())) {
    if (performance.now() - start > milliseconds)
      throw new Error(`${what}: not so after ${milliseconds} ms; ${await roles()}\n${pair.a.log}\n${pair.b.log}`);
    await pause(50);
  }
  return (performance.now() - start) / 1000;
}

const takenSince = (start: number) => {
  const taken: Record<string, number> = {};
  for (const { at, node } of calls) if (at >= start) taken[node] = (taken[node] ?? 0) + 1;
  return taken;
};

try {
  await pair.start();
  await until("start", async () => (await roles()) === "owner standby", 60_000);
  for (let index = 1; index <= 4; index++)
    agents.push(await pair.agent(index, { ring: () => 300, talk: () => 2_500, wrapUpSeconds: 1 }));
  for (const agent of agents)
    await pair.a.askAsDesk("PUT", `/v1/agents/${agent.who.id}/status`, { status: "Available" });
  calling = true;
  const load = callers();
  await pause(4_000);

  // 1. The nodes don't hear each other; gateways and agents reach both.
  let start = performance.now();
  cut("host-a", "other");
  const secondOwns = await until("second owns too", async () => (await roles()) === "owner owner");
  await pause(15_000 - secondOwns * 1000);
  const link = { secondOwns, taken: takenSince(start), doubles: doubles() };
  heal("host-a");
  const linkHealed = await until("second yields", async () => (await roles()) === "owner standby");
  await pause(4_000);

  // 2. The first hears nobody any more, nor does anybody hear it.
  start = performance.now();
  cut("host-a", "everybody");
  for (const agent of agents) agent.dropAll();
  const doublesBefore = doubles();
  const taken = await until("second takes calls", () => calls.some(({ at, node }) => at >= start && node === "host-b"));
  const fenced = () => pair.a.log.includes("this node is cut off");
  const steppedDown = taken + (await until("first steps down", fenced));
  await pause(8_000);
  const host = { taken, steppedDown, calls: takenSince(start), doubles: doubles() - doublesBefore };
  heal("host-a");
  const hostHealed = await until("first is back", async () => (await roles()) === "standby owner");
  await pause(4_000);
  const rolesAfterHost = await roles();

  // 3. The second owns and only the link is cut: gateways call the first again as soon as it owns too.
  start = performance.now();
  const doublesAtThird = doubles();
  cut("host-b", "other");
  const firstOwns = await until("first owns too", async () => (await roles()) === "owner owner");
  await pause(10_000);
  const before = doubles() - doublesAtThird;
  heal("host-b");
  const lastHealed = await until("second yields", async () => (await roles()) === "owner standby");
  const handedOver = await until("agents are back", () => onNode(pair.a) === 4 && onNode(pair.b) === 0, 60_000);
  calling = false;
  await load;
  const reversed = { firstOwns, taken: takenSince(start), doubles: before, healed: lastHealed, handedOver };
  const nobody = calls.filter(({ node }) => node === "nobody").length;
  console.log(
    JSON.stringify({
      link: { ...link, healed: linkHealed },
      host: { ...host, healed: hostHealed, roles: rolesAfterHost },
      reversed,
      calls: calls.length,
      nobody,
      seconds: (performance.now() - began) / 1000,
    }),
  );
} finally {
  for (const agent of agents) agent.close();
  await pair.dispose();
  for (const pid of holders.values()) process.kill(pid, "SIGKILL");
}
process.exit(0);

/** How many agents are ready on the switch of a node. */
function onNode(node: TrialNode): number {
  return (node.switch.command("callcenter_config agent list").match(/\|Available\|/g) ?? []).length;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
