SET search_path = hotline;
UPDATE policy SET (service_level_formula, within_seconds, people_answer, wrap_up_seconds, repeat_hours, recording_days, call_record_days, work_order_days, audit_days) = ('answered-in-time-of-offered', 15, false, 50, 72, 730, 1095, 3650, 1095) WHERE (service_level_formula, within_seconds, people_answer, wrap_up_seconds, repeat_hours, recording_days, call_record_days, work_order_days, audit_days) IS DISTINCT FROM ('answered-in-time-of-offered', 15, false, 50, 72, 730, 1095, 3650, 1095);
INSERT INTO local_network (area_code, city) VALUES
  ('0551', '合肥市'),
  ('0553', '芜湖市'),
  ('0552', '蚌埠市'),
  ('0554', '淮南市'),
  ('0555', '马鞍山市'),
  ('0561', '淮北市'),
  ('0562', '铜陵市'),
  ('0556', '安庆市'),
  ('0559', '黄山市'),
  ('0550', '滁州市'),
  ('0558', '阜阳市'),
  ('0557', '宿州市'),
  ('0564', '六安市'),
  ('0566', '池州市'),
  ('0563', '宣城市')
ON CONFLICT (area_code) DO UPDATE SET city = EXCLUDED.city;
INSERT INTO service_queue (name, label, skills) VALUES
  ('social-insurance', '社会保险', ARRAY['social-insurance']::text[]),
  ('labor-relations', '劳动关系', ARRAY['labor-relations']::text[]),
  ('general', '综合咨询', ARRAY['general']::text[])
ON CONFLICT (name) DO UPDATE SET label = EXCLUDED.label, skills = EXCLUDED.skills;
