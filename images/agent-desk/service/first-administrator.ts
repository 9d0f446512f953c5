import { z } from "zod";
import { Login } from "../contract/session.ts";
import { freshUntil } from "./accounts.ts";
import { audit } from "./audit.ts";
import type { DeskDatabase } from "./database.ts";
import { freshPassword, hashPassword } from "./password.ts";

const Count = z.object({ administrators: z.number() });

/**
 * Makes the first administrator and gives the password, which is nowhere else: good for a day and one sign-in, after
 * which a new one and a second factor are asked for. Undefined when there is an administrator already.
 */
export async function makeFirstAdministrator(
  database: DeskDatabase,
  { login, identity }: { login: string; identity: "local" | "oidc" },
): Promise<{ login: string; password: string | null } | undefined> {
  const name = Login.parse(login).toLowerCase();
  const password = identity === "local" ? freshPassword() : null;
  const hash = password === null ? null : await hashPassword(password);
  return database.transaction(async (queries) => {
    // Two at once: the second one finds the first one's.
    await queries.run("LOCK TABLE desk_account IN SHARE ROW EXCLUSIVE MODE");
    const [count] = await queries.rows(
      Count,
      "SELECT count(*) AS administrators FROM desk_account WHERE 'administrator' = ANY (roles) AND NOT disabled",
    );
    if (count === undefined || count.administrators > 0) return undefined;
    await queries.run(
      `INSERT INTO desk_account (login, display_name, roles, identity, password_hash, password_until)
       VALUES ($1, $2, '{administrator}', $3, $4, $5)`,
      [name, "管理员", identity, hash, hash === null ? null : freshUntil()],
    );
    await audit(queries, { login: "first-administrator", address: null }, { action: "account-made", object: name });
    return { login: name, password };
  });
}
