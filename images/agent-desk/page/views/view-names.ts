import type { Right } from "../../contract/right.ts";
import type { MessageKey } from "../messages.ts";

export const VIEWS = ["desk", "orders", "board", "report", "quality", "administration", "audit"] as const;
export type ViewName = (typeof VIEWS)[number];

export const VIEW_WORDS: Readonly<Record<ViewName, MessageKey>> = {
  desk: "viewDesk",
  orders: "viewOrders",
  board: "viewBoard",
  report: "viewReport",
  quality: "viewQuality",
  administration: "viewAdministration",
  audit: "viewAudit",
};

const NEEDED: Readonly<Record<ViewName, Right>> = {
  desk: "work",
  orders: "write-work-orders",
  board: "see-board",
  report: "read-report",
  quality: "read-report",
  administration: "administer",
  audit: "read-audit",
};

/** In their order; what the service would refuse is not offered. */
export function viewsOf(may: (right: Right) => boolean): readonly ViewName[] {
  return VIEWS.filter((view) => may(NEEDED[view]));
}
