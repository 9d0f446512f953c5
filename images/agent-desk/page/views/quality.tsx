import { useState } from "preact/hooks";
import { DailyReport } from "../../contract/queue-board.ts";
import { TextField } from "../components/field.tsx";
import { Shown, useResource } from "../components/resource.tsx";
import { StateBadge } from "../components/state-badge.tsx";
import { ask } from "../state/api.ts";
import { since, today } from "../state/clock.ts";
import { t } from "../state/language.ts";
import { agents, desk } from "../state/store.ts";
import { AgentActs } from "./agent-acts.tsx";
import { Tile } from "./board.tsx";
import { count, percent } from "./figures.ts";
import { ByAgent } from "./report.tsx";

/** Who talks now and may be listened to, and how the agents' day went. */
export function Quality() {
  const [day, setDay] = useState(today());
  const report = useResource(day, () => ask("GET", `report?day=${day}`, { answer: DailyReport }));
  return (
    <>
      <header class="view-head">
        <h1>{t("quality")}</h1>
        <div class="view-acts">
          <TextField label={t("day")} type="date" value={day} onChange={(next) => next !== "" && setDay(next)} />
        </div>
      </header>
      <Talking />
      <Shown of={report}>
        {(of) => (
          <>
            <h2 class="section-title">{t("qualityDay")}</h2>
            <ul class="tiles">
              <Tile
                label={t("satisfactionAverage")}
                value={of.satisfaction.average === null ? "–" : of.satisfaction.average.toFixed(2)}
                note={t("marks", { n: of.satisfaction.marks })}
              />
              <Tile label={t("serviceLevel")} value={percent(of.total.serviceLevel)} />
              <Tile label={t("answered")} value={count(of.total.answered)} />
              <Tile label={t("ordersOpened")} value={count(of.workOrders.opened)} />
            </ul>
            <ByAgent of={of} />
          </>
        )}
      </Shown>
    </>
  );
}

function Talking() {
  const rows = [...agents.value.values()]
    .filter(({ state }) => state === "talking")
    .sort((a, b) => a.since.localeCompare(b.since));
  const labels = new Map(desk.value?.queues.map(({ name, label }) => [name, label]));
  return (
    <section class="panel" aria-labelledby="talking-title">
      <header class="panel-head">
        <h2 id="talking-title">{t("qualityTalking")}</h2>
      </header>
      {rows.length === 0 ? <p class="empty">{t("qualityNobody")}</p> : null}
      <ul class="agent-cards">
        {rows.map((agent) => (
          <li key={agent.agent} class={`agent-card state-edge-${agent.state}`}>
            <p class="agent-who">
              <strong>{agent.displayName}</strong>
              <span class="target-number">{agent.agent}</span>
            </p>
            <p class="agent-state">
              <StateBadge state={agent.state} />
              <span class="agent-since">{since(agent.since)}</span>
            </p>
            <p class="agent-queues">{agent.queues.map((queue) => labels.get(queue) ?? queue).join("、")}</p>
            <AgentActs agent={agent} />
          </li>
        ))}
      </ul>
    </section>
  );
}
