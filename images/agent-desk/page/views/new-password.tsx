import { useState } from "preact/hooks";
import { Session } from "../../contract/session.ts";
import { Button } from "../components/button.tsx";
import { TextField } from "../components/field.tsx";
import { ask, failureText } from "../state/api.ts";
import { t } from "../state/language.ts";
import { enter, signOut } from "../state/store.ts";
import { Gate, GateTrouble } from "./gate.tsx";

const LEAST_LENGTH = 12;

/** Of a password that somebody else knows: the first sign-in, and after a reset. */
export function NewPassword() {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const differ = again !== "" && again !== next;

  const send = async () => {
    if (next !== again || next.length < LEAST_LENGTH) return;
    setBusy(true);
    try {
      await ask("PUT", "password", { body: { current, next } });
      await enter(await ask("GET", "session", { answer: Session }));
    } catch (error) {
      setTrouble(failureText(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Gate title={t("newPassword")}>
      <p class="gate-text">{t("newPasswordWhy")}</p>
      <GateTrouble text={trouble} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <TextField
          label={t("currentPassword")}
          type="password"
          value={current}
          onChange={setCurrent}
          autocomplete="current-password"
          required={true}
          autofocus={true}
        />
        <TextField
          label={t("nextPassword")}
          hint={t("nextPasswordHint")}
          error={next !== "" && next.length < LEAST_LENGTH ? t("errorWeakPassword") : undefined}
          type="password"
          value={next}
          onChange={setNext}
          autocomplete="new-password"
          required={true}
        />
        <TextField
          label={t("repeatPassword")}
          error={differ ? t("passwordsDiffer") : undefined}
          type="password"
          value={again}
          onChange={setAgain}
          autocomplete="new-password"
          required={true}
        />
        <div class="gate-foot">
          <Button kind="main" size="large" submit={true} disabled={busy || differ || next.length < LEAST_LENGTH}>
            {t("changePassword")}
          </Button>
          <Button onPress={() => void signOut()}>{t("signOut")}</Button>
        </div>
      </form>
    </Gate>
  );
}
