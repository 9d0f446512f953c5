import type { ConfigRule } from "./fault.ts";

/** Files a fault of a place in the generated tree. */
export type Report = (rule: ConfigRule, at: { readonly file: string; readonly line: number }, message: string) => void;
