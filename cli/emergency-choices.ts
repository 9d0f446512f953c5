import * as z from "zod";
import type { CallCenterPlan } from "../planning/plan.ts";
import { itemsOf } from "../planning/references.ts";
import { DIVISIONS, PROVINCE_IDS } from "../provinces/reference/divisions.ts";
import { inventoryOf } from "./prompts/inventory.ts";

const ControllerFile = z.object({
  trunks: z.array(z.object({ channels: z.int() })),
  emergency: z.object({
    announcements: z.array(z.string()),
    routes: z.array(z.object({ number: z.string(), dial: z.string(), channels: z.int() })),
  }),
});

export interface EmergencyChoices {
  /** Announcements with their Chinese text. */
  readonly announcements: readonly { readonly name: string; readonly text: string }[];
  readonly routes: readonly Diversion[];
  /** Calls that may come in at once over all trunks. */
  readonly incoming: number;
}

export interface Diversion {
  readonly number: string;
  /** Province whose 12333 it is; undefined for 12345. */
  readonly province: string | undefined;
  /** Gateways over which it leaves, in order. */
  readonly gateways: readonly string[];
  /** Calls that can be diverted there at once; who is over hears the announcement. */
  readonly channels: number;
}

/** What `hotline emergency on` may ask of the media nodes of a plan; undefined where the plan has no switch. */
export function emergencyChoices(plan: CallCenterPlan): EmergencyChoices | undefined {
  const text = itemsOf(plan).flatMap((item) =>
    item.kind === "config-set" && item.zone === "media" && item.set === "reload"
      ? (item.files["controller.json"] ?? [])
      : [],
  )[0];
  if (text === undefined) return undefined;
  const { trunks, emergency } = ControllerFile.parse(JSON.parse(text));
  const texts = new Map(inventoryOf(plan).map((prompt) => [prompt.key, prompt.text.zh]));
  return {
    announcements: emergency.announcements.map((name) => ({ name, text: texts.get(name) ?? "" })),
    routes: emergency.routes.map(({ number, dial, channels }) => ({
      number,
      province: PROVINCE_IDS.find((id) => sisterNumber(id) === number),
      gateways: [...dial.matchAll(/sofia\/gateway\/([^/|]+)\//g)].map(([, gateway = ""]) => gateway),
      channels,
    })),
    incoming: trunks.reduce((sum, { channels }) => sum + channels, 0),
  };
}

/** A sister province by its name is the 12333 of its capital; any other target is a number. */
export function divertNumber(target: string): string {
  const sister = PROVINCE_IDS.find((id) => id === target);
  return sister === undefined ? target : sisterNumber(sister);
}

function sisterNumber(province: (typeof PROVINCE_IDS)[number]): string {
  return `${DIVISIONS[province].capitalAreaCode}12333`;
}
