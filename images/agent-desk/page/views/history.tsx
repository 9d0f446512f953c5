import { type Contact, History } from "../../contract/history.ts";
import type { WorkOrder } from "../../contract/work-order.ts";
import { Shown, useResource } from "../components/resource.tsx";
import type { MessageKey } from "../messages.ts";
import { ask } from "../state/api.ts";
import { dayAndTime, duration } from "../state/clock.ts";
import { t } from "../state/language.ts";
import { caller, desk } from "../state/store.ts";
import { STATUS_WORDS } from "./work-order-words.ts";

const RESULTS: Readonly<Record<Contact["result"], MessageKey>> = {
  answered: "resultAnswered",
  lost: "resultLost",
  "self-service": "resultSelfService",
  outgoing: "resultOutgoing",
};

/** What the caller of the call in hand had before. */
export function HistoryList() {
  const call = caller.value?.callUuid ?? null;
  if (call === null) return <p class="empty">{t("historyNoCall")}</p>;
  if (desk.value?.database === "away") return <p class="empty">{t("historyAway")}</p>;
  return <OfCall key={call} call={call} />;
}

function OfCall({ call }: { readonly call: string }) {
  const history = useResource(call, () => ask("GET", `history?call=${encodeURIComponent(call)}`, { answer: History }));
  return (
    <Shown of={history}>
      {({ contacts, workOrders }) =>
        contacts.length + workOrders.length === 0 ? (
          <p class="empty">{t("historyNone")}</p>
        ) : (
          <div class="history">
            {workOrders.length === 0 ? null : (
              <>
                <h3>{t("earlierOrders")}</h3>
                <ul>
                  {workOrders.map((order) => (
                    <Order key={order.id} order={order} />
                  ))}
                </ul>
              </>
            )}
            {contacts.length === 0 ? null : (
              <>
                <h3>{t("contacts")}</h3>
                <ul>
                  {contacts.map((contact) => (
                    <Earlier key={contact.callUuid} contact={contact} />
                  ))}
                </ul>
              </>
            )}
          </div>
        )
      }
    </Shown>
  );
}

function Order({ order }: { readonly order: WorkOrder }) {
  return (
    <li>
      <p class="history-head">
        <time>{dayAndTime(order.openedAt)}</time>
        <span class={`order-status order-status-${order.status}`}>{t(STATUS_WORDS[order.status])}</span>
      </p>
      <p class="history-class">{order.classTitle === "" ? t("unclassed") : order.classTitle}</p>
      <p class="history-text">{order.content}</p>
    </li>
  );
}

function Earlier({ contact }: { readonly contact: Contact }) {
  const queue = desk.value?.queues.find(({ name }) => name === contact.queue)?.label ?? contact.queue;
  return (
    <li>
      <p class="history-head">
        <time>{dayAndTime(contact.startedAt)}</time>
        <span class={`result result-${contact.result}`}>{t(RESULTS[contact.result])}</span>
      </p>
      <p class="history-facts">
        {[
          queue,
          contact.agent,
          contact.talkSeconds === null ? null : duration(contact.talkSeconds),
          contact.satisfaction === null ? null : t("satisfaction", { n: contact.satisfaction }),
        ]
          .filter((each) => each !== null)
          .join(" · ")}
      </p>
    </li>
  );
}
