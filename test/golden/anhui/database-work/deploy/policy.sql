-- What the province decided. One row; the migration job writes it from the plan at each deployment (settings.sql).
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL search_path = hotline;

CREATE TABLE IF NOT EXISTS policy (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  service_level_formula text NOT NULL DEFAULT 'answered-in-time-of-offered' CHECK (service_level_formula IN (
    'answered-and-abandoned-in-time', 'answered-in-time-of-answered', 'answered-in-time-of-offered', 'short-abandons-excluded')),
  within_seconds integer NOT NULL DEFAULT 15 CHECK (within_seconds BETWEEN 1 AND 600),
  -- Work mode hotline: no menu and no queue, so an answered call was answered by a person.
  people_answer boolean NOT NULL DEFAULT false,
  -- The queue keeps an agent for so long after each call.
  wrap_up_seconds integer NOT NULL DEFAULT 50 CHECK (wrap_up_seconds BETWEEN 0 AND 3600),
  -- A caller who calls again within this time was not helped the first time.
  repeat_hours integer NOT NULL DEFAULT 72 CHECK (repeat_hours BETWEEN 1 AND 720),
  recording_days integer NOT NULL DEFAULT 730 CHECK (recording_days BETWEEN 1 AND 3650),
  call_record_days integer NOT NULL DEFAULT 1095 CHECK (call_record_days BETWEEN 180 AND 3650),
  work_order_days integer NOT NULL DEFAULT 3650 CHECK (work_order_days BETWEEN 365 AND 36500),
  -- Network logs are kept for six months at least (Cybersecurity Law).
  audit_days integer NOT NULL DEFAULT 1095 CHECK (audit_days BETWEEN 180 AND 36500)
);
INSERT INTO policy DEFAULT VALUES ON CONFLICT DO NOTHING;
-- Nobody else would: without it the planner takes one row for 900, and an hour's count for work for several processes.
ANALYZE policy;

-- Figures of a city are those of its area code.
CREATE TABLE IF NOT EXISTS local_network (
  area_code text PRIMARY KEY,
  city text NOT NULL
);
CREATE TABLE IF NOT EXISTS service_queue (
  name text PRIMARY KEY,
  label text NOT NULL,
  skills text[] NOT NULL DEFAULT '{}'
);

-- Hours, days and months are those of China; it has kept UTC+8 without summer time since 1991.
CREATE OR REPLACE FUNCTION shanghai(moment timestamptz) RETURNS timestamp
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$ SELECT moment AT TIME ZONE 'Asia/Shanghai' $body$;
CREATE OR REPLACE FUNCTION instant(clock timestamp) RETURNS timestamptz
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$ SELECT clock AT TIME ZONE 'Asia/Shanghai' $body$;
COMMIT;
