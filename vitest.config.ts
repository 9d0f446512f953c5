import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // The real engine; got once a machine, with progress.
    globalSetup: "test/support/engine-setup.ts",
    setupFiles: ["test/support/property-seed.ts"],
    include: ["test/**/*.test.ts"],
    // Real engines and compilers on small shared machines: generous, for a hang is the only thing it should catch.
    testTimeout: 120_000,
    hookTimeout: 900_000,
    reporters: ["default", "./test/support/closing-line.ts"],
  },
});
