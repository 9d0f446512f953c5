import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { failureText } from "../state/api.ts";
import { t } from "../state/language.ts";
import { Button } from "./button.tsx";

export interface Resource<Value> {
  readonly value: Signal<Value | undefined>;
  readonly trouble: Signal<unknown>;
  readonly read: () => Promise<void>;
}

/** What a view asks the service for, anew whenever `key` changes. An answer that comes too late is dropped. */
export function useResource<Value>(key: string, ask: () => Promise<Value>): Resource<Value> {
  const value = useSignal<Value | undefined>(undefined);
  const trouble = useSignal<unknown>(null);
  const turn = useSignal(0);
  const read = async () => {
    turn.value += 1;
    const mine = turn.value;
    try {
      const answer = await ask();
      if (mine !== turn.value) return;
      value.value = answer;
      trouble.value = null;
    } catch (error) {
      if (mine === turn.value) trouble.value = error;
    }
  };
  // `key` says all that `ask` depends on.
  useEffect(() => void read(), [key]);
  return { value, trouble, read };
}

/** The value, or that it is being read, or why not. */
export function Shown<Value>(props: {
  readonly of: Resource<Value>;
  readonly children: (value: Value) => ComponentChildren;
}) {
  const { value, trouble, read } = props.of;
  if (trouble.value !== null)
    return (
      <div class="empty" role="alert">
        <p>{failureText(trouble.value)}</p>
        <Button onPress={() => void read()}>{t("retry")}</Button>
      </div>
    );
  if (value.value === undefined)
    return (
      <p class="empty" role="status">
        {t("loading")}
      </p>
    );
  return <>{props.children(value.value)}</>;
}
