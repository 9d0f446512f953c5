import { computed, signal } from "@preact/signals";
import type { AgentView, StateWish } from "../../contract/agent.ts";
import { TelephoneCredential } from "../../contract/agent.ts";
import type { Call as CallFacts } from "../../contract/call.ts";
import { Desk } from "../../contract/desk.ts";
import type { DeskEvent } from "../../contract/desk-event.ts";
import type { Board } from "../../contract/queue-board.ts";
import type { Right } from "../../contract/right.ts";
import { Session } from "../../contract/session.ts";
import { headset } from "../telephone/headset.ts";
import { Telephone } from "../telephone/telephone.ts";
import { ask, DeskFailure, whenSignedOut } from "./api.ts";
import { flush, startOutbox, stopOutbox } from "./drafts.ts";
import { EventStream } from "./event-stream.ts";
import { t } from "./language.ts";
import { attempt, notify } from "./notices.ts";

export type SessionEnd = "signed-out" | "expired" | "idle" | "revoked" | "elsewhere";

/** Undefined: not asked yet. Null: nobody is signed in. */
export const session = signal<Session | null | undefined>(undefined);
export const sessionEnd = signal<SessionEnd | null>(null);
export const desk = signal<Desk | null>(null);
export const deskTrouble = signal<unknown>(null);
export const me = signal<AgentView | null>(null);
/** What the desk knows of the call in hand, beside what the telephone knows. */
export const caller = signal<CallFacts | null>(null);
export const waiting = signal<Desk["waiting"]>([]);
export const openCallBacks = signal<number | null>(null);
export const board = signal<Board | null>(null);
/** Everybody's states as they change, for whoever sees the board. */
export const agents = signal<ReadonlyMap<string, AgentView>>(new Map());
export const telephone = signal<Telephone | null>(null);
export const headsetSettled = signal(sessionStorage.getItem("hotline.headset-settled") === "yes");

const stream = new EventStream({ heard, opened: () => void readDesk() });
export const streamState = stream.state;

export function may(right: Right): boolean {
  return session.value?.rights.includes(right) ?? false;
}

/** Talking, ringing or dialing: no time to sign out. */
export const inCall = computed(() => {
  const call = telephone.value?.call.value ?? null;
  return call !== null && call.phase.value !== "over";
});

export async function begin(): Promise<void> {
  whenSignedOut(() => {
    if (session.peek() !== null && session.peek() !== undefined) void end("expired");
  });
  try {
    await enter(await ask("GET", "session", { answer: Session }));
  } catch (error) {
    if (error instanceof DeskFailure && error.code === "not-signed-in") session.value = null;
    else deskTrouble.value = error;
  }
}

/** After a sign-in, or a reload with a session that stands. */
export async function enter(answer: Session): Promise<void> {
  session.value = answer;
  sessionEnd.value = null;
  if (answer.needs !== "nothing") return;
  await readDesk();
  stream.open();
  await startOutbox(answer.login);
  if (headsetSettled.peek()) startTelephone();
}

export async function readDesk(): Promise<void> {
  try {
    const answer = await ask("GET", "desk", { answer: Desk });
    desk.value = answer;
    me.value = answer.agent;
    waiting.value = answer.waiting;
    if (answer.call !== null) caller.value = answer.call;
    deskTrouble.value = null;
  } catch (error) {
    // What is shown stays: a service that is away for a moment must not empty the desk of somebody in a call.
    if (desk.peek() === null) deskTrouble.value = error;
  }
}

export function settleHeadset(): void {
  sessionStorage.setItem("hotline.headset-settled", "yes");
  headsetSettled.value = true;
  startTelephone();
}

/** Only for those who take calls. */
function startTelephone(): void {
  const agent = session.peek()?.agent ?? null;
  // Left from a session that ended in the middle of a call; another person's telephone is not mine.
  if (telephone.peek() !== null && telephone.peek()?.agent !== agent) {
    telephone.peek()?.stop();
    telephone.value = null;
  }
  if (agent === null || !may("work") || telephone.peek() !== null) return;
  const made = new Telephone(agent, () => ask("POST", "telephone", { answer: TelephoneCredential }));
  telephone.value = made;
  made.recovery.subscribe((recovery) => {
    if (recovery === "found") notify("good", t("recovered"));
    if (recovery === "gone") notify("info", t("recoveryGone"));
  });
  void made.start();
}

/** Nothing is left behind on a shared computer but what was not sent yet. */
export async function end(why: SessionEnd): Promise<void> {
  stream.close();
  // A session that ended by itself must not cut a caller off.
  if (why === "signed-out" || !inCall.peek()) {
    telephone.peek()?.stop();
    telephone.value = null;
    headset.close();
  }
  stopOutbox();
  desk.value = null;
  me.value = null;
  caller.value = null;
  board.value = null;
  agents.value = new Map();
  sessionEnd.value = why;
  session.value = null;
  if (why === "signed-out") {
    sessionStorage.removeItem("hotline.headset-settled");
    headsetSettled.value = false;
  }
  await Promise.resolve();
}

export async function signOut(): Promise<void> {
  if (await attempt(() => ask("DELETE", "session"))) await end("signed-out");
}

export function wish(state: StateWish): Promise<boolean> {
  return attempt(async () => {
    await ask("PUT", "state", { body: state });
  });
}

function heard(event: DeskEvent): void {
  switch (event.kind) {
    case "hello":
    case "reconnect":
      break;
    case "agent":
      if (event.agent.agent === session.peek()?.agent) {
        me.value = event.agent;
        // Ready or on break again: the caller before is nobody's business any more. The draft keeps its call.
        if (event.agent.callUuid === null && !inCall.peek()) caller.value = null;
      }
      agents.value = new Map(agents.peek()).set(event.agent.agent, event.agent);
      break;
    case "call":
      caller.value = event.call;
      telephone.peek()?.nameCall(event.call.callUuid);
      break;
    case "call-over":
      if (event.why === "missed") {
        if (caller.peek()?.callUuid === event.callUuid) caller.value = null;
        notify("info", t("missed"));
      }
      break;
    case "waiting":
      waiting.value = event.queues;
      break;
    case "board":
      board.value = event.board;
      openCallBacks.value = event.board.openCallBacks;
      agents.value = new Map((event.board.agents ?? []).map((agent) => [agent.agent, agent]));
      break;
    case "call-backs":
      openCallBacks.value = event.open;
      break;
    case "surroundings": {
      const before = desk.peek();
      if (before !== null) {
        const { database, switch: node, emergency } = event;
        desk.value = { ...before, database, switch: node, emergency };
        if (database === "there" && before.database === "away") void flush(before.session.login);
      }
      break;
    }
    case "session-over":
      void end(event.why);
      break;
  }
}
