import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { APART, RIGHTS, RIGHTS_OF, ROLES, rightsOf } from "../../../images/agent-desk/contract/right.ts";

describe("the table of rights", () => {
  it("gives every right to some role, and to two persons those that check each other", () => {
    expect(RIGHTS.filter((right) => !ROLES.some((role) => RIGHTS_OF[role].includes(right)))).toEqual([]);
    for (const role of ROLES)
      expect(RIGHTS_OF[role].includes("administer") && RIGHTS_OF[role].includes("read-audit")).toBe(false);
    expect(RIGHTS_OF.auditor).toEqual(["read-audit"]);
    for (const role of ROLES.filter((each) => each !== "auditor"))
      expect(APART.some((pair) => pair.includes("auditor") && pair.includes(role))).toBe(true);
  });

  it("adds rights with roles and takes none away; listening in needs the account's own permission besides", () => {
    const roles = fc.subarray([...ROLES]);
    fc.assert(
      fc.property(roles, roles, fc.boolean(), (some, more, listenIn) => {
        const few = rightsOf(some, listenIn);
        const many = rightsOf([...some, ...more], listenIn);
        expect(few.every((right) => many.includes(right))).toBe(true);
        expect(rightsOf(some, false)).not.toContain("listen-in");
      }),
    );
    expect(rightsOf(["supervisor"], true)).toContain("listen-in");
    expect(rightsOf(["agent"], true)).not.toContain("listen-in");
  });
});
