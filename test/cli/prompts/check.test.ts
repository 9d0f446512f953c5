import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import wavefile from "wavefile";
import { checkPrompts, faultsOf } from "../../../cli/prompts/check.ts";
import type { PromptEntry } from "../../../cli/prompts/inventory.ts";
import { readWave } from "../../../cli/prompts/wave.ts";
import { DEMO_VOICE } from "../../../planning/demo-voice.ts";

const PROMPT: PromptEntry = {
  key: "welcome",
  path: "hotline/welcome.wav",
  language: "zh",
  text: { zh: "您好。", en: "Hello." },
  seconds: 2,
};

interface Tone {
  readonly seconds?: number;
  readonly amplitude?: number;
  readonly rate?: number;
  readonly channels?: number;
  readonly lead?: number;
  readonly aLaw?: boolean;
  readonly comment?: string;
}

/** 400 Hz of a known level: an amplitude of 3277 is -20 dBFS at its peak and -23 in the mean. */
function tone({
  seconds = 2,
  amplitude = 3277,
  rate = 8000,
  channels = 1,
  lead = 0,
  aLaw,
  comment,
}: Tone = {}): Uint8Array {
  const quiet = Array.from({ length: lead * rate }, () => 0);
  const sound = Array.from({ length: seconds * rate }, (_, index) =>
    Math.round(Math.max(-32_768, Math.min(32_767, amplitude * Math.sin((2 * Math.PI * 400 * index) / rate)))),
  );
  const samples = [...quiet, ...sound];
  const wave = new wavefile.WaveFile();
  wave.fromScratch(channels, rate, "16", channels === 1 ? samples : [samples, samples]);
  if (aLaw === true) wave.toALaw();
  if (comment !== undefined) wave.setTag("ICMT", comment);
  return wave.toBuffer();
}

const codes = (of: Tone) => faultsOf(readWave(tone(of)), PROMPT).map(({ code }) => code);

describe("a recorded announcement", () => {
  it("is measured: length, levels, silence before", () => {
    const facts = readWave(tone({ lead: 0.4 }));
    expect(facts).toMatchObject({ channels: 1, sampleRate: 8000, bitDepth: "16", clippedRun: 0, demo: false });
    expect(facts.seconds).toBeCloseTo(2.4, 6);
    expect(facts.peak).toBeCloseTo(-20, 1);
    expect(facts.speech).toBeCloseTo(-23, 1);
    expect(facts.silence.before).toBeCloseTo(0.4, 6);
  });

  it("passes as 16-bit PCM and as A-law, which measure alike", () => {
    expect(codes({})).toEqual([]);
    expect(codes({ aLaw: true })).toEqual([]);
    expect(readWave(tone({ aLaw: true })).speech).toBeCloseTo(-23, 0);
  });

  it.each<[string, Tone, string]>([
    ["of another rate", { rate: 16_000 }, "PROMPT_FORMAT"],
    ["in stereo", { channels: 2 }, "PROMPT_FORMAT"],
    ["silent", { amplitude: 100 }, "PROMPT_SILENT"],
    ["clipped", { amplitude: 60_000 }, "PROMPT_CLIPPED"],
    ["too quiet", { amplitude: 900 }, "PROMPT_LEVEL"],
    ["cut off", { seconds: 0.5 }, "PROMPT_LENGTH"],
    ["of another text", { seconds: 6 }, "PROMPT_LENGTH"],
    ["late", { lead: 0.8 }, "PROMPT_EDGES"],
  ])("is refused or doubted when %s", (_, of, code) => {
    expect(codes(of)).toContain(code);
  });
});

describe("a folder of announcements", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hotline-prompts-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const put = (path: string, bytes: Uint8Array | string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  };
  const check = (status: "draft" | "live" = "live") =>
    checkPrompts({ folder, prompts: [PROMPT], status }).map(({ code }) => code);

  it("passes when all is there and right", () => {
    put(PROMPT.path, tone());
    expect(check()).toEqual([]);
  });

  it("tells what is missing, what nobody plays and what is no sound", () => {
    put("hotline/wellcome.wav", tone());
    expect(check()).toEqual(["PROMPT_MISSING", "PROMPT_SUPERFLUOUS"]);
    put(PROMPT.path, "not a sound");
    expect(check()).toEqual(["PROMPT_NOT_WAVE", "PROMPT_SUPERFLUOUS"]);
  });

  it("with a synthetic voice is an error for a live line, by the folder's mark or by one file's", () => {
    put(PROMPT.path, tone());
    put(DEMO_VOICE.marker, "{}");
    expect(check("live")).toEqual(["PROMPTS_DEMO_LIVE"]);
    expect(check("draft")).toEqual(["PROMPTS_DEMO"]);
    rmSync(join(folder, DEMO_VOICE.marker));
    put(PROMPT.path, tone({ comment: DEMO_VOICE.comment }));
    expect(check("live")).toEqual(["PROMPTS_DEMO_LIVE"]);
  });
});

/** An example with every fact filled in. */
function asLive(text: string): string {
  return text
    .replace("status: example", "status: live")
    .replace("sipAddress: unassigned", "sipAddress: 10.8.0.5")
    .replace("pilotNumber: unassigned", 'pilotNumber: "0898-65123456"')
    .replace(
      "    billing: { mode: caller-pays }",
      "    billing: { mode: caller-pays }\n    gateways: [{ name: haikou-gw1, address: 10.9.0.1, ports: 1 }]",
    )
    .replace("address: unassigned }", "address: 10.1.0.11 }")
    .replace("      kind: docker", "      kind: docker\n      deskHost: desk.hrss.hainan.gov.cn")
    .concat("database: { backup: { store: s3://hotline/hainan, endpoint: https://s3.hrss.hainan.gov.cn } }\n");
}

const speaks = spawnSync("espeak-ng", ["--version"]).status === 0;

describe("hotline prompts", () => {
  const hotline = (...args: readonly string[]) =>
    execFileSync(process.execPath, [resolve("bin/hotline.js"), "prompts", ...args, "--lang", "zh"], {
      encoding: "utf8",
    });

  it("prints a sheet with what the province's menu says and when it is open", () => {
    const sheet = hotline("list", "anhui", "--format", "markdown");
    expect(sheet).toContain(
      "| hotline/menu.wav | zh | 社会保险请按1，劳动关系请按2，综合咨询请按3，重听请按星号键。 |",
    );
    expect(sheet).toContain("我们的服务时间为工作日八点三十分至十七点三十分。");
    expect(hotline("list", "jilin", "--format", "json")).toContain('"path": "hotline/ko/language-option.wav"');
  });

  it("is made for no live province, whatever is on PATH, and what was made is refused there", () => {
    const folder = mkdtempSync(join(tmpdir(), "hotline-live-"));
    const text = readFileSync(resolve("provinces/hainan.yaml"), "utf8");
    writeFileSync(join(folder, "hainan.yaml"), asLive(text));
    const run = (...args: readonly string[]) =>
      spawnSync(
        process.execPath,
        [resolve("bin/hotline.js"), "prompts", ...args, "--provinces", folder, "--lang", "en"],
        {
          encoding: "utf8",
        },
      );
    const output = join(folder, "sounds");
    const made = run("demo", "hainan", "--output", output);
    expect(made.status).toBe(1);
    expect(made.stderr).toContain("PROMPTS_DEMO_LIVE");
    expect(existsSync(output)).toBe(false);
    mkdirSync(output);
    writeFileSync(join(output, DEMO_VOICE.marker), "{}");
    const checked = run("check", "hainan", "--folder", output);
    expect(checked.status).toBe(1);
    expect(checked.stdout).toContain("error PROMPTS_DEMO_LIVE");
    rmSync(folder, { recursive: true });
  });

  it.skipIf(!speaks)(
    `speaks all of them for trying out${speaks ? "" : ": skipped, no espeak-ng on PATH"}`,
    () => {
      const folder = mkdtempSync(join(tmpdir(), "hotline-demo-"));
      const output = join(folder, "sounds");
      hotline("demo", "anhui", "--output", output);
      expect(hotline("check", "anhui", "--folder", output)).toContain("0 个错误，0 个警告");
      const facts = readWave(readFileSync(join(output, "hotline/welcome.wav")));
      expect(facts).toMatchObject({ sampleRate: 8000, bitDepth: "16", channels: 1, demo: true, clippedRun: 0 });
      rmSync(folder, { recursive: true });
    },
    60_000,
  );
});
