import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineOf } from "../../../images/media-controller/event-spool.ts";
import { rows } from "../../../images/media-controller/media-switch.ts";
import { callerNoticeOf, ownEvent, queueEventOf } from "../../../images/media-controller/queue-events.ts";
import { QUEUE_EVENT } from "../../../planning/queue-event.ts";

const released = {
  "Core-UUID": "c1",
  "Event-Sequence": "77",
  "Event-Subclass": "callcenter::info",
  "Event-Date-Timestamp": "1795520178535665",
  "CC-Action": "bridge-agent-end",
  "CC-Queue": "pension@anhui.hotline.internal",
  "CC-Agent": "2001",
  "CC-Hangup-Cause": "NORMAL_CLEARING",
  "CC-Agent-Answered-Time": "1795520100",
  "CC-Bridge-Terminated-Time": "1795520178",
  "CC-Member-Session-UUID": "ecc69caf-87c5-4ef8-bae5-c6eacfad418a",
};

describe("a queue event", () => {
  it("has the columns of the database, the time to the microsecond and the queue's own name", () => {
    const event = queueEventOf(released, "media-a");
    expect(Object.keys(event ?? {})).toEqual(QUEUE_EVENT.map(({ column }) => column));
    expect(event).toMatchObject({
      happened_at: "2026-11-24T11:36:18.535665Z",
      media_node: "media-a",
      kind: "agent-released",
      queue: "pension",
      agent: "2001",
      call_uuid: "ecc69caf-87c5-4ef8-bae5-c6eacfad418a",
      detail: { hangup: "NORMAL_CLEARING", talked: 78 },
    });
  });

  it("has the same id when it is read twice, another on another run of the switch", () => {
    const id = (event: Parameters<typeof queueEventOf>[0]) => queueEventOf(event, "media-a")?.uuid;
    expect(id(released)).toBe(id({ ...released }));
    expect(id({ ...released, "Core-UUID": "c2" })).not.toBe(id(released));
    expect(id({ ...released, "Event-Sequence": "78" })).not.toBe(id(released));
    expect(id(released)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("is none for what nobody stores", () => {
    expect(queueEventOf({ ...released, "CC-Action": "members-count" }, "media-a")).toBeUndefined();
  });

  it("is one line without a dollar sign, whatever stands in it, and reads back the same", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (agent, value) => {
        const event = ownEvent("media-a", "satisfaction", { agent, detail: { value: `$line$${value}` } });
        const line = lineOf(event);
        expect(line).not.toMatch(/[$\n\r]/);
        expect(JSON.parse(line)).toEqual(event);
      }),
    );
  });
});

describe("a caller before the queue", () => {
  const call = "11111111-2222-4333-8444-555555555555";
  const fired = {
    "Event-Subclass": "hotline::caller",
    "Event-Date-Timestamp": "1795507200123456",
    "Unique-ID": call,
    "Caller-Caller-ID-Number": "055165550000",
    "Hotline-Queue": "pension",
    "Hotline-Language": "zh",
    "Hotline-Trunk-Group": "0551",
  };

  it("is told to the desk and stored by nobody", () => {
    expect(callerNoticeOf(fired, "media-a")).toEqual({
      kind: "caller",
      happened_at: "2026-11-24T08:00:00.123456Z",
      media_node: "media-a",
      call_uuid: call,
      queue: "pension",
      number: "055165550000",
      language: "zh",
      trunk_group: "0551",
    });
    expect(queueEventOf(fired, "media-a")).toBeUndefined();
  });

  it("has no number when it is withheld", () => {
    expect(callerNoticeOf({ ...fired, "Caller-Caller-ID-Number": "anonymous" }, "media-a")?.number).toBeNull();
  });
});

describe("a table of the switch", () => {
  it("is read by its head line; the count and +OK at its end are no rows", () => {
    expect(rows("name|status\n2001|Available\n2002|On Break\n+OK\n")).toEqual([
      { name: "2001", status: "Available" },
      { name: "2002", status: "On Break" },
    ]);
    expect(rows("uuid|direction\nx|inbound\n\n1 total.\n")).toEqual([{ uuid: "x", direction: "inbound" }]);
    expect(rows("-ERR no reply\n")).toEqual([]);
  });
});
