import { effect, signal } from "@preact/signals";
import { Button } from "../components/button.tsx";
import { NoticeList } from "../components/notice-list.tsx";
import { failureText } from "../state/api.ts";
import { t } from "../state/language.ts";
import { begin, desk, deskTrouble, headsetSettled, may, readDesk, session, telephone } from "../state/store.ts";
import { Administration } from "./administration.tsx";
import { AgentDesk } from "./agent-desk.tsx";
import { AuditLog } from "./audit-log.tsx";
import { BoardView } from "./board.tsx";
import { Frame } from "./frame.tsx";
import { HeadsetCheck } from "./headset-check.tsx";
import { NewPassword } from "./new-password.tsx";
import { OrdersView } from "./orders.tsx";
import { Quality } from "./quality.tsx";
import { Report } from "./report.tsx";
import { SecondFactor } from "./second-factor.tsx";
import { SignIn } from "./sign-in.tsx";
import { type ViewName, viewsOf } from "./view-names.ts";

const place = signal(location.hash.slice(2));
window.addEventListener("hashchange", () => {
  place.value = location.hash.slice(2);
});

/** Views that the person may see, and which of them is shown. */
function shownView(): ViewName {
  const views = viewsOf(may);
  return views.find((view) => view === place.value) ?? views[0] ?? "desk";
}

export function App() {
  return (
    <>
      <Page />
      <NoticeList />
    </>
  );
}

function Page() {
  const who = session.value;
  if (who === undefined)
    return (
      <main class="gate">
        {deskTrouble.value === null ? (
          <p class="gate-wait" role="status">
            {t("loading")}
          </p>
        ) : (
          <Trouble again={() => void begin()} />
        )}
      </main>
    );
  if (who === null) return <SignIn />;
  if (who.needs === "new-password") return <NewPassword />;
  if (who.needs === "second-factor") return <SecondFactor />;
  if (desk.value === null)
    return (
      <main class="gate">
        {deskTrouble.value === null ? (
          <p class="gate-wait" role="status">
            {t("loading")}
          </p>
        ) : (
          <Trouble again={() => void readDesk()} />
        )}
      </main>
    );
  if (who.agent !== null && may("work") && !headsetSettled.value && telephone.value === null) return <HeadsetCheck />;
  const view = shownView();
  return (
    <Frame view={view}>
      <View name={view} />
    </Frame>
  );
}

function View({ name }: { readonly name: ViewName }) {
  switch (name) {
    case "desk":
      return <AgentDesk />;
    case "orders":
      return <OrdersView />;
    case "board":
      return <BoardView />;
    case "report":
      return <Report />;
    case "quality":
      return <Quality />;
    case "administration":
      return <Administration />;
    case "audit":
      return <AuditLog />;
  }
}

function Trouble({ again }: { readonly again: () => void }) {
  return (
    <div class="gate-card" role="alert">
      <p>{failureText(deskTrouble.value)}</p>
      <Button kind="main" onPress={again}>
        {t("retry")}
      </Button>
    </div>
  );
}

effect(() => {
  document.documentElement.dataset["view"] = session.value === null ? "sign-in" : shownView();
});
