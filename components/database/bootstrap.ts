import { DATABASE_ROLES } from "../../planning/database-roles.ts";
import { DATABASE_NAME } from "../../planning/part-request.ts";

/** The one login of version 0.1.0, which owned everything. */
const FORMER_OWNER = "hotline";

/**
 * SQL that only the superuser can run, in the call center's own database, which must exist. Everything runs or
 * nothing does; a second run changes nothing. Tables are the migrations' work.
 */
export function bootstrapSql(title: string): string {
  const { migration, ...others } = DATABASE_ROLES;
  const owner = migration.login;
  const logins = Object.values(others).map(({ login }) => login);
  return `-- ${title.replaceAll(/\s+/g, " ")}
BEGIN;
SET LOCAL client_min_messages = warning;
DO $body$
DECLARE
  login text;
BEGIN
  FOREACH login IN ARRAY ARRAY[${[owner, ...logins].map((name) => `'${name}'`).join(", ")}] LOOP
    IF to_regrole(login) IS NULL THEN
      EXECUTE format('CREATE ROLE %I', login);
    END IF;
    -- Without a password nobody gets in: the migration job sets it.
    EXECUTE format('ALTER ROLE %I LOGIN INHERIT NOSUPERUSER NOCREATEDB NOREPLICATION NOBYPASSRLS', login);
  END LOOP;
END $body$;
-- To set the passwords of the others; from PostgreSQL 16 on it needs to administer each of them as well.
ALTER ROLE ${owner} CREATEROLE;
GRANT ${logins.join(", ")} TO ${owner} WITH ADMIN OPTION;
-- Version 0.1.0 had one login that owned everything; what it made is kept, the login is closed.
DO $body$
BEGIN
  IF to_regrole('${FORMER_OWNER}') IS NOT NULL THEN
    REASSIGN OWNED BY ${FORMER_OWNER} TO ${owner};
    REVOKE ${logins.filter((name) => FORMER_LOGINS.has(name)).join(", ")} FROM ${FORMER_OWNER};
    ALTER ROLE ${FORMER_OWNER} NOLOGIN PASSWORD NULL;
  END IF;
END $body$;
ALTER DATABASE ${DATABASE_NAME} OWNER TO ${owner};
ALTER DATABASE ${DATABASE_NAME} SET search_path = hotline;
-- Compiling a query takes longer than ours run: 75 ms for one that takes 0.1 ms, measured.
ALTER DATABASE ${DATABASE_NAME} SET jit = off;
REVOKE ALL ON DATABASE ${DATABASE_NAME} FROM PUBLIC;
GRANT CONNECT ON DATABASE ${DATABASE_NAME} TO ${logins.join(", ")};
-- A provider's delivery is checked in temporary tables before any of it is filed.
GRANT TEMPORARY ON DATABASE ${DATABASE_NAME} TO ${DATABASE_ROLES.upkeep.login};
REVOKE ALL ON SCHEMA public FROM PUBLIC;
-- Whoever reads figures must not take the last connections from the switches.
ALTER ROLE ${DATABASE_ROLES.report.login} CONNECTION LIMIT 10;
ALTER ROLE ${DATABASE_ROLES.auditor.login} CONNECTION LIMIT 5;
-- A runaway report must not keep the nightly deletion from its locks for ever.
ALTER ROLE ${DATABASE_ROLES.report.login} SET statement_timeout = '5min';
ALTER ROLE ${DATABASE_ROLES.auditor.login} SET statement_timeout = '5min';
COMMIT;
`;
}

/** Roles of version 0.1.0 which its owner could take on. */
const FORMER_LOGINS: ReadonlySet<string> = new Set(["hotline_media", "hotline_desk", "hotline_report"]);
