/** error: law or physics, nothing proceeds. warning: a recommendation, with its reason. note: worth knowing. */
export type Severity = "error" | "warning" | "note";

/** What is wrong and what is allowed, then how to put it right. `{name}` stands for a fact of the finding. */
interface Wording {
  readonly what: string;
  readonly fix: string;
}

export interface Message {
  readonly severity: Severity;
  readonly zh: Wording;
  readonly en: Wording;
}

/** Codes of one section; each section is a file of this folder. */
export type MessageTable = Readonly<Record<string, Message>>;
