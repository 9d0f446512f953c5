/** Asks the official plugins on PATH and ours about every object of all provinces: `npm run oracle [package] [edits]`. */
import { objectsOfAllProvinces } from "./objects.ts";
import { CONFIGURATIONS, Official } from "./official.ts";
import { officialPlugin, type PackageName, Provider } from "./provider.ts";
import { type Answer, ask, canonical } from "./question.ts";
import { questionsOf } from "./questions.ts";

const [only, edits = "3"] = process.argv.slice(2);

async function compare(name: PackageName): Promise<number> {
  const program = officialPlugin(name);
  if (program === undefined) throw new Error(`no pulumi-resource-${name} on PATH`);
  const official = new Official(name, program);
  const ours = await Provider.ours(name);
  await ours.configure(name, CONFIGURATIONS[name]);
  const seen = { questions: 0, disagreements: 0, objects: new Set<unknown>() };
  try {
    const selection = { package: name, seed: 1, editsPerObject: Number(edits) };
    for await (const question of questionsOf(await objectsOfAllProvinces(), official, selection)) {
      const [theirs, own] = [await official.ask(question), await ask(ours, question)];
      seen.questions++;
      seen.objects.add(question.object);
      if (seen.questions % 500 === 0) process.stderr.write(`${name}: ${seen.questions} questions\n`);
      if (isSame(theirs, own)) continue;
      seen.disagreements++;
      process.stdout.write(`${question.type} ${JSON.stringify(question.edits)}\n  ${show(theirs)}\n  ${show(own)}\n`);
    }
  } finally {
    official.close();
    ours.close();
  }
  const { questions, disagreements, objects } = seen;
  process.stdout.write(
    `${name}: ${questions} questions about ${objects.size} objects, ${disagreements} disagreements\n`,
  );
  return disagreements;
}

function isSame(left: Answer, right: Answer): boolean {
  return left.checked === right.checked && canonical(left.diff) === canonical(right.diff);
}

function show({ checked, diff, refused }: Answer): string {
  return JSON.stringify({ diff, refused, checked: checked?.slice(0, 600) });
}

for (const name of ["kubernetes", "docker"] as const) {
  if ((only === undefined || only === name) && (await compare(name)) > 0) process.exitCode = 1;
}
process.exit();
