import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import wavefile from "wavefile";
import { DEMO_VOICE } from "../../planning/demo-voice.ts";
import { UserError } from "../../provinces/finding.ts";
import type { PromptEntry } from "./inventory.ts";
import { measure } from "./wave.ts";

/**
 * espeak-ng, found on PATH: it speaks Mandarin offline and is in every distribution. Its ports to npm are under the
 * same GPL-3.0, which a program of its own does not hand on. Of its voices `cmn` reads pinyin as English; this one not.
 */
const TOOL = "espeak-ng";
const VOICE = ["-v", "cmn-latn-pinyin", "-s", "150"] as const;

const DIGITS = "零一二三四五六七八九";
/** Telephone speech, and the headroom above it, in dBFS. */
const SPEECH = -22;
const PEAK = -3;

/** Version of the tool. @throws UserError when there is none. */
export function speechTool(): string {
  try {
    return execFileSync(TOOL, ["--version"], { encoding: "utf8" }).trim().split("\n")[0] ?? TOOL;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      throw new UserError([{ code: "SPEECH_TOOL_MISSING", where: {}, facts: { tool: TOOL } }]);
    throw error;
  }
}

/** Speaks every announcement into the folder, each file and the folder marked as synthetic. */
export function writeDemoVoice(
  folder: string,
  { stack, prompts }: { stack: string; prompts: readonly PromptEntry[] },
): void {
  const tool = speechTool();
  const scratch = mkdtempSync(join(tmpdir(), "hotline-voice-"));
  try {
    for (const { path, text } of prompts) {
      const spoken = join(scratch, "spoken.wav");
      execFileSync(TOOL, [...VOICE, "-w", spoken], { input: words(text.zh) });
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), telephone(readFileSync(spoken)), { flag: "wx" });
    }
    const marker = { format: 1, stack, voice: DEMO_VOICE.comment, tool, files: prompts.length };
    writeFileSync(join(folder, DEMO_VOICE.marker), `${JSON.stringify(marker, null, 2)}\n`, { flag: "wx" });
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Digits one by one, as telephone numbers and keys are said; notes to the speaker left out. */
function words(text: string): string {
  return text.replaceAll(/（[^）]*）/g, "").replaceAll(/\d/g, (digit) => DIGITS.charAt(Number(digit)));
}

/** 8 kHz, 16 bit, one channel, at the level of telephone speech. */
export function telephone(bytes: Uint8Array): Uint8Array {
  const spoken = new wavefile.WaveFile(bytes);
  spoken.toSampleRate(8000);
  const samples = trimmed(spoken.getSamples(true));
  const { peak, speech } = measure(samples, 8000);
  const gain = 10 ** (Math.min(SPEECH - speech, PEAK - peak) / 20);
  const wave = new wavefile.WaveFile();
  wave.fromScratch(
    1,
    8000,
    "16",
    Array.from(samples, (sample) => Math.round(sample * gain)),
  );
  wave.setTag("ICMT", DEMO_VOICE.comment);
  return wave.toBuffer();
}

/** At most 0.2 s of silence at either end. */
function trimmed(samples: Float64Array): Float64Array {
  const { silence } = measure(samples, 8000);
  const before = Math.max(0, Math.floor((silence.before - 0.2) * 8000));
  const after = Math.max(0, Math.floor((silence.after - 0.2) * 8000));
  return samples.slice(before, samples.length - after);
}
