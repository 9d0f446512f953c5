import type { Change, PathChange } from "../../../engine/change.ts";
import type { PlanChange } from "../../../planning/diff/plan-change.ts";
import { secretIn } from "../../../provinces/reading/secret-pattern.ts";

/** What the engine knows to be secret. */
const SECRET = "[secret]";
/** What only looks like one, or stands where one stood: to the rules that is another thing. */
const HIDDEN = "[hidden]";
/** Digests of images and of files are long hexadecimal numbers, and no secrets. */
const DIGESTS = /sha256:[0-9a-f]{64}/g;

/**
 * The second layer: the engine hides what it knows to be secret; here everything that looks like a secret is hidden,
 * and the other side of what was or becomes one.
 */
export function withoutSecrets(change: Change): Change {
  return { ...change, paths: change.paths.map(withoutSecretValues) };
}

function withoutSecretValues(path: PathChange): PathChange {
  const { old, new: next, lines } = path;
  const secret = [old, next].some((value) => value?.includes(SECRET) === true);
  const hide = (value: string | undefined): string | undefined =>
    value === undefined || value.includes(SECRET) ? value : secret ? HIDDEN : hidden(value);
  return {
    ...path,
    ...(old === undefined ? {} : { old: hide(old) }),
    ...(next === undefined ? {} : { new: hide(next) }),
    ...(lines === undefined ? {} : { lines: lines.map(hidden) }),
  };
}

export function planWithoutSecrets(change: PlanChange): PlanChange {
  const { before, after, lines } = change;
  const hide = (value: PlanChange["before"]): PlanChange["before"] =>
    typeof value === "string" ? hidden(value) : value;
  return {
    ...change,
    ...(before === undefined ? {} : { before: hide(before) }),
    ...(after === undefined ? {} : { after: hide(after) }),
    ...(lines === undefined ? {} : { lines: lines.map(hidden) }),
  };
}

/** A text whose like must not be committed either; what stands around it goes too. */
export function hidden(text: string): string {
  return secretIn(text.replaceAll(DIGESTS, "")) === undefined ? text : HIDDEN;
}
