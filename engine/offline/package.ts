import type { PathStep } from "../property-path.ts";
import type { DiffAnswer } from "./difference.ts";
import type { Properties } from "./value.ts";

/** Something the planning provider will not answer; told to the user by the engine, at its resource. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** What a resource's check found wrong. */
export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

export interface CheckAnswer {
  readonly inputs: Properties;
  readonly failures: readonly CheckFailure[];
}

export interface CheckQuestion {
  readonly type: string;
  readonly urn: string;
  /** Inputs of the last time; undefined for a new resource. */
  readonly olds: Properties | undefined;
  readonly news: Properties;
  /** Of the provider. */
  readonly configuration: Properties;
}

export interface DiffQuestion {
  readonly type: string;
  readonly urn: string;
  /** Recorded state, as the official plugin or a rehearsal left it. */
  readonly state: Properties;
  readonly oldInputs: Properties;
  readonly news: Properties;
  readonly ignoreChanges: readonly string[];
  readonly configuration: Properties;
}

/** One provider, answered from tables: no cluster, no daemon, no plugin. Throws Refusal on what it doesn't know. */
export interface PlanningPackage {
  readonly name: "kubernetes" | "docker";
  /** Of the official plugin whose answers are given. */
  readonly version: string;
  /** A property's path as the official plugin writes it. */
  writePath(steps: readonly PathStep[]): string;
  check(question: CheckQuestion): CheckAnswer;
  diff(question: DiffQuestion): DiffAnswer;
  diffConfiguration(olds: Properties, news: Properties): DiffAnswer;
  /** State that a rehearsal records for a resource, in the official layout. */
  rehearsedState(type: string, inputs: Properties): Properties;
  rehearsedId(type: string, inputs: Properties): string;
}
