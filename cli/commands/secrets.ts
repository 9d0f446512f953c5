import { relative } from "node:path";
import { text } from "node:stream/consumers";
import { secretsOf } from "../../planning/secrets.ts";
import { UserError } from "../../provinces/finding.ts";
import type { ExitCode, Invocation } from "../command.ts";
import { say } from "../messages.ts";
import { engineFor, requestFor } from "../offline.ts";
import { selectSound } from "../selection.ts";

/** init makes what can be made and says what must be given; set reads a value from stdin; rotate makes anew. */
export async function run(invocation: Invocation): Promise<ExitCode> {
  const { language, terminal } = invocation;
  const [action = "", id = "", name] = invocation.arguments;
  const [province] = selectSound(invocation, [id]);
  if (province === undefined) return 1;
  const needs = secretsOf(province.plan);
  const generated = needs.filter((need) => need.source === "generated").map((need) => need.name);
  const named = needs.find((need) => need.name === name)?.name;
  const facts = { stack: province.plan.identity.stack, province: id, found: name ?? "" };
  if (named === undefined && (name !== undefined || action === "set"))
    throw new UserError([
      {
        code: "SECRET_NAME_UNKNOWN",
        where: {},
        facts: { ...facts, allowed: needs.map((need) => need.name).join(", ") },
      },
    ]);
  if (action === "rotate" && named !== undefined && !generated.includes(named))
    throw new UserError([{ code: "SECRET_NOT_GENERATED", where: {}, facts }]);
  const engine = await engineFor(invocation);
  const secrets = await import("../../engine/secrets.ts");
  const target = requestFor(invocation, province, engine);
  const stack = target.stack;
  if (action === "set" && named !== undefined) {
    // A value on the command line would stay in the shell's history and in ps.
    const value = (await text(process.stdin)).replace(/\r?\n$/, "");
    const { file } = await secrets.setSecret(target, { name: named, value });
    terminal.out(say(language, "secretsDone", { stack, count: 1, names: named, file: relative(process.cwd(), file) }));
    return 0;
  }
  const { file, written } =
    action === "rotate"
      ? await secrets.rotateSecrets(target, named === undefined ? generated : [named])
      : await secrets.initSecrets(target, generated);
  terminal.out(
    written.length === 0
      ? say(language, "secretsNothing", { stack })
      : say(language, "secretsDone", {
          stack,
          count: written.length,
          names: written.join(", "),
          file: relative(process.cwd(), file),
        }),
  );
  const present = secrets.secretsPresent(target);
  const missing = needs
    .filter((need) => need.source === "given" && !present.includes(need.name))
    .map((need) => need.name);
  if (missing.length > 0) terminal.err(say(language, "secretsMissing", { names: missing.join(", "), province: id }));
  return 0;
}
