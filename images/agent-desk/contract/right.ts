import { z } from "zod";

export const ROLES = ["agent", "supervisor", "quality", "administrator", "auditor"] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** What a person may do. The page hides what it may not; the service refuses it. */
export const RIGHTS = [
  /** Telephone, own state, own calls. */
  "work",
  "read-history",
  "write-work-orders",
  "call-back",
  /** A caller's number in clear, one at a time, each time into the audit log. */
  "unmask",
  "see-board",
  "read-report",
  "force-state",
  /** Needs the account's own permission besides. */
  "listen-in",
  "administer",
  "read-audit",
] as const;
export const Right = z.enum(RIGHTS);
export type Right = z.infer<typeof Right>;

/** The one table of rights. Who administers does not read the audit log, and who reads it changes nothing. */
export const RIGHTS_OF: Readonly<Record<Role, readonly Right[]>> = {
  agent: ["work", "read-history", "write-work-orders", "call-back", "unmask"],
  supervisor: [
    "work",
    "read-history",
    "write-work-orders",
    "call-back",
    "unmask",
    "see-board",
    "read-report",
    "force-state",
    "listen-in",
  ],
  quality: ["work", "read-history", "see-board", "read-report", "listen-in"],
  administrator: ["administer", "see-board"],
  auditor: ["read-audit"],
};

/** Roles that nobody may have together. */
export const APART: readonly (readonly [Role, Role])[] = [
  ["auditor", "administrator"],
  ["auditor", "supervisor"],
  ["auditor", "agent"],
  ["auditor", "quality"],
];

/** `listenIn` is the account's own permission. */
export function rightsOf(roles: readonly Role[], listenIn: boolean): readonly Right[] {
  return RIGHTS.filter(
    (right) => (right !== "listen-in" || listenIn) && roles.some((role) => RIGHTS_OF[role].includes(right)),
  );
}
