import { useState } from "preact/hooks";
import { ColleagueList, type TransferTarget } from "../../contract/colleague.ts";
import { Button } from "../components/button.tsx";
import { Dialog } from "../components/dialog.tsx";
import { TextField } from "../components/field.tsx";
import { Shown, useResource } from "../components/resource.tsx";
import { StateBadge } from "../components/state-badge.tsx";
import { ask } from "../state/api.ts";
import { t } from "../state/language.ts";
import { notify } from "../state/notices.ts";
import { agents, desk, session, telephone } from "../state/store.ts";
import type { Call } from "../telephone/call.ts";

/** To a queue, an expert, 12345 or a colleague; at once, or after talking to whoever it is. */
export function TransferDialog({ call, onClose }: { readonly call: Call; readonly onClose: () => void }) {
  const colleagues = useResource("colleagues", () => ask("GET", "colleagues", { answer: ColleagueList }));
  const [query, setQuery] = useState("");
  const [busy, setBusy] = useState(false);
  const targets = desk.value?.transfers ?? [];
  const of = (kind: TransferTarget["kind"]) => targets.filter((target) => target.kind === kind);
  const fits = (...words: readonly string[]) => words.some((word) => word.includes(query.trim()));

  const transfer = async (dial: string, label: string) => {
    setBusy(true);
    const good = await call.transfer(dial);
    setBusy(false);
    notify(good ? "good" : "bad", t(good ? "transferred" : "transferFailed", { label }));
    if (good) onClose();
  };
  const consult = (dial: string, label: string) => {
    onClose();
    void telephone.value?.dial(dial, label);
  };
  const acts = (dial: string, label: string, consultable = true) => (
    <span class="target-acts">
      {consultable ? (
        <Button size="small" disabled={busy} label={`${t("consult")} ${label}`} onPress={() => consult(dial, label)}>
          {t("consult")}
        </Button>
      ) : null}
      <Button
        kind="main"
        size="small"
        disabled={busy}
        label={`${t("transferNow")} ${label}`}
        onPress={() => void transfer(dial, label)}
      >
        {t("transferNow")}
      </Button>
    </span>
  );
  const group = (title: string, rows: readonly TransferTarget[], consultable: boolean) =>
    rows.length === 0 ? null : (
      <section class="targets">
        <h3>{title}</h3>
        <ul>
          {rows.map(({ label, dial }) => (
            <li key={dial}>
              <span>{label}</span>
              {acts(dial, label, consultable)}
            </li>
          ))}
        </ul>
      </section>
    );

  return (
    <Dialog title={t("transferTo")} onClose={onClose} wide={true}>
      <p class="dialog-text">{t("transferHint")}</p>
      <div class="target-columns">
        <div>
          {group(t("queues"), of("queue"), false)}
          {group(t("experts"), of("expert"), true)}
          {group(t("platform12345"), of("platform-12345"), false)}
        </div>
        <section class="targets">
          <h3>{t("colleagues")}</h3>
          <TextField label={t("search")} type="search" value={query} onChange={setQuery} autofocus={true} />
          <Shown of={colleagues}>
            {({ colleagues: all }) => {
              const others = all.filter(
                ({ agent, displayName }) => agent !== session.value?.agent && fits(agent, displayName),
              );
              if (others.length === 0) return <p class="empty">{t("noColleagues")}</p>;
              return (
                <ul>
                  {others.map((each) => (
                    <li key={each.agent}>
                      <span class="target-who">
                        <span>{each.displayName}</span>
                        <span class="target-number">{each.agent}</span>
                        <StateBadge state={agents.value.get(each.agent)?.state ?? each.state} />
                      </span>
                      {acts(each.dial, each.displayName)}
                    </li>
                  ))}
                </ul>
              );
            }}
          </Shown>
        </section>
      </div>
    </Dialog>
  );
}
