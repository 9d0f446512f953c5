import { closeSync, existsSync, openSync, readFileSync, readSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { FastRequest } from "../engine/fast/preview.ts";
import type { SkippedStack, SkipReason } from "../engine/outcome.ts";
import { type Content, contentAt, contentNow, digest, inputsHash, renderedHash } from "../engine/rendered-hash.ts";
import { Repository } from "../engine/revision/git.ts";
import { filesAt, type OldFiles } from "../engine/revision/old-files.ts";
import { stackName } from "../planning/names.ts";
import { secretsOf } from "../planning/secrets.ts";
import { PROVINCE_IDS, type ProvinceId } from "../provinces/reference/divisions.ts";
import type { Invocation } from "./command.ts";
import { PROGRAM, snapshotsFolder } from "./offline.ts";
import { type PlannedProvince, select } from "./selection.ts";

const TOOLKIT = resolve(import.meta.dirname, "..");

/** What of the province files is to be previewed, and what is known of the revision already. */
export interface Since {
  readonly ref: string;
  readonly commit: string;
  readonly at: string;
  readonly programDiffers: boolean;
  /** Versions of the packages it uses, which are not put back to what they were. */
  readonly packagesDiffer: boolean;
  /** Ids of provinces of which something that a preview reads differs; they may turn out the same. */
  readonly candidates: readonly string[];
  readonly skipped: readonly SkippedStack[];
  /** Provinces of the revision whose file is gone. */
  readonly removed: readonly ProvinceId[];
  readonly old: OldFiles;
}

/**
 * Parts the provinces by content hash of all that their preview reads, without loading one. The caller releases `old`.
 * @throws UserError outside a repository, and for a ref that it doesn't have.
 */
export function findChanged(invocation: Invocation, ref: string, ids: readonly string[]): Since {
  const { provinces } = invocation;
  const repository = Repository.around(provinces);
  const { commit, at } = repository.commit(ref);
  const request = { provinces, toolkit: TOOLKIT };
  const [now, then] = [contentNow(request), contentAt(repository, commit, request)];
  const folder = basename(provinces);
  const asked = (id: string): boolean => ids.length === 0 || ids.includes(id);
  const present = idsOf(now, folder).filter(asked);
  const skipped: SkippedStack[] = [];
  const candidates: string[] = [];
  for (const id of present) {
    const stack = stackName(id, invocation.value("site") ?? "main");
    const files = { province: id, stack, folder, snapshots: snapshotsFolder(invocation) };
    const hash = inputsHash(now, files);
    if (hash === inputsHash(then, files))
      skipped.push({ stack, reason: { kind: "same-files", ref, digest: hash, ...stateOf(files) } });
    else candidates.push(id);
  }
  const programDiffers = now.program !== then.program;
  return {
    ref,
    commit,
    at,
    programDiffers,
    packagesDiffer: now.packages !== then.packages,
    candidates,
    skipped,
    removed: idsOf(then, folder).filter((id) => asked(id) && !present.includes(id)),
    old: filesAt(repository, commit, { provinces, ...(programDiffers ? { toolkit: TOOLKIT } : {}) }),
  };
}

function idsOf({ files }: Content, folder: string): readonly ProvinceId[] {
  return PROVINCE_IDS.filter((id) => files.has(`${folder}/${id}.yaml`) || files.has(`${folder}/${id}.yml`));
}

function stateOf({ snapshots, stack }: { readonly snapshots: string; readonly stack: string }): {
  readonly stateAt?: string;
} {
  const path = join(snapshots, `${stack}.json`);
  if (!existsSync(path)) return {};
  // The date stands in the first lines; the whole of a snapshot would take longer to parse than all the rest.
  const head = Buffer.alloc(1024);
  const file = openSync(path, "r");
  readSync(file, head);
  closeSync(file);
  const at = /"at": ?"([^"]+)"/.exec(head.toString("utf8"))?.[1];
  return at === undefined ? {} : { stateAt: at };
}

/** The provinces of a revision, planned by today's program; those that it can't read any more are left out. */
export function plannedAt(invocation: Invocation, old: OldFiles, ids: readonly string[]): readonly PlannedProvince[] {
  if (!existsSync(old.provinces)) return [];
  const there = ids.filter(
    (id) => existsSync(join(old.provinces, `${id}.yaml`)) || existsSync(join(old.provinces, `${id}.yml`)),
  );
  return there.length === 0 ? [] : select({ ...invocation, provinces: old.provinces }, there).planned;
}

/** What the fast tier must be told of a province as a revision had it. */
export function oldRequest(invocation: Invocation, old: OldFiles, before: PlannedProvince): FastRequest {
  return {
    stack: before.plan.identity.stack,
    root: old.root,
    provincesDirectory: old.provinces,
    programModule: PROGRAM,
    secretNames: secretsOf(before.plan).map((secret) => secret.name),
    state: false,
    snapshots: snapshotsFolder(invocation),
  };
}

/** Why a candidate needs no preview after all: what it says, or what comes of it, is as it was. */
export async function sameAsBefore(
  since: Since,
  sides: { readonly now: PlannedProvince; readonly before: PlannedProvince; readonly request: FastRequest },
  invocation: Invocation,
): Promise<SkipReason | undefined> {
  const { now, before, request } = sides;
  const { ref, old, programDiffers, packagesDiffer } = since;
  if (packagesDiffer) return undefined;
  // Another program may make anything of the same files, so it is run as it was.
  const stackFile = (root: string): string => {
    const path = join(root, "stacks", `Pulumi.${request.stack}.yaml`);
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  };
  const told = ({ loaded, holidays }: PlannedProvince, root: string): string =>
    digest([loaded.province, holidays, stackFile(root)]);
  const same = told(now, request.root);
  if (!programDiffers && same === told(before, old.root)) return { kind: "same-configuration", ref, digest: same };
  const program = programDiffers ? since.old.program : PROGRAM;
  if (program === undefined) return undefined;
  const { previewFast } = await import("../engine/fast/preview.ts");
  const rendered = renderedHash((await previewFast({ ...request, state: false })).rendered);
  const earlier = { ...oldRequest(invocation, old, before), programModule: program };
  const renderedThen = renderedHash((await previewFast(earlier)).rendered);
  const isSame = rendered === renderedThen && digest(now.plan) === digest(before.plan);
  return isSame ? { kind: "same-result", ref, digest: digest([rendered, now.plan]) } : undefined;
}
