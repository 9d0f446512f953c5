SET search_path = hotline;
UPDATE policy SET (service_level_formula, within_seconds, people_answer, wrap_up_seconds, repeat_hours, recording_days, call_record_days, work_order_days, audit_days) = ('answered-in-time-of-offered', 15, false, 50, 72, 730, 1095, 3650, 1095) WHERE (service_level_formula, within_seconds, people_answer, wrap_up_seconds, repeat_hours, recording_days, call_record_days, work_order_days, audit_days) IS DISTINCT FROM ('answered-in-time-of-offered', 15, false, 50, 72, 730, 1095, 3650, 1095);
INSERT INTO local_network (area_code, city) VALUES
  ('0311', '石家庄市'),
  ('0315', '唐山市'),
  ('0335', '秦皇岛市'),
  ('0310', '邯郸市'),
  ('0319', '邢台市'),
  ('0312', '保定市'),
  ('0313', '张家口市'),
  ('0314', '承德市'),
  ('0317', '沧州市'),
  ('0316', '廊坊市'),
  ('0318', '衡水市')
ON CONFLICT (area_code) DO UPDATE SET city = EXCLUDED.city;
INSERT INTO service_queue (name, label, skills) VALUES
  ('retained', '保留座席', ARRAY['retained']::text[])
ON CONFLICT (name) DO UPDATE SET label = EXCLUDED.label, skills = EXCLUDED.skills;
