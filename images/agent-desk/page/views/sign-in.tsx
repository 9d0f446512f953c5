import { useState } from "preact/hooks";
import { SignInAnswer, SignInOptions } from "../../contract/session.ts";
import { Button } from "../components/button.tsx";
import { TextField } from "../components/field.tsx";
import { useResource } from "../components/resource.tsx";
import type { MessageKey } from "../messages.ts";
import { ask, failureText } from "../state/api.ts";
import { t } from "../state/language.ts";
import { enter, type SessionEnd, sessionEnd } from "../state/store.ts";
import { CodeField, Gate, GateTrouble } from "./gate.tsx";

const ENDS: Readonly<Record<SessionEnd, MessageKey>> = {
  "signed-out": "overSignedOut",
  expired: "overExpired",
  idle: "overIdle",
  revoked: "overRevoked",
  elsewhere: "overElsewhere",
};

export function SignIn() {
  const options = useResource("options", () => ask("GET", "sign-in", { answer: SignInOptions }));
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [step, setStep] = useState<"password" | "code">("password");
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const offered = options.value.value;

  const send = async () => {
    setBusy(true);
    setTrouble(null);
    try {
      const body = { login: login.trim(), password, ...(step === "code" ? { code: code.trim() } : {}) };
      const answer = await ask("POST", "session", { body, answer: SignInAnswer });
      if (answer.state === "second-factor") setStep("code");
      else await enter(answer.session);
    } catch (error) {
      setTrouble(failureText(error));
      if (step === "code") setCode("");
    } finally {
      setBusy(false);
    }
  };

  return (
    <Gate province={offered?.province} title={t("signInTo")}>
      {sessionEnd.value === null ? null : (
        <p class="gate-note" role="status">
          {t(ENDS[sessionEnd.value])}
        </p>
      )}
      <GateTrouble text={location.hash.startsWith("#sign-in=") ? t("oidcFailed") : null} />
      {offered?.demo === true ? <p class="gate-note">{t("demo")}</p> : null}
      <GateTrouble text={trouble} />
      {offered?.local === false ? null : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          {step === "password" ? (
            <>
              <TextField
                label={t("login")}
                value={login}
                onChange={setLogin}
                autocomplete="username"
                required={true}
                autofocus={true}
              />
              <TextField
                label={t("password")}
                type="password"
                value={password}
                onChange={setPassword}
                autocomplete="current-password"
                required={true}
              />
            </>
          ) : (
            <CodeField value={code} onChange={setCode} />
          )}
          <div class="gate-foot">
            <Button kind="main" size="large" submit={true} disabled={busy}>
              {step === "password" ? t("signIn") : t("continue")}
            </Button>
            {step === "code" ? <Button onPress={() => setStep("password")}>{t("back")}</Button> : null}
          </div>
        </form>
      )}
      {offered?.oidc === null || offered === undefined || step === "code" ? null : (
        <div class="gate-oidc">
          {offered.local ? <p class="gate-or">{t("or")}</p> : null}
          <a class="button button-usual button-large" href="/api/oidc/start">
            {t("signInWith", { label: offered.oidc.label })}
          </a>
        </div>
      )}
      <GateTrouble text={options.trouble.value === null ? null : failureText(options.trouble.value)} />
    </Gate>
  );
}
