import { t } from "../state/language.ts";
import { CallPanel } from "./call-panel.tsx";
import { OrderForm } from "./order-form.tsx";
import { SidePanel } from "./side-panel.tsx";
import { StateBar } from "./state-bar.tsx";

/** What an agent looks at all day: own state above, then who calls, what is written down, and what was before. */
export function AgentDesk() {
  return (
    <>
      <h1 class="unseen">{t("viewDesk")}</h1>
      <StateBar />
      <div class="desk">
        <CallPanel />
        <OrderForm />
        <SidePanel />
      </div>
    </>
  );
}
