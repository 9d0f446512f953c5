import { randomBytes } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { UserError } from "../provinces/finding.ts";
import type { FindingCode } from "../provinces/messages.ts";
import { EngineCommand, EngineFailure, type EngineOutput } from "./cli/command.ts";
import type { Engine } from "./cli/engine.ts";
import { readStackFile, stackFilePath } from "./stack-file.ts";
import { makeTemporaryDirectory } from "./temporary-directory.ts";
import { projectName } from "./workspace.ts";

const GENERATED_BYTES = 32;
const NAMESPACE = "hotline:";

/** A stack whose file, stacks/Pulumi.<stack>.yaml below the root, holds the secrets as `hotline:<name>`. */
export interface SecretsRequest {
  readonly engine: Engine;
  readonly root: string;
  readonly stack: string;
  /** Where PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE is looked up; by default this process's. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
}

/** Names only: a value is never told. */
export interface SecretsResult {
  readonly file: string;
  readonly written: readonly string[];
}

/** Generates those of the names that are not set; what is set stays. Throws UserError without the right passphrase. */
export function initSecrets(request: SecretsRequest, names: readonly string[]): Promise<SecretsResult> {
  const present = secretsPresent(request);
  return rotateSecrets(
    request,
    names.filter((name) => !present.includes(name)),
  );
}

/** Generates new values for the names. Throws UserError without the right passphrase. */
export function rotateSecrets(request: SecretsRequest, names: readonly string[]): Promise<SecretsResult> {
  return writeSecrets(request, new Map(names.map((name) => [name, generatedValue()])));
}

/** Writes one value that comes from outside. Throws UserError on an empty one or without the right passphrase. */
export function setSecret(
  request: SecretsRequest,
  { name, value }: { readonly name: string; readonly value: string },
): Promise<SecretsResult> {
  if (value.trim() === "") throw userError("SECRET_EMPTY", { found: name });
  return writeSecrets(request, new Map([[name, value]]));
}

/** Names of the secrets that the stack file has, without the namespace. */
export function secretsPresent({ root, stack }: Pick<SecretsRequest, "root" | "stack">): readonly string[] {
  return Object.entries(readStackFile(stackFilePath(root, stack))).flatMap(([name, value]) =>
    name.startsWith(NAMESPACE) && typeof value === "object" && value !== null && "secure" in value
      ? [name.slice(NAMESPACE.length)]
      : [],
  );
}

function generatedValue(): string {
  return randomBytes(GENERATED_BYTES).toString("base64url");
}

/**
 * Has the engine encrypt values into a copy of the stack file, beside a backend made for this, and puts the copy in its
 * place at once: a file is never half written, and no value is on a command line.
 */
async function writeSecrets(request: SecretsRequest, values: ReadonlyMap<string, string>): Promise<SecretsResult> {
  const file = stackFilePath(request.root, request.stack);
  return withCopy(request, async ({ copy, run }) => {
    for (const [name, value] of values) await run(["config", "set", "--secret", NAMESPACE + name], value);
    mkdirSync(dirname(file), { recursive: true });
    const partial = `${file}.${process.pid}`;
    copyFileSync(copy, partial);
    renameSync(partial, file);
    return { file, written: [...values.keys()] };
  });
}

/** One value in clear. Throws UserError where the stack file has none, or without the right passphrase. */
export async function readSecret(request: SecretsRequest, name: string): Promise<string> {
  if (!secretsPresent(request).includes(name))
    throw userError("SECRET_MISSING", { stack: request.stack, secret: name });
  return withCopy(request, async ({ run }) => (await run(["config", "get", NAMESPACE + name])).stdout.trimEnd());
}

interface Copy {
  readonly copy: string;
  readonly run: (args: readonly string[], input?: string) => Promise<EngineOutput>;
}

/** A copy of the stack file beside a backend made for this, whose passphrase was found right. */
async function withCopy<Result>(request: SecretsRequest, use: (copy: Copy) => Promise<Result>): Promise<Result> {
  const { engine, root, stack } = request;
  const passphrase = passphraseVariables(request);
  const file = stackFilePath(root, stack);
  demandPassphraseProvider(file, stack);
  const directory = makeTemporaryDirectory();
  try {
    const copy = join(directory.path, `Pulumi.${stack}.yaml`);
    mkdirSync(join(directory.path, "state"));
    writeFileSync(join(directory.path, "Pulumi.yaml"), stringify({ name: projectName(root), runtime: "nodejs" }));
    if (existsSync(file)) copyFileSync(file, copy);
    const command = new EngineCommand(engine);
    const run: Copy["run"] = (args, input) =>
      command.exec([...args, "--stack", stack], {
        cwd: directory.path,
        input,
        variables: {
          ...passphrase,
          PULUMI_HOME: join(directory.path, "home"),
          PULUMI_BACKEND_URL: `file://${join(directory.path, "state")}`,
        },
      });
    // Checks the passphrase against the file's salt, or writes a new salt.
    await run(["stack", "init", "--secrets-provider", "passphrase"]);
    return await use({ copy, run });
  } catch (error) {
    if (error instanceof EngineFailure && /incorrect passphrase/i.test(error.message)) {
      throw userError("PASSPHRASE_WRONG", { stack });
    }
    throw error;
  } finally {
    directory.release();
  }
}

function passphraseVariables({ environment = process.env, stack }: SecretsRequest): Readonly<Record<string, string>> {
  const passphrase = environment["PULUMI_CONFIG_PASSPHRASE"] ?? "";
  if (passphrase !== "") return { PULUMI_CONFIG_PASSPHRASE: passphrase };
  const file = environment["PULUMI_CONFIG_PASSPHRASE_FILE"] ?? "";
  if (file !== "" && existsSync(file)) return { PULUMI_CONFIG_PASSPHRASE_FILE: resolve(file) };
  throw userError("PASSPHRASE_MISSING", { stack });
}

/** A file whose secrets some key service encrypts is not ours to write. */
function demandPassphraseProvider(file: string, stack: string): void {
  if (!existsSync(file)) return;
  const content: unknown = parse(readFileSync(file, "utf8"));
  const provider =
    typeof content === "object" && content !== null && "secretsprovider" in content
      ? content.secretsprovider
      : undefined;
  if (typeof provider !== "string" || provider === "passphrase" || provider === "default") return;
  throw userError("SECRETS_PROVIDER_OTHER", { stack, found: provider });
}

function userError(code: FindingCode, facts: Readonly<Record<string, string>>): UserError {
  return new UserError([{ code, where: {}, facts }]);
}
