import { readFileSync } from "node:fs";
import { UserError } from "../../provinces/finding.ts";
import type { ExitCode, Invocation } from "../command.ts";
import type { Forge } from "../forge/forge.ts";
import { github } from "../forge/github.ts";
import { gitlab } from "../forge/gitlab.ts";
import { stick } from "../forge/sticky-comment.ts";
import { say } from "../messages.ts";

/** Puts a report beside the pull request in which it runs; a second run replaces the first one's. */
export async function run({ arguments: [file = ""], language, terminal }: Invocation): Promise<ExitCode> {
  const done = await stick(forgeOf(process.env), textOf(file));
  terminal.err(say(language, `pr.comment.${done}`));
  return 0;
}

function textOf(file: string): string {
  let text = "";
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new UserError([{ code: "COMMENT_UNREADABLE", where: { file }, facts: {} }]);
  }
  if (!text.startsWith("<!-- hotline-preview:"))
    throw new UserError([{ code: "COMMENT_UNREADABLE", where: { file }, facts: {} }]);
  return text;
}

/** From the variables that the forges set in their jobs; the token is the one thing that people add. */
export function forgeOf(environment: Readonly<Record<string, string | undefined>>): Forge {
  const of = (...names: readonly string[]): string => {
    const found = names.map((name) => environment[name]).find((value) => value !== undefined && value !== "");
    if (found !== undefined) return found;
    throw new UserError([{ code: "FORGE_VARIABLE_MISSING", where: {}, facts: { name: names.join(" / ") } }]);
  };
  if (environment["GITLAB_CI"] === "true")
    return gitlab({
      api: of("CI_API_V4_URL"),
      project: of("CI_PROJECT_ID"),
      number: of("CI_MERGE_REQUEST_IID"),
      token: of("HOTLINE_GITLAB_TOKEN"),
    });
  return github({
    api: environment["GITHUB_API_URL"] ?? "https://api.github.com",
    repository: of("GITHUB_REPOSITORY"),
    number: of("HOTLINE_PULL_REQUEST"),
    token: of("GITHUB_TOKEN"),
  });
}
