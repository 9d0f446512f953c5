/** How getting the engine goes on; told at least once a stage. */
export interface EngineProgress {
  readonly stage: "waiting" | "downloading" | "fetching-modules" | "compiling";
  readonly seconds: number;
  /** Packages compiled, or modules fetched. */
  readonly done?: number | undefined;
  readonly total?: number | undefined;
}

export type OnEngineProgress = (progress: EngineProgress) => void;

/** Why one way to the engine is closed, for the message that lists them all. */
export class Unobtainable extends Error {
  override readonly name = "Unobtainable";
}
