import type { Forge } from "./forge.ts";

export type Stuck = "created" | "updated" | "unchanged" | "nothing-to-say";

/** Beginning of a marker up to its key, and what the text says of itself. */
const MARKER = /^(<!-- hotline-preview:[\w-]* )(\S+) -->/;

/**
 * Keeps one comment with a report: the oldest that begins with the same marker is replaced, and only if it differs. A
 * report without anything to say replaces what stands there, but begins no comment. One that others wrote in its name
 * can't be replaced, so that an own one is begun. Throws UserError where the forge refuses.
 */
export async function stick(forge: Forge, body: string): Promise<Stuck> {
  const [, marker, state] = MARKER.exec(body) ?? [];
  if (marker === undefined) throw new Error("the text does not begin with a marker of a preview");
  // Forges store lines with CRLF.
  const same = (text: string): boolean => text.replaceAll("\r\n", "\n").trimEnd() === body.trimEnd();
  for (const comment of (await forge.list()).filter((each) => each.body.startsWith(marker))) {
    if (same(comment.body)) return "unchanged";
    if ((await forge.update(comment.id, body)) !== undefined) return "updated";
  }
  if (state === "nothing") return "nothing-to-say";
  await forge.create(body);
  return "created";
}
