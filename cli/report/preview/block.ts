/** A piece of a line: plain words, or words that stand out. Every form writes it safely. */
export type Span =
  | string
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "strong"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly url: string }
  /** A short word that keeps to one line, though Chinese may be broken anywhere. */
  | { readonly kind: "word"; readonly text: string; readonly strong?: true }
  /** What follows stands on a line of its own. */
  | { readonly kind: "break" };

export type Line = readonly Span[];

export interface Item {
  readonly line: Line;
  /** Lines of a text that differ, `- ` and `+ ` before them. */
  readonly diff?: readonly string[] | undefined;
  readonly below?: readonly Item[] | undefined;
}

export type Tone = "blocked" | "failed" | "warned" | "clear";

/** What a report consists of; each form (Markdown, HTML, terminal) writes all kinds. */
export type Block =
  | { readonly kind: "title"; readonly text: string }
  | { readonly kind: "lead"; readonly tone: Tone; readonly verdict: string; readonly rest: string }
  | { readonly kind: "heading"; readonly text: string; readonly count?: number | undefined }
  | { readonly kind: "paragraph"; readonly line: Line }
  | {
      readonly kind: "table";
      readonly titles: readonly string[];
      /** Columns of numbers. */
      readonly right?: readonly number[] | undefined;
      readonly rows: readonly (readonly Line[])[];
      /** Tone of each row, where rows have one. */
      readonly tones?: readonly Tone[] | undefined;
    }
  | { readonly kind: "list"; readonly items: readonly Item[] }
  | { readonly kind: "fold"; readonly summary: Line; readonly blocks: readonly Block[] };

export function code(text: string): Span {
  return { kind: "code", text };
}

export function strong(text: string): Span {
  return { kind: "strong", text };
}

export const BREAK: Span = { kind: "break" };

/** Spans with a text between them. */
export function joined(spans: readonly Span[], between: string): Line {
  return spans.flatMap((span, index) => (index === 0 ? [span] : [between, span]));
}
