import { useState } from "preact/hooks";
import { DailyReport, type ServiceFigures } from "../../contract/queue-board.ts";
import { Button } from "../components/button.tsx";
import { TextField } from "../components/field.tsx";
import { Shown, useResource } from "../components/resource.tsx";
import { reasonWord } from "../components/state-badge.tsx";
import { TablePlace } from "../components/table-place.tsx";
import { ask } from "../state/api.ts";
import { duration, today } from "../state/clock.ts";
import { t } from "../state/language.ts";
import { LevelCell, Tile } from "./board.tsx";
import { count, FORMULA_WORDS, meets, percent, time } from "./figures.ts";

export function Report() {
  const [day, setDay] = useState(today());
  const report = useResource(day, () => ask("GET", `report?day=${day}`, { answer: DailyReport }));
  return (
    <>
      <header class="view-head">
        <h1>{t("reportOf", { day })}</h1>
        <div class="view-acts">
          <TextField label={t("day")} type="date" value={day} onChange={(next) => next !== "" && setDay(next)} />
          <Button onPress={() => window.print()}>{t("print")}</Button>
        </div>
      </header>
      <Shown of={report}>{(of) => <Filled of={of} />}</Shown>
    </>
  );
}

function Filled({ of }: { readonly of: DailyReport }) {
  const { total, target } = of;
  const met = meets(total, target);
  return (
    <>
      <ul class="tiles">
        <Tile
          label={t("serviceLevel")}
          value={percent(total.serviceLevel)}
          kind={met === undefined ? "usual" : met ? "good" : "bad"}
          note={t("target", { percent: target.answeredPercent, seconds: target.withinSeconds })}
        />
        <Tile label={t("calls")} value={count(total.calls)} note={`${t("selfService")} ${count(total.selfService)}`} />
        <Tile
          label={t("answered")}
          value={count(total.answered)}
          note={`${t("connectRate")} ${percent(total.connectRate)}`}
        />
        <Tile label={t("lost")} value={count(total.lost)} note={`${t("abandonRate")} ${percent(total.abandonRate)}`} />
        <Tile
          label={t("satisfactionAverage")}
          value={of.satisfaction.average === null ? "–" : of.satisfaction.average.toFixed(2)}
          note={t("marks", { n: of.satisfaction.marks })}
        />
        <Tile
          label={t("ordersOpened")}
          value={count(of.workOrders.opened)}
          note={`${t("ordersClosed")} ${of.workOrders.closed} · ${t("ordersHandedOver")} ${of.workOrders.handedOver}`}
        />
        <Tile
          label={t("openCallBacks")}
          value={count(of.callBacks.open)}
          note={t("callBacksReached", { reached: of.callBacks.reached, requested: of.callBacks.requested })}
        />
      </ul>
      <p class="hint report-formula">
        {t("formulaTitle")}：{t(FORMULA_WORDS[target.formula], { s: target.withinSeconds })}
      </p>
      <div class="report">
        <Figures
          title={t("byQueue")}
          of={of}
          rows={[
            ...of.queues.map(({ queue, label, figures }) => ({ key: queue, label, figures })),
            { key: "total", label: t("total"), figures: total },
          ]}
        />
        <Figures
          title={t("byHour")}
          of={of}
          rows={of.hours.map(({ hour, figures }) => ({
            key: String(hour),
            label: `${String(hour).padStart(2, "0")}:00–${String(hour + 1).padStart(2, "0")}:00`,
            figures,
          }))}
        />
        <ByAgent of={of} />
      </div>
    </>
  );
}

interface Row {
  readonly key: string;
  readonly label: string;
  readonly figures: ServiceFigures;
}

function Figures(props: { readonly title: string; readonly of: DailyReport; readonly rows: readonly Row[] }) {
  return (
    <section class="panel">
      <header class="panel-head">
        <h2>{props.title}</h2>
      </header>
      <TablePlace label={props.title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{props.title}</th>
              <th scope="col" class="number">
                {t("calls")}
              </th>
              <th scope="col" class="number">
                {t("answered")}
              </th>
              <th scope="col" class="number">
                {t("lost")}
              </th>
              <th scope="col" class="number">
                {t("serviceLevel")}
              </th>
              <th scope="col" class="number">
                {t("connectRate")}
              </th>
              <th scope="col" class="number">
                {t("averageWait")}
              </th>
              <th scope="col" class="number">
                {t("averageTalk")}
              </th>
            </tr>
          </thead>
          <tbody>
            {props.rows.map(({ key, label, figures }) => (
              <tr key={key} class={key === "total" ? "total" : ""}>
                <th scope="row">{label}</th>
                <td class="number">{figures.calls}</td>
                <td class="number">{figures.answered}</td>
                <td class="number">{figures.lost}</td>
                <td class="number">
                  <LevelCell of={figures} target={props.of.target} />
                </td>
                <td class="number">{percent(figures.connectRate)}</td>
                <td class="number">{time(figures.averageWaitSeconds)}</td>
                <td class="number">{time(figures.averageTalkSeconds)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TablePlace>
    </section>
  );
}

export function ByAgent({ of }: { readonly of: DailyReport }) {
  return (
    <section class="panel panel-across">
      <header class="panel-head">
        <h2>{t("byAgent")}</h2>
      </header>
      <TablePlace label={t("byAgent")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("agent")}</th>
              <th scope="col" class="number">
                {t("answered")}
              </th>
              <th scope="col" class="number">
                {t("staffed")}
              </th>
              <th scope="col" class="number">
                {t("talk")}
              </th>
              <th scope="col" class="number">
                {t("busy")}
              </th>
              <th scope="col" class="number">
                {t("occupancy")}
              </th>
              <th scope="col">{t("breaks")}</th>
            </tr>
          </thead>
          <tbody>
            {of.agents.map((each) => (
              <tr key={each.agent}>
                <th scope="row">
                  {each.displayName} <span class="target-number">{each.agent}</span>
                </th>
                <td class="number">{each.answered}</td>
                <td class="number">{duration(each.staffedSeconds)}</td>
                <td class="number">{duration(each.talkSeconds)}</td>
                <td class="number">{duration(each.busySeconds)}</td>
                <td class="number">{percent(each.occupancy)}</td>
                <td>
                  {each.breaks
                    .map(({ reason, times, seconds }) =>
                      t("breakTimes", { reason: reasonWord(reason), n: times, time: duration(seconds) }),
                    )
                    .join("；")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TablePlace>
    </section>
  );
}
