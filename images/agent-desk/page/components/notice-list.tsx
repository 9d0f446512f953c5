import { t } from "../state/language.ts";
import { dismiss, notices } from "../state/notices.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

const ICONS = { good: "check", info: "info", bad: "alert" } as const;

export function NoticeList() {
  return (
    <div class="notices" role="status" aria-live="polite">
      {notices.value.map(({ id, kind, text }) => (
        <div key={id} class={`notice notice-${kind}`}>
          <Icon name={ICONS[kind]} />
          <p>{text}</p>
          <Button kind="quiet" size="small" icon="cross" label={t("close")} onPress={() => dismiss(id)}>
            {""}
          </Button>
        </div>
      ))}
    </div>
  );
}
