import type { Properties } from "../../../engine/offline/value.ts";
import { type Edit, edited } from "./mutations.ts";
import type { Checked, DiffAnswer, DiffRequest } from "./provider.ts";

/** An object that was deployed, and an edit of it. */
export interface Question {
  readonly type: string;
  /** As the program gave it. */
  readonly object: Properties;
  /** As the official plugin checked it then, and the state it recorded. */
  readonly oldInputs: Properties;
  readonly state: Properties;
  readonly edits: readonly Edit[];
}

/** Whoever answers Check and Diff. */
export interface Answering {
  check(type: string, news: Properties, olds?: Properties): Promise<Checked>;
  diff(type: string, request: DiffRequest): Promise<DiffAnswer>;
}

/** Either what Check and then Diff said, or that there was no answer. */
export interface Answer {
  /** Canonical JSON of the checked inputs; undefined when something was wrong. */
  readonly checked: string | undefined;
  readonly diff: DiffAnswer | undefined;
  /** Why there is none, for people. */
  readonly refused?: string;
}

export async function ask(provider: Answering, question: Question): Promise<Answer> {
  const { type, object, oldInputs, state, edits } = question;
  let checked: string | undefined;
  try {
    // A refusal is thrown at once by what answers in this process.
    const { inputs, failures } = await provider.check(type, edited(object, edits), oldInputs);
    if (failures.length > 0) return { checked, diff: undefined, refused: failures.join(", ") };
    checked = canonical(inputs);
    return { checked, diff: await provider.diff(type, { state, oldInputs, news: inputs }) };
  } catch (error) {
    return { checked, diff: undefined, refused: error instanceof Error ? error.message : String(error) };
  }
}

/** JSON with sorted keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}
