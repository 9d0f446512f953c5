import type { AgentState } from "../../contract/agent.ts";
import type { MessageKey } from "../messages.ts";
import { language, t } from "../state/language.ts";
import { desk } from "../state/store.ts";
import { Icon } from "./icon.tsx";

const WORDS: Readonly<Record<AgentState, MessageKey>> = {
  ready: "stateReady",
  break: "stateBreak",
  ringing: "stateRinging",
  talking: "stateTalking",
  "wrap-up": "stateWrapUp",
  unreachable: "stateUnreachable",
  "signed-out": "stateSignedOut",
};

export function stateWord(state: AgentState): string {
  return t(WORDS[state]);
}

const REASONS: Readonly<Record<string, MessageKey>> = {
  "wrap-up": "reasonWrapUp",
  supervisor: "reasonSupervisor",
  "no-answer": "reasonNoAnswer",
  unreachable: "reasonUnreachable",
  switch: "reasonSwitch",
  "signed-in": "reasonStart",
};

/** Of a break: the desk's own reasons are in desk.json, in both languages. */
export function reasonWord(reason: string | null): string {
  if (reason === null) return "";
  const own = desk.value?.breakReasons.find(({ code }) => code === reason);
  if (own !== undefined) return own[language.value];
  const key = REASONS[reason];
  return key === undefined ? reason : t(key);
}

/** Color, form and word say the same. */
export function StateBadge({ state, reason = null }: { readonly state: AgentState; readonly reason?: string | null }) {
  const why = reasonWord(reason);
  return (
    <span class={`badge state-${state}`}>
      <Icon name={state} size={14} />
      <span>{stateWord(state)}</span>
      {why === "" ? null : <span class="badge-why">{why}</span>}
    </span>
  );
}
