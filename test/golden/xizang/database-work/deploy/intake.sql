-- Call records and queue events come through an intake each: it drops repeats, so that a spool can be replayed by
-- several at once. A month is made ahead by the upkeep, and never on a call's way: what finds no month waits in the
-- default partition, from which the upkeep moves it.
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL search_path = hotline;

CREATE TABLE IF NOT EXISTS call_record_default PARTITION OF call_record DEFAULT;
DROP FUNCTION IF EXISTS ensure_call_record_month(timestamptz);

-- Version 0.1.0 had events by another name and in one piece; nothing of its own wrote them, but rows are rows.
DO $body$
BEGIN
  IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('queue_event') AND attname = 'event') THEN
    ALTER TABLE queue_event RENAME TO queue_event_0_1;
    ALTER SEQUENCE IF EXISTS queue_event_id_seq RENAME TO queue_event_0_1_id_seq;
    ALTER INDEX IF EXISTS queue_event_pkey RENAME TO queue_event_0_1_pkey;
    ALTER INDEX IF EXISTS queue_event_happened_at_queue_idx RENAME TO queue_event_0_1_happened_at_queue_idx;
  END IF;
END $body$;

CREATE TABLE IF NOT EXISTS queue_event (
  uuid uuid NOT NULL,
  happened_at timestamptz NOT NULL,
  media_node text,
  kind text NOT NULL CONSTRAINT queue_event_kind CHECK (kind IN (
    'caller-joined', 'caller-left', 'agent-offered', 'agent-answered', 'agent-refused', 'agent-released', 'agent-status',
    'satisfaction', 'call-back-requested', 'node-role', 'emergency')),
  queue text,
  agent text,
  call_uuid uuid,
  detail jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (uuid, happened_at)
) PARTITION BY RANGE (happened_at);
CREATE INDEX IF NOT EXISTS queue_event_happened_at_queue_idx ON queue_event (happened_at, queue);
CREATE INDEX IF NOT EXISTS queue_event_call_uuid_idx ON queue_event (call_uuid);
CREATE INDEX IF NOT EXISTS queue_event_agent_status_idx ON queue_event (agent, happened_at) WHERE kind = 'agent-status';
CREATE TABLE IF NOT EXISTS queue_event_default PARTITION OF queue_event DEFAULT;

-- Makes the month of a moment, in China's time, of a partitioned table; does nothing when it stands. Attaching blocks
-- neither readers nor writers of the other months. Rows that waited in the default partition move along.
CREATE OR REPLACE FUNCTION make_month(parent text, moment timestamptz) RETURNS boolean
  LANGUAGE plpgsql SET search_path = hotline, pg_temp SET lock_timeout = '5s' AS $body$
DECLARE
  first timestamp := date_trunc('month', shanghai(moment));
  name text := parent || '_' || to_char(first, 'YYYY_MM');
  lower timestamptz := instant(first);
  upper timestamptz := instant(first + interval '1 month');
  key text := CASE parent WHEN 'call_record' THEN 'started_at' WHEN 'queue_event' THEN 'happened_at' END;
BEGIN
  IF key IS NULL THEN
    RAISE EXCEPTION 'table % has no months', parent;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('hotline make_month'));
  IF to_regclass(name) IS NOT NULL THEN
    RETURN false;
  END IF;
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', name, parent);
  EXECUTE format('ALTER TABLE %I ADD CONSTRAINT month CHECK (%I >= %L AND %I < %L)', name, key, lower, key, upper);
  -- Writers of strange months wait for the moment of the move; those of known months do not.
  EXECUTE format('LOCK TABLE %I IN SHARE ROW EXCLUSIVE MODE', parent || '_default');
  EXECUTE format('WITH moved AS (DELETE FROM %I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
    parent || '_default', key, lower, key, upper, name);
  EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, name, lower, upper);
  EXECUTE format('ALTER TABLE %I DROP CONSTRAINT month', name);
  RETURN true;
END $body$;

-- The coming months of both tables, and the months of what waits in a default partition, unless its date is absurd.
-- Returns the number of months made.
DROP FUNCTION IF EXISTS make_months_ahead(integer);
CREATE FUNCTION make_months_ahead(months integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
DECLARE
  made integer := 0;
  of record;
BEGIN
  FOR of IN
    SELECT parent, now() + ahead * interval '1 month' AS moment
      FROM unnest(ARRAY['call_record', 'queue_event']) AS parent, generate_series(0, months) AS ahead
    UNION SELECT DISTINCT 'call_record', instant(date_trunc('month', shanghai(started_at))) FROM call_record_default
      WHERE started_at BETWEEN '2000-01-01' AND now() + interval '5 years'
    UNION SELECT DISTINCT 'queue_event', instant(date_trunc('month', shanghai(happened_at))) FROM queue_event_default
      WHERE happened_at BETWEEN '2000-01-01' AND now() + interval '5 years'
    ORDER BY 1, 2
  LOOP
    IF make_month(of.parent, of.moment) THEN
      made := made + 1;
    END IF;
  END LOOP;
  RETURN made;
END $body$;

-- Empty unless the upkeep is away for months or a clock is wrong: both are worth an alert.
CREATE OR REPLACE VIEW unfiled AS
  SELECT 'call_record' AS kind, count(*) AS rows, min(started_at) AS oldest, max(started_at) AS newest FROM call_record_default
  UNION ALL
  SELECT 'queue_event', count(*), min(happened_at), max(happened_at) FROM queue_event_default;

-- Hours of which the counts must be taken again, since something came in after they were taken: see figures.
CREATE TABLE IF NOT EXISTS stale_hour (hour timestamptz NOT NULL);
CREATE INDEX IF NOT EXISTS stale_hour_hour_idx ON stale_hour (hour);
CREATE TABLE IF NOT EXISTS stale_day (day date NOT NULL);
CREATE INDEX IF NOT EXISTS stale_day_day_idx ON stale_day (day);
CREATE TABLE IF NOT EXISTS counted (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  -- Hours before this one are counted; empty until the first count.
  through timestamptz,
  -- Days before this one have their repeated contacts counted.
  contacts_through date,
  -- Records before this moment are deleted; their counts stay as they are.
  deleted_before timestamptz NOT NULL DEFAULT '-infinity'
);
INSERT INTO counted DEFAULT VALUES ON CONFLICT DO NOTHING;
ANALYZE counted;

-- Announces a change of some hours. Whoever counts an hour takes the same lock exclusively, so a record is either
-- there when its hour is counted or finds the hour counted, and makes it stale.
CREATE OR REPLACE FUNCTION lock_hours(since timestamptz, until timestamptz) RETURNS void
  LANGUAGE sql SET search_path = hotline, pg_temp AS $body$
  SELECT pg_advisory_xact_lock_shared(12333, (extract(epoch FROM hour) / 3600)::integer)
  FROM generate_series(date_trunc('hour', since, 'UTC'), until, interval '1 hour') AS hour
$body$;
CREATE OR REPLACE FUNCTION mark_stale(since timestamptz, until timestamptz) RETURNS void
  LANGUAGE plpgsql SET search_path = hotline, pg_temp AS $body$
DECLARE
  state counted;
  -- A call makes the earlier ones of its caller repeated.
  first_day date;
BEGIN
  SELECT * INTO state FROM counted;
  IF since < state.through THEN
    INSERT INTO stale_hour SELECT hour FROM generate_series(date_trunc('hour', since, 'UTC'), until, interval '1 hour') AS hour
      WHERE hour < state.through AND hour >= state.deleted_before;
  END IF;
  IF state.contacts_through IS NOT NULL THEN
    SELECT shanghai(since)::date - ceil(repeat_hours / 24.0)::integer INTO first_day FROM policy;
    IF first_day < state.contacts_through THEN
      INSERT INTO stale_day SELECT day::date FROM generate_series(first_day, shanghai(until)::date, interval '1 day') AS day
        WHERE day::date < state.contacts_through AND instant(day::date::timestamp) >= state.deleted_before;
    END IF;
  END IF;
END $body$;

ALTER TABLE call_record
  ADD COLUMN IF NOT EXISTS local_network text,
  ADD COLUMN IF NOT EXISTS callback_number text,
  ADD COLUMN IF NOT EXISTS satisfaction integer,
  ADD COLUMN IF NOT EXISTS language text;
-- Columns in the order of the switches' list; a view can't take one into its middle.
DROP VIEW IF EXISTS call_record_intake;
CREATE VIEW call_record_intake AS
  SELECT uuid, started_at, answered_at, ended_at, seconds, billed_seconds, direction, called_number, caller_number,
    trunk_group, local_network, media_node, hangup_cause, queue, agent, queue_result, queue_cancel_reason, queue_joined,
    queue_answered, queue_terminated, queue_canceled, recording, callback_requested, callback_number, satisfaction, language
  FROM call_record;

CREATE OR REPLACE FUNCTION take_call_record() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
DECLARE
  -- No call lasts six hours (count_agents looks back as far); a wrong clock must not lock a year of hours.
  until timestamptz := least(greatest(NEW.ended_at, NEW.started_at), NEW.started_at + interval '6 hours');
BEGIN
  PERFORM lock_hours(NEW.started_at, until);
  -- The switch's module escapes apostrophes twice.
  INSERT INTO call_record (uuid, started_at, answered_at, ended_at, seconds, billed_seconds, direction, called_number,
    caller_number, trunk_group, local_network, media_node, hangup_cause, queue, agent, queue_result, queue_cancel_reason,
    queue_joined, queue_answered, queue_terminated, queue_canceled, recording, callback_requested, callback_number,
    satisfaction, language)
  VALUES (NEW.uuid, NEW.started_at, NEW.answered_at, NEW.ended_at, NEW.seconds, NEW.billed_seconds,
    replace(NEW.direction, $q$''$q$, $q$'$q$), replace(NEW.called_number, $q$''$q$, $q$'$q$),
    replace(NEW.caller_number, $q$''$q$, $q$'$q$), replace(NEW.trunk_group, $q$''$q$, $q$'$q$),
    replace(NEW.local_network, $q$''$q$, $q$'$q$),
    replace(NEW.media_node, $q$''$q$, $q$'$q$), replace(NEW.hangup_cause, $q$''$q$, $q$'$q$),
    replace(NEW.queue, $q$''$q$, $q$'$q$), replace(NEW.agent, $q$''$q$, $q$'$q$),
    replace(NEW.queue_result, $q$''$q$, $q$'$q$), replace(NEW.queue_cancel_reason, $q$''$q$, $q$'$q$),
    NEW.queue_joined, NEW.queue_answered, NEW.queue_terminated, NEW.queue_canceled,
    replace(NEW.recording, $q$''$q$, $q$'$q$), NEW.callback_requested,
    replace(NEW.callback_number, $q$''$q$, $q$'$q$), NEW.satisfaction, replace(NEW.language, $q$''$q$, $q$'$q$))
  ON CONFLICT DO NOTHING;
  IF FOUND THEN
    PERFORM mark_stale(NEW.started_at, until);
  END IF;
  RETURN NEW;
END $body$;
CREATE OR REPLACE TRIGGER take INSTEAD OF INSERT ON call_record_intake FOR EACH ROW EXECUTE FUNCTION take_call_record();

CREATE OR REPLACE VIEW queue_event_intake AS
  SELECT uuid, happened_at, media_node, kind, queue, agent, call_uuid, detail FROM queue_event;

CREATE OR REPLACE FUNCTION take_queue_event() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
BEGIN
  -- An agent's status holds until the next one, so the hours after it change as well, for a day at most.
  IF NEW.kind = 'agent-status' THEN
    PERFORM lock_hours(NEW.happened_at, NEW.happened_at + interval '1 day');
  END IF;
  INSERT INTO queue_event (uuid, happened_at, media_node, kind, queue, agent, call_uuid, detail)
  VALUES (NEW.uuid, NEW.happened_at, NEW.media_node, NEW.kind, NEW.queue, NEW.agent, NEW.call_uuid, coalesce(NEW.detail, '{}'))
  ON CONFLICT DO NOTHING;
  IF FOUND AND NEW.kind = 'agent-status' THEN
    PERFORM mark_stale(NEW.happened_at, NEW.happened_at + interval '1 day');
  END IF;
  RETURN NEW;
END $body$;
CREATE OR REPLACE TRIGGER take INSTEAD OF INSERT ON queue_event_intake FOR EACH ROW EXECUTE FUNCTION take_queue_event();

-- The rows of 0.1.0 that say something known; the table itself stays, with all of them, unless it is empty.
DO $body$
BEGIN
  IF to_regclass('queue_event_0_1') IS NOT NULL THEN
    INSERT INTO queue_event (uuid, happened_at, kind, queue, agent, call_uuid, detail)
      SELECT md5('queue_event_0_1 ' || id)::uuid, happened_at, kind, queue, agent, call_uuid, detail
      FROM queue_event_0_1 JOIN (VALUES ('joined', 'caller-joined'), ('left', 'caller-left'), ('offered', 'agent-offered'),
        ('answered', 'agent-answered'), ('released', 'agent-released'), ('status', 'agent-status')) AS known (event, kind) USING (event)
      ON CONFLICT DO NOTHING;
    IF NOT EXISTS (SELECT FROM queue_event_0_1) THEN
      DROP TABLE queue_event_0_1;
    END IF;
  END IF;
END $body$;

DO $body$ BEGIN PERFORM make_months_ahead(3); END $body$;
COMMIT;
