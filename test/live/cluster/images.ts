import { createHash } from "node:crypto";
import { createReadStream, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { execute } from "./processes.ts";

export interface Image {
  /** With its tag. */
  readonly reference: string;
  /** Folders whose content becomes the layers, lowest first. */
  readonly layers: readonly string[];
  readonly entrypoint: readonly string[];
  readonly user: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Writes an archive as `docker save` does, which a container runtime imports: no daemon and no registry are needed. */
export async function packImage(image: Image, archive: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "hotline-image-"));
  try {
    const layers: string[] = [];
    const identities: string[] = [];
    for (const [index, content] of image.layers.entries()) {
      const layer = `layer-${index}.tar`;
      const file = join(folder, layer);
      await execute(["tar", "--create", "--file", file, "--numeric-owner", "--sort=name", "--directory", content, "."]);
      layers.push(layer);
      identities.push(`sha256:${await sha256(file)}`);
    }
    const config = {
      architecture: "amd64",
      os: "linux",
      config: {
        Entrypoint: image.entrypoint,
        User: image.user,
        Env: Object.entries(image.environment ?? {}).map(([name, value]) => `${name}=${value}`),
      },
      rootfs: { type: "layers", diff_ids: identities },
    };
    writeFileSync(join(folder, "config.json"), JSON.stringify(config));
    writeFileSync(
      join(folder, "manifest.json"),
      JSON.stringify([{ Config: "config.json", RepoTags: [image.reference], Layers: layers }]),
    );
    const unfinished = `${archive}.part`;
    await execute(["tar", "--create", "--file", unfinished, "--directory", folder, "."]);
    renameSync(unfinished, archive);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
