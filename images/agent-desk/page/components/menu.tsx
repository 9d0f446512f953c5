import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "./button.tsx";
import type { IconName } from "./icon.tsx";

interface Props {
  readonly button: ComponentChildren;
  readonly icon: IconName;
  readonly kind?: "usual" | "quiet";
  readonly size?: "usual" | "large";
  readonly start?: boolean;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly children: ComponentChildren;
}

/** A button and what it opens; closes on Escape and when the focus leaves it. */
export function Menu({ button, icon, kind = "usual", size = "usual", start = false, open, onOpen, children }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [close] = useState(() => () => onOpen(false));
  useEffect(() => {
    const { current } = place;
    const leave = ({ relatedTarget }: FocusEvent) => {
      if (!(relatedTarget instanceof Node) || current?.contains(relatedTarget) !== true) close();
    };
    const leaveByKey = ({ key }: KeyboardEvent) => {
      if (key !== "Escape") return;
      close();
      current?.querySelector("button")?.focus();
    };
    current?.addEventListener("focusout", leave);
    current?.addEventListener("keydown", leaveByKey);
    return () => {
      current?.removeEventListener("focusout", leave);
      current?.removeEventListener("keydown", leaveByKey);
    };
  }, [close]);
  useEffect(() => {
    if (open) list.current?.querySelector("button")?.focus();
  }, [open]);
  return (
    <div class="menu" ref={place}>
      <Button kind={kind} size={size} icon={icon} expanded={open} onPress={() => onOpen(!open)}>
        {button}
      </Button>
      {open ? (
        <div class={start ? "menu-list menu-start" : "menu-list"} ref={list}>
          {children}
        </div>
      ) : null}
    </div>
  );
}
