import { z } from "zod";
import { CallUuid } from "./call.ts";

export const DEMANDS = ["inquiry", "request", "complaint", "report", "suggestion", "praise"] as const;
export const OUTCOMES = ["resolved", "handed-over", "call-back", "transferred", "unresolved"] as const;
export const STATUSES = ["open", "handed-over", "closed"] as const;

/** GB/T 39666: two digits a major class, four a middle one, six a minor one. */
export const ServiceClass = z.object({ code: z.string(), title: z.string() });
export type ServiceClass = z.infer<typeof ServiceClass>;
const ClassCode = z.string().regex(/^(\d{2}){1,3}$/);

const Content = z.string().trim().min(1).max(4000);

/** `POST work-orders`. Sent again with the same key it makes no second order and gets the first one's answer. */
export const NewWorkOrder = z.strictObject({
  key: z.uuid(),
  callUuid: CallUuid.nullable(),
  /** Null: not classed yet. */
  classCode: ClassCode.nullable(),
  demand: z.enum(DEMANDS),
  outcome: z.enum(OUTCOMES),
  content: Content,
  /** Finished with the call: closed as soon as it is opened. */
  close: z.boolean(),
  /** When it was written; earlier than now if it waited in the page. */
  writtenAt: z.iso.datetime({ offset: true }),
});
export type NewWorkOrder = z.infer<typeof NewWorkOrder>;

/** `PUT work-orders/:id`. What is left out stays. `version` is the one last read: 409 when somebody changed it since. */
export const WorkOrderChange = z.strictObject({
  version: z.int(),
  classCode: ClassCode.nullable().optional(),
  demand: z.enum(DEMANDS).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  content: Content.optional(),
  status: z.enum(["open", "closed"]).optional(),
  note: z.string().trim().min(1).max(1000).optional(),
});
export type WorkOrderChange = z.infer<typeof WorkOrderChange>;

export const WorkOrder = z.object({
  id: z.number(),
  version: z.number(),
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  callUuid: z.string().nullable(),
  /** Masked. */
  caller: z.string().nullable(),
  classCode: z.string().nullable(),
  classTitle: z.string(),
  demand: z.enum(DEMANDS).nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  content: z.string(),
  status: z.enum(STATUSES),
  agent: z.string().nullable(),
  /** To whom it was handed over, such as `12345`, and the number that it has there. */
  unit: z.string().nullable(),
  externalNumber: z.string().nullable(),
  handedOverAt: z.iso.datetime().nullable(),
  dueAt: z.iso.datetime().nullable(),
});
export type WorkOrder = z.infer<typeof WorkOrder>;

export const WorkOrderStep = z.object({
  happenedAt: z.iso.datetime(),
  actor: z.string(),
  action: z.string(),
  note: z.string().nullable(),
});
/** `GET work-orders/:id`. */
export const WorkOrderWithSteps = z.object({ order: WorkOrder, steps: z.array(WorkOrderStep) });
export type WorkOrderWithSteps = z.infer<typeof WorkOrderWithSteps>;

/** `GET work-orders?status=&mine=1&text=&call=&before=`: the latest first, 50 at most; `before` is the last id seen. */
export const WorkOrderList = z.object({ orders: z.array(WorkOrder) });
export type WorkOrderList = z.infer<typeof WorkOrderList>;

/** `POST work-orders/:id/hand-over`; answer WorkOrderWithSteps. */
export const HandOver = z.strictObject({
  version: z.int(),
  unit: z.literal("12345"),
  note: z.string().trim().max(1000).optional(),
});
export type HandOver = z.infer<typeof HandOver>;
