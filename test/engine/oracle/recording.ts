import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import type { Properties } from "../../../engine/offline/value.ts";
import type { Edit } from "./mutations.ts";
import { type DiffAnswer, type PackageName, VERSIONS } from "./provider.ts";
import type { Answer, Question } from "./question.ts";

/** Official answers, kept so that they can be compared where no plugin is. */
export interface Recording {
  readonly plugin: string;
  readonly objects: readonly RecordedObject[];
  readonly configurations: readonly RecordedConfiguration[];
}

interface RecordedObject extends Omit<Question, "edits"> {
  readonly answers: readonly RecordedAnswer[];
}

export interface RecordedAnswer {
  readonly edits: readonly Edit[];
  /** Digest of the checked inputs' canonical JSON; null where Check found something wrong. */
  readonly checked: string | null;
  readonly diff: DiffAnswer | null;
}

export interface RecordedConfiguration {
  readonly olds: Properties;
  readonly news: Properties;
  readonly diff: DiffAnswer;
}

export function recordedAnswer(edits: readonly Edit[], { checked, diff }: Answer): RecordedAnswer {
  return { edits, checked: checked === undefined ? null : digestOf(checked), diff: diff ?? null };
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 12);
}

function pathOf(name: PackageName): string {
  return join(import.meta.dirname, "recorded", `${name}-${VERSIONS[name]}.json.br`);
}

export function readRecording(name: PackageName): Recording {
  return JSON.parse(brotliDecompressSync(readFileSync(pathOf(name))).toString("utf8")) as Recording;
}

/** Bytes written. */
export function writeRecording(name: PackageName, recording: Recording): number {
  const text = Buffer.from(JSON.stringify(recording));
  const parameters = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  };
  const compressed = brotliCompressSync(text, { params: parameters });
  writeFileSync(pathOf(name), compressed);
  return compressed.length;
}
