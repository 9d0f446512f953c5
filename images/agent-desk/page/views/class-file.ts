import type { ClassImport } from "../../contract/administration.ts";

export type ClassFile = { readonly classes: ClassImport["classes"] } | { readonly line: number; readonly text: string };

/** Code and title, by comma, semicolon or tab; a first line of column names is passed over. UTF-8, else GB 18030. */
export function readClasses(bytes: ArrayBuffer): ClassFile {
  const classes: ClassImport["classes"] = [];
  for (const [at, line] of decode(bytes)
    .split(/\r\n|\r|\n/)
    .entries()) {
    if (line.trim() === "") continue;
    const [, code = "", title = ""] = /^\s*"?(\d+)"?\s*[,;\t，]\s*"?(.*?)"?\s*[,;\t，]*$/.exec(line) ?? [];
    if (/^(\d{2}){1,3}$/.test(code) && title !== "") classes.push({ code, title });
    else if (at > 0) return { line: at + 1, text: line.slice(0, 60) };
  }
  return { classes };
}

function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}
