import { relative } from "node:path";
import type { ExitCode, Invocation } from "../command.ts";
import { say } from "../messages.ts";
import { engineFor, requestFor } from "../offline.ts";
import { selectSound } from "../selection.ts";

export async function run(invocation: Invocation): Promise<ExitCode> {
  const { language, terminal } = invocation;
  const [province] = selectSound(invocation, invocation.arguments);
  if (province === undefined) return 1;
  const { forgetRehearsal, rehearse } = await import("../../engine/rehearsal.ts");
  if (invocation.has("forget")) {
    const removed = forgetRehearsal(requestFor(invocation, province, { path: "", version: "" }));
    terminal.out(removed === undefined ? say(language, "nothingToForget") : say(language, "forgotten", { path: relative(process.cwd(), removed) }));
    return 0;
  }
  const engine = await engineFor(invocation);
  const { path, resources } = await rehearse(requestFor(invocation, province, engine));
  terminal.out(say(language, "rehearsed", { resources, path: relative(process.cwd(), path) }));
  terminal.err(`${say(language, "nextTitle")}: npx hotline preview ${province.id} --offline`);
  return 0;
}
