import { relative } from "node:path";
import { text } from "node:stream/consumers";
import type { SecretsResult } from "../../engine/secrets.ts";
import { type SecretNeed, secretsOf } from "../../planning/secrets.ts";
import { type FindingCode, UserError } from "../../provinces/finding.ts";
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
  const kept = needs.filter((need) => need.source === "kept").map((need) => need.name);
  const named =
    name === undefined ? undefined : chosen(name, { action, stack: province.plan.identity.stack, id, needs });
  // To change every password at once is to be meant, not to happen for want of a word.
  if (named === undefined && (action === "set" || action === "get" || (action === "rotate" && !invocation.has("all"))))
    throw refusal("SECRET_NAME_MISSING", { action, province: id, allowed: needs.map((need) => need.name).join(", ") });
  const value = action === "set" ? await given(name ?? "") : "";
  const secrets = await import("../../engine/secrets.ts");
  const target = requestFor(invocation, province, await engineFor(invocation));
  const { stack } = target;
  if (action === "get" && named !== undefined) {
    terminal.out(await secrets.readSecret(target, named));
    return 0;
  }
  const report = ({ file, written }: SecretsResult) =>
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
  if (action === "set" && named !== undefined) report(await secrets.setSecret(target, { name: named, value }));
  else if (action === "rotate") report(await secrets.rotateSecrets(target, named === undefined ? generated : [named]));
  else report(await secrets.initSecrets(target, [...generated, ...kept]));
  const present = secrets.secretsPresent(target);
  const missing = needs.filter((need) => !present.includes(need.name)).map((need) => need.name);
  if (missing.length > 0) terminal.err(say(language, "secretsMissing", { names: missing.join(", "), province: id }));
  return 0;
}

interface Choice {
  readonly action: string;
  readonly stack: string;
  readonly id: string;
  readonly needs: readonly SecretNeed[];
}

function chosen(name: string, { action, stack, id, needs }: Choice): string {
  const need = needs.find((candidate) => candidate.name === name);
  const facts = { stack, province: id, found: name };
  if (need === undefined)
    throw refusal("SECRET_NAME_UNKNOWN", { ...facts, allowed: needs.map((candidate) => candidate.name).join(", ") });
  if (action === "rotate" && need.source === "given") throw refusal("SECRET_NOT_GENERATED", facts);
  if (action === "rotate" && need.source === "kept") throw refusal("SECRET_KEPT", facts);
  return need.name;
}

/** From standard input: a value on the command line would stay in the shell's history and in ps. */
async function given(name: string): Promise<string> {
  const value = (await text(process.stdin)).replace(/\r?\n$/, "");
  if (/-tls-(certificate|key|authority)$/.test(name) && !value.startsWith("-----BEGIN "))
    throw refusal("SECRET_NOT_PEM", { found: name });
  return value;
}

function refusal(code: FindingCode, facts: Readonly<Record<string, string>>): UserError {
  return new UserError([{ code, where: {}, facts }]);
}
