import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../provinces/finding.ts";

/**
 * Runs `use` with a copy of a folder as a git ref has it: YAML files only, in a temporary folder that is removed again.
 * The repository itself is only read.
 * @throws UserError where there is no repository, ref, or folder in it.
 */
export function withFolderAt<Result>(
  { directory, ref }: { readonly directory: string; readonly ref: string },
  use: (folder: string) => Result,
): Result {
  const git = (...args: readonly string[]): { readonly ok: boolean; readonly out: string; readonly err: string } => {
    const { status, stdout, stderr, error } = spawnSync("git", ["-C", directory, ...args], {
      encoding: "utf8",
      maxBuffer: 64 * 2 ** 20,
    });
    return { ok: status === 0, out: stdout, err: error?.message ?? stderr.trim().split("\n")[0] ?? "" };
  };
  const prefix = git("rev-parse", "--show-prefix");
  if (!prefix.ok)
    throw new UserError([{ code: "AGAINST_NOT_GIT", where: {}, facts: { directory, ref, reason: prefix.err } }]);
  const unknown = (): UserError =>
    new UserError([{ code: "AGAINST_REF_UNKNOWN", where: {}, facts: { directory, ref } }]);
  // A ref that begins with a dash would be an option.
  const commit = git("rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`);
  if (!commit.ok) throw unknown();
  const listed = git("ls-tree", "-r", "-z", "--name-only", commit.out.trim());
  const names = listed.out.split("\0").filter((name) => /^(?:prices\/)?[^/]+\.ya?ml$/.test(name));
  if (!listed.ok || names.length === 0) throw unknown();
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "hotline-against-"));
  try {
    for (const name of names) {
      const path = resolve(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, git("cat-file", "blob", `${commit.out.trim()}:${prefix.out.trim()}${name}`).out);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
