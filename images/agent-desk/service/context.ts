import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import type { z } from "zod";
import type { Right } from "../contract/right.ts";
import type { Actor } from "./audit.ts";
import { forbidden, Refusal } from "./refusal.ts";
import type { SessionClaims } from "./session-token.ts";

export interface Environment {
  Bindings: HttpBindings;
  Variables: { claims: SessionClaims; rights: readonly Right[]; actor: Actor };
}
export type DeskContext = Context<Environment>;

/** Refuses whoever does not have the right. */
export function only(right: Right): MiddlewareHandler<Environment> {
  return async (c, next) => {
    if (!c.get("rights").includes(right)) throw forbidden();
    return next();
  };
}

/** The extension of whoever asks; refused for people without a telephone. */
export function agentOf(c: DeskContext): string {
  const { agent } = c.get("claims");
  if (agent === null) throw forbidden();
  return agent;
}

/** Body of a request as the contract has it. */
export async function bodyOf<Body>(c: DeskContext, schema: z.ZodType<Body>): Promise<Body> {
  if (!(c.req.header("content-type") ?? "").startsWith("application/json")) throw new Refusal(400, "malformed");
  return check(schema, await c.req.json().catch(() => undefined));
}

export function check<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  // Paths and rules, never what stood there: it may be a password.
  const fields = result.error.issues.map(({ path, code }) => ({ path: path.join("."), problem: code }));
  throw new Refusal(422, "malformed", { fields });
}
