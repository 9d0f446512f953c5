import { describe, expect, it } from "vitest";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { ControllerFile } from "../../../images/media-controller/settings.ts";
import type { CallCenterPlan } from "../../../planning/plan.ts";
import { itemsOf } from "../../../planning/references.ts";
import { secretsOf } from "../../../planning/secrets.ts";
import { Province } from "../../../provinces/province.ts";
import { CASES } from "../cases.ts";
import { switchFilesOf } from "../switch-files.ts";

const integrated = (integration: unknown) =>
  planCallCenter(Province.parse({ ...CASES["kubernetes integrated"](), integration }));
const controllersOf = (plan: CallCenterPlan) =>
  itemsOf(plan).flatMap((item) =>
    item.kind === "workload" ? item.companions.filter(({ name }) => name === "controller") : [],
  );
const controllerFileOf = (plan: CallCenterPlan) =>
  ControllerFile.parse(JSON.parse(switchFilesOf(plan).reload["controller.json"] ?? ""));
const secretNames = (plan: CallCenterPlan) =>
  secretsOf(plan).flatMap(({ name, source }) => (name.startsWith("adapter") ? [`${name} ${source}`] : []));

describe("the business adapter of an integrated line", () => {
  it("is known to every controller by address, and its secrets by reference", () => {
    const plan = planCallCenter(CASES["kubernetes integrated"]());
    expect(controllerFileOf(plan).adapter).toEqual({ url: "https://adapter.internal.example/callers" });
    expect(secretNames(plan)).toEqual(["adapter-tls-authority given", "adapter-token given"]);
    expect(controllersOf(plan)).toHaveLength(2);
    for (const { environment } of controllersOf(plan)) {
      expect(environment["ADAPTER_TOKEN"]).toMatchObject({ kind: "secret", key: "adapter-token" });
      expect(environment["ADAPTER_TLS_AUTHORITY"]).toMatchObject({ kind: "secret", key: "adapter-tls-authority" });
    }
  });

  it("behind a public certificate needs a token only", () => {
    const plan = integrated({ adapter: "https://adapter.internal.example/callers" });
    expect(secretNames(plan)).toEqual(["adapter-token given"]);
    for (const { environment } of controllersOf(plan)) expect(environment["ADAPTER_TLS_AUTHORITY"]).toBeUndefined();
  });

  it("is asked by nobody while it is unassigned: the desk is told who calls, and the call goes on at once", () => {
    for (const plan of [integrated({ adapter: "unassigned" }), integrated(undefined)]) {
      expect(controllerFileOf(plan).adapter).toBeUndefined();
      expect(secretNames(plan)).toEqual([]);
      const dialplan = switchFilesOf(plan).reload["dialplan/hotline.xml"] ?? "";
      expect(dialplan).toContain("Event-Subclass=hotline::caller");
      expect(dialplan).not.toContain('application="sleep" data="250"');
    }
  });

  it("has a head start of the same length in every queue, after the event and before the queue", () => {
    const plan = planCallCenter(CASES["kubernetes integrated"]());
    const dialplan = switchFilesOf(plan).reload["dialplan/hotline.xml"] ?? "";
    const entries = dialplan
      .split("<extension ")
      .filter((text) => text.startsWith('name="queue-'))
      .map((text) => [...text.matchAll(/application="(event|sleep|limit_execute)"/g)].map(([, name]) => name));
    expect(entries).toEqual(Array(3).fill(["event", "sleep", "limit_execute"]));
  });

  it("is no part of a call center without business systems", () => {
    for (const name of ["docker pair", "outsourced edge", "hotline analog"] as const)
      expect(controllerFileOf(planCallCenter(CASES[name]())).adapter).toBeUndefined();
  });
});
