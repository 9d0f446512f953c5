-- Deletion of personal data at its date, and of nothing else: what is under a legal hold stays. What would be deleted can
-- be seen before; what was deleted is proved afterwards (deletion_log). Counts stay: they name nobody.
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL search_path = hotline;

-- What a deletion at that moment would take, by kind and month; held rows are past their date too, and would stay.
CREATE OR REPLACE FUNCTION deletion_preview(moment timestamptz DEFAULT now())
  RETURNS TABLE (kind text, part text, rows bigint, held bigint, oldest timestamptz, newest timestamptz, days_kept integer)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
  WITH limits AS (
    SELECT *, instant((shanghai(moment)::date - call_record_days)::timestamp) AS calls_before,
      instant((shanghai(moment)::date - work_order_days)::timestamp) AS orders_before,
      instant((shanghai(moment)::date - audit_days)::timestamp) AS audit_before
    FROM policy
  ),
  past AS (
    SELECT 'call-record' AS kind, started_at AS at, is_held(uuid) AS held, call_record_days AS days
      FROM limits, call_record WHERE started_at < calls_before
    UNION ALL
    SELECT 'queue-event', happened_at, is_held(call_uuid), call_record_days
      FROM limits, queue_event WHERE happened_at < calls_before
    UNION ALL
    SELECT 'provider-call-record', started_at, is_held(uuid), call_record_days
      FROM limits, provider_call_record WHERE started_at < calls_before
    UNION ALL
    SELECT 'work-order', closed_at, is_held(call_uuid), work_order_days
      FROM limits, work_order WHERE closed_at < orders_before
    UNION ALL
    SELECT 'audit-log', happened_at, false, audit_days FROM limits, audit_log WHERE happened_at < audit_before
    UNION ALL
    SELECT 'recording', started_at, is_held(call_uuid), recording_days
      FROM limits, recording WHERE deleted_at IS NULL AND keep_until < shanghai(moment)::date
  )
  SELECT kind, to_char(shanghai(at), 'YYYY-MM'), count(*) FILTER (WHERE NOT held), count(*) FILTER (WHERE held),
    min(at) FILTER (WHERE NOT held), max(at) FILTER (WHERE NOT held), max(days)
  FROM past GROUP BY 1, 2 ORDER BY 1, 2
$body$;

-- Deletes the rows of a table before a moment, month by month, writes the proofs, drops months that are empty then.
CREATE OR REPLACE FUNCTION delete_before(subject text, before timestamptz, days integer) RETURNS bigint
  LANGUAGE plpgsql SET search_path = hotline, pg_temp AS $body$
DECLARE
  tab text := replace(subject, '-', '_');
  at text := CASE subject WHEN 'call-record' THEN 'started_at' WHEN 'provider-call-record' THEN 'started_at'
    WHEN 'work-order' THEN 'closed_at' ELSE 'happened_at' END;
  key text := CASE subject WHEN 'work-order' THEN 'id' WHEN 'audit-log' THEN 'id' ELSE 'uuid' END;
  call text := CASE subject WHEN 'queue-event' THEN 'call_uuid' WHEN 'work-order' THEN 'call_uuid'
    WHEN 'audit-log' THEN 'NULL::uuid' ELSE 'uuid' END;
  first timestamptz;
  month timestamptz;
  upper timestamptz;
  deleted bigint;
  total bigint := 0;
  left_over boolean;
  child text;
BEGIN
  EXECUTE format('SELECT min(%I) FROM %I WHERE %I < $1', at, tab, at) INTO first USING before;
  month := instant(date_trunc('month', shanghai(first)));
  WHILE month < before LOOP
    upper := least(before, instant(shanghai(month) + interval '1 month'));
    EXECUTE format($sql$
      WITH gone AS (DELETE FROM %1$I WHERE %2$I >= $1 AND %2$I < $2 AND NOT is_held(%3$s) RETURNING %4$I AS key, %2$I AS at)
      INSERT INTO deletion_log (kind, part, rows, oldest, newest, held, days_kept, sha256)
      SELECT $3, to_char(shanghai($1), 'YYYY-MM'), count(*), min(at), max(at),
        (SELECT count(*) FROM %1$I WHERE %2$I >= $1 AND %2$I < $2 AND is_held(%3$s)), $4,
        encode(sha256(convert_to(string_agg(key::text, E'\n' ORDER BY key), 'UTF8')), 'hex')
      FROM gone HAVING count(*) > 0 RETURNING rows $sql$, tab, at, call, key)
      INTO deleted USING month, upper, subject, days;
    total := total + coalesce(deleted, 0);
    child := tab || '_' || to_char(shanghai(month), 'YYYY_MM');
    IF subject IN ('call-record', 'queue-event') AND upper = instant(shanghai(month) + interval '1 month') AND to_regclass(child) IS NOT NULL THEN
      EXECUTE format('SELECT EXISTS (SELECT FROM %I)', child) INTO left_over;
      IF NOT left_over THEN
        EXECUTE format('ALTER TABLE %I DETACH PARTITION %I', tab, child);
        EXECUTE format('DROP TABLE %I', child);
      END IF;
    END IF;
    -- On to the next month that has any: an absurd date must not make this walk through centuries.
    EXECUTE format('SELECT min(%I) FROM %I WHERE %I >= $1 AND %I < $2', at, tab, at, at) INTO first USING upper, before;
    EXIT WHEN first IS NULL;
    month := instant(date_trunc('month', shanghai(first)));
  END LOOP;
  RETURN total;
END $body$;

-- Deletes what the preview of the same moment lists, in one transaction: proof and deletion stand or fall together.
-- Recordings are files: the media nodes delete them, and prove it. Returns the number of rows deleted.
CREATE OR REPLACE FUNCTION delete_due(moment timestamptz DEFAULT now()) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = hotline, pg_temp SET lock_timeout = '30s' AS $body$
DECLARE
  today date := shanghai(moment)::date;
  rule policy;
  calls_before timestamptz;
  deleted bigint;
BEGIN
  IF moment > now() THEN
    RAISE EXCEPTION 'deletion at %, which is still to come', moment USING HINT = 'Preview a later date; delete at the present one.';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('hotline deletion'));
  SELECT * INTO rule FROM policy;
  calls_before := instant((today - rule.call_record_days)::timestamp);
  -- From here on late records of that time change no counts.
  UPDATE counted SET deleted_before = greatest(deleted_before, calls_before);
  DELETE FROM stale_hour WHERE hour < calls_before;
  DELETE FROM stale_day WHERE instant(day::timestamp) < calls_before;
  deleted := delete_before('call-record', calls_before, rule.call_record_days)
    + delete_before('queue-event', calls_before, rule.call_record_days)
    + delete_before('provider-call-record', calls_before, rule.call_record_days)
    + delete_before('work-order', instant((today - rule.work_order_days)::timestamp), rule.work_order_days)
    + delete_before('audit-log', instant((today - rule.audit_days)::timestamp), rule.audit_days);
  -- Names nobody: a row of what was removed is proof until its call record would be gone too.
  DELETE FROM recording WHERE removed_at IS NOT NULL AND proof IS NOT NULL AND started_at < calls_before AND removed_at < now() - interval '180 days';
  DELETE FROM heartbeat WHERE beaten_at < now() - interval '90 days';
  RETURN deleted;
END $body$;

-- Everything that is due, every ten minutes. Counting goes on in portions, since each is one transaction.
CREATE TABLE IF NOT EXISTS upkeep (
  task text PRIMARY KEY,
  done_for date NOT NULL,
  done_at timestamptz NOT NULL DEFAULT now()
);
CREATE OR REPLACE FUNCTION delete_due_today() RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
DECLARE
  today date := shanghai(now())::date;
  deleted bigint := 0;
BEGIN
  -- At night, once: between midnight and 02:00 the switches still hand in the day.
  IF shanghai(now())::time >= '02:00' AND NOT EXISTS (SELECT FROM upkeep WHERE task = 'deletion' AND done_for >= today) THEN
    deleted := delete_due();
    INSERT INTO upkeep (task, done_for) VALUES ('deletion', today)
      ON CONFLICT (task) DO UPDATE SET done_for = EXCLUDED.done_for, done_at = now();
  END IF;
  RETURN deleted;
END $body$;
COMMIT;
