import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
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
import { agent, caller, refused } from "./sipp/scenario.ts";
import { findSipp, Sipp } from "./sipp/sipp.ts";
import { writeCapture } from "./sipp/sound.ts";
import { writeSounds } from "./sounds.ts";

/**
 * Calls made by SIPp over loopback, with sound: from the pilot number to an agent, into a recording and a record in
 * PostgreSQL; and calls that must not get that far. Does not prove: real gateways, browsers, two nodes.
 */
const [found, sipp, postgres] = [findFreeSwitch(), findSipp(), findPostgres()];
const missing = [found, sipp, postgres].flatMap((each) => ("missing" in each ? [each.missing] : [])).join("; ");
const ADDRESS = "127.12.61.1";
const TO = { host: ADDRESS, port: MEDIA_PORTS.trunk };
const GATEWAY = "127.12.61.9";
const STRANGER = "127.12.61.10";
const AGENT = { address: "127.12.61.30", port: 5090 };
const LINES = 3;
const TALK_MILLISECONDS = 3_000;
const DOMAIN = "anhui.hotline.internal";
const OWNER = { user: "hotline_migration", options: "-c search_path=hotline" };

const plan = planCallCenter(
  Province.parse({
    ...CASES["docker pair"](),
    merge: { mode: "independent" },
    satisfaction: false,
    queues: [
      { name: "pension", label: "养老保险", share: 0.6 },
      { name: "employment", label: "就业创业", share: 0.4 },
    ],
    demand: { callsPerDay: 40 },
    sites: { main: { place: "合肥", platform: { kind: "docker", hosts: [{ name: "host-a", address: ADDRESS }] } } },
    localNetworks: [
      {
        areaCode: "0551",
        carrier: "telecom",
        trunk: { type: "analog", lines: LINES },
        pilotNumber: "055165123456",
        billing: { mode: "flat-monthly" },
        gateways: [{ name: "hefei-gw1", address: GATEWAY, sipPort: 5062, ports: 4 }],
      },
    ],
  }),
);

describe.skipIf(missing !== "")(`calls by SIPp${missing === "" ? "" : `: skipped, ${missing}`}`, () => {
  let node: TrialSwitch;
  let server: TrialPostgres;
  let phone: Sipp;
  let capture: string;
  const bin = "binary" in sipp ? sipp.binary : "";

  beforeAll(async () => {
    if ("missing" in found || "missing" in postgres) return;
    node = await TrialSwitch.prepare(found.binary, ADDRESS, { START_ROLE: "owner" });
    const files = switchFilesOf(plan);
    node.write(files);
    writeSounds(join(node.folder, "sounds"), files.reload["prompts.json"] ?? "", 200);
    capture = writeCapture(join(node.folder, "tone.pcap"), { seconds: 20 });
    server = await startMigrated();
    await node.start();
    phone = Sipp.answers(bin, {
      scenario: agent({ ring: 200, talk: TALK_MILLISECONDS, sound: { kind: "capture", file: capture }, end: "agent" }),
      at: AGENT,
    });
    node.command("callcenter_config agent add 1001 callback");
    node.command(`callcenter_config agent set contact 1001 sofia/agents/sip:1001@${AGENT.address}:${AGENT.port}`);
    node.command(`callcenter_config tier add employment@${DOMAIN} 1001 1 1`);
    node.command("callcenter_config agent set status 1001 Available");
  });
  afterAll(async () => {
    await phone.stop();
    await server.dispose();
    await node.dispose();
  });

  const lines = () => node.command("limit_usage hash trunk 0551").trim();

  it("leads a caller of the pilot number by key through menu and queue to an agent, recorded, in one record", async () => {
    const call = Sipp.calls(bin, {
      scenario: caller({
        // Long after the menu begins to listen, long before it gives up.
        sound: {
          kind: "capture",
          file: writeCapture(join(node.folder, "key.pcap"), { seconds: 30, keys: { after: 3, digits: "2" } }),
        },
        end: { by: "switch", patience: 40_000 },
      }),
      from: { address: GATEWAY, port: 5071 },
      to: TO,
      service: "055165123456",
      calls: 1,
      perSecond: 1,
    });
    expect(await call.done()).toMatchObject({ successful: 1, failed: 0 });
    await replayed(() => server.query("hotline", "SELECT count(*) FROM call_record", OWNER) === "1");
    const columns = "called_number, trunk_group, queue, agent, queue_result, hangup_cause, seconds, recording";
    const [called, group, queue, answerer, result, cause, seconds, recording = ""] = server
      .query("hotline", `SELECT ${columns} FROM call_record`, OWNER)
      .split("|");
    expect([called, group, queue, answerer, result, cause]).toEqual([
      "055165123456",
      "0551",
      `employment@${DOMAIN}`,
      "1001",
      "answered",
      "NORMAL_CLEARING",
    ]);
    expect(Number(seconds)).toBeGreaterThanOrEqual(TALK_MILLISECONDS / 1_000);
    const file = recording.startsWith("/") ? recording : join(node.folder, "recordings", recording);
    expect(existsSync(file)).toBe(true);
    expect(
      readdirSync(join(node.folder, "recordings"), { recursive: true }).filter((name) => String(name).endsWith(".wav")),
    ).toHaveLength(1);
    // From the answer on, not from the wait before it: 16 bits or A-law, 8,000 samples a second.
    const bytes = statSync(file).size;
    expect(bytes).toBeGreaterThan(0.8 * (TALK_MILLISECONDS / 1_000) * 8_000);
    expect(bytes).toBeLessThan(1.5 * (TALK_MILLISECONDS / 1_000) * 16_000);
  });

  it("fills the trunk group to its last line and refuses the next call with 503, nobody else", async () => {
    await until(() => lines() === "0");
    const talking = Sipp.calls(bin, {
      scenario: caller({ sound: { kind: "none" }, end: { by: "caller", hold: 12_000 } }),
      from: { address: GATEWAY, port: 5072 },
      to: TO,
      service: "12333",
      calls: LINES,
      perSecond: 10,
    });
    await until(() => lines() === String(LINES));
    const next = Sipp.calls(bin, {
      scenario: refused(503),
      from: { address: GATEWAY, port: 5073 },
      to: TO,
      service: "12333",
      calls: 5,
      perSecond: 5,
      mediaPorts: { first: 20_000, last: 29_000 },
    });
    expect(await next.done()).toMatchObject({ successful: 5, failed: 0 });
    expect(await talking.done()).toMatchObject({ successful: LINES, failed: 0 });
    await until(() => lines() === "0");
    await replayed(
      () =>
        server.query(
          "hotline",
          "SELECT count(*) FROM call_record WHERE hangup_cause = 'NORMAL_CIRCUIT_CONGESTION'",
          OWNER,
        ) === "5",
    );
  });

  it("refuses whoever is no gateway, on the trunk's port and on the agents'", async () => {
    for (const [port, status] of [
      [MEDIA_PORTS.trunk, 403],
      [MEDIA_PORTS.agents, 407],
    ] as const) {
      const call = Sipp.calls(bin, {
        scenario: refused(status),
        from: { address: STRANGER, port: 5074 },
        to: { host: ADDRESS, port },
        service: "12333",
        calls: 3,
        perSecond: 10,
      });
      expect(await call.done(), String(port)).toMatchObject({ successful: 3, failed: 0 });
    }
    expect(node.command("show channels count")).toContain("0 total");
  });

  /** Runs the replay beside the switch, as the companion does, until the records are there. */
  async function replayed(holds: () => boolean): Promise<void> {
    const replay = spawn("bash", [join(node.folder, "restart/scripts/replay.sh")], {
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
    try {
      await until(holds);
    } finally {
      replay.kill("SIGTERM");
    }
  }
});

async function until(holds: () => boolean, milliseconds = 60_000): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`not so after ${milliseconds} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
