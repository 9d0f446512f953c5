import { Hono } from "hono";
import { z } from "zod";
import {
  AccountForm,
  AgentForm,
  ClassImport,
  NewAccount,
  QueueSettings,
  SkillForm,
} from "../contract/administration.ts";
import { AgentId } from "../contract/agent.ts";
import type { AuditEntry } from "../contract/audit.ts";
import { Login } from "../contract/session.ts";
import { bodyOf, check, type Environment, only } from "./context.ts";
import type { DeskParts } from "./service.ts";

const Name = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,31}$/);
const AuditQuery = z.object({
  before: z.coerce.number().int().positive().optional(),
  actor: z.string().max(64).optional(),
  action: z.string().max(64).optional(),
});
const AuditRow = z.object({
  id: z.number(),
  happened_at: z.date(),
  actor: z.string(),
  action: z.string(),
  object: z.string().nullable(),
  address: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});

/** What administrators do, and what auditors read. */
export function administrationRoutes(parts: DeskParts): Hono<Environment> {
  const app = new Hono<Environment>();
  app.use("/administration/*", only("administer"));
  things(app, parts);
  accounts(app, parts);
  app.get("/audit", only("read-audit"), async (c) => {
    const { before, actor, action } = check(AuditQuery, c.req.query());
    const { login, address } = c.get("actor");
    const rows = await parts.database.rows(
      AuditRow,
      `SELECT id, happened_at, actor, action, object, host(address) AS address, detail
       FROM read_audit($1, $2, $3, $4, $5)`,
      [login, address, before ?? null, actor ?? null, action ?? null],
    );
    const entries: AuditEntry[] = rows.map(({ happened_at: happenedAt, ...entry }) => ({
      ...entry,
      happenedAt: happenedAt.toISOString(),
    }));
    return c.json({ entries });
  });
  return app;
}

function things(app: Hono<Environment>, { administration, agents }: DeskParts): void {
  app.get("/administration/agents", async (c) => c.json({ agents: await administration.agents() }));
  app.put("/administration/agents/:id", async (c) => {
    const agent = check(AgentId, c.req.param("id"));
    await administration.putAgent(c.get("actor"), agent, await bodyOf(c, AgentForm));
    await agents.reshape(agent);
    return c.body(null, 204);
  });
  app.get("/administration/skills", async (c) => c.json({ skills: await administration.skills() }));
  app.put("/administration/skills/:name", async (c) => {
    const name = check(Name, c.req.param("name"));
    await administration.putSkill(c.get("actor"), name, await bodyOf(c, SkillForm));
    return c.body(null, 204);
  });
  app.get("/administration/queues", async (c) => c.json({ queues: await administration.queues() }));
  app.put("/administration/queues/:name", async (c) => {
    const name = check(Name, c.req.param("name"));
    await administration.putQueue(c.get("actor"), name, await bodyOf(c, QueueSettings));
    return c.body(null, 204);
  });
  app.post("/administration/classes", async (c) =>
    c.json(await administration.importClasses(c.get("actor"), await bodyOf(c, ClassImport))),
  );
}

function accounts(app: Hono<Environment>, { accountAdministration: accounts }: DeskParts): void {
  app.get("/administration/accounts", async (c) => c.json({ accounts: await accounts.list() }));
  app.post("/administration/accounts", async (c) => {
    c.header("cache-control", "no-store");
    return c.json({ password: await accounts.make(c.get("actor"), await bodyOf(c, NewAccount)) }, 201);
  });
  app.put("/administration/accounts/:login", async (c) => {
    const login = check(Login, c.req.param("login"));
    await accounts.change(c.get("actor"), login, await bodyOf(c, AccountForm));
    return c.body(null, 204);
  });
  app.post("/administration/accounts/:login/password", async (c) => {
    const login = check(Login, c.req.param("login"));
    c.header("cache-control", "no-store");
    return c.json({ password: await accounts.resetPassword(c.get("actor"), login) });
  });
  app.post("/administration/accounts/:login/unlock", async (c) => {
    await accounts.unlock(c.get("actor"), check(Login, c.req.param("login")));
    return c.body(null, 204);
  });
  app.delete("/administration/accounts/:login/second-factor", async (c) => {
    await accounts.removeSecondFactor(c.get("actor"), check(Login, c.req.param("login")));
    return c.body(null, 204);
  });
}
