SET search_path = hotline;
UPDATE policy SET (service_level_formula, within_seconds, people_answer, wrap_up_seconds, repeat_hours, recording_days, call_record_days, work_order_days, audit_days) = ('answered-in-time-of-offered', 15, true, 50, 72, 730, 1095, 3650, 1095) WHERE (service_level_formula, within_seconds, people_answer, wrap_up_seconds, repeat_hours, recording_days, call_record_days, work_order_days, audit_days) IS DISTINCT FROM ('answered-in-time-of-offered', 15, true, 50, 72, 730, 1095, 3650, 1095);
INSERT INTO local_network (area_code, city) VALUES
  ('0891', '拉萨市'),
  ('0892', '日喀则市'),
  ('0895', '昌都市'),
  ('0894', '林芝市'),
  ('0893', '山南市'),
  ('0896', '那曲市'),
  ('0897', '阿里地区')
ON CONFLICT (area_code) DO UPDATE SET city = EXCLUDED.city;
