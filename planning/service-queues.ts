import type { Province } from "../provinces/province.ts";
import type { Queue } from "../provinces/schema/staffing.ts";
import type { Scope } from "./scope.ts";
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
      return ownQueues(province, traffic);
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
      capacity: load.callers,
    };
  });
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
    capacity: seats * (1 + RETAINED_PLACES_PER_SEAT),
  };
}

/** 1 to 9, then 0; the eleventh has none. */
function placeDigit(index: number): string | undefined {
  return index < 10 ? String((index + 1) % 10) : undefined;
}
