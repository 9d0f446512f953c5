import { useState } from "preact/hooks";
import { QueueRows, QueueSettings } from "../../contract/administration.ts";
import { Button } from "../components/button.tsx";
import { Shown, useResource } from "../components/resource.tsx";
import type { MessageKey } from "../messages.ts";
import { ask } from "../state/api.ts";
import { t } from "../state/language.ts";
import { attempt, notify } from "../state/notices.ts";

const COLUMNS: readonly { readonly key: keyof QueueSettings; readonly word: MessageKey; readonly most: number }[] = [
  { key: "wrapUpSeconds", word: "wrapUpSeconds", most: 3600 },
  { key: "ringSeconds", word: "ringSeconds", most: 60 },
  { key: "mostUnanswered", word: "mostUnanswered", most: 10 },
];

export function QueuesTab() {
  const rows = useResource("queues", () => ask("GET", "administration/queues", { answer: QueueRows }));
  return (
    <>
      <p class="hint">{t("queuesHint")}</p>
      <Shown of={rows}>
        {({ queues }) => (
          <table>
            <thead>
              <tr>
                <th scope="col">{t("queue")}</th>
                {COLUMNS.map(({ key, word }) => (
                  <th key={key} scope="col">
                    {t(word)}
                  </th>
                ))}
                <th scope="col">{t("actions")}</th>
              </tr>
            </thead>
            <tbody>
              {queues.map((queue) => (
                <Row key={queue.queue} queue={queue} />
              ))}
            </tbody>
          </table>
        )}
      </Shown>
    </>
  );
}

function Row({ queue }: { readonly queue: QueueRows["queues"][number] }) {
  const [settings, setSettings] = useState<QueueSettings>({
    wrapUpSeconds: queue.wrapUpSeconds,
    ringSeconds: queue.ringSeconds,
    mostUnanswered: queue.mostUnanswered,
  });
  const good = QueueSettings.safeParse(settings).success;
  const save = async () => {
    if (await attempt(() => ask("PUT", `administration/queues/${queue.queue}`, { body: settings })))
      notify("good", t("saved"));
  };
  return (
    <tr>
      <th scope="row">{queue.label}</th>
      {COLUMNS.map(({ key, word, most }) => (
        <td key={key}>
          <input
            type="number"
            class="short"
            min={0}
            max={most}
            aria-label={`${queue.label} ${t(word)}`}
            value={settings[key]}
            onInput={({ currentTarget }) => setSettings({ ...settings, [key]: currentTarget.valueAsNumber })}
          />
        </td>
      ))}
      <td>
        <Button
          size="small"
          kind="main"
          label={`${t("save")} ${queue.label}`}
          disabled={!good}
          onPress={() => void save()}
        >
          {t("save")}
        </Button>
      </td>
    </tr>
  );
}
