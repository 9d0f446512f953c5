import { administration } from "./messages/administration.ts";
import { agentState } from "./messages/agent-state.ts";
import { board } from "./messages/board.ts";
import { citizen } from "./messages/citizen.ts";
import { desk } from "./messages/desk.ts";
import { frame } from "./messages/frame.ts";
import { refusal } from "./messages/refusal.ts";
import { signIn } from "./messages/sign-in.ts";
import { workOrder } from "./messages/work-order.ts";

/** Every text of the page, in both languages. No key stands in two parts. */
export const MESSAGES = {
  ...frame,
  ...agentState,
  ...refusal,
  ...signIn,
  ...desk,
  ...workOrder,
  ...board,
  ...administration,
  ...citizen,
} as const;
export const PARTS = { frame, agentState, refusal, signIn, desk, workOrder, board, administration, citizen } as const;

export type MessageKey = keyof typeof MESSAGES;
export type Language = "zh" | "en";

/** Fills `{name}` in. */
export function messageText(
  key: MessageKey,
  language: Language,
  values: Readonly<Record<string, string | number>> = {},
) {
  return MESSAGES[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
