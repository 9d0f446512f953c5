import { computed, signal } from "@preact/signals";
import { createStore, del, entries, get, set } from "idb-keyval";
import { type NewWorkOrder, type WorkOrder, WorkOrderWithSteps } from "../../contract/work-order.ts";
import { ask, DeskFailure, failureText } from "./api.ts";
import { t } from "./language.ts";
import { notify } from "./notices.ts";

/** What is being written, before it is an order. */
export type Draft = Pick<NewWorkOrder, "classCode" | "demand" | "outcome" | "content" | "callUuid"> & {
  readonly keptAt: number;
};

interface Waiting {
  readonly login: string;
  readonly order: NewWorkOrder;
}

// Two databases: idb-keyval keeps one store in each.
const draftStore = createStore("hotline-drafts", "drafts");
const outboxStore = createStore("hotline-outbox", "orders");
const FLUSH_MILLISECONDS = 15_000;

/** Orders that the service could not take yet, of whoever is signed in. */
export const waitingOrders = signal<readonly NewWorkOrder[]>([]);
export const waitingCount = computed(() => waitingOrders.value.length);

/** Something is written and not submitted: it must not stay behind on a shared computer. */
export const draftOpen = signal(false);

export const EMPTY_DRAFT: Draft = {
  classCode: null,
  demand: "inquiry",
  outcome: "resolved",
  content: "",
  callUuid: null,
  keptAt: 0,
};

export async function readDraft(login: string): Promise<Draft | undefined> {
  const draft = await get<Draft>(login, draftStore);
  draftOpen.value = draft !== undefined && draft.content.trim() !== "";
  return draft;
}

export function keepDraft(login: string, draft: Draft): Promise<void> {
  draftOpen.value = draft.content.trim() !== "";
  return set(login, draft, draftStore);
}

export function dropDraft(login: string): Promise<void> {
  draftOpen.value = false;
  return del(login, draftStore);
}

/**
 * Sends an order, or keeps it when the service can't take it now. The key makes a repeat harmless. Undefined: kept.
 * What the service objects to is thrown.
 */
export async function submit(login: string, order: NewWorkOrder): Promise<WorkOrder | undefined> {
  try {
    return await post(order);
  } catch (error) {
    if (!isAway(error)) throw error;
    const kept: Waiting = { login, order };
    await set(order.key, kept, outboxStore);
    await readOutbox(login);
    return undefined;
  }
}

/** UUID version 4; `crypto.randomUUID` came with Chromium 92 only. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, at) =>
    (at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte).toString(16).padStart(2, "0"),
  ).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

let timer: number | undefined;
let flushing = false;

export async function startOutbox(login: string): Promise<void> {
  await readOutbox(login);
  window.clearInterval(timer);
  timer = window.setInterval(() => void flush(login), FLUSH_MILLISECONDS);
  await flush(login);
}

export function stopOutbox(): void {
  window.clearInterval(timer);
  waitingOrders.value = [];
}

/** One after the other, the oldest first; the first that finds nobody ends the round. */
export async function flush(login: string): Promise<void> {
  if (flushing || waitingOrders.peek().length === 0) return;
  flushing = true;
  let sent = 0;
  try {
    for (const order of waitingOrders.peek()) {
      try {
        await post(order);
        await del(order.key, outboxStore);
        sent += 1;
      } catch (error) {
        if (isAway(error)) break;
        notify("bad", t("outboxRefused", { why: failureText(error) }));
        // It goes back to where it was written: text must not be lost to an objection.
        if ((await readDraft(login)) === undefined)
          await keepDraft(login, { ...EMPTY_DRAFT, ...order, keptAt: Date.now() });
        await del(order.key, outboxStore);
      }
    }
  } finally {
    flushing = false;
    await readOutbox(login);
  }
  if (sent > 0) notify("good", t("outboxSent", { n: sent }));
}

async function readOutbox(login: string): Promise<void> {
  const all = await entries<string, Waiting>(outboxStore);
  waitingOrders.value = all
    .flatMap(([, kept]) => (kept.login === login ? [kept.order] : []))
    .sort((a, b) => a.writtenAt.localeCompare(b.writtenAt));
}

async function post(order: NewWorkOrder): Promise<WorkOrder> {
  return (await ask("POST", "work-orders", { body: order, answer: WorkOrderWithSteps })).order;
}

function isAway(error: unknown): boolean {
  return error instanceof DeskFailure && ["database-away", "network", "stopping", "not-signed-in"].includes(error.code);
}
