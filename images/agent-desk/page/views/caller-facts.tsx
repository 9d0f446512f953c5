import type { Call as Facts } from "../../contract/call.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import type { MessageKey } from "../messages.ts";
import { language, t } from "../state/language.ts";
import { desk, may } from "../state/store.ts";

interface Props {
  readonly facts: Facts;
  /** In clear, after it was asked for with a reason. */
  readonly number: string | undefined;
  readonly onUnmask: () => void;
}

const LOOKUPS: Readonly<Partial<Record<Facts["lookup"], MessageKey>>> = {
  asking: "lookupAsking",
  unknown: "lookupUnknown",
  late: "lookupLate",
  failed: "lookupFailed",
  skipped: "lookupSkipped",
};

/** Who calls, as far as it may be shown. */
export function CallerFacts({ facts, number, onUnmask }: Props) {
  const queue = desk.value?.queues.find(({ name }) => name === facts.queue)?.label ?? facts.queue;
  return (
    <div class="call-who">
      <div class="call-number-row">
        <p class="call-number">{number ?? facts.caller ?? t("withheld")}</p>
        {facts.caller === null || number !== undefined || !may("unmask") ? null : (
          <Button kind="quiet" size="small" icon="eye" onPress={onUnmask}>
            {t("showNumber")}
          </Button>
        )}
      </div>
      <dl class="facts">
        <Fact label={t("queue")} value={queue} />
        <Fact label={t("callLanguage")} value={languageWord(facts.language)} />
        <Fact label={t("network")} value={facts.from} />
      </dl>
      {facts.lookup === "none" ? null : <Known facts={facts} />}
    </div>
  );
}

function Known({ facts }: { readonly facts: Facts }) {
  const { known, lookup } = facts;
  const word = LOOKUPS[lookup];
  return (
    <div class="known">
      <h3>{t("knownCaller")}</h3>
      {known === null ? (
        <p class="known-none" role="status">
          <Icon name={lookup === "asking" ? "clock" : "info"} size={14} />
          {word === undefined ? t("unknown") : t(word)}
        </p>
      ) : (
        <>
          <dl class="facts">
            <Fact label={t("name")} value={known.name ?? null} />
            <Fact label={t("idNumber")} value={known.idNumber ?? null} />
            <Fact
              label={t("openRequests")}
              value={known.openRequests === undefined ? null : String(known.openRequests)}
            />
            <Fact label={t("lastContact")} value={known.lastContactOn ?? null} />
          </dl>
          {known.tags === undefined || known.tags.length === 0 ? null : (
            <ul class="tag-list" aria-label={t("tags")}>
              {known.tags.map((tag) => (
                <li key={tag}>{tag}</li>
              ))}
            </ul>
          )}
        </>
      )}
    </div>
  );
}

function Fact({ label, value }: { readonly label: string; readonly value: string | null }) {
  return value === null || value === "" ? null : (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** Languages of the menu; the browser knows their names in both tongues. */
function languageWord(code: string | null): string | null {
  if (code === null) return null;
  try {
    return new Intl.DisplayNames([language.value === "zh" ? "zh-CN" : "en"], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}
