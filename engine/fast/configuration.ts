import type { StackConfiguration } from "../stack-file.ts";

export interface PlainConfiguration {
  /** By full name, as the engine hands it to a program: text, or JSON. */
  readonly values: Readonly<Record<string, string>>;
  readonly secretKeys: string[];
}

/** What the engine would hand to the program, from a configuration whose secrets are fingerprints already. */
export function plainConfiguration(configuration: StackConfiguration): PlainConfiguration {
  const secretKeys: string[] = [];
  const values = Object.entries(configuration).map(([name, value]) => {
    const plain = opened(value, () => {
      if (secretKeys.at(-1) !== name) secretKeys.push(name);
    });
    return [name, typeof plain === "string" ? plain : JSON.stringify(plain)] as const;
  });
  return { values: Object.fromEntries(values), secretKeys };
}

function opened(value: unknown, onSecret: () => void): unknown {
  if (Array.isArray(value)) return value.map((element) => opened(element, onSecret));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === "secure") {
    onSecret();
    return first[1];
  }
  return Object.fromEntries(entries.map(([key, inner]) => [key, opened(inner, onSecret)]));
}
