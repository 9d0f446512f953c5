import { createHash } from "node:crypto";
import type { DiffAnswer, Difference } from "../difference.ts";
import { withoutIgnored } from "../ignored.ts";
import type { CheckAnswer, CheckFailure, CheckQuestion, DiffQuestion, PlanningPackage } from "../package.ts";
import { isUnknown, type Properties, revealedProperties, same } from "../value.ts";
import { compareInputs } from "./compare.ts";
import { dockerTypeOf } from "./types.ts";

/** Answers for pulumi-docker v5.1.0, without a daemon. */
export const DOCKER: PlanningPackage = {
  name: "docker",
  version: "5.1.0",
  check,
  diff,
  diffConfiguration,
  rehearsedState,
  rehearsedId: (_type, inputs) => nameOf(inputs),
};

function check({ type, news }: CheckQuestion): CheckAnswer {
  const { replacedBy, updatedBy } = dockerTypeOf(type);
  const failures = Object.keys(news)
    .filter((key) => !replacedBy.has(key) && !updatedBy.has(key) && !key.startsWith("__"))
    .map((property): CheckFailure => ({ property, reason: `${type} has no input ${property}.` }));
  const name = revealedProperties(news)["name"];
  if (typeof name !== "string" || name === "" || isUnknown(name)) {
    failures.push({ property: "name", reason: `${type} needs an explicit name that is known at preview.` });
  }
  return { inputs: news, failures };
}

function diff({ type, oldInputs, news, ignoreChanges }: DiffQuestion): DiffAnswer {
  const known = dockerTypeOf(type);
  const compared = compareInputs(revealedProperties(oldInputs), revealedProperties(news), known);
  const differences = withoutIgnored(compared, ignoreChanges);
  const replaces = differences.some((difference) => difference.replaces);
  return { differences, deleteBeforeReplace: replaces && known.deleteBeforeReplace };
}

/**
 * Another host holds none of the containers: a replace of all. (The official plugin calls it an update of the provider
 * and then looks for the old containers on the new host.) Credentials and options are updates.
 */
function diffConfiguration(olds: Properties, news: Properties): DiffAnswer {
  const differences = [...new Set([...Object.keys(olds), ...Object.keys(news)])]
    .filter((key) => key !== "version" && !same(olds[key], news[key]))
    .map((key): Difference => {
      const kind = olds[key] === undefined ? "add" : news[key] === undefined ? "delete" : "update";
      return { path: [key], kind, replaces: key === "host" || key === "context" };
    });
  return { differences, deleteBeforeReplace: false };
}

/** An image's digest is what containers refer to: a made-up one that changes with the image's name. */
function rehearsedState(type: string, inputs: Properties): Properties {
  if (type !== "docker:index/remoteImage:RemoteImage") return inputs;
  const name = nameOf(inputs);
  const digest = `sha256:${createHash("sha256").update(`rehearsal:${name}`).digest("hex")}`;
  return { ...inputs, imageId: digest, repoDigest: `${name.replace(/:[^/:]*$/, "")}@${digest}` };
}

/** Check has seen to it that there is one. */
function nameOf(inputs: Properties): string {
  const { name } = revealedProperties(inputs);
  return typeof name === "string" ? name : "";
}
