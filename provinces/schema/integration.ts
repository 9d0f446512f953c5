import * as z from "zod";
import { field, UNASSIGNED } from "./field.ts";

/** Work mode integrated: the department's own service that knows callers by their numbers. */
export const Integration = field(
  z.strictObject({
    adapter: field(z.union([z.literal(UNASSIGNED), z.url({ protocol: /^https$/ })]), {
      zh: "业务适配器",
      en: "https address of the adapter before the business systems. It is told of each caller before an agent is rung, and what it knows within a second is shown at the desk, masked; slow or down, it delays nobody. unassigned: no data beside the number.",
      examples: ["https://adapter.internal.example/callers"],
    }),
    authority: field(z.enum(["public", "own"]).optional(), {
      zh: "证书颁发机构",
      en: "Who issued the adapter's certificate. own: an authority of the department, whose certificate is the secret adapter-tls-authority.",
      byDefault: "public",
    }),
  }),
  {
    zh: "业务对接",
    en: "Business systems that know callers; only in work mode integrated, and where calls are answered.",
  },
);

export type Integration = z.infer<typeof Integration>;
