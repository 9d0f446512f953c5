import { useState } from "preact/hooks";
import { HandOver, STATUSES, type WorkOrder, WorkOrderList, WorkOrderWithSteps } from "../../contract/work-order.ts";
import { Button } from "../components/button.tsx";
import { CheckBox, SelectField, TextField } from "../components/field.tsx";
import { Shown, useResource } from "../components/resource.tsx";
import { ask } from "../state/api.ts";
import { dayAndTime, fullTime } from "../state/clock.ts";
import { t } from "../state/language.ts";
import { attempt } from "../state/notices.ts";
import { desk, session } from "../state/store.ts";
import { DEMAND_WORDS, OUTCOME_WORDS, STATUS_WORDS, STEP_WORDS } from "./work-order-words.ts";

type StatusChoice = (typeof STATUSES)[number] | "all";
const PAGE = 50;

/** Orders of the desk: found on the left, read and gone on with on the right. */
export function OrdersView() {
  const [status, setStatus] = useState<StatusChoice>("open");
  const [mine, setMine] = useState(session.value?.agent !== null);
  const [text, setText] = useState("");
  const [before, setBefore] = useState<number | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const query = new URLSearchParams({
    ...(status === "all" ? {} : { status }),
    ...(mine ? { mine: "1" } : {}),
    ...(text.trim() === "" ? {} : { text: text.trim() }),
    ...(before === null ? {} : { before: String(before) }),
  }).toString();
  const list = useResource(query, () => ask("GET", `work-orders?${query}`, { answer: WorkOrderList }));
  return (
    <div class="split">
      <section class="panel" aria-labelledby="orders-title">
        <header class="panel-head">
          <h1 id="orders-title">{t("orders")}</h1>
          <Button size="small" onPress={() => void list.read()}>
            {t("refresh")}
          </Button>
        </header>
        <div class="filters">
          <SelectField
            label={t("status")}
            value={status}
            onChange={(next) => {
              setStatus(next);
              setBefore(null);
            }}
            options={[
              { value: "all", label: t("all") },
              ...STATUSES.map((value) => ({ value, label: t(STATUS_WORDS[value]) })),
            ]}
          />
          <TextField label={t("ordersSearch")} type="search" value={text} onChange={setText} />
          {session.value?.agent === null ? null : (
            <CheckBox label={t("ordersMine")} checked={mine} onChange={setMine} />
          )}
        </div>
        <Shown of={list}>
          {({ orders }) =>
            orders.length === 0 ? (
              <p class="empty">{t("ordersNone")}</p>
            ) : (
              <>
                <ul class="order-list">
                  {orders.map((order) => (
                    <li key={order.id}>
                      <button
                        type="button"
                        class="order-row"
                        aria-current={order.id === chosen}
                        onClick={() => setChosen(order.id)}
                      >
                        <span class="order-row-head">
                          <span class="order-id">{order.id}</span>
                          <time>{dayAndTime(order.openedAt)}</time>
                          <Status order={order} />
                        </span>
                        <span class="order-row-class">
                          {order.classTitle === "" ? t("unclassed") : order.classTitle}
                        </span>
                        <span class="order-row-text">{order.content}</span>
                      </button>
                    </li>
                  ))}
                </ul>
                {orders.length < PAGE ? null : (
                  <Button onPress={() => setBefore(orders[orders.length - 1]?.id ?? null)}>{t("ordersMore")}</Button>
                )}
              </>
            )
          }
        </Shown>
      </section>
      <section class="panel" aria-label={t("order")}>
        {chosen === null ? (
          <p class="empty">{t("chooseOrder")}</p>
        ) : (
          <OneOrder key={chosen} id={chosen} changed={() => void list.read()} />
        )}
      </section>
    </div>
  );
}

function Status({ order }: { readonly order: WorkOrder }) {
  return <span class={`order-status order-status-${order.status}`}>{t(STATUS_WORDS[order.status])}</span>;
}

function OneOrder({ id, changed }: { readonly id: number; readonly changed: () => void }) {
  const one = useResource(String(id), () => ask("GET", `work-orders/${id}`, { answer: WorkOrderWithSteps }));
  const [note, setNote] = useState("");
  const act = async (send: () => Promise<unknown>) => {
    if (await attempt(send)) setNote("");
    await one.read();
    changed();
  };
  return (
    <Shown of={one}>
      {({ order, steps }) => {
        const change = (body: object) =>
          act(() =>
            ask("PUT", `work-orders/${id}`, {
              body: { version: order.version, ...body, ...(note.trim() === "" ? {} : { note: note.trim() }) },
            }),
          );
        const handOver = () =>
          act(() =>
            ask("POST", `work-orders/${id}/hand-over`, {
              body: HandOver.parse({
                version: order.version,
                unit: "12345",
                ...(note.trim() === "" ? {} : { note: note.trim() }),
              }),
              seconds: 30,
            }),
          );
        const fact = (label: string, value: string | null) =>
          value === null || value === "" ? null : (
            <div>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          );
        return (
          <article class="order-one">
            <header class="panel-head">
              <h2>
                {t("order")} {order.id}
              </h2>
              <Status order={order} />
            </header>
            <dl class="facts facts-wide">
              {fact(t("serviceClassShort"), order.classTitle === "" ? t("unclassed") : order.classTitle)}
              {fact(t("demand"), order.demand === null ? null : t(DEMAND_WORDS[order.demand]))}
              {fact(t("outcome"), order.outcome === null ? null : t(OUTCOME_WORDS[order.outcome]))}
              {fact(t("caller"), order.caller)}
              {fact(t("agent"), order.agent)}
              {fact(t("openedAt"), fullTime(order.openedAt))}
              {fact(t("externalNumber"), order.externalNumber)}
              {fact(t("dueAt"), order.dueAt === null ? null : fullTime(order.dueAt))}
            </dl>
            <p class="order-content">{order.content}</p>
            <h3>{t("steps")}</h3>
            <ol class="steps">
              {steps.map((step) => (
                <li key={`${step.happenedAt} ${step.action}`}>
                  <time>{dayAndTime(step.happenedAt)}</time>
                  <strong>{t(STEP_WORDS[step.action] ?? "unknown")}</strong>
                  <span>{step.actor}</span>
                  {step.note === null ? null : <p>{step.note}</p>}
                </li>
              ))}
            </ol>
            <div class="order-acts">
              <TextField label={t("note")} value={note} onChange={setNote} />
              <div class="call-acts">
                <Button disabled={note.trim() === ""} onPress={() => void change({})}>
                  {t("addNote")}
                </Button>
                {order.status === "closed" ? (
                  <Button onPress={() => void change({ status: "open" })}>{t("reopenOrder")}</Button>
                ) : (
                  <Button kind="good" icon="check" onPress={() => void change({ status: "closed" })}>
                    {t("closeOrder")}
                  </Button>
                )}
                {order.status === "open" && desk.value?.platform12345.workOrders === true ? (
                  <Button kind="main" icon="transfer" onPress={() => void handOver()}>
                    {t("handOver")}
                  </Button>
                ) : null}
              </div>
            </div>
          </article>
        );
      }}
    </Shown>
  );
}
