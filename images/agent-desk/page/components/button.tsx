import type { ComponentChildren, Ref } from "preact";
import { Icon, type IconName } from "./icon.tsx";

interface Props {
  readonly children: ComponentChildren;
  readonly onPress?: () => void;
  readonly kind?: "usual" | "main" | "good" | "bad" | "quiet";
  readonly size?: "usual" | "large" | "small";
  readonly icon?: IconName;
  /** As said to the keyboard user, such as F2. */
  readonly shortcut?: string;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly submit?: boolean;
  readonly expanded?: boolean;
  readonly label?: string;
  readonly title?: string;
  readonly buttonRef?: Ref<HTMLButtonElement>;
}

export function Button(props: Props) {
  const { children, onPress, kind = "usual", size = "usual", icon, shortcut, disabled = false, submit = false } = props;
  return (
    <button
      ref={props.buttonRef ?? null}
      type={submit ? "submit" : "button"}
      class={`button button-${kind} button-${size}`}
      disabled={disabled}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      aria-label={props.label}
      aria-keyshortcuts={shortcut}
      title={props.title}
      onClick={() => onPress?.()}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      <span class="button-text">{children}</span>
      {shortcut === undefined ? null : (
        <span class="kbd" aria-hidden="true">
          {shortcut}
        </span>
      )}
    </button>
  );
}
