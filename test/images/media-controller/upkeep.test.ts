import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { Complaints } from "../../../images/media-controller/complaints.ts";
import { EventSpool } from "../../../images/media-controller/event-spool.ts";
import { ownEvent } from "../../../images/media-controller/queue-events.ts";
import { PlannedFile } from "../../../images/media-controller/settings.ts";
import { SpoolGauge } from "../../../images/media-controller/spool-gauge.ts";
import { UnreachableAgents } from "../../../images/media-controller/unreachable-agents.ts";
import { itemsOf } from "../../../planning/references.ts";
import { CASES } from "../../components/cases.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hotline-upkeep-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("complaints", () => {
  it("are said once a minute, with how often they came", () => {
    vi.useFakeTimers();
    try {
      const said: string[] = [];
      const complaints = new Complaints((text) => said.push(text));
      for (let second = 0; second < 150; second++) {
        complaints.about("no answer");
        vi.advanceTimersByTime(1_000);
      }
      expect(said).toEqual([
        "no answer",
        "no answer (and 59 times since it was last said)",
        "no answer (and 59 times since it was last said)",
      ]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("the spool of events", () => {
  const event = () => ownEvent("host-a", "emergency", { detail: { why: "$dollar$" } });
  const lines = () =>
    readdirSync(folder).reduce((sum, name) => sum + readFileSync(join(folder, name), "utf8").split("\n").length - 1, 0);

  it("keeps every event over rotations and a kill, which is a new start without an end", () => {
    const first = new EventSpool(folder);
    for (let index = 0; index < 10; index++) first.append(event());
    first.rotate();
    first.append(event());
    const second = new EventSpool(folder);
    second.append(event());
    second.close();
    expect(lines()).toBe(12);
    expect(readdirSync(folder).filter((name) => name.startsWith("queue-events.jsonl.")).length).toBe(3);
    expect(readFileSync(join(folder, readdirSync(folder).sort()[1] ?? ""), "utf8")).not.toContain("$");
  });

  it("counts what it can't keep and goes on when there is room again", () => {
    const spool = new EventSpool(folder);
    spool.append(event());
    spool.rotate();
    spool.close();
    // As with a full disk: nothing can be opened there.
    rmSync(folder, { recursive: true });
    expect(() => spool.append(event())).toThrow();
    expect(spool.lost).toBe(1);
    mkdirSync(folder);
    spool.append(event());
    expect(spool.lost).toBe(1);
    spool.close();
    expect(lines()).toBe(1);
  });
});

describe("what a spool holds", () => {
  it("is counted anew only where something came", async () => {
    const gauge = new SpoolGauge();
    writeFileSync(join(folder, "growing"), "one\ntwo\n");
    writeFileSync(join(folder, "aside.1"), "three\n");
    writeFileSync(join(folder, "empty"), "");
    expect(await gauge.of(folder)).toMatchObject({ bytes: 14, records: 3 });
    appendFileSync(join(folder, "growing"), "four\nfive\nsi");
    rmSync(join(folder, "aside.1"));
    expect(await gauge.of(folder)).toMatchObject({ bytes: 20, records: 4 });
    appendFileSync(join(folder, "growing"), "x\n");
    expect(await gauge.of(folder)).toMatchObject({ records: 5 });
    expect(await gauge.of(join(folder, "nowhere"))).toMatchObject({ bytes: 0, records: 0 });
  });
});

describe("an agent without a telephone", () => {
  const fails = (agent: string, cause = "USER_NOT_REGISTERED") => ({
    "CC-Action": "bridge-agent-fail",
    "CC-Agent": agent,
    "CC-Hangup-Cause": cause,
  });

  it("is found at the third offer in a row, and not by what others do or by being busy", () => {
    const found = new UnreachableAgents();
    expect([found.heard(fails("2001")), found.heard(fails("2002")), found.heard(fails("2001", "USER_BUSY"))]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(found.heard(fails("2001"))).toBeUndefined();
    expect(found.heard(fails("2001"))).toBe("2001");
    expect(found.heard(fails("2001"))).toBeUndefined();
  });

  it("begins anew when it answers or changes its status", () => {
    const found = new UnreachableAgents();
    for (const action of ["bridge-agent-start", "agent-status-change"]) {
      found.heard(fails("2001"));
      found.heard(fails("2001"));
      found.heard({ "CC-Action": action, "CC-Agent": "2001" });
      expect(found.heard(fails("2001"))).toBeUndefined();
      found.heard({ "CC-Action": action, "CC-Agent": "2001" });
    }
  });
});

describe("the plan's file", () => {
  const text = () => {
    for (const item of itemsOf(planCallCenter(CASES["docker pair"]())))
      if (item.kind === "config-set" && item.zone === "media" && item.set === "reload")
        return item.files["controller.json"] ?? "";
    throw new Error("no reload set");
  };

  it("is the one that the switch has taken over, before that the one that arrived, and the last good one for a broken one", () => {
    const [mounted, spool] = [join(folder, "mounted"), join(folder, "spool")];
    for (const each of [mounted, join(spool, "reload/one"), join(spool, "reload/two")])
      mkdirSync(each, { recursive: true });
    const named = (domain: string) => JSON.stringify({ ...JSON.parse(text()), domain, laterField: true });
    writeFileSync(join(mounted, "controller.json"), named("arrived"));
    writeFileSync(join(spool, "reload/one/controller.json"), named("one"));
    writeFileSync(join(spool, "reload/two/controller.json"), "{");
    const said: string[] = [];
    const file = new PlannedFile({ spool, reloadDirectory: mounted }, (trouble) => said.push(trouble));
    expect(file.value.domain).toBe("arrived");
    symlinkSync("one", join(spool, "reload/current"));
    expect(file.value.domain).toBe("one");
    rmSync(join(spool, "reload/current"));
    symlinkSync("two", join(spool, "reload/current"));
    expect([file.value.domain, file.value.domain]).toEqual(["one", "one"]);
    expect(said.length).toBe(1);
  });
});
