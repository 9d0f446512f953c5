import { describe, expect, test } from "vitest";
import { differenceOf } from "../../../planning/diff/difference.ts";
import type { Planned } from "../../../planning/diff/plan-change.ts";
import { blastRadiusRisks } from "../../../planning/policies/blast-radius.ts";
import { FRAMEWORKS, frameworkOf } from "../../../planning/policies/frameworks.ts";
import { judge } from "../../../planning/policies/judge.ts";
import { blocks, type Risk } from "../../../planning/policies/risk.ts";
import {
  type PolicySettings,
  type ResourceChange,
  type StackPreview,
  USUAL_SETTINGS,
} from "../../../planning/policies/stack-preview.ts";
import { describeFinding, MESSAGES } from "../../../provinces/messages.ts";
import { RULES } from "../../../provinces/schema/waivers.ts";
import { fileOf, IDS, plannedOf, withValue } from "../diff/planned.ts";

const settings: PolicySettings = { today: "2026-11-24", ...USUAL_SETTINGS };

const resource = (given: Partial<ResourceChange>): ResourceChange => ({
  type: "kubernetes:core/v1:ConfigMap",
  name: "fujian-x",
  operation: "update",
  paths: [],
  protected: false,
  stateful: false,
  ...given,
});

interface Case {
  readonly before?: Planned | undefined;
  readonly after?: Planned | undefined;
  readonly changes?: readonly ResourceChange[];
  readonly more?: Partial<StackPreview>;
}

function risksOf(
  { before, after, changes = [], more = {} }: Case,
  given: Partial<PolicySettings> = {},
): readonly Risk[] {
  return judge(
    {
      stack: (after ?? before)?.plan.identity.stack ?? "",
      before,
      after,
      difference: differenceOf(before, after),
      changes,
      violations: [],
      compared: { kind: "snapshot", ageDays: 1 },
      ...more,
    },
    { ...settings, ...given },
  );
}

const codes = (risks: readonly Risk[]): readonly string[] => risks.map(({ code }) => code);
const edited = (id: string, path: readonly (string | number)[], value: unknown): Case => ({
  before: plannedOf(fileOf(id)),
  after: plannedOf(withValue(fileOf(id), path, value)),
});
/** The same file before and after: whatever is found comes from the resources. */
const unchanged = (id: string, changes: readonly ResourceChange[]): Case => {
  const planned = plannedOf(fileOf(id));
  return { before: planned, after: planned, changes };
};

describe("the rules", () => {
  test("find nothing in a province that stays as it is", () => {
    for (const id of IDS) expect(risksOf(unchanged(id, []))).toEqual([]);
  });

  test("call a deleted or replaced store of data a loss, and say so once", () => {
    const claim = { type: "kubernetes:core/v1:PersistentVolumeClaim", stateful: true, protected: true } as const;
    const risks = risksOf(
      unchanged("fujian", [
        resource({ ...claim, name: "fujian-media-recordings", operation: "delete" }),
        resource({ ...claim, name: "fujian-media-spool", operation: "replace", deleteBeforeReplace: true }),
        resource({ ...claim, name: "fujian-grows", operation: "update" }),
      ]),
    );
    expect(risks.map(({ code, subject }) => [code, subject])).toEqual([
      ["RISK_DATA_LOST", "fujian-media-recordings"],
      ["RISK_DATA_LOST", "fujian-media-spool"],
    ]);
    expect(risks.every(blocks)).toBe(true);
    const [first] = risks;
    expect(first && describeFinding({ code: first.code, where: {}, facts: first.facts }, "en").what).toBe(
      "PersistentVolumeClaim fujian-media-recordings would be deleted, and what it holds would be lost.",
    );
  });

  test("call a province that is gone one loss, however many resources it had", () => {
    const risks = risksOf({
      before: plannedOf(fileOf("fujian")),
      changes: [
        resource({ operation: "delete", stateful: true, protected: true }),
        resource({ operation: "delete", type: "kubernetes:networking.k8s.io/v1:NetworkPolicy" }),
      ],
    });
    expect(risks.map(({ code, facts }) => [code, facts])).toEqual([
      ["RISK_PROVINCE_REMOVED", { count: 2, stateful: 1 }],
    ]);
  });

  test("call a namespace under another name a loss", () => {
    const before = plannedOf(fileOf("fujian"));
    const zones = before.plan.zones.map((zone) => ({ ...zone, id: zone.id.replace("hotline", "12333") }));
    const risks = risksOf({ before, after: { ...before, plan: { ...before.plan, zones } } });
    expect(risks.map(({ code, rule, subject }) => [code, rule, subject])).toEqual([
      ["RISK_ZONE_RENAMED", "data-loss", "hotline-fujian-data"],
      ["RISK_ZONE_RENAMED", "data-loss", "hotline-fujian-media"],
      ["RISK_ZONE_RENAMED", "outage", "hotline-fujian-desk"],
    ]);
  });

  test("know an interruption by hours, zone and whether another node goes on", () => {
    const container = resource({
      type: "docker:index/container:Container",
      name: "ningxia-media-host-a",
      operation: "replace",
      deleteBeforeReplace: true,
    });
    const office = risksOf(unchanged("ningxia", [container]));
    expect(codes(office)).toEqual(["RISK_OUTAGE_PLANNABLE"]);
    expect(office[0]?.facts["hours"]).toBe("08:30-17:30");
    const always = plannedOf(withValue(fileOf("ningxia"), ["hours"], "24x7"));
    const round = risksOf({ before: always, after: always, changes: [container] });
    expect(codes(round)).toEqual(["RISK_OUTAGE"]);
    expect(round.every(blocks)).toBe(true);
    // A pair hands over; a created or rolling one interrupts nothing.
    expect(risksOf(unchanged("anhui", [{ ...container, name: "anhui-media-host-a" }]))).toEqual([]);
    expect(risksOf(unchanged("ningxia", [{ ...container, deleteBeforeReplace: false }]))).toEqual([]);
  });

  test("find what the server will refuse, by its reason, and storage that stays behind", () => {
    const job = resource({
      type: "kubernetes:batch/v1:Job",
      name: "fujian-job",
      refused: "completionMode is immutable",
    });
    const violations = [
      { name: "fujian-media-recordings", type: "kubernetes:core/v1:PersistentVolumeClaim", reason: "shrinks" },
      { name: "fujian-database-database", type: "kubernetes:postgresql.cnpg.io/v1:Cluster", reason: "stays" },
      { name: "fujian-job", type: "kubernetes:batch/v1:Job", reason: "shrinks" },
    ];
    const risks = risksOf({ ...unchanged("fujian", [job]), more: { violations } });
    expect(risks.map(({ code, subject }) => [code, subject])).toEqual([
      ["RISK_REJECTED", "fujian-job"],
      ["RISK_REJECTED", "fujian-media-recordings"],
      ["RISK_STORAGE_STAYS", "fujian-database-database"],
    ]);
  });

  test("hold what is protected without data, and clusters that become others", () => {
    const risks = risksOf(
      unchanged("fujian", [
        resource({ type: "kubernetes:core/v1:Namespace", name: "fujian-ns", operation: "delete", protected: true }),
        resource({
          type: "pulumi:providers:kubernetes",
          name: "fujian-kubernetes",
          operation: "replace",
          paths: [{ path: "context", kind: "update", replaces: true, old: "a", new: "b" }],
        }),
      ]),
    );
    expect(codes(risks)).toEqual(["RISK_PROTECTED", "RISK_PROVIDER_REPLACED"]);
    const moved = {
      kind: "docker",
      hosts: [{ name: "media-a", address: "unassigned" }],
    };
    expect(codes(risksOf(edited("fujian", ["sites", "main", "platform"], moved)))).toContain("RISK_PLATFORM_CHANGED");
  });

  test("find a secret that becomes plain, by resource and by plan", () => {
    const plain = resource({
      paths: [{ path: "data.password", kind: "update", replaces: false, old: "[secret]", new: "x" }],
    });
    const rotated = resource({
      paths: [{ path: "data.password", kind: "update", replaces: false, old: "[secret]", new: "[secret]" }],
    });
    expect(codes(risksOf(unchanged("fujian", [plain])))).toEqual(["RISK_SECRET_PLAIN"]);
    expect(risksOf(unchanged("fujian", [rotated]))).toEqual([]);
  });

  test("find privileges, an opened network, a policy that goes", () => {
    const path = (name: string, old: string | undefined, next: string) =>
      resource({ name, paths: [{ path: name, kind: "update", replaces: false, old, new: next }] });
    const pod = "spec.template.spec";
    expect(
      codes(
        risksOf(
          unchanged("fujian", [
            path(`${pod}.containers[0].securityContext.privileged`, undefined, "true"),
            path(`${pod}.hostNetwork`, undefined, "true"),
            path(`${pod}.securityContext.runAsNonRoot`, "true", "false"),
            path(`${pod}.containers[0].securityContext.readOnlyRootFilesystem`, undefined, "true"),
            resource({ type: "kubernetes:networking.k8s.io/v1:NetworkPolicy", operation: "delete" }),
          ]),
        ),
      ),
    ).toEqual(["RISK_NETWORK_POLICY_REMOVED", "RISK_PRIVILEGED", "RISK_PRIVILEGED", "RISK_PRIVILEGED"]);
    const networks = (list: readonly string[]) => edited("anhui", ["sites", "main", "agentNetworks"], list);
    expect(new Set(codes(risksOf(networks(["10.0.0.0/8", "172.16.0.0/12"]))))).toEqual(
      new Set(["RISK_ACCESS_WIDENED"]),
    );
    expect(codes(risksOf(networks(["0.0.0.0/0"])))).toContain("RISK_OPEN_TO_ALL");
  });

  test("want a digest of what comes from a registry, and of nothing else", () => {
    const registry = (name: string) => risksOf(edited("fujian", ["sites", "main", "registry"], name));
    expect(codes(registry("registry.example/12333"))).toEqual(Array.from({ length: 5 }, () => "RISK_IMAGE_UNPINNED"));
    expect(registry("unassigned")).toEqual([]);
    expect(codes(risksOf({ after: plannedOf(fileOf("fujian")) }))).not.toContain("RISK_IMAGE_UNPINNED");
    const fresh = plannedOf(withValue(fileOf("fujian"), ["sites", "main", "registry"], "registry.example:5000/x"));
    expect(codes(risksOf({ after: fresh })).filter((code) => code === "RISK_IMAGE_UNPINNED")).toHaveLength(5);
  });

  test("keep retention from falling, backups from moving, the level from sinking; rising is no risk", () => {
    const lowered = risksOf(edited("fujian", ["database", "retention"], { auditDays: 400 }));
    expect(lowered.map(({ code, subject }) => [code, subject])).toEqual([["RISK_RETENTION_LOWERED", "auditLog"]]);
    expect(frameworkOf("RISK_RETENTION_LOWERED", "auditLog")?.en).toBe("GB/T 22239-2019 8.1.4.3 security audit");
    expect(frameworkOf("RISK_RETENTION_LOWERED", "recordings")).toBeUndefined();
    expect(risksOf(edited("fujian", ["database", "retention"], { auditDays: 1500 }))).toEqual([]);
    expect(codes(risksOf(edited("ningxia", ["database", "backup"], { keepDays: 7 })))).toContain(
      "RISK_BACKUPS_SHORTER",
    );
    expect(codes(risksOf(edited("ningxia", ["securityLevel"], 2)))).toContain("RISK_LEVEL_LOWERED");
  });

  test("warn of too few trunks where the change made them so", () => {
    const fewer = risksOf(edited("henan", ["localNetworks", 0, "trunk", "e1"], 2));
    expect(fewer.find(({ code }) => code === "RISK_TRUNKS_SHORT")).toMatchObject({
      subject: "0371",
      facts: { needed: 4, ordered: 2, unit: "e1" },
    });
    expect(fewer.some(blocks)).toBe(false);
    const short = plannedOf(withValue(fileOf("henan"), ["localNetworks", 0, "trunk", "e1"], 2));
    expect(risksOf({ before: short, after: short })).toEqual([]);
  });

  test("judge the rise of the monthly cost, and refuse it above a limit", () => {
    const rise = (monthlyDelta: number, limit?: number) =>
      codes(
        risksOf(
          { ...unchanged("fujian", []), more: { cost: { monthlyBefore: 1_000_000, monthlyDelta } } },
          limit === undefined ? {} : { costLimitPercent: limit },
        ),
      );
    expect(rise(99_000)).toEqual([]);
    expect(rise(100_000)).toEqual(["RISK_COST"]);
    expect(rise(100_000, 5)).toEqual(["RISK_COST_OVER"]);
    expect(rise(-500_000, 5)).toEqual([]);
  });

  test("say that a snapshot is old after 30 days, and that a live province was compared with nothing", () => {
    const aged = (ageDays: number, kind = "snapshot") =>
      codes(risksOf({ ...unchanged("fujian", []), more: { compared: { kind, ageDays } } }));
    expect([aged(30), aged(31), aged(400, "revision")]).toEqual([[], ["RISK_STALE"], []]);
    const live = plannedOf(withValue(fileOf("fujian"), ["status"], "live"));
    expect(codes(risksOf({ before: live, after: live, more: { compared: { kind: "nothing" } } }))).toEqual([
      "RISK_UNCOMPARED",
    ]);
  });
});

describe("a waiver", () => {
  const waiver = { rule: "compliance", reason: "录音已移交档案馆", by: "张三", until: "2026-11-24" };
  const lowered = (waivers: readonly unknown[]): readonly Risk[] => {
    const file = withValue(fileOf("fujian"), ["recording", "retentionDays"], 700);
    return risksOf({ before: plannedOf(fileOf("fujian")), after: plannedOf({ ...file, waivers }) });
  };

  test("counts on its last day, and not on the day after", () => {
    const [valid] = lowered([waiver]);
    expect(valid).toMatchObject({ code: "RISK_RETENTION_LOWERED", waived: waiver });
    expect(valid && blocks(valid)).toBe(false);
    const late = lowered([{ ...waiver, until: "2026-11-23" }]);
    expect(late.map((risk) => [risk.code, blocks(risk)])).toEqual([
      ["RISK_RETENTION_LOWERED", true],
      ["RISK_WAIVER_EXPIRED", false],
    ]);
    expect(late[1]).toMatchObject({ path: ["waivers", 0, "until"], facts: { until: "2026-11-23", by: "张三" } });
  });

  test("counts for its rule and its subject only", () => {
    expect(lowered([{ ...waiver, rule: "cost" }])[0]?.waived).toBeUndefined();
    expect(lowered([{ ...waiver, subject: "auditLog" }])[0]?.waived).toBeUndefined();
    expect(lowered([{ ...waiver, subject: "recordings" }])[0]?.waived).toBeDefined();
  });

  test("does not hide what it waives: it comes last", () => {
    const risks = lowered([{ ...waiver }, { ...waiver, rule: "cost", until: "2020-01-01" }]);
    expect(codes(risks)).toEqual(["RISK_WAIVER_EXPIRED", "RISK_RETENTION_LOWERED"]);
  });
});

describe("the blast radius", () => {
  const change = { aspect: "configuration", subject: "media-reload/x", field: "reload" } as const;
  const stacks = IDS.slice(0, 12);
  const same = { stacks, changes: [change], what: { zh: "配置", en: "configuration" } };

  test("is a risk beyond ten stacks, for what alters how calls are taken", () => {
    expect(blastRadiusRisks([same], settings, () => []).map(({ facts }) => facts["count"])).toEqual([12]);
    expect(blastRadiusRisks([{ ...same, stacks: stacks.slice(0, 10) }], settings, () => [])).toEqual([]);
    expect(
      blastRadiusRisks([{ ...same, changes: [{ ...change, aspect: "people", field: "heads" }] }], settings, () => []),
    ).toEqual([]);
  });

  test("leaves out stacks that waive it", () => {
    const waived = (stack: string) =>
      stack === stacks[0] || stack === stacks[1]
        ? [{ rule: "blast-radius", reason: "先行省", by: "李四", until: "2026-12-31" } as never]
        : [];
    expect(blastRadiusRisks([same], settings, waived)).toEqual([]);
  });
});

describe("what rules say", () => {
  test("names a clause only where there is one, by the numbers of the standard", () => {
    for (const framework of Object.values(FRAMEWORKS))
      expect(framework.zh).toMatch(/^(?:GB\/T 22239-2019 8\.1\.[2345]\.\d+ |人社部函|个人信息保护法)/);
  });

  test("has words for every rule, and a rule for every word", () => {
    const written = Object.keys(MESSAGES).filter((code) => code.startsWith("RISK_"));
    expect(written.length).toBeGreaterThan(30);
    expect(RULES).toHaveLength(11);
  });
});
