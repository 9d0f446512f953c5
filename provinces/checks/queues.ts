import type { Finding } from "../finding.ts";
import type { Province } from "../province.ts";
import type { Queue } from "../schema/staffing.ts";
import { SHARE_TOLERANCE } from "./demand.ts";
import { findingAt } from "./finding-at.ts";

const DIGITS = 10;

/** Shares add up, every queue has a digit of its own, and overflow leads somewhere. */
export function checkQueues({
  workMode,
  merge,
  queues,
  recording,
  languages,
}: Pick<Province, "workMode" | "merge" | "queues" | "recording" | "languages">): readonly Finding[] {
  if (workMode === "hotline") return queues === undefined ? [] : [findingAt(["queues"], "HOTLINE_WITH_QUEUES")];
  const findings: Finding[] = checkLanguages(queues ?? [], languages ?? []);
  if (queues === undefined) return findings;
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
  for (const [index, queue] of queues.entries()) {
    const path = ["queues", index, "overflow"];
    if (queue.overflow === "platform-12345" && merge.mode === "independent")
      findings.push(findingAt(path, "OVERFLOW_WITHOUT_12345", { name: queue.name }));
    if (queue.overflow === "voicemail" && recording?.enabled === false)
      findings.push(findingAt(path, "VOICEMAIL_WITHOUT_RECORDING", { name: queue.name }));
  }
  return [...findings, ...checkSisters(queues)];
}

/** A language that no queue speaks gets one of its own, and a digit with it. */
function checkLanguages(queues: readonly Queue[], languages: readonly string[]): Finding[] {
  const own = languages.filter(
    (code) => code !== "zh" && !queues.some(({ skills }) => skills?.includes(code) === true),
  );
  const found = Math.max(1, queues.length) + own.length;
  if (own.length === 0 || queues.length > DIGITS || found <= DIGITS) return [];
  return [findingAt(["languages"], "LANGUAGES_EXCEED_DIGITS", { found, languages: own.join(", ") })];
}

/** A sister queue exists, is not the queue itself, and the way through sisters ends. */
function checkSisters(queues: readonly Queue[]): readonly Finding[] {
  const next = new Map(
    queues.map((queue) => [queue.name, queue.overflow === "sister-queue" ? queue.sisterQueue : undefined]),
  );
  return queues.flatMap(({ name, overflow, sisterQueue }, index) => {
    const path = ["queues", index, "sisterQueue"];
    if (overflow !== "sister-queue")
      return sisterQueue === undefined ? [] : [findingAt(path, "SISTER_QUEUE_SUPERFLUOUS", { name })];
    const allowed = queues.flatMap((queue) => (queue.name === name ? [] : [queue.name])).join(", ");
    if (sisterQueue === undefined) return [findingAt(path.slice(0, 2), "SISTER_QUEUE_MISSING", { name, allowed })];
    if (!next.has(sisterQueue)) return [findingAt(path, "SISTER_QUEUE_UNKNOWN", { name, found: sisterQueue, allowed })];
    const way = [name];
    for (let step = next.get(name); step !== undefined && !way.includes(step); step = next.get(step)) way.push(step);
    const last = next.get(way.at(-1) ?? name);
    return last === undefined ? [] : [findingAt(path, "SISTER_QUEUES_CIRCLE", { way: [...way, last].join(" → ") })];
  });
}
