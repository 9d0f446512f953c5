import { z } from "zod";

/** What a business adapter may answer about a caller; keys beyond these are dropped, so that no more goes on. */
export const AdapterAnswer = z.object({
  known: z.boolean(),
  name: z.string().max(64).optional(),
  id_number: z.string().max(32).optional(),
  /** Short words such as 参保职工. */
  tags: z.array(z.string().max(32)).max(10).optional(),
  open_requests: z.int().min(0).max(9999).optional(),
  last_contact_on: z.iso.date().optional(),
});
export type AdapterAnswer = z.infer<typeof AdapterAnswer>;

/** As the desk is shown it. */
export type MaskedCaller = Omit<AdapterAnswer, "known">;

/**
 * Enough to greet and to ask, too little to take away: of a name its first character, of a number its last four
 * digits. An adapter that masks already loses nothing more.
 */
export function masked({ name, id_number, tags, open_requests, last_contact_on }: AdapterAnswer): MaskedCaller {
  return {
    ...(name === undefined ? {} : { name: maskedName(name) }),
    ...(id_number === undefined ? {} : { id_number: maskedNumber(id_number) }),
    ...(tags === undefined ? {} : { tags: tags.map(maskedText) }),
    ...(open_requests === undefined ? {} : { open_requests }),
    ...(last_contact_on === undefined ? {} : { last_contact_on }),
  };
}

function maskedName(name: string): string {
  const characters = Array.from(name.trim());
  return characters.map((character, index) => (index === 0 || /\s|·/u.test(character) ? character : "*")).join("");
}

function maskedNumber(number: string): string {
  const characters = Array.from(number.trim());
  return characters.map((character, index) => (index < characters.length - 4 ? "*" : character)).join("");
}

/** Numbers have no place in a word; six digits on can tell somebody. */
function maskedText(text: string): string {
  return text.replaceAll(/\d{5,}[\dXx]/g, (digits) => maskedNumber(digits));
}
