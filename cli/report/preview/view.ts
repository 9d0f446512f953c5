import type { Language } from "../../language.ts";
import type { MessageKey } from "../../messages.ts";

/** How much of a report is shown; what is left out is said at its end. */
export interface Detail {
  /** Lines of a difference. */
  readonly lines: number;
  /** Names of stacks in a row. */
  readonly names: number;
  readonly groups: number;
  readonly risks: number;
  readonly operations: boolean;
  readonly stacks: boolean;
  /** Keys of what is said to be left out. */
  readonly omitted: readonly MessageKey[];
}

export const IN_FULL: Detail = {
  lines: Number.POSITIVE_INFINITY,
  names: Number.POSITIVE_INFINITY,
  groups: Number.POSITIVE_INFINITY,
  risks: Number.POSITIVE_INFINITY,
  operations: true,
  stacks: true,
  omitted: [],
};

export interface View {
  readonly language: Language;
  readonly detail: Detail;
  /** Where the files of this commit can be read, such as `https://forge.example/repo/blob/abc`; for links. */
  readonly sourceUrl?: string | undefined;
}
