import { join } from "node:path";
import { build, type InlineConfig } from "vite";

/**
 * The oldest browser that the page is built for. Government PCs still carry 360 Secure Browser 13 and Qianxin's, which
 * are Chromium 86; Windows 7 ends at Chromium 109.
 */
export const OLDEST_BROWSER = "chrome86";

const page = join(import.meta.dirname, "page");

/** Everything in files of its own origin: no inline script or style, nothing fetched from elsewhere, nothing inlined as data. */
export function pageBuild(outDir = join(page, "dist")): InlineConfig {
  return {
    root: page,
    configFile: false,
    base: "/",
    logLevel: "warn",
    build: {
      outDir,
      emptyOutDir: true,
      target: OLDEST_BROWSER,
      cssTarget: OLDEST_BROWSER,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: { index: join(page, "index.html"), citizen: join(page, "citizen.html") } },
    },
  };
}

if (import.meta.main) await build(pageBuild());
