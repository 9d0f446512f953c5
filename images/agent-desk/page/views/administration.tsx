import { useState } from "preact/hooks";
import { Tabs } from "../components/tabs.tsx";
import { t } from "../state/language.ts";
import { AccountsTab } from "./administration-accounts.tsx";
import { AgentsTab } from "./administration-agents.tsx";
import { ClassesTab } from "./administration-classes.tsx";
import { QueuesTab } from "./administration-queues.tsx";
import { SkillsTab } from "./administration-skills.tsx";

type Tab = "agents" | "accounts" | "skills" | "queues" | "classes";

export function Administration() {
  const [tab, setTab] = useState<Tab>("agents");
  return (
    <>
      <header class="view-head">
        <h1>{t("administration")}</h1>
      </header>
      <section class="panel">
        <Tabs<Tab>
          label={t("administration")}
          chosen={tab}
          onChoose={setTab}
          tabs={[
            { name: "agents", label: t("agents"), content: () => <AgentsTab /> },
            { name: "accounts", label: t("accounts"), content: () => <AccountsTab /> },
            { name: "skills", label: t("skills"), content: () => <SkillsTab /> },
            { name: "queues", label: t("queueSettings"), content: () => <QueuesTab /> },
            { name: "classes", label: t("classes"), content: () => <ClassesTab /> },
          ]}
        />
      </section>
    </>
  );
}
