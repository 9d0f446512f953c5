import { afterEach, beforeEach, expect, it } from "vitest";
import type { PreviewOutcome } from "../../engine/outcome.ts";
import { previewAll } from "../../engine/pool.ts";
import { requestFor, temporaryRoot, withVariables } from "../support/engine.ts";

let root: ReturnType<typeof temporaryRoot>;
beforeEach(() => {
  root = temporaryRoot();
});
afterEach(() => root.remove());

const told = (outcome: PreviewOutcome): string =>
  outcome.kind === "planned"
    ? `${outcome.stack} ${outcome.result.counts.create}`
    : `${outcome.stack} ${outcome.findings[0]?.code ?? ""}`;

it("a stack that throws, dies or hangs fails alone, and the order is that of the requests", async () => {
  const stacks = ["a-thrown", "b-planned", "c-dead", "d-hung", "e-planned"];
  const requests = await Promise.all(
    stacks.map(async (stack) => ({
      ...(await requestFor(root.path, "forty", stack)),
      timeoutSeconds: stack === "d-hung" ? 1 : 120,
    })),
  );
  const progress: string[] = [];
  const outcomes = await withVariables(
    { FORTY_MAPS: "1", FORTY_THROW: "a-thrown", FORTY_EXIT: "c-dead", FORTY_HANG: "d-hung" },
    () =>
      previewAll(requests, {
        workers: 2,
        onProgress: (outcome, done, total) => progress.push(`${done}/${total} ${outcome.stack}`),
      }),
  );
  expect(outcomes.map(told)).toEqual([
    "a-thrown PROGRAM_FAILED",
    "b-planned 9",
    "c-dead PREVIEW_CRASHED",
    "d-hung PREVIEW_TIMEOUT",
    "e-planned 9",
  ]);
  expect(outcomes[0]).toMatchObject({ trace: expect.stringContaining("forty.ts") as string });
  expect(outcomes[2]).toMatchObject({ findings: [{ facts: { reason: "code 7" } }] });
  expect(progress).toHaveLength(5);
  expect(progress.at(-1)).toMatch(/^5\/5 /);
});
