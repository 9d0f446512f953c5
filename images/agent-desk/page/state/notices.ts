import { signal } from "@preact/signals";
import { failureText } from "./api.ts";

export interface Notice {
  readonly id: number;
  readonly kind: "good" | "info" | "bad";
  readonly text: string;
}

/** Said once, at the foot of the page and to screen readers, and gone after a while. */
export const notices = signal<readonly Notice[]>([]);
const SHOWN_MILLISECONDS = { good: 5_000, info: 8_000, bad: 15_000 } as const;
let last = 0;

export function notify(kind: Notice["kind"], text: string): void {
  last += 1;
  const id = last;
  notices.value = [
    ...notices
      .peek()
      .filter((each) => each.text !== text)
      .slice(-3),
    { id, kind, text },
  ];
  window.setTimeout(() => dismiss(id), SHOWN_MILLISECONDS[kind]);
}

export function dismiss(id: number): void {
  notices.value = notices.peek().filter((each) => each.id !== id);
}

/** Runs an act of the user; what goes wrong is said. True when it went well. */
export async function attempt(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    notify("bad", failureText(error));
    return false;
  }
}
