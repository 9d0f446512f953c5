-- What each login may do. Whatever is not said here is forbidden: no table, view or function is open to the public.
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL search_path = hotline;

REVOKE ALL ON ALL TABLES IN SCHEMA hotline FROM PUBLIC, hotline_media, hotline_desk, hotline_report, hotline_auditor, hotline_upkeep;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA hotline FROM PUBLIC, hotline_media, hotline_desk, hotline_report, hotline_auditor, hotline_upkeep;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA hotline FROM PUBLIC, hotline_media, hotline_desk, hotline_report, hotline_auditor, hotline_upkeep;

-- Names of functions that views call are checked against whoever reads the view.
GRANT EXECUTE ON FUNCTION shanghai(timestamptz), instant(timestamp), ratio(numeric, numeric) TO hotline_desk, hotline_report, hotline_auditor;
GRANT EXECUTE ON FUNCTION is_held(uuid) TO hotline_desk, hotline_auditor;
GRANT EXECUTE ON FUNCTION figures(text, date, date), agent_figures(text, date, date) TO hotline_desk, hotline_report;

GRANT INSERT ON call_record_intake, queue_event_intake TO hotline_media;
GRANT EXECUTE ON FUNCTION recording_seen(text, text, bigint, text), recordings_unseen(text, integer), recordings_due(text, text[]),
  delete_recording(text, text, bigint, text), recording_removed(text, text), prove_removals(text) TO hotline_media;

GRANT SELECT ON call_record, queue_event, recording, legal_hold, policy, local_network, service_queue, service_class, agent, skill,
  agent_skill, work_order, work_order_step, service_level_comparison, provider_delivery, figures_hour, figures_day, figures_month,
  agent_day TO hotline_desk;
GRANT INSERT ON queue_event_intake, audit_log, work_order, work_order_step, agent, skill, agent_skill, service_level_evidence TO hotline_desk;
GRANT UPDATE ON work_order, agent, skill, agent_skill TO hotline_desk;
GRANT DELETE ON agent_skill TO hotline_desk;
GRANT EXECUTE ON FUNCTION place_hold(uuid, text, text) TO hotline_desk;

-- Whoever reads figures needs no caller's number and no path of a recording.
GRANT SELECT (uuid, started_at, answered_at, ended_at, seconds, billed_seconds, direction, called_number, trunk_group, local_network,
  media_node, hangup_cause, queue, agent, queue_result, queue_cancel_reason, queue_joined, queue_answered, queue_terminated, queue_canceled,
  callback_requested, satisfaction, language) ON call_record TO hotline_report;
GRANT SELECT (uuid, happened_at, media_node, kind, queue, agent, call_uuid) ON queue_event TO hotline_report;
GRANT SELECT (id, opened_at, closed_at, call_uuid, class, class_code, demand, status, agent, unit, handed_over_at, due_at,
  resolved_at_first_contact) ON work_order TO hotline_report;
GRANT SELECT ON policy, local_network, service_queue, service_class, agent, skill, agent_skill, heartbeat, unfiled, counted,
  service_level_evidence, service_level_comparison, provider_delivery, figures_hour, figures_day, figures_month, agent_day TO hotline_report;

GRANT SELECT ON audit_log, deletion_log, legal_hold, recording, policy, upkeep, unfiled, heartbeat, service_level_evidence,
  service_level_comparison TO hotline_auditor;
GRANT EXECUTE ON FUNCTION deletion_preview(timestamptz), place_hold(uuid, text, text), lift_hold(bigint, text) TO hotline_auditor;

GRANT SELECT ON unfiled, upkeep, heartbeat TO hotline_upkeep;
GRANT INSERT ON provider_call_record TO hotline_upkeep;
GRANT SELECT, INSERT, UPDATE ON provider_delivery TO hotline_upkeep;
GRANT EXECUTE ON FUNCTION make_months_ahead(integer), count_hours(integer, timestamptz), count_days(integer, timestamptz),
  deletion_preview(timestamptz), delete_due_today(), beat(text) TO hotline_upkeep;

DO $body$
BEGIN
  IF to_regclass('queue_event_0_1') IS NOT NULL THEN
    GRANT SELECT ON queue_event_0_1 TO hotline_auditor;
  END IF;
END $body$;
COMMIT;
