import type { Properties, Value } from "../../../engine/offline/value.ts";
import { isList, isProperties } from "../../../engine/offline/value.ts";
import { editsOf } from "./mutations.ts";
import type { Asked } from "./objects.ts";
import type { Official } from "./official.ts";
import { canonical, type Question } from "./question.ts";

export interface Selection {
  readonly package: string;
  readonly seed: number;
  readonly editsPerObject: number;
  /** One object of each shape only: texts and numbers don't count, nor does how often a list's elements repeat. */
  readonly shapes?: boolean;
  readonly most?: number;
}

/** Different objects of a package, each with its edits; the first edit of each is none. */
export async function* questionsOf(
  objects: readonly Asked[],
  official: Official,
  { package: name, seed, editsPerObject, shapes = false, most = Number.POSITIVE_INFINITY }: Selection,
): AsyncGenerator<Question> {
  const seen = new Set<string>();
  for (const { type, inputs } of objects) {
    if (!type.startsWith(`${name}:`) || seen.size >= most) continue;
    const identity = `${type} ${canonical(shapes ? shapeOf(inputs) : inputs)}`;
    if (seen.has(identity)) continue;
    seen.add(identity);
    const deployed = await official.deployed(type, inputs, seen.size % 3 === 0);
    yield { ...deployed, edits: [] };
    for (const edits of editsOf(type, inputs, { seed: seed + seen.size, count: editsPerObject })) {
      yield { ...deployed, edits };
    }
  }
}

function shapeOf(value: Value): Value {
  if (isList(value)) {
    const shapes = new Map(value.map((element) => [canonical(shapeOf(element)), shapeOf(element)]));
    return [...shapes.values()];
  }
  if (isProperties(value)) return shapeOfProperties(value);
  return typeof value;
}

function shapeOfProperties(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, shapeOf(value)]));
}
