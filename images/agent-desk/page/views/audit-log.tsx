import { useState } from "preact/hooks";
import { AuditList } from "../../contract/audit.ts";
import { Button } from "../components/button.tsx";
import { TextField } from "../components/field.tsx";
import { Shown, useResource } from "../components/resource.tsx";
import { TablePlace } from "../components/table-place.tsx";
import { ask } from "../state/api.ts";
import { fullTime } from "../state/clock.ts";
import { t } from "../state/language.ts";

const PAGE = 100;

export function AuditLog() {
  const [actor, setActor] = useState("");
  const [action, setAction] = useState("");
  const [before, setBefore] = useState<number | null>(null);
  const [query, setQuery] = useState("");
  const search = (from: number | null) => {
    setBefore(from);
    setQuery(
      new URLSearchParams({
        ...(actor.trim() === "" ? {} : { actor: actor.trim() }),
        ...(action.trim() === "" ? {} : { action: action.trim() }),
        ...(from === null ? {} : { before: String(from) }),
      }).toString(),
    );
  };
  const list = useResource(query, () => ask("GET", `audit?${query}`, { answer: AuditList }));
  return (
    <>
      <header class="view-head">
        <h1>{t("audit")}</h1>
        <p class="hint">{t("auditHint")}</p>
      </header>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          search(null);
        }}
      >
        <TextField label={t("actor")} value={actor} onChange={setActor} />
        <TextField label={t("action")} value={action} onChange={setAction} />
        <Button kind="main" submit={true}>
          {t("search")}
        </Button>
        {before === null ? null : <Button onPress={() => search(null)}>{t("refresh")}</Button>}
      </form>
      <Shown of={list}>
        {({ entries }) =>
          entries.length === 0 ? (
            <p class="empty">{t("auditNone")}</p>
          ) : (
            <section class="panel">
              <TablePlace label={t("audit")}>
                <table>
                  <thead>
                    <tr>
                      <th scope="col">{t("when")}</th>
                      <th scope="col">{t("actor")}</th>
                      <th scope="col">{t("action")}</th>
                      <th scope="col">{t("object")}</th>
                      <th scope="col">{t("address")}</th>
                      <th scope="col">{t("detail")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {entries.map((entry) => (
                      <tr key={entry.id}>
                        <td class="number-start">{fullTime(entry.happenedAt)}</td>
                        <td>{entry.actor}</td>
                        <td>
                          <code>{entry.action}</code>
                        </td>
                        <td>{entry.object ?? ""}</td>
                        <td class="number-start">{entry.address ?? ""}</td>
                        <td class="detail">{detailText(entry.detail)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </TablePlace>
              {entries.length < PAGE ? null : (
                <Button onPress={() => search(entries[entries.length - 1]?.id ?? null)}>{t("earlier")}</Button>
              )}
            </section>
          )
        }
      </Shown>
    </>
  );
}

function detailText(detail: Readonly<Record<string, unknown>>): string {
  return Object.entries(detail)
    .map(([key, value]) => `${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join("  ");
}
