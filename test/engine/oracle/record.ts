/** Asks the official plugins on PATH anew, and keeps their answers: `npm run oracle:record [kubernetes|docker]`. */
import { CONFIGURATION_CHANGES } from "./configurations.ts";
import { objectsOfAllProvinces } from "./objects.ts";
import { Official } from "./official.ts";
import { officialPlugin, type PackageName, VERSIONS } from "./provider.ts";
import type { Question } from "./question.ts";
import { questionsOf } from "./questions.ts";
import { type RecordedAnswer, type Recording, recordedAnswer, writeRecording } from "./recording.ts";

/** There are far more shapes of Kubernetes objects. */
const EDITS_PER_OBJECT: Readonly<Record<PackageName, number>> = { kubernetes: 80, docker: 160 };
const SEED = 9;

async function record(name: PackageName): Promise<void> {
  const program = officialPlugin(name);
  if (program === undefined) throw new Error(`no pulumi-resource-${name} on PATH`);
  const official = new Official(name, program);
  try {
    const objects = new Map<Question["object"], Omit<Question, "edits"> & { answers: RecordedAnswer[] }>();
    const selection = { package: name, seed: SEED, editsPerObject: EDITS_PER_OBJECT[name], shapes: true };
    for await (const question of questionsOf(await objectsOfAllProvinces(), official, selection)) {
      const { edits, ...deployed } = question;
      const entry = objects.get(question.object) ?? { ...deployed, answers: [] };
      entry.answers.push(recordedAnswer(edits, await official.ask(question)));
      objects.set(question.object, entry);
    }
    const configurations = await Promise.all(
      CONFIGURATION_CHANGES[name].map(async ([olds, news]) => ({
        olds,
        news,
        diff: await official.run((provider) => provider.diffConfiguration(olds, news)),
      })),
    );
    const recording: Recording = {
      plugin: `${name} ${VERSIONS[name]}`,
      objects: [...objects.values()],
      configurations,
    };
    const answers = recording.objects.reduce((sum, object) => sum + object.answers.length, 0);
    const bytes = writeRecording(name, recording);
    process.stdout.write(`${name}: ${answers} answers about ${recording.objects.length} objects, ${bytes} bytes\n`);
  } finally {
    official.close();
  }
}

const wanted = process.argv.slice(2);
for (const name of ["kubernetes", "docker"] as const) {
  if (wanted.length === 0 || wanted.includes(name)) await record(name);
}
