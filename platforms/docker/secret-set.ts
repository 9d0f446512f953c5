import type * as pulumi from "@pulumi/pulumi";
import type { PlanItem, SecretSet } from "../../planning/plan.ts";
import { itemsOf, references } from "../../planning/references.ts";
import { filledVolume, imageAt } from "./filled-volume.ts";
import { placesOf } from "./hosts.ts";
import { POSTGRES_USER } from "./postgres-user.ts";
import type { Target } from "./target.ts";

interface User {
  readonly uid: number;
  readonly gid: number;
}

/** A volume for each user that reads the set, its files readable by that user alone (0400). */
export function realizeSecretSet(set: SecretSet, target: Target): readonly pulumi.Resource[] {
  const { plan } = target.placement;
  const files = Object.fromEntries(
    Object.entries(set.keys).map(([key, value]): [string, pulumi.Input<string>] => [
      key,
      value.kind === "plain" ? value.value : target.secrets(value.secret),
    ]),
  );
  return placesOf(set, plan, target.hosts).flatMap((place) =>
    readersOf(set, target).flatMap((user) =>
      filledVolume(target, set, {
        place,
        volume: secretVolume(set, user),
        image: imageAt(plan, set),
        files,
        folders: [],
        owner: `${user.uid}:${user.gid}`,
        mode: "u=rX,go=",
        tail: `u${user.uid}`,
      }),
    ),
  );
}

export function secretVolume(set: SecretSet, user: User): string {
  return `${set.id}-u${user.uid}`;
}

function readersOf(set: SecretSet, { placement: { plan } }: Target): readonly User[] {
  const users = itemsOf(plan).flatMap((item) => (references(item).includes(set.name) ? (userOf(item) ?? []) : []));
  return [...new Map(users.map((user) => [user.uid, user])).values()];
}

function userOf(item: PlanItem): User | undefined {
  if (item.kind === "workload" || item.kind === "job") return item.user;
  return item.kind === "postgres" ? POSTGRES_USER : undefined;
}
