-- The schema of version 0.1.0. What stands already is left as it is, so a database made by 0.1.0 is adopted with its
-- rows, and a run that was cut short is simply run again: that holds for every file of this folder.
BEGIN;
SET LOCAL client_min_messages = warning;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
CREATE SCHEMA IF NOT EXISTS hotline;
SET LOCAL search_path = hotline;
GRANT USAGE ON SCHEMA hotline TO hotline_media, hotline_desk, hotline_report, hotline_auditor, hotline_upkeep;

-- The partition key is part of the primary key; a repeat has the same id and the same start.
CREATE TABLE IF NOT EXISTS call_record (
  uuid uuid NOT NULL,
  started_at timestamptz NOT NULL,
  answered_at timestamptz,
  ended_at timestamptz,
  seconds integer,
  billed_seconds integer,
  direction text,
  called_number text,
  caller_number text,
  trunk_group text,
  media_node text,
  hangup_cause text,
  queue text,
  agent text,
  queue_result text,
  queue_cancel_reason text,
  queue_joined bigint,
  queue_answered bigint,
  queue_terminated bigint,
  queue_canceled bigint,
  recording text,
  callback_requested boolean,
  PRIMARY KEY (uuid, started_at)
) PARTITION BY RANGE (started_at);
CREATE INDEX IF NOT EXISTS call_record_started_at_queue_idx ON call_record (started_at, queue);
CREATE INDEX IF NOT EXISTS call_record_caller_number_started_at_idx ON call_record (caller_number, started_at);

CREATE TABLE IF NOT EXISTS work_order (
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
CREATE INDEX IF NOT EXISTS work_order_status_opened_at_idx ON work_order (status, opened_at);

CREATE TABLE IF NOT EXISTS provider_call_record (
  uuid uuid NOT NULL,
  started_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  record jsonb NOT NULL,
  PRIMARY KEY (uuid, started_at)
);
CREATE TABLE IF NOT EXISTS service_level_evidence (
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  measure text NOT NULL,
  owed numeric NOT NULL,
  measured numeric NOT NULL,
  source text NOT NULL CHECK (source IN ('provider', 'department')),
  PRIMARY KEY (month, measure, source)
);

CREATE TABLE IF NOT EXISTS audit_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  happened_at timestamptz NOT NULL DEFAULT now(),
  actor text NOT NULL,
  action text NOT NULL,
  object text,
  address inet,
  detail jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX IF NOT EXISTS audit_log_happened_at_idx ON audit_log (happened_at);
COMMIT;
