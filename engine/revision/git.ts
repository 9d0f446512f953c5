import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../../provinces/finding.ts";

const LARGEST = 256 * 2 ** 20;

/** A git repository, only ever read. */
export class Repository {
  /** Its top folder. */
  readonly top: string;

  private constructor(top: string) {
    this.top = top;
  }

  /** The repository that a folder is in. @throws UserError REVISION_NOT_GIT */
  static around(directory: string): Repository {
    const found = run(directory, ["rev-parse", "--show-toplevel"]);
    if (found.ok) return new Repository(found.out.toString("utf8").trim());
    throw new UserError([{ code: "REVISION_NOT_GIT", where: {}, facts: { directory, reason: found.why } }]);
  }

  static find(directory: string): Repository | undefined {
    const found = run(directory, ["rev-parse", "--show-toplevel"]);
    return found.ok ? new Repository(found.out.toString("utf8").trim()) : undefined;
  }

  /** The commit that a ref names, and when it was made, ISO 8601. @throws UserError REVISION_UNKNOWN */
  commit(ref: string): { readonly commit: string; readonly at: string } {
    // A ref that begins with a dash would be an option.
    const found = run(this.top, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`]);
    if (!found.ok) throw new UserError([{ code: "REVISION_UNKNOWN", where: {}, facts: { ref } }]);
    const commit = found.out.toString("utf8").trim();
    const at = run(this.top, ["show", "-s", "--format=%cI", commit]).out.toString("utf8").trim();
    return { commit, at: new Date(at).toISOString() };
  }

  /** The commit checked out, and whether any of the paths differs from it; undefined before the first commit. */
  head(paths: readonly string[]): { readonly commit: string; readonly dirty: boolean } | undefined {
    const found = run(this.top, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
    if (!found.ok) return undefined;
    const status = run(this.top, ["status", "--porcelain", "--", ...paths]);
    return { commit: found.out.toString("utf8").trim(), dirty: status.out.length > 0 };
  }

  /** Blob by path below the top, of the paths that exist in the commit. */
  blobs(commit: string, paths: readonly string[]): ReadonlyMap<string, string> {
    if (paths.length === 0) return new Map();
    const listed = run(this.top, ["ls-tree", "-r", "-z", "--full-tree", commit, "--", ...paths]);
    return new Map(
      listed.out
        .toString("utf8")
        .split("\0")
        .flatMap((line) => {
          const [, , blob = "", path = ""] = /^\d+ (\w+) (\w+)\t(.*)$/s.exec(line) ?? [];
          return path === "" ? [] : [[path, blob] as const];
        }),
    );
  }

  /** Writes blobs below a folder, by their paths there. */
  write(folder: string, blobs: ReadonlyMap<string, string>): void {
    const entries = [...blobs];
    const { out } = run(this.top, ["cat-file", "--batch"], entries.map(([, blob]) => `${blob}\n`).join(""));
    let at = 0;
    for (const [path] of entries) {
      const end = out.indexOf("\n", at);
      const size = Number(out.subarray(at, end).toString("utf8").split(" ")[2]);
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, out.subarray(end + 1, end + 1 + size));
      at = end + 1 + size + 1;
    }
  }
}

function run(
  directory: string,
  args: readonly string[],
  input = "",
): { readonly ok: boolean; readonly out: Buffer; readonly why: string } {
  const { status, stdout, stderr, error } = spawnSync("git", ["-C", directory, ...args], { input, maxBuffer: LARGEST });
  const why = error?.message ?? stderr.toString("utf8").trim().split("\n")[0] ?? "";
  return { ok: status === 0, out: status === null ? Buffer.alloc(0) : stdout, why };
}
