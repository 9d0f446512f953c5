import { useEffect, useRef } from "preact/hooks";
import type { MessageKey } from "../messages.ts";

interface Shortcut {
  readonly keys: string;
  readonly act: ShortcutAct;
  readonly word: MessageKey;
}

export type ShortcutAct = "help" | "answer" | "hang-up" | "hold" | "mute" | "ready" | "transfer" | "order" | "submit";

/** Function keys, which input methods leave alone; none that a browser needs for itself, such as F5 or F12. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: "F2", act: "answer", word: "shortcutAnswer" },
  { keys: "Shift+F2", act: "hang-up", word: "shortcutHangUp" },
  { keys: "F4", act: "hold", word: "shortcutHold" },
  { keys: "F7", act: "mute", word: "shortcutMute" },
  { keys: "F8", act: "ready", word: "shortcutReady" },
  { keys: "F9", act: "transfer", word: "shortcutTransfer" },
  { keys: "F10", act: "order", word: "shortcutOrder" },
  { keys: "Ctrl+Enter", act: "submit", word: "shortcutSubmit" },
  { keys: "F1", act: "help", word: "shortcutHelp" },
];

type Acts = Readonly<Partial<Record<ShortcutAct, () => void>>>;

const registered: Acts[] = [];

window.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.metaKey || event.repeat) return;
  const keys = `${event.ctrlKey ? "Ctrl+" : ""}${event.shiftKey ? "Shift+" : ""}${event.key}`;
  const shortcut = SHORTCUTS.find((each) => each.keys === keys);
  if (shortcut === undefined) return;
  // A dialog has the keys for itself.
  if (shortcut.act !== "answer" && document.querySelector("dialog[open]") !== null) return;
  const act = [...registered].reverse().find((acts) => acts[shortcut.act] !== undefined)?.[shortcut.act];
  if (act === undefined) return;
  event.preventDefault();
  act();
});

/** The view's own acts, while it is shown. */
export function useShortcuts(acts: Acts): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    const names = Object.keys(latest.current) as ShortcutAct[];
    const mine: Acts = Object.fromEntries(names.map((name) => [name, () => latest.current[name]?.()]));
    registered.push(mine);
    return () => {
      registered.splice(registered.indexOf(mine), 1);
    };
  }, []);
}
