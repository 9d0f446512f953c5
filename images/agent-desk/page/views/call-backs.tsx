import { useState } from "preact/hooks";
import { ClearNumber } from "../../contract/call.ts";
import { CallBack, type CallBackAct, CallBackList } from "../../contract/call-back.ts";
import { Button } from "../components/button.tsx";
import { ReasonDialog } from "../components/dialog.tsx";
import { Shown, useResource } from "../components/resource.tsx";
import type { MessageKey } from "../messages.ts";
import { ask } from "../state/api.ts";
import { dayAndTime } from "../state/clock.ts";
import { t } from "../state/language.ts";
import { attempt, notify } from "../state/notices.ts";
import { desk, inCall, openCallBacks, session, telephone } from "../state/store.ts";

const KINDS: Readonly<Record<CallBack["kind"], MessageKey>> = {
  requested: "kindRequested",
  voicemail: "kindVoicemail",
  abandoned: "kindAbandoned",
};

/** Callers whom nobody answered: taken by one agent, called, and done with. */
export function CallBacks() {
  const list = useResource(`call-backs ${openCallBacks.value ?? 0}`, () =>
    ask("GET", "call-backs", { answer: CallBackList }),
  );
  return (
    <Shown of={list}>
      {({ callBacks }) =>
        callBacks.length === 0 ? (
          <p class="empty">{t("callBacksNone")}</p>
        ) : (
          <ul class="call-backs">
            {callBacks.map((each) => (
              <Row key={each.callUuid} of={each} again={list.read} />
            ))}
          </ul>
        )
      }
    </Shown>
  );
}

function Row({ of, again }: { readonly of: CallBack; readonly again: () => Promise<void> }) {
  const [giving, setGiving] = useState(false);
  const mine = of.state === "taken" && of.agent === session.value?.agent;
  const act = async (body: CallBackAct) => {
    const good = await attempt(() => ask("PUT", `call-backs/${of.callUuid}`, { body, answer: CallBack }));
    await again();
    return good;
  };
  const dial = () =>
    attempt(async () => {
      const { number } = await ask("POST", `call-backs/${of.callUuid}/number`, { answer: ClearNumber });
      if ((await telephone.value?.dial(number, of.caller)) === undefined) notify("bad", t("telephoneUnreachable"));
    });
  const queue = desk.value?.queues.find(({ name }) => name === of.queue)?.label ?? of.queue;
  return (
    <li class={mine ? "call-back call-back-mine" : "call-back"}>
      <p class="history-head">
        <strong class="call-back-caller">{of.caller}</strong>
        <time>{dayAndTime(of.askedAt)}</time>
      </p>
      <p class="history-facts">
        {[
          t(KINDS[of.kind]),
          queue,
          of.calls > 1 ? t("callsCount", { n: of.calls }) : null,
          of.attempts > 0 ? t("attempts", { n: of.attempts }) : null,
          of.note,
        ]
          .filter((each) => each !== null)
          .join(" · ")}
      </p>
      {of.state === "taken" && !mine ? <p class="hint">{t("takenBy", { agent: of.agent ?? "" })}</p> : null}
      <div class="call-back-acts">
        {of.state === "open" ? (
          <Button
            size="small"
            kind="main"
            label={`${t("take")} ${of.caller}`}
            onPress={() => void act({ act: "take" })}
          >
            {t("take")}
          </Button>
        ) : null}
        {mine ? (
          <>
            <Button size="small" kind="good" icon="phone" disabled={inCall.value} onPress={() => void dial()}>
              {t("dial")}
            </Button>
            <Button size="small" onPress={() => void act({ act: "reached" })}>
              {t("reached")}
            </Button>
            <Button size="small" onPress={() => void act({ act: "not-reached" })}>
              {t("notReached")}
            </Button>
            <Button size="small" kind="quiet" onPress={() => void act({ act: "release" })}>
              {t("release")}
            </Button>
            <Button size="small" kind="quiet" onPress={() => setGiving(true)}>
              {t("giveUp")}
            </Button>
          </>
        ) : null}
      </div>
      {giving ? (
        <ReasonDialog
          title={t("giveUp")}
          hint={t("giveUpWhy")}
          act={t("giveUp")}
          onClose={() => setGiving(false)}
          onReason={(note) => act({ act: "give-up", note })}
        />
      ) : null}
    </li>
  );
}
