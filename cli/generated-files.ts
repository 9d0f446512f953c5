import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { provinceJsonSchema } from "../provinces/json-schema.ts";
import { COMMANDS } from "./commands.ts";
import { GLOSSARY } from "./glossary.ts";
import { commandTable } from "./help.ts";
import type { Language } from "./language.ts";

const ROOT = resolve(import.meta.dirname, "..");

export interface GeneratedFile {
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

export function schemaText(): string {
  return `${JSON.stringify(provinceJsonSchema(), null, 2)}\n`;
}

function glossaryTable(language: Language): string {
  const head = language === "zh" ? "| 术语 | 英文 | 含义 |" : "| Term | Chinese | Meaning |";
  const rows = Object.entries(GLOSSARY).map(([english, { term, ...meaning }]) =>
    language === "zh" ? `| ${term} | ${english} | ${meaning.zh} |` : `| ${english} | ${term} | ${meaning.en} |`,
  );
  return [head, "| --- | --- | --- |", ...rows].join("\n");
}

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
}

/** Name, version and license of every package that comes along at run time, from the lockfile. */
function notices(lockfile: string): string {
  const { packages } = JSON.parse(lockfile) as { packages: Readonly<Record<string, LockedPackage>> };
  const rows = Object.entries(packages)
    .filter(([path, entry]) => path.startsWith("node_modules/") && entry.dev !== true)
    .map(
      ([path, entry]) =>
        `| ${path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length)} | ${entry.version ?? ""} | ${entry.license ?? "see the package"} |`,
    );
  const unique = [...new Set(rows)].sort();
  return `# Third-party notices

Packages that \`npm ci --omit=dev\` installs, from the lockfile; each carries its license text in its own folder.
This table is generated.

| Package | Version | License |
| --- | --- | --- |
${unique.join("\n")}
`;
}

/** Replaces what stands between `<!-- generated: name -->` and `<!-- end -->`. */
function withSections(text: string, sections: Readonly<Record<string, string>>): string {
  return text.replaceAll(
    /(?<=<!-- generated: (\w+) -->\n)[\s\S]*?(?=<!-- end -->)/g,
    (whole, name: string) => `${sections[name] ?? whole.trimEnd()}\n`,
  );
}

/** Every committed file that is made from code, as it is and as it should be. */
export function generatedFiles(): readonly GeneratedFile[] {
  const read = (path: string) => {
    try {
      return readFileSync(join(ROOT, path), "utf8");
    } catch {
      return "";
    }
  };
  const readme = (path: string, language: Language): GeneratedFile => {
    const found = read(path);
    return {
      path,
      found,
      expected: withSections(found, { commands: commandTable(COMMANDS, language), glossary: glossaryTable(language) }),
    };
  };
  return [
    { path: "provinces/province.schema.json", found: read("provinces/province.schema.json"), expected: schemaText() },
    {
      path: "THIRD-PARTY-NOTICES.md",
      found: read("THIRD-PARTY-NOTICES.md"),
      expected: notices(read("package-lock.json")),
    },
    readme("README.md", "en"),
    readme("README.zh-CN.md", "zh"),
  ];
}

export function writeGenerated(file: GeneratedFile): void {
  writeFileSync(join(ROOT, file.path), file.expected);
}
