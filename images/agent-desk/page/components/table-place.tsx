import type { ComponentChildren } from "preact";

/** A table that may be wider than its place; it is scrolled with the keys as well, and so takes the focus. */
export function TablePlace({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without the focus nobody could scroll it with the keys
    <section class="table-place" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
