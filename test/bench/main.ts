// Speed and memory of what users wait for: CPU-seconds and ratios first, wall clock for those who wait.
import { spawnSync } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { growth } from "./growth.ts";
import { type Measurement, measure, spread } from "./measure.ts";
import { benchMediaNode, mediaNodeLines } from "./media-node.ts";
import { plainPreview } from "./plain-preview.ts";
import { benchSkipping } from "./skipping.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const MAIN = join(ROOT, "bin/hotline.js");
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    previews: { type: "string", default: "3" },
    // Calls held at once, and calls a second, one run each; loopback and this machine bear the callers too.
    held: { type: "string", default: "30,60" },
    rates: { type: "string", default: "5,10" },
    "media-only": { type: "boolean", default: false },
  },
});

/** Of all stacks of a preview's JSON. */
function resourcesIn(json: string): number {
  const outcomes = JSON.parse(json) as readonly { result?: { counts: Readonly<Record<string, number>> } }[];
  return outcomes.reduce(
    (sum, { result }) => sum + Object.values(result?.counts ?? {}).reduce((some, count) => some + count, 0),
    0,
  );
}

async function repeat(runs: number, command: readonly string[]): Promise<readonly Measurement[]> {
  const results: Measurement[] = [];
  for (let run = 0; run < runs; run++) {
    const result = await measure(command);
    // 3: a rule holds something against an example, which is no failure of the preview.
    if (result.exitCode !== 0 && result.exitCode !== 3)
      throw new Error(`${command.join(" ")} exited with ${result.exitCode}`);
    results.push(result);
  }
  return results;
}

function report(label: string, results: readonly Measurement[], per = 1): void {
  const show = (values: readonly number[], digits: number) => {
    const { minimum, median, maximum } = spread(values);
    return `${median.toFixed(digits)} (${minimum.toFixed(digits)}-${maximum.toFixed(digits)})`;
  };
  process.stdout.write(
    `${label.padEnd(46)} wall ${show(
      results.map((result) => result.wallSeconds),
      2,
    )} s   CPU ${show(
      results.map((result) => result.cpuSeconds / per),
      2,
    )} s${per > 1 ? " each" : ""}   peak ${show(
      results.map((result) => result.peakMiB),
      0,
    )} MiB\n`,
  );
}

const runs = Number(values.runs);
const previews = Number(values.previews);
const node = process.execPath;
process.stdout.write(
  `${cpus().length} x ${cpus()[0]?.model ?? "?"}, Node ${process.version}, load ${loadavg()
    .map((load) => load.toFixed(1))
    .join(" ")}; median (minimum-maximum)\n`,
);

const numbers = (text: string) => text.split(",").map(Number);
const media = await benchMediaNode({ held: numbers(values.held), rates: numbers(values.rates), seconds: 20 });
process.stdout.write(
  "missing" in media
    ? `media node: not measured, ${media.missing}\n`
    : mediaNodeLines(media)
        .map((line) => `${line}\n`)
        .join(""),
);
if (values["media-only"]) process.exit(0);

report("node -e 0", await repeat(runs, [node, "-e", "0"]));
report("validate, 31 provinces", await repeat(runs, [node, MAIN, "validate", "--lang", "en"]));
report("plan --all, national table", await repeat(runs, [node, MAIN, "plan", "--all", "--lang", "en"]));
const plans = await repeat(runs, [node, MAIN, "plan", "--all", "--format", "json"]);
report("plan --all --format json", plans);
const distinct = new Set(plans.map((plan) => plan.stdout)).size;
process.stdout.write(
  `  ${distinct === 1 ? "byte-identical" : `${distinct} DIFFERENT OUTPUTS`} in ${plans.length} runs, ${((plans[0]?.stdout.length ?? 0) / 1e6).toFixed(2)} MB\n`,
);

const comparisons = await repeat(runs, [node, MAIN, "compare", "--all", "--format", "json"]);
report("compare --all, 10,000 draws", comparisons);
const results = new Set(comparisons.map((comparison) => comparison.stdout)).size;
process.stdout.write(
  `  ${results === 1 ? "byte-identical" : `${results} DIFFERENT OUTPUTS`} in ${comparisons.length} runs, ${((comparisons[0]?.stdout.length ?? 0) / 1e6).toFixed(2)} MB\n`,
);

const { cpuMillisecondsEach } = growth([31, 93, 333]);
process.stdout.write(
  `load and plan, CPU ms a province: ${cpuMillisecondsEach.map(({ provinces, milliseconds }) => `${provinces}: ${milliseconds.toFixed(2)}`).join(", ")}; ratio 333 to 31: ${((cpuMillisecondsEach.at(-1)?.milliseconds ?? 0) / (cpuMillisecondsEach[0]?.milliseconds ?? 1)).toFixed(2)}\n`,
);

spawnSync(node, [join(ROOT, "test/bench/database.ts")], { stdio: "inherit" });
spawnSync(node, [join(ROOT, "test/bench/desk.ts")], { stdio: "inherit" });

const fast = await repeat(runs, [node, MAIN, "preview", "--all", "--tier", "fast", "--format", "json"]);
report("preview --all, fast tier, in all", fast);
process.stdout.write(`  ${resourcesIn(fast[0]?.stdout ?? "[]")} resources\n`);
const skipping = await benchSkipping(runs);
report("preview --all --changed-since, none changed", skipping.command);
process.stdout.write(
  `  of it ${skipping.millisecondsEach.toFixed(2)} CPU ms a province to find that it is as it was; the rest is Node and git starting\n`,
);

const engine = spawnSync(node, [MAIN, "doctor", "--format", "json"], { encoding: "utf8" });
const tools = JSON.parse(engine.stdout) as readonly { tool: string; found: string | null }[];
const has = (tool: string) => tools.some((entry) => entry.tool === tool && entry.found !== null);
if (!has("pulumi")) process.stdout.write("previews: not measured, no engine; run npm start once\n");
else {
  report(
    "preview guangdong --offline",
    await repeat(previews, [node, MAIN, "preview", "guangdong", "--offline", "--lang", "en"]),
  );
  const all = await repeat(previews, [node, MAIN, "preview", "--all", "--offline", "--format", "json"]);
  report("preview --all --offline", all, 31);
  report("preview --all, plan tier, in all", all);
  process.stdout.write(`  ${resourcesIn(all[0]?.stdout ?? "[]")} resources\n`);
  if (!has("pulumi-language-nodejs") || !has("pulumi-resource-kubernetes"))
    process.stdout.write("plain pulumi preview: not measured, language host or kubernetes plugin missing\n");
  else {
    const plain = await plainPreview({ root: ROOT, stack: "guangdong", runs: previews });
    report("pulumi preview --stack guangdong", plain);
    const each = spread(all.map((result) => result.cpuSeconds / 31)).median;
    process.stdout.write(
      `  ratio of CPU, one of --all to plain: ${(each / spread(plain.map((result) => result.cpuSeconds)).median).toFixed(2)}\n`,
    );
  }
}
