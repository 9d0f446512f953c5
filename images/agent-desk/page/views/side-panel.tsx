import { useState } from "preact/hooks";
import { Tabs } from "../components/tabs.tsx";
import { t } from "../state/language.ts";
import { may, openCallBacks } from "../state/store.ts";
import { CallBacks } from "./call-backs.tsx";
import { HistoryList } from "./history.tsx";

export function SidePanel() {
  const [tab, setTab] = useState<"history" | "call-backs">("history");
  const count = openCallBacks.value ?? 0;
  return (
    <section class="panel side" aria-label={t("side")}>
      <Tabs
        label={t("side")}
        chosen={tab}
        onChoose={setTab}
        tabs={[
          { name: "history" as const, label: t("history"), content: () => <HistoryList /> },
          ...(may("call-back")
            ? [
                {
                  name: "call-backs" as const,
                  label: count === 0 ? t("callBacks") : t("callBacksOpen", { n: count }),
                  content: () => <CallBacks />,
                },
              ]
            : []),
        ]}
      />
    </section>
  );
}
