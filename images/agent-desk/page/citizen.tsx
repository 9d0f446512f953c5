import "./state/no-eval.ts";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/citizen.css";
import { render } from "preact";
import { Button } from "./components/button.tsx";
import { call, dial, failure, starting } from "./state/citizen-line.ts";
import { since } from "./state/clock.ts";
import { t, toggleLanguage } from "./state/language.ts";
import type { Call } from "./telephone/call.ts";
import { headset } from "./telephone/headset.ts";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;

function Citizen() {
  const now = call.value;
  const live = now?.live.value === true;
  return (
    <main class="citizen" data-phase={live ? now.phase.value : "none"}>
      <header class="citizen-head">
        <h1>{t("citizenTitle")}</h1>
        <Button kind="quiet" size="small" onPress={toggleLanguage}>
          {t("language")}
        </Button>
      </header>
      <p class="citizen-why">{t("citizenWhy")}</p>
      <p class="citizen-state" role="status">
        {stateWord(now)}
        {live && now.answeredAt.value !== null ? <span class="call-time"> {since(now.answeredAt.value)}</span> : null}
      </p>
      {live ? (
        <>
          <Button kind="bad" size="large" icon="hang-up" onPress={() => now.hangUp()}>
            {t("hangUp")}
          </Button>
          <fieldset class="citizen-keys" aria-label={t("citizenKeys")}>
            {KEYS.map((key) => (
              <Button key={key} disabled={now.phase.value !== "talking"} onPress={() => now.key(key)}>
                {key}
              </Button>
            ))}
          </fieldset>
        </>
      ) : (
        <Button kind="good" size="large" icon="phone" disabled={starting.value} onPress={() => void dial()}>
          {t("citizenCall")}
        </Button>
      )}
    </main>
  );
}

function stateWord(now: Call | null): string {
  if (starting.value) return t("citizenCalling");
  if (failure.value !== null)
    return headset.trouble.value === null ? t("citizenUnreachable") : t("citizenNoMicrophone");
  switch (now?.phase.value) {
    case undefined:
      return "";
    case "dialing":
    case "answering":
    case "ringing":
      return t("citizenCalling");
    case "talking":
      return t("citizenTalking");
    case "over":
      return now.end.value === "released" ? t("citizenOver") : t("citizenUnreachable");
  }
}

const place = document.getElementById("page");
if (place !== null) render(<Citizen />, place);
