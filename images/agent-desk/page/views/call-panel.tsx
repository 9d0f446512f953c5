import { useState } from "preact/hooks";
import { ClearNumber } from "../../contract/call.ts";
import { Button } from "../components/button.tsx";
import { ReasonDialog } from "../components/dialog.tsx";
import { Icon, type IconName } from "../components/icon.tsx";
import type { MessageKey } from "../messages.ts";
import { ask } from "../state/api.ts";
import { since } from "../state/clock.ts";
import { t } from "../state/language.ts";
import { attempt } from "../state/notices.ts";
import { caller, me, telephone } from "../state/store.ts";
import type { Call, CallEnd, CallTrouble } from "../telephone/call.ts";
import { CallerFacts } from "./caller-facts.tsx";
import { Keypad } from "./keypad.tsx";
import { useShortcuts } from "./shortcuts.ts";
import { TransferDialog } from "./transfer-dialog.tsx";

const TROUBLES: Readonly<Record<Exclude<CallTrouble, "none">, MessageKey>> = {
  "connection-cut": "troubleCut",
  "media-lost": "troubleMedia",
  recovering: "troubleRecovering",
};

const ENDS: Readonly<Partial<Record<CallEnd, MessageKey>>> = {
  canceled: "endCanceled",
  refused: "endRefused",
  busy: "endBusy",
  "no-answer": "endNoAnswer",
  unreachable: "endUnreachable",
  lost: "endLost",
  "no-microphone": "endNoMicrophone",
};

export function CallPanel() {
  const call = telephone.value?.call.value ?? null;
  const [dialog, setDialog] = useState<"none" | "transfer" | "number">("none");
  const [keypad, setKeypad] = useState(false);
  const [number, setNumber] = useState<{ readonly call: string; readonly text: string } | null>(null);
  useShortcuts({
    answer: () => void telephone.value?.call.value?.answer(),
    "hang-up": () => telephone.value?.call.value?.hangUp(),
    hold: () => {
      const now = telephone.value?.call.value;
      if (now?.phase.value === "talking") now.hold();
    },
    mute: () => {
      const now = telephone.value?.call.value;
      if (now?.phase.value === "talking") now.mute();
    },
    transfer: () => {
      if (telephone.value?.call.value?.phase.value === "talking") setDialog("transfer");
    },
  });
  const facts = caller.value;
  const live = call?.live.value === true;
  const shown = facts !== null && number?.call === facts.callUuid ? number.text : undefined;
  return (
    <section class={`panel call ${live ? `call-${call.phase.value}` : "call-none"}`} aria-labelledby="call-title">
      <header class="panel-head">
        <h2 id="call-title">{t("call")}</h2>
        {live ? <CallState call={call} /> : null}
      </header>
      {live ? <Trouble call={call} /> : null}
      {facts === null || (call !== null && call.dialed !== "") ? (
        <Dialed call={call} />
      ) : (
        <CallerFacts facts={facts} number={shown} onUnmask={() => setDialog("number")} />
      )}
      {live ? (
        <Controls
          call={call}
          keypad={keypad}
          onKeypad={() => setKeypad(!keypad)}
          onTransfer={() => setDialog("transfer")}
        />
      ) : null}
      {live && keypad ? <Keypad call={call} /> : null}
      <Consultation />
      {dialog === "transfer" && call !== null ? <TransferDialog call={call} onClose={() => setDialog("none")} /> : null}
      {dialog === "number" && facts !== null ? (
        <ReasonDialog
          title={t("showNumber")}
          hint={t("showNumberWhy")}
          act={t("showNumber")}
          onClose={() => setDialog("none")}
          onReason={(why) =>
            attempt(async () => {
              const answer = await ask("POST", `calls/${facts.callUuid}/number`, {
                body: { why },
                answer: ClearNumber,
              });
              setNumber({ call: facts.callUuid, text: answer.number });
            })
          }
        />
      ) : null}
    </section>
  );
}

function CallState({ call }: { readonly call: Call }) {
  return (
    <p class="call-state" role="status">
      <span class="call-phase">{phaseWord(call)}</span>
      {call.answeredAt.value === null ? null : <span class="call-time">{since(call.answeredAt.value)}</span>}
      {call.muted.value ? (
        <span class="call-muted">
          <Icon name="mute" size={14} />
          {t("callMuted")}
        </span>
      ) : null}
      <Quality call={call} />
    </p>
  );
}

function phaseWord(call: Call): string {
  if (call.held.value) return t("callPhaseHeld");
  switch (call.phase.value) {
    case "ringing":
      return t("callPhaseRinging");
    case "dialing":
      return t("callPhaseDialing");
    case "answering":
      return t("callPhaseAnswering");
    case "talking":
      return t("callPhaseTalking");
    case "over":
      return t("callPhaseOver");
  }
}

/** More lost than this is heard. */
const AUDIBLE_LOSS = 0.03;

function Quality({ call }: { readonly call: Call }) {
  const quality = call.quality.value;
  if (quality === undefined || call.held.value) return null;
  const poor = quality.silent || quality.lost > AUDIBLE_LOSS;
  const words = quality.silent
    ? t("qualitySilent")
    : poor
      ? t("qualityPoor", { lost: Math.round(quality.lost * 100) })
      : t("qualityGood");
  return (
    <span
      class={poor ? "call-quality call-quality-poor" : "call-quality"}
      title={`${t("voiceQuality")} ${quality.codec ?? ""}`}
    >
      <Icon name={poor ? "alert" : "talking"} size={14} />
      {words}
    </span>
  );
}

function Trouble({ call }: { readonly call: Call }) {
  const trouble = call.trouble.value;
  return (
    <div role="alert">
      {trouble === "none" ? null : (
        <p class="call-trouble">
          <Icon name="alert" size={16} />
          {t(TROUBLES[trouble])}
        </p>
      )}
    </div>
  );
}

/** Without a caller of whom the desk knows: a call that the agent made, or none. */
function Dialed({ call }: { readonly call: Call | null }) {
  if (call?.live.value === true)
    return (
      <div class="call-who">
        <p class="call-number">{call.dialed === "" ? t("incoming") : call.dialed}</p>
      </div>
    );
  const end = call?.end.value ?? null;
  const word = end === null ? undefined : ENDS[end];
  const ready = me.value?.state === "ready";
  return (
    <div class="empty call-idle">
      <Icon name={ready ? "phone" : "break"} size={30} />
      {word === undefined ? null : <p role="status">{t(word)}</p>}
      <p>{ready ? t("noCallReady") : t("noCallBreak")}</p>
    </div>
  );
}

function Controls(props: {
  readonly call: Call;
  readonly keypad: boolean;
  readonly onKeypad: () => void;
  readonly onTransfer: () => void;
}) {
  const { call } = props;
  const phase = call.phase.value;
  if (phase === "ringing")
    return (
      <div class="call-acts call-acts-ringing">
        <Button kind="good" size="large" icon="phone" shortcut="F2" onPress={() => void call.answer()}>
          {t("answer")}
        </Button>
        <Button kind="bad" size="large" icon="hang-up" onPress={() => call.refuse()}>
          {t("refuse")}
        </Button>
      </div>
    );
  const talking = phase === "talking";
  const act = (icon: IconName, key: MessageKey, of: { press: () => void; on?: boolean; keys?: string }) => (
    <Button
      icon={icon}
      disabled={!talking}
      onPress={of.press}
      {...(of.on === undefined ? {} : { pressed: of.on })}
      {...(of.keys === undefined ? {} : { shortcut: of.keys })}
    >
      {t(key)}
    </Button>
  );
  return (
    <div class="call-acts">
      {act("hold", call.held.value ? "resume" : "hold", { press: () => call.hold(), on: call.held.value, keys: "F4" })}
      {act("mute", call.muted.value ? "unmute" : "mute", {
        press: () => call.mute(),
        on: call.muted.value,
        keys: "F7",
      })}
      {act("transfer", "transfer", { press: props.onTransfer, keys: "F9" })}
      {act("keypad", "keypad", { press: props.onKeypad, on: props.keypad })}
      <Button kind="bad" icon="hang-up" shortcut="Shift+F2" onPress={() => call.hangUp()}>
        {t("hangUp")}
      </Button>
    </div>
  );
}

/** Somebody who is asked while the caller waits. */
function Consultation() {
  const phone = telephone.value;
  const other = phone?.consultation.value ?? null;
  if (phone === null || other === null) return null;
  const talking = other.phase.value === "talking";
  return (
    <section class="consultation" aria-label={t("consulting")}>
      <p class="consultation-who">
        <Icon name="people" size={16} />
        <span>{talking ? t("consulting") : t("callPhaseDialing")}</span>
        <strong>{other.dialed}</strong>
        {other.answeredAt.value === null ? null : <span class="call-time">{since(other.answeredAt.value)}</span>}
      </p>
      <p class="hint">{t("callerWaits")}</p>
      <div class="call-acts">
        <Button kind="main" icon="people" disabled={!talking} onPress={() => void phone.joinConsultation()}>
          {t("join")}
        </Button>
        <Button icon="phone" onPress={() => phone.endConsultation()}>
          {t("backToCaller")}
        </Button>
      </div>
    </section>
  );
}
