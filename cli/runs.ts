import type { Run } from "./command.ts";

/** What each command does; loaded when it is called, so that a plan never waits for the engine's modules. */
export const RUNS: Readonly<Record<string, () => Promise<{ readonly run: Run }>>> = {
  start: () => import("./commands/start.ts"),
  new: () => import("./commands/new.ts"),
  init: () => import("./commands/init.ts"),
  validate: () => import("./commands/validate.ts"),
  plan: () => import("./commands/plan.ts"),
  timeline: () => import("./commands/timeline.ts"),
  "compare-modes": () => import("./commands/compare-modes.ts"),
  explain: () => import("./commands/explain.ts"),
  compare: () => import("./commands/compare.ts"),
  render: () => import("./commands/render.ts"),
  dossier: () => import("./commands/dossier.ts"),
  sheets: () => import("./commands/sheets.ts"),
  prompts: () => import("./commands/prompts.ts"),
  preview: () => import("./commands/preview.ts"),
  diff: () => import("./commands/diff.ts"),
  state: () => import("./commands/state.ts"),
  rehearse: () => import("./commands/rehearse.ts"),
  emergency: () => import("./commands/emergency.ts"),
  drain: () => import("./commands/drain.ts"),
  secrets: () => import("./commands/secrets.ts"),
  prices: () => import("./commands/prices.ts"),
  schema: () => import("./commands/schema.ts"),
  doctor: () => import("./commands/doctor.ts"),
  completion: () => import("./commands/completion.ts"),
};
