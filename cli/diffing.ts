import { dirname, resolve } from "node:path";
import type { Comparison, Recorded } from "../engine/change.ts";
import { daysBetween } from "../engine/compared-with.ts";
import { recordedFrom } from "../engine/fast/deciding.ts";
import { type FastRequest, previewFast } from "../engine/fast/preview.ts";
import { failed, type PreviewOutcome } from "../engine/outcome.ts";
import { contentAt, contentNow } from "../engine/rendered-hash.ts";
import { Repository } from "../engine/revision/git.ts";
import { filesAt } from "../engine/revision/old-files.ts";
import { secretsOf } from "../planning/secrets.ts";
import { UserError } from "../provinces/finding.ts";
import { formatFinding, severityOf } from "../provinces/messages.ts";
import type { Invocation } from "./command.ts";
import { comparisonDay } from "./comparing.ts";
import { EMPTY_PROGRAM, PROGRAM } from "./offline.ts";
import { withCosts } from "./preview-cost.ts";
import type { PreviewRun, StackPreview } from "./preview-run.ts";
import { plannedOf } from "./previewing.ts";
import { type PlannedProvince, select } from "./selection.ts";
import { toolkitVersion } from "./version.ts";

const TOOLKIT = resolve(import.meta.dirname, "..");

/** One side: province files, and where their stack files lie. */
interface Side {
  readonly provinces: string;
  readonly root: string;
  readonly planned: readonly PlannedProvince[];
  readonly content: string;
}

/**
 * What the files of one revision would change of what another's would build. Both are planned by today's program, so a
 * difference is one of the files; `to` undefined: the files as they lie in the folder.
 * @throws UserError outside a repository, for a revision that it doesn't have, and for errors in the newer files.
 */
export async function diffRun(
  invocation: Invocation,
  { from, to }: { readonly from: string; readonly to: string | undefined },
): Promise<PreviewRun> {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const { provinces } = invocation;
  const repository = Repository.around(provinces);
  const [older, newer] = [repository.commit(from), to === undefined ? undefined : repository.commit(to)];
  const content = { provinces, toolkit: TOOLKIT };
  const oldFiles = filesAt(repository, older.commit, { provinces });
  const newFiles = newer === undefined ? undefined : filesAt(repository, newer.commit, { provinces });
  try {
    const then = side(invocation, oldFiles, contentAt(repository, older.commit, content).program);
    const now = side(
      invocation,
      newFiles ?? { provinces, root: dirname(provinces) },
      (newer === undefined ? contentNow(content) : contentAt(repository, newer.commit, content)).program,
    );
    const recorded: Recorded = {
      at: older.at,
      ageDays: daysBetween(older.at, comparisonDay(invocation)),
      revision: older.commit,
    };
    const previews = await compared(invocation, { then, now, revision: { kind: "revision", ref: from, ...recorded } });
    const { user, system } = process.cpuUsage(cpu);
    return {
      tier: "fast",
      previews,
      skipped: [],
      since: { ref: from, commit: older.commit, programDiffers: then.content !== now.content },
      versions: { hotline: toolkitVersion() },
      seconds: (performance.now() - start) / 1000,
      cpuSeconds: (user + system) / 1e6,
    };
  } finally {
    oldFiles.release();
    newFiles?.release();
  }
}

function side(
  invocation: Invocation,
  { provinces, root }: { readonly provinces: string; readonly root: string },
  content: string,
): Side {
  const { planned, findings } = select({ ...invocation, provinces }, []);
  const errors = findings.filter(({ code }) => severityOf(code) === "error");
  // Of a revision that had no province at all, everything is new.
  const fatal = errors.filter(({ code }) => code !== "DIRECTORY_MISSING" && code !== "NO_PROVINCE_FILES");
  if (fatal.length > 0 && planned.length === 0) throw new UserError(fatal);
  for (const finding of fatal) invocation.terminal.err(formatFinding(finding, invocation.language));
  return { provinces, root, planned, content };
}

async function compared(
  invocation: Invocation,
  sides: { readonly then: Side; readonly now: Side; readonly revision: Comparison },
): Promise<readonly StackPreview[]> {
  const { then, now, revision } = sides;
  const pairs = [
    ...now.planned.map((province) => ({ now: province, before: sameStack(then.planned, province) })),
    ...then.planned
      .filter((province) => sameStack(now.planned, province) === undefined)
      .map((province) => ({ now: undefined, before: province })),
  ];
  const outcomes: PreviewOutcome[] = [];
  for (const pair of pairs)
    outcomes.push(await outcomeOf(pair, { then, now, revision, language: invocation.language }));
  const costed = withCosts(
    invocation,
    pairs.flatMap((pair, index) => {
      const outcome = outcomes[index];
      return outcome === undefined ? [] : [{ outcome, now: plannedOf(pair.now), before: plannedOf(pair.before) }];
    }),
  );
  return pairs.flatMap((pair, index) => {
    const outcome = costed[index];
    return outcome === undefined
      ? []
      : [{ stack: outcome.stack, outcome, now: pair.now, before: plannedOf(pair.before) }];
  });
}

function sameStack(planned: readonly PlannedProvince[], { plan }: PlannedProvince): PlannedProvince | undefined {
  return planned.find((other) => other.plan.identity.stack === plan.identity.stack);
}

async function outcomeOf(
  pair: { readonly now: PlannedProvince | undefined; readonly before: PlannedProvince | undefined },
  given: {
    readonly then: Side;
    readonly now: Side;
    readonly revision: Comparison;
    readonly language: "zh" | "en";
  },
): Promise<PreviewOutcome> {
  const { then, now, revision, language } = given;
  const stack = (pair.now ?? pair.before)?.plan.identity.stack ?? "";
  try {
    const rendered = pair.before === undefined ? undefined : (await previewFast(requestOf(pair.before, then))).rendered;
    const request =
      pair.now === undefined
        ? { ...requestOf(pair.before, now), stack, programModule: EMPTY_PROGRAM, secretNames: [] }
        : requestOf(pair.now, now);
    const against = rendered === undefined ? undefined : { resources: recordedFrom(rendered), comparedWith: revision };
    const { result } = await previewFast({ ...request, against, language });
    return { kind: "planned", stack, result };
  } catch (error) {
    return failed(stack, error);
  }
}

function requestOf(province: PlannedProvince | undefined, { provinces, root }: Side): FastRequest {
  return {
    stack: province?.plan.identity.stack ?? "",
    root,
    provincesDirectory: provinces,
    programModule: PROGRAM,
    secretNames: province === undefined ? [] : secretsOf(province.plan).map((secret) => secret.name),
    state: false,
  };
}
