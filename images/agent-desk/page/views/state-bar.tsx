import { useState } from "preact/hooks";
import type { AgentView } from "../../contract/agent.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { Menu } from "../components/menu.tsx";
import { reasonWord, stateWord } from "../components/state-badge.tsx";
import { duration, now, since } from "../state/clock.ts";
import { language, t } from "../state/language.ts";
import { desk, me, telephone, waiting, wish } from "../state/store.ts";
import { useShortcuts } from "./shortcuts.ts";

/** The agent's state in one glance from two meters away, and the acts that change it. */
export function StateBar() {
  const view = me.value;
  const [choosing, setChoosing] = useState(false);
  useShortcuts({ ready: () => (me.value?.state === "ready" ? setChoosing(true) : void wish({ status: "ready" })) });
  if (view === null) return null;
  const reachable = telephone.value?.reachable.value ?? false;
  const reasons = desk.value?.breakReasons ?? [];
  const busy = view.state === "talking" || view.state === "ringing";
  return (
    <section class={`state-bar state-${view.state}`} aria-label={t("myState")}>
      <div class="state-now">
        <Icon name={view.state} size={34} />
        <div>
          <p class="state-word" role="status">
            {stateWord(view.state)}
            {view.reason === null ? null : <span class="state-why">{reasonWord(view.reason)}</span>}
          </p>
          <p class="state-since">{sinceWord(view)}</p>
        </div>
      </div>
      <div class="state-acts">
        <Button
          kind={view.state === "ready" ? "usual" : "good"}
          size="large"
          icon="ready"
          shortcut="F8"
          disabled={view.state === "ready" || busy || !reachable}
          onPress={() => void wish({ status: "ready" })}
        >
          {t("goReady")}
        </Button>
        <Menu size="large" icon="break" start={true} open={choosing} onOpen={setChoosing} button={t("goBreak")}>
          <p class="menu-title">{t("goBreakFor")}</p>
          {reasons.map((reason) => (
            <Button
              key={reason.code}
              kind="quiet"
              onPress={() => {
                setChoosing(false);
                void wish({ status: "break", reason: reason.code });
              }}
            >
              {reason[language.value]}
            </Button>
          ))}
          <hr />
          <Button
            kind="quiet"
            icon="signed-out"
            disabled={busy}
            onPress={() => {
              setChoosing(false);
              void wish({ status: "signed-out" });
            }}
          >
            {t("signOutOfQueues")}
          </Button>
        </Menu>
        {view.state === "wrap-up" && view.reason === null ? (
          <Button size="large" icon="clock" onPress={() => void wish({ status: "wrap-up" })}>
            {t("keepWrapUp")}
          </Button>
        ) : null}
      </div>
      <Waiting />
    </section>
  );
}

function sinceWord(view: AgentView): string {
  if (view.state === "wrap-up") {
    if (typeof view.until === "string")
      return t("wrapUpLeft", { n: Math.max(0, Math.ceil((Date.parse(view.until) - now.value) / 1000)) });
    return `${t("wrapUpOpen")} · ${since(view.since)}`;
  }
  return t("sinceInState", { time: since(view.since) });
}

/** Who waits in the queues, one's own first. */
function Waiting() {
  const own = me.value?.queues ?? [];
  const labels = new Map(desk.value?.queues.map(({ name, label }) => [name, label]));
  const rows = [...waiting.value].sort((a, b) => Number(own.includes(b.queue)) - Number(own.includes(a.queue)));
  return (
    <ul class="waiting" aria-label={t("waitingIn")}>
      {rows.map(({ queue, waiting: count, longestWaitSeconds }) => (
        <li key={queue} class={count > 0 ? "waiting-some" : ""}>
          <span class="waiting-label">{labels.get(queue) ?? queue}</span>
          <span class="waiting-count">{count}</span>
          <span class="waiting-longest">{count > 0 ? duration(longestWaitSeconds) : "–"}</span>
        </li>
      ))}
    </ul>
  );
}
