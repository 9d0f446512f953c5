import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../provinces/finding.ts";

export type RecordKind = "rehearsal" | "snapshot";

/** Format of snapshots that this version writes and reads. */
export const SNAPSHOT_FORMAT = 1;

/** What made the state, for those who compare with it later. */
export interface RecordedVersions {
  readonly hotline: string;
  readonly engine: string;
  /** By package name. */
  readonly plugins: Readonly<Record<string, string>>;
}

/**
 * A stack's resources at a moment, every secret a fingerprint. Its resources stand under a key of their own, so the
 * engine's `stack import` and every backend refuse it: it can't be taken for a real state.
 */
export interface RecordedState {
  readonly hotline: RecordKind;
  readonly notice: string;
  /** Of a snapshot. */
  readonly format?: number | undefined;
  readonly stack: string;
  /** ISO 8601. */
  readonly at: string;
  readonly engine: string;
  /** Commit of the province files, where they are in a repository. */
  readonly revision?: string | undefined;
  /** They had changes that no commit has. */
  readonly dirty?: boolean | undefined;
  readonly versions?: RecordedVersions | undefined;
  readonly resources: readonly unknown[];
  /** The province and its plan then: what a change costs is reckoned against them. Older records have none. */
  readonly planned?: unknown;
}

export const NOTICES: Readonly<Record<RecordKind, string>> = {
  rehearsal: "REHEARSAL: nothing of this was ever deployed. Not a state file; only hotline's previews read it.",
  snapshot: "SNAPSHOT: secrets removed. Not a state file; only hotline's previews read it.",
};

export function rehearsalPath(root: string, stack: string): string {
  return join(root, ".hotline", "rehearsals", stack, "rehearsal-not-a-state.json");
}

export const SNAPSHOTS_FOLDER = join(".hotline", "snapshots");

/** `anhui.json` of a folder of snapshots: the one below the root, or one that was checked out elsewhere. */
export function snapshotPath(folder: string, stack: string): string {
  return join(folder, `${stack}.json`);
}

/** Reads a rehearsal or snapshot of a stack. Throws UserError when it is neither, or of another stack. */
export function readRecordedState(path: string, stack: string): RecordedState {
  if (!existsSync(path)) throw unusable(path, "there is no such file");
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw unusable(path, error instanceof Error ? error.message : String(error));
  }
  if (!isRecordedState(content)) throw unusable(path, "it is neither a rehearsal nor a snapshot");
  if (content.hotline === "snapshot" && content.format !== SNAPSHOT_FORMAT)
    throw new UserError([
      {
        code: "SNAPSHOT_FORMAT",
        where: { file: path },
        facts: { found: content.format ?? "?", known: SNAPSHOT_FORMAT },
      },
    ]);
  if (content.stack !== stack) throw unusable(path, `it is of stack ${content.stack}, not ${stack}`);
  return content;
}

function isRecordedState(content: unknown): content is RecordedState {
  if (typeof content !== "object" || content === null) return false;
  const { hotline, stack, at, resources } = content as Partial<Record<keyof RecordedState, unknown>>;
  return (
    (hotline === "rehearsal" || hotline === "snapshot") &&
    typeof stack === "string" &&
    typeof at === "string" &&
    Array.isArray(resources)
  );
}

function unusable(file: string, reason: string): UserError {
  return new UserError([{ code: "RECORDED_STATE_UNUSABLE", where: { file }, facts: { reason } }]);
}

/** Writes it whole or not at all. */
export function writeRecordedState(path: string, state: RecordedState): void {
  mkdirSync(dirname(path), { recursive: true });
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, `${JSON.stringify(state, undefined, 1)}\n`, { mode: 0o600 });
  renameSync(partial, path);
}
