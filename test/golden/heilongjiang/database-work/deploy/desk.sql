-- What the desk keeps: accounts and sessions, call-backs, breaks, keys of work orders that may be sent twice.
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL search_path = hotline;

CREATE TABLE IF NOT EXISTS desk_account (
  login text PRIMARY KEY CHECK (login ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
  display_name text NOT NULL CHECK (display_name <> ''),
  roles text[] NOT NULL CHECK (roles <@ ARRAY['agent', 'supervisor', 'quality', 'administrator', 'auditor'] AND cardinality(roles) > 0),
  -- Who reads the audit log does nothing that stands in it.
  CHECK (NOT 'auditor' = ANY (roles) OR cardinality(roles) = 1),
  agent text UNIQUE REFERENCES agent,
  identity text NOT NULL CHECK (identity IN ('local', 'oidc')),
  -- Who that is at the identity provider; bound at the first sign-in and never by name again.
  subject text UNIQUE,
  -- Argon2id with its parameters and salt.
  password_hash text CHECK (password_hash LIKE '$argon2id$%'),
  must_change_password boolean NOT NULL DEFAULT true,
  -- A password that somebody else has seen is good for a day.
  password_until timestamptz,
  CHECK (identity = 'local' OR password_hash IS NULL),
  -- Sealed by a key that the database does not have.
  second_factor bytea,
  -- A code counts once: the last time step that was used.
  second_factor_step bigint NOT NULL DEFAULT 0,
  failures integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  listen_in boolean NOT NULL DEFAULT false,
  disabled boolean NOT NULL DEFAULT false,
  made_at timestamptz NOT NULL DEFAULT now(),
  last_signed_in_at timestamptz
);

-- A try at a password is counted before it is made, so that a hundred at once are no more than five. False: locked.
-- The fifth failure in a row locks for 15 minutes, each further five for twice as long, a day at most.
CREATE OR REPLACE FUNCTION desk_sign_in_try(name text) RETURNS boolean
  LANGUAGE plpgsql SET search_path = hotline, pg_temp AS $body$
BEGIN
  UPDATE desk_account SET failures = failures + 1,
    locked_until = CASE WHEN (failures + 1) % 5 = 0
      THEN now() + least(interval '1 day', interval '15 minutes' * power(2, least((failures + 1) / 5 - 1, 10)))
    END
  WHERE login = name AND NOT disabled AND (locked_until IS NULL OR locked_until <= now());
  RETURN FOUND;
END $body$;

CREATE TABLE IF NOT EXISTS desk_session (
  id uuid PRIMARY KEY,
  login text NOT NULL REFERENCES desk_account,
  began_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now(),
  ends_at timestamptz NOT NULL,
  over text CHECK (over IN ('signed-out', 'idle', 'revoked', 'elsewhere')),
  address inet
);
CREATE INDEX IF NOT EXISTS desk_session_login_idx ON desk_session (login) WHERE over IS NULL;
CREATE INDEX IF NOT EXISTS desk_session_ends_at_idx ON desk_session (ends_at);

CREATE TABLE IF NOT EXISTS desk_break (
  agent text NOT NULL,
  began_at timestamptz NOT NULL,
  ended_at timestamptz CHECK (ended_at >= began_at),
  reason text NOT NULL,
  PRIMARY KEY (agent, began_at)
);
CREATE INDEX IF NOT EXISTS desk_break_began_at_idx ON desk_break (began_at);

-- What the switch is told about agents of a queue when they sign in; the queues themselves come from the plan.
CREATE TABLE IF NOT EXISTS desk_queue_setting (
  queue text PRIMARY KEY,
  wrap_up_seconds integer NOT NULL CHECK (wrap_up_seconds BETWEEN 0 AND 3600),
  ring_seconds integer NOT NULL CHECK (ring_seconds BETWEEN 5 AND 60),
  most_unanswered integer NOT NULL CHECK (most_unanswered BETWEEN 0 AND 10)
);

ALTER TABLE work_order
  ADD COLUMN IF NOT EXISTS outcome text CHECK (outcome IN ('resolved', 'handed-over', 'call-back', 'transferred', 'unresolved')),
  -- Counts the changes, so that two who change the same order at once notice.
  ADD COLUMN IF NOT EXISTS version integer NOT NULL DEFAULT 1;

-- A page that was cut off sends its orders again: the same key is the same order.
CREATE TABLE IF NOT EXISTS work_order_key (
  key uuid PRIMARY KEY,
  login text NOT NULL,
  -- SHA-256 of what was asked: another order with a used key is a mistake.
  digest text NOT NULL,
  work_order bigint NOT NULL REFERENCES work_order ON DELETE CASCADE,
  made_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS work_order_key_work_order_idx ON work_order_key (work_order);

-- What became of a call-back; who is to be called follows from the call records.
CREATE TABLE IF NOT EXISTS call_back (
  call_uuid uuid PRIMARY KEY,
  asked_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'taken', 'reached', 'given-up')),
  agent text,
  taken_at timestamptz,
  CHECK ((state = 'taken') <= (agent IS NOT NULL AND taken_at IS NOT NULL)),
  attempts integer NOT NULL DEFAULT 0,
  last_tried_at timestamptz,
  closed_at timestamptz,
  note text
);
CREATE INDEX IF NOT EXISTS call_back_asked_at_idx ON call_back (asked_at);

-- Callers to call back, one row a number: whoever asked, left a message, or gave up after waiting, and has not been
-- spoken to since. The row is that of the latest call; a request counts more than having given up.
CREATE OR REPLACE FUNCTION call_backs(since timestamptz) RETURNS TABLE (
    call_uuid uuid, kind text, asked_at timestamptz, queue text, number text, calls integer, recording text,
    state text, agent text, attempts integer, last_tried_at timestamptz, note text)
  LANGUAGE sql STABLE SET search_path = hotline, pg_temp SET max_parallel_workers_per_gather = 0 AS $body$
  WITH asked AS (
    SELECT uuid, started_at, nullif(record.queue, '') AS queue, record.recording,
      coalesce(nullif(callback_number, ''), nullif(caller_number, '')) AS number,
      CASE
        WHEN callback_requested AND recording LIKE '%voicemail%' THEN 'voicemail'
        WHEN callback_requested THEN 'requested'
        WHEN queue_joined > 0 AND coalesce(queue_answered, 0) = 0 AND queue_cancel_reason = 'BREAK_OUT'
          AND queue_canceled - queue_joined > within_seconds THEN 'abandoned'
      END AS kind
    FROM policy, call_record AS record
    WHERE started_at >= since AND direction IS DISTINCT FROM 'outbound'
      AND (callback_requested OR (queue_joined > 0 AND coalesce(queue_answered, 0) = 0))
  ),
  wanted AS (SELECT * FROM asked WHERE kind IS NOT NULL AND number ~ '^[0-9]{5,20}$'),
  latest AS (
    SELECT DISTINCT ON (number) *, (count(*) OVER (PARTITION BY number))::integer AS calls
    FROM wanted ORDER BY number, (kind = 'abandoned'), started_at DESC
  )
  SELECT latest.uuid, latest.kind, latest.started_at, latest.queue, latest.number, latest.calls, latest.recording,
    CASE WHEN call_back.state = 'taken' AND taken_at < now() - interval '30 minutes' THEN 'open' ELSE coalesce(call_back.state, 'open') END,
    CASE WHEN call_back.state = 'taken' AND taken_at < now() - interval '30 minutes' THEN NULL ELSE call_back.agent END,
    coalesce(call_back.attempts, 0), call_back.last_tried_at, call_back.note
  FROM latest LEFT JOIN call_back ON call_back.call_uuid = latest.uuid
  WHERE NOT EXISTS (
    SELECT FROM call_record AS later
    WHERE later.caller_number = latest.number AND later.started_at > latest.started_at AND later.queue_answered > 0)
$body$;

-- What the desk wrote beside a call goes when the call's record goes, in the same transaction.
CREATE OR REPLACE FUNCTION delete_desk_traces() RETURNS trigger LANGUAGE plpgsql SET search_path = hotline, pg_temp AS $body$
BEGIN
  DELETE FROM call_back WHERE asked_at <= NEW.newest AND NOT is_held(call_uuid);
  DELETE FROM desk_break WHERE began_at <= NEW.newest;
  RETURN NULL;
END $body$;
CREATE OR REPLACE TRIGGER delete_desk_traces AFTER INSERT ON deletion_log
  FOR EACH ROW WHEN (NEW.kind = 'call-record') EXECUTE FUNCTION delete_desk_traces();

-- The desk writes the audit log and can't read it but by this, and each reading is an entry.
CREATE OR REPLACE FUNCTION read_audit(reader text, reader_address inet, before bigint, of_actor text, of_action text)
  RETURNS SETOF audit_log
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
BEGIN
  IF NOT EXISTS (SELECT FROM desk_account WHERE login = reader AND NOT disabled AND 'auditor' = ANY (roles)) THEN
    RAISE EXCEPTION '% is no auditor', reader;
  END IF;
  RETURN QUERY SELECT * FROM audit_log
    WHERE (before IS NULL OR id < before) AND (of_actor IS NULL OR actor = of_actor) AND (of_action IS NULL OR action = of_action)
    ORDER BY id DESC LIMIT 100;
  INSERT INTO audit_log (actor, action, address, detail) VALUES (reader, 'audit-read', reader_address,
    jsonb_strip_nulls(jsonb_build_object('before', before, 'actor', of_actor, 'action', of_action)));
END $body$;

REVOKE ALL ON desk_account, desk_session, desk_break, desk_queue_setting, work_order_key, call_back FROM PUBLIC, hotline_desk;
REVOKE ALL ON FUNCTION desk_sign_in_try(text), call_backs(timestamptz), read_audit(text, inet, bigint, text, text) FROM PUBLIC, hotline_desk;
GRANT SELECT, INSERT, UPDATE ON desk_account, desk_session, desk_break, desk_queue_setting, call_back TO hotline_desk;
GRANT SELECT, INSERT ON work_order_key TO hotline_desk;
-- Sessions of past days name nobody who matters; accounts stay, for the audit log names them.
GRANT DELETE ON desk_session TO hotline_desk;
GRANT INSERT, UPDATE ON service_class TO hotline_desk;
GRANT EXECUTE ON FUNCTION desk_sign_in_try(text), call_backs(timestamptz), read_audit(text, inet, bigint, text, text) TO hotline_desk;
GRANT SELECT (login, display_name, roles, agent, identity, must_change_password, failures, locked_until, listen_in, disabled, made_at,
  last_signed_in_at) ON desk_account TO hotline_auditor;
COMMIT;
