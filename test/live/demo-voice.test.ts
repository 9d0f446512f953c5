import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { DEMO_VOICE } from "../../planning/demo-voice.ts";
import { findFreeSwitch, TrialSwitch } from "./freeswitch.ts";
import { pairTrees } from "./media-pair.ts";

/** The first process of a node with a synthetic voice in its folder of sounds. */
const found = findFreeSwitch();

describe.skipIf("missing" in found)(
  `a synthetic voice${"missing" in found ? `: skipped, ${found.missing}` : ""}`,
  { timeout: 60_000 },
  () => {
    let node: TrialSwitch;
    afterEach(() => node.dispose());

    async function prepare(status: string, path: string, text: string): Promise<TrialSwitch> {
      if ("missing" in found) throw new Error(found.missing);
      node = await TrialSwitch.prepare(found.binary, "127.12.59.1", { LINE_STATUS: status });
      node.write(pairTrees(59));
      mkdirSync(join(node.folder, "sounds/hotline"), { recursive: true });
      writeFileSync(join(node.folder, "sounds", path), text);
      return node;
    }

    it.each([
      [DEMO_VOICE.marker, "{}"],
      ["hotline/welcome.wav", `RIFF ICMT${DEMO_VOICE.comment}`],
    ])("told by %s is not started on a live line", async (path, text) => {
      const live = await prepare("live", path, text);
      await expect(live.start()).rejects.toThrow(/a live line does not speak in a synthetic demo voice: .*\/sounds\//);
    });

    it("may speak on a draft", async () => {
      const draft = await prepare("draft", DEMO_VOICE.marker, "{}");
      await draft.start();
      expect(draft.probe("liveness").ok).toBe(true);
    });

    it("of a person speaks on a live line", async () => {
      const live = await prepare("live", "hotline/welcome.wav", "RIFF a person");
      await live.start();
      expect(live.probe("liveness").ok).toBe(true);
    });
  },
);
