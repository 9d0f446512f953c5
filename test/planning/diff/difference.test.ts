import { describe, expect, test } from "vitest";
import { differenceOf } from "../../../planning/diff/difference.ts";
import type { PlanChange, PlanDifference, Planned } from "../../../planning/diff/plan-change.ts";
import type { CallCenterPlan, PlanItem } from "../../../planning/plan.ts";
import { fileOf, IDS, plannedOf, withValue } from "./planned.ts";

const summary = ({ aspect, subject, field, before, after }: PlanChange): string =>
  `${aspect} ${subject} ${field} ${before ?? "-"} => ${after ?? "-"}`;

const between = (id: string, path: readonly (string | number)[], value: unknown): PlanDifference =>
  differenceOf(plannedOf(fileOf(id)), plannedOf(withValue(fileOf(id), path, value)));

/** A plan with one of its items changed, as another version of the toolkit would make it. */
function withItem(planned: Planned, name: string, change: (item: PlanItem) => PlanItem): Planned {
  const plan: CallCenterPlan = {
    ...planned.plan,
    parts: planned.plan.parts.map((part) => ({
      ...part,
      items: part.items.map((item) => (item.name === name ? change(item) : item)),
    })),
  };
  return { ...planned, plan };
}

describe("the difference of two plans", () => {
  test("is nothing for each shipped province and itself", () => {
    for (const id of IDS) {
      const planned = plannedOf(fileOf(id));
      expect(differenceOf(planned, plannedOf(fileOf(id)))).toEqual({
        stack: planned.plan.identity.stack,
        kind: "same",
        changes: [],
      });
    }
  });

  test("says that a stack is new, or gone, without listing all of it", () => {
    const planned = plannedOf(fileOf("ningxia"));
    expect(differenceOf(undefined, planned)).toEqual({ stack: "ningxia", kind: "new", changes: [] });
    expect(differenceOf(planned, undefined)).toEqual({ stack: "ningxia", kind: "removed", changes: [] });
    expect(() => differenceOf(undefined, undefined)).toThrow("a difference needs a plan");
  });

  test("of one E1 more is the group, what it needs on the node, and the files in which its channels stand", () => {
    const { changes } = between("henan", ["localNetworks", 0, "trunk", "e1"], 5);
    expect(changes.filter(({ aspect }) => aspect === "trunks").map(summary)).toEqual([
      "trunks 0371 units 4 => 5",
      "trunks 0371 blocking 0.44 => 0",
    ]);
    expect(changes.find(({ field }) => field === "units")).toMatchObject({
      unit: "e1",
      figure: "trunks.0371.unitsOrdered",
    });
    expect(changes.find(({ subject }) => subject === "media-reload/gateways/trunk.xml")?.lines).toEqual([
      "- <!-- 0371: 4 x e1, 120 channels, unicom, caller-pays -->",
      "+ <!-- 0371: 5 x e1, 150 channels, unicom, caller-pays -->",
    ]);
    expect(changes.filter(({ field }) => field === "restart").map(({ subject }) => subject)).toEqual([
      "media-restart/autoload_configs/switch.conf.xml",
    ]);
    // On both nodes, told once.
    expect(changes.filter(({ field }) => field === "cpu").map(({ nodes }) => nodes)).toEqual([["media-a", "media-b"]]);
  });

  test("tells storage, its class and retention with their units", () => {
    expect(between("anhui", ["database", "storageGiB"], 300).changes.map(summary)).toEqual([
      "storage database sizeGiB 80 => 300",
    ]);
    const moved = between("fujian", ["sites", "main", "platform", "storageClass"], "big");
    expect(moved.changes.map(summary)).toEqual([
      "storage database storageClass local-ssd => big",
      "storage media-recordings storageClass local-ssd => big",
      "storage media-spool storageClass local-ssd => big",
    ]);
    expect(moved.changes.every(({ stateful }) => stateful === true)).toBe(true);
    const kept = between("fujian", ["recording", "retentionDays"], 200).changes;
    expect(kept.map(summary)).toContain("retention recordings days 730 => 200");
    expect(kept.find(({ aspect }) => aspect === "storage")).toMatchObject({
      subject: "media-recordings",
      field: "sizeGiB",
    });
  });

  test("tells an image once, whatever uses it", () => {
    const { changes } = between("fujian", ["sites", "main", "registry"], "registry.example/12333");
    expect(changes.map(summary)).toEqual([
      "images postgres reference hotline/postgres:17.12 => registry.example/12333/postgres:17.12",
      "images database-tools reference hotline/database-tools:17.12 => registry.example/12333/database-tools:17.12",
      "images freeswitch reference hotline/freeswitch:1.10.12 => registry.example/12333/freeswitch:1.10.12",
      "images media-controller reference hotline/media-controller:0.1.0 => registry.example/12333/media-controller:0.1.0",
      "images agent-desk reference hotline/agent-desk:0.1.0 => registry.example/12333/agent-desk:0.1.0",
    ]);
  });

  test("reads the same on Docker and on Kubernetes", () => {
    const dialplan = (id: string): readonly string[] =>
      between(id, ["satisfaction"], false).changes.map(({ subject, field }) => `${subject} ${field}`);
    expect(dialplan("ningxia")).toEqual(dialplan("fujian"));
    expect(dialplan("ningxia")).toContain("media-reload/dialplan/hotline.xml reload");
  });

  test("never shows the text of what was or becomes a secret", () => {
    const before = plannedOf(fileOf("ningxia"));
    const after = withItem(before, "database-logins", (item) =>
      item.kind === "secret-set"
        ? {
            ...item,
            keys: {
              ...item.keys,
              hotline_media: { kind: "plain", value: "hunter2" },
              new: { kind: "plain", value: "hunter3" },
            },
          }
        : item,
    );
    const given = withItem(after, "database-upkeep", (item) =>
      item.kind === "job"
        ? { ...item, environment: { ...item.environment, PGHOST: { kind: "secret", set: "x", key: "y" } } }
        : item,
    );
    for (const difference of [
      differenceOf(before, after),
      differenceOf(after, before),
      differenceOf(given, after),
      differenceOf(after, given),
    ])
      expect(JSON.stringify(difference)).not.toMatch(/hunter|192\.0\.2\.101/);
    expect(differenceOf(before, after).changes.map(summary)).toEqual([
      "security database-logins/hotline_media secret secret => plain",
      "security database-logins/new secret - => plain",
    ]);
    expect(differenceOf(given, after).changes.map(summary)).toEqual([
      "workloads database-upkeep/PGHOST environment [secret] => plain",
    ]);
  });

  test("tells a namespace under another name, and an item that comes or goes", () => {
    const before = plannedOf(fileOf("fujian"));
    const after: Planned = {
      ...before,
      plan: {
        ...before.plan,
        zones: before.plan.zones.map((zone) => (zone.name === "data" ? { ...zone, id: "hotline-fujian-db" } : zone)),
      },
    };
    expect(differenceOf(before, after).changes).toEqual([
      {
        aspect: "identity",
        subject: "data",
        field: "zone",
        before: "hotline-fujian-data",
        after: "hotline-fujian-db",
        zone: "data",
        stateful: true,
      },
    ]);
    const queue = between(
      "ningxia",
      ["sites", "main", "platform", "hosts"],
      [
        { name: "host-a", address: "unassigned" },
        { name: "host-b", address: "unassigned", role: "standby" },
      ],
    ).changes.filter(({ field, aspect }) => aspect === "items" && field === "exists");
    expect(queue.map(summary)).toContain("items media exists - => workload");
  });

  test("comes in the same order whatever the order of the edits", () => {
    const edits = [
      [["satisfaction"], false],
      [["recording", "retentionDays"], 400],
      [["database", "storageGiB"], 500],
    ] as const;
    const apply = (list: typeof edits | readonly (typeof edits)[number][]) =>
      plannedOf(list.reduce((file, [path, value]) => withValue(file, path, value), fileOf("fujian")));
    const before = plannedOf(fileOf("fujian"));
    expect(differenceOf(before, apply(edits))).toEqual(differenceOf(before, apply(edits.toReversed())));
  });
});
