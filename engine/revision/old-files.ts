import { existsSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { makeTemporaryDirectory } from "../temporary-directory.ts";
import type { Repository } from "./git.ts";

/** Province files, stack files and project file as a commit has them, in a temporary folder. */
export interface OldFiles {
  /** Folder that holds stacks/ and .hotline/, as the root of a checkout does. */
  readonly root: string;
  readonly provinces: string;
  /** Its program, where the toolkit lies in the same repository and has one there. */
  readonly program?: string | undefined;
  readonly release: () => void;
}

/** What of the folders is read by a preview, whichever the program. */
export const READ_BY_PREVIEWS = /(?:\.ya?ml)$/;

/** The real path of the folder below the repository's top, `provinces`; empty for the top itself. */
export function below(repository: Repository, folder: string): string {
  return relative(repository.top, folder).split("\\").join("/");
}

export function filesAt(
  repository: Repository,
  commit: string,
  { provinces: provincesDirectory, toolkit }: { readonly provinces: string; readonly toolkit?: string | undefined },
): OldFiles {
  const root = dirname(provincesDirectory);
  const wanted = [provincesDirectory, join(root, "stacks"), join(root, "Pulumi.yaml")];
  const blobs = repository.blobs(
    commit,
    wanted.map((path) => below(repository, path)),
  );
  const directory = makeTemporaryDirectory();
  repository.write(directory.path, new Map([...blobs].filter(([path]) => READ_BY_PREVIEWS.test(path))));
  const program = toolkit === undefined ? undefined : writeProgram(repository, commit, { toolkit, to: directory.path });
  const oldRoot = join(directory.path, below(repository, root));
  return {
    root: oldRoot,
    provinces: join(oldRoot, relative(root, provincesDirectory)),
    program,
    release: directory.release,
  };
}

const LAYERS = ["provinces", "planning", "components", "platforms", "stacks"];

/** The program as the commit has it, beside today's packages; undefined where the commit has none. */
function writeProgram(
  repository: Repository,
  commit: string,
  { toolkit, to }: { readonly toolkit: string; readonly to: string },
): string | undefined {
  const prefix = below(repository, toolkit);
  if (prefix.startsWith("..")) return undefined;
  const at = (name: string): string => (prefix === "" ? name : `${prefix}/${name}`);
  const blobs = repository.blobs(commit, [...LAYERS, "package.json"].map(at));
  const program = join(to, at("stacks/index.ts"));
  if (!blobs.has(at("stacks/index.ts"))) return undefined;
  repository.write(to, blobs);
  const packages = join(toolkit, "node_modules");
  if (existsSync(packages)) symlinkSync(packages, join(to, at("node_modules")), "dir");
  return program;
}
