import type { Language, Text } from "./language.ts";
import type { Terminal } from "./terminal.ts";

export interface Option {
  /** boolean: a switch. string: takes a value. */
  readonly type: "boolean" | "string";
  /** What the value is called in help, such as DIR. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly text: Text;
}

export interface Argument {
  readonly name: string;
  readonly need: "required" | "optional" | "many";
  readonly choices?: readonly string[];
  readonly text: Text;
}

/** One row of the command table; parsing, help, the README's table and completion are made from it. */
export interface Command {
  readonly name: string;
  readonly text: Text;
  readonly examples: readonly string[];
  readonly arguments: readonly Argument[];
  readonly options: Readonly<Record<string, Option>>;
}

export interface Invocation {
  readonly arguments: readonly string[];
  /** Value of a string option, undefined if absent. */
  readonly value: (option: string) => string | undefined;
  readonly has: (option: string) => boolean;
  readonly language: Language;
  readonly terminal: Terminal;
  /** Folder of the province files. */
  readonly provinces: string;
}

/** Exit codes: 0 did its work, 1 error, 2 changes pending (only when asked for), 3 policy or risk. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Each file of commands/ exports one as `run`. */
export type Run = (invocation: Invocation) => ExitCode | Promise<ExitCode>;

/** What a suggested command must repeat: without it, another folder's province of the same name would be meant. */
export function provincesFlag({ value }: Invocation): string {
  const given = value("provinces");
  return given === undefined ? "" : ` --provinces ${given}`;
}
