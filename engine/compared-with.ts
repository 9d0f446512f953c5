import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Comparison } from "./change.ts";
import {
  type RecordedState,
  readRecordedState,
  rehearsalPath,
  SNAPSHOTS_FOLDER,
  snapshotPath,
} from "./recorded-state.ts";

const DAY_MS = 86_400_000;

export interface FoundState {
  readonly path: string;
  readonly state: RecordedState;
}

/**
 * What a request is to be compared with: the state it names; by default the snapshot of the stack, else its last
 * rehearsal, if any; false: nothing.
 */
export function findRecordedState(request: {
  readonly root: string;
  readonly stack: string;
  readonly state?: string | false | undefined;
  readonly snapshots?: string | undefined;
}): FoundState | undefined {
  const { root, stack, state } = request;
  if (state === false) return undefined;
  const folder = request.snapshots ?? join(root, SNAPSHOTS_FOLDER);
  const usual = [snapshotPath(folder, stack), rehearsalPath(root, stack)].find((one) => existsSync(one));
  const path = state ?? usual;
  return path === undefined ? undefined : { path, state: readRecordedState(path, stack) };
}

/** @param today YYYY-MM-DD; by default the day it is. */
export function comparisonOf(found: FoundState | undefined, today: string | undefined): Comparison {
  if (found === undefined) return { kind: "nothing" };
  const { hotline: kind, at, revision, dirty } = found.state;
  return {
    kind,
    at,
    ageDays: daysBetween(at, today),
    path: found.path,
    ...(revision === undefined ? {} : { revision }),
    ...(dirty === true ? { dirty } : {}),
  };
}

/** Whole days from a moment to a day, 0 for one that is still to come. */
export function daysBetween(at: string, today = new Date().toISOString()): number {
  return Math.max(0, Math.floor((Date.parse(today.slice(0, 10)) - Date.parse(at.slice(0, 10))) / DAY_MS));
}
