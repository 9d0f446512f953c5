import { z } from "zod";
import { AgentState } from "./agent.ts";

/** `GET colleagues`: everybody signed in, by name. `dial` is what the telephone calls. */
export const Colleague = z.object({
  agent: z.string(),
  displayName: z.string(),
  state: AgentState,
  queues: z.array(z.string()),
  dial: z.string(),
});
export type Colleague = z.infer<typeof Colleague>;
export const ColleagueList = z.object({ colleagues: z.array(Colleague) });
export type ColleagueList = z.infer<typeof ColleagueList>;

/** Where a call can be taken to besides colleagues. */
export const TransferTarget = z.object({
  kind: z.enum(["queue", "expert", "platform-12345"]),
  label: z.string(),
  dial: z.string(),
});
export type TransferTarget = z.infer<typeof TransferTarget>;
