import { getEngine } from "../../engine/cli/get.ts";

/** Before any test: has the engine, which takes some minutes on a new machine, and says how far it is. */
export default async function setup(): Promise<void> {
  let told = 0;
  await getEngine({
    onProgress: ({ stage, seconds, done, total }) => {
      if (seconds < told) return;
      told = seconds + 5;
      const count = done === undefined ? "" : ` ${done}${total === undefined ? "" : `/${total}`}`;
      process.stderr.write(`engine: ${stage}${count}, ${seconds.toFixed(0)} s\n`);
    },
  });
}
