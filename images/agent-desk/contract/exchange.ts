import { z } from "zod";
import { DEMANDS } from "./work-order.ts";

/**
 * What 12345 sends, with `authorization: Bearer <secret platform-12345-token>`. `PUT exchange/work-orders/:number`: an
 * order of theirs for this call center; sent again it changes nothing. Answer ExchangedOrder, 201 or 200.
 */
export const OrderFrom12345 = z.strictObject({
  class_code: z
    .string()
    .regex(/^(\d{2}){1,3}$/)
    .nullable(),
  demand: z.enum(DEMANDS),
  content: z.string().trim().min(1).max(4000),
  caller_number: z
    .string()
    .regex(/^\d{5,20}$/)
    .nullable(),
  due_at: z.iso.datetime({ offset: true }).nullable(),
});
export type OrderFrom12345 = z.infer<typeof OrderFrom12345>;

/**
 * `POST exchange/work-orders/:number/result`: what became of an order that they have. `answered` closes it; `returned`
 * opens it here again, for it was not theirs.
 */
export const ResultFrom12345 = z.strictObject({
  result: z.enum(["answered", "returned"]),
  note: z.string().trim().min(1).max(1000),
});
export type ResultFrom12345 = z.infer<typeof ResultFrom12345>;

/** `GET exchange/work-orders/:number`, and the answer of both. */
export const ExchangedOrder = z.object({
  number: z.string(),
  order: z.number(),
  status: z.enum(["open", "handed-over", "closed"]),
  closed_at: z.iso.datetime().nullable(),
});
export type ExchangedOrder = z.infer<typeof ExchangedOrder>;
