import { useEffect, useRef, useState } from "preact/hooks";
import { DEMANDS, type NewWorkOrder, OUTCOMES, WorkOrderWithSteps } from "../../contract/work-order.ts";
import { Button } from "../components/button.tsx";
import { ClassPicker } from "../components/class-picker.tsx";
import { Choices, Field } from "../components/field.tsx";
import { Icon } from "../components/icon.tsx";
import { ask, failureText } from "../state/api.ts";
import { clockTime } from "../state/clock.ts";
import { type Draft, dropDraft, EMPTY_DRAFT, keepDraft, newKey, readDraft, submit } from "../state/drafts.ts";
import { t } from "../state/language.ts";
import { notify } from "../state/notices.ts";
import { caller, desk, may, session, wish } from "../state/store.ts";
import { useShortcuts } from "./shortcuts.ts";
import { DEMAND_WORDS, OUTCOME_WORDS } from "./work-order-words.ts";

const MOST_CHARACTERS = 4000;
const KEEP_MILLISECONDS = 300;
type Then = "nothing" | "ready" | "hand-over";

/** The order of the call in hand. Kept on this computer as it is written, so a reload or a lost database takes no word. */
export function OrderForm() {
  const login = session.value?.login ?? "";
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const text = useRef<HTMLTextAreaElement>(null);
  const timer = useRef<number>(undefined);
  // The same order again has the same key, so that pressing twice makes one.
  const key = useRef(newKey());
  const call = caller.value?.callUuid ?? null;

  useEffect(() => {
    void readDraft(login).then((kept) => {
      if (kept !== undefined) setDraft(kept);
    });
  }, [login]);
  // A draft belongs to the call during which it was begun; an empty one takes the call that comes.
  useEffect(() => {
    if (call !== null) setDraft((before) => (before.content === "" ? { ...before, callUuid: call } : before));
  }, [call]);

  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part, keptAt: Date.now() };
    setDraft(next);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void keepDraft(login, next), KEEP_MILLISECONDS);
  };
  const clear = () => {
    window.clearTimeout(timer.current);
    key.current = newKey();
    setDraft({ ...EMPTY_DRAFT, callUuid: call });
    void dropDraft(login);
  };
  const send = async (then: Then) => {
    if (busy) return;
    if (draft.content.trim() === "") {
      setMissing(true);
      text.current?.focus();
      return;
    }
    setBusy(true);
    try {
      const order = await submit(login, orderOf(draft, { key: key.current, then }));
      clear();
      if (order === undefined) notify("info", t("submittedLater"));
      else if (then === "hand-over") await handOver(order.id, order.version);
      else notify("good", t("submitted", { id: order.id }));
      if (then === "ready") await wish({ status: "ready" });
    } catch (error) {
      notify("bad", failureText(error));
    } finally {
      setBusy(false);
    }
  };
  useShortcuts({ submit: () => void send("nothing"), order: () => text.current?.focus() });
  if (!may("write-work-orders")) return null;
  const tooLong = draft.content.length > MOST_CHARACTERS;
  return (
    <section class="panel order" aria-labelledby="order-title">
      <header class="panel-head">
        <h2 id="order-title">{t("orderNew")}</h2>
        <p class={draft.callUuid === null ? "order-call" : "order-call order-call-linked"}>
          <Icon name="link" size={14} />
          {draft.callUuid === null ? t("orderWithoutCall") : t("orderOfCall")}
        </p>
        <p class="order-kept" role="status">
          {draft.keptAt === 0 ? "" : t("draftKept", { time: clockTime(draft.keptAt) })}
        </p>
        <Button kind="quiet" size="small" icon="cross" disabled={busy || draft.content === ""} onPress={clear}>
          {t("clear")}
        </Button>
      </header>
      <form
        class="order-form"
        onSubmit={(event) => {
          event.preventDefault();
          void send("nothing");
        }}
      >
        <ClassPicker
          classes={desk.value?.classes ?? []}
          value={draft.classCode}
          onChange={(classCode) => change({ classCode })}
        />
        <Choices
          label={t("demand")}
          value={draft.demand}
          options={DEMANDS.map((value) => ({ value, label: t(DEMAND_WORDS[value]) }))}
          onChange={(demand) => change({ demand })}
        />
        <Field
          label={t("content")}
          hint={t("contentHint")}
          error={missing && draft.content.trim() === "" ? t("contentMissing") : undefined}
        >
          {({ id, describedBy }) => (
            <textarea
              id={id}
              ref={text}
              rows={3}
              required={true}
              value={draft.content}
              aria-describedby={describedBy}
              aria-keyshortcuts="F10"
              onInput={({ currentTarget }) => change({ content: currentTarget.value })}
            />
          )}
        </Field>
        {draft.content.length > MOST_CHARACTERS - 500 ? (
          <p class={tooLong ? "error" : "hint"}>{t("contentLeft", { n: MOST_CHARACTERS - draft.content.length })}</p>
        ) : null}
        <Choices
          label={t("outcome")}
          value={draft.outcome}
          options={OUTCOMES.map((value) => ({ value, label: t(OUTCOME_WORDS[value]) }))}
          onChange={(outcome) => change({ outcome })}
        />
        <div class="order-foot">
          <Button kind="main" size="large" icon="check" shortcut="Ctrl+Enter" submit={true} disabled={busy || tooLong}>
            {t("submit")}
          </Button>
          <Button size="large" icon="ready" disabled={busy || tooLong} onPress={() => void send("ready")}>
            {t("submitReady")}
          </Button>
          {desk.value?.platform12345.workOrders === true ? (
            <Button size="large" icon="transfer" disabled={busy || tooLong} onPress={() => void send("hand-over")}>
              {t("submitHandOver")}
            </Button>
          ) : null}
        </div>
      </form>
    </section>
  );
}

function orderOf(draft: Draft, { key, then }: { readonly key: string; readonly then: Then }): NewWorkOrder {
  return {
    key,
    callUuid: draft.callUuid,
    classCode: draft.classCode,
    demand: draft.demand,
    outcome: then === "hand-over" ? "handed-over" : draft.outcome,
    content: draft.content.trim(),
    close: then !== "hand-over" && draft.outcome === "resolved",
    writtenAt: new Date().toISOString(),
  };
}

/** The order stands by now, whatever 12345 says. */
async function handOver(id: number, version: number): Promise<void> {
  try {
    const { order } = await ask("POST", `work-orders/${id}/hand-over`, {
      body: { version, unit: "12345" },
      answer: WorkOrderWithSteps,
      seconds: 30,
    });
    notify("good", t("handedOver", { id, number: order.externalNumber ?? "–" }));
  } catch (error) {
    notify("bad", t("handOverFailed", { id, why: failureText(error) }));
  }
}
