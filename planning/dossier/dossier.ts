import { hash } from "node:crypto";
import type { CallCenterPlan } from "../plan.ts";
import { activationRequests } from "./activation-request.ts";
import { asExamples, type OfficialDocument } from "./document.ts";
import { filings } from "./filing.ts";
import { openingReports } from "./opening-report.ts";
import { outsourcingModel } from "./outsourcing-model.ts";
import { provincePart } from "./province-part.ts";
import type { DossierSubject } from "./subject.ts";
import { trunkOrders } from "./trunk-order.ts";

/** The papers of a province, in the order in which they are needed. */
export function provinceDossier(subject: DossierSubject): readonly OfficialDocument[] {
  const model = outsourcingModel(subject);
  const papers: readonly OfficialDocument[] = [
    provincePart(subject),
    ...filings(subject),
    ...trunkOrders(subject),
    ...activationRequests(subject),
    ...openingReports(subject),
    ...(model === undefined ? [] : [model]),
  ];
  return subject.province.status === "example" ? asExamples(papers) : papers;
}

/** SHA-256 of a plan as JSON: the same plan has the same digest, whatever machine made it. */
export function planDigest(plan: CallCenterPlan): string {
  return hash("sha256", JSON.stringify(plan), "hex");
}

/** Digest of several plans, in the order given. */
export function plansDigest(plans: readonly CallCenterPlan[]): string {
  return hash("sha256", plans.map(planDigest).join("\n"), "hex");
}
