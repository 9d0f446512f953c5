/** A table cell of a page: its text, and the exact value where it is a figure. */
export interface ReadCell {
  readonly text: string;
  readonly value: number | undefined;
}

/** Body rows of the table in a section, read back from the markup. */
export function sectionRows(page: string, id: string): readonly (readonly ReadCell[])[] {
  const section = new RegExp(`<section id="${id}">(.*?)</section>`, "s").exec(page)?.[1];
  if (section === undefined) throw new Error(`the page has no section ${id}`);
  const body = /<tbody>(.*?)<\/tbody>/s.exec(section)?.[1] ?? "";
  return [...body.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = ""]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = ""]) => {
      const figure = /^<data value="([^"]*)">(.*?)<\/data>$/s.exec(cell);
      return figure === null
        ? { text: plain(cell), value: undefined }
        : { text: plain(figure[2] ?? ""), value: Number(figure[1]) };
    }),
  );
}

function plain(markup: string): string {
  return markup
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
