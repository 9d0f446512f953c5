import type { ComponentChildren } from "preact";
import { Button } from "../components/button.tsx";
import { TextField } from "../components/field.tsx";
import { t, toggleLanguage } from "../state/language.ts";
import { inCall, session, telephone } from "../state/store.ts";
import { Brand } from "./brand.tsx";

interface Props {
  readonly title: string;
  readonly province?: string | undefined;
  readonly children: ComponentChildren;
  readonly wide?: boolean;
}

/** Everything before the desk: one card in the middle. */
export function Gate({ title, province = session.value?.province, children, wide = false }: Props) {
  return (
    <main class="gate">
      <header class="gate-head">
        <Brand province={province} />
        <Button kind="quiet" title={t("languageHint")} onPress={toggleLanguage}>
          {t("language")}
        </Button>
      </header>
      <section class={wide ? "gate-card gate-wide" : "gate-card"} aria-labelledby="gate-title">
        <h1 id="gate-title">{title}</h1>
        {inCall.value ? (
          <p class="gate-note gate-call" role="status">
            {t("callGoesOn")}
            <Button kind="bad" size="small" icon="hang-up" onPress={() => telephone.value?.call.value?.hangUp()}>
              {t("hangUp")}
            </Button>
          </p>
        ) : null}
        {children}
      </section>
    </main>
  );
}

/** What went wrong, read out at once; nothing while nothing did. */
export function GateTrouble({ text }: { readonly text: string | null }) {
  return text === null ? null : (
    <p class="gate-trouble" role="alert">
      {text}
    </p>
  );
}

/** The six digits of an authenticator. */
export function CodeField({ value, onChange }: { readonly value: string; readonly onChange: (code: string) => void }) {
  return (
    <TextField
      label={t("code")}
      hint={t("codeHint")}
      value={value}
      onChange={onChange}
      autocomplete="one-time-code"
      inputMode="numeric"
      pattern="[0-9]{6}"
      required={true}
      autofocus={true}
    />
  );
}
