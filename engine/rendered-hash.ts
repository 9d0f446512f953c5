import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { RenderedResource } from "./fast/deciding.ts";
import { DOCKER } from "./offline/docker/docker.ts";
import { KUBERNETES } from "./offline/kubernetes/kubernetes.ts";
import { SNAPSHOTS_FOLDER, snapshotPath } from "./recorded-state.ts";
import type { Repository } from "./revision/git.ts";
import { below } from "./revision/old-files.ts";

/** Folders and files whose content decides what a program does, below the root of the toolkit. */
const PROGRAM = ["provinces", "planning", "components", "platforms", "stacks"];
const PACKAGES = "package-lock.json";
/** Province and stack files lie between the sources, and are told apart. */
const isSource = (path: string): boolean =>
  path.startsWith("provinces/") ? /\.(?:ts|js|json)$/.test(path) : !/^stacks\/Pulumi\..*\.ya?ml$/.test(path);
const isData = (path: string): boolean => /\.(?:ya?ml|json)$/.test(path);

/** Hash by path of what a revision, or the folder as it lies, gives to previews. */
export interface Content {
  readonly program: string;
  /** Of the exact versions of the packages it uses. */
  readonly packages: string;
  /** Of the engine's tables, this toolkit and the national data: the same for all revisions. */
  readonly versions: string;
  /** Blob by path below the root of the province files. */
  readonly files: ReadonlyMap<string, string>;
}

export interface ContentRequest {
  /** Folder of the province files. */
  readonly provinces: string;
  /** Checkout of the toolkit; its program counts as of the revision if it is in the same repository. */
  readonly toolkit: string;
  /** Version of the engine, if one is asked. */
  readonly engine?: string | undefined;
}

/** What lies in the folders now. */
export function contentNow({ provinces, toolkit, engine }: ContentRequest): Content {
  const root = dirname(provinces);
  const files = hashed(root, [...names(root, provinces), "Pulumi.yaml", SNAPSHOTS_FOLDER], isData);
  const lock = hashed(toolkit, [PACKAGES], isData).get(PACKAGES) ?? "";
  return {
    program: digest([...hashed(toolkit, PROGRAM, isSource)]),
    packages: lock,
    versions: versionsOf(engine),
    files,
  };
}

/** What a commit has instead; the program of a toolkit outside the repository is today's. */
export function contentAt(repository: Repository, commit: string, request: ContentRequest): Content {
  const { provinces, toolkit, engine } = request;
  const root = dirname(provinces);
  const inside = (folder: string): boolean => !below(repository, folder).startsWith("..");
  const strip = (folder: string, paths: readonly string[], wanted: (path: string) => boolean): Map<string, string> => {
    const prefix = below(repository, folder);
    const blobs = repository.blobs(
      commit,
      paths.map((path) => (prefix === "" ? path : `${prefix}/${path}`)),
    );
    return new Map(
      [...blobs].flatMap(([path, blob]) => {
        const own = prefix === "" ? path : path.slice(prefix.length + 1);
        return wanted(own) ? [[own, blob] as const] : [];
      }),
    );
  };
  const program = inside(toolkit) ? strip(toolkit, PROGRAM, isSource) : hashed(toolkit, PROGRAM, isSource);
  const lock = inside(toolkit) ? strip(toolkit, [PACKAGES], isData) : hashed(toolkit, [PACKAGES], isData);
  return {
    program: digest([...program].sort(([left], [right]) => (left < right ? -1 : 1))),
    packages: lock.get(PACKAGES) ?? "",
    versions: versionsOf(engine),
    files: strip(root, [...names(root, provinces), "Pulumi.yaml", SNAPSHOTS_FOLDER], isData),
  };
}

function names(root: string, provinces: string): readonly string[] {
  return [provinces.slice(root.length + 1), "stacks"];
}

function versionsOf(engine: string | undefined): string {
  return [engine ?? "", KUBERNETES.version, DOCKER.version, process.version].join(" ");
}

/** As git names a blob, so that a working file compares with a committed one without git. */
export function blobOf(content: Buffer): string {
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}

function hashed(root: string, paths: readonly string[], wanted: (path: string) => boolean): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (path: string): void => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full)) if (name !== "node_modules") walk(`${path}/${name}`);
    } else if (wanted(path)) found.set(path, blobOf(readFileSync(full)));
  };
  for (const path of paths) walk(path);
  return new Map([...found].sort(([left], [right]) => (left < right ? -1 : 1)));
}

export function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}

/** Who a stack is, and where the state that it is compared with lies. */
export interface StackFiles {
  readonly province: string;
  readonly stack: string;
  /** Folder of the province files below their root, such as `provinces`. */
  readonly folder: string;
  readonly snapshots: string;
}

/**
 * Content hash of all that a stack's preview reads: program, versions, its own files and the shared ones, and state.
 * Equal hashes mean an equal result, so nothing has to be loaded to skip the stack.
 */
export function inputsHash({ program, packages, versions, files }: Content, stack: StackFiles): string {
  const { province, stack: name, folder } = stack;
  const own = [`${folder}/${province}.yaml`, `${folder}/${province}.yml`, `stacks/Pulumi.${name}.yaml`, "Pulumi.yaml"];
  const shared = [...files].filter(([path]) => path.startsWith(`${folder}/holidays/`) && isData(path));
  const tracked = files.get(`${SNAPSHOTS_FOLDER}/${name}.json`);
  return digest([
    program,
    packages,
    versions,
    own.map((path) => files.get(path) ?? ""),
    shared,
    tracked ?? stateHash(stack),
  ]);
}

/** A state outside the repository is the same for both revisions. */
function stateHash({ snapshots, stack }: StackFiles): string {
  const path = snapshotPath(snapshots, stack);
  return existsSync(path) ? blobOf(readFileSync(path)) : "";
}

/** Of the resources that come of a program, in whatever order it asked for them. */
export function renderedHash(rendered: readonly RenderedResource[]): string {
  return digest(rendered.toSorted((left, right) => (left.urn < right.urn ? -1 : 1)));
}
