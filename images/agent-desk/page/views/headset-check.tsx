import { useEffect, useState } from "preact/hooks";
import { Button } from "../components/button.tsx";
import { SelectField } from "../components/field.tsx";
import { Icon } from "../components/icon.tsx";
import type { MessageKey } from "../messages.ts";
import { t } from "../state/language.ts";
import { settleHeadset } from "../state/store.ts";
import { type Device, type HeadsetTrouble, headset } from "../telephone/headset.ts";
import { LevelMeter } from "../telephone/level-meter.ts";
import { Ringer } from "../telephone/ringer.ts";
import { Gate } from "./gate.tsx";

const TROUBLES: Readonly<Record<HeadsetTrouble, MessageKey>> = {
  insecure: "troubleInsecure",
  denied: "troubleDenied",
  "none-found": "troubleNoneFound",
  "in-use": "troubleInUse",
  broken: "troubleBroken",
};
/** Speech was heard, not the room. */
const HEARD = 0.35;

const meter = new LevelMeter();
const ringer = new Ringer();

async function listen(): Promise<void> {
  const stream = await headset.open();
  if (stream !== undefined) meter.watch(stream);
}

/** Before the first call: a microphone that is muted or the wrong one is the commonest fault of a shift. */
export function HeadsetCheck() {
  useEffect(() => {
    void listen();
    return () => {
      meter.stop();
      ringer.stop();
    };
  }, []);
  return (
    <Gate title={t("headsetCheck")} wide={true}>
      <p class="gate-text">{t("headsetWhy")}</p>
      <HeadsetSettings />
      <div class="gate-foot">
        <Button kind="main" size="large" icon="headset" disabled={!headset.usable.value} onPress={settleHeadset}>
          {t("startWork")}
        </Button>
        <Button onPress={settleHeadset}>{t("headsetLater")}</Button>
      </div>
    </Gate>
  );
}

/** Also in a dialog of the desk, when a headset is changed in the middle of a shift. */
export function HeadsetSettings() {
  const [sounding, setSounding] = useState<"none" | "ear" | "bell">("none");
  const trouble = headset.trouble.value;
  useEffect(() => {
    void listen();
    return () => {
      meter.stop();
      ringer.stop();
    };
  }, []);
  if (trouble !== null)
    return (
      <div class="gate-trouble" role="alert">
        <p>{t(TROUBLES[trouble])}</p>
        <Button onPress={() => void listen()}>{t("retry")}</Button>
      </div>
    );
  const { choice } = headset;
  const sound = (where: "ear" | "bell") => (
    <Button
      icon={where === "ear" ? "ear" : "ringing"}
      pressed={sounding === where}
      onPress={() => {
        ringer.stop();
        if (sounding !== where) ringer.start(choice.peek()[where]);
        setSounding(sounding === where ? "none" : where);
      }}
    >
      {sounding === where ? t("stopBell") : t(where === "ear" ? "playTone" : "playBell")}
    </Button>
  );
  return (
    <div class="headset">
      <div class="headset-row">
        <SelectField
          label={t("microphone")}
          value={choice.value.microphone}
          options={named(headset.microphones.value)}
          onChange={(microphone) => void headset.choose({ microphone }).then(listen)}
        />
        <LevelBar />
      </div>
      <div class="headset-row">
        <SelectField
          label={t("ear")}
          value={choice.value.ear}
          options={named(headset.outputs.value)}
          onChange={(ear) => void headset.choose({ ear })}
          disabled={!headset.choosesOutput}
        />
        {sound("ear")}
      </div>
      <div class="headset-row">
        <SelectField
          label={t("bell")}
          value={choice.value.bell}
          options={named(headset.outputs.value)}
          onChange={(bell) => void headset.choose({ bell })}
          disabled={!headset.choosesOutput}
        />
        {sound("bell")}
      </div>
    </div>
  );
}

/** The meter is a number to screen readers, and a word to everybody: silence is what must be noticed. */
function LevelBar() {
  const heard = meter.loudest.value > HEARD;
  return (
    <div class="level">
      <span class="level-label" id="level-label">
        {t("level")}
      </span>
      <meter class="level-bar" aria-labelledby="level-label" min={0} max={1} value={meter.level.value} />
      <span class={heard ? "level-word level-heard" : "level-word"}>
        <Icon name={heard ? "check" : "microphone"} size={14} />
        {heard ? t("levelHeard") : t("levelSilent")}
      </span>
    </div>
  );
}

function named(devices: readonly Device[]): readonly { readonly value: string; readonly label: string }[] {
  return [
    { value: "", label: t("systemDevice") },
    ...devices.map(({ id, label }, at) => ({
      value: id,
      label: label === "" ? t("unnamedDevice", { n: at + 1 }) : label,
    })),
  ];
}
