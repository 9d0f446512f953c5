import type { Province } from "../provinces/province.ts";
import type { Queue } from "../provinces/schema/staffing.ts";
import type { Scope } from "./scope.ts";
import { LANGUAGE_NAMES, type LanguageCode, languageOf, type ServiceLanguage } from "./service-languages.ts";
import type { TrafficPlan } from "./traffic-plan.ts";

/** A queue of callers before people, with every choice made. */
export interface ServiceQueue {
  readonly name: string;
  readonly label: string;
  /** Menu digit; undefined when the menu has none left. */
  readonly digit: string | undefined;
  readonly skills: readonly string[];
  readonly strategy: NonNullable<Queue["strategy"]>;
  readonly maxWaitSeconds: number;
  readonly overflow: NonNullable<Queue["overflow"]>;
  /** Queue that takes over when `overflow` says so. */
  readonly sisterQueue: string | undefined;
  /** Spoken in it; zh unless a skill is another language of the province. */
  readonly language: LanguageCode;
  /** Callers who may talk and wait at once. */
  readonly capacity: number;
}

/** Longest wait before the overflow takes a caller, in seconds, unless the file says otherwise. */
const USUAL_MAX_WAIT = 180;
/** Callers who may wait for the retained seats, per seat. */
const RETAINED_PLACES_PER_SEAT = 2;

/** Queues of the switch: the province's own, one for the retained seats, or none. */
export function queuesOf(province: Province, scope: Scope, traffic: TrafficPlan): readonly ServiceQueue[] {
  switch (scope.kind) {
    case "complete":
      return withLanguages(ownQueues(province, traffic), province);
    case "department-edge":
    case "provider-site":
      return scope.retainedSeats > 0 ? [retainedQueue(scope.retainedSeats)] : [];
    case "phones":
    case "merged":
      return [];
  }
}

function ownQueues(province: Province, traffic: TrafficPlan): readonly ServiceQueue[] {
  const given: readonly Queue[] = province.queues ?? [{ name: "general", label: "综合咨询", share: 1 }];
  return given.map((queue, index) => {
    const load = traffic.queues.find((candidate) => candidate.name === queue.name);
    if (load === undefined) throw new Error(`queue ${queue.name} has no traffic`);
    return {
      name: queue.name,
      label: queue.label,
      digit: queue.digit ?? placeDigit(index),
      skills: queue.skills ?? [queue.name],
      strategy: queue.strategy ?? "longest-idle-agent",
      maxWaitSeconds: queue.maxWaitSeconds ?? USUAL_MAX_WAIT,
      overflow: queue.overflow ?? "call-back",
      sisterQueue: queue.sisterQueue,
      language: languageOf(queue.skills ?? [], province.languages),
      capacity: load.callers,
    };
  });
}

/** Digits that languages take when no queue has them; callers know the first ones as subjects. */
const LANGUAGE_DIGITS = ["8", "7", "9", "6", "5", "4", "3", "2", "0", "1"] as const;
/** Part of the first queue's places that a language of its own gets: how many call in it is not known. */
const LANGUAGE_PART = 10;

/**
 * A queue for each language of the province that none of its queues speaks. Its places are taken off the first
 * queue's, its unanswered callers go there. Languages for which the menu has no digit left get none: checks say so.
 */
function withLanguages(own: readonly ServiceQueue[], { languages }: Province): readonly ServiceQueue[] {
  const [first, ...others] = own;
  if (first === undefined) return own;
  const spoken = new Set(own.map(({ language }) => language));
  const missing = (languages ?? []).filter((code) => code !== "zh" && !spoken.has(code));
  const free = LANGUAGE_DIGITS.filter((digit) => own.every((queue) => queue.digit !== digit));
  const places = Math.max(1, Math.floor(first.capacity / LANGUAGE_PART));
  const added = missing.slice(0, free.length).map((code, index) => ({
    name: `language-${code}`,
    label: `${LANGUAGE_NAMES[code]}服务`,
    digit: free[index],
    skills: [code],
    strategy: first.strategy,
    maxWaitSeconds: first.maxWaitSeconds,
    overflow: "sister-queue" as const,
    sisterQueue: first.name,
    language: code,
    capacity: places,
  }));
  if (added.length === 0) return own;
  return [{ ...first, capacity: Math.max(1, first.capacity - places * added.length) }, ...others, ...added];
}

/** Languages beside Chinese that the menu offers, in the order of the queues. */
export function languagesOf(queues: readonly ServiceQueue[]): readonly ServiceLanguage[] {
  return queues.flatMap(({ name, language, digit }) =>
    language === "zh" || digit === undefined
      ? []
      : [{ code: language, label: LANGUAGE_NAMES[language], digit, queue: name }],
  );
}

function retainedQueue(seats: number): ServiceQueue {
  return {
    name: "retained",
    label: "保留座席",
    digit: undefined,
    skills: ["retained"],
    strategy: "longest-idle-agent",
    maxWaitSeconds: USUAL_MAX_WAIT,
    overflow: "announcement",
    sisterQueue: undefined,
    language: "zh",
    capacity: seats * (1 + RETAINED_PLACES_PER_SEAT),
  };
}

/** 1 to 9, then 0; the eleventh has none. */
function placeDigit(index: number): string | undefined {
  return index < 10 ? String((index + 1) % 10) : undefined;
}
