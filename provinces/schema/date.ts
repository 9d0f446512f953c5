import * as z from "zod";

/** A day that exists, `YYYY-MM-DD`: no time, no zone. Sorts as text; 30 February is none. */
export const AnyDate = z.iso.date().brand<"IsoDate">();

/** A day somebody writes: of 1980 to 2099, for a slip such as 9999 would have working days counted by the million. */
export const IsoDate = z.iso
  .date()
  .regex(/^(?:19[89]|20\d)\d-/)
  .brand<"IsoDate">();

export type IsoDate = z.infer<typeof IsoDate>;
