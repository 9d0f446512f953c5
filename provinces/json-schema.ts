import * as z from "zod";
import { Province } from "./province.ts";

/** JSON Schema (draft 7) of a province file, for editors; the committed copy is provinces/province.schema.json. */
export function provinceJsonSchema(): object {
  return z.toJSONSchema(Province, { target: "draft-7", io: "input" });
}
