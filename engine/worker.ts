import { enableCompileCache } from "node:module";
import type { PreviewOutcome } from "./outcome.ts";
import type { PreviewRequest } from "./preview.ts";

/** Sent to the pool after each preview. */
export interface WorkerReport {
  readonly outcome: PreviewOutcome;
  /** Resident memory afterwards, MiB. */
  readonly memoryMiB: number;
}

// A process of the pool: one preview after another, until it is told to stop or the pool is gone.
enableCompileCache();
const [{ previewOffline }, { failed }] = await Promise.all([import("./preview.ts"), import("./outcome.ts")]);

process.on("disconnect", () => process.exit());
process.on("message", (request: PreviewRequest) => {
  void previewOffline(request)
    .then((result): PreviewOutcome => ({ kind: "planned", stack: request.stack, result }))
    .catch((error: unknown) => failed(request.stack, error))
    .then((outcome) => {
      const report: WorkerReport = { outcome, memoryMiB: process.memoryUsage.rss() / 2 ** 20 };
      process.send?.(report);
    });
});
