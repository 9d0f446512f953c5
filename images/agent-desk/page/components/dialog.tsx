import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { t } from "../state/language.ts";
import { Button } from "./button.tsx";
import { TextField } from "./field.tsx";
import { NoticeList } from "./notice-list.tsx";

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  readonly wide?: boolean;
}

/** The browser's own modal: it keeps the focus inside, gives it back, and closes on Escape. */
export function Dialog({ title, onClose, children, wide = false }: Props) {
  const place = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    place.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={place}
      class={wide ? "dialog dialog-wide" : "dialog"}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header class="dialog-head">
        <h2 id={id}>{title}</h2>
        <Button kind="quiet" size="small" icon="cross" onPress={onClose}>
          {t("close")}
        </Button>
      </header>
      <div class="dialog-body">{children}</div>
      {/* Whatever lies outside a modal can be neither seen nor read meanwhile. */}
      <NoticeList />
    </dialog>
  );
}

interface ReasonProps {
  readonly title: string;
  readonly hint?: string;
  readonly act: string;
  readonly onClose: () => void;
  /** True when it went well: the dialog closes. */
  readonly onReason: (why: string) => Promise<boolean>;
  readonly children?: ComponentChildren;
}

/** For acts that the audit log must be able to explain. */
export function ReasonDialog({ title, hint, act, onClose, onReason, children }: ReasonProps) {
  const [why, setWhy] = useState("");
  const [busy, setBusy] = useState(false);
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (why.trim() === "" || busy) return;
          setBusy(true);
          void onReason(why.trim()).then((good) => {
            setBusy(false);
            if (good) onClose();
          });
        }}
      >
        {children}
        {hint === undefined ? null : <p class="dialog-text">{hint}</p>}
        <TextField
          label={t("why")}
          hint={t("whyHint")}
          value={why}
          onChange={setWhy}
          required={true}
          autofocus={true}
        />
        <div class="dialog-foot">
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button kind="main" submit={true} disabled={busy || why.trim() === ""}>
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
