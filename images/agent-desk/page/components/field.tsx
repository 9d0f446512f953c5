import { type ComponentChildren, h } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly children: (of: { readonly id: string; readonly describedBy: string | undefined }) => ComponentChildren;
}

/** A label, its control, what helps, and what is wrong; all tied together. */
export function Field({ label, hint, error, children }: Props) {
  const id = useId();
  const described = [hint === undefined ? [] : [`${id}-hint`], error === undefined ? [] : [`${id}-error`]].flat();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, describedBy: described.length === 0 ? undefined : described.join(" ") })}
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error === undefined ? null : (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly type?: "text" | "password" | "date" | "number" | "search";
  readonly autocomplete?: string;
  readonly inputMode?: "numeric" | "text";
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly autofocus?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}

export function TextField(props: TextProps) {
  const place = useRef<HTMLInputElement>(null);
  // The attribute counts when a page or a dialog opens, not when a form goes on to its next step.
  useEffect(() => {
    if (props.autofocus === true) place.current?.focus();
  }, []);
  const { label, value, onChange, hint, error, type = "text", autocomplete = "off", ...rest } = props;
  return (
    <Field label={label} hint={hint} error={error}>
      {({ id, describedBy }) =>
        // Preact's types of <input> forbid a type that is known only as one of several; those of `h` don't.
        h("input", {
          ...rest,
          ref: place,
          id,
          type,
          value,
          autocomplete,
          "aria-describedby": describedBy,
          "aria-invalid": error !== undefined,
          onInput: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => onChange(currentTarget.value),
        })
      }
    </Field>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  readonly hint?: string;
  readonly disabled?: boolean;
}

export function SelectField<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, options, onChange, hint, disabled = false } = props;
  return (
    <Field label={label} hint={hint}>
      {({ id, describedBy }) => (
        <select
          id={id}
          disabled={disabled}
          aria-describedby={describedBy}
          value={value}
          onChange={({ currentTarget }) => {
            const chosen = options.find((each) => each.value === currentTarget.value);
            if (chosen !== undefined) onChange(chosen.value);
          }}
        >
          {options.map((each) => (
            <option key={each.value} value={each.value}>
              {each.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** A row of radio buttons that looks like one control. */
export function Choices<Value extends string>(props: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset class="choices">
      <legend>{props.label}</legend>
      <div class="choices-row">
        {props.options.map((each) => (
          <label key={each.value} class={each.value === props.value ? "choice chosen" : "choice"}>
            <input
              type="radio"
              name={name}
              value={each.value}
              checked={each.value === props.value}
              onChange={() => props.onChange(each.value)}
            />
            <span>{each.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function CheckBox(props: {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={({ currentTarget }) => props.onChange(currentTarget.checked)}
      />
      <span>{props.label}</span>
    </label>
  );
}
