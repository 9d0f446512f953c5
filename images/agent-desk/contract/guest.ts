import { z } from "zod";

/**
 * `POST guest`, in the demo only and without a session: a citizen's telephone for a quarter of an hour, at the node that
 * has the queues. It reaches 12333 and nothing else.
 */
export const GuestTelephone = z.object({
  username: z.string(),
  realm: z.string(),
  password: z.string(),
  expiresAt: z.iso.datetime(),
  node: z.object({ name: z.string(), url: z.string() }),
});
export type GuestTelephone = z.infer<typeof GuestTelephone>;
