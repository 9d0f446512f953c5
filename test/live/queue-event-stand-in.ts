import { CALL_RECORD_WRITER } from "../../planning/call-record.ts";
import { QUEUE_EVENT, QUEUE_EVENT_INTAKE, QUEUE_EVENT_KINDS } from "../../planning/queue-event.ts";

/** Where the database's own part does not have the intake yet: the same form, so that the way to it can be tried. */
export const QUEUE_EVENT_STAND_IN = `
DROP TABLE IF EXISTS hotline.queue_event;
CREATE TABLE hotline.queue_event (${QUEUE_EVENT.map(({ column, type }) => `${column} ${type}${column === "uuid" ? " PRIMARY KEY" : ""}${column === "kind" ? ` CHECK (kind IN (${QUEUE_EVENT_KINDS.map((kind) => `'${kind}'`).join(", ")}))` : ""}`).join(", ")});
ALTER TABLE hotline.queue_event OWNER TO hotline;
CREATE VIEW hotline.${QUEUE_EVENT_INTAKE} AS SELECT * FROM hotline.queue_event;
ALTER VIEW hotline.${QUEUE_EVENT_INTAKE} OWNER TO hotline;
CREATE FUNCTION hotline.take_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $body$
BEGIN INSERT INTO hotline.queue_event SELECT NEW.* ON CONFLICT DO NOTHING; RETURN NEW; END $body$;
ALTER FUNCTION hotline.take_event() OWNER TO hotline;
CREATE TRIGGER take INSTEAD OF INSERT ON hotline.${QUEUE_EVENT_INTAKE} FOR EACH ROW EXECUTE FUNCTION hotline.take_event();
GRANT INSERT ON hotline.${QUEUE_EVENT_INTAKE} TO ${CALL_RECORD_WRITER};`;
