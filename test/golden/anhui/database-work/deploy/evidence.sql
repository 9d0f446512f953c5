-- What nobody may change afterwards: the audit log, the proofs of deletion, a provider's evidence.
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL search_path = hotline;

-- Also for the owner of the tables: privileges alone would not hold it back.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = hotline, pg_temp AS $body$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, lower(TG_OP)
    USING ERRCODE = 'insufficient_privilege', HINT = 'Add a row that corrects the earlier one.';
END $body$;

-- An entry may go when its time is over, and not a day before.
CREATE OR REPLACE FUNCTION refuse_early_deletion() RETURNS trigger LANGUAGE plpgsql SET search_path = hotline, pg_temp AS $body$
BEGIN
  IF OLD.happened_at >= now() - (SELECT greatest(audit_days, 180) FROM policy) * interval '1 day' THEN
    RAISE EXCEPTION 'audit entry % of % must be kept', OLD.id, OLD.happened_at
      USING ERRCODE = 'insufficient_privilege', HINT = 'Entries are kept for policy.audit_days, 180 at least.';
  END IF;
  RETURN OLD;
END $body$;
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER kept BEFORE DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_early_deletion();
CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- Which login wrote the entry, whatever it says about the actor; what the writer gives is overwritten, as is the time.
ALTER TABLE audit_log ADD COLUMN IF NOT EXISTS login text;
CREATE OR REPLACE FUNCTION stamp_audit() RETURNS trigger LANGUAGE plpgsql SET search_path = hotline, pg_temp AS $body$
BEGIN
  NEW.login := session_user;
  NEW.happened_at := now();
  NEW.address := coalesce(NEW.address, inet_client_addr());
  RETURN NEW;
END $body$;
CREATE OR REPLACE TRIGGER stamp BEFORE INSERT ON audit_log FOR EACH ROW EXECUTE FUNCTION stamp_audit();

-- One row a month, measure and source; a correction is a new row with a later time, and both stay.
DO $body$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'service_level_evidence'::regclass AND attname = 'recorded_at') THEN
    ALTER TABLE service_level_evidence
      ADD COLUMN recorded_at timestamptz NOT NULL DEFAULT now(),
      ADD COLUMN note text,
      DROP CONSTRAINT service_level_evidence_pkey,
      ADD PRIMARY KEY (month, measure, source, recorded_at);
  END IF;
END $body$;
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON service_level_evidence FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON service_level_evidence FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- What counts: the latest of each, the department's own measurement beside the provider's.
CREATE OR REPLACE VIEW service_level_comparison AS
  WITH latest AS (
    SELECT DISTINCT ON (month, measure, source) month, measure, source, owed, measured
    FROM service_level_evidence ORDER BY month, measure, source, recorded_at DESC
  )
  SELECT month, measure, max(owed) AS owed,
    max(measured) FILTER (WHERE source = 'provider') AS claimed,
    max(measured) FILTER (WHERE source = 'department') AS measured,
    max(measured) FILTER (WHERE source = 'provider') - max(measured) FILTER (WHERE source = 'department') AS difference
  FROM latest GROUP BY month, measure;

-- What a provider delivered of a day, as the nightly check found it; a later delivery may mend it.
CREATE TABLE IF NOT EXISTS provider_delivery (
  day date PRIMARY KEY,
  state text NOT NULL CHECK (state IN ('filed', 'faulty', 'missing')),
  problems text[] NOT NULL,
  checked_at timestamptz NOT NULL DEFAULT now()
);

-- Proof of every deletion: how much, of which time, and a checksum over the keys of the deleted rows, in their order.
CREATE TABLE IF NOT EXISTS deletion_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  deleted_at timestamptz NOT NULL DEFAULT now(),
  login text NOT NULL DEFAULT session_user,
  kind text NOT NULL,
  -- What of it: a partition, a media node.
  part text NOT NULL,
  rows bigint NOT NULL CHECK (rows > 0),
  oldest timestamptz,
  newest timestamptz,
  -- Past their date as well, but under a legal hold, and so still there.
  held bigint NOT NULL DEFAULT 0,
  days_kept integer NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$')
);
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON deletion_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON deletion_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Rows of known times, by which a restored or promoted database shows how much it lost.
CREATE TABLE IF NOT EXISTS heartbeat (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  beaten_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  source text NOT NULL,
  wal_position pg_lsn NOT NULL
);
CREATE INDEX IF NOT EXISTS heartbeat_beaten_at_idx ON heartbeat (beaten_at);
CREATE OR REPLACE FUNCTION beat(source text) RETURNS timestamptz
  LANGUAGE sql SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
  INSERT INTO heartbeat (source, wal_position) VALUES (source, pg_current_wal_insert_lsn()) RETURNING beaten_at
$body$;
COMMIT;
