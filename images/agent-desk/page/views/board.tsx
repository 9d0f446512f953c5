import { useEffect, useState } from "preact/hooks";
import { AGENT_STATES, type AgentView } from "../../contract/agent.ts";
import { Board } from "../../contract/queue-board.ts";
import { TextField } from "../components/field.tsx";
import { Icon } from "../components/icon.tsx";
import { StateBadge, stateWord } from "../components/state-badge.tsx";
import { TablePlace } from "../components/table-place.tsx";
import { ask } from "../state/api.ts";
import { duration, fullTime, since } from "../state/clock.ts";
import { t } from "../state/language.ts";
import { attempt } from "../state/notices.ts";
import { agents, board, desk, may } from "../state/store.ts";
import { AgentActs } from "./agent-acts.tsx";
import { count, FORMULA_WORDS, meets, percent, time } from "./figures.ts";

/** What a supervisor reads from across the room, and below it what can be done about it. */
export function BoardView() {
  useEffect(() => {
    void attempt(async () => {
      board.value = await ask("GET", "board", { answer: Board });
      agents.value = new Map((board.value.agents ?? []).map((agent) => [agent.agent, agent]));
    });
  }, []);
  const now = board.value;
  if (now === null)
    return (
      <p class="empty" role="status">
        {t("loading")}
      </p>
    );
  return (
    <>
      <header class="view-head">
        <h1>{t("board")}</h1>
        <p class="hint">
          {t("formulaTitle")}：{t(FORMULA_WORDS[now.target.formula], { s: now.target.withinSeconds })}
        </p>
        <p class="hint">{t("boardAt", { time: fullTime(now.at) })}</p>
      </header>
      <Tiles now={now} />
      <div class="board">
        <Queues now={now} />
        <Agents known={now.agents !== null} />
      </div>
    </>
  );
}

function Tiles({ now }: { readonly now: Board }) {
  const waiting = now.queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const longest = Math.max(0, ...now.queues.map((queue) => queue.longestWaitSeconds));
  const everybody = [...agents.value.values()];
  const ready = everybody.filter(({ state }) => state === "ready").length;
  const late = longest > now.target.withinSeconds;
  return (
    <ul class="tiles">
      <Tile label={t("waitingNow")} value={String(waiting)} kind={waiting > 0 ? "warning" : "usual"} />
      <Tile
        label={t("longestWait")}
        value={duration(longest)}
        kind={late ? "bad" : "usual"}
        note={t("target", { percent: now.target.answeredPercent, seconds: now.target.withinSeconds })}
      />
      <Level label={t("serviceLevelHour")} now={now} of={now.thisHour} />
      <Level label={t("serviceLevelToday")} now={now} of={now.today} />
      <Tile
        label={t("answeredToday")}
        value={count(now.today?.answered)}
        note={`${t("lostToday")} ${count(now.today?.lost)}`}
      />
      <Tile
        label={t("agentsReady")}
        value={now.agents === null ? "–" : String(ready)}
        note={
          now.agents === null
            ? ""
            : t("agentsIn", { n: everybody.filter((each) => each.state !== "signed-out").length })
        }
        kind={ready === 0 && waiting > 0 ? "bad" : "usual"}
      />
      <Tile label={t("openCallBacks")} value={count(now.openCallBacks)} />
    </ul>
  );
}

function Level(props: { readonly label: string; readonly now: Board; readonly of: Board["today"] }) {
  const met = meets(props.of, props.now.target);
  return (
    <Tile
      label={props.label}
      value={percent(props.of?.serviceLevel)}
      kind={met === undefined ? "usual" : met ? "good" : "bad"}
      note={
        met === undefined
          ? t("targetUnknown")
          : `${t(met ? "targetMet" : "targetMissed")} · ${t("target", {
              percent: props.now.target.answeredPercent,
              seconds: props.now.target.withinSeconds,
            })}`
      }
    />
  );
}

interface TileProps {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
  readonly kind?: "usual" | "good" | "warning" | "bad";
}

const TILE_ICONS = { usual: null, good: "check", warning: "clock", bad: "alert" } as const;

export function Tile({ label, value, note = "", kind = "usual" }: TileProps) {
  const icon = TILE_ICONS[kind];
  return (
    <li class={`tile tile-${kind}`}>
      <p class="tile-label">
        {icon === null ? null : <Icon name={icon} size={14} />}
        {label}
      </p>
      <p class="tile-value">{value}</p>
      <p class="tile-note">{note}</p>
    </li>
  );
}

function Queues({ now }: { readonly now: Board }) {
  return (
    <section class="panel" aria-labelledby="queues-title">
      <header class="panel-head">
        <h2 id="queues-title">{t("byQueue")}</h2>
        {now.today === null ? <p class="error">{t("figuresUnknown")}</p> : null}
      </header>
      <TablePlace label={t("byQueue")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("queue")}</th>
              <th scope="col" class="number">
                {t("waitingIn")}
              </th>
              <th scope="col" class="number">
                {t("longestWait")}
              </th>
              <th scope="col" class="number">
                {t("serviceLevelHour")}
              </th>
              <th scope="col" class="number">
                {t("serviceLevelToday")}
              </th>
              <th scope="col" class="number">
                {t("answered")}
              </th>
              <th scope="col" class="number">
                {t("lost")}
              </th>
              <th scope="col" class="number">
                {t("averageTalk")}
              </th>
              <th scope="col">{t("byAgent")}</th>
            </tr>
          </thead>
          <tbody>
            {now.queues.map((queue) => (
              <tr key={queue.queue}>
                <th scope="row">{queue.label}</th>
                <td class={queue.waiting > 0 ? "number strong" : "number"}>{queue.waiting}</td>
                <td class={queue.longestWaitSeconds > now.target.withinSeconds ? "number late" : "number"}>
                  {queue.waiting > 0 ? duration(queue.longestWaitSeconds) : "–"}
                </td>
                <td class="number">
                  <LevelCell of={queue.thisHour} target={now.target} />
                </td>
                <td class="number">
                  <LevelCell of={queue.today} target={now.target} />
                </td>
                <td class="number">{count(queue.today?.answered)}</td>
                <td class="number">{count(queue.today?.lost)}</td>
                <td class="number">{time(queue.today?.averageTalkSeconds)}</td>
                <td>
                  <span class="by-state">
                    {AGENT_STATES.filter((state) => state !== "signed-out" && (queue.agents[state] ?? 0) > 0).map(
                      (state) => (
                        <span key={state} class={`dot state-${state}`} title={stateWord(state)}>
                          <Icon name={state} size={12} />
                          {queue.agents[state]}
                          <span class="unseen">{stateWord(state)}</span>
                        </span>
                      ),
                    )}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TablePlace>
    </section>
  );
}

export function LevelCell(props: { readonly of: Board["today"]; readonly target: Board["target"] }) {
  const met = meets(props.of, props.target);
  return (
    <span class={met === undefined ? "" : met ? "met" : "missed"}>
      {met === undefined ? null : <Icon name={met ? "check" : "alert"} size={12} />}
      {percent(props.of?.serviceLevel)}
      {met === undefined ? null : <span class="unseen">{t(met ? "targetMet" : "targetMissed")}</span>}
    </span>
  );
}

/** Who needs a look comes first. */
const ORDER = ["unreachable", "ringing", "talking", "wrap-up", "ready", "break", "signed-out"] as const;

function Agents({ known }: { readonly known: boolean }) {
  const [query, setQuery] = useState("");
  const words = query.trim();
  const rows = [...agents.value.values()]
    .filter(({ agent, displayName }) => words === "" || agent.includes(words) || displayName.includes(words))
    .filter(({ state }) => state !== "signed-out" || words !== "")
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.since.localeCompare(b.since));
  return (
    <section class="panel" aria-labelledby="agents-title">
      <header class="panel-head">
        <h2 id="agents-title">{t("byAgent")}</h2>
        <TextField label={t("filterAgents")} type="search" value={query} onChange={setQuery} />
      </header>
      {known ? null : <p class="error">{t("agentsUnknown")}</p>}
      {known && rows.length === 0 ? <p class="empty">{t("noAgents")}</p> : null}
      <ul class="agent-cards">
        {rows.map((agent) => (
          <AgentCard key={agent.agent} agent={agent} />
        ))}
      </ul>
    </section>
  );
}

function AgentCard({ agent }: { readonly agent: AgentView }) {
  const labels = new Map(desk.value?.queues.map(({ name, label }) => [name, label]));
  return (
    <li class={`agent-card state-edge-${agent.state}`}>
      <p class="agent-who">
        <strong>{agent.displayName}</strong>
        <span class="target-number">{agent.agent}</span>
      </p>
      <p class="agent-state">
        <StateBadge state={agent.state} reason={agent.reason} />
        <span class="agent-since">{since(agent.since)}</span>
      </p>
      <p class="agent-queues">{agent.queues.map((queue) => labels.get(queue) ?? queue).join("、")}</p>
      {may("force-state") || may("listen-in") ? <AgentActs agent={agent} /> : null}
    </li>
  );
}
