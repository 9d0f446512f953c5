import * as z from "zod";

/** A day that exists, `YYYY-MM-DD`: no time, no zone. Sorts as text; 30 February is none. */
export const IsoDate = z.iso.date().brand<"IsoDate">();

export type IsoDate = z.infer<typeof IsoDate>;
