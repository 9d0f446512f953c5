import type { Finding } from "../finding.ts";
import { both } from "../wording.ts";
import { LONGEST, secretIn } from "./secret-pattern.ts";

/** What is seen line by line, before YAML: secrets (comments too) and characters that YAML would report misleadingly. */
export interface TextScan {
  readonly findings: readonly Finding[];
  /** Lines whose content must not be repeated in any other finding. */
  readonly secretLines: ReadonlySet<number>;
  /** Lines on which YAML stumbles for the reason found here. */
  readonly brokenLines: ReadonlySet<number>;
}

const FULL_WIDTH: Readonly<Record<string, string>> = {
  "：": ":",
  "，": ",",
  "“": '"',
  "”": '"',
  "‘": "'",
  "’": "'",
  "　": " ",
  "\u00a0": " ",
};

const KEY_COLON = /^\s*(?:- +)*["']?[A-Za-z0-9][\w-]*["']?\s*(：)/;
const FLOW_COLON = /[{,，]\s*[A-Za-z]\w*\s*(：)/;
// Only between two items: in a Chinese label the comma is text.
const FLOW_COMMA = /[[{].*?[\w"'}\]]\s*(，)\s*[\w"'{[]/;
const QUOTED_VALUE = /(?::\s+|^\s*- +)([“‘])[^”’]*[”’]\s*(?:#.*)?$/;
const DIGITS_VALUE = /(?::\s+|^\s*- +)["']?[\d.-]*([０-９．－])[\d.０-９．－-]*["']?\s*(?:[,}\]#].*)?$/;
const INDENT = /^ *([\u3000\u00a0])/;
const SHAPES = [INDENT, KEY_COLON, FLOW_COLON, FLOW_COMMA, QUOTED_VALUE, DIGITS_VALUE];

export function scanText(text: string): TextScan {
  const findings: Finding[] = [];
  const secretLines = new Set<number>();
  const brokenLines = new Set<number>();
  let inPrivateKey = false;
  for (const [index, whole] of text.split(/\r?\n/).entries()) {
    const number = index + 1;
    const line = whole.slice(0, LONGEST);
    if (inPrivateKey) {
      secretLines.add(number);
      inPrivateKey = !line.includes("-----END ");
      continue;
    }
    const secret = secretIn(line);
    if (secret !== undefined) {
      findings.push({
        code: "SECRET_IN_FILE",
        where: { line: number, column: secret.index + 1 },
        facts: both("kind", secret.kind),
      });
      secretLines.add(number);
      inPrivateKey = line.includes("-----BEGIN ");
      continue;
    }
    const odd = oddCharacter(line);
    if (odd === undefined) continue;
    findings.push({ ...odd, where: { line: number, column: (odd.where.column ?? 0) + 1 } });
    brokenLines.add(number);
  }
  return { findings, secretLines, brokenLines };
}

function oddCharacter(line: string): Finding | undefined {
  if (line.trimStart().startsWith("#")) return undefined;
  if (/^ *\t\s*\S/.test(line)) return { code: "YAML_TAB", where: { column: line.indexOf("\t") }, facts: {} };
  if (/^%[A-Z]/.test(line)) return { code: "YAML_DIRECTIVE", where: { column: 0 }, facts: {} };
  // Nearly all lines end here.
  if (!/[\u00a0\u2018-\u201d\u3000\uff00-\uff5e]/.test(line)) return undefined;
  // Quoted text and comments may hold any character.
  const bare = line.replace(/"[^"]*"|'[^']*'|\s#.*$/g, (quoted) =>
    /[０-９]/.test(quoted) ? quoted : quoted.replace(/[^"']/g, " "),
  );
  for (const shape of SHAPES) {
    const match = shape.exec(bare);
    const found = match?.[1];
    if (match === null || found === undefined) continue;
    const use = FULL_WIDTH[found] ?? found.normalize("NFKC");
    const column = match.index + match[0].indexOf(found);
    return {
      code: "FULL_WIDTH_CHARACTER",
      where: { column },
      facts: { found: found === "\u00a0" ? "U+00A0" : found, use },
    };
  }
  return undefined;
}
