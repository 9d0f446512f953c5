import { join } from "node:path";
import { build } from "esbuild";

/** One file for the image; the names of licenses stay in it. */
await build({
  entryPoints: [join(import.meta.dirname, "main.ts")],
  outfile: join(import.meta.dirname, "dist/media-controller.js"),
  bundle: true,
  platform: "node",
  target: "node24",
  format: "cjs",
  legalComments: "inline",
});
