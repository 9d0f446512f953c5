import { XMLValidator } from "fast-xml-parser";

/** What a strict parser objects to; FreeSWITCH's own would let a bare ampersand pass. */
export function breachOf(text: string): string | undefined {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is a package of its own; this one is at hand
  const result = XMLValidator.validate(text);
  return result === true ? undefined : `${result.err.line}: ${result.err.msg}`;
}
