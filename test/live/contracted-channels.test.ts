import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { itemsOf } from "../../planning/references.ts";
import { Province } from "../../provinces/province.ts";
import { CASES } from "../components/cases.ts";
import { findFreeSwitch, type Trees, TrialSwitch } from "./freeswitch.ts";
import { TrunkGateway } from "./trunk-gateway.ts";

/** An outsourced line's calls on a real FreeSWITCH: routed on up to the contract, then to the retained seats. */
const found = findFreeSwitch();
const SWITCH = { host: "127.12.41.3", port: MEDIA_PORTS.trunk };
const [GATEWAY, PROVIDER] = ["127.12.41.21", "127.12.41.31"];

function province(): Province {
  const base = CASES["outsourced edge"]();
  if (base.build.mode !== "outsourced") throw new Error("the case is not outsourced");
  return Province.parse({
    ...base,
    build: {
      ...base.build,
      provider: { name: "unassigned", sipAddress: PROVIDER },
      contract: { ...base.build.contract, channels: 2 },
    },
    localNetworks: [
      {
        areaCode: "0551",
        carrier: "telecom",
        trunk: { type: "digital", signalling: "pri", e1: 1 },
        pilotNumber: "0551-65123456",
        billing: { mode: "flat-monthly" },
        gateways: [{ name: "hefei-gw1", address: GATEWAY, sipPort: 5062, ports: 1 }],
      },
    ],
  });
}

function treesOf(of: Province): Trees {
  const files = (set: string) =>
    itemsOf(planCallCenter(of)).find((item) => item.kind === "config-set" && item.zone === "media" && item.set === set);
  const [restart, reload] = [files("restart"), files("reload")];
  if (restart?.kind !== "config-set" || reload?.kind !== "config-set") throw new Error("the plan has no switch files");
  return { restart: restart.files, reload: reload.files };
}

describe.skipIf("missing" in found)(
  `an outsourced line on FreeSWITCH${"missing" in found ? `: skipped, ${found.missing}` : ""}`,
  { timeout: 60_000 },
  () => {
    let node: TrialSwitch;
    let gateway: TrunkGateway;
    let provider: TrunkGateway;

    beforeAll(async () => {
      if ("missing" in found) return;
      gateway = await TrunkGateway.open({ address: GATEWAY, port: 5062 });
      provider = await TrunkGateway.open({ address: PROVIDER, port: MEDIA_PORTS.trunk });
      node = await TrialSwitch.prepare(found.binary, SWITCH.host);
      node.write(treesOf(province()));
      await node.start();
      const role = join(node.folder, "spool/control/role.xml");
      mkdirSync(dirname(role), { recursive: true });
      writeFileSync(role, '<include>\n<X-PRE-PROCESS cmd="set" data="trunk_standby=false"/>\n</include>\n');
      expect(node.command("reloadxml")).toContain("+OK [Success]");
      for (const profile of ["trunk", "peers"])
        expect(node.command(`sofia profile ${profile} rescan`)).toContain("+OK scan complete");
      await until(() => /^Status\s+UP/m.test(node.command("sofia status gateway provider")), 40_000);
    }, 120_000);
    afterAll(async () => {
      gateway.close();
      provider.close();
      await node.dispose();
    });

    const call = () => gateway.call(SWITCH, { called: "12333", caller: "65550000" });
    const waiting = () => node.command("callcenter_config queue list members retained@anhui.hotline.internal");

    it("goes to the provider with the caller's number up to the contract, and beyond to the retained seats", async () => {
      const calls = [await call(), await call()];
      expect(calls.map(({ status }) => status)).toEqual([200, 200]);
      expect(provider.incoming).toHaveLength(2);
      expect(provider.incoming[0]?.from).toMatch(/sip:055165550000@/);
      expect(node.command("limit_usage hash contracted provider").trim()).toBe("2");
      const third = await call();
      expect(third.status).toBe(200);
      expect(provider.incoming).toHaveLength(2);
      await until(() => waiting().includes("055165550000"), 10_000);
      await Promise.all([...calls, third].map((each) => each.hangUp()));
      await until(() => node.command("limit_usage hash contracted provider").trim() === "0", 15_000);
    });

    it("goes to the retained seats when the provider is busy", async () => {
      provider.answer = () => 486;
      const refused = await call();
      expect(refused.status).toBe(200);
      await until(() => waiting().includes("055165550000"), 10_000);
      await refused.hangUp();
      provider.answer = () => 200;
    });
  },
);

async function until(holds: () => boolean | Promise<boolean>, milliseconds: number): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not so after ${milliseconds} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
