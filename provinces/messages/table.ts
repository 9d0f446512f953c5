import { APPROVAL_MESSAGES } from "./approval.ts";
import { CALENDAR_MESSAGES } from "./calendar.ts";
import { CENTER_MESSAGES } from "./center.ts";
import { CLI_MESSAGES } from "./cli.ts";
import { COMPARISON_MESSAGES } from "./comparison.ts";
import { DESK_MESSAGES } from "./desk.ts";
import { ENGINE_MESSAGES } from "./engine.ts";
import { FILE_MESSAGES } from "./file.ts";
import { NETWORK_MESSAGES } from "./networks.ts";
import { PLANNING_MESSAGES } from "./planning.ts";
import { PRICE_MESSAGES } from "./prices.ts";
import { PROMPT_MESSAGES } from "./prompts.ts";
import { REVISION_MESSAGES } from "./revisions.ts";
import { RISK_MESSAGES } from "./risks.ts";
import { SCHEMA_MESSAGES } from "./schema.ts";
import { SERVICE_MESSAGES } from "./service.ts";
import { SITE_MESSAGES } from "./sites.ts";
import { STACK_MESSAGES } from "./stacks.ts";

/** Every code of the project with its severity and its words; one section a file of messages/. */
export const MESSAGES = {
  ...FILE_MESSAGES,
  ...SCHEMA_MESSAGES,
  ...NETWORK_MESSAGES,
  ...CENTER_MESSAGES,
  ...CALENDAR_MESSAGES,
  ...SERVICE_MESSAGES,
  ...DESK_MESSAGES,
  ...PROMPT_MESSAGES,
  ...SITE_MESSAGES,
  ...PLANNING_MESSAGES,
  ...PRICE_MESSAGES,
  ...COMPARISON_MESSAGES,
  ...STACK_MESSAGES,
  ...ENGINE_MESSAGES,
  ...REVISION_MESSAGES,
  ...RISK_MESSAGES,
  ...APPROVAL_MESSAGES,
  ...CLI_MESSAGES,
} as const;

export type FindingCode = keyof typeof MESSAGES;
