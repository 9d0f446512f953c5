import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DOCKER } from "../../../engine/offline/docker/docker.ts";
import { KUBERNETES } from "../../../engine/offline/kubernetes/kubernetes.ts";
import { InProcess } from "./in-process.ts";
import { objectsOfAllProvinces } from "./objects.ts";
import { CONFIGURATIONS, Official } from "./official.ts";
import { officialPlugin, type PackageName, Provider } from "./provider.ts";
import { ask, canonical } from "./question.ts";
import { questionsOf } from "./questions.ts";
import { type RecordedAnswer, readRecording, recordedAnswer } from "./recording.ts";

const PLANNING = { kubernetes: KUBERNETES, docker: DOCKER } as const;
const LEAST_ANSWERS = { kubernetes: 2700, docker: 1900 } as const;

describe.each(["kubernetes", "docker"] as const)("the official %s plugin", (name: PackageName) => {
  let ours: Provider;
  beforeAll(async () => {
    ours = await Provider.ours(name);
    await ours.configure(name, CONFIGURATIONS[name]);
  });
  afterAll(() => ours.close());

  it("gave the recorded answers that we give", async () => {
    const { objects } = readRecording(name);
    const quick = new InProcess(PLANNING[name], CONFIGURATIONS[name]);
    const disagreements: { type: string; theirs: RecordedAnswer; own: RecordedAnswer }[] = [];
    let answers = 0;
    for (const { answers: recorded, ...deployed } of objects) {
      for (const theirs of recorded) {
        const own = recordedAnswer(theirs.edits, await ask(quick, { ...deployed, edits: theirs.edits }));
        answers++;
        if (canonical(own) !== canonical(theirs)) disagreements.push({ type: deployed.type, theirs, own });
      }
    }
    expect(disagreements).toEqual([]);
    expect(answers).toBeGreaterThan(LEAST_ANSWERS[name]);
  });

  it("tells the recorded changes of a configuration from one another as we do", async () => {
    for (const { olds, news, diff } of readRecording(name).configurations) {
      expect(await ours.diffConfiguration(olds, news), JSON.stringify(news)).toEqual(diff);
    }
  });

  const program = officialPlugin(name);
  it.skipIf(program === undefined)("answers a sample as we do, asked itself", async () => {
    const official = new Official(name, program ?? "");
    try {
      const selection = { package: name, seed: 77, editsPerObject: 2, shapes: true, most: 30 };
      for await (const question of questionsOf(await objectsOfAllProvinces(), official, selection)) {
        const theirs = recordedAnswer(question.edits, await official.ask(question));
        expect(recordedAnswer(question.edits, await ask(ours, question)), question.type).toEqual(theirs);
      }
    } finally {
      official.close();
    }
  });
});
