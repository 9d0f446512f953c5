import type { Finding } from "../finding.ts";
import type { Province } from "../province.ts";
import { SHARE_TOLERANCE } from "./demand.ts";
import { findingAt } from "./finding-at.ts";

const DIGITS = 10;

/** Shares add up, every queue has a digit of its own, and overflow leads somewhere. */
export function checkQueues({
  workMode,
  merge,
  queues,
}: Pick<Province, "workMode" | "merge" | "queues">): readonly Finding[] {
  if (queues === undefined) return [];
  if (workMode === "hotline") return [findingAt(["queues"], "HOTLINE_WITH_QUEUES")];
  const findings: Finding[] = [];
  const sum = queues.reduce((total, queue) => total + queue.share, 0);
  if (Math.abs(sum - 1) > SHARE_TOLERANCE)
    findings.push(findingAt(["queues"], "QUEUE_SHARES", { found: Number(sum.toFixed(6)) }));
  if (queues.length > DIGITS) findings.push(findingAt(["queues"], "QUEUES_EXCEED_DIGITS", { found: queues.length }));
  const byDigit = new Map<string, string>();
  for (const [index, queue] of queues.slice(0, DIGITS).entries()) {
    const digit = queue.digit ?? String((index + 1) % DIGITS);
    const other = byDigit.get(digit);
    const path = queue.digit === undefined ? ["queues", index] : ["queues", index, "digit"];
    if (other !== undefined)
      findings.push(findingAt(path, "QUEUE_DIGIT_TWICE", { found: digit, name: queue.name, other }));
    byDigit.set(digit, other ?? queue.name);
  }
  for (const [index, queue] of queues.entries())
    if (queue.overflow === "platform-12345" && merge.mode === "independent")
      findings.push(findingAt(["queues", index, "overflow"], "OVERFLOW_WITHOUT_12345", { name: queue.name }));
  return findings;
}
