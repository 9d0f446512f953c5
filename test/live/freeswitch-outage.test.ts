import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { Province } from "../../provinces/province.ts";
import { CASES } from "../components/cases.ts";
import { switchFilesOf } from "../components/switch-files.ts";
import { findFreeSwitch, TrialSwitch } from "./freeswitch.ts";
import { startMigrated } from "./hotline-database.ts";
import { findPostgres, type TrialPostgres } from "./postgres.ts";
import { agent, caller } from "./sipp/scenario.ts";
import { findSipp, Sipp } from "./sipp/sipp.ts";
import { writeSounds } from "./sounds.ts";

/**
 * Calls go on while PostgreSQL is stopped and started again, for half a minute, or for ten with HOTLINE_LONG=1. Every
 * caller must reach an agent, every call must be in the database once. Does not prove: a disk that is full, a database
 * that takes connections and is silent (media-records).
 */
const [found, sipp, postgres] = [findFreeSwitch(), findSipp(), findPostgres()];
const missing = [found, sipp, postgres].flatMap((each) => ("missing" in each ? [each.missing] : [])).join("; ");
const AWAY_SECONDS = process.env["HOTLINE_LONG"] === "1" ? 600 : 30;
const BEFORE_AND_AFTER_SECONDS = 10;
const CALLS_PER_SECOND = 1;
const AGENTS = 12;
const TALK_MILLISECONDS = 4_000;
/** Announcements, ring and talk, behind nobody; three times that on a busy machine. */
const PATIENCE_MILLISECONDS = 45_000;
const ADDRESS = "127.12.62.1";
const GATEWAY = "127.12.62.9";
const PHONES = { address: "127.12.62.30", port: 5090 };
const DOMAIN = "anhui.hotline.internal";

const plan = planCallCenter(
  Province.parse({
    ...CASES["docker pair"](),
    merge: { mode: "independent" },
    satisfaction: false,
    queues: undefined,
    staffing: { seats: AGENTS },
    sites: { main: { place: "合肥", platform: { kind: "docker", hosts: [{ name: "host-a", address: ADDRESS }] } } },
    localNetworks: [
      {
        areaCode: "0551",
        carrier: "telecom",
        trunk: { type: "digital", signalling: "pri", e1: 2 },
        pilotNumber: "055165123456",
        billing: { mode: "flat-monthly" },
        gateways: [{ name: "hefei-gw1", address: GATEWAY, sipPort: 5062, ports: 2 }],
      },
    ],
  }),
);

describe.skipIf(missing !== "")(`PostgreSQL away under load${missing === "" ? "" : `: skipped, ${missing}`}`, () => {
  let node: TrialSwitch;
  let server: TrialPostgres;
  let phones: Sipp;
  let companion: ChildProcess;

  beforeAll(async () => {
    if ("missing" in found || "missing" in postgres || "missing" in sipp) return;
    node = await TrialSwitch.prepare(found.binary, ADDRESS, { START_ROLE: "owner" });
    const files = switchFilesOf(plan);
    node.write(files);
    writeSounds(join(node.folder, "sounds"), files.reload["prompts.json"] ?? "", 200);
    server = await startMigrated();
    await node.start();
    companion = spawn("bash", [join(node.folder, "restart/scripts/replay.sh")], {
      env: {
        ...server.environment({
          database: "hotline",
          user: "hotline_media",
          options: "-c timezone=Asia/Shanghai",
        }),
        HOTLINE_SPOOL_DIR: join(node.folder, "spool"),
      },
      stdio: "ignore",
    });
    phones = Sipp.answers(sipp.binary, {
      scenario: agent({ ring: 200, talk: TALK_MILLISECONDS, sound: { kind: "none" }, end: "agent" }),
      at: PHONES,
    });
    for (let id = 1001; id <= 1000 + AGENTS; id++) {
      node.command(`callcenter_config agent add ${id} callback`);
      node.command(`callcenter_config agent set contact ${id} sofia/agents/sip:${id}@${PHONES.address}:${PHONES.port}`);
      node.command(`callcenter_config tier add general@${DOMAIN} ${id} 1 1`);
      node.command(`callcenter_config agent set status ${id} Available`);
    }
  });
  afterAll(async () => {
    companion.kill("SIGTERM");
    await phones.stop();
    await server.dispose();
    await node.dispose();
  });

  it(
    `serves every caller for ${AWAY_SECONDS} s without a database, and then has every call in it once`,
    async () => {
      if ("missing" in sipp) return;
      const calls = CALLS_PER_SECOND * (AWAY_SECONDS + 2 * BEFORE_AND_AFTER_SECONDS);
      const load = Sipp.calls(sipp.binary, {
        scenario: caller({ sound: { kind: "none" }, end: { by: "switch", patience: PATIENCE_MILLISECONDS } }),
        from: { address: GATEWAY, port: 5071 },
        to: { host: ADDRESS, port: MEDIA_PORTS.trunk },
        service: "12333",
        calls,
        perSecond: CALLS_PER_SECOND,
      });
      await pause(BEFORE_AND_AFTER_SECONDS * 1_000);
      await server.halt();
      const halted = Date.now();
      await pause(AWAY_SECONDS * 1_000);
      const answeredMeanwhile = phones.result.successful;
      await server.resume();
      const away = (Date.now() - halted) / 1_000;
      // No silence: each was answered, talked to an agent, and ended when the agent hung up.
      expect(await load.done()).toMatchObject({ successful: calls, failed: 0 });
      expect(answeredMeanwhile).toBeGreaterThan(0.5 * CALLS_PER_SECOND * AWAY_SECONDS);
      const records = () =>
        server.query(
          "hotline",
          "SELECT count(*), count(DISTINCT uuid), count(*) FILTER (WHERE queue_result = 'answered') FROM call_record",
          { user: "hotline_migration", options: "-c search_path=hotline" },
        );
      const back = Date.now();
      await until(() => records() === `${calls}|${calls}|${calls}`, 120_000, records);
      // Rotation and replay run a few times more: nothing may come twice.
      await pause(20_000);
      expect(records()).toBe(`${calls}|${calls}|${calls}`);
      console.log(
        `PostgreSQL away for ${away.toFixed(0)} s: ${calls} of ${calls} callers served, ${records().split("|")[0]} records, complete ${((Date.now() - back) / 1_000 - 20).toFixed(0)} s after the last call`,
      );
    },
    (AWAY_SECONDS + 400) * 1_000,
  );
});

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(holds: () => boolean, milliseconds: number, found: () => string): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`not so after ${milliseconds} ms: ${found()}`);
    await pause(500);
  }
}
