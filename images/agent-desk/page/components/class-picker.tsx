import { useId, useMemo, useRef, useState } from "preact/hooks";
import type { ServiceClass } from "../../contract/work-order.ts";
import { t } from "../state/language.ts";

interface Props {
  readonly classes: readonly ServiceClass[];
  readonly value: string | null;
  readonly onChange: (code: string | null) => void;
}

interface Row extends ServiceClass {
  readonly level: number;
  /** Titles from the major class down. */
  readonly path: string;
}

const MOST_SHOWN = 300;

/** The tree of classes as one list that can be searched by code or title, with the keyboard alone (ARIA combobox). */
export function ClassPicker({ classes, value, onChange }: Props) {
  const id = useId();
  const [query, setQuery] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsOf(classes), [classes]);
  const chosen = rows.find(({ code }) => code === value);
  const open = query !== null;
  const shown = open ? matching(rows, query) : [];

  const choose = (row: Row | undefined) => {
    if (row === undefined) return;
    onChange(row.code);
    setQuery(null);
  };
  const move = (to: number) => {
    const next = Math.max(0, Math.min(shown.length - 1, to));
    setActive(next);
    list.current?.children[next]?.scrollIntoView({ block: "nearest" });
  };
  const begin = () => {
    if (query !== null) return;
    setQuery("");
    setActive(
      Math.max(
        0,
        rows.findIndex(({ code }) => code === value),
      ),
    );
  };

  return (
    <div class="field picker">
      <label for={id}>{t("serviceClass")}</label>
      <div class="picker-box">
        <input
          id={id}
          role="combobox"
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open && shown.length > 0 ? `${id}-${active}` : undefined}
          autocomplete="off"
          placeholder={rows.length === 0 ? t("classEmpty") : t("classSearch")}
          value={query ?? (chosen === undefined ? "" : `${chosen.code}  ${chosen.path}`)}
          onInput={({ currentTarget }) => {
            setQuery(currentTarget.value);
            setActive(0);
          }}
          onFocus={({ currentTarget }) => currentTarget.select()}
          onClick={begin}
          onBlur={() => setQuery(null)}
          onKeyDown={(event) => {
            if (event.isComposing) return;
            if (event.key === "ArrowDown" && !open) begin();
            else if (event.key === "ArrowDown") move(active + 1);
            else if (event.key === "ArrowUp" && open) move(active - 1);
            else if (event.key === "PageDown" && open) move(active + 8);
            else if (event.key === "PageUp" && open) move(active - 8);
            else if (event.key === "Enter" && open && !event.ctrlKey) choose(shown[active]);
            else if (event.key === "Escape" && open) setQuery(null);
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
        {value === null || open ? null : (
          <button type="button" class="picker-clear" onClick={() => onChange(null)}>
            {t("classLater")}
          </button>
        )}
      </div>
      <div
        id={`${id}-list`}
        ref={list}
        class="picker-list"
        role="listbox"
        aria-label={t("serviceClass")}
        hidden={!open || shown.length === 0}
      >
        {shown.map((row, at) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the combobox keeps the focus and names the active option
          <div
            key={row.code}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === active}
            class={`picker-row picker-level-${row.level}`}
            // Before the field loses the focus.
            onMouseDown={(event) => {
              event.preventDefault();
              choose(row);
            }}
          >
            <span class="picker-code">{row.code}</span>
            <span>{row.title}</span>
            {row.level > 1 && query !== "" ? <span class="picker-path">{row.path}</span> : null}
          </div>
        ))}
      </div>
      {open && shown.length === 0 ? <p class="hint">{t("classNone")}</p> : null}
    </div>
  );
}

function rowsOf(classes: readonly ServiceClass[]): readonly Row[] {
  const titles = new Map(classes.map(({ code, title }) => [code, title]));
  return [...classes]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, title }) => {
      const above = [2, 4].flatMap((length) => (length < code.length ? [titles.get(code.slice(0, length)) ?? ""] : []));
      return { code, title, level: code.length / 2, path: [...above, title].filter((each) => each !== "").join(" / ") };
    });
}

function matching(rows: readonly Row[], query: string): readonly Row[] {
  const words = query.trim().split(/\s+/);
  return rows
    .filter(({ code, path }) => words.every((word) => code.startsWith(word) || path.includes(word)))
    .slice(0, MOST_SHOWN);
}
