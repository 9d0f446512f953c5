import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { DEMO_VOICE } from "../../planning/demo-voice.ts";
import type { Identity } from "../../planning/plan.ts";
import { type Finding, UserError } from "../../provinces/finding.ts";
import type { PromptEntry } from "./inventory.ts";
import { readWave, type WaveFacts } from "./wave.ts";

/** Telephone speech is spoken at about -20 dBm0, which is -23 dBFS of A-law. */
const SPEECH_LEVEL = { low: -30, high: -14 } as const;
const HIGHEST_PEAK = -0.5;
/** Nothing is heard below. */
const SILENT = -40;
/** A crack is a run of so many samples at full scale. */
const CLIPPED_RUN = 3;
/** Longest silence at an edge, in seconds. */
const EDGE = { before: 0.5, after: 1 } as const;

interface Delivery {
  readonly folder: string;
  readonly prompts: readonly PromptEntry[];
  readonly status: Identity["status"];
}

/**
 * What is wrong with a folder of recorded announcements, laid out below the folder of sounds as `hotline prompts list`
 * says. A live province's folder with a synthetic voice is an error, the marker or one file's own mark sufficing.
 * @throws UserError when there is no such folder.
 */
export function checkPrompts({ folder, prompts, status }: Delivery): readonly Finding[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new UserError([{ code: "PROMPT_FOLDER_MISSING", where: {}, facts: { path: folder } }]);
  const present = filesBelow(folder);
  const findings: Finding[] = [];
  const demo: string[] = present.includes(DEMO_VOICE.marker) ? [DEMO_VOICE.marker] : [];
  for (const prompt of prompts) {
    if (!present.includes(prompt.path)) {
      findings.push(finding("PROMPT_MISSING", folder, { path: prompt.path, text: prompt.text.zh }));
      continue;
    }
    const facts = factsOf(join(folder, prompt.path));
    if (typeof facts === "string") {
      findings.push(finding("PROMPT_NOT_WAVE", folder, { path: prompt.path, reason: facts }));
      continue;
    }
    if (facts.demo) demo.push(prompt.path);
    findings.push(
      ...faultsOf(facts, prompt).map((fault) => ({ ...fault, where: { file: join(folder, prompt.path) } })),
    );
  }
  const wanted = new Set<string>([...prompts.map(({ path }) => path), DEMO_VOICE.marker]);
  for (const path of present.filter((each) => !wanted.has(each)))
    findings.push(finding("PROMPT_SUPERFLUOUS", folder, { path }));
  if (demo.length > 0)
    findings.push(
      finding(status === "live" ? "PROMPTS_DEMO_LIVE" : "PROMPTS_DEMO", folder, {
        count: demo.length,
        path: demo[0] ?? "",
      }),
    );
  return findings;
}

/** Faults of one sound file, given what it should hold. */
export function faultsOf(facts: WaveFacts, { path, seconds }: PromptEntry): readonly Pick<Finding, "code" | "facts">[] {
  const faults: Pick<Finding, "code" | "facts">[] = [];
  const report = (code: Finding["code"], more: Finding["facts"]) => faults.push({ code, facts: { path, ...more } });
  const { channels, sampleRate, bitDepth, peak, speech, clippedRun, silence } = facts;
  if (channels !== 1 || sampleRate !== 8000 || (bitDepth !== "16" && bitDepth !== "8a"))
    report("PROMPT_FORMAT", { found: `${sampleRate} Hz, ${bitDepth}, ${channels}` });
  if (!(peak > SILENT)) {
    report("PROMPT_SILENT", { found: one(peak) });
    return faults;
  }
  if (peak > HIGHEST_PEAK || clippedRun >= CLIPPED_RUN) report("PROMPT_CLIPPED", { found: one(peak), run: clippedRun });
  if (speech < SPEECH_LEVEL.low || speech > SPEECH_LEVEL.high)
    report("PROMPT_LEVEL", { found: one(speech), ...SPEECH_LEVEL });
  if (facts.seconds > 2 * seconds + 1 || facts.seconds < seconds / 2 - 0.25)
    report("PROMPT_LENGTH", { found: one(facts.seconds), expected: seconds });
  if (silence.before > EDGE.before || silence.after > EDGE.after)
    report("PROMPT_EDGES", { before: one(silence.before), after: one(silence.after) });
  return faults;
}

function factsOf(path: string): WaveFacts | string {
  try {
    return readWave(readFileSync(path));
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  }
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

function finding(code: Finding["code"], folder: string, facts: Finding["facts"]): Finding {
  return { code, where: { file: folder }, facts };
}

function one(value: number): string {
  return Number.isFinite(value) ? value.toFixed(1) : "-∞";
}
