import type { PathStep } from "../../property-path.ts";

/** `logOpts["max-size"]`: as writePath, but every key is quoted that holds more than letters, digits and underscores. */
export function writeQuotedPath(steps: readonly PathStep[]): string {
  return steps.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    if (/[^A-Za-z0-9_]/.test(step)) return `${text}["${step.replaceAll('"', '\\"')}"]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}
