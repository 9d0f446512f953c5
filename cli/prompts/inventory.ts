import * as z from "zod";
import type { CallCenterPlan } from "../../planning/plan.ts";
import { itemsOf } from "../../planning/references.ts";

const Inventory = z.array(
  z.object({
    key: z.string(),
    path: z.string(),
    language: z.string(),
    text: z.object({ zh: z.string(), en: z.string() }),
    seconds: z.number(),
  }),
);

export type PromptEntry = z.infer<typeof Inventory>[number];

/** The announcements of a plan, as its media nodes find them in their reload set. */
export function inventoryOf(plan: CallCenterPlan): readonly PromptEntry[] {
  for (const item of itemsOf(plan)) {
    if (item.kind !== "config-set" || item.zone !== "media" || item.set !== "reload") continue;
    return Inventory.parse(JSON.parse(item.files["prompts.json"] ?? "[]"));
  }
  return [];
}
