import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { UserError } from "../provinces/finding.ts";
import { secretFingerprint } from "./fingerprint.ts";

/** `stacks/Pulumi.anhui.yaml` below the root of a checkout. */
export function stackFilePath(root: string, stack: string): string {
  return join(root, "stacks", `Pulumi.${stack}.yaml`);
}

/** A stack's configuration by full name (`hotline:desk-tls-key`); a secret is `{ secure: ciphertext }`. */
export type StackConfiguration = Readonly<Record<string, unknown>>;

/** Configuration of a stack file, empty where there is none. Throws UserError on a file that can't be read as one. */
export function readStackFile(file: string): StackConfiguration {
  if (!existsSync(file)) return {};
  let content: unknown;
  try {
    content = parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw malformed(file, error);
  }
  if (content === null) return {};
  if (!isRecord(content)) throw malformed(file, "not a map");
  const config = content["config"] ?? {};
  if (!isRecord(config)) throw malformed(file, "config is not a map");
  return config;
}

function malformed(file: string, reason: unknown): UserError {
  const message = reason instanceof Error ? reason.message : String(reason);
  const facts = { reason: message.split("\n")[0] ?? message };
  return new UserError([{ code: "STACK_FILE_MALFORMED", where: { file }, facts }]);
}

export interface FingerprintedConfiguration {
  readonly configuration: StackConfiguration;
  /** Wanted secrets that the stack file does not have, without their namespace. */
  readonly unsetSecrets: readonly string[];
}

/**
 * The same configuration with a fingerprint for every secret, at any depth, and for each wanted secret that is unset.
 * `seal` turns a fingerprint into what stands after `secure:`.
 */
export function fingerprinted(
  configuration: StackConfiguration,
  { stack, secretNames, seal }: { stack: string; secretNames: readonly string[]; seal: (text: string) => string },
): FingerprintedConfiguration {
  const fingerprint = (name: string, ciphertext: string | undefined): unknown => ({
    secure: seal(secretFingerprint(stack, name, ciphertext)),
  });
  const bare = secretNames.filter((name) => {
    const value = configuration[`hotline:${name}`];
    return value !== undefined && !(isRecord(value) && typeof value["secure"] === "string");
  });
  // Its value would go into plans and recorded states as it stands.
  if (bare.length > 0)
    throw new UserError(bare.map((found) => ({ code: "SECRET_IN_STACK_FILE", where: {}, facts: { stack, found } })));
  const unsetSecrets = secretNames.filter((name) => configuration[`hotline:${name}`] === undefined);
  const known = Object.entries(configuration).map(([name, value]) => [name, replaced(value, name)] as const);
  const unset = unsetSecrets.map((name) => [`hotline:${name}`, fingerprint(name, undefined)] as const);
  return { configuration: Object.fromEntries([...known, ...unset]), unsetSecrets };

  function replaced(value: unknown, name: string): unknown {
    if (Array.isArray(value)) return value.map((element, index) => replaced(element, `${name}[${index}]`));
    if (!isRecord(value)) return value;
    const ciphertext = value["secure"];
    if (typeof ciphertext === "string" && Object.keys(value).length === 1) {
      return fingerprint(name.replace(/^hotline:/, ""), ciphertext);
    }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner, `${name}.${key}`)]));
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
