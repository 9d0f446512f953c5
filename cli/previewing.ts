import { existsSync } from "node:fs";
import type { Tier } from "../engine/change.ts";
import type { Engine } from "../engine/cli/engine.ts";
import { findRecordedState } from "../engine/compared-with.ts";
import { failed, type PreviewOutcome, type SkippedStack } from "../engine/outcome.ts";
import type { PreviewRequest } from "../engine/preview.ts";
import { snapshotPath } from "../engine/recorded-state.ts";
import type { Planned } from "../planning/diff/plan-change.ts";
import { stackName } from "../planning/names.ts";
import { type Finding, UserError } from "../provinces/finding.ts";
import { findChanged, plannedAt, type Since, sameAsBefore } from "./changed-since.ts";
import type { Invocation } from "./command.ts";
import { comparisonDay } from "./comparing.ts";
import { say } from "./messages.ts";
import { EMPTY_PROGRAM, engineFor, previewRequests, requestFor, rootOf, snapshotsFolder } from "./offline.ts";
import { plannedThen, withCosts } from "./preview-cost.ts";
import type { Disagreement, PreviewRun, StackPreview } from "./preview-run.ts";
import { type PlannedProvince, selectAll, selectSound } from "./selection.ts";
import { toolkitVersion } from "./version.ts";

const NO_ENGINE: Engine = { command: "", version: "", source: "path" };

export interface FinishedRun {
  readonly run: PreviewRun;
  /** No province file had errors. */
  readonly complete: boolean;
  /** Errors of files of which nothing could be planned. */
  readonly errors: readonly Finding[];
}

/** One stack to be previewed, and the province that it is of today. */
interface Job {
  readonly request: PreviewRequest;
  readonly now: PlannedProvince | undefined;
}

/** Previews what an invocation names, by its tier, against the snapshot, rehearsal or nothing. */
export function previewRun(invocation: Invocation): Promise<FinishedRun> {
  if (!invocation.has("all") && invocation.value("changed-since") === undefined && invocation.arguments.length === 0)
    throw new UserError([{ code: "NOTHING_CHOSEN", where: {}, facts: { command: "preview" } }]);
  const tier = tierOf(invocation);
  const second = invocation.has("verify") ? otherTier(tier) : undefined;
  return previewAs(invocation, { tier, second });
}

/** By the tiers named. */
export async function previewAs(
  invocation: Invocation,
  { tier, second }: { readonly tier: Tier; readonly second?: Tier | undefined },
): Promise<FinishedRun> {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const since = sinceOf(invocation);
  try {
    const { planned, complete, errors } = selected(invocation, since);
    // Whether a candidate is as it was is found without an engine; most runs end here.
    const { jobs, skipped } = await toPreview(invocation, since, planned);
    const engine = tier === "fast" || jobs.length === 0 ? undefined : await engineFor(invocation);
    const outcomes = await previewBy(tier, invocation, withEngine(jobs, engine));
    const others =
      second === undefined ? [] : await previewBy(second, invocation, withEngine(jobs, await engineFor(invocation)));
    const used = process.cpuUsage(cpu);
    return {
      complete,
      errors,
      run: {
        tier,
        previews: stackPreviews(invocation, jobs, outcomes),
        skipped: [...(since?.skipped ?? []), ...skipped],
        ...(second === undefined
          ? {}
          : {
              verified: {
                with: second,
                disagreements: disagreements({ tier, outcomes }, { tier: second, outcomes: others }),
              },
            }),
        ...(since === undefined
          ? {}
          : { since: { ref: since.ref, commit: since.commit, programDiffers: since.programDiffers } }),
        versions: { hotline: toolkitVersion(), engine: engine?.version },
        seconds: (performance.now() - start) / 1000,
        cpuSeconds: cpuOf(used, outcomes, tier),
      },
    };
  } finally {
    since?.old.release();
  }
}

function cpuOf(own: NodeJS.CpuUsage, outcomes: readonly PreviewOutcome[], tier: Tier): number {
  const main = (own.user + own.system) / 1e6;
  // The fast tier runs in this process; the others report what theirs took.
  if (tier === "fast") return main;
  return outcomes.reduce(
    (sum, outcome) => sum + (outcome.kind === "planned" ? (outcome.result.cpuSeconds ?? 0) : 0),
    main,
  );
}

function tierOf(invocation: Invocation): Tier {
  const given = invocation.value("tier");
  return given === "fast" || given === "live" ? given : "plan";
}

/** Fast is verified by the engine, the planning provider by the official plugin, and the other way round. */
function otherTier(tier: Tier): Tier {
  switch (tier) {
    case "fast":
    case "live":
      return "plan";
    case "plan":
      return "live";
  }
}

function sinceOf(invocation: Invocation): Since | undefined {
  const ref = invocation.value("changed-since");
  return ref === undefined ? undefined : findChanged(invocation, ref, invocation.arguments);
}

function selected(
  invocation: Invocation,
  since: Since | undefined,
): Pick<FinishedRun, "complete" | "errors"> & { readonly planned: readonly PlannedProvince[] } {
  if (since !== undefined)
    return since.candidates.length === 0
      ? { planned: [], complete: true, errors: [] }
      : selectAll(invocation, { ids: since.candidates });
  return invocation.arguments.length === 0
    ? selectAll(invocation)
    : { planned: selectSound(invocation, invocation.arguments), complete: true, errors: [] };
}

async function toPreview(
  invocation: Invocation,
  since: Since | undefined,
  planned: readonly PlannedProvince[],
): Promise<{ readonly jobs: readonly Job[]; readonly skipped: readonly SkippedStack[] }> {
  const jobs: Job[] = [];
  const skipped: SkippedStack[] = [];
  const before = since === undefined ? [] : plannedAt(invocation, since.old, since.candidates);
  for (const now of planned) {
    const request = requestFor(invocation, now, NO_ENGINE);
    const then = before.find(({ id }) => id === now.id);
    const reason =
      since === undefined || then === undefined
        ? undefined
        : await sameAsBefore(since, { now, before: then, request }, invocation).catch(previewIt);
    if (reason === undefined) jobs.push({ request, now });
    else skipped.push({ stack: request.stack, reason });
  }
  return { jobs: [...jobs, ...removedJobs(invocation, since)], skipped };
}

/** A stack of which not even that can be found out is previewed, and fails by itself with its reason. */
function previewIt(error: unknown): undefined {
  if (error instanceof UserError) return undefined;
  throw error;
}

/** Of a province whose file is gone, or of a snapshot that no file has: all that is recorded would go. */
function removedJobs(invocation: Invocation, since: Since | undefined): readonly Job[] {
  return (since?.removed ?? []).flatMap((id) => {
    const stack = stackName(id, invocation.value("site") ?? "main");
    const request: PreviewRequest = {
      engine: NO_ENGINE,
      stack,
      root: rootOf(invocation),
      provincesDirectory: invocation.provinces,
      programModule: EMPTY_PROGRAM,
      secretNames: [],
      snapshots: snapshotsFolder(invocation),
      today: comparisonDay(invocation),
    };
    return existsSync(snapshotPath(snapshotsFolder(invocation), stack)) || findRecordedState(request) !== undefined
      ? [{ request, now: undefined }]
      : [];
  });
}

function withEngine(jobs: readonly Job[], engine: Engine | undefined): readonly Job[] {
  return engine === undefined ? jobs : jobs.map((job) => ({ ...job, request: { ...job.request, engine } }));
}

async function previewBy(tier: Tier, invocation: Invocation, jobs: readonly Job[]): Promise<readonly PreviewOutcome[]> {
  if (tier === "live") {
    const { demandPlugins } = await import("../engine/official-plugins.ts");
    for (const { request, now } of jobs) if (now !== undefined) demandPlugins(request, now.plan.identity.platform);
  }
  if (tier !== "fast")
    return previewRequests(
      invocation,
      jobs.map(({ request }) => ({ ...request, tier })),
    );
  const { previewFast } = await import("../engine/fast/preview.ts");
  const outcomes: PreviewOutcome[] = [];
  for (const { request } of jobs) {
    const { stack } = request;
    invocation.terminal.progress(
      say(invocation.language, "previewing", { done: outcomes.length + 1, all: jobs.length, province: stack }),
    );
    outcomes.push(
      await previewFast(request).then(
        ({ result }): PreviewOutcome => ({ kind: "planned", stack, result }),
        (error: unknown) => failed(stack, error),
      ),
    );
  }
  return outcomes;
}

function stackPreviews(
  invocation: Invocation,
  jobs: readonly Job[],
  outcomes: readonly PreviewOutcome[],
): readonly StackPreview[] {
  const sides = jobs.flatMap(({ request, now }, index) => {
    const outcome = outcomes[index];
    return outcome === undefined ? [] : [{ outcome, now, before: recordedPlan(request, outcome) }];
  });
  const costed = withCosts(
    invocation,
    sides.map(({ outcome, now, before }) => ({ outcome, before, now: plannedOf(now) })),
  );
  return sides.map(({ outcome, now, before }, index) => ({
    stack: outcome.stack,
    outcome: costed[index] ?? outcome,
    now,
    before,
  }));
}

export function plannedOf(now: PlannedProvince | undefined): Planned | undefined {
  return now === undefined ? undefined : { province: now.loaded.province, plan: now.plan };
}

function recordedPlan(request: PreviewRequest, outcome: PreviewOutcome): Planned | undefined {
  if (outcome.kind === "failed" || !("path" in outcome.result.comparedWith)) return undefined;
  return plannedThen(findRecordedState(request)?.state.planned);
}

interface Said {
  readonly tier: Tier;
  readonly outcomes: readonly PreviewOutcome[];
}

/** Every resource of which two tiers don't say the same: operation, order, or the paths that change. */
function disagreements(one: Said, other: Said): readonly Disagreement[] {
  return one.outcomes.flatMap((outcome, index) => {
    const second = other.outcomes[index];
    if (second === undefined) return [];
    if (outcome.kind === "failed" || second.kind === "failed")
      return failedDisagreement(outcome.stack, [
        [one.tier, outcome],
        [other.tier, second],
      ]);
    const [left, right] = [sayings(outcome), sayings(second)];
    return [...new Set([...left.keys(), ...right.keys()])].flatMap((urn): Disagreement[] => {
      const [said, also] = [left.get(urn), right.get(urn)];
      if (said === also) return [];
      return [
        {
          stack: outcome.stack,
          urn,
          name: urn.slice(urn.lastIndexOf("::") + 2),
          said: {
            ...(said === undefined ? {} : { [one.tier]: said }),
            ...(also === undefined ? {} : { [other.tier]: also }),
          },
        },
      ];
    });
  });
}

/** A tier that failed says nothing of any resource; two that failed alike agree. */
function failedDisagreement(
  stack: string,
  sides: readonly (readonly [Tier, PreviewOutcome])[],
): readonly Disagreement[] {
  const said = sides.map(([tier, outcome]) => [tier, failureOf(outcome)] as const);
  if (new Set(said.map(([, words]) => words)).size === 1) return [];
  return [{ stack, urn: "", name: stack, said: Object.fromEntries(said) }];
}

function failureOf(outcome: PreviewOutcome): string {
  if (outcome.kind === "planned") return "planned";
  const words = outcome.findings.map(({ code, facts }) => {
    const message = facts["message"];
    return typeof message === "string" ? `${code} ${message}` : code;
  });
  return `failed: ${words.join("; ").slice(0, LONGEST_FAILURE)}`;
}

const LONGEST_FAILURE = 300;

function sayings({ result }: Extract<PreviewOutcome, { kind: "planned" }>): ReadonlyMap<string, string> {
  return new Map(
    result.changes.map(({ urn, operation, deleteBeforeReplace, paths }) => {
      const told = paths.map(({ path, kind, replaces }) => `${kind} ${path}${replaces ? "!" : ""}`).sort();
      const order = deleteBeforeReplace === true ? " (deleted first)" : "";
      return [urn, [`${operation}${order}`, ...told].join("; ")] as const;
    }),
  );
}
