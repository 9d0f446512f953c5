import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { FALLBACK } from "./typography.ts";

/** The oldest date that a zip archive can hold. */
const NO_TIME = new Date(1980, 0, 1);

/** The package without the hour it was made at and with the fall-back typefaces, so that the same paper has the same bytes. */
export function reproducible(bytes: Uint8Array): Uint8Array {
  const files = unzipSync(bytes);
  const core = files["docProps/core.xml"];
  if (core === undefined) throw new Error("the package has no core properties");
  files["docProps/core.xml"] = strToU8(
    strFromU8(core).replaceAll(/<dcterms:(created|modified)[^>]*>[^<]*<\/dcterms:\1>/g, ""),
  );
  files["word/fontTable.xml"] = strToU8(fontTable());
  return zipSync(
    Object.fromEntries(
      Object.keys(files)
        .sort()
        .map((path) => [path, files[path] ?? new Uint8Array()]),
    ),
    { mtime: NO_TIME, level: 6 },
  );
}

function fontTable(): string {
  const fonts = Object.entries(FALLBACK).map(
    ([name, other]) =>
      `<w:font w:name="${name}"><w:altName w:val="${other}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${fonts.join("")}</w:fonts>`;
}
