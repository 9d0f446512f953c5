-- What the department is judged by. Counts are taken once an hour is over (call_hour), by queue and local network; what
-- comes in later makes its hour stale, and a stale hour is counted anew from the records. The views read both, so they
-- are exact at any moment; only their speed depends on the upkeep. A call belongs to the hour in which it began.
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL search_path = hotline;

CREATE TABLE IF NOT EXISTS call_hour (
  hour timestamptz NOT NULL,
  -- Empty: the call reached no queue.
  queue text NOT NULL,
  -- Area code of the city whose 12333 was dialed, as far as it is known; else the trunk group's, or a peer's name.
  city text NOT NULL,
  -- calls = answered + lost + self_service + failed
  calls integer NOT NULL,
  -- By a person.
  answered integer NOT NULL,
  -- Asked for a person and got none: gave up, waited too long, was called back later.
  lost integer NOT NULL,
  -- Of the lost: the wait was ended by the hotline (overflow), not by the caller.
  overflowed integer NOT NULL,
  -- Served by the menu, asked for nobody.
  self_service integer NOT NULL,
  -- Neither menu nor person answered.
  failed integer NOT NULL,
  answered_in_time integer NOT NULL,
  lost_in_time integer NOT NULL,
  -- Seconds, whole: the switch stamps whole seconds.
  answered_wait bigint NOT NULL,
  lost_wait bigint NOT NULL,
  talk bigint NOT NULL,
  recorded integer NOT NULL,
  call_backs integer NOT NULL,
  -- The period by which in time was judged.
  within_seconds integer NOT NULL,
  PRIMARY KEY (hour, queue, city)
);
CREATE TABLE IF NOT EXISTS agent_hour (
  hour timestamptz NOT NULL,
  agent text NOT NULL,
  answered integer NOT NULL,
  -- Seconds: ready for calls or on one; of these on calls; of these busy, which includes the wrap-up.
  staffed bigint NOT NULL,
  talk bigint NOT NULL,
  busy bigint NOT NULL,
  PRIMARY KEY (hour, agent)
);
-- Callers helped by a person on a day, and those of them who asked for a person again within policy.repeat_hours.
-- Calls without a number are left out: nobody can tell whether such a caller came back.
CREATE TABLE IF NOT EXISTS contact_day (
  day date NOT NULL,
  queue text NOT NULL,
  city text NOT NULL,
  contacts integer NOT NULL,
  repeated integer NOT NULL,
  repeated_in_2_hours integer NOT NULL,
  PRIMARY KEY (day, queue, city)
);

-- Outgoing calls are call-backs and transfers; the department is judged by calls that come in.
CREATE OR REPLACE FUNCTION count_calls(since timestamptz, until timestamptz) RETURNS SETOF call_hour
  LANGUAGE sql STABLE SET search_path = hotline, pg_temp SET max_parallel_workers_per_gather = 0 AS $body$
  WITH calls AS (
    SELECT started_at, coalesce(nullif(local_network, ''), trunk_group, '') AS city, talked, wait,
      CASE
        WHEN people_answer THEN coalesce(queue, '')
        WHEN joined IS NULL THEN ''
        ELSE coalesce(queue, '')
      END AS queue,
      CASE
        WHEN people_answer THEN CASE WHEN answered_at IS NOT NULL THEN 'answered' ELSE 'lost' END
        WHEN joined IS NULL THEN CASE WHEN answered_at IS NOT NULL THEN 'self-service' ELSE 'failed' END
        WHEN taken IS NOT NULL THEN 'answered'
        ELSE 'lost'
      END AS outcome,
      NOT people_answer AND coalesce(queue_cancel_reason, '') NOT IN ('', 'BREAK_OUT') AS sent_on,
      recording <> '' AS recorded, coalesce(callback_requested, false) AS call_back, within_seconds
    FROM policy, call_record,
      LATERAL (SELECT nullif(queue_joined, 0) AS joined, nullif(queue_answered, 0) AS taken) AS queued,
      LATERAL (SELECT
        greatest(0, CASE
          WHEN people_answer THEN extract(epoch FROM coalesce(answered_at, ended_at, started_at) - started_at)::bigint
          ELSE coalesce(taken, nullif(queue_canceled, 0), extract(epoch FROM ended_at)::bigint, joined) - joined
        END) AS wait,
        greatest(0, CASE
          WHEN people_answer THEN extract(epoch FROM ended_at - answered_at)::bigint
          ELSE coalesce(nullif(queue_terminated, 0), extract(epoch FROM ended_at)::bigint) - taken
        END) AS talked) AS spans
    WHERE started_at >= since AND started_at < until AND direction IS DISTINCT FROM 'outbound'
  )
  SELECT date_trunc('hour', started_at, 'UTC'), queue, city, count(*)::integer,
    count(*) FILTER (WHERE outcome = 'answered')::integer,
    count(*) FILTER (WHERE outcome = 'lost')::integer,
    count(*) FILTER (WHERE outcome = 'lost' AND sent_on)::integer,
    count(*) FILTER (WHERE outcome = 'self-service')::integer,
    count(*) FILTER (WHERE outcome = 'failed')::integer,
    count(*) FILTER (WHERE outcome = 'answered' AND wait <= within_seconds)::integer,
    count(*) FILTER (WHERE outcome = 'lost' AND wait <= within_seconds)::integer,
    coalesce(sum(wait) FILTER (WHERE outcome = 'answered'), 0)::bigint,
    coalesce(sum(wait) FILTER (WHERE outcome = 'lost'), 0)::bigint,
    coalesce(sum(talked) FILTER (WHERE outcome = 'answered'), 0)::bigint,
    count(*) FILTER (WHERE outcome = 'answered' AND recorded)::integer,
    count(*) FILTER (WHERE call_back)::integer,
    max(within_seconds)
  FROM calls GROUP BY 1, 2, 3
$body$;

CREATE OR REPLACE FUNCTION seconds_of(spans tstzmultirange) RETURNS bigint
  LANGUAGE sql IMMUTABLE AS $body$
  SELECT coalesce(round(sum(extract(epoch FROM upper(span) - lower(span)))), 0)::bigint FROM unnest(spans) AS span
$body$;

-- Of one hour. Ready is what the switch calls Available; a break or a log-out ends it. No shift lasts longer than a
-- day, so an older status says nothing, and no call longer than six hours. What is counted is the union of the spans: nothing counts twice.
CREATE OR REPLACE FUNCTION count_agents(of_hour timestamptz) RETURNS SETOF agent_hour
  LANGUAGE sql STABLE SET search_path = hotline, pg_temp SET max_parallel_workers_per_gather = 0 AS $body$
  WITH hour AS (SELECT tstzrange(of_hour, of_hour + interval '1 hour') AS span),
  statuses AS (
    SELECT agent, detail ->> 'status' AS status, happened_at,
      lead(happened_at, 1, of_hour + interval '1 hour') OVER (PARTITION BY agent ORDER BY happened_at, uuid) AS until
    FROM queue_event
    WHERE kind = 'agent-status' AND agent <> '' AND happened_at >= of_hour - interval '1 day'
      AND happened_at < of_hour + interval '1 hour'
  ),
  ready AS (
    SELECT agent, range_agg(tstzrange(happened_at, until) * span) AS spans
    FROM statuses, hour WHERE status LIKE 'Available%' GROUP BY agent
  ),
  calls AS (
    SELECT agent, tstzrange(to_timestamp(queue_answered), to_timestamp(ended)) AS talk,
      tstzrange(to_timestamp(queue_answered), to_timestamp(ended) + wrap_up_seconds * interval '1 second') AS busy
    FROM policy, call_record,
      LATERAL (SELECT greatest(queue_answered, coalesce(nullif(queue_terminated, 0), extract(epoch FROM ended_at)::bigint, queue_answered)) AS ended) AS call_end
    WHERE agent <> '' AND queue_answered > 0 AND started_at >= of_hour - interval '6 hours' AND started_at < of_hour + interval '1 hour'
  ),
  work AS (
    SELECT agent, count(*) FILTER (WHERE lower(talk) <@ span)::integer AS answered,
      range_agg(talk * span) AS talk, range_agg(busy * span) AS busy
    FROM calls, hour WHERE busy && span GROUP BY agent
  ),
  joined AS (
    SELECT agent, coalesce(answered, 0) AS answered, coalesce(talk, '{}'::tstzmultirange) AS talk,
      coalesce(busy, '{}'::tstzmultirange) AS busy, coalesce(ready.spans, '{}'::tstzmultirange) AS ready
    FROM ready FULL JOIN work USING (agent)
  )
  SELECT of_hour, agent, answered, seconds_of(ready + talk), seconds_of(talk), seconds_of(busy * (ready + talk))
  FROM joined WHERE NOT isempty(ready + talk)
$body$;

-- Of one day. Whoever is helped and asks for a person again in time was not helped the first time.
CREATE OR REPLACE FUNCTION count_contacts(of_day date) RETURNS SETOF contact_day
  LANGUAGE sql STABLE SET search_path = hotline, pg_temp AS $body$
  WITH asked AS (
    SELECT started_at, coalesce(ended_at, started_at) AS ended_at, coalesce(queue, '') AS queue, coalesce(nullif(local_network, ''), trunk_group, '') AS city,
      CASE WHEN people_answer THEN answered_at IS NOT NULL ELSE queue_answered > 0 END AS helped,
      repeat_hours * interval '1 hour' AS window_length,
      lead(started_at) OVER (PARTITION BY caller_number ORDER BY started_at, uuid) AS next
    FROM policy, call_record
    WHERE started_at >= instant(of_day::timestamp)
      AND started_at < instant(of_day + time '00:00') + interval '2 days' + repeat_hours * interval '1 hour'
      AND caller_number <> '' AND direction IS DISTINCT FROM 'outbound' AND (people_answer OR queue_joined > 0)
  )
  SELECT of_day, queue, city, count(*)::integer,
    count(*) FILTER (WHERE next <= ended_at + window_length)::integer,
    count(*) FILTER (WHERE next <= ended_at + interval '2 hours')::integer
  FROM asked WHERE helped AND started_at < instant((of_day + 1)::timestamp)
  GROUP BY queue, city
$body$;

-- Counts an hour anew; false when a writer is at it, and then it is left for the next time: nobody waits for anybody.
CREATE OR REPLACE FUNCTION count_hour(of_hour timestamptz) RETURNS boolean
  LANGUAGE plpgsql SET search_path = hotline, pg_temp AS $body$
BEGIN
  IF NOT pg_try_advisory_xact_lock(12333, (extract(epoch FROM of_hour) / 3600)::integer) THEN
    RETURN false;
  END IF;
  DELETE FROM stale_hour WHERE hour = of_hour;
  DELETE FROM call_hour WHERE hour = of_hour;
  INSERT INTO call_hour SELECT * FROM count_calls(of_hour, of_hour + interval '1 hour');
  DELETE FROM agent_hour WHERE hour = of_hour;
  INSERT INTO agent_hour SELECT * FROM count_agents(of_hour);
  RETURN true;
END $body$;

-- Counts up to so many hours: stale ones, then those that are over for an hour. Returns how many; 0: nothing is left.
CREATE OR REPLACE FUNCTION count_hours(most integer, moment timestamptz DEFAULT now()) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
DECLARE
  state counted;
  done integer := 0;
  next timestamptz;
BEGIN
  -- One counter at a time.
  SELECT * INTO state FROM counted FOR UPDATE;
  FOR next IN SELECT hour FROM stale_hour GROUP BY hour ORDER BY hour LIMIT most LOOP
    IF count_hour(next) THEN
      done := done + 1;
    END IF;
  END LOOP;
  next := coalesce(state.through, (SELECT date_trunc('hour', least(
    (SELECT min(started_at) FROM call_record WHERE started_at >= '2000-01-01'),
    (SELECT min(happened_at) FROM queue_event WHERE happened_at >= '2000-01-01')), 'UTC')));
  WHILE done < most AND next < date_trunc('hour', moment - interval '1 hour', 'UTC') LOOP
    EXIT WHEN NOT count_hour(next);
    next := next + interval '1 hour';
    done := done + 1;
  END LOOP;
  UPDATE counted SET through = next WHERE through IS DISTINCT FROM next;
  RETURN done;
END $body$;

-- The same for days, once the time in which a caller may come back is over.
CREATE OR REPLACE FUNCTION count_days(most integer, moment timestamptz DEFAULT now()) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
DECLARE
  state counted;
  days date[];
  last date;
  next date;
BEGIN
  SELECT * INTO state FROM counted FOR UPDATE;
  SELECT shanghai(moment - repeat_hours * interval '1 hour')::date INTO last FROM policy;
  next := coalesce(state.contacts_through, (SELECT shanghai(min(started_at))::date FROM call_record WHERE started_at >= '2000-01-01'));
  days := ARRAY(SELECT day FROM stale_day GROUP BY day ORDER BY day LIMIT most);
  -- Deleted first: what comes in from now on makes its day stale again.
  DELETE FROM stale_day WHERE day = ANY (days);
  WHILE cardinality(days) < most AND next < last LOOP
    days := days || next;
    next := next + 1;
  END LOOP;
  DELETE FROM contact_day WHERE day = ANY (days);
  INSERT INTO contact_day SELECT contacts.* FROM unnest(days) AS day, count_contacts(day) AS contacts;
  UPDATE counted SET contacts_through = next WHERE contacts_through IS DISTINCT FROM next;
  RETURN cardinality(days);
END $body$;

-- A changed period or rule changes counts already taken, as far as the records are still there.
CREATE OR REPLACE FUNCTION policy_changed() RETURNS trigger LANGUAGE plpgsql SET search_path = hotline, pg_temp AS $body$
BEGIN
  IF (OLD.within_seconds, OLD.people_answer, OLD.wrap_up_seconds) IS DISTINCT FROM (NEW.within_seconds, NEW.people_answer, NEW.wrap_up_seconds) THEN
    INSERT INTO stale_hour SELECT hour FROM counted, (SELECT hour FROM call_hour UNION SELECT hour FROM agent_hour) AS all_hours
      WHERE hour >= deleted_before;
  END IF;
  IF (OLD.repeat_hours, OLD.people_answer) IS DISTINCT FROM (NEW.repeat_hours, NEW.people_answer) THEN
    INSERT INTO stale_day SELECT DISTINCT day FROM counted, contact_day WHERE instant(day::timestamp) >= deleted_before;
  END IF;
  IF OLD.recording_days <> NEW.recording_days THEN
    UPDATE recording SET keep_until = shanghai(started_at)::date + NEW.recording_days
      WHERE deleted_at IS NULL AND NOT keep_until_given;
  END IF;
  RETURN NULL;
END $body$;
CREATE OR REPLACE TRIGGER changed AFTER UPDATE ON policy FOR EACH ROW EXECUTE FUNCTION policy_changed();

-- Hours that the counts do not cover: the running ones, and the stale ones.
CREATE OR REPLACE VIEW open_hour AS
  SELECT hour FROM stale_hour
  UNION
  SELECT generate_series(
    coalesce(through, (SELECT date_trunc('hour', min(started_at), 'UTC') FROM call_record WHERE started_at >= '2000-01-01')),
    date_trunc('hour', now() + interval '1 hour', 'UTC'), interval '1 hour')
  FROM counted;
CREATE OR REPLACE VIEW call_figure AS
  SELECT * FROM call_hour WHERE NOT EXISTS (SELECT FROM stale_hour WHERE stale_hour.hour = call_hour.hour)
  UNION ALL
  SELECT open_hour.hour, queue, city, calls, answered, lost, overflowed, self_service, failed, answered_in_time, lost_in_time,
    answered_wait, lost_wait, talk, recorded, call_backs, within_seconds
  FROM open_hour, LATERAL count_calls(open_hour.hour, open_hour.hour + interval '1 hour') AS live;
CREATE OR REPLACE VIEW agent_figure AS
  SELECT * FROM agent_hour WHERE NOT EXISTS (SELECT FROM stale_hour WHERE stale_hour.hour = agent_hour.hour)
  UNION ALL
  SELECT open_hour.hour, agent, answered, staffed, talk, busy FROM open_hour, LATERAL count_agents(open_hour.hour) AS live;

CREATE OR REPLACE FUNCTION ratio(part numeric, whole numeric) RETURNS numeric
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$ SELECT round(part / nullif(whole, 0), 6) $body$;

-- The figures of a span of time, from its first day to its last. grain: hour, day, month. A star stands for all queues or
-- all cities. The four service levels are the formulas in use; service_level is the one the province chose.
CREATE OR REPLACE FUNCTION figures(grain text, first_day date, last_day date) RETURNS TABLE (
    period timestamp, queue text, city text, calls bigint, answered bigint, lost bigint, overflowed bigint, self_service bigint,
    failed bigint, call_backs bigint, service_level numeric, answered_and_abandoned_in_time numeric,
    answered_in_time_of_answered numeric, answered_in_time_of_offered numeric, short_abandons_excluded numeric,
    human_connection numeric, composite_connection numeric, abandonment numeric, average_speed_of_answer numeric,
    average_talk numeric, recorded_share numeric, first_contact_resolution numeric, repeated_in_2_hours numeric, occupancy numeric)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
  WITH counts AS (
    SELECT date_trunc(grain, shanghai(hour)) AS period, coalesce(queue, '*') AS queue, coalesce(city, '*') AS city,
      sum(calls) AS calls, sum(answered) AS answered, sum(lost) AS lost, sum(overflowed) AS overflowed,
      sum(self_service) AS self_service, sum(failed) AS failed, sum(answered_in_time) AS answered_in_time,
      sum(lost_in_time) AS lost_in_time, sum(answered_wait) AS answered_wait, sum(talk) AS talk, sum(recorded) AS recorded,
      sum(call_backs) AS call_backs
    FROM call_figure
    WHERE hour >= instant(first_day::timestamp) AND hour < instant((last_day + 1)::timestamp)
    GROUP BY GROUPING SETS ((1), (1, call_figure.queue), (1, call_figure.city), (1, call_figure.queue, call_figure.city))
  ),
  contacts AS (
    SELECT date_trunc(grain, day::timestamp) AS period, coalesce(queue, '*') AS queue, coalesce(city, '*') AS city,
      sum(contacts) AS contacts, sum(repeated) AS repeated, sum(repeated_in_2_hours) AS repeated_in_2_hours
    FROM contact_day
    WHERE grain <> 'hour' AND day BETWEEN first_day AND last_day
    GROUP BY GROUPING SETS ((1), (1, contact_day.queue), (1, contact_day.city), (1, contact_day.queue, contact_day.city))
  ),
  agents AS (
    SELECT date_trunc(grain, shanghai(hour)) AS period, '*' AS queue, '*' AS city, sum(busy) AS busy, sum(staffed) AS staffed
    FROM agent_figure
    WHERE hour >= instant(first_day::timestamp) AND hour < instant((last_day + 1)::timestamp)
    GROUP BY 1
  )
  SELECT period, queue, city, calls, answered, lost, overflowed, self_service, failed, call_backs,
    CASE service_level_formula
      WHEN 'answered-and-abandoned-in-time' THEN ratio(answered_in_time + lost_in_time, answered + lost)
      WHEN 'answered-in-time-of-answered' THEN ratio(answered_in_time, answered)
      WHEN 'answered-in-time-of-offered' THEN ratio(answered_in_time, answered + lost)
      WHEN 'short-abandons-excluded' THEN ratio(answered_in_time, answered + lost - lost_in_time)
    END,
    ratio(answered_in_time + lost_in_time, answered + lost),
    ratio(answered_in_time, answered),
    ratio(answered_in_time, answered + lost),
    ratio(answered_in_time, answered + lost - lost_in_time),
    ratio(answered, answered + lost),
    ratio(answered + self_service, calls),
    ratio(lost, answered + lost),
    ratio(answered_wait, answered),
    ratio(talk, answered),
    ratio(recorded, answered),
    ratio(contacts - repeated, contacts),
    ratio(repeated_in_2_hours, contacts),
    ratio(busy, staffed)
  FROM policy, counts LEFT JOIN contacts USING (period, queue, city) LEFT JOIN agents USING (period, queue, city)
$body$;

-- The same for tools that read views: everything there is.
CREATE OR REPLACE VIEW figures_hour AS SELECT * FROM figures('hour', '2000-01-01', '2999-12-31');
CREATE OR REPLACE VIEW figures_day AS SELECT * FROM figures('day', '2000-01-01', '2999-12-31');
CREATE OR REPLACE VIEW figures_month AS SELECT * FROM figures('month', '2000-01-01', '2999-12-31');
-- Of each agent. busy includes the wrap-up; occupancy is its share of the time in which calls could come.
CREATE OR REPLACE FUNCTION agent_figures(grain text, first_day date, last_day date) RETURNS TABLE (
    period timestamp, agent text, answered bigint, staffed numeric, talk numeric, busy numeric, occupancy numeric)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
  SELECT date_trunc(grain, shanghai(hour)), agent, sum(answered), sum(staffed), sum(talk), sum(busy), ratio(sum(busy), sum(staffed))
  FROM agent_figure
  WHERE hour >= instant(first_day::timestamp) AND hour < instant((last_day + 1)::timestamp)
  GROUP BY 1, 2
$body$;
CREATE OR REPLACE VIEW agent_day AS SELECT * FROM agent_figures('day', '2000-01-01', '2999-12-31');
COMMIT;
