import type { FieldPath, Finding } from "../finding.ts";
import type { Province } from "../province.ts";
import { UNASSIGNED } from "../schema/field.ts";
import { findingAt } from "./finding-at.ts";

/** Whether people answer at a desk of the department's: not where phones ring, nor where 12345 answers. */
export function hasDesk({ workMode, merge }: Pick<Province, "workMode" | "merge">): boolean {
  return workMode !== "hotline" && merge.mode !== "merged";
}

/** A desk where there are agents, that somebody can sign in to, and no demo on a live line. */
export function checkDesk(
  province: Pick<Province, "workMode" | "merge" | "status" | "securityLevel" | "desk">,
): readonly Finding[] {
  const { desk, merge, status, workMode, securityLevel } = province;
  const findings = address(["merge", "platform12345", "workOrderAdapter"], merge.platform12345?.workOrderAdapter);
  if (desk === undefined) return findings;
  if (!hasDesk(province))
    return [...findings, findingAt(["desk"], "DESK_WITHOUT_AGENTS", { workMode, merge: merge.mode })];
  const level = securityLevel ?? 3;
  const { secondFactor = "everybody", localAccounts = desk.oidc === undefined } = desk;
  return [
    ...findings,
    ...(desk.demo === true && status === "live" ? [findingAt(["desk", "demo"], "DESK_DEMO_ON_LIVE")] : []),
    ...(desk.localAccounts === false && desk.oidc === undefined
      ? [findingAt(["desk", "localAccounts"], "DESK_NOBODY_SIGNS_IN")]
      : []),
    ...(level === 3 && localAccounts && secondFactor !== "everybody"
      ? [findingAt(["desk", "secondFactor"], "DESK_SECOND_FACTOR", { found: secondFactor })]
      : []),
    ...twice(
      ["desk", "breakReasons"],
      (desk.breakReasons ?? []).map(({ code }) => code),
    ),
    ...twice(
      ["desk", "experts"],
      (desk.experts ?? []).map(({ name }) => name),
    ),
    ...address(["desk", "oidc", "issuer"], desk.oidc?.issuer),
  ];
}

function twice(path: FieldPath, names: readonly string[]): readonly Finding[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) === index ? [] : [findingAt([...path, index], "DESK_TWICE", { field: path.join("."), name })],
  );
}

/** Names a place and nothing else. */
function address(path: FieldPath, value: string | undefined): readonly Finding[] {
  if (value === undefined || value === UNASSIGNED) return [];
  const { username, password, search, hash } = new URL(value);
  return username + password + search + hash === "" ? [] : [findingAt(path, "DESK_ADDRESS", { field: path.join(".") })];
}
