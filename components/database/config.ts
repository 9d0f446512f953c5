import { CALL_RECORD, CALL_RECORD_INTAKE, CALL_RECORD_WRITER } from "../../planning/call-record.ts";
import { DATABASE_NAME, DATABASE_OWNER } from "../../planning/part-request.ts";

/** What the database of a call center holds beside its call records. */
export interface DatabaseContent {
  readonly title: string;
  /** Work orders, of the desk or exchanged with 12345. */
  readonly workOrders: boolean;
  /** Copies and evidence of an outsourced provider. */
  readonly provider: boolean;
}

/**
 * SQL of a new database: roles, tables, grants. Run once by the superuser; all tables belong to the owner.
 * Everything runs or nothing does.
 */
export function bootstrapSql(content: DatabaseContent): string {
  return [
    `-- ${content.title.replaceAll(/\s+/g, " ")}`,
    "BEGIN;",
    ROLES,
    callRecords(),
    QUEUE_EVENTS,
    ...(content.workOrders ? [WORK_ORDERS] : []),
    ...(content.provider ? [PROVIDER] : []),
    AUDIT,
    "COMMIT;",
    "",
  ].join("\n");
}

/** The roles can't log in: sessions of the owner's login take one of them on and keep to its rights. */
const ROLES = `
CREATE ROLE ${CALL_RECORD_WRITER} NOLOGIN;
CREATE ROLE hotline_desk NOLOGIN;
CREATE ROLE hotline_report NOLOGIN;
GRANT ${CALL_RECORD_WRITER}, hotline_desk, hotline_report TO ${DATABASE_OWNER};
REVOKE ALL ON DATABASE ${DATABASE_NAME} FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
SET LOCAL ROLE ${DATABASE_OWNER};
CREATE SCHEMA hotline;
ALTER DATABASE ${DATABASE_NAME} SET search_path = hotline;
SET LOCAL search_path = hotline;
GRANT USAGE ON SCHEMA hotline TO ${CALL_RECORD_WRITER}, hotline_desk, hotline_report;`;

/** The partition key is part of the primary key; a repeat has the same id and the same start. */
function callRecords(): string {
  const names = CALL_RECORD.map(({ column }) => column);
  const declared = CALL_RECORD.map(
    ({ column, type }) => `  ${column} ${type}${column === "uuid" || column === "started_at" ? " NOT NULL" : ""},`,
  );
  // The switch's module escapes apostrophes twice.
  const values = CALL_RECORD.map(({ column, type }) =>
    type === "text" ? `replace(NEW.${column}, $q$''$q$, $q$'$q$)` : `NEW.${column}`,
  );
  const meanings = CALL_RECORD.map(
    ({ column, meaning }) => `COMMENT ON COLUMN call_record.${column} IS '${meaning.replaceAll("'", "''")}';`,
  );
  return `
CREATE TABLE call_record (
${declared.join("\n")}
  PRIMARY KEY (uuid, started_at)
) PARTITION BY RANGE (started_at);
${meanings.join("\n")}
CREATE INDEX ON call_record (started_at, queue);
CREATE INDEX ON call_record (caller_number, started_at);

-- Makes the month of a moment, in the province's time; does nothing when it stands.
CREATE FUNCTION ensure_call_record_month(moment timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
DECLARE
  first timestamp := date_trunc('month', moment AT TIME ZONE 'Asia/Shanghai');
  name text := 'call_record_' || to_char(first, 'YYYY_MM');
BEGIN
  IF to_regclass(name) IS NULL THEN
    EXECUTE format('CREATE TABLE %I PARTITION OF call_record FOR VALUES FROM (%L) TO (%L)', name,
      first AT TIME ZONE 'Asia/Shanghai', (first + interval '1 month') AT TIME ZONE 'Asia/Shanghai');
  END IF;
EXCEPTION WHEN duplicate_table OR unique_violation THEN
  NULL; -- another session was faster
END $body$;

CREATE VIEW ${CALL_RECORD_INTAKE} AS SELECT ${names.join(", ")} FROM call_record;

CREATE FUNCTION take_call_record() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
BEGIN
  PERFORM ensure_call_record_month(NEW.started_at);
  INSERT INTO call_record (${names.join(", ")})
  VALUES (${values.join(", ")})
  ON CONFLICT DO NOTHING;
  RETURN NEW;
END $body$;

CREATE TRIGGER take INSTEAD OF INSERT ON ${CALL_RECORD_INTAKE} FOR EACH ROW EXECUTE FUNCTION take_call_record();

-- The months ahead are made by the daily upkeep, so that no call has to wait for it.
CREATE FUNCTION make_months_ahead(months integer) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
  SELECT ensure_call_record_month(now() + ahead * interval '1 month') FROM generate_series(0, months) AS ahead
$body$;
SELECT make_months_ahead(3);
REVOKE ALL ON FUNCTION ensure_call_record_month(timestamptz), make_months_ahead(integer), take_call_record() FROM PUBLIC;
GRANT INSERT ON ${CALL_RECORD_INTAKE} TO ${CALL_RECORD_WRITER};
GRANT SELECT ON call_record TO hotline_desk, hotline_report;`;
}

const QUEUE_EVENTS = `
CREATE TABLE queue_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  happened_at timestamptz NOT NULL DEFAULT now(),
  queue text,
  agent text,
  event text NOT NULL,
  call_uuid uuid,
  detail jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX ON queue_event (happened_at, queue);
GRANT INSERT ON queue_event TO ${CALL_RECORD_WRITER};
GRANT SELECT, INSERT ON queue_event TO hotline_desk;
GRANT SELECT ON queue_event TO hotline_report;`;

const WORK_ORDERS = `
CREATE TABLE work_order (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  opened_at timestamptz NOT NULL DEFAULT now(),
  closed_at timestamptz,
  call_uuid uuid,
  caller_number text,
  class text NOT NULL,
  content text NOT NULL,
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'handed-over', 'closed')),
  CHECK ((status = 'closed') = (closed_at IS NOT NULL))
);
CREATE INDEX ON work_order (status, opened_at);
GRANT SELECT, INSERT, UPDATE ON work_order TO hotline_desk;
GRANT SELECT ON work_order TO hotline_report;`;

const PROVIDER = `
CREATE TABLE provider_call_record (
  uuid uuid NOT NULL,
  started_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  record jsonb NOT NULL,
  PRIMARY KEY (uuid, started_at)
);
CREATE TABLE provider_delivery (
  day date PRIMARY KEY,
  state text NOT NULL CHECK (state IN ('filed', 'faulty', 'missing')),
  problems text[] NOT NULL,
  checked_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE service_level_evidence (
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  measure text NOT NULL,
  owed numeric NOT NULL,
  measured numeric NOT NULL,
  source text NOT NULL CHECK (source IN ('provider', 'department')),
  PRIMARY KEY (month, measure, source)
);
GRANT SELECT, INSERT ON provider_call_record, service_level_evidence TO hotline_desk;
GRANT SELECT ON provider_call_record, provider_delivery, service_level_evidence TO hotline_report;
GRANT SELECT ON provider_delivery TO hotline_desk;`;

/** Append-only for everybody who is not the owner. */
const AUDIT = `
CREATE TABLE audit_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  happened_at timestamptz NOT NULL DEFAULT now(),
  actor text NOT NULL,
  action text NOT NULL,
  object text,
  address inet,
  detail jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX ON audit_log (happened_at);
GRANT INSERT ON audit_log TO hotline_desk;
GRANT SELECT ON audit_log TO hotline_report;`;

/** Server settings from memory, connections and replication; the rest of PostgreSQL's defaults stand. */
export function serverParameters(server: {
  readonly memoryMiB: number;
  readonly connections: number;
}): Readonly<Record<string, string>> {
  const { memoryMiB, connections } = server;
  return {
    max_connections: String(connections),
    shared_buffers: `${Math.floor(memoryMiB / 4)}MB`,
    effective_cache_size: `${Math.floor((memoryMiB * 3) / 4)}MB`,
    work_mem: `${Math.max(4, Math.floor(memoryMiB / (4 * connections)))}MB`,
    maintenance_work_mem: `${Math.max(64, Math.floor(memoryMiB / 16))}MB`,
    checkpoint_timeout: "15min",
    max_wal_size: "2GB",
    wal_compression: "on",
    random_page_cost: "1.1",
    idle_in_transaction_session_timeout: "60s",
    log_connections: "on",
    log_disconnections: "on",
    log_min_duration_statement: "1s",
    log_timezone: "Asia/Shanghai",
    timezone: "Asia/Shanghai",
    password_encryption: "scram-sha-256",
  };
}
