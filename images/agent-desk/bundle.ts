import { join } from "node:path";
import { build } from "esbuild";

/** One file for the image; the names of licenses stay in it. The page is built by Vite. */
await build({
  entryPoints: [join(import.meta.dirname, "service/main.ts")],
  outfile: join(import.meta.dirname, "dist/agent-desk.js"),
  bundle: true,
  platform: "node",
  target: "node24",
  format: "cjs",
  legalComments: "inline",
  // A faster client that pg takes where somebody has compiled it.
  external: ["pg-native"],
});
