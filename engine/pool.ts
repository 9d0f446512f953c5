import { availableParallelism } from "node:os";
import type { PreviewOutcome } from "./outcome.ts";
import type { PreviewRequest } from "./preview.ts";
import { WorkerProcess } from "./worker-process.ts";

const MOST_WORKERS = 4;
/** The SDK's memory grows with every program that a process runs. */
const PREVIEWS_A_PROCESS = 40;
const MEMORY_LIMIT_MIB = 600;

export interface PoolOptions {
  /** Processes at once; by default one a core, at most 4. */
  readonly workers?: number | undefined;
  /** Called as each stack is done, in the order of being done. */
  readonly onProgress?: ((outcome: PreviewOutcome, done: number, total: number) => void) | undefined;
}

/**
 * Previews many stacks in processes of their own, in the order of the requests. A stack that fails, crashes or hangs
 * is reported as failed and stops no other. Never rejects.
 */
export async function previewAll(
  requests: readonly PreviewRequest[],
  { workers = Math.min(availableParallelism(), MOST_WORKERS), onProgress }: PoolOptions = {},
): Promise<readonly PreviewOutcome[]> {
  const outcomes: PreviewOutcome[] = [];
  const queue = requests.entries();
  let done = 0;
  const work = async (): Promise<void> => {
    const worker = new WorkerProcess();
    try {
      for (const [index, request] of queue) {
        const outcome = await worker.preview(request);
        outcomes[index] = outcome;
        onProgress?.(outcome, ++done, requests.length);
        if (worker.previews >= PREVIEWS_A_PROCESS || worker.memoryMiB > MEMORY_LIMIT_MIB) worker.stop();
      }
    } finally {
      worker.stop();
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(workers, requests.length)) }, work));
  return outcomes;
}
