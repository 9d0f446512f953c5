import { existsSync, rmSync } from "node:fs";
import { relative } from "node:path";
import { type ExitCode, type Invocation, provincesFlag } from "../command.ts";
import { say } from "../messages.ts";
import { engineFor, requestFor, rootOf } from "../offline.ts";
import { selectSound } from "../selection.ts";

export async function run(invocation: Invocation): Promise<ExitCode> {
  const { language, terminal } = invocation;
  const [province] = selectSound(invocation, invocation.arguments);
  if (province === undefined) return 1;
  if (invocation.has("forget")) {
    const { rehearsalPath } = await import("../../engine/recorded-state.ts");
    const path = rehearsalPath(rootOf(invocation), province.plan.identity.stack);
    const stood = existsSync(path);
    rmSync(path, { force: true });
    terminal.out(say(language, stood ? "forgotten" : "nothingToForget", { path: relative(process.cwd(), path) }));
    return 0;
  }
  const engine = await engineFor(invocation);
  const { rehearse } = await import("../../engine/rehearse.ts");
  const { path, counts } = await rehearse({
    ...requestFor(invocation, province, engine),
    planned: { province: province.loaded.province, plan: province.plan },
  });
  const resources = counts.create + counts.update + counts.replace + counts.same;
  terminal.out(say(language, "rehearsed", { resources, path: relative(process.cwd(), path) }));
  terminal.err(
    `${say(language, "nextTitle")}\n  npx hotline preview ${province.id} --offline${provincesFlag(invocation)}`,
  );
  return 0;
}
