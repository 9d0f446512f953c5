-- 12333 福建省 (fujian)
BEGIN;

CREATE ROLE hotline_media NOLOGIN;
CREATE ROLE hotline_desk NOLOGIN;
CREATE ROLE hotline_report NOLOGIN;
GRANT hotline_media, hotline_desk, hotline_report TO hotline;
REVOKE ALL ON DATABASE hotline FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
SET LOCAL ROLE hotline;
CREATE SCHEMA hotline;
ALTER DATABASE hotline SET search_path = hotline;
SET LOCAL search_path = hotline;
GRANT USAGE ON SCHEMA hotline TO hotline_media, hotline_desk, hotline_report;

CREATE TABLE call_record (
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
  local_network text,
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
  callback_number text,
  satisfaction integer,
  language text,
  PRIMARY KEY (uuid, started_at)
) PARTITION BY RANGE (started_at);
COMMENT ON COLUMN call_record.uuid IS 'id of the call';
COMMENT ON COLUMN call_record.started_at IS 'seizure of the trunk';
COMMENT ON COLUMN call_record.answered_at IS 'answer by menu, queue or person';
COMMENT ON COLUMN call_record.ended_at IS 'release';
COMMENT ON COLUMN call_record.seconds IS 'seizure to release';
COMMENT ON COLUMN call_record.billed_seconds IS 'answer to release';
COMMENT ON COLUMN call_record.direction IS 'inbound or outbound';
COMMENT ON COLUMN call_record.called_number IS 'number as the carrier delivered it';
COMMENT ON COLUMN call_record.caller_number IS 'calling number in one form: 0, area code and number; a mobile''s eleven digits; empty when withheld';
COMMENT ON COLUMN call_record.trunk_group IS 'area code of the trunk group, or the peer''s name';
COMMENT ON COLUMN call_record.local_network IS 'area code of the city whose 12333 was dialed, as far as the called number tells';
COMMENT ON COLUMN call_record.media_node IS 'node that carried the call';
COMMENT ON COLUMN call_record.hangup_cause IS 'Q.850 cause by name';
COMMENT ON COLUMN call_record.queue IS 'queue the caller waited in';
COMMENT ON COLUMN call_record.agent IS 'agent who answered';
COMMENT ON COLUMN call_record.queue_result IS 'answered or cancel';
COMMENT ON COLUMN call_record.queue_cancel_reason IS 'why a wait ended unanswered';
COMMENT ON COLUMN call_record.queue_joined IS 'entered the queue, Unix seconds';
COMMENT ON COLUMN call_record.queue_answered IS 'answered by an agent, Unix seconds';
COMMENT ON COLUMN call_record.queue_terminated IS 'agent''s call ended, Unix seconds';
COMMENT ON COLUMN call_record.queue_canceled IS 'left the queue unanswered, Unix seconds';
COMMENT ON COLUMN call_record.recording IS 'path of the recording';
COMMENT ON COLUMN call_record.callback_requested IS 'the caller is owed a call back';
COMMENT ON COLUMN call_record.callback_number IS 'number to call back, as the caller gave or left it';
COMMENT ON COLUMN call_record.satisfaction IS 'the caller''s mark, 1 best to 4 worst, empty when none was given';
COMMENT ON COLUMN call_record.language IS 'language that the caller chose';
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

CREATE VIEW call_record_intake AS SELECT uuid, started_at, answered_at, ended_at, seconds, billed_seconds, direction, called_number, caller_number, trunk_group, local_network, media_node, hangup_cause, queue, agent, queue_result, queue_cancel_reason, queue_joined, queue_answered, queue_terminated, queue_canceled, recording, callback_requested, callback_number, satisfaction, language FROM call_record;

CREATE FUNCTION take_call_record() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
BEGIN
  PERFORM ensure_call_record_month(NEW.started_at);
  INSERT INTO call_record (uuid, started_at, answered_at, ended_at, seconds, billed_seconds, direction, called_number, caller_number, trunk_group, local_network, media_node, hangup_cause, queue, agent, queue_result, queue_cancel_reason, queue_joined, queue_answered, queue_terminated, queue_canceled, recording, callback_requested, callback_number, satisfaction, language)
  VALUES (NEW.uuid, NEW.started_at, NEW.answered_at, NEW.ended_at, NEW.seconds, NEW.billed_seconds, replace(NEW.direction, $q$''$q$, $q$'$q$), replace(NEW.called_number, $q$''$q$, $q$'$q$), replace(NEW.caller_number, $q$''$q$, $q$'$q$), replace(NEW.trunk_group, $q$''$q$, $q$'$q$), replace(NEW.local_network, $q$''$q$, $q$'$q$), replace(NEW.media_node, $q$''$q$, $q$'$q$), replace(NEW.hangup_cause, $q$''$q$, $q$'$q$), replace(NEW.queue, $q$''$q$, $q$'$q$), replace(NEW.agent, $q$''$q$, $q$'$q$), replace(NEW.queue_result, $q$''$q$, $q$'$q$), replace(NEW.queue_cancel_reason, $q$''$q$, $q$'$q$), NEW.queue_joined, NEW.queue_answered, NEW.queue_terminated, NEW.queue_canceled, replace(NEW.recording, $q$''$q$, $q$'$q$), NEW.callback_requested, replace(NEW.callback_number, $q$''$q$, $q$'$q$), NEW.satisfaction, replace(NEW.language, $q$''$q$, $q$'$q$))
  ON CONFLICT DO NOTHING;
  RETURN NEW;
END $body$;

CREATE TRIGGER take INSTEAD OF INSERT ON call_record_intake FOR EACH ROW EXECUTE FUNCTION take_call_record();

-- The months ahead are made by the daily upkeep, so that no call has to wait for it.
CREATE FUNCTION make_months_ahead(months integer) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
  SELECT ensure_call_record_month(now() + ahead * interval '1 month') FROM generate_series(0, months) AS ahead
$body$;
SELECT make_months_ahead(3);
REVOKE ALL ON FUNCTION ensure_call_record_month(timestamptz), make_months_ahead(integer), take_call_record() FROM PUBLIC;
GRANT INSERT ON call_record_intake TO hotline_media;
GRANT SELECT ON call_record TO hotline_desk, hotline_report;

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
GRANT INSERT ON queue_event TO hotline_media;
GRANT SELECT, INSERT ON queue_event TO hotline_desk;
GRANT SELECT ON queue_event TO hotline_report;

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
GRANT SELECT ON work_order TO hotline_report;

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
GRANT SELECT ON audit_log TO hotline_report;
COMMIT;
