import { describe, expect, it } from "vitest";
import { checkDesk } from "../../provinces/checks/desk.ts";
import { checkBrowserHosts } from "../../provinces/checks/sites.ts";
import type { Province } from "../../provinces/province.ts";
import { Desk } from "../../provinces/schema/desk.ts";

type Read = Parameters<typeof checkDesk>[0];

const oidc = { issuer: "https://sso.internal.example/realms/hrss", clientId: "hotline-desk" };

function findings(desk: unknown, more: Partial<Read> = {}): readonly string[] {
  return checkDesk({
    workMode: "call-center",
    merge: { mode: "independent" },
    status: "draft",
    securityLevel: 3,
    desk: Desk.parse(desk),
    ...more,
  }).map(({ code, where }) => `${(where.path ?? []).join(".")} ${code}`);
}

describe("the desk of a province", () => {
  it.each([
    ["nothing said", {}, {}, []],
    ["an identity provider alone", { oidc }, {}, []],
    ["a demo on a draft", { demo: true }, {}, []],
    ["a demo on a live line", { demo: true }, { status: "live" }, ["desk.demo DESK_DEMO_ON_LIVE"]],
    ["no way to sign in", { localAccounts: false }, {}, ["desk.localAccounts DESK_NOBODY_SIGNS_IN"]],
    ["telephones that ring", {}, { workMode: "hotline" }, ["desk DESK_WITHOUT_AGENTS"]],
    ["a line merged into 12345", {}, { merge: { mode: "merged" } }, ["desk DESK_WITHOUT_AGENTS"]],
    ["passwords alone at level 3", { secondFactor: "privileged" }, {}, ["desk.secondFactor DESK_SECOND_FACTOR"]],
    ["passwords alone at level 2", { secondFactor: "nobody" }, { securityLevel: 2 }, []],
    ["passwords that nobody has", { secondFactor: "nobody", oidc }, {}, []],
    [
      "passwords beside an identity provider",
      { secondFactor: "nobody", oidc, localAccounts: true },
      {},
      ["desk.secondFactor DESK_SECOND_FACTOR"],
    ],
    [
      "a reason twice",
      { breakReasons: ["meal", "rest", "meal"].map((code) => ({ code, zh: "休息", en: "Rest" })) },
      {},
      ["desk.breakReasons.2 DESK_TWICE"],
    ],
    [
      "an expert twice",
      { experts: ["a", "a"].map((name) => ({ name, label: "专家", number: "unassigned" })) },
      {},
      ["desk.experts.1 DESK_TWICE"],
    ],
    [
      "a secret in an address",
      { oidc: { ...oidc, issuer: "https://desk:secret@sso.internal.example/" } },
      {},
      ["desk.oidc.issuer DESK_ADDRESS"],
    ],
    [
      "a secret in the adapter's",
      undefined,
      {
        merge: {
          mode: "dual-number",
          platform12345: { sipAddress: "unassigned", workOrderAdapter: "https://adapter.internal.example/?token=1" },
        },
      },
      ["merge.platform12345.workOrderAdapter DESK_ADDRESS"],
    ],
  ] as const)("%s", (...[, desk, more, expected]) => {
    expect(desk === undefined ? findings({}, more as Partial<Read>) : findings(desk, more as Partial<Read>)).toEqual(
      expected,
    );
  });

  it("takes experts' numbers in one form only, so that the dialplan knows where they lead", () => {
    const number = (text: string) => Desk.safeParse({ experts: [{ name: "a", label: "专家", number: text }] }).success;
    for (const good of ["055162600000", "02812345678", "13812345678", "unassigned"])
      expect(number(good), good).toBe(true);
    for (const bad of ["62600000", "12345", "0013812345678", "8613812345678", "1381234567", "110"])
      expect(number(bad), bad).toBe(false);
  });
});

describe("names under which browsers reach the media nodes", () => {
  const sites = (...hosts: readonly { address: string; browserHost?: string }[]): Province["sites"] => ({
    main: {
      place: "合肥",
      platform: { kind: "docker", hosts: hosts.map((host, index) => ({ name: `host-${index}`, ...host })) },
    },
  });
  const codes = (status: Province["status"], given: Province["sites"]) =>
    checkBrowserHosts({ workMode: "call-center", merge: { mode: "independent" }, status, sites: given }).map(
      ({ code, facts }) => `${code} ${String(facts["addresses"] ?? facts["found"])}`,
    );

  it("are asked for on a live line, whose certificate must hold them", () => {
    const mixed = sites({ address: "10.1.0.11" }, { address: "10.1.0.12", browserHost: "b.12333.example" });
    expect(codes("live", mixed)).toEqual(["BROWSER_HOST_ADDRESS 10.1.0.11"]);
    expect(codes("draft", mixed)).toEqual([]);
    expect(codes("live", sites({ address: "unassigned" }))).toEqual([]);
  });

  it("are host names", () => {
    expect(codes("draft", sites({ address: "10.1.0.11", browserHost: "10.1.0.11" }))).toEqual([
      'BROWSER_HOST "10.1.0.11"',
    ]);
  });
});
