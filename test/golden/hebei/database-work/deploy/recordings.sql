-- Recordings: where each lies, its checksum, until when it is kept, whether the law holds it. The media node asks what
-- may go, deletes it, and tells; the row stays as proof.
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL search_path = hotline;

CREATE TABLE IF NOT EXISTS recording (
  media_node text NOT NULL,
  -- As in the call record: absolute, in the media node.
  path text NOT NULL,
  call_uuid uuid,
  started_at timestamptz NOT NULL,
  format text NOT NULL,
  -- Known once the media node has looked at the finished file.
  bytes bigint CHECK (bytes >= 0),
  sha256 text CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  keep_until date NOT NULL,
  -- Set by people: a changed period of the province leaves it alone.
  keep_until_given boolean NOT NULL DEFAULT false,
  -- Decided, and from then on beyond a hold's reach; done, as the media node told; proved by an entry of the log.
  deleted_at timestamptz,
  removed_at timestamptz CHECK (removed_at >= deleted_at),
  proof bigint REFERENCES deletion_log,
  PRIMARY KEY (media_node, path)
);
CREATE INDEX IF NOT EXISTS recording_call_uuid_idx ON recording (call_uuid);
CREATE INDEX IF NOT EXISTS recording_due_idx ON recording (media_node, keep_until) WHERE removed_at IS NULL;
CREATE INDEX IF NOT EXISTS recording_unproved_idx ON recording (media_node) WHERE removed_at IS NOT NULL AND proof IS NULL;

-- While a hold stands nothing of that call is deleted: neither its recording nor its record, events or work orders.
CREATE TABLE IF NOT EXISTS legal_hold (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  call_uuid uuid NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  placed_by text NOT NULL,
  placed_at timestamptz NOT NULL DEFAULT now(),
  lifted_by text,
  lifted_at timestamptz,
  CHECK ((lifted_by IS NULL) = (lifted_at IS NULL))
);
CREATE INDEX IF NOT EXISTS legal_hold_standing_idx ON legal_hold (call_uuid) WHERE lifted_at IS NULL;
CREATE OR REPLACE FUNCTION is_held(call uuid) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = hotline, pg_temp AS $body$
  SELECT EXISTS (SELECT FROM legal_hold WHERE call_uuid = call AND lifted_at IS NULL)
$body$;

CREATE OR REPLACE FUNCTION place_hold(call uuid, reason text, actor text) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
DECLARE
  placed bigint;
BEGIN
  -- A deletion that is under way ends first; the next one sees the hold.
  PERFORM pg_advisory_xact_lock(hashtext('hotline deletion'));
  INSERT INTO legal_hold (call_uuid, reason, placed_by) VALUES (call, reason, actor) RETURNING id INTO placed;
  INSERT INTO audit_log (actor, action, object, detail) VALUES (actor, 'hold-placed', call::text, jsonb_build_object('hold', placed, 'reason', reason,
    'recordings', (SELECT count(*) FROM recording WHERE call_uuid = call AND deleted_at IS NULL),
    'recordings_gone', (SELECT count(*) FROM recording WHERE call_uuid = call AND deleted_at IS NOT NULL)));
  RETURN placed;
END $body$;
CREATE OR REPLACE FUNCTION lift_hold(hold bigint, actor text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
DECLARE
  call uuid;
BEGIN
  UPDATE legal_hold SET lifted_by = actor, lifted_at = now() WHERE id = hold AND lifted_at IS NULL RETURNING call_uuid INTO call;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no standing hold %', hold USING ERRCODE = 'no_data_found';
  END IF;
  INSERT INTO audit_log (actor, action, object, detail) VALUES (actor, 'hold-lifted', call::text, jsonb_build_object('hold', hold));
END $body$;

CREATE OR REPLACE FUNCTION file_recording() RETURNS trigger
  LANGUAGE plpgsql SET search_path = hotline, pg_temp AS $body$
BEGIN
  INSERT INTO recording (media_node, path, call_uuid, started_at, format, keep_until)
  SELECT coalesce(NEW.media_node, ''), NEW.recording, NEW.uuid, NEW.started_at,
    lower(coalesce(substring(NEW.recording FROM '\.([A-Za-z0-9]+)$'), 'unknown')),
    shanghai(NEW.started_at)::date + policy.recording_days
  FROM policy
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $body$;
-- The rows that came before: only those of the first run find none.
INSERT INTO recording (media_node, path, call_uuid, started_at, format, keep_until)
  SELECT coalesce(media_node, ''), recording, uuid, started_at,
    lower(coalesce(substring(recording FROM '\.([A-Za-z0-9]+)$'), 'unknown')), shanghai(started_at)::date + policy.recording_days
  FROM call_record, policy WHERE recording <> ''
  ON CONFLICT DO NOTHING;
CREATE OR REPLACE TRIGGER file_recording AFTER INSERT ON call_record
  FOR EACH ROW WHEN (NEW.recording <> '') EXECUTE FUNCTION file_recording();

-- The node has looked at a finished file. What is known is never overwritten: a file that changed later is a finding.
CREATE OR REPLACE FUNCTION recording_seen(node text, file text, size bigint, checksum text) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
DECLARE
  known recording;
BEGIN
  SELECT * INTO known FROM recording WHERE media_node = node AND path = file FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 'unknown';
  ELSIF known.sha256 IS NULL THEN
    UPDATE recording SET bytes = size, sha256 = checksum WHERE media_node = node AND path = file;
    RETURN 'noted';
  ELSIF known.sha256 = checksum THEN
    RETURN 'unchanged';
  END IF;
  INSERT INTO audit_log (actor, action, object, detail)
    VALUES (node, 'recording-changed', file, jsonb_build_object('was', known.sha256, 'is', checksum));
  RETURN 'changed';
END $body$;

-- Finished files of the node whose checksum is not known yet, the latest first.
CREATE OR REPLACE FUNCTION recordings_unseen(node text, most integer) RETURNS TABLE (path text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
  SELECT path FROM recording WHERE media_node = node AND sha256 IS NULL AND deleted_at IS NULL ORDER BY started_at DESC LIMIT most
$body$;

-- What the node may delete today: what is past its date, and of the files it found too old itself those that the
-- database does not know, and so can't hold. Everything else stays.
CREATE OR REPLACE FUNCTION recordings_due(node text, found_old text[]) RETURNS TABLE (path text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
  SELECT path FROM recording
  WHERE media_node = node AND removed_at IS NULL AND keep_until < shanghai(now())::date
    AND (deleted_at IS NOT NULL OR NOT is_held(call_uuid))
  UNION
  SELECT file FROM unnest(found_old) AS file
  WHERE NOT EXISTS (SELECT FROM recording WHERE media_node = node AND recording.path = file)
$body$;

-- Decides on one file, at the last moment: true means that the node must delete it now. A hold placed before is seen,
-- one placed after comes too late, which its own audit entry says.
CREATE OR REPLACE FUNCTION delete_recording(node text, file text, size bigint, checksum text) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('hotline deletion'));
  INSERT INTO recording (media_node, path, started_at, format, bytes, sha256, keep_until, deleted_at)
    VALUES (node, file, now(), lower(coalesce(substring(file FROM '\.([A-Za-z0-9]+)$'), 'unknown')), size, checksum,
      shanghai(now())::date - 1, now())
    ON CONFLICT DO NOTHING;
  IF FOUND THEN
    RETURN true;
  END IF;
  UPDATE recording SET deleted_at = coalesce(deleted_at, now()), bytes = coalesce(bytes, size), sha256 = coalesce(sha256, checksum)
  WHERE media_node = node AND path = file AND removed_at IS NULL AND keep_until < shanghai(now())::date
    AND (deleted_at IS NOT NULL OR NOT is_held(call_uuid));
  RETURN FOUND;
END $body$;
CREATE OR REPLACE FUNCTION recording_removed(node text, file text) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
  UPDATE recording SET removed_at = now() WHERE media_node = node AND path = file AND deleted_at IS NOT NULL AND removed_at IS NULL
$body$;

-- One entry of the log for what a node removed since its last one; returns how many files.
CREATE OR REPLACE FUNCTION prove_removals(node text) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = hotline, pg_temp AS $body$
DECLARE
  removed bigint;
  entry bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('hotline removals ' || node));
  INSERT INTO deletion_log (kind, part, rows, oldest, newest, held, days_kept, sha256)
    SELECT 'recording', node, count(*), min(started_at), max(started_at),
      (SELECT count(*) FROM recording AS kept WHERE kept.media_node = node AND kept.deleted_at IS NULL
        AND kept.keep_until < shanghai(now())::date AND is_held(kept.call_uuid)),
      (SELECT recording_days FROM policy),
      encode(sha256(convert_to(string_agg(path || ' ' || coalesce(sha256, '-'), E'\n' ORDER BY path), 'UTF8')), 'hex')
    FROM recording WHERE media_node = node AND removed_at IS NOT NULL AND proof IS NULL
    HAVING count(*) > 0
    RETURNING id, rows INTO entry, removed;
  UPDATE recording SET proof = entry WHERE media_node = node AND removed_at IS NOT NULL AND proof IS NULL;
  RETURN coalesce(removed, 0);
END $body$;
COMMIT;
