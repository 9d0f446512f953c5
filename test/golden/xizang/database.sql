-- 12333 西藏自治区 (xizang)
BEGIN;
SET LOCAL client_min_messages = warning;
DO $body$
DECLARE
  login text;
BEGIN
  FOREACH login IN ARRAY ARRAY['hotline_migration', 'hotline_media', 'hotline_desk', 'hotline_report', 'hotline_auditor', 'hotline_upkeep'] LOOP
    IF to_regrole(login) IS NULL THEN
      EXECUTE format('CREATE ROLE %I', login);
    END IF;
    -- Without a password nobody gets in: the migration job sets it.
    EXECUTE format('ALTER ROLE %I LOGIN INHERIT NOSUPERUSER NOCREATEDB NOREPLICATION NOBYPASSRLS', login);
  END LOOP;
END $body$;
-- To set the passwords of the others; from PostgreSQL 16 on it needs to administer each of them as well.
ALTER ROLE hotline_migration CREATEROLE;
GRANT hotline_media, hotline_desk, hotline_report, hotline_auditor, hotline_upkeep TO hotline_migration WITH ADMIN OPTION;
-- Version 0.1.0 had one login that owned everything; what it made is kept, the login is closed.
DO $body$
BEGIN
  IF to_regrole('hotline') IS NOT NULL THEN
    REASSIGN OWNED BY hotline TO hotline_migration;
    REVOKE hotline_media, hotline_desk, hotline_report FROM hotline;
    ALTER ROLE hotline NOLOGIN PASSWORD NULL;
  END IF;
END $body$;
ALTER DATABASE hotline OWNER TO hotline_migration;
ALTER DATABASE hotline SET search_path = hotline;
-- Compiling a query takes longer than ours run: 75 ms for one that takes 0.1 ms, measured.
ALTER DATABASE hotline SET jit = off;
REVOKE ALL ON DATABASE hotline FROM PUBLIC;
GRANT CONNECT ON DATABASE hotline TO hotline_media, hotline_desk, hotline_report, hotline_auditor, hotline_upkeep;
-- A provider's delivery is checked in temporary tables before any of it is filed.
GRANT TEMPORARY ON DATABASE hotline TO hotline_upkeep;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
-- Whoever reads figures must not take the last connections from the switches.
ALTER ROLE hotline_report CONNECTION LIMIT 10;
ALTER ROLE hotline_auditor CONNECTION LIMIT 5;
-- A runaway report must not keep the nightly deletion from its locks for ever.
ALTER ROLE hotline_report SET statement_timeout = '5min';
ALTER ROLE hotline_auditor SET statement_timeout = '5min';
COMMIT;
