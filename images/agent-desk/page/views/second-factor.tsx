import { useState } from "preact/hooks";
import { SecondFactorSecret, Session } from "../../contract/session.ts";
import { Button } from "../components/button.tsx";
import { TextField } from "../components/field.tsx";
import { ask, failureText } from "../state/api.ts";
import { t } from "../state/language.ts";
import { notify } from "../state/notices.ts";
import { enter, signOut } from "../state/store.ts";
import { CodeField, Gate, GateTrouble } from "./gate.tsx";

/** The key is typed or copied into an authenticator: a picture of it would need a library for one look. */
export function SecondFactor() {
  const [password, setPassword] = useState("");
  const [secret, setSecret] = useState<SecondFactorSecret | null>(null);
  const [code, setCode] = useState("");
  const [trouble, setTrouble] = useState<string | null>(null);

  const send = async () => {
    setTrouble(null);
    try {
      if (secret === null)
        setSecret(await ask("POST", "second-factor", { body: { password }, answer: SecondFactorSecret }));
      else await enter(await ask("POST", "second-factor", { body: { password, code: code.trim() }, answer: Session }));
    } catch (error) {
      setTrouble(failureText(error));
      setCode("");
    }
  };

  return (
    <Gate title={t("secondFactor")}>
      <p class="gate-text">{secret === null ? t("secondFactorPassword") : t("secondFactorWhy")}</p>
      <GateTrouble text={trouble} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {secret === null ? (
          <TextField
            label={t("password")}
            type="password"
            value={password}
            onChange={setPassword}
            autocomplete="current-password"
            required={true}
            autofocus={true}
          />
        ) : (
          <>
            <div class="secret">
              <span class="secret-label">{t("secondFactorKey")}</span>
              <code>{secret.secret.replace(/(.{4})/g, "$1 ").trim()}</code>
              <Button
                size="small"
                onPress={() =>
                  void navigator.clipboard.writeText(secret.secret).then(() => notify("good", t("copied")))
                }
              >
                {t("secondFactorCopy")}
              </Button>
            </div>
            <CodeField value={code} onChange={setCode} />
          </>
        )}
        <div class="gate-foot">
          <Button kind="main" size="large" submit={true}>
            {t("continue")}
          </Button>
          <Button onPress={() => void signOut()}>{t("signOut")}</Button>
        </div>
      </form>
    </Gate>
  );
}
