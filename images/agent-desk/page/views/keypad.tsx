import { useState } from "preact/hooks";
import { t } from "../state/language.ts";
import type { Call } from "../telephone/call.ts";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;

/** Keys for a menu at the other end. */
export function Keypad({ call }: { readonly call: Call }) {
  const [sent, setSent] = useState("");
  const press = (key: string) => {
    call.key(key);
    setSent((before) => (before + key).slice(-16));
  };
  return (
    <fieldset class="keypad" aria-label={t("keypad")}>
      <output class="keypad-sent">{sent}</output>
      {KEYS.map((key) => (
        <button key={key} type="button" aria-label={t("key", { key })} onClick={() => press(key)}>
          {key}
        </button>
      ))}
    </fieldset>
  );
}
