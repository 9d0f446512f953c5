import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { UserError } from "../../provinces/finding.ts";
import type { Engine } from "../cli/engine.ts";
import { type RenderedResource, recordedFrom } from "../fast/deciding.ts";
import { type FastRequest, previewFast } from "../fast/preview.ts";
import { secretFingerprint } from "../fingerprint.ts";
import { DOCKER } from "../offline/docker/docker.ts";
import { KUBERNETES } from "../offline/kubernetes/kubernetes.ts";
import { isList, isProperties, isSecret, type Properties, type Value } from "../offline/value.ts";
import {
  NOTICES,
  type RecordedState,
  type RecordedVersions,
  SNAPSHOT_FORMAT,
  snapshotPath,
  writeRecordedState,
} from "../recorded-state.ts";
import { Repository } from "../revision/git.ts";
import { readStackFile, type StackConfiguration, stackFilePath } from "../stack-file.ts";
import { type Decrypt, passphraseDecrypt } from "./opened-secrets.ts";
import { formsOf, Redactor } from "./redaction.ts";

/** A shorter text may stand anywhere by chance. */
const SHORTEST_SEARCHED = 8;
const TRACES: ReadonlySet<string> = new Set(["sourcePosition", "stackTrace", "created", "modified"]);

export interface SnapshotRequest {
  readonly root: string;
  readonly stack: string;
  /** What `pulumi stack export` wrote, with or without `--show-secrets`. */
  readonly exported: string;
  /** The program's resources for the same files, secrets as fingerprints: what they hold tells nothing. */
  readonly rendered: readonly RenderedResource[];
  readonly configuration: StackConfiguration;
  /** Undefined: none was given. Needed for whatever of state and stack file is encrypted. */
  readonly passphrase: string | undefined;
  readonly planned: { readonly province: unknown; readonly plan: unknown };
  readonly versions: RecordedVersions;
  readonly revision?: { readonly commit: string; readonly dirty: boolean } | undefined;
  /** ISO 8601. */
  readonly at: string;
}

export interface PublishRequest
  extends FastRequest,
    Omit<SnapshotRequest, "root" | "stack" | "rendered" | "configuration" | "versions" | "revision"> {
  readonly engine: Engine;
  /** Folder of snapshots. */
  readonly folder: string;
  /** Version of this toolkit. */
  readonly hotline: string;
}

/** Writes the snapshot of an exported state, dated and with the revision of the province files; returns its path. */
export async function publishSnapshot(request: PublishRequest): Promise<string> {
  const { root, stack, provincesDirectory, engine } = request;
  const { rendered } = await previewFast({ ...request, state: false });
  const state = await makeSnapshot({
    ...request,
    rendered,
    configuration: readStackFile(stackFilePath(root, stack)),
    revision: Repository.find(root)?.head([provincesDirectory, stackFilePath(root, stack)]),
    versions: {
      hotline: request.hotline,
      engine: engine.version,
      plugins: { kubernetes: KUBERNETES.version, docker: DOCKER.version },
    },
  });
  const path = snapshotPath(request.folder, stack);
  writeRecordedState(path, state);
  return path;
}

/**
 * Makes a redacted snapshot of an exported state. Throws UserError on what is no export of this stack and on secrets
 * that can't be opened, and a bug rather than a snapshot that still holds one.
 */
export async function makeSnapshot(request: SnapshotRequest): Promise<RecordedState> {
  const { stack, at, versions, revision } = request;
  const deployment = deploymentOf(request.exported, stack);
  const secrets = await secretsOfStackFile(request);
  // A provider adds its own defaults to what it is given.
  const known = new Map(
    recordedFrom(request.rendered).map(({ urn, inputs = {}, outputs = {} }) => [urn, leaves(outputs, leaves(inputs))]),
  );
  const redactor = new Redactor({
    fingerprints: new Map([...secrets].map(([text, { fingerprint }]) => [text, fingerprint])),
    decrypt: await decryptOf(deployment, request),
    tellsNothing: (urn) => known.get(urn) ?? new Set(),
  });
  const state: RecordedState = {
    hotline: "snapshot",
    notice: NOTICES.snapshot,
    format: SNAPSHOT_FORMAT,
    stack,
    at,
    engine: versions.engine,
    versions,
    ...(revision === undefined ? {} : { revision: revision.commit, dirty: revision.dirty }),
    resources: resourcesOf(deployment, stack).map((resource) => redactor.resource(withoutTraces(resource))),
    planned: request.planned,
  };
  const text = JSON.stringify(state);
  // Whatever was overlooked above must not leave this machine.
  for (const [value, { name }] of secrets)
    if (value.length >= SHORTEST_SEARCHED && formsOf(value).some((form) => text.includes(form)))
      throw new Error(`the snapshot of ${stack} would hold the secret ${name}`);
  return state;
}

function unreadable(stack: string, reason: string): UserError {
  return new UserError([{ code: "EXPORT_UNREADABLE", where: {}, facts: { stack, reason } }]);
}

function deploymentOf(text: string, stack: string): Properties {
  let content: Value;
  try {
    content = JSON.parse(text) as Value;
  } catch {
    // The parser's own words repeat the text.
    throw unreadable(stack, "not JSON");
  }
  const deployment = isProperties(content) ? content["deployment"] : undefined;
  if (!isProperties(deployment)) throw unreadable(stack, "no deployment in it");
  if (!isProperties(content) || content["version"] !== 3) throw unreadable(stack, "not version 3");
  return deployment;
}

function resourcesOf(deployment: Properties, stack: string): readonly Properties[] {
  const resources = deployment["resources"] ?? [];
  if (!isList(resources)) throw unreadable(stack, "its resources are no list");
  const found = resources.filter(isProperties);
  const other = found.find(({ urn }) => typeof urn !== "string" || !urn.startsWith(`urn:pulumi:${stack}::`));
  if (other !== undefined) throw unreadable(stack, `it is of another stack (${JSON.stringify(other["urn"])})`);
  return found;
}

function withoutTraces(resource: Properties): Properties {
  return Object.fromEntries(Object.entries(resource).filter(([key]) => !TRACES.has(key)));
}

/** What decrypts the state's own ciphertexts; nothing has to where secrets were exported in plain. */
async function decryptOf(deployment: Properties, { stack, passphrase }: SnapshotRequest): Promise<Decrypt> {
  const refuse = (found: string): Decrypt => {
    return () => {
      throw new UserError([{ code: "SNAPSHOT_CIPHERTEXT", where: {}, facts: { stack, found } }]);
    };
  };
  const providers = deployment["secrets_providers"];
  if (!isProperties(providers)) return refuse("?");
  const { type, state } = providers;
  const salt = isProperties(state) ? state["salt"] : undefined;
  if (type !== "passphrase" || typeof salt !== "string") return refuse(typeof type === "string" ? type : "?");
  if (!JSON.stringify(deployment["resources"] ?? []).includes('"ciphertext"')) return refuse("?");
  if (passphrase === undefined) throw new UserError([{ code: "PASSPHRASE_MISSING", where: {}, facts: { stack } }]);
  return passphraseDecrypt({ passphrase, salt, stack });
}

/** Every secret of the stack file by its text, with what programs see instead of it. */
async function secretsOfStackFile(
  request: SnapshotRequest,
): Promise<ReadonlyMap<string, { readonly name: string; readonly fingerprint: string }>> {
  const { root, stack, passphrase, configuration } = request;
  const sealed = ciphertextsOf(configuration);
  if (sealed.length === 0) return new Map();
  if (passphrase === undefined) throw new UserError([{ code: "PASSPHRASE_MISSING", where: {}, facts: { stack } }]);
  const content: unknown = parse(readFileSync(stackFilePath(root, stack), "utf8"));
  const salt =
    typeof content === "object" && content !== null && "encryptionsalt" in content ? content.encryptionsalt : undefined;
  if (typeof salt !== "string")
    throw new UserError([{ code: "SECRETS_PROVIDER_OTHER", where: {}, facts: { stack, found: "?" } }]);
  const decrypt = await passphraseDecrypt({ passphrase, salt, stack });
  return new Map(
    sealed.map(({ name, ciphertext }) => [
      decrypt(ciphertext),
      { name, fingerprint: secretFingerprint(stack, name, ciphertext) },
    ]),
  );
}

/** As stack-file.ts names them for their fingerprints. */
function ciphertextsOf(configuration: StackConfiguration): { readonly name: string; readonly ciphertext: string }[] {
  const found: { name: string; ciphertext: string }[] = [];
  const walk = (value: unknown, name: string): void => {
    if (Array.isArray(value)) for (const [index, inner] of value.entries()) walk(inner, `${name}[${index}]`);
    else if (typeof value === "object" && value !== null) {
      const entries = Object.entries(value);
      const [only] = entries;
      if (entries.length === 1 && only?.[0] === "secure" && typeof only[1] === "string")
        found.push({ name: name.replace(/^hotline:/, ""), ciphertext: only[1] });
      else for (const [key, inner] of entries) walk(inner, `${name}.${key}`);
    }
  };
  for (const [name, value] of Object.entries(configuration)) walk(value, name);
  return found;
}

/** All texts and numbers of a resource's inputs. */
function leaves(value: Value, into = new Set<Value>()): Set<Value> {
  if (isSecret(value)) leaves(value["value"] ?? null, into);
  else if (isList(value)) for (const inner of value) leaves(inner, into);
  else if (isProperties(value)) for (const inner of Object.values(value)) leaves(inner, into);
  else if (value !== null && typeof value !== "boolean") {
    into.add(value);
    // An object's string data is kept as base64 by its provider.
    if (typeof value === "string") into.add(Buffer.from(value, "utf8").toString("base64"));
  }
  return into;
}
