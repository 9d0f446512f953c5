import { hash } from "node:crypto";

/** Ten hexadecimal digits of SHA-256 over the text; long enough for names, short enough to read. */
export function contentHash(text: string): string {
  return hash("sha256", text, "hex").slice(0, 10);
}

/** Hash of files by path, independent of the order in which they were added. Lengths keep path and text apart. */
export function filesHash(files: Readonly<Record<string, string>>): string {
  const paths = Object.keys(files).sort();
  return contentHash(
    paths.map((path) => `${path.length} ${path} ${files[path]?.length ?? 0} ${files[path] ?? ""}`).join(""),
  );
}

/** Checksums of files by path as `sha256sum --check` reads them. */
export function checksums(files: Readonly<Record<string, string>>): string {
  return Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]) => `${hash("sha256", text, "hex")}  ${path}\n`)
    .join("");
}
