import type { Invocation } from "../../command.ts";

/** Whether all that a report tells is asked for: causes in the files, and inputs that the digest binds. */
export function wantsReport({ value }: Pick<Invocation, "value">): boolean {
  const format = value("format");
  return value("report") !== undefined || format === "markdown" || format === "html" || format === "text";
}
