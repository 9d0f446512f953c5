import { useState } from "preact/hooks";
import type { AgentView, ForcedState } from "../../contract/agent.ts";
import { Button } from "../components/button.tsx";
import { ReasonDialog } from "../components/dialog.tsx";
import { Choices } from "../components/field.tsx";
import { ask } from "../state/api.ts";
import { t } from "../state/language.ts";
import { attempt, notify } from "../state/notices.ts";
import { may, session } from "../state/store.ts";

/** What a supervisor may do to an agent; each with a reason. */
export function AgentActs({ agent }: { readonly agent: AgentView }) {
  const [dialog, setDialog] = useState<"none" | "state" | "listen">("none");
  const [status, setStatus] = useState<ForcedState["status"]>("break");
  const { displayName: name } = agent;
  const close = () => setDialog("none");
  return (
    <span class="agent-acts">
      {may("force-state") ? (
        <Button size="small" label={`${t("setState")} ${name}`} onPress={() => setDialog("state")}>
          {t("setState")}
        </Button>
      ) : null}
      {may("listen-in") && agent.state === "talking" && agent.agent !== session.value?.agent ? (
        <Button size="small" icon="ear" label={`${t("listenIn")} ${name}`} onPress={() => setDialog("listen")}>
          {t("listenIn")}
        </Button>
      ) : null}
      {dialog === "state" ? (
        <ReasonDialog
          title={t("setStateOf", { name })}
          act={t("confirm")}
          onClose={close}
          onReason={async (why) => {
            const good = await attempt(() => ask("PUT", `agents/${agent.agent}/state`, { body: { status, why } }));
            if (good) notify("good", t("stateSet", { name }));
            return good;
          }}
        >
          <Choices
            label={t("state")}
            value={status}
            onChange={setStatus}
            options={[
              { value: "ready", label: t("setReady") },
              { value: "break", label: t("setBreak") },
              { value: "signed-out", label: t("setSignedOut") },
            ]}
          />
        </ReasonDialog>
      ) : null}
      {dialog === "listen" ? (
        <ReasonDialog
          title={t("listenInTo", { name })}
          hint={t("listenInHint")}
          act={t("listenIn")}
          onClose={close}
          onReason={async (why) => {
            const good = await attempt(() => ask("POST", "listen-in", { body: { agent: agent.agent, why } }));
            if (good) notify("info", t("listenInStarted"));
            return good;
          }}
        />
      ) : null}
    </span>
  );
}
