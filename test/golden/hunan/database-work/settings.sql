SET search_path = hotline;
UPDATE policy SET (service_level_formula, within_seconds, people_answer, wrap_up_seconds, repeat_hours, recording_days, call_record_days, work_order_days, audit_days) = ('answered-in-time-of-offered', 15, false, 50, 72, 730, 1095, 3650, 1095) WHERE (service_level_formula, within_seconds, people_answer, wrap_up_seconds, repeat_hours, recording_days, call_record_days, work_order_days, audit_days) IS DISTINCT FROM ('answered-in-time-of-offered', 15, false, 50, 72, 730, 1095, 3650, 1095);
INSERT INTO local_network (area_code, city) VALUES
  ('0731', '长沙市'),
  ('0734', '衡阳市'),
  ('0739', '邵阳市'),
  ('0730', '岳阳市'),
  ('0736', '常德市'),
  ('0744', '张家界市'),
  ('0737', '益阳市'),
  ('0735', '郴州市'),
  ('0746', '永州市'),
  ('0745', '怀化市'),
  ('0738', '娄底市'),
  ('0743', '湘西土家族苗族自治州')
ON CONFLICT (area_code) DO UPDATE SET city = EXCLUDED.city;
