import type { ComponentChildren } from "preact";
import { Button } from "../components/button.tsx";
import { t, toggleLanguage } from "../state/language.ts";
import { session } from "../state/store.ts";
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
        {children}
      </section>
    </main>
  );
}
